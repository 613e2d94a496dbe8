//! Pictures on the screen: their places, their rows, the cover among the detail's and those of a Readme.

use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::Line;

use crate::app::{SeenPicture, Wanted};
use crate::catalogue::Version;
use crate::pictures::{Block, Cells, Kept, Painting, Size, fit};
use crate::readme::{Link, LinkKind, RowPicture, Rows};

use super::canvas::row_from;
use super::gallery::colour;
use super::paint::Painter;
use super::pasted::Paste;
use super::readme_cache::PictureCells;
use super::rows::{FactRow, PictureRow};
use super::scene::Scene;
use super::theme::Role;
use super::words::UiText;

/// Rows of a cover, at most.
const COVER_ROWS: u16 = 12;
/// Columns of a cover, at most.
const COVER_COLUMNS: u16 = 60;
/// Rows of a Readme's picture, at most.
const README_ROWS: u16 = 20;
/// Columns of a Readme's picture, at most.
const README_COLUMNS: u16 = 100;
/// Rows below which a cover is no use.
const LEAST_ROWS: u16 = 4;

/// The rows of a version's cover: as many as it takes once its size is known, one that says why where it cannot be had.
pub(super) fn cover(painter: &mut Painter<'_, '_>, room: Rect, version: &Version) -> Vec<FactRow> {
    let rows = COVER_ROWS.min(room.height.saturating_sub(2) / 2);
    if painter.scene.state.showing().is_none() || version.cover.is_empty() || rows < LEAST_ROWS {
        return vec![];
    }
    let room = Cells { columns: room.width.min(COVER_COLUMNS), rows };
    let wanted = Wanted { url: version.cover.to_string(), room, grows: true };
    if let Some(trouble) = painter.scene.state.pictures.trouble(&wanted.url) {
        let text = UiText::CoverFailed.fill(painter.scene.lang, &[&trouble.words(painter.scene.lang)]);
        let text = painter.scene.fit(&text, usize::from(room.columns));
        return vec![Line::from(painter.scene.span(text, Role::Muted)).into()];
    }
    let Some((cells, _)) = place(painter, wanted) else { return vec![] };
    let url: std::sync::Arc<str> = version.cover.as_str().into();
    let row =
        |row| FactRow { picture: Some(PictureRow { url: url.clone(), cells, row }), ..FactRow::default() };
    (0..cells.rows).map(row).collect()
}

/// The room for a picture of a Readme.
fn readme_room(room: Rect) -> Cells {
    Cells { columns: room.width.min(README_COLUMNS), rows: README_ROWS.min(room.height.saturating_sub(2)) }
}

/// The cells of a Readme's pictures, by their links, as far as their sizes are known.
pub(super) fn cells_in(scene: &Scene<'_>, room: Rect, rows: &Rows) -> PictureCells {
    let Some(showing) = scene.state.showing().filter(|showing| showing.readmes) else { return vec![] };
    let cells = |link: &Link| {
        let size = scene.state.pictures.size(&link.target)?;
        let is_placed = link.kind == LinkKind::Image && showing.has_place_for(&link.target);
        let cells = fit(size, showing.cell, readme_room(room), false);
        (is_placed && !readme_room(room).is_empty()).then_some((cells.columns, cells.rows))
    };
    rows.links.iter().map(cells).collect()
}

/// Draws a row of a Readme where it is one of a picture; notes the places of pictures that are named in it.
pub(super) fn in_readme(
    painter: &mut Painter<'_, '_>,
    area: Rect,
    room: Rect,
    rows: &Rows,
    at: usize,
) -> bool {
    let Some(showing) = painter.scene.state.showing().copied().filter(|showing| showing.readmes) else {
        return false;
    };
    let url = |link: usize| rows.links.get(link).map(|link| link.target.clone()).unwrap_or_default();
    if let Some(RowPicture { link, columns, rows, row }) = rows.rows.get(at).and_then(|row| row.picture) {
        let (url, cells) = (url(link), Cells { columns, rows });
        note(painter, Wanted { url: url.clone(), room: readme_room(room), grows: false });
        draw_row(painter, area, &PictureRow { url: url.into(), cells, row });
        return true;
    }
    let mut x = area.x.saturating_add(crate::text::width(&rows.rows[at].text).try_into().unwrap_or(u16::MAX));
    for url in rows.pictures_at(at).into_iter().map(url).filter(|url| showing.has_place_for(url)) {
        if let Some(trouble) = painter.scene.state.pictures.trouble(&url) {
            let words = format!(" {}", trouble.words(painter.scene.lang));
            x = painter.canvas.put(row_from(area, x, area.y), &words, painter.scene.style(Role::Muted));
        } else {
            note(painter, Wanted { url, room: readme_room(room), grows: false });
        }
    }
    false
}

/// Notes a place for a picture, once a frame.
fn note(painter: &mut Painter<'_, '_>, wanted: Wanted) {
    if !painter.measured.pictures.iter().any(|seen| seen.wanted == wanted) {
        place(painter, wanted);
    }
}

/// Notes a place for a picture; gives its cells and its size, once that is known.
pub(super) fn place(painter: &mut Painter<'_, '_>, wanted: Wanted) -> Option<(Cells, Size)> {
    let showing = *painter.scene.state.showing().or(painter.scene.state.setup.pictures.as_ref())?;
    let size = painter.scene.state.pictures.size(&wanted.url);
    let cells = size.map(|size| fit(size, showing.cell, wanted.room, wanted.grows));
    let here = cells
        .is_some_and(|cells| painter.scene.context.gallery.borrow_mut().get(&wanted.url, cells).is_some());
    painter.measured.pictures.push(SeenPicture { wanted, missing: !here });
    Some((cells?, size?))
}

/// Draws a row of a picture at the left of an area's first row; nothing while it is on its way.
pub(super) fn draw_row(painter: &mut Painter<'_, '_>, area: Rect, picture: &PictureRow) {
    let context = painter.scene.context;
    let mut gallery = context.gallery.borrow_mut();
    match gallery.get(&picture.url, picture.cells) {
        Some(Painting::Blocks(blocks)) => half_blocks(painter, area, blocks.row(picture.row)),
        Some(Painting::Kept(kept)) => {
            let kept = kept.clone();
            gallery.keep(&kept);
            parts(painter, area, &kept, picture.row);
        }
        Some(Painting::Strips(strips)) => {
            let bytes = strips.rows.get(usize::from(picture.row)).cloned();
            let (id, columns) = ((strips.id, picture.row), strips.columns);
            if let Some(bytes) = bytes.filter(|_| columns <= area.width) {
                painter.canvas.paste(Paste { x: area.x, y: area.y, columns, id, bytes });
            }
        }
        None => {}
    }
}

/// Cells that show a row of what the terminal keeps.
fn parts(painter: &mut Painter<'_, '_>, area: Rect, kept: &Kept, row: u16) {
    let [_, red, green, blue] = kept.id.to_be_bytes();
    let style = Style::new().fg(Color::Rgb(red, green, blue));
    let mut symbol = String::new();
    for (x, column) in (area.x..area.right()).zip(0..kept.cells.columns) {
        if let Some(part) = kept.part(row, column) {
            symbol.clear();
            symbol.extend(part);
            painter.canvas.symbol(x, area.y, &symbol, style);
        }
    }
}

fn half_blocks(painter: &mut Painter<'_, '_>, area: Rect, blocks: &[Block]) {
    let true_colour = painter.scene.state.setup.pictures.as_ref().is_some_and(|showing| showing.true_colour);
    let colour = |rgb| colour(rgb, true_colour);
    for (x, block) in (area.x..area.right()).zip(blocks) {
        let (symbol, style) = match (block.upper, block.lower) {
            (None, None) => continue,
            (Some(upper), Some(lower)) => ("▀", Style::new().fg(colour(upper)).bg(colour(lower))),
            (Some(upper), None) => ("▀", Style::new().fg(colour(upper))),
            (None, Some(lower)) => ("▄", Style::new().fg(colour(lower))),
        };
        painter.canvas.symbol(x, area.y, symbol, style);
    }
}
