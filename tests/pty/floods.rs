//! More input than anyone types: whatever comes, the next key is answered.

use std::time::Duration;

use rustix::process::Signal;

use crate::endings::AT_ONCE;
use crate::pty::ESCAPE;
use crate::{Launch, demo, open, stream};

/// Within what time the next key is answered.
const SOON: Duration = Duration::from_secs(1);

#[test]
fn a_pasted_megabyte_is_text_and_never_keys() {
    let mut session = demo();
    session.send("/").wait("paste", vt100::Screen::bracketed_paste);
    // Quit, interrupt, suspend and enter: each would show.
    let text = "q\x03\x1a\rX".repeat(1024 * 1024 / 5);
    session.send("\x1b[200~").send(text).answers_within(SOON, "\x1b[201~\x0c", "Xq");
    // The field is left, and the program is as it was.
    session.send(ESCAPE).wait("paste off", |screen| !screen.bracketed_paste());
    session.send("X").wait_for("of 130");
}

#[test]
fn a_paste_that_never_ends_does_not_keep_signals_out() {
    let mut session = demo();
    session.send("/").wait("paste", vt100::Screen::bracketed_paste);
    session.send("\x1b[200~").send("q".repeat(100_000));
    session.signal(Signal::TERM);
    assert_eq!(session.end_within(AT_ONCE), 128 + 15);
    assert_eq!(session.debris(), Vec::<&str>::new());
}

#[test]
fn pasting_is_bracketed_only_while_a_field_has_the_focus() {
    let mut session = demo();
    assert!(!session.screen().bracketed_paste());
    session.send("/").wait("paste on", vt100::Screen::bracketed_paste);
    session.send(ESCAPE).wait("paste off", |screen| !screen.bracketed_paste());
}

#[test]
fn after_20_000_mouse_reports_the_next_key_is_answered() {
    let mut session = open(Launch::new(&["--demo", "--mouse"]));
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..200 {
        let reports: String = (0..100)
            .map(|_| {
                let (button, x, y) =
                    (random.choice([35, 64, 65]).unwrap(), random.u8(1..100), random.u8(1..30));
                format!("\x1b[<{button};{x};{y}M")
            })
            .collect();
        session.send(reports);
    }
    session.answers_within(SOON, "?", "Keys");
}

#[test]
fn mouse_reports_from_nowhere_do_no_harm() {
    let mut session = open(Launch::new(&["--demo", "--mouse"]));
    for (x, y) in [(0, 0), (0, 5), (5, 0), (65535, 65535), (65536, 1), (99999, 99999), (1, 65535)] {
        session.send(format!("\x1b[<0;{x};{y}M\x1b[<64;{x};{y}M\x1b[0;{x};{y}M"));
    }
    session.send(b"\x1b[M   \x1b[M \x00\x00\x1b[M\xff\xff\xff").redraw();
    session.wait_for("of 130");
}

#[test]
fn random_bytes_do_no_harm() {
    // All but the keys that end or stop the program.
    let allowed: Vec<u8> = (0..=255).filter(|byte| ![b'q', 0x03, 0x1a].contains(byte)).collect();
    let mut session = demo();
    let mut random = fastrand::Rng::with_seed(2);
    for _ in 0..40 {
        let bytes: Vec<u8> = (0..1000).map(|_| *random.choice(&allowed).unwrap()).collect();
        session.send(bytes);
        session.send(
            random
                .choice(["\x1b[", "\x1b]", "\x1bO", "\x1b[<", "\x1b[?", "\x1b[M", "\x1b[1;", "\x1b"])
                .unwrap(),
        );
    }
    // One ends whatever sequence is open.
    session.send("\x1b").send(ESCAPE).redraw();
    // Not timed: what is left to draw may be more than this terminal takes in a second.
    session.signal(Signal::TERM);
    assert_eq!(session.end(), 128 + 15);
    assert_eq!(session.debris(), Vec::<&str>::new());
    assert_eq!(stream::foreign(session.raw()), Vec::<String>::new());
}
