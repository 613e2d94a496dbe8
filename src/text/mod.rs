//! Text from strangers: [`CleanText`] is the only way in, [`width`] the only measure.
//!
//! Everything the service, a file or a clipboard hands us passes the sanitiser once, at the border, and is
//! then safe for the screen, the clipboard, standard output and the log.

mod clean;
mod measure;
mod nearest;

pub use clean::{CleanText, Cleaner, Fate, Lines, clean_into, plain_prefix};
pub use measure::{fit, fit_with, grapheme_width, head, pad_end, pad_start, width};
pub use nearest::nearest;

/// Most characters a name, tag, id or message may have; the rest is cut off with `…`.
pub const LINE_CHARS: usize = 256;
/// Most characters a description may have.
pub const BLOCK_CHARS: usize = 16 * 1024;
