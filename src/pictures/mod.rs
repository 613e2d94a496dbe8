//! Pictures: what a stranger's bytes claim to be, whether they may be decoded, how many cells they take, and cells of
//! half blocks that show them.
//!
//! ```text
//! bytes ──measure──▶ Size ──fit──▶ Cells ──┐
//!   └─────decode (on a thread)──▶ Pixels ──┴─paint──▶ Painting
//! ```
//!
//! Promises: no picture of more than [`MOST_PIXELS`] is decoded, whatever it says of itself; nothing here knows a
//! network, a disk or a terminal; a picture that cannot be shown is a [`Trouble`] in a few words.

mod blocks;
mod decode;
mod fit;
mod kitty;
mod measure;
mod painting;
mod strips;
mod trouble;

pub(crate) use blocks::nearest_of_256;
pub use blocks::{Block, Blocks};
pub use decode::{Pixels, decode};
pub use fit::{CellSize, Cells, fit};
pub(crate) use measure::{Measuring, measure};
pub use painting::{Kept, Means, Painting, Showing, Strips};
pub use trouble::Trouble;

/// Bytes a picture may have as a file.
pub(crate) const MOST_BYTES: usize = 8 * 1024 * 1024;
/// Pixels a picture may have.
pub(crate) const MOST_PIXELS: u64 = 40_000_000;

/// Pixels of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size {
    /// Columns of pixels.
    pub width: u32,
    /// Rows of pixels.
    pub height: u32,
}
