//! The bottom line: what works now, most useful first, cut to fit.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::{Command, Focus, Spot, TABLE};
use crate::catalogue::parse;
use crate::text::width;

use super::canvas::row_from;
use super::paint::Painter;
use super::scene::Scene;
use super::theme::Role;
use super::words::UiText;

/// Draws the bottom line.
pub(super) fn draw(painter: &mut Painter<'_, '_>, area: Rect) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if painter.scene.state.focus == Focus::Search
        && painter.scene.state.popup.is_none()
        && searching(painter, area)
    {
        return;
    }
    let mut x = area.x;
    let right = right_side(painter);
    // Marks are told even where a hint has to go for it.
    let reserved = if painter.scene.state.list.marked.is_empty() { 0 } else { right.width() + 1 };
    for (keys, label, command) in hints(&painter.scene, usize::from(area.width).saturating_sub(reserved)) {
        let start = x;
        x = painter.canvas.put(row_from(area, x, area.y), &keys, painter.scene.style(Role::Key));
        x = painter.canvas.put(row_from(area, x + 1, area.y), &label, painter.scene.style(Role::Muted));
        painter.spot(Rect { x: start, width: x - start, ..area }, Spot::Command(command));
        x += 2;
    }
    let free = usize::from(area.right().saturating_sub(x));
    if right.width() < free {
        painter.canvas.line_right(row_from(area, area.x, area.y), &right);
    }
}

/// What is wrong with the search, else what may stand where the caret is; `false` where there is nothing to say.
fn searching(painter: &mut Painter<'_, '_>, area: Rect) -> bool {
    let sidebar = &painter.scene.state.sidebar;
    let (proposals, current) = match &sidebar.completing {
        Some(completing) => (completing.proposals.clone(), Some(completing.at)),
        None => (painter.scene.state.proposals(), None),
    };
    let wrong = parse(sidebar.search.value()).problems.into_iter().next();
    let mut x = area.x;
    if let Some(problem) = wrong.filter(|_| proposals.is_empty()) {
        let term = sidebar.search.value().get(problem.range).unwrap_or_default();
        let text = format!("{} {term}: {}", painter.scene.glyphs.wrong, problem.why.text(painter.scene.lang));
        painter.canvas.put(row_from(area, x, area.y), &text, painter.scene.style(Role::Warning));
        return true;
    }
    if proposals.is_empty() || sidebar.search.value().is_empty() {
        return false;
    }
    let state = painter.scene.state;
    let keys = state.setup.keymap.first_in(Command::Complete, state.contexts());
    x = painter.canvas.put(
        row_from(area, x, area.y),
        keys.unwrap_or_default(),
        painter.scene.style(Role::Key),
    ) + 1;
    // The current proposal is always in sight.
    let first = current.map_or(0, |at| at.saturating_sub(2));
    for (at, proposal) in proposals.iter().enumerate().skip(first) {
        let count = proposal.count.map(|count| format!(" {count}")).unwrap_or_default();
        if usize::from(area.right().saturating_sub(x)) < width(&proposal.text) + width(&count) {
            break;
        }
        let role = if current == Some(at) { Role::Accent } else { Role::Text };
        x = painter.canvas.put(row_from(area, x, area.y), &proposal.text, painter.scene.style(role));
        x = painter.canvas.put(row_from(area, x, area.y), &count, painter.scene.style(Role::Muted)) + 2;
    }
    true
}

/// Hints that fit the width, in the order of the key table.
fn hints(scene: &Scene<'_>, room: usize) -> Vec<(String, String, Command)> {
    let state = scene.state;
    let contexts = state.contexts();
    let mut rows: Vec<_> =
        TABLE.iter().filter(|row| row.rank > 0).filter(|row| row.command.available(state)).collect();
    rows.sort_by_key(|row| row.rank);
    let mut used = 0;
    let mut shown: Vec<(String, String, Command)> = Vec::new();
    for row in rows {
        let Some(first) = state.setup.keymap.first_in(row.command, contexts) else { continue };
        let back = (row.command == Command::MoveDown)
            .then(|| state.setup.keymap.first_in(Command::MoveUp, contexts))
            .flatten();
        let keys = back.map_or_else(|| first.to_owned(), |up| format!("{first}/{up}"));
        let label = row.hint(scene.lang).to_owned();
        let cells = width(&keys) + 1 + width(&label) + 2;
        if used + cells > room + 2 {
            continue;
        }
        used += cells;
        shown.push((keys, label, row.command));
    }
    shown
}

/// Matches of a search in the Readme, how many images are marked, or what pick mode waits for.
fn right_side(painter: &Painter<'_, '_>) -> Line<'static> {
    let state = painter.scene.state;
    if let Some(find) = &state.detail.find {
        let count = painter.measured.found.len();
        let current = (find.current + 1).min(count);
        return Line::from(
            painter.scene.span(UiText::Matches.fill(painter.scene.lang, &[&current, &count]), Role::Muted),
        );
    }
    if !state.list.marked.is_empty() {
        let marked = UiText::Marked.fill(painter.scene.lang, &[&state.list.marked.len()]);
        return Line::from(painter.scene.span(marked, Role::Accent));
    }
    if state.setup.pick {
        return Line::from(painter.scene.span(UiText::PickHint.text(painter.scene.lang), Role::Accent));
    }
    Line::default()
}
