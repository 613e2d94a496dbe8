//! Plain text wrapped with the Readme's own care, for descriptions and messages.

use std::ops::Range;

use super::layout::wrap_lines;

/// Breaks plain text into rows of at most `width` cells, as Readmes are broken; an empty text is one empty row.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    wrap_ranges(text, width).into_iter().map(|range| text[range].to_owned()).collect()
}

/// [`wrap`], by the bytes of `text` that each row shows.
#[must_use]
pub(crate) fn wrap_ranges(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    wrap_lines(text, width, |line| rows.push(line.range));
    rows
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn no_row_begins_with_punctuation_or_is_too_wide() {
        assert_eq!(wrap("镜像名称，端口。", 8), ["镜像名", "称，端", "口。"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("one two", 4), ["one", "two"]);
    }
}
