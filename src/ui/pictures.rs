//! Pictures on the screen: their places, their rows, and the cover among the detail's.

use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::Line;

use crate::app::{SeenPicture, Wanted};
use crate::catalogue::Version;
use crate::pictures::{Block, Cells, Kept, Painting, Size, fit};

use super::gallery::colour;
use super::paint::{Painter, row_from};
use super::rows::{FactRow, PictureRow};
use super::theme::Role;
use super::words::UiText;

/// Rows of a cover, at most.
const COVER_ROWS: u16 = 12;
/// Columns of a cover, at most.
const COVER_COLUMNS: u16 = 60;
/// Rows below which a cover is no use.
const LEAST_ROWS: u16 = 4;

/// The rows of a version's cover: as many as it takes once its size is known, one that says why where it cannot be had.
pub(super) fn cover(painter: &mut Painter<'_, '_>, room: Rect, version: &Version) -> Vec<FactRow> {
    let rows = COVER_ROWS.min(room.height.saturating_sub(2) / 2);
    if painter.state.showing().is_none() || version.cover.is_empty() || rows < LEAST_ROWS {
        return vec![];
    }
    let room = Cells { columns: room.width.min(COVER_COLUMNS), rows };
    let wanted = Wanted { url: version.cover.to_string(), room, grows: true };
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
pub(super) fn place(painter: &mut Painter<'_, '_>, wanted: Wanted) -> Option<(Cells, Size)> {
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
        Some(Painting::Kept(kept)) => {
            let kept = kept.clone();
            gallery.keep(&kept);
            parts(painter, area, &kept, picture.row);
        }
        None => {}
    }
}

/// Cells that show a row of what the terminal keeps.
fn parts(painter: &mut Painter<'_, '_>, area: Rect, kept: &Kept, row: u16) {
    let [_, red, green, blue] = kept.id.to_be_bytes();
    let style = Style::new().fg(Color::Rgb(red, green, blue));
    for (x, column) in (area.x..area.right()).zip(0..kept.cells.columns) {
        if let Some(part) = kept.part(row, column) {
            painter.symbol(x, area.y, &part, style);
        }
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
