//! Every example of the CommonMark specification and of GFM's extensions, as pulldown-cmark's own package has them:
//! each renders at every width, and no word of the reference HTML is lost.

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use super::oracle::words_in_order;
use super::rules::{WIDTHS, check};

/// Files of examples in pulldown-cmark's package.
const SUITES: [&str; 9] = [
    "spec",
    "gfm_table",
    "gfm_strikethrough",
    "gfm_tasklist",
    "table",
    "footnotes",
    "blockquotes_tags",
    "definition_lists",
    "regression",
];

/// An example: its source and the HTML it is to become.
struct Example {
    suite: &'static str,
    number: usize,
    source: String,
    html: String,
}

static EXAMPLES: LazyLock<Vec<Example>> = LazyLock::new(|| {
    let folder = package("pulldown-cmark").join("tests/suite");
    SUITES.iter().flat_map(|suite| read(suite, &folder.join(format!("{suite}.rs")))).collect()
});

/// Where cargo keeps a dependency's sources. It was built from there, so this works without a network.
fn package(name: &str) -> PathBuf {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let found = packages.iter().find(|package| package["name"] == name).unwrap();
    PathBuf::from(found["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned()
}

/// The raw strings of a suite: a source, then its HTML.
fn read(suite: &'static str, path: &std::path::Path) -> Vec<Example> {
    let text = std::fs::read_to_string(path).unwrap();
    let strings: Vec<&str> =
        text.split("r##\"").skip(1).map(|rest| rest.split_once("\"##").expect("an end").0).collect();
    let pairs = strings.chunks_exact(2).enumerate();
    pairs
        .map(|(i, pair)| Example {
            suite,
            number: i + 1,
            source: pair[0].to_owned(),
            html: pair[1].to_owned(),
        })
        .collect()
}

/// The HTML with its footnotes where we show them, after all else and in the order of their numbers, and without the
/// numbers, which we count as ornaments.
fn footnotes_last(html: &str) -> String {
    let mut body = String::new();
    let mut footnotes: Vec<(u32, &str)> = Vec::new();
    let mut parts = html.split("<div class=\"footnote-definition\"");
    body.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (label, footnote) = part.split_once("</sup>").unwrap();
        let (footnote, rest) = footnote.split_once("</div>").unwrap();
        let number = label.rsplit('>').next().unwrap().parse().unwrap();
        footnotes.push((number, footnote));
        body.push_str(rest);
    }
    footnotes.sort_by_key(|(number, _)| *number);
    body.extend(footnotes.into_iter().map(|(_, footnote)| footnote));
    let mut plain = String::new();
    let mut parts = body.split("<sup class=\"footnote-reference\">");
    plain.push_str(parts.next().unwrap_or_default());
    plain.extend(parts.map(|part| part.split_once("</sup>").unwrap().1));
    plain
}

#[test]
fn the_examples_are_all_there() {
    let count = |suite| EXAMPLES.iter().filter(|example| example.suite == suite).count();
    assert!(count("spec") >= 650, "{}", count("spec"));
    assert!(SUITES.iter().all(|suite| count(suite) > 0));
}

#[test]
fn every_example_renders_within_every_width() {
    for example in EXAMPLES.iter() {
        check(&example.source, &WIDTHS);
    }
}

/// Examples of `spec` in which an indented tag inside an HTML element is code. Readmes that web editors made are
/// indented HTML with blank lines, so we take it for the tag it looks like.
const READ_AS_TAGS: [usize; 2] = [184, 191];

#[test]
fn no_word_of_an_example_is_lost() {
    let mut lost = Vec::new();
    let deliberate = |e: &&Example| e.suite == "spec" && READ_AS_TAGS.contains(&e.number);
    for example in EXAMPLES.iter().filter(|example| !deliberate(example)) {
        if let Err(word) = words_in_order(&example.source, &footnotes_last(&example.html)) {
            lost.push(format!(
                "{} {}: {word:?}\n{}\n---\n{}",
                example.suite, example.number, example.source, example.html
            ));
        }
    }
    assert!(lost.is_empty(), "{} examples lose text:\n{}", lost.len(), lost.join("\n=====\n"));
}
