//! The keys that may follow an unfinished sequence, at the bottom right.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::canvas::row_from;
use super::paint::{Painter, Titles};
use super::theme::Role;

/// Draws the box while a sequence is unfinished.
pub(super) fn draw(painter: &mut Painter<'_, '_>, screen: Rect) {
    let state = painter.scene.state;
    if state.pressed.is_empty() {
        return;
    }
    let rest = state.setup.keymap.continuations(state.contexts(), &state.pressed);
    let lines: Vec<Line<'static>> = rest
        .into_iter()
        .map(|(keys, command)| {
            let doc = command.row().doc(painter.scene.lang);
            Line::from(vec![
                painter.scene.span(format!("{keys}  "), Role::Key),
                painter.scene.span(doc, Role::Text),
            ])
        })
        .collect();
    let cells = lines.iter().map(Line::width).max().unwrap_or(0);
    let width = u16::try_from(cells).unwrap_or(u16::MAX).saturating_add(4).min(screen.width);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2).min(screen.height - 1);
    let area = Rect { x: screen.right() - width, y: screen.bottom() - 1 - height, width, height };
    let pressed: Vec<String> = state.pressed.iter().map(ToString::to_string).collect();
    let room = painter.popup(area, &Titles { left: pressed.join(" "), ..Titles::default() });
    for (y, line) in (room.y..room.bottom()).zip(&lines) {
        painter.canvas.line(row_from(room, room.x, y), line);
    }
}
