//! `readme`: an image's Readme, or a file's.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use super::{Home, demo};

#[test]
fn an_images_readme_is_laid_out_to_the_width() {
    let listed: Value = serde_json::from_str(&demo(&["list", "--json", "--limit", "1"])).unwrap();
    let id = listed["data"]["items"][0]["Data"][0]["CompShareImageId"].as_str().unwrap();
    let text = demo(&["readme", id, "--width", "40"]);
    assert!(text.lines().count() > 5, "{text}");
    assert!(text.lines().all(|line| compshare_tui::face::text::width(line) <= 40), "{text}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn a_file_and_standard_input_are_read_without_a_service() {
    let home = Home::new();
    let path = home.file("a.md", "# Title\n\n- \u{1b}[31mred", 0o644);
    let run = home.run(&["readme", "--file", path.to_str().unwrap(), "--width", "12", "--ascii"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(run.out, "Title\n============\n* \u{FFFD}[31mred\n");
    let mut child = home.command(&["readme", "--file", "-"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all("**粗**体".as_bytes()).unwrap();
    assert_eq!(child.wait_with_output().unwrap().stdout, "粗体\n".as_bytes());
}

#[test]
fn colour_is_written_only_when_asked_for() {
    let home = Home::new();
    let path = home.file("a.md", "```python\nx = 'a' # b\n```\n\nhttps://a.example", 0o644);
    let plain = home.run(&["readme", "--file", path.to_str().unwrap()]).out;
    let coloured = home.run(&["readme", "--file", path.to_str().unwrap(), "--color", "always"]).out;
    assert!(!plain.contains('\u{1b}'));
    assert!(coloured.contains("\u{1b}[32m'a'\u{1b}[0m"), "{coloured:?}");
    assert!(!coloured.contains("\u{1b}]8;"), "hyperlinks are for terminals: {coloured:?}");
}

#[test]
fn raw_prints_the_source_made_inert() {
    let home = Home::new();
    let path = home.file("a.md", "# A\n\n<b>x</b>\u{1b}]0;t\u{7}\n", 0o644);
    let run = home.run(&["readme", "--file", path.to_str().unwrap(), "--raw"]);
    assert_eq!(run.out, "# A\n\n<b>x</b>\u{FFFD}]0;t\u{FFFD}\n");
}

#[test]
fn what_cannot_be_read_is_said() {
    let run = Home::new().run(&["readme", "--file", "/nowhere/\u{1b}[31m.md"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.starts_with("compshare-tui: /nowhere/\u{FFFD}[31m.md cannot be read"), "{}", run.err);
}

#[test]
fn pictures_never_go_into_a_pipe() {
    let listed: Value = serde_json::from_str(&demo(&["list", "--json", "--limit", "1"])).unwrap();
    let id = listed["data"]["items"][0]["Data"][0]["CompShareImageId"].as_str().unwrap();
    let plain = demo(&["readme", id]);
    assert_eq!(demo(&["readme", id, "--pictures"]), plain);
    assert!(!plain.contains('\u{1b}') && !plain.contains('▀'));
}
