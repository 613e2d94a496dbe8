//! In tmux, where OSC 52 does not arrive; and as a chooser in a pipe. Skipped where there is no tmux.

use std::path::Path;
use std::process::{Command, Output};

use crate::pty::EXPLORER;
use crate::{Launch, Session};

/// A tmux server of its own, at its defaults.
struct Tmux {
    session: Session,
    socket: String,
}

impl Tmux {
    /// Starts one that runs a shell; `None` without tmux.
    fn start() -> Option<Self> {
        Self::start_in("xterm-256color", Path::new("/usr/share/terminfo"))
    }

    /// Starts one in a terminal that `TERM` calls so; `None` without tmux.
    fn start_in(term: &str, described: &Path) -> Option<Self> {
        let found = Command::new("tmux").arg("-V").output();
        if !found.is_ok_and(|output| output.status.success()) {
            eprintln!("skipped: tmux is not installed");
            return None;
        }
        let launch = Launch::program(Path::new("/usr/bin/env"), &[]);
        let socket = launch.home().join("tmux").to_str().unwrap().to_owned();
        let mut session = launch
            .with("PATH", &std::env::var("PATH").unwrap())
            .with("TERM", term)
            .with(
                "TERMINFO_DIRS",
                &format!("{}:/etc/terminfo:/lib/terminfo:/usr/share/terminfo", described.display()),
            )
            .arguments(&["tmux", "-f", "/dev/null", "-S", &socket, "new-session", "/bin/sh"])
            .start();
        session.wait_for("0:sh*");
        Some(Tmux { session, socket })
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new("tmux").args(["-S", &self.socket]).args(arguments).output().unwrap()
    }

    /// What its newest buffer holds.
    fn buffer(&self) -> String {
        String::from_utf8(self.run(&["show-buffer"]).stdout).unwrap()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

#[test]
fn in_tmux_at_its_defaults_the_id_is_in_its_buffer() {
    let Some(mut tmux) = Tmux::start() else { return };
    tmux.session.send(format!("'{EXPLORER}' --demo\r")).wait_for("of 130");
    tmux.session.send("y").wait_for("sent to the tmux clipboard");
    assert_eq!(tmux.buffer(), "compshareImage-demoazj7rup4");
}

#[test]
fn a_choice_in_a_pipe_is_all_the_shell_gets() {
    let Some(mut tmux) = Tmux::start() else { return };
    tmux.session.send(format!("x=$('{EXPLORER}' pick --demo); echo \"code $? <$x>\"\r")).wait_for("of 130");
    tmux.session.send("j\r").wait_for("code 0 <compshareImage-demo");
    tmux.session
        .send(format!("clear; x=$('{EXPLORER}' pick --demo); echo \"code $? <$x>\"\r"))
        .wait_for("of 130");
    tmux.session.send("q").wait_for("code 1 <>");
}

#[test]
fn a_choice_outside_tmux_works_the_same() {
    let mut shell = Launch::program(Path::new("/bin/sh"), &["-i"]).with("PS1", "ready> ").start();
    shell.wait_for("ready> ");
    shell.send(format!("x=$('{EXPLORER}' pick --demo); echo \"code $? <$x>\"\r")).wait_for("of 130");
    shell.send("j\r").wait_for("code 0 <compshareImage-demo");
    assert!(!shell.screen().alternate_screen() && !shell.screen().hide_cursor());
}

#[test]
fn in_tmux_at_its_defaults_pictures_are_half_blocks_without_a_stray_byte() {
    let Some(mut tmux) = Tmux::start() else { return };
    let start =
        format!("export TERM_PROGRAM=ghostty COLORTERM=truecolor; '{EXPLORER}' --demo --pictures auto\r");
    tmux.session.send(start).wait_for("of 130").wait_for("▀▀▀▀▀▀▀▀");
    tmux.session.send("i").wait_for("comfyui-official.jpg");
    for (columns, rows) in [(80, 24), (130, 40), (60, 20), (100, 30)] {
        tmux.session.resize(columns, rows).wait_for("comfyui-official.jpg");
    }
    tmux.session.send("\x1b").wait_gone("comfyui-official.jpg");
    tmux.session.send("q").wait_gone("▀▀▀▀▀▀▀▀");
    let raw = tmux.session.raw();
    let said = |bytes: &[u8]| raw.windows(bytes.len()).any(|part| part == bytes);
    assert!(!said(b"\x1b_G") && !said(b"tmux;") && !tmux.session.text().contains("Ga="));
}

/// Whether a terminal of this name is described on this machine; describes it where a home has none.
fn is_described(term: &str, folder: &Path) -> bool {
    let source = folder.join("source");
    std::fs::write(&source, format!("{term}|described by a test,\n\tuse=xterm-256color,\n")).unwrap();
    let made = Command::new("tic").args(["-x", "-o"]).arg(folder).arg(&source).output();
    made.is_ok_and(|output| output.status.success())
}

#[test]
fn in_a_tmux_that_passes_pictures_on_they_are_shown_by_the_terminal_outside() {
    let described = tempfile::tempdir().unwrap();
    if !is_described("xterm-kitty", described.path()) {
        eprintln!("skipped: tic is not installed");
        return;
    }
    let Some(mut tmux) = Tmux::start_in("xterm-kitty", described.path()) else { return };
    tmux.run(&["set", "-g", "allow-passthrough", "on"]);
    let start = format!("export COLORTERM=truecolor; '{EXPLORER}' --demo --pictures auto\r");
    let said = |bytes: &'static [u8]| {
        move |session: &Session| session.raw().windows(bytes.len()).any(|it| it == bytes)
    };
    tmux.session.send(start).wait_raw("a picture passed on", said(b"\x1b_Ga=T"));
    tmux.session.wait_raw("its place", said("\u{10eeee}".as_bytes()));
    tmux.session.send("q").wait_raw("the picture taken away", said(b"\x1b_Ga=d"));
}
