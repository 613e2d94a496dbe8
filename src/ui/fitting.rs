//! Spans and hints cut to the cells there are.

use ratatui::text::Span;

use crate::text;

use super::glyphs::Glyphs;

/// Cells below which a span is left out rather than cut: half a price or size tells nothing, or a wrong thing.
const WHOLE: usize = 12;
/// Cells of a longer span that are worth showing.
const WORTH: usize = 6;

/// Spans wider than `cells`, cut to fit with a mark; no separator stands before it.
pub(super) fn fit_spans<'t>(spans: &[Span<'t>], cells: usize, glyphs: &Glyphs) -> Vec<Span<'t>> {
    let separates = |span: &Span<'_>| span.content.trim() == glyphs.separator;
    let mark = text::width(glyphs.ellipsis);
    let mut left = cells.saturating_sub(mark);
    let mut fitted: Vec<Span<'t>> = Vec::with_capacity(spans.len());
    for span in spans {
        let width = text::width(&span.content);
        if width <= left {
            left -= width;
            fitted.push(span.clone());
            continue;
        }
        let whole = (width < WHOLE || left < WORTH) && !fitted.is_empty();
        let taken = if whole { " " } else { &span.content[..text::head(&span.content, left).0] };
        if whole && let Some(separator) = fitted.pop_if(|last| separates(last)) {
            left += text::width(&separator.content);
        }
        let marked = format!("{taken}{}", glyphs.ellipsis);
        let room = cells.min(left + mark);
        fitted.push(Span::styled(text::fit_with(&marked, room, glyphs.ellipsis), span.style));
        break;
    }
    fitted
}

/// Hints in a row of so many cells: the first ones and the last, which tells the way out; `None` where not even that fits.
pub(super) fn fit_hints(hints: &[String], cells: usize, glyphs: &Glyphs) -> Option<String> {
    let (last, first) = hints.split_last()?;
    let separator = format!(" {} ", glyphs.separator);
    let joined = |count: usize| {
        let shown: Vec<&str> = first[..count].iter().chain([last]).map(String::as_str).collect();
        shown.join(&separator)
    };
    (0..=first.len()).rev().map(joined).find(|row| text::width(row) <= cells)
}

#[cfg(test)]
mod tests {
    use super::super::glyphs;
    use super::*;

    fn cut(parts: &[&str], cells: usize) -> String {
        let spans: Vec<Span<'_>> = parts.iter().map(|part| Span::raw(*part)).collect();
        fit_spans(&spans, cells, &glyphs::UNICODE).iter().map(|span| span.content.as_ref()).collect()
    }

    #[test]
    fn a_line_that_does_not_fit_says_so_wherever_it_is_cut() {
        let facts = ["免费", " · ", "47.7 GB", " · ", "4090 4090_48G 5090"];
        assert_eq!(cut(&facts, 26), "免费 · 47.7 GB · 4090 409…");
        assert_eq!(cut(&facts, 21), "免费 · 47.7 GB …");
        assert_eq!(cut(&facts, 16), "免费 · 47.7 GB …");
        assert_eq!(cut(&facts, 14), "免费 …");
        assert_eq!(cut(&facts, 5), "免费…");
        assert_eq!(cut(&["免费"], 3), "免…");
        assert_eq!(cut(&["免费"], 1), "…");
        assert_eq!(cut(&["免费"], 0), "");
    }

    #[test]
    fn the_way_out_is_the_last_hint_to_go() {
        let hints = ["Enter 打开", "s 保存", "Esc 关闭"].map(str::to_owned);
        let fitted = |cells| fit_hints(&hints, cells, &glyphs::UNICODE);
        assert_eq!(fitted(32).as_deref(), Some("Enter 打开 · s 保存 · Esc 关闭"));
        assert_eq!(fitted(24).as_deref(), Some("Enter 打开 · Esc 关闭"));
        assert_eq!(fitted(20).as_deref(), Some("Esc 关闭"));
        assert_eq!((fitted(7), fit_hints(&[], 80, &glyphs::UNICODE)), (None, None));
    }
}
