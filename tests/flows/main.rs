//! Key scripts: a reader's keys in, the screen as readable text out.

mod properties;
mod reader;
mod scripts;
