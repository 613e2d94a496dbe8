//! The filters in one line, where the sidebar has no room of its own: the search field and what is switched on.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::{Command, Focus, Spot};

use super::canvas::row_from;
use super::field::Caret;
use super::filters::search_field;
use super::paint::Painter;
use super::theme::Role;
use super::words::UiText;

/// Draws the line.
pub(super) fn draw(painter: &mut Painter<'_, '_>, area: Rect) {
    let lang = painter.scene.lang;
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let caret = Caret::of(&painter.scene, painter.scene.state.focus == Focus::Search);
    let field_width = (area.width / 2).clamp(10, 30);
    painter.canvas.put(row_from(area, area.x, area.y), "/", painter.scene.style(Role::Key));
    let room = Rect {
        x: area.x + 2,
        width: field_width.saturating_sub(2).min(area.width.saturating_sub(2)),
        ..area
    };
    search_field(painter, room, caret);
    painter.spot(Rect { width: field_width, ..area }, Spot::Command(Command::Search));

    let query = painter.scene.state.query();
    let on = query.toggles.iter().map(|toggle| toggle.label(lang));
    let labels: Vec<String> =
        on.chain(query.tags.iter().map(AsRef::as_ref)).map(|label| format!("[{label}]")).collect();
    let rest =
        Rect { x: area.x + field_width + 1, width: area.width.saturating_sub(field_width + 1), ..area };
    let line = if labels.is_empty() {
        Line::from(vec![
            painter.scene.span("f", Role::Key),
            painter.scene.span(format!(" {}", UiText::NoFilters.text(lang)), Role::Muted),
        ])
    } else {
        Line::from(painter.scene.span(labels.join(" "), Role::Accent))
    };
    painter.canvas.line(row_from(rest, rest.x, area.y), &line);
    painter.spot(rest, Spot::Command(Command::Filters));
}
