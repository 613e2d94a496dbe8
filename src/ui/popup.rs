//! Popups: a filter field where letters filter, a list of choices, a preview; their keys stand in the border.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::{Choice, Command, Popup, PopupLine, Spot, popup_lines};
use crate::text::width;
use unicode_segmentation::UnicodeSegmentation;

use super::canvas::row_from;
use super::paint::{Painter, Titles};
use super::scene::Scene;
use super::theme::Role;
use super::words::UiText;
use super::{field, filters};

/// Draws a popup.
pub(super) fn draw(painter: &mut Painter<'_, '_>, screen: Rect, popup: &Popup) {
    let row = popup.kind.row();
    let choices = popup.choices(painter.scene.state);
    let lines = popup_lines(&choices);
    let area = place(screen, popup, lines.len());
    let titles = Titles {
        left: row.title.text(painter.scene.lang).to_owned(),
        hints: keys(&painter.scene, popup, &[]),
        ..Titles::default()
    };
    let mut room = painter.popup(area, &titles);
    if popup.kind.is_typed() && room.height > 2 {
        filter_field(painter, room, popup);
        room = Rect { y: room.y + 1, height: room.height - 1, ..room };
    }
    let preview = choices.get(popup.cursor).and_then(Choice::preview).filter(|_| row.preview > 0);
    if let Some(preview) = preview.filter(|_| room.height > 3) {
        room = draw_preview(painter, room, preview, row.preview);
    }
    painter.measured.popup_rows = usize::from(room.height);
    if choices.is_empty() {
        painter.canvas.put(
            row_from(room, room.x, room.y),
            UiText::NoChoice.text(painter.scene.lang),
            painter.scene.style(Role::Muted),
        );
        return;
    }
    let list = PopupList { popup, choices: &choices, lines: &lines };
    list.draw(painter, area, room);
}

/// What its keys do, for the border, the way out last: `Enter run`, `Esc close`; `own` are commands that other popups have not.
pub(super) fn keys(scene: &Scene<'_>, popup: &Popup, own: &[(Command, UiText)]) -> Vec<String> {
    let (row, lang) = (popup.kind.row(), scene.lang);
    let contexts = scene.state.contexts();
    let common = [
        (Command::Choose, Some(row.enter.text(lang))),
        (Command::SwitchChoice, row.switch.map(|word| word.text(lang))),
        (Command::CopyChoice, row.copy.map(|word| word.text(lang))),
        (Command::ShowCode, (row.preview > 0).then(|| UiText::QrCode.text(lang))),
    ];
    let own = own.iter().map(|(command, word)| (*command, Some(word.text(lang))));
    let words = common.into_iter().chain(own).chain([(Command::Close, Some(row.escape.text(lang)))]);
    let hint = |(command, word): (Command, Option<&str>)| {
        let keys = scene.state.setup.keymap.keys_in(command, contexts);
        // The key that every popup has stands for it, not the one that only some have.
        let is_own = matches!(command, Command::ShowCode | Command::InvertCode);
        let key = keys.iter().find(|key| key.len() > 1 && !is_own).or(keys.first())?;
        word.map(|word| format!("{key} {word}"))
    };
    words.filter_map(hint).collect()
}

/// In the middle, as high as its content, leaving the rest of the screen visible.
fn place(screen: Rect, popup: &Popup, lines: usize) -> Rect {
    let row = popup.kind.row();
    let frame = 2 + u16::from(popup.kind.is_typed()) + row.preview + u16::from(row.preview > 0);
    let width = row.width.min(screen.width.saturating_sub(4)).max(screen.width.min(16));
    let height = u16::try_from(lines).unwrap_or(u16::MAX).max(1).saturating_add(frame);
    let height = height.min(screen.height.saturating_sub(4)).max(screen.height.min(5));
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 3,
        width,
        height,
    }
}

fn filter_field(painter: &mut Painter<'_, '_>, room: Rect, popup: &Popup) {
    let x = painter.canvas.put(row_from(room, room.x, room.y), "> ", painter.scene.style(Role::Key));
    let area = Rect { x, width: room.right().saturating_sub(x), height: 1, ..room };
    field::draw(painter, area, &popup.field, field::Caret::Here, UiText::FilterHint.text(painter.scene.lang));
}

/// The preview at the bottom, below a rule; returns the room above.
fn draw_preview(painter: &mut Painter<'_, '_>, room: Rect, preview: &str, most: u16) -> Rect {
    let wrapped: Vec<String> =
        preview.lines().flat_map(|line| crate::readme::wrap(line, usize::from(room.width))).collect();
    let rows = u16::try_from(wrapped.len()).unwrap_or(u16::MAX).clamp(1, most.min(room.height / 2));
    let top = room.bottom() - rows;
    painter.canvas.rule(room, top - 1, painter.scene.style(Role::Faint));
    for (y, line) in (top..room.bottom()).zip(&wrapped) {
        painter.canvas.put(row_from(room, room.x, y), line, painter.scene.style(Role::Code));
    }
    Rect { height: room.height - rows - 1, ..room }
}

/// The lines of an open popup.
struct PopupList<'a> {
    popup: &'a Popup,
    choices: &'a [Choice],
    lines: &'a [PopupLine],
}

impl PopupList<'_> {
    fn draw(&self, painter: &mut Painter<'_, '_>, area: Rect, room: Rect) {
        let height = usize::from(room.height);
        let top = self.popup.scroll.top(self.popup.cursor_line(self.lines), self.lines.len(), height);
        for (y, line) in (room.y..room.bottom()).zip(self.lines.iter().skip(top)) {
            match line {
                PopupLine::Heading(section) => {
                    let title = section.title(painter.scene.lang);
                    painter.canvas.put(row_from(room, room.x, y), title, painter.scene.style(Role::Accent));
                }
                PopupLine::Choice(at) => {
                    let row = Rect { y, height: 1, ..room };
                    choice_row(painter, row, &self.choices[*at]);
                    if *at == self.popup.cursor {
                        painter.canvas.tint(row, painter.scene.style(Role::Selection));
                    }
                    painter.spot(row, Spot::Choice(*at));
                }
            }
        }
        filters::more_marks(painter, area, top, self.lines.len().saturating_sub(top + height));
    }
}

fn choice_row(painter: &mut Painter<'_, '_>, area: Rect, choice: &Choice) {
    let role = if choice.enabled { Role::Text } else { Role::Muted };
    let note_width = width(&choice.note).min(usize::from(area.width) / 2);
    let note = painter.scene.fit(&choice.note, note_width);
    let indent = u16::from(choice.depth) * 2 + u16::from(choice.section.is_some()) * 2;
    let label_area = Rect {
        x: area.x + indent.min(area.width),
        width: area.width.saturating_sub(indent + u16::try_from(note_width + 1).unwrap_or(0)),
        ..area
    };
    let label = Line::from(label_spans(&painter.scene, choice, role));
    painter.canvas.line(row_from(label_area, label_area.x, area.y), &label);
    let note = Line::from(painter.scene.span(note, if choice.enabled { Role::Key } else { Role::Muted }));
    painter.canvas.line_right(row_from(area, area.x, area.y), &note);
}

/// The label with the graphemes marked that matched.
fn label_spans(scene: &Scene<'_>, choice: &Choice, role: Role) -> Vec<Span<'static>> {
    let (mark, role) = match choice.chosen {
        Some(true) => (scene.glyphs.checked, Role::Accent),
        Some(false) => (scene.glyphs.unchecked, role),
        None => ("", role),
    };
    let mut spans = Vec::new();
    if !mark.is_empty() {
        spans.push(
            scene.span(format!("{mark} "), if choice.chosen == Some(true) { role } else { Role::Faint }),
        );
    }
    if choice.matched.is_empty() {
        spans.push(scene.span(choice.label.clone(), role));
        return spans;
    }
    let parts = marked(&choice.label, &choice.matched);
    spans.extend(
        parts.map(|(text, is_match)| scene.span(text.to_owned(), if is_match { Role::Accent } else { role })),
    );
    spans
}

/// The graphemes of a label, and whether each is one of those that match.
fn marked<'a>(label: &'a str, matched: &'a [u32]) -> impl Iterator<Item = (&'a str, bool)> {
    let graphemes = label.graphemes(true).zip(0_u32..);
    graphemes.map(|(text, at)| (text, matched.contains(&at)))
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn the_letter_that_matches_is_marked_behind_an_emoji_of_several_characters() {
        let parts: Vec<_> = marked("⚙️ Set", &[4]).collect();
        assert_eq!(parts, [("⚙️", false), (" ", false), ("S", false), ("e", false), ("t", true)]);
    }
}
