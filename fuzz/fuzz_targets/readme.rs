//! Any text at any width: no panic, and every row keeps the rules the tests check.
#![no_main]

#[path = "../../tests/readme/rules.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod rules;

use compshare_tui::face::readme::LayoutOptions;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    // From the length, so that seeds are plain files.
    let width = u16::try_from(source.len() % 130).unwrap_or_default();
    let layout = LayoutOptions { width, ascii: width % 2 == 0, ..LayoutOptions::default() };
    let rows = rules::document(source).layout(&layout);
    rules::check_rows(&rows, usize::from(width), source);
    for block in &rows.code_blocks {
        let highlights = compshare_tui::face::readme::highlight(&block.language, &block.text);
        for row in block.rows.clone() {
            let spans = rows.highlighted_spans(row, &highlights);
            let joined: String = spans.iter().map(|span| &rows.rows[row].text[span.range.clone()]).collect();
            assert_eq!(joined, rows.rows[row].text);
        }
    }
});
