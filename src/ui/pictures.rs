//! Pictures on the screen: the cover among the detail's rows, and the viewer.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::app::{Act, Choice, Command, Popup, SeenPicture, Spot, Wanted};
use crate::catalogue::Version;
use crate::pictures::{Block, Cells, Painting, Size, fit};

use super::gallery::colour;
use super::paint::{Painter, Titles, row_from};
use super::popup;
use super::rows::FactRow;
use super::theme::Role;
use super::words::UiText;

/// Rows of a cover, at most.
const COVER_ROWS: u16 = 12;
/// Columns of a cover, at most.
const COVER_COLUMNS: u16 = 60;
/// Rows below which a cover is no use.
const LEAST_ROWS: u16 = 4;

/// A row of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PictureRow {
    url: std::sync::Arc<str>,
    cells: Cells,
    row: u16,
}

/// The rows of a version's cover: as many as it takes once its size is known, one that says why where it cannot be had.
pub(super) fn cover(painter: &mut Painter<'_, '_>, room: Rect, version: &Version) -> Vec<FactRow> {
    let rows = COVER_ROWS.min(room.height.saturating_sub(2) / 2);
    if painter.state.showing().is_none() || version.cover.is_empty() || rows < LEAST_ROWS {
        return vec![];
    }
    let room = Cells { columns: room.width.min(COVER_COLUMNS), rows };
    let wanted = Wanted { url: version.cover.to_string(), room, grows: false };
    if let Some(trouble) = painter.state.pictures.trouble(&wanted.url) {
        let text = UiText::CoverFailed.fill(painter.lang, &[&trouble.words(painter.lang)]);
        let text = painter.fit(&text, usize::from(room.columns));
        return vec![Line::from(painter.span(text, Role::Muted)).into()];
    }
    let Some((cells, _)) = place(painter, wanted) else { return vec![] };
    let url: std::sync::Arc<str> = version.cover.as_str().into();
    let row =
        |row| FactRow { picture: Some(PictureRow { url: url.clone(), cells, row }), ..FactRow::default() };
    (0..cells.rows).map(row).collect()
}

/// Notes a place for a picture; gives its cells and its size, once that is known.
fn place(painter: &mut Painter<'_, '_>, wanted: Wanted) -> Option<(Cells, Size)> {
    let showing = *painter.state.showing().or(painter.state.setup.pictures.as_ref())?;
    let size = painter.state.pictures.size(&wanted.url);
    let cells = size.map(|size| fit(size, showing.cell, wanted.room, wanted.grows));
    let here =
        cells.is_some_and(|cells| painter.context.gallery.borrow_mut().get(&wanted.url, cells).is_some());
    painter.measured.pictures.push(SeenPicture { wanted, missing: !here });
    Some((cells?, size?))
}

/// Draws a row of a picture at the left of an area's first row; nothing while it is on its way.
pub(super) fn draw_row(painter: &mut Painter<'_, '_>, area: Rect, picture: &PictureRow) {
    let context = painter.context;
    let mut gallery = context.gallery.borrow_mut();
    match gallery.get(&picture.url, picture.cells) {
        Some(Painting::Blocks(blocks)) => half_blocks(painter, area, blocks.row(picture.row)),
        None => {}
    }
}

fn half_blocks(painter: &mut Painter<'_, '_>, area: Rect, blocks: &[Block]) {
    let true_colour = painter.state.setup.pictures.as_ref().is_some_and(|showing| showing.true_colour);
    let colour = |rgb| colour(rgb, true_colour);
    for (x, block) in (area.x..area.right()).zip(blocks) {
        let cell = row_from(area, x, area.y);
        let (symbol, style) = match (block.upper, block.lower) {
            (None, None) => continue,
            (Some(upper), Some(lower)) => ("▀", Style::new().fg(colour(upper)).bg(colour(lower))),
            (Some(upper), None) => ("▀", Style::new().fg(colour(upper))),
            (None, Some(lower)) => ("▄", Style::new().fg(colour(lower))),
        };
        painter.put(Rect { width: 1, ..cell }, symbol, style);
    }
}

/// Draws the viewer: a picture as large as fits, what it is called, how large it is and where it comes from.
pub(super) fn viewer(painter: &mut Painter<'_, '_>, screen: Rect, popup: &Popup, choices: &[Choice]) {
    let margin = u16::from(screen.width > 60) * 2;
    let area = Rect {
        x: screen.x + margin,
        y: screen.y + 1.min(screen.height),
        width: screen.width - margin * 2,
        height: screen.height.saturating_sub(2),
    };
    let at = popup.cursor.min(choices.len().saturating_sub(1));
    let number = format!(" {}/{} ", (at + 1).min(choices.len()), choices.len());
    let save = (Command::SavePicture, UiText::Save);
    let titles = Titles {
        left: popup.kind.row().title.text(painter.lang).to_owned(),
        right: Some(Line::from(painter.span(number, Role::Muted))),
        bottom: Some(Line::from(painter.span(popup::keys(painter, popup, Some(save)), Role::Muted))),
    };
    let room = painter.popup(area, &titles);
    painter.measured.popup_rows = usize::from(room.height);
    let Some(Choice { label, act: Act::Link { target, .. }, .. }) = choices.get(at) else { return };
    painter.spot(room, Spot::Choice(at));
    let captions = caption(painter, label, target, room.width);
    let rows = u16::try_from(captions.len()).unwrap_or(u16::MAX);
    let above = Rect { height: room.height.saturating_sub(rows), ..room };
    picture(painter, above, target);
    for (y, line) in (above.bottom()..room.bottom()).zip(&captions) {
        painter.line(row_from(room, room.x, y), line);
    }
}

fn picture(painter: &mut Painter<'_, '_>, room: Rect, url: &str) {
    if room.is_empty() {
        return;
    }
    let message = |painter: &mut Painter<'_, '_>, text: &str| {
        let line = Line::from(painter.span(painter.fit(text, room.width.into()), Role::Muted));
        super::problem::centre(painter, room, &[line]);
    };
    if let Some(trouble) = painter.state.pictures.trouble(url) {
        return message(painter, &trouble.words(painter.lang));
    }
    let cells = Cells { columns: room.width, rows: room.height };
    let wanted = Wanted { url: url.to_owned(), room: cells, grows: true };
    let placed = place(painter, wanted);
    let is_missing = painter.measured.pictures.last().is_none_or(|seen| seen.missing);
    match placed.filter(|_| !is_missing) {
        None => message(painter, UiText::PictureLoading.text(painter.lang)),
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
fn caption(painter: &Painter<'_, '_>, label: &str, target: &str, width: u16) -> [Line<'static>; 2] {
    let width = usize::from(width);
    let size = painter.state.pictures.size(target).map(|size| format!("{}×{}", size.width, size.height));
    let size = size.map(|size| format!(" {} {size}", painter.glyphs.separator)).unwrap_or_default();
    let label = painter.fit(label, width.saturating_sub(crate::text::width(&size)));
    [
        Line::from(vec![painter.span(label, Role::Text), painter.span(size, Role::Muted)]),
        Line::from(painter.span(painter.fit(target, width), Role::Muted)),
    ]
}
