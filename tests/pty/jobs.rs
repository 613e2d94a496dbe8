//! Job control: stopped and continued, by keys and by signals.

use std::path::Path;

use rustix::process::{Pid, Signal, kill_process};

use crate::pty::{ESCAPE, EXPLORER};
use crate::{Launch, Session, demo};

/// A shell with job control, and the explorer running in it.
fn shell() -> Session {
    let mut shell = Launch::program(Path::new("/bin/sh"), &["-i"]).with("PS1", "ready> ").start();
    shell.wait_for("ready> ");
    shell.send(format!("'{EXPLORER}' --demo\r"));
    shell.wait_for("of 130");
    shell
}

/// The shell can be used: it has its own screen, cursor and modes.
pub(crate) fn is_usable(shell: &mut Session) {
    shell.wait("the shell", |screen| {
        let prompt = screen.contents().trim_end().ends_with("ready>");
        prompt && !screen.alternate_screen() && !screen.hide_cursor()
    });
    shell.send("echo al'ive and w'ell\r").wait_for("alive and well");
}

#[test]
fn ctrl_z_gives_the_shell_back_and_fg_draws_everything_anew() {
    let mut shell = shell();
    shell.send("\x1a");
    is_usable(&mut shell);
    let seen = shell.raw().len();
    shell.send("fg\r").wait("the explorer", |screen| screen.alternate_screen() && screen.hide_cursor());
    shell.wait_redrawn(seen).wait_for("of 130");
    shell.send("q");
    is_usable(&mut shell);
}

#[test]
fn a_stop_from_outside_and_fg_draws_everything_anew() {
    let mut shell = shell();
    let children = format!("/proc/{0}/task/{0}/children", shell.pid());
    let explorer: i32 = std::fs::read_to_string(children).unwrap().trim().parse().unwrap();
    // Nobody can clean up before this signal: the shell writes over our screen, in its own modes.
    kill_process(Pid::from_raw(explorer).unwrap(), Signal::STOP).unwrap();
    shell.wait_anywhere("the shell's word", |shell| shell.text().contains("topped"));
    let seen = shell.raw().len();
    // In raw mode, which the shell may not have left, only a line feed ends a line.
    shell.send("fg\n").wait_redrawn(seen);
    shell.wait("the explorer alone", |screen| {
        screen.contents().contains("of 130") && !screen.contents().contains("topped")
    });
    // Raw mode is back: a key is taken without Enter.
    shell.send("?").wait_for("Keys");
    shell.send(ESCAPE).wait_gone("Keys").send("q");
    is_usable(&mut shell);
}

#[test]
fn stop_and_continue_without_a_shell_draws_everything_anew() {
    let mut session = demo();
    session.signal(Signal::STOP);
    session.resize(120, 35);
    let seen = session.raw().len();
    session.signal(Signal::CONT);
    session.wait_redrawn(seen).wait_for("of 130");
}

#[test]
fn ctrl_z_where_no_shell_could_continue_does_nothing() {
    let mut shell = Launch::program(Path::new("/bin/sh"), &["-i"]).with("PS1", "ready> ").start();
    shell.wait_for("ready> ");
    shell.send(format!("x=$('{EXPLORER}' pick --demo); echo \"code $?\"\r")).wait_for("of 130");
    shell.send("\x1aj\r").wait_for("code 0");
    is_usable(&mut shell);
}

#[test]
fn ctrl_z_without_a_shell_does_nothing() {
    let mut session = demo();
    session.send("\x1aj?").wait_for("Keys");
}
