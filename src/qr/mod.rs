//! QR codes: text to a code, a code to cells that a phone reads from the screen, and a picture of a code back to text.
//!
//! It knows no terminal: a cell is a text and two shades, and whoever draws it finds the colours ([`Shade::colour`]).
//! [`Code::rows`] promises the quiet zone on all four sides and dark modules on light, whatever the theme is; where there
//! are no colours, the glyphs themselves make the code, in either polarity. ADR 13 tells why it is as it is.

mod code;
mod draw;
mod read;

pub(crate) use code::{Code, TooLong, TooSmall};
pub(crate) use draw::{Cell, Look, Shade};
pub(crate) use read::is_reading;
pub use read::read;

#[cfg(test)]
mod tests;
