//! The viewer: one picture of the image at a time.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::{Act, Choice, Command, Popup, Spot, Wanted};
use crate::pictures::Cells;

use super::canvas::row_from;
use super::paint::{Painter, Titles};
use super::pictures::{draw_row, place};
use super::rows::PictureRow;
use super::scene::Scene;
use super::theme::Role;
use super::words::UiText;
use super::{popup, problem};

/// Draws the viewer: a picture as large as fits, what it is called, how large it is and where it comes from.
pub(super) fn draw(painter: &mut Painter<'_, '_>, screen: Rect, popup: &Popup) {
    let choices = popup.choices(painter.scene.state);
    let margin = u16::from(screen.width > 60) * 2;
    let area = Rect {
        x: screen.x + margin,
        y: screen.y + 1.min(screen.height),
        width: screen.width - margin * 2,
        height: screen.height.saturating_sub(2),
    };
    let at = popup.cursor.min(choices.len().saturating_sub(1));
    let number = format!(" {}/{} ", (at + 1).min(choices.len()), choices.len());
    let save = [(Command::SavePicture, UiText::Save), (Command::ShowCode, UiText::QrCode)];
    let titles = Titles {
        left: popup.kind.row().title.text(painter.scene.lang).to_owned(),
        right: Some(Line::from(painter.scene.span(number, Role::Muted))),
        hints: popup::keys(&painter.scene, popup, &save),
        ..Titles::default()
    };
    let room = painter.popup(area, &titles);
    painter.measured.popup_rows = usize::from(room.height);
    let Some(Choice { label, act: Act::Link { target, .. }, .. }) = choices.get(at) else { return };
    painter.spot(room, Spot::Choice(at));
    let captions = caption(&painter.scene, label, target, room.width);
    let rows = u16::try_from(captions.len()).unwrap_or(u16::MAX);
    let above = Rect { height: room.height.saturating_sub(rows), ..room };
    picture(painter, above, target);
    for (y, line) in (above.bottom()..room.bottom()).zip(&captions) {
        painter.canvas.line(row_from(room, room.x, y), line);
    }
}

pub(super) fn picture(painter: &mut Painter<'_, '_>, room: Rect, url: &str) {
    if room.is_empty() {
        return;
    }
    let message = |painter: &mut Painter<'_, '_>, text: &str| {
        let line = Line::from(painter.scene.span(painter.scene.fit(text, room.width.into()), Role::Muted));
        problem::centre(painter, room, &[line]);
    };
    if let Some(trouble) = painter.scene.state.pictures.trouble(url) {
        return message(painter, &trouble.words(painter.scene.lang));
    }
    let cells = Cells { columns: room.width, rows: room.height };
    let wanted = Wanted { url: url.to_owned(), room: cells, grows: true };
    let placed = place(painter, wanted);
    let is_missing = painter.measured.pictures.last().is_none_or(|seen| seen.missing);
    match placed.filter(|_| !is_missing) {
        None => message(painter, UiText::PictureLoading.text(painter.scene.lang)),
        Some((cells, _)) => {
            let x = room.x + (room.width - cells.columns.min(room.width)) / 2;
            let y = room.y + (room.height - cells.rows.min(room.height)) / 2;
            for row in 0..cells.rows {
                let picture = PictureRow { url: url.into(), cells, row };
                draw_row(painter, row_from(room, x, y + row), &picture);
            }
        }
    }
}

/// What stands below a picture: its name and size, then its address.
fn caption(scene: &Scene<'_>, label: &str, target: &str, width: u16) -> [Line<'static>; 2] {
    let width = usize::from(width);
    let size = scene.state.pictures.size(target).map(|size| format!("{}×{}", size.width, size.height));
    let size = size.map(|size| format!(" {} {size}", scene.glyphs.separator)).unwrap_or_default();
    let label = scene.fit(label, width.saturating_sub(crate::text::width(&size)));
    [
        Line::from(vec![scene.span(label, Role::Text), scene.span(size, Role::Muted)]),
        Line::from(scene.span(scene.fit(target, width), Role::Muted)),
    ]
}
