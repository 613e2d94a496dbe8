//! Proofs of the renderer: the examples of CommonMark and GFM, an oracle for visible text, random documents,
//! hostile shapes, and believable Readmes as snapshots.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test is a panic")]

mod blocks;
mod examples;
mod hostile;
mod oracle;
mod properties;
mod rules;
mod shapes;
mod shortcodes;
mod snapshots;
mod spec;
mod typography;
