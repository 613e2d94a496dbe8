//! Files in the encodings that editors write: a mark is skipped everywhere, UTF-16 is text for people and no settings.

use std::io::Write;
use std::process::Stdio;

use super::{Home, Run};

fn marked(text: &str) -> Vec<u8> {
    format!("\u{FEFF}{text}").into_bytes()
}

fn utf16(text: &str) -> Vec<u8> {
    format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

/// Files with keys, each complete by itself or with those before it.
const KEY_FILES: [(&str, &str); 3] = [
    (".config/compshare/config.json", r#"{"profiles":{"default":{"public_key":"p","private_key":"k"}}}"#),
    (".ucloud/config.json", r#"[{"profile":"default","active":true}]"#),
    (".ucloud/credential.json", r#"[{"profile":"default","public_key":"p","private_key":"k"}]"#),
];

#[test]
fn a_mark_at_the_start_of_any_file_is_skipped() {
    let home = Home::new();
    home.file(".config/compshare-tui/config.toml", marked("lang = 'zh'\n"), 0o644);
    assert!(home.run(&["--demo", "list", "--limit", "1"]).out.contains("名称"));

    for files in [&KEY_FILES[..1], &KEY_FILES[1..]] {
        let home = Home::new();
        for (name, text) in files {
            home.file(name, marked(text), 0o600);
        }
        let run = home.run(&["doctor", "--base-url", "http://127.0.0.1:1"]);
        let (name, _) = files.last().unwrap();
        assert_eq!(run.code, Some(4), "{}", run.out);
        assert!(run.out.contains(&format!("from ~/{name}")), "{}", run.out);
    }

    let home = Home::new();
    let view = r#"{"format":1,"search":"","tags":[],"sort":"published","ascending":false}"#;
    home.file(".local/state/compshare-tui/view.json", marked(view), 0o600);
    assert_eq!(home.run(&["doctor", "--demo"]).code, Some(0));
}

#[test]
fn settings_in_another_encoding_are_refused_in_a_sentence() {
    for (bytes, sentence) in [
        (utf16("lang = 'zh'\n"), "it is UTF-16; save it as UTF-8"),
        (gbk("theme = '暗色'\n"), "it is not UTF-8; save it as UTF-8"),
    ] {
        let home = Home::new();
        let path = home.file(".config/compshare-tui/config.toml", bytes, 0o644);
        let run = home.run(&["--demo", "list"]);
        assert_eq!(run.code, Some(2));
        assert_eq!(run.err, format!("compshare-tui: {}: cannot be read ({sentence})\n", path.display()));
    }
    for (name, text) in KEY_FILES {
        let home = Home::new();
        home.file(name, utf16(text), 0o600);
        let run = home.run(&["doctor"]);
        assert_eq!(run.code, Some(3), "{name}");
        assert!(run.out.contains("it is UTF-16; save it as UTF-8"), "{name}: {}", run.out);
    }
}

fn piped(home: &Home, bytes: &[u8]) -> Run {
    let mut command = home.command(&["readme", "--file", "-", "--width", "6"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn a_readme_of_ones_own_is_read_in_the_encodings_people_have() {
    let home = Home::new();
    let source = "# 标题";
    for (bytes, note) in [
        (source.as_bytes().to_vec(), ""),
        (marked(source), ""),
        (utf16(source), ""),
        (gbk(source), "read as GB18030, since it is not UTF-8"),
    ] {
        let path = home.file("a.md", &bytes, 0o644);
        let file = home.run(&["readme", "--file", path.to_str().unwrap(), "--width", "6"]);
        for (name, run) in [(path.to_str().unwrap(), file), ("-", piped(&home, &bytes))] {
            assert_eq!((run.code, run.out.as_str()), (Some(0), "标题\n━━━━━━\n"));
            let told =
                if note.is_empty() { String::new() } else { format!("compshare-tui: {name}: {note}\n") };
            assert_eq!(run.err, told);
        }
    }
    let damaged = piped(&home, b"# \xE6\xA0\x87\xFF");
    assert_eq!((damaged.code, damaged.out.lines().next()), (Some(0), Some("标\u{FFFD}")));
    assert!(damaged.err.contains("damaged UTF-8"), "{}", damaged.err);
}
