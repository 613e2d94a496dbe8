//! Key scripts: a reader's keys in, the screen as readable text out.

mod pictures;
mod reader;
mod scripts;
