//! How many cells a picture takes.

use super::Size;

/// Pixels of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CellSize {
    /// Columns of pixels.
    pub width: u16,
    /// Rows of pixels.
    pub height: u16,
}

impl Default for CellSize {
    fn default() -> Self {
        CellSize { width: 8, height: 16 }
    }
}

impl CellSize {
    /// The size of a cell in a window of so many pixels and cells, where that can be true.
    ///
    /// OpenSSH on Windows reports 640×480 for any window, tmux has reported halves, many terminals report nothing.
    #[must_use]
    pub fn believable((width, height): (u16, u16), (columns, rows): (u16, u16)) -> Option<Self> {
        if (width, height) == (640, 480) {
            return None;
        }
        let cell = CellSize { width: width.checked_div(columns)?, height: height.checked_div(rows)? };
        cell.is_believable().then_some(cell)
    }

    /// Whether a cell can be so small or large.
    #[must_use]
    pub fn is_believable(self) -> bool {
        (4..=40).contains(&self.width) && (8..=80).contains(&self.height)
    }
}

/// Columns and rows of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Cells {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

impl Cells {
    /// Whether there is no cell at all.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.columns == 0 || self.rows == 0
    }
}

/// The cells a picture takes within some room: its own size, or as large as fits where it may `grow`. Its shape is kept as
/// far as whole cells allow, and it has one cell at least.
#[must_use]
pub fn fit(size: Size, cell: CellSize, room: Cells, grow: bool) -> Cells {
    let (cell_width, cell_height) = (u64::from(cell.width.max(1)), u64::from(cell.height.max(1)));
    let (width, height) = (u64::from(size.width.max(1)), u64::from(size.height.max(1)));
    let (room_width, room_height) =
        (u64::from(room.columns.max(1)) * cell_width, u64::from(room.rows.max(1)) * cell_height);
    // The tighter side decides: width / room_width against height / room_height, without fractions.
    let is_wide = width * room_height >= height * room_width;
    let (numerator, denominator) = if is_wide { (room_width, width) } else { (room_height, height) };
    let (numerator, denominator) =
        if numerator > denominator && !grow { (1, 1) } else { (numerator, denominator) };
    let cells = |pixels: u64, cell: u64, room: u16| {
        let cells = (pixels * numerator / denominator + cell / 2) / cell;
        u16::try_from(cells).unwrap_or(u16::MAX).clamp(1, room.max(1))
    };
    Cells { columns: cells(width, cell_width, room.columns), rows: cells(height, cell_height, room.rows) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Cells = Cells { columns: 60, rows: 12 };

    fn fitted(width: u32, height: u32, grow: bool) -> (u16, u16) {
        let cells = fit(Size { width, height }, CellSize::default(), ROOM, grow);
        (cells.columns, cells.rows)
    }

    #[test]
    fn a_picture_keeps_its_shape_and_stays_within_its_room() {
        assert_eq!(fitted(80, 32, false), (10, 2), "its own size");
        assert_eq!(fitted(80, 32, true), (60, 12), "as large as fits");
        assert_eq!(fitted(1920, 1080, false), (43, 12));
        assert_eq!(fitted(4000, 100, false), (60, 1));
        assert_eq!(fitted(100, 4000, false), (1, 12));
        assert_eq!(fitted(1, 1, false), (1, 1));
        assert_eq!(fitted(1, 100_000, false), (1, 12));
        assert_eq!(fitted(u32::MAX, u32::MAX, true), (24, 12));
        assert_eq!(fit(Size { width: 9, height: 9 }, CellSize::default(), Cells::default(), true).rows, 1);
    }

    #[test]
    fn a_cells_size_is_believed_only_when_it_can_be_true() {
        let cell = |pixels, cells| CellSize::believable(pixels, cells).map(|cell| (cell.width, cell.height));
        assert_eq!(cell((800, 480), (100, 30)), Some((8, 16)));
        assert_eq!(cell((640, 480), (80, 24)), None, "what OpenSSH on Windows says of any window");
        assert_eq!(cell((0, 0), (80, 24)), None);
        assert_eq!(cell((800, 480), (0, 0)), None);
        assert_eq!(cell((240, 240), (80, 30)), None, "halves");
        assert_eq!(cell((65535, 65535), (80, 24)), None);
    }
}
