//! The screen shown without keys: what to do, where keys are made, where they go. And the sentence for tiny windows.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::{Command, Spot};

use super::canvas::row_from;
use super::paint::{Painter, Titles};
use super::theme::Role;
use super::words::UiText;

/// Draws the first-run screen.
pub(super) fn draw(painter: &mut Painter<'_, '_>, body: Rect) {
    let lang = painter.scene.lang;
    let width = body.width.min(72);
    let text = crate::readme::wrap(UiText::FirstRunText.text(lang), usize::from(width.saturating_sub(4)));
    let height = (12 + u16::try_from(text.len()).unwrap_or(0)).min(body.height);
    let area =
        Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 3, width, height };
    let titles = Titles { left: UiText::FirstRunTitle.text(lang).to_owned(), ..Titles::default() };
    let room = painter.popup(area, &titles);
    let mut y = room.y;
    for line in text {
        painter.canvas.put(row_from(room, room.x, y), &line, painter.scene.style(Role::Text));
        y += 1;
    }
    y += 1;
    let choices = [
        (Command::Demo, UiText::FirstRunDemo),
        (Command::OpenWeb, UiText::FirstRunKeys),
        (Command::Quit, UiText::FirstRunQuit),
    ];
    for (command, label) in choices {
        let keys = painter.scene.state.setup.keymap.keys(command);
        let key = keys.first().cloned().unwrap_or_default();
        let line = Line::from(vec![
            painter.scene.span(format!(" {key}  "), Role::Key),
            painter.scene.span(label.text(lang), Role::Text),
        ]);
        painter.canvas.line(row_from(room, room.x, y), &line);
        painter.spot(Rect { y, height: 1, ..room }, Spot::Command(command));
        y += 1;
    }
    y += 1;
    let lines = [
        ("https://console.compshare.cn/uaccount/api_manage", Role::Link),
        (UiText::FirstRunWhere.text(lang), Role::Muted),
        ("  COMPSHARE_PUBLIC_KEY   COMPSHARE_PRIVATE_KEY", Role::Code),
        (UiText::FirstRunOr.text(lang), Role::Muted),
        ("  ~/.config/compshare/config.json", Role::Code),
    ];
    for (text, role) in lines {
        painter.canvas.put(row_from(room, room.x, y), text, painter.scene.style(role));
        y += 1;
    }
}

/// A window too small for anything else gets a sentence.
pub(super) fn too_small(painter: &mut Painter<'_, '_>, area: Rect) {
    let wrapped = crate::readme::wrap(UiText::TooSmall.text(painter.scene.lang), usize::from(area.width));
    for (y, line) in (area.y..area.bottom()).zip(&wrapped) {
        painter.canvas.put(row_from(area, area.x, y), line, painter.scene.style(Role::Text));
    }
}
