//! Every example of the CommonMark specification and of GFM's extensions renders at every width, and no word of the
//! reference HTML is lost.

use super::examples::{EXAMPLES, Example, SUITES};
use super::oracle::words_in_order;
use super::rules::{WIDTHS, check};

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

/// An example of `regression` that has `:x:` in it, which names an emoji.
const NAMES_AN_EMOJI: usize = 203;

#[test]
fn no_word_of_an_example_is_lost() {
    let mut lost = Vec::new();
    let deliberate = |e: &&Example| match e.suite {
        "spec" => READ_AS_TAGS.contains(&e.number),
        "regression" => e.number == NAMES_AN_EMOJI,
        _ => false,
    };
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
