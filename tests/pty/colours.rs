//! The question for the terminal's colours: nothing waits for its answer, and the answer is never taken for keys.

use std::path::Path;
use std::time::Duration;

use crate::pty::EXPLORER;
use crate::{Launch, Session, open};

/// As keys it would filter, search, and more.
const ANSWER: &str = "\x1b]10;rgb:cccc/cccc/cccc\x1b\\\x1b]11;rgb:1111/1111/1111\x1b\\";

/// Waits until the terminal has been asked for its background.
fn wait_for_question(session: &mut Session) -> &mut Session {
    session.wait_raw("the question", |session| session.raw().windows(6).any(|bytes| bytes == b"\x1b]11;?"))
}

/// Whether anything is drawn on a colour of its own, as the selected row is once the background is known.
fn is_tinted(screen: &vt100::Screen) -> bool {
    let (height, width) = screen.size();
    let mut cells = (0..height).flat_map(|y| (0..width).map(move |x| screen.cell(y, x).unwrap()));
    cells.any(|cell| cell.bgcolor() != vt100::Color::Default)
}

#[test]
fn a_terminal_that_never_tells_its_colours_is_not_waited_for() {
    let mut session = Launch::new(&["--demo"]).silent().start();
    wait_for_question(&mut session).send("j?").wait_for("Keys");
    session.send("\x1b").wait_gone("Keys").wait_for("of 130");
    assert!(!is_tinted(session.screen()), "{}", session.text());
    session.send("q");
    assert_eq!(session.end(), 0);
    assert_eq!(session.debris(), Vec::<&str>::new());
}

#[test]
fn colours_told_late_are_no_keys_and_are_worn() {
    // Whole, and in two parts: in the middle, and within the end of the first one and of the last.
    std::thread::scope(|scope| {
        for at in [0, 10, 24, 49] {
            scope.spawn(move || tell_late(ANSWER.split_at(at)));
        }
    });
}

fn tell_late((first, second): (&str, &str)) {
    let mut session = open(Launch::new(&["--demo"]).silent());
    session.settle();
    let before = session.text();
    session.send(first).listen(Duration::from_millis(10));
    session.send(second).wait("the colours", is_tinted);
    session.settle();
    assert_eq!(session.text(), before, "cut after {first:?}");
    session.send("?").wait_for("Keys");
}

#[test]
fn colours_told_after_a_quick_end_are_not_typed_into_the_shell() {
    let mut shell = Launch::program(Path::new("/bin/sh"), &["-i"]).with("PS1", "ready> ").silent().start();
    shell.wait_for("ready> ").send(format!("'{EXPLORER}' --demo; echo al'ive'\r"));
    wait_for_question(&mut shell).send("q").listen(Duration::from_millis(50));
    shell.send(ANSWER).wait_for("alive");
    shell.send("exit\r");
    shell.end();
    assert!(!shell.text().contains("rgb:"), "{}", shell.text());
    assert!(!is_tinted(shell.screen()), "{}", shell.text());
}
