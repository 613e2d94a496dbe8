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
    if text.is_ascii() { text.len() } else { head(text, usize::MAX).1 }
}

/// The width of one grapheme in cells, counted as ratatui counts it.
#[must_use]
pub(crate) fn grapheme_width(grapheme: &str) -> usize {
    // Half-width sound marks extend a grapheme but take a cell of their own.
    let sound_marks = grapheme.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count();
    grapheme.width() + sound_marks
}

/// Whether terminals disagree about how many cells a grapheme takes: emoji that are made by a variation selector, a
/// keycap, a joiner, a skin tone or two flag letters, halves of flags, and emoji younger than many terminals.
#[must_use]
pub fn is_contested(grapheme: &str) -> bool {
    // The shortest such cluster has four bytes; most cells have one, and Chinese ones three.
    grapheme.len() >= 4
        && grapheme.chars().any(|c| {
            matches!(c,
                '\u{200D}' | '\u{20E3}' | '\u{FE0E}' | '\u{FE0F}' | '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F3FB}'..='\u{1F3FF}'
                | '\u{1FA70}'..='\u{1FAFF}')
        })
}

/// How many bytes of `text`, and how many cells, its longest beginning takes that fits `cells`. No grapheme is cut
/// in half.
#[must_use]
pub(crate) fn head(text: &str, cells: usize) -> (usize, usize) {
    let (mut bytes, mut used) = (0, 0);
    loop {
        let (plain_bytes, plain_cells) = plain_head(&text[bytes..], cells - used);
        bytes += plain_bytes;
        used += plain_cells;
        let Some(grapheme) = text[bytes..].graphemes(true).next() else { return (bytes, used) };
        let wide = grapheme_width(grapheme);
        if wide > cells - used {
            return (bytes, used);
        }
        bytes += grapheme.len();
        used += wide;
    }
}

/// The width of a text and its characters, each with its cells, where every one is a grapheme of a usual width by itself.
pub(crate) fn plain_chars(text: &str) -> Option<(usize, impl Iterator<Item = (&str, usize)>)> {
    let (mut rest, mut width) = (text.as_bytes(), 0);
    while let Some((len, wide)) = plain(rest) {
        (rest, width) = (&rest[len..], width + wide);
    }
    let mut from = 0;
    let chars = std::iter::from_fn(move || {
        let (len, wide) = plain(text.as_bytes().get(from..)?)?;
        from += len;
        Some((&text[from - len..from], wide))
    });
    rest.is_empty().then_some((width, chars))
}

/// [`head`] as far as plain characters reach. These fill a Readme and are graphemes by themselves as long as they
/// stand beside their like, which is ten times faster to see than a grapheme in general.
fn plain_head(text: &str, cells: usize) -> (usize, usize) {
    let mut rest = text.as_bytes();
    let mut left = cells;
    let mut last = (0, 0);
    while let Some((len, wide)) = plain(rest) {
        if wide > left {
            return (text.len() - rest.len(), cells - left);
        }
        rest = &rest[len..];
        left -= wide;
        last = (len, wide);
    }
    // What follows may join the last one.
    let (len, wide) = if rest.is_empty() { (0, 0) } else { last };
    (text.len() - rest.len() - len, cells - left - wide)
}

/// The bytes and cells of the character at the beginning of some UTF-8, if it neither joins with its like nor has an
/// unusual width.
fn plain(text: &[u8]) -> Option<(usize, usize)> {
    match *text {
        [b' '..=b'~', ..] => Some((1, 1)),
        // Han from U+5000 on.
        [0xE5..=0xE9, _, _, ..] => Some((3, 2)),
        // Latin with accents, Greek, Cyrillic.
        [0xC3 | 0xCE..=0xD1, _, ..] => Some((2, 1)),
        [first @ (0xE2..=0xE4 | 0xEF), second, third, ..] => {
            match u32::from(first & 0xF) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F) {
                // Chinese punctuation, kana, the first Han, full-width forms.
                0x3000..=0x3029 | 0x3041..=0x3096 | 0x30A1..=0x30FA => Some((3, 2)),
                0x4E00..=0x4FFF | 0xFF01..=0xFF5E => Some((3, 2)),
                // Dashes, curly quotes, the ellipsis; arrows and operators; lines.
                0x2010..=0x2027 | 0x2190..=0x22FF | 0x2500..=0x257F => Some((3, 1)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The longest beginning of `text` that fits `cells`, ending in `…` where something was cut.
///
/// Never longer than `cells`; no grapheme is cut in half.
#[must_use]
pub(crate) fn fit(text: &str, cells: usize) -> String {
    fit_with(text, cells, "…")
}

/// [`fit`] with another mark than `…`, for terminals where that is two cells wide.
#[must_use]
pub(crate) fn fit_with(text: &str, cells: usize, mark: &str) -> String {
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
pub(crate) fn pad_end(text: &str, cells: usize) -> String {
    let mut fitted = fit(text, cells);
    fitted.extend(std::iter::repeat_n(' ', cells.saturating_sub(width(&fitted))));
    fitted
}

/// `text` cut or padded on the left with spaces to exactly `cells`.
#[must_use]
pub(crate) fn pad_start(text: &str, cells: usize) -> String {
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
            if let Some(size) = plain(text.as_bytes()) {
                assert_eq!(size, (text.len(), text.width()), "{c:?}");
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
