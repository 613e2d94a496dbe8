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
mod plain;
mod rows;
mod words;
pub use plain::{wrap, wrap_ranges};

pub use document::Document;
pub use find::Match;
pub use highlight::{Highlight, highlight};
pub use layout::LayoutOptions;
pub use parse::parse;
pub use words::Word;

pub use rows::{
    Anchor, Attrs, CodeBlock, CodeLine, Heading, Link, LinkKind, Row, Rows, Seam, Span, SpanStyle, TextRole,
    Tint,
};
