//! Names of emoji between colons, `:rocket:`, as GitHub shows them.
//!
//! The table is a text file with a name and its emoji on each line. The packages that know the names would add 190 KB
//! and more to the program, this adds 35; a test compares it with one of them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

static EMOJI: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("shortcodes.txt").lines().filter_map(|line| line.split_once(' ')).collect()
});

/// `text` with names of emoji replaced. A name that is part of something else, as in `std::cat::x` or `0:100:0`,
/// and one that is not known stay as they are.
pub(super) fn with_emoji(text: &str) -> Cow<'_, str> {
    if !text.as_bytes().contains(&b':') {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut done = 0;
    let mut from = 0;
    while let Some(colon) = text[from..].find(':').map(|at| from + at) {
        let start = colon + 1;
        let len = text[start..].bytes().take_while(|b| is_in_name(*b)).count();
        from = start + len;
        let emoji = text.get(start..from).and_then(|name| EMOJI.get(name));
        let Some(emoji) = emoji.filter(|_| stands_alone(text, done, colon, from)) else { continue };
        out.push_str(&text[done..colon]);
        out.push_str(emoji);
        from += 1;
        done = from;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'+' | b'-')
}

/// Whether the name between `colon` and `end` ends with a colon and no word or address goes on at either side.
fn stands_alone(text: &str, done: usize, colon: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let before = colon.checked_sub(1).filter(|_| colon > done).map(|at| bytes[at]);
    let joins = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'/' | b'_');
    let after = bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
    bytes.get(end) == Some(&b':') && !before.is_some_and(joins) && !after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{CleanText, width};

    #[test]
    fn names_become_emoji() {
        assert_eq!(with_emoji(":rocket: 快:tada::tada:，:+1:"), "🚀 快🎉🎉，👍");
        assert_eq!(with_emoji("提示:warning:注意"), "提示⚠️注意");
    }

    #[test]
    fn what_only_looks_like_a_name_stays() {
        for text in [
            "std::cat::x",
            "0:100:0",
            "http://a.example/:cat:/",
            ":no_such_name:",
            ":Rocket:",
            ": cat :",
            ":cat",
            "12:30:45",
            "::",
            ":cat:x",
        ] {
            assert!(matches!(with_emoji(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn every_emoji_is_clean_and_has_a_width() {
        for (name, emoji) in EMOJI.iter() {
            assert_eq!(CleanText::line(emoji).as_str(), *emoji, "{name}");
            assert!((1..=2).contains(&width(emoji)), "{name} takes {}", width(emoji));
            assert!(name.bytes().all(is_in_name), "{name}");
        }
    }
}
