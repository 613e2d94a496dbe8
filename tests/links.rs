//! Every link of the repository's own pages leads somewhere: to a file that is there, and to a heading that it has.
//! Addresses on the web are not asked. Pages in two languages tell the same.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on fails")]
#![allow(clippy::wildcard_enum_match_arm, reason = "pulldown-cmark's enum")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages that people read: at the top, in `docs`, and what the forge shows.
fn pages() -> Vec<PathBuf> {
    let folders = [(root().to_owned(), 1), (root().join("docs"), 9), (root().join(".github"), 9)];
    let files = folders
        .iter()
        .flat_map(|(folder, depth)| walkdir::WalkDir::new(folder).max_depth(*depth).into_iter().flatten());
    let pages = files.map(|file| file.path().to_owned());
    pages.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_GFM)
}

/// Where a page's links and pictures lead, those of its HTML too.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for event in events(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.to_string());
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let parts = ["src=\"", "href=\""].into_iter().flat_map(|name| html.split(name).skip(1));
                links.extend(parts.filter_map(|part| part.split('"').next()).map(str::to_owned));
            }
            _ => {}
        }
    }
    links
}

/// The anchors of a page's headings, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let (mut anchors, mut heading) = (BTreeSet::new(), None::<String>);
    for event in events(text) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::Text(part) | Event::Code(part), Some(heading)) => heading.push_str(&part),
            (Event::End(TagEnd::Heading(_)), _) => {
                let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
                let text: String = heading.take().unwrap().to_lowercase().chars().filter(kept).collect();
                let anchor = text.replace(' ', "-");
                let taken = (1..).map(|number| format!("{anchor}-{number}"));
                let free = std::iter::once(anchor.clone()).chain(taken).find(|name| !anchors.contains(name));
                anchors.insert(free.unwrap());
            }
            _ => {}
        }
    }
    anchors
}

/// What is wrong with a link of a page, if anything.
fn fault(page: &Path, text: &str, link: &str) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if path.is_empty() { page.to_owned() } else { page.parent().unwrap().join(path) };
    if !target.exists() {
        return Some(format!("{}: {link} leads nowhere", page.display()));
    }
    let target_text =
        if path.is_empty() { text.to_owned() } else { std::fs::read_to_string(&target).unwrap_or_default() };
    let is_missing = !anchor.is_empty() && !anchors(&target_text).contains(anchor);
    is_missing.then(|| format!("{}: {link} names no heading", page.display()))
}

#[test]
fn every_link_leads_to_a_file_and_a_heading_that_are_there() {
    let (mut count, mut faults) = (0, Vec::new());
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        for link in links(&text) {
            count += 1;
            faults.extend(fault(&page, &text, &link));
        }
    }
    assert!(count > 20, "the pages were not found");
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn a_link_to_nothing_is_noticed() {
    let page = root().join("README.md");
    let text = "# Some `code` & more\n\n# Twice\n\n# Twice\n";
    for link in ["#some-code--more", "#twice-1", "https://example.com/#x", "LICENSE-MIT", "docs"] {
        assert_eq!(fault(&page, text, link), None, "{link}");
    }
    for link in ["#nothing", "docs/nothing.md", "CONTRIBUTING.md#nothing"] {
        assert!(fault(&page, text, link).is_some(), "{link}");
    }
}

/// What a part of a page has that is the same in every language: code, links and pictures, rows of tables.
#[derive(Debug, Default, PartialEq, Eq)]
struct Part {
    named: BTreeSet<String>,
    rows: usize,
}

/// A page's parts, from heading to heading.
fn parts(text: &str) -> Vec<Part> {
    // A page and its twin lead to a page of their own language.
    let unmarked = |name: &str| {
        [".zh-CN", "-zh", "-en"].iter().fold(name.to_owned(), |name, mark| name.replace(mark, ""))
    };
    let (mut parts, mut in_block) = (vec![Part::default()], false);
    for event in events(text) {
        let is_heading = matches!(event, Event::Start(Tag::Heading { .. }));
        parts.extend(is_heading.then(Part::default));
        let part = parts.last_mut().unwrap();
        match event {
            // What stands on screen stands there in words of a language.
            Event::Code(code) if code.starts_with('◌') => {}
            Event::Code(code) => {
                part.named.insert(unmarked(&code));
            }
            Event::Start(Tag::CodeBlock(_)) => in_block = true,
            Event::End(TagEnd::CodeBlock) => in_block = false,
            Event::Text(code) if in_block => {
                let lines = code.lines().map(|line| line.split(" #").next().unwrap().trim_end().to_owned());
                part.named.extend(lines);
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                // Headings are words.
                part.named.insert(unmarked(dest_url.split('#').next().unwrap()));
            }
            Event::Start(Tag::TableRow) => part.rows += 1,
            _ => {}
        }
    }
    parts
}

#[test]
fn pages_in_two_languages_tell_the_same() {
    for page in ["README", "docs/guide", "docs/search"] {
        let parts = ["md", "zh-CN.md"].map(|language| {
            let path = root().join(format!("{page}.{language}"));
            parts(&std::fs::read_to_string(path).unwrap())
        });
        assert!(parts[0].len() > 2);
        for (english, chinese) in parts[0].iter().zip(&parts[1]) {
            let odd: Vec<_> = english.named.symmetric_difference(&chinese.named).collect();
            assert!(odd.is_empty() && english.rows == chinese.rows, "{page}: only one of both has {odd:?}");
        }
        assert_eq!(parts[0].len(), parts[1].len(), "{page}");
    }
}

#[test]
fn no_page_holds_what_a_merge_left() {
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        let mark =
            text.lines().find(|line| ["<<<<<<< ", ">>>>>>> "].iter().any(|mark| line.starts_with(mark)));
        assert_eq!(mark, None, "{}", page.display());
    }
}
