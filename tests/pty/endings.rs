//! Every way out gives the terminal back: its screen, cursor, mouse, paste and modes.

use std::time::Duration;

use rustix::process::Signal;

use crate::{CANARY, Launch, demo};

/// Within what time the program is gone.
pub(crate) const AT_ONCE: Duration = Duration::from_secs(1);
/// The same where the terminal is frozen or gone, or the program hangs.
const AT_LAST: Duration = Duration::from_secs(2);

#[test]
#[cfg(debug_assertions)]
fn a_panic_gives_the_terminal_back_and_ends_with_101() {
    for (crash, text) in [("panic", "a rehearsed panic"), ("panic in a task", "a rehearsed panic in a task")]
    {
        let mut session = Launch::new(&["--base-url", "http://127.0.0.1:1"])
            .with("COMPSHARE_PUBLIC_KEY", "a-public-key")
            .with("COMPSHARE_PRIVATE_KEY", CANARY)
            .with("RUST_BACKTRACE", "full")
            .with("COMPSHARE_TUI_REHEARSE", crash)
            .start();
        assert_eq!(session.end(), 101, "{crash}");
        assert!(!String::from_utf8_lossy(session.raw()).contains(CANARY), "{crash}");
        assert_eq!(session.debris(), Vec::<&str>::new(), "{crash}");
        let said = String::from_utf8_lossy(session.raw()).into_owned();
        let (_, after) = said.split_once("\x1b[?1049l").unwrap();
        assert!(after.contains(text), "the message can be read:\n{said}");
    }
}

#[test]
#[cfg(debug_assertions)]
fn an_error_gives_the_terminal_back_and_ends_with_1() {
    let mut session = Launch::new(&["--demo"]).with("COMPSHARE_TUI_REHEARSE", "error").start();
    assert_eq!(session.end(), 1);
    assert_eq!(session.debris(), Vec::<&str>::new());
    assert!(session.text().contains("a rehearsed error"), "{}", session.text());
}

#[test]
fn a_signal_gives_the_terminal_back_and_ends_with_its_number() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP, Signal::QUIT] {
        let mut session = demo();
        // Mouse and paste on: they have to be taken back too.
        session.send("\x14/").wait("the mouse", |screen| {
            screen.bracketed_paste() && screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
        });
        session.signal(signal);
        assert_eq!(session.end_within(AT_ONCE), 128 + u32::try_from(signal.as_raw()).unwrap());
        assert_eq!(session.debris(), Vec::<&str>::new(), "{signal:?}");
    }
}

#[test]
fn a_signal_ends_the_program_though_the_terminal_takes_nothing() {
    let mut session = demo();
    session.freeze();
    // Redraws until the terminal is full and the program is stuck in a write.
    session.send("\x0c".repeat(400));
    session.signal(Signal::TERM);
    assert_eq!(session.end_unheard_within(AT_LAST), 128 + 15);
}

#[test]
#[cfg(debug_assertions)]
fn a_signal_ends_the_program_though_it_hangs_and_gives_the_terminal_back() {
    let mut session = Launch::new(&["--demo"]).with("COMPSHARE_TUI_REHEARSE", "hang").start();
    session.wait_for("compshare-tui").signal(Signal::TERM);
    assert_eq!(session.end_within(AT_LAST), 128 + 15);
    assert_eq!(session.debris(), Vec::<&str>::new());
}

#[test]
fn a_terminal_that_vanishes_ends_the_program() {
    let mut session = demo();
    session.vanish();
    assert_eq!(session.end_unheard_within(AT_LAST), 128 + 1);
}

#[test]
fn a_terminal_that_vanishes_without_a_signal_ends_the_program() {
    let mut session = crate::open(Launch::new(&["--demo"]).uncontrolled());
    // At rest, so that no write that fails can tell.
    session.settle();
    session.vanish();
    assert_eq!(session.end_unheard_within(AT_LAST), 128 + 1);
}
