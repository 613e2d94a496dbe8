//! Messages at the bottom right, newest last; at the top when they would cover the row they speak of.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::{Focus, Spot, Toast, Tone};
use crate::text::width;

use super::canvas::row_from;
use super::paint::{Painter, Titles};
use super::scene::Scene;
use super::theme::Role;

/// Draws the messages.
pub(super) fn draw(painter: &mut Painter<'_, '_>, screen: Rect) {
    let toasts: Vec<Toast> = painter.scene.state.toasts.iter().cloned().collect();
    let mut bottom = screen.bottom().saturating_sub(1);
    for toast in toasts.iter().rev() {
        let lines = lines(&painter.scene, toast, usize::from(screen.width.saturating_sub(6)).min(60));
        let cells = lines.iter().map(Line::width).max().unwrap_or(0);
        let area_width = u16::try_from(cells).unwrap_or(u16::MAX).saturating_add(4).min(screen.width);
        let height = u16::try_from(lines.len()).unwrap_or(1).saturating_add(2);
        if bottom < screen.y + height {
            return;
        }
        let mut area = Rect { x: screen.right() - area_width, y: bottom - height, width: area_width, height };
        if covers_selection(painter, area) {
            area.y = screen.y + 1;
        }
        bottom = bottom.saturating_sub(height);
        let room = painter.popup(area, &Titles::default());
        painter.canvas.tint(area, painter.scene.style(Role::Toast));
        for (y, line) in (room.y..room.bottom()).zip(&lines) {
            painter.canvas.line(row_from(room, room.x, y), line);
        }
    }
}

fn lines(scene: &Scene<'_>, toast: &Toast, cells: usize) -> Vec<Line<'static>> {
    let (mark, role) = match toast.notice.tone() {
        Tone::Done => (scene.glyphs.done, Role::Good),
        Tone::Told => (scene.glyphs.separator, Role::Muted),
        Tone::Wrong => (scene.glyphs.wrong, Role::Danger),
    };
    let sentence = crate::readme::wrap(&toast.notice.sentence(scene.lang), cells.saturating_sub(2).max(1));
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (at, text) in sentence.into_iter().enumerate() {
        let mark = if at == 0 { format!("{mark} ") } else { "  ".to_owned() };
        lines.push(Line::from(vec![scene.span(mark, role), scene.span(text, Role::Text)]));
    }
    if let Some(detail) = toast.notice.detail() {
        let fitted = scene.fit(detail, cells.saturating_sub(2));
        debug_assert!(width(&fitted) <= cells);
        lines.push(Line::from(vec![scene.span("  ", role), scene.span(fitted, Role::Accent)]));
    }
    lines
}

/// Whether the area would hide the selected row of the list.
fn covers_selection(painter: &Painter<'_, '_>, area: Rect) -> bool {
    if painter.scene.state.focus != Focus::List {
        return false;
    }
    let Some(selected) = &painter.scene.state.list.selected else { return false };
    let is_selected = |spot: &Spot| matches!(spot, Spot::Group(id) if id == selected);
    let row = painter.measured.spots.iter().find(|(_, spot)| is_selected(spot)).map(|(row, _)| *row);
    row.is_some_and(|row| {
        let row = Rect { x: row.x, y: row.y, width: row.width, height: row.height };
        row.intersects(area)
    })
}
