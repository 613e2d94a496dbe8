//! Key scripts: a reader's keys in, the screen as readable text out.

mod reader;
mod scripts;
