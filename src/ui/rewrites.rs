//! What is written anew although it looks the same, because the terminal may show something else there.
//!
//! ratatui's diff compares cells. Two things escape it. The cell behind a wide glyph looks blank before and after: it is
//! not written when the glyph is replaced by a narrow one, and a terminal that does not blank it by itself keeps half a
//! glyph. And a cluster of contested width ([`is_contested`]) may cover more cells, or fewer, than we know of: its row is
//! written whole when anything in it changes, so that nothing of an old frame stays.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::Rect;

use crate::text::{is_contested, plain_chars};

/// What the last frame had that may have to be written anew.
#[derive(Debug, Default)]
pub(super) struct Rewrites {
    area: Rect,
    /// Where it had wide glyphs.
    wide: Vec<bool>,
    /// For each row that had contested clusters, what it looked like.
    contested: Vec<Option<u64>>,
}

impl Rewrites {
    /// Has the cells written anew that need it, and remembers this frame.
    pub(super) fn force(&mut self, buffer: &mut Buffer) {
        let known = self.area == buffer.area;
        self.area = buffer.area;
        self.wide.resize(buffer.content.len(), false);
        if !known {
            self.contested.clear();
        }
        self.contested.resize(buffer.area.height.into(), None);
        let columns = usize::from(buffer.area.width).max(1);
        let rows = buffer.content.chunks_mut(columns).zip(self.wide.chunks_mut(columns));
        for ((row, wide), contested) in rows.zip(&mut self.contested) {
            let now = force_halves(row, wide, known).then(|| look(row));
            let was = std::mem::replace(contested, now);
            if was != now {
                row.iter_mut().for_each(always_update);
            }
        }
    }
}

/// Has the cells behind vanished wide glyphs of a row written; tells whether the row has contested clusters.
fn force_halves(row: &mut [Cell], wide: &mut [bool], known: bool) -> bool {
    let mut contested = false;
    for at in 0..row.len() {
        let symbol = row[at].symbol();
        // Most cells have a single byte, most others a character of a usual width, and pictures tell that they take one cell.
        let is_wide = symbol.len() > 1
            && row[at].diff_option != CellDiffOption::ForcedWidth(NonZeroU16::MIN)
            && match plain_chars(symbol) {
                Some((cells, _)) => cells > 1,
                None => {
                    contested |= is_contested(symbol);
                    row[at].cell_width() > 1
                }
            };
        let was = std::mem::replace(&mut wide[at], is_wide) && known;
        if was
            && !is_wide
            && let Some(behind) = row.get_mut(at + 1)
        {
            always_update(behind);
        }
    }
    contested
}

fn always_update(cell: &mut Cell) {
    cell.set_diff_option(CellDiffOption::AlwaysUpdate);
}

fn look(row: &[Cell]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for cell in row {
        (cell.symbol(), cell.fg, cell.bg, cell.modifier).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    const CALM: [CellDiffOption; 4] = [CellDiffOption::None; 4];
    const WHOLE: [CellDiffOption; 4] = [CellDiffOption::AlwaysUpdate; 4];

    fn frame(text: &str, rewrites: &mut Rewrites) -> Vec<CellDiffOption> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        buffer.set_string(0, 0, text, Style::new());
        rewrites.force(&mut buffer);
        buffer.content.iter().map(|cell| cell.diff_option).collect()
    }

    #[test]
    fn the_cell_behind_a_vanished_wide_glyph_is_written() {
        let mut rewrites = Rewrites::default();
        assert_eq!(frame("镜像", &mut rewrites), CALM);
        assert_eq!(frame("镜像", &mut rewrites), CALM);
        let mut forced = CALM;
        forced[1] = CellDiffOption::AlwaysUpdate;
        assert_eq!(frame("a 像", &mut rewrites), forced);
        assert_eq!(frame("a 像", &mut rewrites), CALM);
    }

    #[test]
    fn a_row_with_contested_clusters_is_written_whole_when_it_changes() {
        let mut rewrites = Rewrites::default();
        assert_eq!(frame("abcd", &mut rewrites), CALM);
        assert_eq!(frame("☎️ d", &mut rewrites), WHOLE);
        assert_eq!(frame("☎️ d", &mut rewrites), CALM);
        assert_eq!(frame("☎️ e", &mut rewrites), WHOLE);
        assert_eq!(frame("abcd", &mut rewrites), WHOLE);
        assert_eq!(frame("abcd", &mut rewrites), CALM);
    }
}
