//! Output that is no terminal, files that cannot be used, a home that is missing.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::pty::EXPLORER;
use crate::{CANARY, Launch, open, service};

/// Runs a program where nothing is a terminal.
fn run(program: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    command.args(arguments).env_clear().env("PATH", "/usr/bin:/bin").stdin(Stdio::null());
    command.output().unwrap()
}

#[test]
fn output_that_is_no_terminal_gets_one_line_and_no_escape() {
    let output = run(EXPLORER, &["--demo"]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((said.lines().count(), said.contains('\x1b')), (1, false), "{said}");
}

#[test]
fn output_that_is_closed_gets_one_line_and_no_escape() {
    for redirected in [">&-", "> /dev/null", "| cat", "< /dev/null", "<&-"] {
        let line = format!("'{EXPLORER}' --demo {redirected}; echo code $?");
        let mut shell = Launch::program(Path::new("/bin/sh"), &["-c", &line]).start();
        shell.end();
        let text = String::from_utf8_lossy(shell.raw()).into_owned();
        // A pipe's code is that of its last program.
        let code = if redirected == "| cat" { "code 0" } else { "code 2" };
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines.len(), lines.last().copied()), (2, Some(code)), "{redirected}: {text}");
        assert!(!text.contains('\x1b'), "{redirected}: {text}");
    }
}

#[test]
fn a_choice_without_any_terminal_gets_one_line_and_no_escape() {
    let line = "compshare-tui: There is no terminal to choose in; for scripts there is `list`.";
    // A session of its own has no terminal that `/dev/tty` could stand for.
    let output = run("setsid", &[EXPLORER, "pick", "--demo"]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), format!("{line}\n"));
    // Here one could be read, but not drawn on.
    let piped = format!("'{EXPLORER}' pick --demo | cat");
    let mut shell = Launch::program(Path::new("/bin/sh"), &["-c", &piped]).uncontrolled().start();
    shell.end();
    assert_eq!(String::from_utf8_lossy(shell.raw()), format!("{line}\r\n"));
}

#[test]
fn without_a_home_or_with_one_that_cannot_be_written_the_demo_runs() {
    let launch =
        Launch::new(&["--demo"]).with("HOME", "/nonexistent").with("XDG_STATE_HOME", "/dev/null/nowhere");
    open(launch).send("q");
    open(Launch::new(&["--demo"]).with("HOME", "")).send("q");
}

#[test]
fn filters_that_cannot_be_remembered_are_told_and_cost_nothing() {
    let launch = Launch::new(&["--demo"]).with("XDG_STATE_HOME", "/dev/null/nowhere");
    std::fs::create_dir_all(launch.home().join(".config/compshare-tui")).unwrap();
    std::fs::write(launch.home().join(".config/compshare-tui/config.toml"), "remember = true\n").unwrap();
    let mut session = open(launch);
    session.send("1").wait_for("[free]").wait_for("Filters are not remembered");
    session.send("q");
    assert_eq!(session.end(), 0);
    assert_eq!(session.debris(), Vec::<&str>::new());
}

#[test]
fn a_full_disk_is_told_and_what_was_remembered_stays() {
    let unshare = ["--map-root-user", "--mount"];
    if !Command::new("unshare").args(unshare).arg("true").output().is_ok_and(|done| done.status.success()) {
        eprintln!("skipped: no file system of one's own can be mounted here");
        return;
    }
    let launch = Launch::program(Path::new("/usr/bin/env"), &["unshare"]).arguments(&unshare);
    let state = launch.home().join(".local/state/compshare-tui");
    std::fs::create_dir_all(&state).unwrap();
    std::fs::create_dir_all(launch.home().join(".config/compshare-tui")).unwrap();
    std::fs::write(launch.home().join(".config/compshare-tui/config.toml"), "remember = true\n").unwrap();
    // A file system of four pages: one for what was remembered, the others full.
    let script = format!(
        "mount -t tmpfs -o size=16k none '{0}' && cd '{0}' && echo '{{\"format\":1,\"search\":\"视频\"}}' > view.json; \
         dd if=/dev/zero of=rest 2> /dev/null; '{EXPLORER}' --demo; cat view.json; ls -A | wc -l",
        state.display()
    );
    let mut session = launch.arguments(&["/bin/sh", "-c", &script]).start();
    session.wait_for("of 9").send("1").wait_for("[free]").wait_for("Filters are not remembered");
    session.send("q");
    session.end();
    assert_eq!(session.text().trim(), "{\"format\":1,\"search\":\"视频\"}\n2");
}

#[test]
fn a_key_file_that_others_can_read_is_told_with_the_remedy() {
    let url = service::serve(|_| service::page(&[service::group(1)], 1));
    let launch = Launch::new(&["--base-url", &url]);
    credential_file(&launch, 0o644);
    let mut session = launch.start();
    session.wait_for("chmod 600").wait_for("Image 1");
}

#[test]
fn a_key_file_that_cannot_be_read_as_json_is_told_and_the_demo_can_be_opened() {
    let launch = Launch::new(&[]);
    let file = credential_file(&launch, 0o600);
    std::fs::write(&file, "{\n\"profiles\": [").unwrap();
    let mut session = launch.start();
    session.wait_for("config.json: ").send("d").wait_for("of 130");
}

/// Writes keys where the platform's own program keeps them.
fn credential_file(launch: &Launch, mode: u32) -> std::path::PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let file = launch.home().join(".config/compshare/config.json");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let keys = serde_json::json!({"public_key": "a-public-key-with-a-tail", "private_key": CANARY});
    let profiles = serde_json::json!({"current_profile": "default", "profiles": {"default": keys}});
    std::fs::write(&file, profiles.to_string()).unwrap();
    std::fs::set_permissions(&file, PermissionsExt::from_mode(mode)).unwrap();
    file
}
