//! How far a list is scrolled. A frame only measures how many rows there is room for.

/// The scroll position of a list with a cursor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scroll {
    top: usize,
    rows: usize,
}

impl Scroll {
    /// The first visible row of `total`, so that `cursor` is visible in a list `rows` high.
    #[must_use]
    pub fn top(&self, cursor: usize, total: usize, rows: usize) -> usize {
        // Room for a heading above the cursor, where there is any.
        let highest = cursor.saturating_sub(usize::from(rows > 1));
        let lowest = (cursor + 1).saturating_sub(rows);
        self.top.clamp(lowest.min(highest), highest).min(total.saturating_sub(rows))
    }

    /// Rows the list had room for when it was last on screen; 0 before that.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Takes what a frame measured; 0 rows mean that the list was not on screen, and change nothing.
    pub(super) fn measured(&mut self, rows: usize, cursor: usize, total: usize) {
        if rows > 0 {
            self.rows = rows;
            self.top = self.top(cursor, total, rows);
        }
    }

    /// Scrolls by rows, the cursor where it is; returns the rows that are visible then.
    pub(super) fn by(&mut self, rows: isize, total: usize) -> std::ops::Range<usize> {
        self.top = self.top.saturating_add_signed(rows).min(total.saturating_sub(self.rows));
        self.top..(self.top + self.rows).min(total)
    }
}

#[cfg(test)]
mod tests {
    use super::Scroll;

    fn top(top: usize, cursor: usize, total: usize, rows: usize) -> usize {
        Scroll { top, rows: 0 }.top(cursor, total, rows)
    }

    #[test]
    fn the_cursor_stays_visible_and_nothing_scrolls_without_need() {
        assert_eq!(top(0, 3, 20, 5), 0);
        assert_eq!(top(0, 5, 20, 5), 1);
        assert_eq!(top(10, 4, 20, 5), 3);
        assert_eq!(top(18, 19, 20, 5), 15);
        assert_eq!(top(9, 0, 3, 5), 0);
        assert_eq!(top(0, 0, 0, 0), 0);
    }

    #[test]
    fn a_list_off_screen_keeps_its_place() {
        let mut scroll = Scroll::default();
        scroll.measured(5, 9, 20);
        assert_eq!(scroll, Scroll { top: 5, rows: 5 });
        scroll.measured(0, 0, 0);
        assert_eq!(scroll, Scroll { top: 5, rows: 5 });
    }

    #[test]
    fn scrolling_stops_at_the_ends() {
        let mut scroll = Scroll { top: 5, rows: 5 };
        assert_eq!(scroll.by(3, 20), 8..13);
        assert_eq!(scroll.by(30, 20), 15..20);
        assert_eq!(scroll.by(-30, 20), 0..5);
        assert_eq!(scroll.by(3, 4), 0..4);
    }
}
