//! Keys and themes as users write them: a mistake is an error, never a panic.
#![no_main]

use std::collections::BTreeMap;

use compshare_tui::face::app::{Chord, Keymap};
use compshare_tui::face::ui::theme;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = theme::parse("fuzz", text);
    let rows = text.lines().filter_map(|line| line.split_once('='));
    let overrides: BTreeMap<String, Vec<String>> = rows
        .map(|(command, keys)| (command.trim().to_owned(), keys.split(',').map(str::to_owned).collect()))
        .collect();
    let _ = Keymap::with_overrides(&overrides);
    for word in text.split_whitespace() {
        if let Ok(chord) = word.parse::<Chord>() {
            assert_eq!(chord.to_string().parse(), Ok(chord));
        }
    }
});
