//! `qr`: what is printed is what a phone reads.

use std::io::Write;
use std::process::Stdio;

use compshare_tui::face::qr::read;
use serde_json::Value;

use super::{Home, Run, demo};

/// What a phone reads of a drawing without colours, on a dark terminal.
fn seen(drawing: &str) -> Option<String> {
    const COLUMN: usize = 4;
    let rows: Vec<Vec<char>> = drawing.lines().map(|line| line.chars().collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap();
    let mut pixels = Vec::new();
    for row in &rows {
        for y in 0..COLUMN * 2 {
            let lit = |c: Option<&char>| match c {
                Some('█' | '#') => 255,
                Some('▀') if y < COLUMN => 255,
                Some('▄') if y >= COLUMN => 255,
                _ => 0,
            };
            pixels.extend((0..columns).flat_map(|x| [lit(row.get(x)); COLUMN]));
        }
    }
    read(&pixels, columns * COLUMN, rows.len() * COLUMN * 2)
}

/// The last line of what was printed, and what a phone reads of the lines above.
fn printed(arguments: &[&str]) -> (String, Option<String>) {
    let out = demo(arguments);
    let (drawing, caption) = out.trim_end_matches('\n').rsplit_once('\n').unwrap();
    (caption.to_owned(), seen(drawing))
}

fn piped(arguments: &[&str], input: &[u8]) -> Run {
    let mut child = Home::new().command(arguments);
    let child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn a_text_is_printed_in_every_look_and_stands_below() {
    for look in [&["--ascii"][..], &["--invert"], &["--ascii", "--invert"], &[]] {
        let (caption, seen) = printed(&[&["qr", "http://10.9.8.7:8188/算力"], look].concat());
        assert_eq!(
            (caption.as_str(), seen.as_deref()),
            ("http://10.9.8.7:8188/算力", Some(&*caption)),
            "{look:?}"
        );
    }
}

#[test]
fn an_id_leads_to_its_web_page() {
    let listed: Value = serde_json::from_str(&demo(&["list", "--json", "--limit", "1"])).unwrap();
    let group = &listed["data"]["items"][0];
    let id = |id: &Value| id.as_str().unwrap().to_owned();
    let (group, image) = (id(&group["GroupId"]), id(&group["Data"][0]["CompShareImageId"]));
    let page = format!("https://www.compshare.cn/images/{group}");
    assert_eq!(printed(&["qr", &group]), (page.clone(), Some(page.clone())));
    assert_eq!(printed(&["qr", &image]), (page.clone(), Some(page)));
    assert_eq!(printed(&["qr", "--text", &image]), (image.clone(), Some(image)));
}

#[test]
fn an_image_that_is_not_there_is_said_and_a_text_needs_no_keys() {
    let run = Home::new().run(&["--demo", "qr", "compshareImage-nowhere", "--json"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, json["error"]["code"].as_str()), (Some(1), Some("not_found")));
    let run = Home::new().run(&["qr", "compshareImage-nowhere"]);
    assert_eq!((run.code, run.out.as_str()), (Some(3), ""));
    assert_eq!(Home::new().run(&["qr", "0bwUeAJZW7sE"]).code, Some(0));
}

#[test]
fn standard_input_is_taken_without_the_line_feed_that_ends_it() {
    let run = piped(&["qr", "-"], b"WIFI:S:lab;P:1;;\r\n");
    let (drawing, caption) = run.out.trim_end().rsplit_once('\n').unwrap();
    assert_eq!((caption, seen(drawing).as_deref(), run.code), ("WIFI:S:lab;P:1;;", Some(caption), Some(0)));
    let run = piped(&["qr", "-", "--json"], b"one\ntwo\n");
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((json["data"]["text"].as_str(), run.err.as_str()), (Some("one\ntwo"), ""));
    let run = piped(&["qr", "-"], b"\n");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.starts_with("compshare-tui: There is no text"), "{}", run.err);
}

#[test]
fn json_has_the_modules_with_their_border() {
    let json: Value = serde_json::from_str(&demo(&["qr", "hello", "--json"])).unwrap();
    let data = &json["data"];
    assert_eq!(
        (&json["ok"], &data["text"], &data["version"], &data["error_correction"]),
        (&true.into(), &"hello".into(), &1.into(), &"H".into())
    );
    let modules: Vec<&str> =
        data["modules"].as_array().unwrap().iter().map(|row| row.as_str().unwrap()).collect();
    assert!(modules.len() == 29 && modules.iter().all(|row| row.len() == 29));
    assert_eq!(modules[3], "0".repeat(29));
    assert!(modules[4].starts_with("000011111110"), "{}", modules[4]);
}

#[test]
fn colour_makes_it_black_on_white_whatever_the_palette_is() {
    let out = demo(&["qr", "x", "--color", "always"]);
    let first = format!("\u{1b}[38;5;16;48;5;231m{}\u{1b}[0m\n", " ".repeat(29));
    assert!(out.starts_with(&first), "{out:?}");
    assert!(out.contains("\u{1b}[38;5;16;48;5;16m█"), "{out:?}");
    let inverted = demo(&["qr", "x", "--color", "always", "--invert"]);
    assert!(inverted.starts_with(&first.replace("38;5;16;48;5;231", "38;5;231;48;5;16")), "{inverted:?}");
}

#[test]
fn a_text_beyond_the_limit_is_refused_with_the_limit_in_both_languages() {
    let long = "a".repeat(2_954);
    for (lang, said) in [
        ("en", "Too long for a QR code: 2954 bytes, and at most 2953 of this kind fit; shorten the text."),
        ("zh", "内容过长，无法生成二维码：共 2954 字节，这类内容最多 2953 字节；请缩短后重试。"),
    ] {
        let run = Home::new().run(&["qr", &long, "--lang", lang]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
        assert_eq!(run.err, format!("compshare-tui: {said}\n"));
        let run = Home::new().run(&["qr", &long, "--lang", lang, "--json"]);
        let json: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(
            (json["error"]["code"].as_str(), json["error"]["message"].as_str()),
            (Some("invalid_usage"), Some(said))
        );
    }
}

#[test]
fn a_hostile_text_is_cleaned_and_said_and_the_code_holds_what_is_printed() {
    let run = Home::new().run(&["qr", "a\u{1b}[31mb\u{202E}c\u{200B}"]);
    let (drawing, caption) = run.out.trim_end().rsplit_once('\n').unwrap();
    assert_eq!((caption, seen(drawing).as_deref()), ("a\u{FFFD}[31mb\u{FFFD}c", Some(caption)));
    assert!(run.err.contains("the code holds what is printed below it"), "{}", run.err);
}
