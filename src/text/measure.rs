//! How many terminal cells text takes, and cutting or padding it to a number of cells.
//!
//! Widths are `unicode-width`'s, the same crate and version that ratatui measures with, so what we lay out and
//! what is drawn agree to the cell.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The width of `text` in terminal cells (a Chinese character takes two).
///
/// The sum of its graphemes' widths, which is what ratatui advances by.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { Glyphs::new(text).map(|glyph| glyph.cells).sum() }
}

/// The width of one grapheme in cells, counted as ratatui counts it.
#[must_use]
pub fn grapheme_width(grapheme: &str) -> usize {
    // Half-width sound marks extend a grapheme but take a cell of their own.
    let sound_marks = grapheme.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count();
    grapheme.width() + sound_marks
}

/// How many bytes of `text`, and how many cells, its longest beginning takes that fits `cells`. No grapheme is cut
/// in half.
#[must_use]
pub fn head(text: &str, cells: usize) -> (usize, usize) {
    // One byte more, since a mark could follow and join the last one.
    let near = text.as_bytes().get(..=cells).unwrap_or(text.as_bytes());
    if near.is_ascii() {
        let fits = cells.min(text.len());
        return (fits, fits);
    }
    let (mut bytes, mut used) = (0, 0);
    for glyph in Glyphs::new(text) {
        if used + glyph.cells > cells {
            break;
        }
        bytes += glyph.bytes;
        used += glyph.cells;
    }
    (bytes, used)
}

/// The size of one grapheme.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    bytes: usize,
    cells: usize,
}

/// The sizes of a text's graphemes. The characters that fill a Readme are graphemes by themselves as long as they
/// stand beside their like, which is ten times faster to see than a grapheme in general.
struct Glyphs<'a> {
    text: &'a str,
    at: usize,
    /// The plain character at `at`, if there is one.
    plain: Option<Glyph>,
}

impl<'a> Glyphs<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, plain: plain(text, 0) }
    }
}

impl Iterator for Glyphs<'_> {
    type Item = Glyph;

    fn next(&mut self) -> Option<Glyph> {
        if self.at >= self.text.len() {
            return None;
        }
        let glyph = match self.plain {
            Some(glyph) => {
                let next = self.at + glyph.bytes;
                let after = plain(self.text, next);
                if after.is_some() || next == self.text.len() {
                    self.at = next;
                    self.plain = after;
                    return Some(glyph);
                }
                general(&self.text[self.at..])?
            }
            None => general(&self.text[self.at..])?,
        };
        self.at += glyph.bytes;
        self.plain = plain(self.text, self.at);
        Some(glyph)
    }
}

fn general(text: &str) -> Option<Glyph> {
    let grapheme = text.graphemes(true).next()?;
    Some(Glyph { bytes: grapheme.len(), cells: grapheme_width(grapheme) })
}

/// The character at byte `at`, if it neither joins with its like nor has an unusual width.
fn plain(text: &str, at: usize) -> Option<Glyph> {
    let first = *text.as_bytes().get(at)?;
    match first {
        b' '..=b'~' => Some(Glyph { bytes: 1, cells: 1 }),
        // Latin with accents, Greek, Cyrillic.
        0xC3 | 0xCE..=0xD1 => Some(Glyph { bytes: 2, cells: 1 }),
        // Han from U+5000 on.
        0xE5..=0xE9 => Some(Glyph { bytes: 3, cells: 2 }),
        0xE2..=0xE4 | 0xEF => {
            let cells = match text[at..].chars().next()? {
                // Chinese punctuation, kana, the first Han, full-width forms.
                '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => 2,
                '\u{4E00}'..='\u{4FFF}' | '\u{FF01}'..='\u{FF5E}' => 2,
                // Dashes, curly quotes, the ellipsis; arrows and operators; lines.
                '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{22FF}' | '\u{2500}'..='\u{257F}' => 1,
                _ => return None,
            };
            Some(Glyph { bytes: 3, cells })
        }
        _ => None,
    }
}

/// The longest beginning of `text` that fits `cells`, ending in `…` where something was cut.
///
/// Never longer than `cells`; no grapheme is cut in half.
#[must_use]
pub fn fit(text: &str, cells: usize) -> String {
    fit_with(text, cells, "…")
}

/// [`fit`] with another mark than `…`, for terminals where that is two cells wide.
#[must_use]
pub fn fit_with(text: &str, cells: usize, mark: &str) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let (bytes, _) = head(text, cells.saturating_sub(width(mark)));
    let mut taken = text[..bytes].to_owned();
    if width(mark) <= cells {
        taken.push_str(mark);
    }
    taken
}

/// `text` cut or padded on the right with spaces to exactly `cells`.
#[must_use]
pub fn pad_end(text: &str, cells: usize) -> String {
    let mut fitted = fit(text, cells);
    fitted.extend(std::iter::repeat_n(' ', cells.saturating_sub(width(&fitted))));
    fitted
}

/// `text` cut or padded on the left with spaces to exactly `cells`.
#[must_use]
pub fn pad_start(text: &str, cells: usize) -> String {
    let fitted = fit(text, cells);
    let mut padded = " ".repeat(cells.saturating_sub(width(&fitted)));
    padded.push_str(&fitted);
    padded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_glyph_is_never_cut_in_half() {
        assert_eq!(fit("镜像名称", 5), "镜像…");
        assert_eq!(fit("镜像名称", 6), "镜像…");
        assert_eq!(fit("镜像名称", 8), "镜像名称");
        assert_eq!(fit("镜", 1), "…");
        assert_eq!(fit("镜", 0), "");
    }

    #[test]
    fn width_is_what_ratatui_advances_by() {
        use ratatui::buffer::CellWidth;
        for text in [
            "镜像，a（１）",
            "“引号”——……",
            "👨‍👩‍👧‍👦 👩🏽‍💻 ❤️ 🇨🇳 1️⃣",
            "e\u{301}각",
            "لا",
            "ｶﾞ",
            "─│★→↔\u{FE0F}",
            "éàπЖа\u{301}中\u{302}文",
        ] {
            let drawn: usize = text.graphemes(true).map(|g| usize::from(g.cell_width())).sum();
            assert_eq!(width(text), drawn, "{text}");
        }
    }

    #[test]
    fn plain_characters_have_the_width_they_are_given() {
        for c in (' '..='\u{FFFF}').filter(|c| !c.is_control()) {
            let text = c.to_string();
            if let Some(glyph) = plain(&text, 0) {
                assert_eq!((glyph.bytes, glyph.cells), (text.len(), text.width()), "{c:?}");
                let pair = format!("{c}{c}a{c}");
                assert_eq!(pair.graphemes(true).count(), 4, "{c:?}");
            }
        }
    }

    #[test]
    fn padding_counts_cells() {
        assert_eq!(pad_end("镜像", 6), "镜像  ");
        assert_eq!(pad_start("镜像", 5), " 镜像");
        assert_eq!(width(&pad_end("镜像名称", 5)), 5);
    }
}
