//! Breaks text into lines of a given width: UAX #14 with the habits of Chinese typesetting (kinsoku).
//!
//! Promises: no line is wider than asked (but a single glyph wider than the line); no word is broken unless it is
//! longer than the line; no line begins with closing punctuation or ends with opening punctuation.
//!
//! UAX #14 costs more than anything else here, so it looks only at the end of each line: first the line is filled,
//! then the last place where it may break is sought backwards.

use std::borrow::Cow;
use std::ops::Range;

use unicode_linebreak::{linebreaks, split_at_safe};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{head, width};

/// A line: bytes of the text, without the spaces around it, and its width in cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::readme) struct Line {
    pub(in crate::readme) range: Range<usize>,
    pub(super) cells: usize,
}

/// Breaks `text` into lines of at most `room` cells; line feeds end a line.
pub(in crate::readme) fn wrap(text: &str, room: usize, mut emit: impl FnMut(Line)) {
    let room = room.max(1);
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, start, room, &mut emit);
        start += paragraph.len() + 1;
    }
}

/// The width at which `text` needs no wrapping.
pub(super) fn longest_line(text: &str) -> usize {
    text.split('\n').map(width).max().unwrap_or(0)
}

/// The narrowest width at which no word of `text` has to be broken.
pub(super) fn longest_word(text: &str) -> usize {
    let mut longest = 0;
    for paragraph in text.split('\n') {
        let scratch = scratch(paragraph);
        let addresses = addresses(paragraph);
        let mut start = 0;
        for (end, _) in linebreaks(&scratch).filter(|(at, _)| may_break(paragraph, &addresses, *at)) {
            longest = longest.max(width(paragraph[start..end].trim_end_matches(' ')));
            start = end;
        }
    }
    longest
}

fn wrap_paragraph(text: &str, offset: usize, room: usize, emit: &mut impl FnMut(Line)) {
    // A character takes no more cells than bytes.
    if text.len() <= room {
        return emit(Line { range: offset..offset + text.len(), cells: width(text) });
    }
    let paragraph = Paragraph { text, addresses: addresses(text), room };
    let mut start = 0;
    while start < text.len() {
        let (fits, cells) = head(&text[start..], room);
        let fits = start + fits;
        if fits == text.len() {
            return emit(Line { range: offset + start..offset + fits, cells });
        }
        let end = paragraph.line_end(start, fits);
        let line = text[start..end].trim_end_matches(' ');
        let cells = if start + line.len() == fits { cells } else { width(line) };
        emit(Line { range: offset + start..offset + start + line.len(), cells });
        start = end;
    }
}

/// A text to be broken.
struct Paragraph<'a> {
    text: &'a str,
    addresses: Vec<Range<usize>>,
    room: usize,
}

impl Paragraph<'_> {
    /// Where the line from byte `start` ends, the spaces after it included, when it fits up to byte `fits`.
    fn line_end(&self, start: usize, fits: usize) -> usize {
        match self.last_break(start, fits) {
            Some(end) if !self.leaves_gap(start, end, fits) => end,
            Some(_) | None => cut(self.text, start, fits),
        }
    }

    /// Whether a line that ends at `end` would be short because the word after it is longer than a line, and so
    /// has to be broken anyhow.
    fn leaves_gap(&self, start: usize, end: usize, fits: usize) -> bool {
        if end >= fits || width(&self.text[start..end]) + GAP > self.room || self.strands_host(end, fits) {
            return false;
        }
        let next = end + head(&self.text[end..], self.room).0;
        next < self.text.len() && self.last_break(end, next).is_none()
    }

    /// Whether an address begins at byte `at` of which no more than a part of the host would fit up to byte `fits`.
    fn strands_host(&self, at: usize, fits: usize) -> bool {
        let next = self.addresses.partition_point(|address| address.start < at);
        let Some(address) = self.addresses.get(next).filter(|address| address.start == at) else {
            return false;
        };
        let shown = &self.text[address.start..fits.min(address.end)];
        shown.split_once("://").is_none_or(|(_, rest)| !rest.contains('/'))
    }

    /// The last place after `start` where a line that fits up to byte `fits` may break.
    fn last_break(&self, start: usize, fits: usize) -> Option<usize> {
        // Spaces may hang over the edge.
        let limit = fits + self.text[fits..].bytes().take_while(|b| *b == b' ').count();
        // What follows decides whether a break is allowed there.
        let seen = self.text[limit..].char_indices().nth(2).map_or(self.text.len(), |(at, _)| limit + at);
        let mut bytes = WINDOW;
        loop {
            let window = char_boundary(self.text, limit.saturating_sub(bytes).max(start));
            let text = scratch(&self.text[window..seen]);
            let from = match window {
                _ if window == start => 0,
                _ => split_at_safe(&text[..char_boundary(&text, (limit - window) / 2)]).0.len(),
            };
            if from > 0 || window == start {
                let breaks = linebreaks(&text[from..]).map(|(at, _)| window + from + at);
                let allowed = |at: &usize| may_break(self.text, &self.addresses, *at);
                let last = breaks.take_while(|at| *at <= limit).filter(allowed).last();
                if last.is_some() || window == start {
                    return last;
                }
            }
            bytes *= 4;
        }
    }
}

/// How many bytes before a line's end the search for a break begins; most lines have one there.
const WINDOW: usize = 40;
/// A line this many cells too short is a gap to the eye.
const GAP: usize = 10;

/// Where a word too long for a line is broken, when it fits up to byte `fits`: after a part of an address or a name
/// where one ends nearby, else between graphemes, and so that the line and the next one keep to the rules of
/// punctuation.
fn cut(text: &str, start: usize, fits: usize) -> usize {
    let line = &text[start..fits];
    // A hyphen at a line's end could be one of ours, so an address is broken there only for want of anything better.
    for (marks, least) in [(['/', '?', '&'], line.len() / 2), (['-', '_', '='], line.len() * 3 / 4)] {
        let part = line.rfind(marks).filter(|part| *part > least).map(|part| start + part + 1);
        if let Some(end) = part.filter(|end| !text[*end..].starts_with(is_forbidden_start)) {
            return end;
        }
    }
    let first = || text[start..].graphemes(true).next().map_or(text.len(), |grapheme| start + grapheme.len());
    let mut end = fits;
    for (at, grapheme) in text[start..fits].grapheme_indices(true).rev().take(4) {
        let begins_wrong = text[end..].chars().next().is_some_and(is_forbidden_start);
        let ends_wrong = grapheme.chars().next().is_some_and(is_forbidden_end);
        if !begins_wrong && !ends_wrong {
            break;
        }
        end = start + at;
    }
    if end > start { end } else { fits.max(first()) }
}

fn char_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Web addresses in `text`: visible ASCII around `://`. To a reader each is one word.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while bytes[from..].contains(&b'/') {
        let Some(colon) = text[from..].find("://").map(|at| from + at) else { break };
        let scheme = bytes[from..colon].iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
        from = colon + bytes[colon..].iter().take_while(|b| b.is_ascii_graphic()).count();
        found.push(colon - scheme..from);
    }
    found
}

/// Whether a line may end at byte `at`, where UAX #14 allows it.
fn may_break(text: &str, addresses: &[Range<usize>], at: usize) -> bool {
    !inside(addresses, at) && !leaves_stub(text, at)
}

/// Whether byte `at` is behind a hyphen with less than a syllable before or after it: in `SD-WebUI`, `tiny-cuda-nn`,
/// `--listen`.
fn leaves_stub(text: &str, at: usize) -> bool {
    let Some(before) = text[..at].strip_suffix('-') else { return false };
    let is_letter = |b: &u8| b.is_ascii_alphanumeric();
    let ends = before.bytes().rev().take(SYLLABLE).take_while(is_letter).count();
    let begins = text[at..].bytes().take(SYLLABLE).take_while(is_letter).count();
    ends.min(begins) < SYLLABLE
}

/// Letters of a syllable that can stand by itself.
const SYLLABLE: usize = 3;

/// Whether byte `at` is inside one of these ranges, not at its edge.
fn inside(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start < at)
}

/// The text for the line breaker, of the same length so that offsets stay. Curly quotes beside Chinese text become
/// corner brackets, which open and close as Chinese quotes do (UAX #14 cannot tell which way a curly quote faces). What
/// a path begins with becomes letters: UAX #14 would leave the slash of `/root` at a line's end.
fn scratch(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // The first byte of all four quotes.
    if !bytes.contains(&0xE2) && !bytes.contains(&b'/') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut begins = false;
    for (at, c) in text.char_indices() {
        let after = || text[at + c.len_utf8()..].chars().next();
        let chinese = || is_chinese(before) || after().is_some_and(is_chinese);
        begins = matches!(c, '.' | '/') && (begins || begins_path(before, &text[at..]));
        out.push(match c {
            '“' if chinese() => '「',
            '”' if chinese() => '」',
            '‘' if chinese() => '『',
            '’' if chinese() => '』',
            _ if begins => 'a',
            other => other,
        });
        before = c;
    }
    Cow::Owned(out)
}

/// Whether `text` begins with a path, as `/root`, `./run` and `../x`, and `before` is no part of it.
fn begins_path(before: char, text: &str) -> bool {
    let name = text.trim_start_matches(['.', '/']);
    let is_path = text[..text.len() - name.len()].contains('/')
        && name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    // 放在/root/models, but 元/GB.
    let goes_on = || name.chars().take_while(char::is_ascii_graphic).any(|c| c == '/');
    let apart = !before.is_alphanumeric() || (!before.is_ascii() && goes_on());
    is_path && apart && !matches!(before, ')' | ']' | '}' | '>')
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
}

/// Closing punctuation and marks that may not begin a line.
fn is_forbidden_start(c: char) -> bool {
    "，。、；：？！）】》」』〉〕〗”’…%％,.;:?!)]}".contains(c)
}

/// Opening punctuation, which may not end a line.
fn is_forbidden_end(c: char) -> bool {
    "（【《「『〈〔〖“‘([{".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, room: usize) -> Vec<&str> {
        let mut lines = Vec::new();
        wrap(text, room, |line| lines.push(&text[line.range]));
        lines
    }

    #[test]
    fn closing_punctuation_never_begins_a_line() {
        assert_eq!(lines("一二三，四", 6), ["一二", "三，四"]);
        assert_eq!(lines("一二三……四", 7), ["一二", "三……四"]);
        assert_eq!(lines("一二（三）", 6), ["一二", "（三）"]);
        assert_eq!(lines("他说“好”吗", 5), ["他说", "“好”", "吗"]);
    }

    #[test]
    fn latin_words_and_addresses_stay_whole() {
        assert_eq!(lines("使用 PyTorch 框架", 10), ["使用", "PyTorch 框", "架"]);
        assert_eq!(lines("don’t stop it", 6), ["don’t", "stop", "it"]);
        assert_eq!(lines("see https://a.com/b-c ok", 18), ["see", "https://a.com/b-c", "ok"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken() {
        assert_eq!(lines("ab cdefghijk，l", 5), ["ab", "cdefg", "hij", "k，l"]);
        assert_eq!(
            lines(&format!("ab {}", "c".repeat(30)), 20),
            [format!("ab {}", "c".repeat(17)), "c".repeat(13)]
        );
        assert_eq!(lines("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3), ["👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"]);
        assert_eq!(lines("一", 1), ["一"]);
    }

    #[test]
    fn a_hyphen_ends_a_line_only_between_syllables() {
        assert_eq!(lines("the SD-WebUI", 8), ["the", "SD-WebUI"]);
        assert_eq!(lines("run --listen", 9), ["run", "--listen"]);
        assert_eq!(lines("the Retry-After header", 12), ["the Retry-", "After header"]);
    }

    #[test]
    fn a_path_keeps_its_first_slash() {
        assert_eq!(lines("run bash /root/x.sh", 11), ["run bash", "/root/x.sh"]);
        assert_eq!(lines("cd a && ./run.sh", 10), ["cd a &&", "./run.sh"]);
        assert_eq!(lines("模型放在/root/models", 12), ["模型放在", "/root/models"]);
        assert_eq!(lines("一二元/时吧", 7), ["一二元/", "时吧"]);
        assert_eq!(lines("一二元/GB", 7), ["一二元/", "GB"]);
        assert_eq!(lines("read/write", 6), ["read/", "write"]);
    }

    #[test]
    fn an_address_is_broken_after_a_part_and_its_host_stays_whole() {
        assert_eq!(
            lines("xxxxxxxxxxxx https://host.example/one-two/three-four/five", 30),
            ["xxxxxxxxxxxx", "https://host.example/one-two/", "three-four/five"]
        );
        assert_eq!(
            lines("see https://host.example/one/two-three/four-five-six-seven", 31),
            ["see https://host.example/one/", "two-three/four-five-six-seven"]
        );
    }

    #[test]
    fn line_feeds_end_lines() {
        assert_eq!(lines("a\n\nb", 9), ["a", "", "b"]);
    }

    #[test]
    fn measuring_gives_the_longest_word_and_line() {
        assert_eq!((longest_word("ab cdef\ngh"), longest_line("ab cdef\ngh")), (4, 7));
        assert_eq!((longest_word("中文，字"), longest_line("中文，字")), (4, 8));
    }
}
