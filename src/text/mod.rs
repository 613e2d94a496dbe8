//! Text from strangers: [`CleanText`] is the only way in, [`width`] the only measure.
//!
//! Everything the service, a file or a clipboard hands us passes the sanitiser once, at the border, and is
//! then safe for the screen, the clipboard, standard output and the log.

mod clean;
mod encoding;
pub(crate) mod markdown;
mod measure;
mod nearest;
pub(crate) mod pinyin;

pub use clean::CleanText;
pub(crate) use clean::{Cleaner, Fate, Lines, clean_into, plain_prefix};

pub(crate) use encoding::{Decoded, Unreadable, for_people, lossy_utf8, utf8, valid_utf8};
pub(crate) use measure::{fit, fit_with, head, pad_end, pad_start, plain_chars};
pub use measure::{is_contested, width};
pub(crate) use nearest::nearest;
pub(crate) use pinyin::sort_key;

/// Most characters a name, tag, id or message may have; the rest is cut off with `…`.
pub(crate) const LINE_CHARS: usize = 256;
/// Most characters a description may have.
pub(crate) const BLOCK_CHARS: usize = 16 * 1024;
