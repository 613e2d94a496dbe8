//! The search field: any text gives a query. What a query shows in the field means the same query again, but for how many
//! spaces stand between words; quotes that are not closed may close elsewhere once words have moved.
#![no_main]

use compshare_tui::face::catalogue::{Query, parse_search};
use compshare_tui::face::text::CleanText;
use libfuzzer_sys::fuzz_target;

fn spaced_once(query: &Query) -> Query {
    let words: Vec<&str> = query.fuzzy.split_whitespace().collect();
    Query { fuzzy: CleanText::line(&words.join(" ")), ..query.clone() }
}

fuzz_target!(|text: &str| {
    let query = parse_search(text);
    let again = parse_search(&query.search_text());
    if !text.contains(['"', '“', '”']) {
        assert_eq!(spaced_once(&again), spaced_once(&query));
    }
});
