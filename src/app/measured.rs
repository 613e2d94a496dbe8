//! What a frame measured, as data: how much room there was, how the Readme was laid out, where the mouse can meet what.

use std::sync::Arc;

use crate::catalogue::{GroupId, ImageId};
use crate::readme::{Match, Rows};

use super::{Command, FilterItem, Focus, SeenPicture, Top};

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    /// Left column.
    pub x: u16,
    /// Top row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether a cell lies inside.
    #[must_use]
    pub fn contains(&self, x: u16, y: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&x)
            && (self.y..self.y.saturating_add(self.height)).contains(&y)
    }
}

/// Something the mouse can meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// A pane.
    Pane(Focus),
    /// A group of the list.
    Group(GroupId),
    /// A line of the sidebar.
    Filter(FilterItem),
    /// A version in the detail.
    Version(ImageId),
    /// A hint at the bottom or a button.
    Command(Command),
    /// A line of the open popup.
    Choice(usize),
}

/// What the last frame measured.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measured {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Groups the list has room for; 0 while it is not on screen.
    pub list_rows: usize,
    /// Lines the sidebar has room for; 0 while it is not on screen.
    pub filter_rows: usize,
    /// Rows of the detail's scrolled part that are visible.
    pub detail_rows: usize,
    /// Rows before the Readme in the detail's scrolled part.
    pub detail_head: usize,
    /// The first of the cover's rows among those before the Readme, and how many it has.
    pub cover: (usize, usize),
    /// Pictures there was a place for.
    pub pictures: Vec<SeenPicture>,
    /// Rows of About, and how many of them are visible; 0 while it is not on screen.
    pub about: (usize, usize),
    /// The Readme as laid out, and of which image it is.
    pub readme: Option<(ImageId, Arc<Rows>)>,
    /// Matches of the search in the Readme.
    pub found: Arc<Vec<Match>>,
    /// Lines the open popup has room for; 0 while none is open.
    pub popup_rows: usize,
    /// Where the mouse can meet what; later spots lie on top.
    pub spots: Vec<(Area, Spot)>,
}

impl Measured {
    /// The row of the detail's scrolled part that a scroll position means at this frame's width.
    #[must_use]
    pub fn row_of(&self, top: Top) -> usize {
        let (cover, rows_of_cover) = self.cover;
        match (top, &self.readme) {
            (Top::Head(row), _) if row < cover => row,
            (Top::Head(row), _) => row + rows_of_cover,
            (Top::Cover(row), _) => cover + row.min(rows_of_cover),
            (Top::Readme(anchor), Some((_, rows))) => self.detail_head + rows.row_of(anchor),
            (Top::Readme(_), None) => self.detail_head,
        }
    }

    /// The scroll position of a row of the detail's scrolled part.
    #[must_use]
    pub fn top_of(&self, row: usize) -> Top {
        match &self.readme {
            Some((_, rows)) if row >= self.detail_head => Top::Readme(rows.anchor(row - self.detail_head)),
            Some(_) | None => self.top_of_head(row),
        }
    }

    fn top_of_head(&self, row: usize) -> Top {
        let (cover, rows) = self.cover;
        match row.checked_sub(cover) {
            None => Top::Head(row),
            Some(row) if row < rows => Top::Cover(row),
            Some(_) => Top::Head(row - rows),
        }
    }

    /// The last row the detail can be scrolled to.
    #[must_use]
    pub fn detail_last_top(&self) -> usize {
        let rows = self.readme.as_ref().map_or(0, |(_, rows)| rows.rows.len());
        (self.detail_head + rows).saturating_sub(self.detail_rows.max(1))
    }

    /// The last row About can be scrolled to.
    #[must_use]
    pub fn about_last_top(&self) -> usize {
        let (rows, visible) = self.about;
        rows.saturating_sub(visible.max(1))
    }

    /// Whether another frame laid out the very same Readme.
    #[must_use]
    pub fn has_readme_of(&self, other: &Measured) -> bool {
        match (&self.readme, &other.readme) {
            (None, None) => true,
            (Some((_, mine)), Some((_, theirs))) => Arc::ptr_eq(mine, theirs),
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    /// The pane at a cell, whatever lies on top of it.
    #[must_use]
    pub fn pane(&self, x: u16, y: u16) -> Option<Focus> {
        self.spots.iter().rev().find_map(|(area, spot)| match spot {
            Spot::Pane(focus) if area.contains(x, y) => Some(*focus),
            Spot::Pane(_)
            | Spot::Group(_)
            | Spot::Filter(_)
            | Spot::Version(_)
            | Spot::Command(_)
            | Spot::Choice(_) => None,
        })
    }

    /// What lies at a cell.
    #[must_use]
    pub fn spot(&self, x: u16, y: u16) -> Option<&Spot> {
        self.spots.iter().rev().find(|(area, _)| area.contains(x, y)).map(|(_, spot)| spot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_that_comes_late_moves_nothing_under_the_reader() {
        let without = Measured { detail_head: 9, cover: (4, 0), ..Measured::default() };
        let with = Measured { detail_head: 15, cover: (4, 6), ..Measured::default() };
        let moved = |row: usize| with.row_of(without.top_of(row));
        assert_eq!([0, 3, 4, 8].map(moved), [0, 3, 10, 14]);
        for row in 0..15 {
            assert_eq!(with.row_of(with.top_of(row)), row);
        }
    }
}
