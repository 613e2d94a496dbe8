//! Text from strangers in whatever a command writes: answers in every format, messages and the log.

use serde_json::{Value, json};

use super::{Home, Run};
use crate::support::hostile::{CORPUS, group_of, is_trick};
use crate::support::service::{Parameters, page, serve};

/// A home with keys for a service that answers so, and a log.
fn home_of(answer: impl Fn(&Parameters) -> Value + Clone + Send + 'static) -> Home {
    let home = Home::new();
    let log = home.folder.path().join("log").to_str().unwrap().to_owned();
    home.with("COMPSHARE_BASE_URL", &serve(answer))
        .with("COMPSHARE_PUBLIC_KEY", "public")
        .with("COMPSHARE_PRIVATE_KEY", "private")
        .with("COMPSHARE_TUI_LOG", &log)
}

/// Runs a command; all it writes, here or to the log, is text without tricks.
fn run(home: &Home, arguments: &[&str]) -> Run {
    let run = home.run(arguments);
    let log = std::fs::read_to_string(home.folder.path().join("log")).unwrap_or_default();
    for text in [&run.out, &run.err, &log] {
        let trick = text.chars().find(|c| *c != '\n' && is_trick(*c));
        assert_eq!(trick, None, "{arguments:?}: {text:?}");
    }
    run
}

/// A group of each text of the corpus, or the one whose image or group is asked for.
fn groups(parameters: &Parameters) -> Value {
    let all = CORPUS.iter().zip(0..).map(|((_, text), number)| group_of(number, text));
    let asked = ["CompShareImageId", "GroupId"].iter().find_map(|name| parameters.get(*name));
    let number: Option<usize> = asked.map(|id| id.split('A').next().unwrap().parse().unwrap());
    let groups: Vec<Value> = all.skip(number.unwrap_or(0)).take(number.map_or(usize::MAX, |_| 1)).collect();
    page(&groups, groups.len())
}

#[test]
fn hostile_text_in_every_field_is_printed_as_text_only() {
    let home = home_of(groups);
    for format in [&[][..], &["--json"], &["--jsonl"], &["--csv"]] {
        let run = run(&home, &[&["list", "--all"], format].concat());
        assert_eq!(run.code, Some(0), "{format:?}: {}", run.err);
        assert!(run.out.matches("EVIL").count() >= CORPUS.len() / 2, "{format:?}: {}", run.out);
    }
    let log = std::fs::read_to_string(home.folder.path().join("log")).unwrap();
    assert!(!log.contains("EVIL"), "no body is logged: {log}");
    let ids = run(&home, &["list", "--all", "--ids"]).out;
    assert_eq!(ids.lines().count(), CORPUS.len(), "an id a line:\n{ids}");
    for id in ids.lines() {
        for command in [&["show"][..], &["show", "--json"], &["readme"], &["readme", "--raw"]] {
            let run = run(&home, &[command, &[id]].concat());
            assert_eq!(run.code, Some(0), "{command:?} {id}: {}", run.err);
        }
    }
}

#[test]
fn hostile_tags_are_printed_as_text_only() {
    let tags = CORPUS.map(|(_, text)| format!("A{text}Z"));
    let answer = move |_: &Parameters| json!({"RetCode": 0, "TagIndex": tags, "TagsMap": {&tags[0]: tags}, "Tags": tags});
    let home = home_of(answer);
    assert!(run(&home, &["tags"]).out.contains("EVIL"));
    assert!(run(&home, &["tags", "--json"]).out.contains("EVIL"));
}

#[test]
fn hostile_messages_and_arguments_are_told_as_text_only() {
    for (name, text) in CORPUS {
        let said = format!("A{text}Z");
        let home = home_of(move |_: &Parameters| json!({"RetCode": 230, "Message": said, "Action": said}));
        for command in [&["list"][..], &["list", "--json"], &["doctor"], &["tags"]] {
            assert_eq!(run(&home, command).code, Some(1), "{name}: {command:?}");
        }
        let log = std::fs::read_to_string(home.folder.path().join("log")).unwrap();
        assert!(log.contains("request failed") && !log.contains("EVIL"), "{name}: {log}");
        // The system itself takes no NUL.
        let id = format!("nothing{}", text.replace('\0', ""));
        let home = home_of(|_: &Parameters| page(&[], 0));
        let run = run(&home, &["show", &id]);
        assert_eq!(run.code, Some(1), "{name}");
        assert!(run.err.contains("There is no image or group nothing"), "{name}: {}", run.err);
    }
}
