//! Random documents: no panic, no row too wide or unclean, no text lost, positions that stay.

use compshare_tui::face::readme::{LayoutOptions, parse};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};

use super::rules::{check_rows, document, rows, visible};

/// Pieces documents are made of, Markdown, HTML and text from many scripts.
const PIECES: [&str; 79] = [
    "a",
    "word ",
    "中文",
    "，",
    "。",
    "（",
    "）",
    "“",
    "”",
    "……",
    "：",
    "é",
    "e\u{301}",
    "👨‍👩‍👧‍👦",
    "❤️",
    "한글",
    "ﷺ",
    "ｶﾞ",
    "\n",
    "\n\n",
    "  \n",
    "    ",
    "\t",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "* ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "```sh\n",
    "|",
    "|--|:-:|\n",
    "---\n",
    "+++\n",
    "a: b\n",
    "a@b.example",
    ":tada:",
    "<td rowspan=2>",
    "[",
    "](",
    ")",
    "![",
    "<",
    ">",
    "[^1]",
    "[^1]: ",
    "- [ ] ",
    "> [!NOTE]\n",
    "https://a.example/",
    "www.",
    "$",
    "&amp;",
    "&#27;",
    "\\",
    "<b>",
    "</b>",
    "<p align=center>",
    "</p>",
    "<br>",
    "<table><tr><td>",
    "<td>",
    "</table>",
    "<ul><li>",
    "</ul>",
    "<pre>",
    "</pre>",
    "<details><summary>",
    "<a href='x'>",
    "<font color=red>",
    "<!--",
    "-->",
    "<h3>",
    "<img src=x alt=图>",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(PIECES.as_slice()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "\\PC{1,12}",
    ]
}

fn any_source() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

/// Markdown without HTML, footnotes and front matter, whose text moves, and without names of emoji.
fn markdown() -> impl Strategy<Value = String> {
    let moves = |piece: &str| piece.contains(['<', '^']) || matches!(piece, "a: b\n" | ":tada:");
    let pieces: Vec<&str> = PIECES.into_iter().filter(|piece| !moves(piece)).collect();
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

/// The ASCII letters of all text, code and math of a source.
fn read_by_the_parser(source: &str) -> Vec<u8> {
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION - Options::ENABLE_OLD_FOOTNOTES;
    let options = options
        - Options::ENABLE_HEADING_ATTRIBUTES
        - Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        - Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        - Options::ENABLE_SUPERSCRIPT
        - Options::ENABLE_SUBSCRIPT
        - Options::ENABLE_WIKILINKS;
    let mut letters = Vec::new();
    for event in Parser::new_ext(source, options) {
        if let Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) =
            event
        {
            letters.extend(text.bytes().filter(u8::is_ascii_alphabetic));
        }
    }
    letters
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_keep_the_rules(source in any_source(), width in 0_u16..130, ascii: bool) {
        let layout = LayoutOptions { width, ascii, ..LayoutOptions::default() };
        check_rows(&document(&source).layout(&layout), usize::from(width), &source);
    }

    #[test]
    fn no_letter_is_lost_at_any_width(source in any_source(), narrow in 12_u16..60) {
        let letters = |width| {
            let mut letters: Vec<char> = visible(&rows(&source, width)).chars().filter(|c| c.is_alphanumeric()).collect();
            letters.sort_unstable();
            letters
        };
        let (wide, narrow) = (letters(4000), letters(narrow));
        // Records repeat a table's titles; nothing may be missing.
        let mut left = narrow.as_slice();
        for letter in wide {
            let at = left.iter().position(|c| *c == letter);
            prop_assert!(at.is_some(), "{letter:?} is lost");
            left = &left[at.unwrap_or(0) + 1..];
        }
    }

    #[test]
    fn every_letter_the_parser_reads_is_shown(source in markdown()) {
        let mut shown = visible(&rows(&source, 4000)).into_bytes().into_iter();
        for letter in read_by_the_parser(&source) {
            prop_assert!(shown.any(|byte| byte == letter), "{:?} is lost", char::from(letter));
        }
    }

    #[test]
    fn parsing_is_the_same_twice_and_cutting_never_fails(source in any_source(), most in 0_usize..40) {
        prop_assert_eq!(parse(&source, most), parse(&source, most));
        let rows = parse(&source, most).layout(&LayoutOptions { width: 40, ..LayoutOptions::default() });
        check_rows(&rows, 40, &source);
    }

    #[test]
    fn places_survive_another_width(source in any_source(), a in 20_u16..120, b in 20_u16..120) {
        let (wide, narrow) = (rows(&source, a), rows(&source, b));
        prop_assert_eq!(wide.block_starts.len(), narrow.block_starts.len());
        for (block, &row) in wide.block_starts.iter().enumerate() {
            let anchor = wide.anchor(row);
            if anchor.block == block {
                prop_assert_eq!(narrow.row_of(anchor), narrow.block_starts[block]);
            }
        }
    }

    #[test]
    fn what_is_shown_is_found(source in any_source(), needle in "[a-z中文]{1,3}") {
        let rows = rows(&source, 60);
        for found in rows.find(&needle) {
            let text = &rows.rows[found.row].text[found.range.clone()];
            prop_assert!(!text.is_empty());
            if found.rest.is_none() {
                prop_assert_eq!(text.to_lowercase(), needle.clone());
            }
        }
    }
}
