//! The real binary in a real terminal: a session as a user has one, and everything that can go wrong around it.
//!
//! Linux only: what a program does while it is idle is read from `/proc`.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test is a panic")]
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/pty/mod.rs"]
mod pty;

mod colours;
mod completions;
mod drawing;
mod endings;
mod faults;
mod floods;
mod idle;
mod jobs;
mod pictures;
mod service;
mod session;
mod strangers;
mod stream;
mod surroundings;
mod tmux;

pub(crate) use pty::{Launch, Session};

/// A private key that must never be seen anywhere.
pub(crate) const CANARY: &str = "canary-private-key-5f1c";

/// The explorer on its bundled catalogue, with the first page on screen.
fn demo() -> Session {
    open(Launch::new(&["--demo"]))
}

/// Starts a session and waits for the first page.
fn open(launch: Launch) -> Session {
    let mut session = launch.start();
    session.wait_for("of 130");
    session
}
