//! How many terminal cells text takes, and cutting or padding it to a number of cells.
//!
//! Widths are `unicode-width`'s, the same crate and version that ratatui measures with, so what we lay out and
//! what is drawn agree to the cell.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The width of `text` in terminal cells (a Chinese character takes two).
///
/// The sum of its graphemes' widths, which is what ratatui advances by; text made of the characters that fill
/// a Readme is measured without looking for graphemes.
#[must_use]
pub fn width(text: &str) -> usize {
    plain_width(text).unwrap_or_else(|| text.graphemes(true).map(grapheme_width).sum())
}

/// The width of one grapheme in cells, counted as ratatui counts it.
#[must_use]
pub fn grapheme_width(grapheme: &str) -> usize {
    // Half-width sound marks extend a grapheme but take a cell of their own.
    let sound_marks = grapheme.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count();
    grapheme.width() + sound_marks
}

/// The width of text in which each character is a grapheme of a width known by its first byte.
fn plain_width(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut cells) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            ..0x80 => {
                at += 1;
                cells += 1;
            }
            // U+5000 to U+9FFF, Han only.
            0xE5..=0xE9 => {
                at += 3;
                cells += 2;
            }
            // U+3000 to U+3029, U+4E00 to U+4FFF and U+FF01 to U+FF5E: Chinese punctuation, Han, full-width forms.
            0xE3 | 0xE4 | 0xEF => {
                let c = text[at..].chars().next()?;
                if !matches!(c, '\u{3000}'..='\u{3029}' | '\u{4E00}'..='\u{4FFF}' | '\u{FF01}'..='\u{FF5E}') {
                    return None;
                }
                at += 3;
                cells += 2;
            }
            _ => return None,
        }
    }
    Some(cells)
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
    let room = cells.saturating_sub(width(mark));
    let mut taken = String::with_capacity(cells + mark.len());
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let cells = width(grapheme);
        if used + cells > room {
            break;
        }
        used += cells;
        taken.push_str(grapheme);
    }
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
        for text in ["镜像，a（１）", "“引号”——……", "👨‍👩‍👧‍👦 👩🏽‍💻 ❤️ 🇨🇳 1️⃣", "e\u{301}각", "لا", "ｶﾞ", "─│★→"]
        {
            let drawn: usize = text.graphemes(true).map(|g| usize::from(g.cell_width())).sum();
            assert_eq!(width(text), drawn, "{text}");
        }
    }

    #[test]
    fn padding_counts_cells() {
        assert_eq!(pad_end("镜像", 6), "镜像  ");
        assert_eq!(pad_start("镜像", 5), " 镜像");
        assert_eq!(width(&pad_end("镜像名称", 5)), 5);
    }
}
