//! The search field: any text gives a query, and what a query shows in the field means the same query again.
#![no_main]

use compshare_tui::face::catalogue::parse_search;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let query = parse_search(text);
    assert_eq!(parse_search(&query.search_text()), query);
});
