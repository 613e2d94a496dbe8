//! How many terminal cells text takes, and cutting or padding it to a number of cells.
//!
//! Widths are `unicode-width`'s, the same crate and version that ratatui measures with, so what we lay out and
//! what is drawn agree to the cell.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The width of `text` in terminal cells (a Chinese character takes two).
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
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
    fn padding_counts_cells() {
        assert_eq!(pad_end("镜像", 6), "镜像  ");
        assert_eq!(pad_start("镜像", 5), " 镜像");
        assert_eq!(width(&pad_end("镜像名称", 5)), 5);
    }
}
