//! The sidebar: search field, toggles, sort field, tags by category.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::{FilterItem, Focus, SidebarHeading, SidebarLine, Spot};

use crate::catalogue::{Kind, Term, Test, TextKey, parse};
use crate::search::{is_on, label};

use super::canvas::row_from;
use super::field::{self, Caret};
use super::format;
use super::paint::{Painter, Titles};
use super::scene::Scene;
use super::theme::Role;
use super::words::UiText;

/// The keys that an empty search field names where the whole catalogue is in hand; completion has all of them.
const IN_HAND_KEYS: [&str; 5] = ["tag", "gpu", "price", "port", "is"];

/// Draws the sidebar.
pub(super) fn draw(painter: &mut Painter<'_, '_>, area: Rect) {
    let count = painter.scene.state.query().filter_count();
    let right = (count > 0).then(|| Line::from(painter.scene.span(format!(" {count} "), Role::Accent)));
    let titles =
        Titles { left: UiText::Filters.text(painter.scene.lang).to_owned(), right, ..Titles::default() };
    let room = painter.pane(area, Focus::Filters, &titles);
    if room.height == 0 {
        return;
    }
    search(painter, room);
    let list = Rect { y: room.y + 1, height: room.height - 1, ..room };
    let lines = painter.scene.state.sidebar_lines();
    let sidebar = &painter.scene.state.sidebar;
    let height = usize::from(list.height);
    let top = sidebar.scroll.top(sidebar.cursor_line(&lines).unwrap_or(0), lines.len(), height);
    painter.measured.filter_rows = height;
    for (y, line) in (list.y..list.bottom()).zip(lines.iter().skip(top)) {
        match line {
            SidebarLine::Heading(heading) => {
                painter.canvas.put(
                    row_from(list, list.x, y),
                    heading.text(painter.scene.lang),
                    painter.scene.style(Role::Muted),
                );
            }
            SidebarLine::Item(item) => draw_item(painter, list, y, item),
        }
    }
    more_marks(painter, area, top, lines.len().saturating_sub(top + height));
}

fn search(painter: &mut Painter<'_, '_>, room: Rect) {
    let row = Rect { height: 1, ..room };
    painter.spot(row, Spot::Filter(FilterItem::Search));
    let caret = Caret::of(&painter.scene, painter.scene.state.focus == Focus::Search);
    painter.canvas.put(row_from(row, row.x, row.y), "/", painter.scene.style(Role::Key));
    let field = Rect { x: row.x + 2, width: row.width.saturating_sub(2), ..row };
    search_field(painter, field, caret);
    if painter.scene.state.focus == Focus::Filters && painter.scene.state.sidebar.cursor == FilterItem::Search
    {
        painter.canvas.tint(row, painter.scene.style(Role::Selection));
    }
}

/// The search field itself, with what cannot be meant underlined.
pub(super) fn search_field(painter: &mut Painter<'_, '_>, room: Rect, caret: Caret) {
    let input = &painter.scene.state.sidebar.search;
    field::draw(painter, room, input, caret, &search_hint(&painter.scene));
    let wrong: Vec<_> = parse(input.value()).problems.into_iter().map(|problem| problem.range).collect();
    field::underline(painter, room, input, &wrong);
}

/// What an empty search field is for; with the caret in it, the prefixes it understands.
pub(super) fn search_hint(scene: &Scene<'_>) -> String {
    if scene.state.focus != Focus::Search {
        return UiText::SearchHint.text(scene.lang).to_owned();
    }
    let words = if scene.state.local.snapshot().is_some() {
        IN_HAND_KEYS.to_vec()
    } else {
        Term::ALL.map(Term::prefix).to_vec()
    };
    words.into_iter().map(|word| format!("{word}:")).collect::<Vec<_>>().join(" ")
}

fn draw_item(painter: &mut Painter<'_, '_>, area: Rect, y: u16, item: &FilterItem) {
    let (box_text, label, on) = describe(&painter.scene, item);
    let count = count(&painter.scene, item);
    let role = match (on, count) {
        (true, _) => Role::Accent,
        (false, Some(0)) => Role::Faint,
        (false, _) => Role::Text,
    };
    let line = Line::from(vec![
        painter.scene.span(format!("{box_text} "), if on { Role::Accent } else { Role::Faint }),
        painter.scene.span(label, role),
    ]);
    let row = Rect { y, height: 1, ..area };
    match count {
        Some(count) => {
            let text = format::count(count as u64);
            let number = u16::try_from(text.len()).unwrap_or(0);
            let room = Rect { width: area.width.saturating_sub(number + 1), ..row };
            painter.canvas.line(room, &line);
            let counted =
                Line::from(painter.scene.span(text, if count == 0 { Role::Faint } else { Role::Muted }));
            painter.canvas.line_right(row, &counted);
        }
        None => painter.canvas.line(row_from(area, area.x, y), &line),
    }
    if painter.scene.state.sidebar.cursor == *item && painter.scene.state.focus == Focus::Filters {
        painter.canvas.tint(row, painter.scene.style(Role::Selection));
    }
    painter.spot(row, Spot::Filter(item.clone()));
}

/// How many groups would be left with a filter, where the whole catalogue is in hand.
fn count(scene: &Scene<'_>, item: &FilterItem) -> Option<usize> {
    let state = scene.state;
    state.local.snapshot()?;
    let of = |test: &Test| state.local.facets.count(test);
    match item {
        FilterItem::Toggle(toggle) => {
            let kind = Kind::ALL.into_iter().find(|kind| kind.toggle() == Some(*toggle))?;
            Some(of(&Test::Is(kind)).unwrap_or(0))
        }
        FilterItem::Tag(tag) => Some(of(&Test::Text(TextKey::Tag, tag.clone())).unwrap_or(0)),
        FilterItem::Facet(_, test) => of(test),
        FilterItem::Search | FilterItem::Sort(_) | FilterItem::Category(_) | FilterItem::Rest(..) => None,
    }
}

fn describe(scene: &Scene<'_>, item: &FilterItem) -> (&'static str, String, bool) {
    let (query, lang, glyphs) = (scene.state.query(), scene.lang, scene.glyphs);
    let checkbox =
        |on: bool, label: &str| (if on { glyphs.checked } else { glyphs.unchecked }, label.to_owned(), on);
    match item {
        FilterItem::Search => ("/", String::new(), false),
        FilterItem::Facet(kind, test) => {
            let on = is_on(query, *kind, test);
            checkbox(on, &label(test, lang))
        }
        FilterItem::Rest(_, hidden) => ("   ", format!("+{hidden}"), false),
        FilterItem::Category(name) => {
            let name = SidebarHeading::Tags(name.clone()).text(lang).to_owned();
            (glyphs.current, name, false)
        }
        FilterItem::Toggle(toggle) => checkbox(query.toggles.is_on(*toggle), toggle.label(lang)),
        FilterItem::Tag(tag) => checkbox(query.tags.contains(tag), tag),
        FilterItem::Sort(field) => {
            let label = field.label(lang);
            if query.sort.field == *field {
                let turn = if query.sort.ascending { glyphs.ascending } else { glyphs.descending };
                (glyphs.chosen, format!("{label} {turn}"), true)
            } else {
                (glyphs.option, label.to_owned(), false)
            }
        }
    }
}

/// Marks in the right border that there is more above or below.
pub(super) fn more_marks(painter: &mut Painter<'_, '_>, area: Rect, above: usize, below: usize) {
    let x = area.right().saturating_sub(1);
    if above > 0 {
        painter.canvas.put(
            row_from(area, x, area.y + 1),
            painter.scene.glyphs.more_up,
            painter.scene.style(Role::Muted),
        );
    }
    if below > 0 {
        painter.canvas.put(
            row_from(area, x, area.bottom().saturating_sub(2)),
            painter.scene.glyphs.more_down,
            painter.scene.style(Role::Muted),
        );
    }
}
