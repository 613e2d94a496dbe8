//! Key scripts: a reader's keys in, the screen as readable text out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on has failed"
)]

mod choosing;
mod codes;
mod covers;
mod emoji;
mod emulator;
mod event_loop;
mod glance;
mod in_hand;
mod pictures;
mod properties;
mod reader;
mod scripts;
mod stage;
mod tour;
