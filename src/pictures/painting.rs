//! A picture made ready for the cells it takes.

use super::{Blocks, CellSize, Cells, Pixels};

/// How pictures get on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// As half blocks, on any terminal with colours.
    Blocks,
}

/// How this screen shows pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Showing {
    /// By what means.
    pub means: Means,
    /// Pixels of a cell.
    pub cell: CellSize,
    /// Whether there are RGB colours, or 256 of them.
    pub true_colour: bool,
    /// Whether strangers' pictures are fetched without being asked for.
    pub strangers: bool,
}

/// A picture for so many cells.
#[derive(Debug, Clone, PartialEq)]
pub enum Painting {
    /// As half blocks.
    Blocks(Blocks),
}

impl Painting {
    /// Paints a picture. This takes its time: it belongs on a thread of its own.
    #[must_use]
    pub fn paint(pixels: &Pixels, cells: Cells, means: Means) -> Self {
        match means {
            Means::Blocks => Painting::Blocks(Blocks::paint(pixels, cells)),
        }
    }

    /// How many cells it takes.
    #[must_use]
    pub fn cells(&self) -> Cells {
        match self {
            Painting::Blocks(blocks) => blocks.cells(),
        }
    }
}
