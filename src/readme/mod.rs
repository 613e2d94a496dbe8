//! Rich text: Markdown mixed with HTML, as strangers write it, to rows of a given width.
//!
//! ```text
//! source ──parse──▶ Document (blocks) ──layout(width)──▶ Rows ──▶ the screen copies the visible ones
//! ```
//!
//! Parsed once, laid out once per width; nothing here knows a terminal. Every row is clean text (see
//! [`crate::text`]), at most as wide as asked for.

mod builder;
mod document;
mod find;
mod highlight;
mod html;
mod layout;
mod links;
mod parse;
mod pictures;
mod plain;
mod rows;
mod words;
pub use plain::wrap;
pub(crate) use plain::wrap_ranges;

pub use document::Document;
pub(crate) use find::Match;
pub(crate) use highlight::Highlight;
pub use highlight::highlight;
pub use layout::LayoutOptions;
pub use parse::parse;
pub(crate) use words::Word;

pub(crate) use rows::{Anchor, CodeBlock, Heading, Link};
pub use rows::{LinkKind, Row, RowPicture, Rows, Span, SpanStyle, TextRole, Tint};
