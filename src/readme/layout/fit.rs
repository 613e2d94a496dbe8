//! How wide the columns of a table are.
//!
//! Columns that need little keep what they need; the wide ones, which hold prose, shrink alike until the table
//! fits. None shrinks below its longest word, or to a ribbon. Where that is not enough, the table does not fit.

/// What a column would like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Want {
    /// Its longest word, in cells.
    pub(super) word: usize,
    /// Its longest line.
    pub(super) line: usize,
}

/// Words longer than this (addresses, hashes) may be broken.
const WORD: usize = 24;
/// Prose narrower than this is a ribbon.
const RIBBON: usize = 10;

impl Want {
    fn floor(self) -> usize {
        self.word.clamp(RIBBON, WORD).min(self.line)
    }
}

/// The widths of columns that share `room` cells; `None` where they do not fit.
pub(super) fn fit(columns: &[Want], room: usize) -> Option<Vec<usize>> {
    let total = |cap: usize| columns.iter().map(|c| c.line.min(cap.max(c.floor()))).sum::<usize>();
    if total(0) > room {
        return None;
    }
    let widest = columns.iter().map(|c| c.line).max().unwrap_or(0);
    if total(widest) <= room {
        return Some(columns.iter().map(|c| c.line).collect());
    }
    // The largest cap that fits: `total` grows with it.
    let (mut fits, mut fails) = (0, widest);
    while fails - fits > 1 {
        let cap = fits.midpoint(fails);
        if total(cap) <= room { fits = cap } else { fails = cap }
    }
    let mut widths: Vec<usize> = columns.iter().map(|c| c.line.min(fits.max(c.floor()))).collect();
    let mut left = room - widths.iter().sum::<usize>();
    for (width, column) in widths.iter_mut().zip(columns) {
        if left > 0 && *width < column.line {
            *width += 1;
            left -= 1;
        }
    }
    Some(widths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn want(word: usize, line: usize) -> Want {
        Want { word, line }
    }

    #[test]
    fn narrow_columns_keep_their_width_and_prose_shrinks() {
        let columns = [want(6, 6), want(8, 90), want(4, 4)];
        assert_eq!(fit(&columns, 60), Some(vec![6, 50, 4]));
        assert_eq!(fit(&columns, 200), Some(vec![6, 90, 4]));
    }

    #[test]
    fn prose_columns_share_what_is_left() {
        assert_eq!(fit(&[want(5, 80), want(5, 60), want(3, 3)], 64), Some(vec![31, 30, 3]));
    }

    #[test]
    fn a_table_without_room_for_its_words_does_not_fit() {
        assert_eq!(fit(&[want(20, 20), want(20, 20)], 39), None);
        assert_eq!(fit(&[want(200, 200)], 24), Some(vec![24]));
    }
}
