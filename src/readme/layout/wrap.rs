//! Breaks text into lines of a given width: UAX #14 with the habits of Chinese typesetting (kinsoku).
//!
//! Promises: no line is wider than asked (but a single glyph wider than the line); no word is broken unless it is
//! longer than the line; no line begins with closing punctuation or ends with opening punctuation.

use std::borrow::Cow;
use std::ops::Range;

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{grapheme_width, width};

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

/// The narrowest width at which no word of `text` has to be broken, and the width at which it needs no wrapping.
pub(super) fn measure(text: &str) -> (usize, usize) {
    let mut longest_word = 0;
    let mut longest_line = 0;
    for paragraph in text.split('\n') {
        longest_line = longest_line.max(width(paragraph));
        let mut start = 0;
        for end in breaks(paragraph) {
            longest_word = longest_word.max(width(paragraph[start..end].trim_end_matches(' ')));
            start = end;
        }
    }
    (longest_word, longest_line)
}

fn wrap_paragraph(text: &str, offset: usize, room: usize, emit: &mut impl FnMut(Line)) {
    // A character takes no more cells than bytes.
    let cells = if text.len() <= room { Some(width(text)) } else { None };
    if let Some(cells) = cells {
        return emit(Line { range: offset..offset + text.len(), cells });
    }
    let mut lines = Lines { text, offset, room, start: 0, end: 0, cells: 0, spaces: 0, emit };
    let mut start = 0;
    for end in breaks(text) {
        lines.word(start, end);
        start = end;
    }
    lines.finish();
}

/// Where lines may break: nowhere inside a web address, which is a word to a reader.
fn breaks(text: &str) -> impl Iterator<Item = usize> {
    let scratch = scratch(text);
    let mut ends: Vec<usize> = linebreaks(&scratch).map(|(at, _)| at).collect();
    if text.contains("://") {
        let addresses: Vec<Range<usize>> =
            text.match_indices("://").map(|(at, _)| address(text, at)).collect();
        let mut next = 0;
        ends.retain(|&end| {
            while addresses.get(next).is_some_and(|address| address.end <= end) {
                next += 1;
            }
            addresses.get(next).is_none_or(|address| end <= address.start)
        });
    }
    ends.into_iter()
}

/// The visible ASCII around the `://` at byte `colon`.
fn address(text: &str, colon: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let part = |b: &&u8| b.is_ascii_graphic();
    let before = bytes[..colon].iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    let after = bytes[colon..].iter().take_while(part).count();
    colon - before..colon + after
}

/// The text for the line breaker: curly quotes beside Chinese text stand for corner brackets, which open and close
/// as Chinese quotes do (UAX #14 cannot tell which way a curly quote faces). Same length, so offsets stay.
fn scratch(text: &str) -> Cow<'_, str> {
    if !text.contains(['“', '”', '‘', '’']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let chinese = is_chinese(before) || chars.peek().copied().is_some_and(is_chinese);
        out.push(match c {
            '“' if chinese => '「',
            '”' if chinese => '」',
            '‘' if chinese => '『',
            '’' if chinese => '』',
            other => other,
        });
        before = c;
    }
    Cow::Owned(out)
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
}

/// Fills lines word by word.
struct Lines<'a, F> {
    text: &'a str,
    offset: usize,
    room: usize,
    /// The open line's first and last byte, its cells, and the spaces after it.
    start: usize,
    end: usize,
    cells: usize,
    spaces: usize,
    emit: &'a mut F,
}

impl<F: FnMut(Line)> Lines<'_, F> {
    /// Adds the unbreakable piece at `start..end`, spaces at its end included.
    fn word(&mut self, start: usize, end: usize) {
        let piece = &self.text[start..end];
        let word = piece.trim_end_matches(' ');
        let spaces = piece.len() - word.len();
        let cells = width(word);
        if self.cells + self.spaces + cells > self.room {
            if cells > self.room {
                self.long_word(start, start + word.len());
                self.spaces = spaces;
                return;
            }
            self.break_line(start);
        }
        self.cells += self.spaces + cells;
        self.spaces = spaces;
        self.end = start + word.len();
    }

    /// Breaks a word longer than the line between its graphemes.
    fn long_word(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        self.cells += self.spaces;
        let mut graphemes = word.grapheme_indices(true).peekable();
        while let Some((at, grapheme)) = graphemes.next() {
            let at = start + at;
            let cells = grapheme_width(grapheme);
            // Punctuation that may not begin a line takes the grapheme before it along.
            let next = graphemes.peek().filter(|(_, next)| is_forbidden_start(next));
            let needed = cells + next.map_or(0, |(_, next)| grapheme_width(next));
            if self.cells > 0 && self.cells + needed > self.room {
                self.break_line(at);
            }
            self.cells += cells;
            self.end = at + grapheme.len();
        }
    }

    fn break_line(&mut self, next: usize) {
        if self.end > self.start || self.cells > 0 {
            self.emit();
        }
        self.start = next;
        self.end = next;
        self.cells = 0;
        self.spaces = 0;
    }

    fn emit(&mut self) {
        let range = self.offset + self.start..self.offset + self.end.max(self.start);
        let cells = self.cells;
        (self.emit)(Line { range, cells });
    }

    fn finish(mut self) {
        self.emit();
    }
}

/// Closing punctuation and marks that may not begin a line.
pub(super) fn is_forbidden_start(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|c| "，。、；：？！）】》」』〉〕〗”’…%％,.;:?!)]}".contains(c))
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
        assert_eq!(lines("ab cdefghijk，l", 5), ["ab cd", "efghi", "jk，l"]);
        assert_eq!(lines("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3), ["👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"]);
        assert_eq!(lines("一", 1), ["一"]);
    }

    #[test]
    fn line_feeds_end_lines() {
        assert_eq!(lines("a\n\nb", 9), ["a", "", "b"]);
    }

    #[test]
    fn measuring_gives_the_longest_word_and_line() {
        assert_eq!(measure("ab cdef\ngh"), (4, 7));
        assert_eq!(measure("中文，字"), (4, 8));
    }
}
