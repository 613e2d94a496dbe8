//! To be built.
pub mod ansi;
