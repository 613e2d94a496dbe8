//! Completions load in the shells that are here, and know the commands; the manual page is one.

use std::process::Command;

use super::Home;

/// Runs a script in a shell with the completions in `$1`; `None`, with a message, where the shell is missing.
fn in_shell(shell: &str, arguments: &[&str], script: &str) -> Option<String> {
    let home = Home::new();
    let completions = home.run(&["completions", shell]);
    assert_eq!((completions.code, completions.err.as_str()), (Some(0), ""));
    let path = home.file("completions", &completions.out, 0o644);
    let path = path.to_str().unwrap();
    let mut command = Command::new(shell);
    // fish has no `$0`: its first argument is `$argv[1]`.
    command.args(arguments).args(["-c", script]).args((shell != "fish").then_some("shell")).arg(path);
    match command.env("HOME", home.folder.path()).output() {
        Ok(output) => {
            let err = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && err.is_empty(), "{shell}: {err}");
            Some(String::from_utf8(output.stdout).unwrap())
        }
        Err(_) => {
            eprintln!("skipped: {shell} is not installed");
            None
        }
    }
}

#[test]
fn bash_completes_commands() {
    let script = r#"source "$1"; name=$(complete -p compshare-tui); name=${name#*-F }; name=${name%% *}
        COMP_WORDS=(compshare-tui li); COMP_CWORD=1; COMP_LINE='compshare-tui li'
        "$name" compshare-tui li compshare-tui; printf '%s\n' "${COMPREPLY[@]}""#;
    let Some(completed) = in_shell("bash", &["--norc"], script) else { return };
    assert_eq!(completed, "list\n");
}

#[test]
fn zsh_loads_completions() {
    let script = r#"autoload -U compinit; compinit -D -u; source "$1"; print -r -- $_comps[compshare-tui]"#;
    let Some(completed) = in_shell("zsh", &["-f"], script) else { return };
    assert_eq!(completed, "_compshare-tui\n");
}

#[test]
fn fish_completes_commands() {
    let script = "source $argv[1]; complete -C 'compshare-tui li'";
    let Some(completed) = in_shell("fish", &["--no-config"], script) else { return };
    assert!(completed.starts_with("list\t"), "{completed}");
}

#[test]
fn the_manual_is_a_man_page() {
    let page = Home::new().run(&["man"]).out;
    assert!(page.contains(".TH compshare-tui 1"), "{page}");
}
