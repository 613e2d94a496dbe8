//! The sanitiser: characters that could steer a terminal, reorder a line or hide are made inert.
//!
//! It filters characters and never tries to parse escape sequences, since parsers of hostile input are how
//! others were bypassed. A second pass over clean text changes nothing.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_properties::{EmojiStatus, UnicodeEmoji};
use unicode_width::UnicodeWidthChar;

use super::LINE_CHARS;

/// Text that cannot harm a terminal: no controls, no bidi overrides, no invisible characters, bounded length.
///
/// Built only by the sanitiser, so holding one is the proof that it ran.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CleanText(Arc<str>);

/// Whether line feeds are kept or become spaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lines {
    /// A single line: line feeds and tabs become one space.
    One,
    /// Many lines: line feeds stay, tabs become spaces up to the next multiple of four columns.
    Many,
}

impl CleanText {
    /// Cleans a single line: a name, a tag, an id, a message; at most [`LINE_CHARS`] characters.
    #[must_use]
    pub fn line(source: &str) -> Self {
        let text = Self::cleaned(source.trim(), Lines::One, LINE_CHARS);
        // What was dropped at an end may have hidden a space.
        if text.trim().len() == text.len() { text } else { Self(text.trim().into()) }
    }

    /// Cleans text of several lines, of at most `max_chars` characters.
    #[must_use]
    pub fn block(source: &str, max_chars: usize) -> Self {
        Self::cleaned(source, Lines::Many, max_chars)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn cleaned(source: &str, lines: Lines, max_chars: usize) -> Self {
        if source.is_empty() {
            // Every empty text is the same one, and costs nothing.
            return Self::default();
        }
        if is_clean(source, lines, max_chars) {
            return Self(source.into());
        }
        let mut out = String::with_capacity(source.len().min(max_chars.saturating_mul(4)));
        clean_into(&mut out, source, lines, max_chars);
        Self(out.into())
    }
}

impl Deref for CleanText {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl AsRef<str> for CleanText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for CleanText {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for CleanText {
    fn from(source: &str) -> Self {
        Self::line(source)
    }
}

impl Serialize for CleanText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Text from a file is cleaned as a line.
impl<'de> Deserialize<'de> for CleanText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::line(&text))
    }
}

/// What becomes of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stays, or this stands in its place.
    Keep(char),
    /// It goes.
    Drop,
    /// It ends a line.
    Newline,
    /// It moves to the next tab stop.
    Tab,
}

/// The sanitiser's memory of what it let through last, for text that arrives in pieces.
///
/// Without it a flood of combining marks, each in a piece of its own, would pile up on one base.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cleaner {
    before: char,
    marks: usize,
    joins: usize,
}

/// At most this many combining marks stay on one base character.
const MARKS_PER_BASE: usize = 4;
/// At most this many emoji are joined to one; four make the largest family.
const JOINS: usize = 8;
const TAB: usize = 4;
/// Bytes looked at together.
const CHUNK: usize = 16;
/// The zero-width joiner.
const ZWJ: char = '\u{200D}';

impl Cleaner {
    /// Judges `c`, which is followed by `after`.
    pub(crate) fn judge(&mut self, c: char, after: Option<char>) -> Fate {
        let fate = match fate(c, self.before, after) {
            RawFate::Mark if self.marks >= MARKS_PER_BASE => return Fate::Drop,
            RawFate::Mark => {
                self.marks += 1;
                self.before = c;
                return Fate::Keep(c);
            }
            RawFate::Drop => return Fate::Drop,
            RawFate::Keep if c == ZWJ && self.joins >= JOINS => return Fate::Drop,
            RawFate::Keep => {
                self.count_joins(c);
                Fate::Keep(c)
            }
            RawFate::Replace => Fate::Keep(char::REPLACEMENT_CHARACTER),
            RawFate::Newline => Fate::Newline,
            RawFate::Tab => Fate::Tab,
        };
        self.marks = 0;
        self.before = c;
        fate
    }

    fn count_joins(&mut self, c: char) {
        let modifies = matches!(c, '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}');
        if c == ZWJ {
            self.joins += 1;
        } else if self.before != ZWJ && !modifies {
            self.joins = 0;
        }
    }

    /// Remembers that text which needs no judging was let through; see [`plain_prefix`].
    pub(crate) fn passed(&mut self, plain: &str) {
        if let Some(last) = plain.chars().next_back() {
            self.before = last;
            self.marks = 0;
            self.joins = 0;
        }
    }
}

/// How many bytes at the beginning of `text` are clean without a closer look: visible ASCII and the Chinese
/// characters and punctuation that fill a Readme. Spaces are not among them.
#[must_use]
pub(crate) fn plain_prefix(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'!'..=b'~' => at += 1,
            // Three-byte sequences from U+4000 to U+9FFF.
            0xE4..=0xE9 => at += 3,
            // Chinese punctuation, U+3001 to U+3029, and full-width forms, U+FF01 to U+FF5E.
            0xE3 if matches!(bytes[at + 1..], [0x80, 0x81..=0xA9, ..]) => at += 3,
            0xEF if matches!(bytes[at + 1..], [0xBC, 0x81..=0xBF, ..] | [0xBD, 0x80..=0x9E, ..]) => at += 3,
            _ => break,
        }
    }
    at
}

/// How many bytes at the beginning of `text` cleaning would leave as they are: what [`plain_prefix`] passes, with the
/// spaces between and, where lines are kept, line feeds.
fn clean_prefix(text: &str, lines: Lines) -> usize {
    let bytes = text.as_bytes();
    let feed = if lines == Lines::Many { b'\n' } else { b' ' };
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..at + CHUNK + 2).filter(|chunk| is_clean_chunk(chunk, feed)) {
        at += chunk.len() - 2;
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    loop {
        at += plain_prefix(&text[at..]);
        match bytes[at..] {
            [byte, ..] if byte == b' ' || byte == feed => at += 1,
            // Dashes, quotation marks, bullets and dots, U+2010 to U+2027.
            [0xE2, 0x80, 0x90..=0xA7, ..] => at += 3,
            _ => return at,
        }
    }
}

/// Whether all bytes of a chunk but the last two, which only follow, are of characters that [`clean_prefix`] passes. Of a
/// character of several bytes the first ones decide, so it may begin before the chunk. Without a branch, a compiler makes
/// this one step for all bytes.
fn is_clean_chunk(chunk: &[u8], feed: u8) -> bool {
    let seconds = &chunk[1..];
    let thirds = &chunk[2..];
    let bytes = chunk.iter().zip(seconds).zip(thirds);
    bytes.fold(true, |all, ((first, second), third)| {
        let (first, second, third) = (*first, *second, *third);
        let is_in = |byte: u8, from: u8, to: u8| byte.wrapping_sub(from) <= to - from;
        let ascii = is_in(first, b' ', b'~') | (first == feed);
        let later = is_in(first, 0x80, 0xBF);
        let chinese = is_in(first, 0xE4, 0xE9);
        let punctuation = (first == 0xE3) & (second == 0x80) & is_in(third, 0x81, 0xA9)
            | (first == 0xE2) & (second == 0x80) & is_in(third, 0x90, 0xA7);
        let wide = (first == 0xEF)
            & ((second == 0xBC) & is_in(third, 0x81, 0xBF) | (second == 0xBD) & is_in(third, 0x80, 0x9E));
        all & (ascii | later | chinese | punctuation | wide)
    })
}

/// Whether cleaning would change nothing, seen at a glance.
fn is_clean(source: &str, lines: Lines, max_chars: usize) -> bool {
    source.len() <= max_chars && clean_prefix(source, lines) == source.len()
}

/// Appends the clean form of `source` to `out`; `true` when it was cut at `max_chars`.
pub(crate) fn clean_into(out: &mut String, source: &str, lines: Lines, max_chars: usize) -> bool {
    if is_clean(source, lines, max_chars) {
        out.push_str(source);
        return false;
    }
    let mut cleaner = Cleaner::default();
    let mut rest = source;
    let mut taken = 0;
    let mut column = 0;
    loop {
        // Most text is plain: copied in runs, it costs a fraction of what judging every character does.
        let plain = first_chars(&rest[..clean_prefix(rest, lines)], max_chars - taken);
        out.push_str(plain);
        cleaner.passed(plain);
        let last_line = plain.rfind('\n').map(|at| &plain[at + 1..]);
        let count = plain.chars().count();
        column = last_line.map_or(column + count, |line| line.chars().count());
        taken += count;
        let mut chars = rest[plain.len()..].chars();
        let Some(c) = chars.next() else { return false };
        rest = chars.as_str();
        let after = chars.next();
        let fate = cleaner.judge(c, after);
        if fate == Fate::Drop || (c == '\r' && after == Some('\n')) {
            continue;
        }
        if taken >= max_chars {
            cut_mark(out);
            return true;
        }
        match fate {
            Fate::Drop => {}
            Fate::Keep(kept) => {
                out.push(kept);
                column += 1;
                taken += 1;
            }
            Fate::Newline => {
                out.push(if lines == Lines::Many { '\n' } else { ' ' });
                column = 0;
                taken += 1;
            }
            Fate::Tab => {
                let stop = if lines == Lines::Many { TAB - column % TAB } else { 1 };
                let spaces = stop.min(max_chars - taken);
                out.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
                taken += spaces;
            }
        }
    }
}

/// The first `count` characters of `text`, or all of it.
fn first_chars(text: &str, count: usize) -> &str {
    // Characters are never more than bytes, so the common case needs no counting.
    if text.len() <= count {
        return text;
    }
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// Ends a cut text with `…` in place of its last character, so that cleaning twice cuts at the same place.
fn cut_mark(out: &mut String) {
    out.pop();
    // A joiner that lost what it joins would not survive a second cleaning.
    out.truncate(out.trim_end_matches('\u{200D}').len());
    out.push('…');
}

/// What a character is by itself; [`Cleaner`] counts marks.
enum RawFate {
    Keep,
    Mark,
    Replace,
    Drop,
    Newline,
    Tab,
}

fn fate(c: char, before: char, after: Option<char>) -> RawFate {
    match c {
        ' '..='~' | '\u{4E00}'..='\u{9FFF}' | '\u{3001}'..='\u{3029}' => RawFate::Keep,
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => RawFate::Newline,
        '\t' => RawFate::Tab,
        ZWJ if joins(before) && after.is_some_and(is_emoji_itself) => RawFate::Keep,
        ZWJ => RawFate::Drop,
        '\u{FE0F}' if is_emoji(before) => RawFate::Keep,
        '\u{FE0F}' => RawFate::Drop,
        c if c.is_control() || is_bidi(c) => RawFate::Replace,
        c if is_invisible(c) => RawFate::Drop,
        c if c.width() == Some(0) => RawFate::Mark,
        _ => RawFate::Keep,
    }
}

fn is_emoji(c: char) -> bool {
    c != '\0' && !matches!(c.emoji_status(), EmojiStatus::NonEmoji | EmojiStatus::NonEmojiButEmojiComponent)
}

/// Whether a zero-width joiner may stand behind `c`: an emoji or its selector.
fn joins(c: char) -> bool {
    c == '\u{FE0F}' || is_emoji_itself(c)
}

/// Emoji without the digits that are emoji only as keycaps.
fn is_emoji_itself(c: char) -> bool {
    !c.is_ascii() && is_emoji(c)
}

/// UAX #9's explicit formatting characters: they reorder what a reader sees.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters without a glyph that could hide or smuggle text: zero-width, fillers, tags, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200C}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_lose_their_escape() {
        assert_eq!(CleanText::line("\x1b[31mred\x1b]52;c;AAAA\x07").as_str(), "�[31mred�]52;c;AAAA�");
        assert_eq!(CleanText::line("\u{9b}31m").as_str(), "�31m");
    }

    #[test]
    fn bidi_is_replaced_and_zero_width_dropped() {
        assert_eq!(CleanText::line("a\u{202E}b\u{200B}c\u{FEFF}d\u{E0041}").as_str(), "a�bcd");
    }

    #[test]
    fn emoji_sequences_survive() {
        for emoji in ["👨‍👩‍👧‍👦", "❤️", "🇨🇳", "👍🏽", "🏳️‍🌈"] {
            assert_eq!(CleanText::line(emoji).as_str(), emoji);
        }
        assert_eq!(CleanText::line("a\u{200D}b\u{FE0F}").as_str(), "ab");
    }

    #[test]
    fn combining_marks_are_limited() {
        let zalgo = format!("e{}x", "\u{0301}".repeat(1000));
        assert_eq!(CleanText::line(&zalgo).chars().count(), 6);
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        let hostile = [
            "\u{200B} a \u{200B}",
            "👨\u{200D}\u{FE0F}",
            "👨\u{200D}👩x",
            "a\tb\tc",
            "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        ];
        for text in hostile {
            let line = CleanText::line(text);
            assert_eq!(CleanText::line(&line), line, "{text:?}");
            for max_chars in 0..8 {
                let block = CleanText::block(text, max_chars);
                assert_eq!(CleanText::block(&block, max_chars), block, "{text:?} at {max_chars}");
            }
        }
    }

    #[test]
    fn what_needs_no_closer_look_would_be_kept() {
        for c in ' '..='\u{FFFF}' {
            if plain_prefix(c.encode_utf8(&mut [0; 4])) > 0 {
                assert_eq!(Cleaner::default().judge(c, None), Fate::Keep(c), "{c:?}");
                assert!(c.width().is_some_and(|width| width > 0), "{c:?}");
            }
        }
        assert_eq!(plain_prefix("中文，（ab）。！、《》 x"), "中文，（ab）。！、《》".len());
        assert_eq!(plain_prefix("\u{3000}"), 0);
    }

    /// The clean form, every character judged by itself.
    fn judged(source: &str, lines: Lines) -> String {
        let (mut cleaner, mut out) = (Cleaner::default(), String::new());
        let mut chars = source.chars().peekable();
        while let Some(c) = chars.next() {
            let after = chars.peek().copied();
            match cleaner.judge(c, after) {
                Fate::Newline if c == '\r' && after == Some('\n') => {}
                Fate::Newline if lines == Lines::Many => out.push('\n'),
                Fate::Newline => out.push(' '),
                Fate::Keep(kept) => out.push(kept),
                Fate::Drop => {}
                Fate::Tab => unreachable!("no tab is tried"),
            }
        }
        out
    }

    #[test]
    fn what_is_copied_in_runs_is_what_judging_every_character_gives() {
        let pieces = [
            "a",
            " ",
            "\n",
            "中",
            "，",
            "—",
            "…",
            "“",
            "\u{2028}",
            "\u{200B}",
            "\u{1b}",
            "é",
            "e\u{301}",
            "👨\u{200D}👩\u{200D}👧",
            "❤\u{FE0F}",
            "\u{202E}",
            "0123456789abcdef",
            "\r\n",
            "ｆ",
            "\u{3000}",
        ];
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..20_000 {
            let source: String =
                (0..random.usize(0..12)).map(|_| pieces[random.usize(0..pieces.len())]).collect();
            for lines in [Lines::One, Lines::Many] {
                let mut out = String::new();
                assert!(!clean_into(&mut out, &source, lines, usize::MAX));
                assert_eq!(out, judged(&source, lines), "{source:?}");
            }
        }
    }

    #[test]
    fn joined_emoji_far_apart_are_all_joined() {
        let families = "👨\u{200D}👩\u{200D}👧 text\n".repeat(9);
        assert_eq!(CleanText::block(&families, 1000).as_str(), families);
    }

    #[test]
    fn no_grapheme_grows_without_end() {
        let chain = CleanText::block(&"👨\u{200D}".repeat(1000), 10_000);
        let longest =
            unicode_segmentation::UnicodeSegmentation::graphemes(chain.as_str(), true).map(str::len).max();
        assert!(longest.is_some_and(|bytes| bytes < 80), "{longest:?}");
        assert_eq!(CleanText::block(&chain, 10_000), chain);
    }

    #[test]
    fn a_line_has_no_line_feed_and_a_block_keeps_them() {
        assert_eq!(CleanText::line("a\r\nb\tc").as_str(), "a b c");
        assert_eq!(CleanText::block("a\r\nb\tc\rd", 100).as_str(), "a\nb   c\nd");
    }

    #[test]
    fn long_text_is_cut_with_a_mark() {
        assert_eq!(CleanText::block("abcdef", 4).as_str(), "abc…");
        assert_eq!(CleanText::block("abcd", 4).as_str(), "abcd");
    }
}
