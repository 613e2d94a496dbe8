//! The right half of a wide glyph that goes away.
//!
//! ratatui's diff compares cells, and the cell behind a wide glyph looks blank before and after: it is not written
//! when the glyph is replaced by a narrow one, and a terminal that does not blank it by itself keeps half a glyph.

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Rect;

/// Where the last frame had wide glyphs.
#[derive(Debug, Default)]
pub(super) struct Halves {
    area: Rect,
    wide: Vec<bool>,
}

impl Halves {
    /// Has the cells behind vanished wide glyphs written anew, and remembers this frame's.
    pub(super) fn force(&mut self, buffer: &mut Buffer) {
        let known = self.area == buffer.area;
        self.area = buffer.area;
        self.wide.resize(buffer.content.len(), false);
        let columns = usize::from(buffer.area.width).max(1);
        for at in 0..buffer.content.len() {
            let wide = buffer.content[at].cell_width() > 1;
            let was = std::mem::replace(&mut self.wide[at], wide) && known;
            let behind = at + 1;
            if was && !wide && behind % columns != 0 {
                buffer.content[behind].set_diff_option(CellDiffOption::AlwaysUpdate);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn frame(text: &str, halves: &mut Halves) -> Vec<CellDiffOption> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        buffer.set_string(0, 0, text, Style::new());
        halves.force(&mut buffer);
        buffer.content.iter().map(|cell| cell.diff_option).collect()
    }

    #[test]
    fn the_cell_behind_a_vanished_wide_glyph_is_written() {
        let mut halves = Halves::default();
        let calm = [CellDiffOption::None; 4];
        assert_eq!(frame("镜像", &mut halves), calm);
        assert_eq!(frame("镜像", &mut halves), calm);
        let mut forced = calm;
        forced[1] = CellDiffOption::AlwaysUpdate;
        assert_eq!(frame("a 像", &mut halves), forced);
        assert_eq!(frame("a 像", &mut halves), calm);
    }
}
