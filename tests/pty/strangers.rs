//! Text from strangers in every place that text can come from: whatever it says, the terminal hears only us.

use serde_json::{Value, json};

use crate::pty::ESCAPE;
use crate::service::{Parameters, explorer_of, group, page};
use crate::support::hostile::{CORPUS, group_of};
use crate::{Launch, Session, stream};

/// Looks at everything there is to see of the selected group, and copies what can be copied.
fn look_around(session: &mut Session) {
    session.send("\r").redraw();
    session.send("\x04\x04G").redraw();
    for popup in ["o", "u", "c", "Y"] {
        session.send(popup).redraw();
        session.send("\r").redraw();
        session.send(ESCAPE).redraw();
    }
    session.send("yh").redraw();
}

#[test]
fn hostile_text_in_every_field_reaches_the_terminal_as_text_only() {
    std::thread::scope(|scope| {
        for part in CORPUS.chunks(CORPUS.len().div_ceil(3)) {
            scope.spawn(move || {
                let groups: Vec<Value> = part.iter().zip(0..).map(|((_, text), at)| group_of(at, text)).collect();
                let tags: Vec<String> = part.iter().map(|(_, text)| (*text).to_owned()).collect();
                let answer = move |parameters: &Parameters| match parameters["Action"].as_str() {
                    "DescribeCommunityImages" => page(&groups, groups.len()),
                    _ => json!({"RetCode": 0, "TagIndex": tags, "TagsMap": {tags[0].clone(): tags}, "Tags": tags}),
                };
                let mut session = explorer_of(answer).size(150, 45).start();
                session.wait_for(&format!("of {}", part.len()));
                for _ in part {
                    look_around(&mut session);
                    session.send("j");
                }
                session.send("f\x04\x04G").redraw();
                session.send("q");
                assert_eq!(session.end(), 0);
                assert_eq!(stream::foreign(session.raw()), Vec::<String>::new());
            });
        }
    });
}

#[test]
fn a_hostile_message_of_the_service_reaches_the_terminal_as_text_only() {
    for (name, text) in CORPUS {
        let answer =
            move |_: &Parameters| json!({"RetCode": 230, "Message": format!("A{text}Z"), "Action": text});
        let mut session = explorer_of(answer).start();
        session.wait_for("did not accept");
        session.redraw().send("q");
        assert_eq!(session.end(), 0, "{name}");
        assert_eq!(stream::foreign(session.raw()), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_readme_of_any_size_and_shape_is_read_and_keys_are_answered() {
    let shapes: [(&str, String); 7] = [
        ("4 MB", "一段文字 and more.\n\n".repeat(4 * 1024 * 1024 / 24)),
        ("line of 1 MB", "wide宽".repeat(1024 * 1024 / 7)),
        ("1 MB of marks", format!("a{}", "\u{301}".repeat(512 * 1024))),
        ("100,000 quotes", format!("{}deep", ">".repeat(100_000))),
        ("100,000 lists", format!("{}deep", "- ".repeat(100_000))),
        ("100,000 tags", format!("{}deep", "<div><b>".repeat(50_000))),
        (
            "10,000 cells",
            format!(
                "|{}|\n|{}|\n{}",
                "h|".repeat(100),
                "-|".repeat(100),
                format!("|{}|\n", "c|".repeat(100)).repeat(100)
            ),
        ),
    ];
    let groups: Vec<Value> = (0..)
        .zip(&shapes)
        .map(|(at, (name, readme))| {
            let mut shaped = group(at);
            shaped["ImageName"] = json!(name);
            shaped["Data"][0]["Readme"] = json!(format!("# The beginning\n\n{readme}"));
            shaped
        })
        .collect();
    let answer = move |_: &Parameters| page(&groups, groups.len());
    let mut session = explorer_of(answer).start();
    session.wait_for("of 7");
    for (name, _) in &shapes {
        session.wait_for(&format!("╮╭ {name} ")).send("\rG").redraw();
        session.send("gzG").redraw();
        session.send("zhj").redraw();
    }
    session.send("q");
    assert_eq!(session.end(), 0);
    assert_eq!(stream::foreign(session.raw()), Vec::<String>::new());
}

#[test]
fn an_id_with_odd_characters_is_refused_with_a_reason_and_a_good_one_is_copied_once() {
    let mut odd = group(1);
    odd["Data"][0]["CompShareImageId"] = json!("compshareImage-1;rm -rf ~");
    let answer = move |_: &Parameters| page(&[odd.clone(), group(2)], 2);
    let mut session = explorer_of(answer).start();
    session.wait_for("1–2 of 2");
    session.send("y").wait_for("Not copied");
    assert_eq!(stream::clipboard(session.raw()), Vec::<String>::new());
    session.send("jy").wait_for("sent to the terminal's clipboard");
    // The base64 of compshareImage-test2.
    assert_eq!(stream::clipboard(session.raw()), ["Y29tcHNoYXJlSW1hZ2UtdGVzdDI="]);
}

/// The targets of hyperlinks in a stream.
fn hyperlinks(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    let opened = text.split("\x1b]8;id=").skip(1);
    opened.map(|part| part.split_once("\x1b\\").unwrap().0.split_once(';').unwrap().1.to_owned()).collect()
}

#[test]
fn a_readme_on_a_terminal_has_hyperlinks_only_where_the_text_is_the_target() {
    let lies = CORPUS.iter().map(|(_, text)| format!("[A{text}Z](https://x.example/{text}) {text}"));
    let source = format!("See https://a.example/x\n\n[b](https://b.example)\n\n{}", lies.collect::<String>());
    let run = |term: &str, pager: &str| {
        let launch = Launch::new(&["readme", "--file", "a.md"]).with("TERM", term).with("PAGER", pager);
        std::fs::write(launch.home().join("a.md"), &source).unwrap();
        let mut session = launch.start();
        assert_eq!(session.end(), 0);
        session.raw().to_vec()
    };
    let raw = run("xterm-256color", "cat");
    let targets = hyperlinks(&raw);
    for target in ["https://a.example/x", "https://b.example"] {
        assert!(targets.iter().any(|found| found == target), "{targets:?}");
    }
    let honest =
        |target: &String| target.starts_with("https://") && target.bytes().all(|b| b.is_ascii_graphic());
    assert!(targets.iter().all(honest), "{targets:?}");
    assert_eq!(String::from_utf8_lossy(&raw).matches("\x1b]8;").count(), targets.len() * 2);
    for (term, pager) in [("linux", "cat"), ("dumb", "cat"), ("xterm-256color", "head -n 100")] {
        let raw = run(term, pager);
        assert!(String::from_utf8_lossy(&raw).contains("https://a.example/x"));
        assert_eq!(hyperlinks(&raw), Vec::<String>::new(), "{term} {pager}");
    }
}
