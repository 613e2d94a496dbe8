//! Finding text in laid-out rows, as a person means it: upper and lower case, full and half width are the same, and
//! a word that was wrapped onto the next row is found.

use std::ops::Range;

use super::rows::{Row, Rows};

/// A place where text was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The row it begins in.
    pub row: usize,
    /// Its bytes in that row's text.
    pub range: Range<usize>,
    /// Its bytes in the next row's text, where the match was wrapped.
    pub rest: Option<Range<usize>>,
}

impl Rows {
    /// The places where `needle` stands, in reading order. Nothing for a blank needle.
    #[must_use]
    pub fn find(&self, needle: &str) -> Vec<Match> {
        let mut folded = String::new();
        fold_into(&mut folded, needle.trim());
        let needle = std::mem::take(&mut folded);
        let mut matches = Vec::new();
        if needle.is_empty() {
            return matches;
        }
        for (i, row) in self.rows.iter().enumerate() {
            folded.clear();
            fold_into(&mut folded, &row.text);
            if folded.contains(&needle) {
                let found = Folded::default().with(&row.text, 0, row.text.len()).find(&needle);
                matches.extend(found.into_iter().map(|range| Match { row: i, range, rest: None }));
            }
            if let Some(next) = self.rows.get(i + 1) {
                matches.extend(across(i, row, next, &needle));
            }
        }
        matches
    }
}

/// The match that begins in a row and ends in the next one, into which its text goes on.
fn across(index: usize, row: &Row, next: &Row, needle: &str) -> Option<Match> {
    let seam = next.continues.as_ref()?;
    let reach = needle.chars().count().saturating_sub(1);
    if reach == 0 {
        return None;
    }
    let head = row.text.get(..seam.from)?;
    let start = head.char_indices().rev().take(reach).last().map_or(seam.from, |(at, _)| at);
    let tail = next.text.get(seam.at..)?;
    let end = tail.char_indices().nth(reach).map_or(next.text.len(), |(at, _)| seam.at + at);
    let mut joined = Folded::default().with(&row.text, start, seam.from);
    let before = joined.text.len();
    if seam.spaced {
        joined.text.push(' ');
        joined.origin.push((seam.from, seam.from));
    }
    let middle = joined.text.len();
    joined = joined.with(&next.text, seam.at, end);
    let (from, to) = joined.positions(needle).find(|(from, to)| *from < before && *to > middle)?;
    Some(Match {
        row: index,
        range: joined.origin.get(from)?.0..seam.from,
        rest: Some(seam.at..joined.origin.get(to - 1)?.1),
    })
}

/// Folded text, and for each of its bytes the bytes of the character it comes from.
#[derive(Debug, Default)]
struct Folded {
    text: String,
    origin: Vec<(usize, usize)>,
}

impl Folded {
    fn with(mut self, source: &str, start: usize, end: usize) -> Self {
        for (at, c) in source.get(start..end).unwrap_or_default().char_indices() {
            push_folded(&mut self.text, c);
            self.origin.resize(self.text.len(), (start + at, start + at + c.len_utf8()));
        }
        self
    }

    fn positions<'a>(&'a self, needle: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.text.match_indices(needle).map(|(at, found)| (at, at + found.len()))
    }

    fn find(&self, needle: &str) -> Vec<Range<usize>> {
        let origin = |at: usize| self.origin.get(at).copied().unwrap_or_default();
        self.positions(needle).map(|(from, to)| origin(from).0..origin(to - 1).1).collect()
    }
}

/// Appends `text` as it is compared.
fn fold_into(out: &mut String, text: &str) {
    for c in text.chars() {
        push_folded(out, c);
    }
}

fn push_folded(out: &mut String, c: char) {
    match c {
        '\0'..='\u{7F}' => out.push(c.to_ascii_lowercase()),
        // Chinese has no case.
        '\u{3001}'..='\u{9FFF}' => out.push(c),
        '\u{FF01}'..='\u{FF5E}' => {
            let narrow = char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c);
            out.push(narrow.to_ascii_lowercase());
        }
        '\u{3000}' | '\u{A0}' => out.push(' '),
        _ => out.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use crate::readme::{LayoutOptions, parse};

    fn found(source: &str, width: u16, needle: &str) -> Vec<String> {
        let rows = parse(source, 10_000).layout(&LayoutOptions { width, ..LayoutOptions::default() });
        rows.find(needle)
            .into_iter()
            .map(|m| {
                let rest =
                    m.rest.map(|rest| format!("|{}", &rows.rows[m.row + 1].text[rest])).unwrap_or_default();
                format!("{}:{}{rest}", m.row, &rows.rows[m.row].text[m.range])
            })
            .collect()
    }

    #[test]
    fn case_and_width_do_not_matter() {
        assert_eq!(found("ＣｏｍｆｙＵＩ 与 comfyui", 40, "ComfyUI"), ["0:ＣｏｍｆｙＵＩ", "0:comfyui"]);
        assert_eq!(found("İstanbul STRASSE", 40, "strasse"), ["0:STRASSE"]);
        assert_eq!(found("anything", 40, "  "), [""; 0]);
    }

    #[test]
    fn a_wrapped_match_is_found() {
        assert_eq!(found("> 一二三四五六七八", 10, "四五"), ["0:四|五"]);
        assert_eq!(found("see the long words", 9, "the long"), ["0:the|long"]);
        assert_eq!(found("aa\n\naa", 10, "aaaa"), [""; 0]);
        assert_eq!(found("```\nabcdefghijklmnop\n```", 12, "hij"), ["1:h|ij"]);
    }
}
