//! How wide the columns of a table are.
//!
//! Columns that need little keep what they need; the wide ones, which hold prose, shrink alike until the table
//! fits. None shrinks below its longest word, or to a ribbon. Where that is not enough, titles are broken; where
//! that is not enough either, the columns are cut into groups that fit.

/// What a column would like, in cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Want {
    /// Its longest word below the head.
    pub(super) word: usize,
    /// Its longest line below the head.
    pub(super) line: usize,
    /// The longest word of its title.
    pub(super) title_word: usize,
    /// The longest line of its title.
    pub(super) title_line: usize,
}

/// How narrow a title may become before anything else gives way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Titles {
    /// Its words stay whole.
    Whole,
    /// Its words may be broken at so many cells.
    Broken(usize),
}

/// Words longer than this (addresses, hashes) may be broken.
const WORD: usize = 24;
/// Prose narrower than this is a ribbon.
const RIBBON: usize = 10;

impl Want {
    fn full(self) -> usize {
        self.line.max(self.title_line)
    }

    /// The least cells that do.
    pub(super) fn floor(self, titles: Titles) -> usize {
        let text = self.word.clamp(RIBBON, WORD).min(self.line);
        match titles {
            Titles::Whole => text.max(self.title_word.clamp(RIBBON, WORD).min(self.title_line)),
            Titles::Broken(cells) => text.max(cells.min(self.title_line)),
        }
    }
}

/// The widths of columns that share `room` cells; `None` where they do not fit.
pub(super) fn fit(columns: &[Want], titles: Titles, room: usize) -> Option<Vec<usize>> {
    let total = |cap: usize| columns.iter().map(|c| c.full().min(cap.max(c.floor(titles)))).sum::<usize>();
    if total(0) > room {
        return None;
    }
    let widest = columns.iter().map(|c| c.full()).max().unwrap_or(0);
    if total(widest) <= room {
        return Some(columns.iter().map(|c| c.full()).collect());
    }
    // The largest cap that fits: `total` grows with it.
    let (mut fits, mut fails) = (0, widest);
    while fails - fits > 1 {
        let cap = fits.midpoint(fails);
        if total(cap) <= room { fits = cap } else { fails = cap }
    }
    let mut widths: Vec<usize> = columns.iter().map(|c| c.full().min(fits.max(c.floor(titles)))).collect();
    let mut left = room - widths.iter().sum::<usize>();
    for (width, column) in widths.iter_mut().zip(columns) {
        if left > 0 && *width < column.full() {
            *width += 1;
            left -= 1;
        }
    }
    Some(widths)
}

/// Groups of columns that fit into `room` cells, `between` cells apart, each with the first column; `None` where even
/// the first and another do not fit.
pub(super) fn groups(
    columns: &[Want],
    titles: Titles,
    (room, between): (usize, usize),
) -> Option<Vec<Vec<usize>>> {
    let (first, rest) = columns.split_first()?;
    let room = room.checked_sub(first.floor(titles) + between + 1)?;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut used = room + 1;
    for (at, column) in rest.iter().enumerate() {
        let cells = column.floor(titles) + between;
        if cells > room {
            return None;
        }
        if used + cells > room {
            groups.push(vec![0]);
            used = 0;
        }
        used += cells;
        groups.last_mut()?.push(at + 1);
    }
    Some(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn want(word: usize, line: usize) -> Want {
        Want { word, line, ..Want::default() }
    }

    #[test]
    fn narrow_columns_keep_their_width_and_prose_shrinks() {
        let columns = [want(6, 6), want(8, 90), want(4, 4)];
        assert_eq!(fit(&columns, Titles::Whole, 60), Some(vec![6, 50, 4]));
        assert_eq!(fit(&columns, Titles::Whole, 200), Some(vec![6, 90, 4]));
    }

    #[test]
    fn prose_columns_share_what_is_left() {
        assert_eq!(fit(&[want(5, 80), want(5, 60), want(3, 3)], Titles::Whole, 64), Some(vec![31, 30, 3]));
    }

    #[test]
    fn a_table_without_room_for_its_words_does_not_fit() {
        assert_eq!(fit(&[want(20, 20), want(20, 20)], Titles::Whole, 39), None);
        assert_eq!(fit(&[want(200, 200)], Titles::Whole, 24), Some(vec![24]));
    }

    #[test]
    fn titles_break_before_columns_are_parted() {
        let columns = [Want { word: 3, line: 3, title_word: 12, title_line: 26 }; 4];
        assert_eq!(fit(&columns, Titles::Whole, 40), None);
        assert_eq!(fit(&columns, Titles::Broken(8), 40), Some(vec![10; 4]));
    }

    #[test]
    fn groups_repeat_the_first_column() {
        let columns = [want(5, 5), want(6, 6), want(6, 6), want(6, 6)];
        assert_eq!(groups(&columns, Titles::Whole, (30, 3)), Some(vec![vec![0, 1, 2], vec![0, 3]]));
        assert_eq!(groups(&columns, Titles::Whole, (12, 3)), None);
    }
}
