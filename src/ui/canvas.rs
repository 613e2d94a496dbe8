//! The cells of a frame: text, styles and pictures written into them, clipped to an area and measured in cells.

use std::cell::RefCell;
use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use crate::text;

use super::fitting::fit_spans;
use super::glyphs::Glyphs;
use super::pasted::{Paste, Pasted};

/// What is drawn on. It knows nothing of what it shows.
pub(super) struct Canvas<'a, 'f> {
    buffer: &'f mut Buffer,
    glyphs: &'static Glyphs,
    /// The style of a blank cell.
    base: Style,
    pasted: &'a RefCell<Pasted>,
}

impl<'a, 'f> Canvas<'a, 'f> {
    pub(super) fn new(
        buffer: &'f mut Buffer,
        glyphs: &'static Glyphs,
        base: Style,
        pasted: &'a RefCell<Pasted>,
    ) -> Self {
        Canvas { buffer, glyphs, base, pasted }
    }

    /// Writes text at the left of an area's first row; returns the column after it.
    pub(super) fn put(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        if area.is_empty() {
            return area.x;
        }
        let room = usize::from(area.width);
        if let Some(end) = put_plain(self.buffer, area, text, style) {
            return end;
        }
        if text::width(text) <= room {
            return self.buffer.set_stringn(area.x, area.y, text, room, style).0;
        }
        let fitted = text::fit_with(text, room, self.glyphs.ellipsis);
        self.buffer.set_stringn(area.x, area.y, fitted, room, style).0
    }

    /// Puts a strip of a picture on blank cells.
    pub(super) fn paste(&mut self, paste: Paste) {
        self.pasted.borrow_mut().note(self.buffer, paste);
    }

    /// Puts a symbol of one cell into a cell. Its width is told, not asked: what kitty keeps is a letter with many marks, and
    /// for half blocks, of which a screen may be full, asking takes a tenth of a frame.
    pub(super) fn symbol(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(symbol)
                .set_style(style)
                .set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN));
        }
    }

    /// Writes styled spans at the left of an area's first row.
    pub(super) fn line(&mut self, area: Rect, line: &Line<'_>) {
        let cut;
        let spans = if line.width() > usize::from(area.width) {
            cut = fit_spans(&line.spans, area.width.into(), self.glyphs);
            &cut
        } else {
            &line.spans
        };
        let mut x = area.x;
        for span in spans {
            x = self.put(row_from(area, x, area.y), &span.content, line.style.patch(span.style));
        }
    }

    /// Writes styled spans so that they end at the right of an area's first row.
    pub(super) fn line_right(&mut self, area: Rect, line: &Line<'_>) {
        let width = u16::try_from(line.width()).unwrap_or(u16::MAX);
        let x = area.right().saturating_sub(width).max(area.x);
        self.line(row_from(area, x, area.y), line);
    }

    /// Lays a style over cells.
    pub(super) fn tint(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area, style);
    }

    /// A rule across an area.
    pub(super) fn rule(&mut self, area: Rect, y: u16, style: Style) {
        let rule = self.glyphs.rule.repeat(usize::from(area.width));
        self.put(row_from(area, area.x, y), &rule, style);
    }

    /// A border along an area's edge. The library's block styles every cell within as well, which was a twelfth of a frame.
    pub(super) fn border(&mut self, area: Rect, style: Style) {
        let (set, across) = (self.glyphs.border, usize::from(area.width.saturating_sub(2)));
        let top = [set.top_left, &set.horizontal_top.repeat(across), set.top_right].concat();
        let bottom = [set.bottom_left, &set.horizontal_bottom.repeat(across), set.bottom_right].concat();
        self.put(area, &top, style);
        for y in area.y.saturating_add(1)..area.bottom().saturating_sub(1) {
            self.put(Rect { y, width: 1, ..area }, set.vertical_left, style);
            self.put(row_from(area, area.right().saturating_sub(1), y), set.vertical_right, style);
        }
        self.put(row_from(area, area.x, area.bottom().saturating_sub(1)), &bottom, style);
    }

    /// Blanks an area for something that lies on top.
    ///
    /// A wide glyph that the area's edge would cut in half is removed whole, on either side.
    pub(super) fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.y..area.bottom() {
            if let Some(before) = area.x.checked_sub(1)
                && text::width(self.buffer[(before, y)].symbol()) > 1
            {
                self.buffer[(before, y)].set_symbol(" ");
            }
        }
        Clear.render(area, self.buffer);
        self.buffer.set_style(area, self.base);
    }
}

/// The part of an area's row `y` from column `x` on; empty outside the area.
pub(super) fn row_from(area: Rect, x: u16, y: u16) -> Rect {
    let row = Rect { x, y, width: area.right().saturating_sub(x), height: 1 };
    row.intersection(area)
}

/// Writes text whose characters are graphemes of usual widths, where it fits: most text, and much sooner than
/// [`Buffer::set_stringn`] does, to the same effect. Returns the column after it.
fn put_plain(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> Option<u16> {
    let (width, chars) = text::plain_chars(text)?;
    let area = area.intersection(buffer.area);
    if area.is_empty() || width > usize::from(area.width) {
        return None;
    }
    let from = buffer.index_of(area.x, area.y);
    let row = buffer.content.get_mut(from..from + width)?;
    let mut at = 0;
    for (symbol, wide) in chars {
        row[at].set_symbol(symbol).set_style(style);
        // What a wide glyph covers.
        row[at + 1..at + wide].iter_mut().for_each(Cell::reset);
        at += wide;
    }
    u16::try_from(width).ok().map(|cells| area.x + cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn plain_text_is_written_as_ratatui_writes_it(text in "[ -~一-龥「」（）：─…é]{0,30}", x in 0..20_u16, width in 0..40_u16) {
            let area = Rect::new(0, 0, 40, 2);
            let (mut ours, mut theirs) = (Buffer::filled(area, Cell::new("字")), Buffer::filled(area, Cell::new("字")));
            let style = Style::new().bold();
            let room = Rect::new(x, 1, width, 1);
            if let Some(end) = put_plain(&mut ours, room, &text, style) {
                let (next, _) = theirs.set_stringn(x, 1, &text, width.into(), style);
                proptest::prop_assert_eq!((end, &ours), (next, &theirs));
            } else {
                let fits = text::width(&text) <= usize::from(room.intersection(area).width);
                proptest::prop_assert!(!fits || room.intersection(area).is_empty());
                proptest::prop_assert_eq!(&ours, &theirs);
            }
        }
    }
}
