//! Any text: what the sanitiser lets through holds nothing that steers a terminal, and a second pass changes nothing.
#![no_main]

use compshare_tui::face::text::CleanText;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let block = CleanText::block(source, 10_000);
    let steers = |c: char| {
        (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}')
    };
    assert!(!block.chars().any(steers), "{block:?}");
    assert_eq!(CleanText::block(&block, 10_000), block);
    let line = CleanText::line(source);
    assert!(!line.contains('\n'));
    assert_eq!(CleanText::line(&line), line);
});
