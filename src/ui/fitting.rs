//! Spans cut to the cells there are.

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
}
