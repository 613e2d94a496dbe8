//! Key scripts: a reader's keys in, the screen as readable text out.

mod pictures;
mod properties;
mod reader;
mod scripts;
