//! Popups: a filter field where letters filter, a list of choices, a preview; their keys stand in the border.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::{Choice, Picker, PickerKind, Section, Spot, choices};
use crate::text::width;

use super::paint::{Painter, Titles};
use super::theme::Role;
use super::words::UiText;
use super::{field, filters};

/// Most rows of a preview.
const PREVIEW: u16 = 8;

/// A line of the list: a heading, or the choice at an index.
enum Row {
    Heading(Section),
    Choice(usize),
}

/// Draws the open popup, if any.
pub(super) fn draw(painter: &mut Painter<'_, '_>, screen: Rect) {
    let Some(picker) = painter.state.picker.clone() else { return };
    let lines = choices(painter.state, &picker);
    let rows = rows(&lines);
    let area = place(screen, &picker, rows.len());
    let (title, keys) = words(picker.kind);
    let titles = Titles {
        left: title.text(painter.lang).to_owned(),
        right: None,
        bottom: Some(Line::from(painter.span(format!(" {} ", keys.text(painter.lang)), Role::Muted))),
    };
    let mut room = painter.popup(area, &titles);
    if picker.kind.is_typed() && room.height > 2 {
        filter_field(painter, room, &picker);
        room = Rect { y: room.y + 1, height: room.height - 1, ..room };
    }
    let preview = lines.get(picker.cursor).and_then(Choice::preview);
    if let Some(preview) = preview.filter(|_| room.height > 3) {
        room = draw_preview(painter, room, preview);
    }
    if lines.is_empty() {
        painter.put(room, room.x, room.y, UiText::NoChoice.text(painter.lang), painter.style(Role::Muted));
        return;
    }
    list(painter, area, room, &picker, &lines, &rows);
}

fn words(kind: PickerKind) -> (UiText, UiText) {
    match kind {
        PickerKind::Help => (UiText::Help, UiText::PickerKeys),
        PickerKind::Palette => (UiText::Palette, UiText::PickerKeys),
        PickerKind::CopyMenu => (UiText::CopyMenu, UiText::CopyKeys),
        PickerKind::Outline => (UiText::Outline, UiText::GoKeys),
        PickerKind::Links => (UiText::Links, UiText::LinkKeys),
        PickerKind::CodeBlocks => (UiText::CodeBlocks, UiText::CopyKeys),
        PickerKind::Themes => (UiText::Themes, UiText::ThemeKeys),
    }
}

/// In the middle, as high as its content, leaving the rest of the screen visible.
fn place(screen: Rect, picker: &Picker, rows: usize) -> Rect {
    let wanted = match picker.kind {
        PickerKind::Themes => 34,
        PickerKind::Help | PickerKind::Palette | PickerKind::Outline => 72,
        PickerKind::CopyMenu | PickerKind::Links | PickerKind::CodeBlocks => 90,
    };
    let extra = match picker.kind {
        PickerKind::Help | PickerKind::Palette | PickerKind::Outline => 3,
        PickerKind::CopyMenu | PickerKind::CodeBlocks => 3 + PREVIEW,
        PickerKind::Links => 4,
        PickerKind::Themes => 2,
    };
    let width = wanted.min(screen.width.saturating_sub(4)).max(screen.width.min(16));
    let height = u16::try_from(rows).unwrap_or(u16::MAX).max(1).saturating_add(extra);
    let height = height.min(screen.height.saturating_sub(4)).max(screen.height.min(5));
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 3,
        width,
        height,
    }
}

fn rows(lines: &[Choice]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(lines.len() + Section::ALL.len());
    let mut before = None;
    for (at, choice) in lines.iter().enumerate() {
        if choice.section != before {
            rows.extend(choice.section.map(Row::Heading));
            before = choice.section;
        }
        rows.push(Row::Choice(at));
    }
    rows
}

fn filter_field(painter: &mut Painter<'_, '_>, room: Rect, picker: &Picker) {
    let x = painter.put(room, room.x, room.y, "> ", painter.style(Role::Key));
    let area = Rect { x, width: room.right().saturating_sub(x), height: 1, ..room };
    if picker.input.value().is_empty() {
        painter.put(area, area.x, area.y, UiText::FilterHint.text(painter.lang), painter.style(Role::Muted));
    }
    let shown = painter.fit(picker.input.value(), usize::from(area.width));
    painter.put(area, area.x, area.y, &shown, painter.style(Role::Text));
    if area.width > 0 {
        field::set_cursor(painter, area, &picker.input, 0);
    }
}

/// The preview at the bottom, below a rule; returns the room above.
fn draw_preview(painter: &mut Painter<'_, '_>, room: Rect, preview: &str) -> Rect {
    let wrapped: Vec<String> =
        preview.lines().flat_map(|line| crate::readme::wrap(line, usize::from(room.width))).collect();
    let rows = u16::try_from(wrapped.len()).unwrap_or(u16::MAX).clamp(1, PREVIEW.min(room.height / 2));
    let top = room.bottom() - rows;
    painter.rule(room, top - 1);
    for (y, line) in (top..room.bottom()).zip(&wrapped) {
        painter.put(room, room.x, y, line, painter.style(Role::Code));
    }
    Rect { height: room.height - rows - 1, ..room }
}

fn list(
    painter: &mut Painter<'_, '_>,
    area: Rect,
    room: Rect,
    picker: &Picker,
    lines: &[Choice],
    rows: &[Row],
) {
    let height = usize::from(room.height);
    let cursor =
        rows.iter().position(|row| matches!(row, Row::Choice(at) if *at == picker.cursor)).unwrap_or(0);
    let top = filters::scroll(painter.state.view.popup_top, cursor, rows.len(), height);
    painter.view.popup_top = top;
    painter.view.popup_rows = height;
    for (y, row) in (room.y..room.bottom()).zip(rows.iter().skip(top)) {
        match row {
            Row::Heading(section) => {
                let title = section.title(painter.lang);
                painter.put(room, room.x, y, title, painter.style(Role::Accent));
            }
            Row::Choice(at) => {
                choice_row(painter, Rect { y, height: 1, ..room }, &lines[*at], *at, *at == picker.cursor);
            }
        }
    }
    filters::more_marks(painter, area, top, rows.len().saturating_sub(top + height));
}

fn choice_row(painter: &mut Painter<'_, '_>, area: Rect, choice: &Choice, at: usize, selected: bool) {
    let role = if choice.enabled { Role::Text } else { Role::Muted };
    let note_width = width(&choice.note).min(usize::from(area.width) / 2);
    let note = painter.fit(&choice.note, note_width);
    let indent = u16::from(choice.depth) * 2 + u16::from(choice.section.is_some()) * 2;
    let label_area = Rect {
        x: area.x + indent.min(area.width),
        width: area.width.saturating_sub(indent + u16::try_from(note_width + 1).unwrap_or(0)),
        ..area
    };
    let label = Line::from(label_spans(painter, choice, role));
    painter.line(label_area, area.y, &label, false);
    let note = Line::from(painter.span(note, if choice.enabled { Role::Key } else { Role::Muted }));
    painter.line(area, area.y, &note, true);
    if selected {
        painter.tint(area, painter.style(Role::Selection));
    }
    painter.spot(area, Spot::Choice(at));
}

/// The label with its matched characters marked.
fn label_spans(painter: &Painter<'_, '_>, choice: &Choice, role: Role) -> Vec<Span<'static>> {
    if choice.matched.is_empty() {
        return vec![painter.span(choice.label.clone(), role)];
    }
    let matched = |at: usize| u32::try_from(at).is_ok_and(|at| choice.matched.contains(&at));
    let chars = choice.label.chars().enumerate();
    chars.map(|(at, c)| painter.span(c.to_string(), if matched(at) { Role::Accent } else { role })).collect()
}
