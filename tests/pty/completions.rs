//! A search completed on the command line, by the shells that are here, as somebody types it. What the program would get in
//! the end is printed in place of running it.

use std::path::Path;
use std::process::Command;

use crate::pty::EXPLORER;
use crate::{Launch, Session};

/// An interactive shell that has loaded its completions, with the demo's catalogue synced; `None` where it is missing.
fn shell(name: &str, settings: &str, arguments: &[&str]) -> Option<Session> {
    if !Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: {name} is not installed");
        return None;
    }
    let launch = Launch::program(Path::new("/usr/bin/env"), &[name]).arguments(arguments);
    let home = launch.home().to_owned();
    let synced = Command::new(EXPLORER).args(["--demo", "sync"]).env_clear().env("HOME", &home).output();
    assert!(synced.unwrap().status.success());
    // zsh reads this one by itself.
    std::fs::write(home.join(".zshrc"), settings).unwrap();
    let folder = Path::new(EXPLORER).parent().unwrap().display();
    let mut session = launch.with("PATH", &format!("{folder}:/usr/local/bin:/usr/bin:/bin")).start();
    session.wait_for("ready> ");
    Some(session)
}

/// Types each search behind `--query`, with Tab where `\t` stands, and waits for what the program would get.
fn assert_completed(mut shell: Session) {
    for (typed, given) in [
        ("'tag:Comf\t", "tag:ComfyUI"),
        ("tag:Comf\t", "tag:ComfyUI"),
        ("'flux tag:Comf\t", "flux tag:ComfyUI"),
        ("flux\\ tag:Comf\t", "flux tag:ComfyUI"),
        ("\"-tag:Comf\t", "-tag:ComfyUI"),
        ("'flux price:fr\t", "flux price:free"),
        ("'flux price:<0.5 ta\tComf\t", "flux price:<0.5 tag:ComfyUI"),
        // No value of a text is known, and yet the key is not the end.
        ("'tex\tpip'", "text:pip"),
        ("ti\t", "ti"),
    ] {
        shell.send(format!("compshare-tui --demo list --query {typed}\x01printf '<%s>' \r"));
        shell.wait_for(&format!("<compshare-tui><--demo><list><--query><{given}>"));
        shell.send("clear\r").wait_gone("<list>");
    }
}

#[test]
fn bash_completes_a_search_in_any_quotes_and_without() {
    let settings = "PS1='ready> '; bind 'set bell-style none'; source <(compshare-tui completions bash)";
    let Some(shell) = shell("bash", settings, &["--noprofile", "--rcfile", ".zshrc", "-i"]) else { return };
    assert_completed(shell);
}

#[test]
fn zsh_completes_a_search_in_any_quotes_and_without() {
    let settings = "PS1='ready> '; unsetopt beep; autoload -U compinit; compinit -u -D
        source <(compshare-tui completions zsh)";
    let Some(shell) = shell("zsh", settings, &["-i"]) else { return };
    assert_completed(shell);
}

#[test]
fn fish_completes_a_search_in_any_quotes_and_without() {
    let settings = "function fish_prompt; printf 'ready> '; end; set -g fish_autosuggestion_enabled 0
        compshare-tui completions fish | source";
    let Some(shell) = shell("fish", settings, &["--no-config", "-C", "source .zshrc"]) else { return };
    assert_completed(shell);
}
