//! Conformance with what others wrote: the official Python SDK and the platform's own command line.
//!
//! They are installed from PyPI into a virtual environment below `target/`, once. Where Python or PyPI cannot be had
//! these tests say so and pass; with `COMPSHARE_TUI_CONFORMANCE=required`, as CI sets it, that is a failure.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a failed test is a panic")]

#[path = "../support/mod.rs"]
mod support;

mod platform_cli;
mod python;
mod sdk;

use std::sync::OnceLock;

use compshare_tui::face::demo::{Options, Server};
use tokio::runtime::Runtime;

/// Runs the services that Python talks to, while the tests wait for Python.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().unwrap())
}

fn demo_server() -> Server {
    runtime().block_on(Server::start(Options::default())).unwrap()
}
