//! From start to first frame, in a pty, beside a bare ratatui program: how much of the start is ours.
//!
//! `cargo bench --bench startup`. The bare program is this very binary, told so by a variable: it takes the terminal,
//! draws one line and waits. Both are started in turn, so that the machine's moods meet both.

#![cfg(target_os = "linux")]
#![allow(dead_code, unused_imports, reason = "the pty driver is made for tests and can do more")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark prints, and fails loudly"
)]

use std::time::{Duration, Instant};

#[path = "../tests/support/pty/mod.rs"]
mod pty;

use pty::Launch;

/// Tells this binary to be the bare program.
const BARE: &str = "STARTUP_BENCH_BARE";
/// What the bare program draws.
const LINE: &str = "a bare program";
/// Starts of each.
const STARTS: usize = 60;

fn main() {
    if std::env::var_os(BARE).is_some() {
        return bare();
    }
    let this = std::env::current_exe().unwrap();
    let (mut bare, mut first, mut page) = (vec![], vec![], vec![]);
    for _ in 0..STARTS {
        bare.push(time(Launch::program(&this, &[]).with(BARE, "1"), LINE));
        first.push(time(Launch::new(&["--demo"]), "compshare-tui"));
        page.push(time(Launch::new(&["--demo"]), "of 130"));
    }
    let (bare, first, page) = (median(bare), median(first), median(page));
    println!("bare ratatui program, first frame   {bare:>8.2?}");
    println!(
        "explorer, first frame               {first:>8.2?}   {:.2} times",
        first.as_secs_f64() / bare.as_secs_f64()
    );
    println!(
        "explorer --demo, first page         {page:>8.2?}   {:.2} times",
        page.as_secs_f64() / bare.as_secs_f64()
    );
}

/// How long a program takes to show a text.
fn time(launch: Launch, text: &str) -> Duration {
    let begun = Instant::now();
    let mut session = launch.start();
    session.wait_for(text);
    begun.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// What the least program with ratatui does.
fn bare() {
    let mut terminal = ratatui::init();
    terminal.draw(|frame| frame.render_widget(LINE, frame.area())).unwrap();
    let _ = crossterm::event::read();
    ratatui::restore();
}
