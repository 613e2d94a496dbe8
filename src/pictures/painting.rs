//! A picture made ready for the cells it takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::{Blocks, CellSize, Cells, Pixels, kitty};

/// How pictures get on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// As half blocks, on any terminal with colours.
    Blocks,
    /// By kitty's protocol.
    Kitty {
        /// Whether the commands go through a tmux, which has to allow it.
        through_tmux: bool,
    },
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

impl Showing {
    /// Whether pictures are shown as they are, not as blocks of colour.
    #[must_use]
    pub fn is_sharp(&self) -> bool {
        match self.means {
            Means::Blocks => false,
            Means::Kitty { .. } => true,
        }
    }
}

/// A picture for so many cells.
#[derive(Debug, Clone, PartialEq)]
pub enum Painting {
    /// As half blocks.
    Blocks(Blocks),
    /// Kept by the terminal.
    Kept(Kept),
}

/// A picture that the terminal keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number, of 24 bits.
    pub id: u32,
    /// How many cells it takes.
    pub cells: Cells,
    /// What gives it to the terminal.
    pub give: Arc<str>,
    /// What takes it away again.
    pub remove: Arc<str>,
}

impl Kept {
    /// What a cell holds that shows a part of it; its colour is the number.
    #[must_use]
    pub fn part(&self, row: u16, column: u16) -> Option<String> {
        kitty::part(row, column)
    }
}

impl Painting {
    /// Paints a picture. This takes its time: it belongs on a thread of its own.
    #[must_use]
    pub fn paint(pixels: &Pixels, cells: Cells, showing: Showing) -> Self {
        let blocks = || Painting::Blocks(Blocks::paint(pixels, cells));
        match showing.means {
            Means::Blocks => blocks(),
            Means::Kitty { through_tmux } => {
                kept(pixels, cells, showing.cell, through_tmux).map_or_else(blocks, Painting::Kept)
            }
        }
    }

    /// How many cells it takes.
    #[must_use]
    pub fn cells(&self) -> Cells {
        match self {
            Painting::Blocks(blocks) => blocks.cells(),
            Painting::Kept(kept) => kept.cells,
        }
    }
}

fn kept(pixels: &Pixels, cells: Cells, cell: CellSize, through_tmux: bool) -> Option<Kept> {
    let id = next_id();
    let image = pixels.at_most(cells, (cell.width.into(), cell.height.into()));
    let through = |commands: String| if through_tmux { passed_through(&commands) } else { commands };
    Some(Kept {
        id,
        cells,
        give: through(kitty::keep(id, &image, cells)?).into(),
        remove: through(kitty::remove(id)).into(),
    })
}

/// Numbers are given once. They begin where another program on the same terminal hardly has its own.
fn next_id() -> u32 {
    static LAST: AtomicU32 = AtomicU32::new(0x5c_0000);
    LAST.fetch_add(1, Ordering::Relaxed) & 0x00ff_ffff
}

/// Commands for the terminal outside a tmux: each goes in a wrapping of its own, with its escapes doubled.
fn passed_through(commands: &str) -> String {
    let each = commands.split_inclusive("\x1b\\");
    each.map(|command| format!("\x1bPtmux;{}\x1b\\", command.replace('\x1b', "\x1b\x1b"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_pass_through_tmux_one_by_one() {
        assert_eq!(
            passed_through("\x1b_Ga;x\x1b\\\x1b_Gm=0;y\x1b\\"),
            "\x1bPtmux;\x1b\x1b_Ga;x\x1b\x1b\\\x1b\\\x1bPtmux;\x1b\x1b_Gm=0;y\x1b\x1b\\\x1b\\"
        );
    }
}
