//! How runs end: the documented exit codes, on purpose and by accident.

use std::io::Read;
use std::net::TcpListener;
use std::process::Stdio;

use compshare_tui::face::catalogue::{Fault, FaultKind};
use compshare_tui::face::i18n::Lang;

use super::Home;

const PRIVATE_KEY: &str = "canary-private-key-31d0";

/// A home with keys for a service at this address.
fn home_of(base_url: &str) -> Home {
    Home::new()
        .with("COMPSHARE_BASE_URL", base_url)
        .with("COMPSHARE_PUBLIC_KEY", "public")
        .with("COMPSHARE_PRIVATE_KEY", PRIVATE_KEY)
}

#[test]
fn the_explorer_without_a_terminal_is_one_line_and_exit_code_2() {
    let run = Home::new().run(&["--demo"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert!(!run.err.contains('\u{1b}'));
}

#[test]
fn the_explorer_with_standard_output_closed_is_exit_code_2_too() {
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", r#""$0" --demo >&-"#, env!("CARGO_BIN_EXE_compshare-tui")]).env_clear();
    let output = shell.output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1);
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for wrong in [&["lsit"][..], &["list", "--limit", "0"], &["list", "--json", "--ids"], &["--free", "list"]]
    {
        let run = Home::new().run(wrong);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{wrong:?}");
        assert!(!run.err.is_empty(), "{wrong:?}");
    }
}

#[test]
fn plain_http_to_another_machine_is_exit_code_2() {
    let run = home_of("http://192.0.2.1").run(&["list"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("--allow-http"), "{}", run.err);
}

#[test]
fn a_network_that_fails_is_exit_code_4_also_as_json() {
    // A port that was just free and is closed again refuses connections.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let home = home_of(&format!("http://127.0.0.1:{port}"));
    let run = home.run(&["list"]);
    assert_eq!((run.code, run.out.as_str()), (Some(4), ""));
    assert!(run.err.starts_with("compshare-tui: The service refused the connection."), "{}", run.err);
    let run = home.run(&["list", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, run.err.as_str()), (Some(4), ""));
    assert_eq!(json["error"]["code"], "transport_error");
}

#[test]
fn a_proxys_password_and_the_keys_are_in_nothing_that_is_said() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let proxy = format!("http://someone:a-password@127.0.0.1:{port}");
    let home = home_of("https://192.0.2.1").with("HTTPS_PROXY", &proxy);
    let log = home.folder.path().join("log");
    for command in [&["list"][..], &["list", "--json"], &["doctor"], &["doctor", "--json"]] {
        let run = home.run(&[command, &["--log", log.to_str().unwrap()]].concat());
        assert_eq!(run.code, Some(4), "{command:?}: {run:?}");
        let said = [run.out, run.err, std::fs::read_to_string(&log).unwrap()].concat();
        assert!(said.contains("proxy"), "{command:?}: {said}");
        for secret in ["a-password", PRIVATE_KEY] {
            assert!(!said.contains(secret), "{command:?}: {said}");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_system_without_ca_certificates_is_told_with_a_remedy() {
    let home = home_of("https://127.0.0.1:1")
        .with("SSL_CERT_FILE", "/nonexistent")
        .with("SSL_CERT_DIR", "/nonexistent");
    let fault = Fault::new(FaultKind::NoCaStore);
    for lang in Lang::ALL {
        let run = home.run(&["list", "--lang", lang.code()]);
        assert_eq!((run.code, run.out.as_str()), (Some(4), ""));
        assert!(run.err.contains(fault.sentence(lang).trim_end_matches(['.', '。'])), "{}", run.err);
        assert!(run.err.contains(fault.remedy(lang)), "{}", run.err);
    }
    assert_eq!(home.run(&["list", "--demo", "--ids"]).code, Some(0));
}

#[test]
fn ctrl_c_is_exit_code_130() {
    // A service that accepts and never answers.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let home = home_of(&format!("http://{}", listener.local_addr().unwrap()));
    let mut child = home.command(&["list"]).stderr(Stdio::piped()).spawn().unwrap();
    let (_connection, _) = listener.accept().unwrap();
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let mut said = String::new();
    child.stderr.unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
}

#[test]
fn a_reader_that_went_away_is_no_failure() {
    for format in ["--ids", "--jsonl", "--csv", "--json"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let run = Home::new()
            .command(&["--demo", "list", "--all", format])
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        assert_eq!((run.status.code(), run.stderr.len()), (Some(0), 0), "{format}");
    }
}

#[test]
fn a_full_disk_is_told() {
    let Ok(full) = std::fs::File::options().write(true).open("/dev/full") else {
        eprintln!("skipped: there is no /dev/full here");
        return;
    };
    let output = Home::new().command(&["--demo", "list"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("could not be written"));
}

#[test]
fn a_log_that_cannot_be_written_is_exit_code_2() {
    let run = Home::new().run(&["--demo", "list", "--log", "/nowhere/log"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("log file"), "{}", run.err);
}

#[test]
fn the_demo_service_says_where_it_listens_and_its_keys_work() {
    use std::io::{BufRead, BufReader};
    let mut server =
        Home::new().command(&["demo-server", "--groups", "7"]).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let said: Vec<String> = lines.take(3).map(Result::unwrap).collect();
    let value = |prefix: &str, at: usize| said[at].strip_prefix(prefix).unwrap().to_owned();
    let run = Home::new()
        .with("COMPSHARE_PUBLIC_KEY", &value("COMPSHARE_PUBLIC_KEY=", 1))
        .with("COMPSHARE_PRIVATE_KEY", &value("COMPSHARE_PRIVATE_KEY=", 2))
        .run(&["list", "--all", "--jsonl", "--base-url", &value("listening on ", 0)]);
    server.kill().unwrap();
    server.wait().unwrap();
    assert_eq!((run.code, run.out.lines().count()), (Some(0), 7), "{}", run.err);
}
