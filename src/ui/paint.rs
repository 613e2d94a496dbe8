//! Writing text into cells, clipped to an area and measured in cells.

use std::num::NonZeroU16;

use ratatui::Frame;
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Padding, Widget};

use crate::app::{Area, Focus, Measured, Spot, State};
use crate::i18n::Lang;
use crate::search::Marker;
use crate::text;

use super::context::ViewContext;
use super::glyphs::{self, Glyphs};
use super::pasted::Paste;
use super::theme::Role;

/// Everything a part of the screen needs to draw itself.
pub(super) struct Painter<'a, 'f> {
    pub(super) state: &'a State,
    pub(super) context: &'a ViewContext<'a>,
    pub(super) glyphs: &'static Glyphs,
    pub(super) lang: Lang,
    /// What this frame measures.
    pub(super) measured: &'a mut Measured,
    /// Where the hardware cursor stands, for input methods.
    pub(super) cursor: Option<Position>,
    /// Finds what is searched for.
    pub(super) marker: Marker,
    buffer: &'f mut Buffer,
}

impl<'a, 'f> Painter<'a, 'f> {
    pub(super) fn new(
        state: &'a State,
        context: &'a ViewContext<'a>,
        frame: &'f mut Frame<'_>,
        measured: &'a mut Measured,
    ) -> Self {
        let glyphs = if state.setup.ascii { &glyphs::ASCII } else { &glyphs::UNICODE };
        Painter {
            state,
            context,
            glyphs,
            lang: state.lang(),
            measured,
            cursor: None,
            marker: Marker::new(state.query()),
            buffer: frame.buffer_mut(),
        }
    }

    pub(super) fn style(&self, role: Role) -> Style {
        self.context.theme.style(role)
    }

    pub(super) fn span<'t>(&self, text: impl Into<std::borrow::Cow<'t, str>>, role: Role) -> Span<'t> {
        Span::styled(text, self.style(role))
    }

    /// Text cut to a number of cells with this set's mark.
    pub(super) fn fit(&self, text: &str, cells: usize) -> String {
        text::fit_with(text, cells, self.glyphs.ellipsis)
    }

    /// Writes text at the left of an area's first row; returns the column after it.
    pub(super) fn put(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        if area.is_empty() {
            return area.x;
        }
        let room = usize::from(area.width);
        if let Some(end) = put_plain(self.buffer, area, text, style) {
            return end;
        }
        if text::width(text) <= room {
            return self.buffer.set_stringn(area.x, area.y, text, room, style).0;
        }
        let fitted = self.fit(text, room);
        self.buffer.set_stringn(area.x, area.y, fitted, room, style).0
    }

    /// Puts a strip of a picture on blank cells.
    pub(super) fn paste(&mut self, paste: Paste) {
        self.context.pasted.borrow_mut().note(self.buffer, paste);
    }

    /// Puts a symbol of one cell, whatever its width is said to be, into a cell.
    pub(super) fn symbol(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(symbol)
                .set_style(style)
                .set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN));
        }
    }

    /// Text with the words marked that are searched for.
    pub(super) fn marked(&self, text: &str, style: Style) -> Line<'static> {
        let found = style.patch(self.style(Role::Found));
        let (mut spans, mut from) = (Vec::new(), 0);
        let ranges = if self.marker.is_empty() { vec![] } else { self.marker.ranges(text) };
        for range in ranges {
            spans.push(Span::styled(text[from..range.start].to_owned(), style));
            spans.push(Span::styled(text[range.clone()].to_owned(), found));
            from = range.end;
        }
        spans.push(Span::styled(text[from..].to_owned(), style));
        Line::from(spans)
    }

    /// Writes text, with the words marked that are searched for.
    pub(super) fn put_marked(&mut self, area: Rect, text: &str, style: Style) {
        let line = self.marked(text, style);
        self.line(area, &line);
    }

    /// Writes styled spans at the left of an area's first row.
    pub(super) fn line(&mut self, area: Rect, line: &Line<'_>) {
        let cut;
        let spans = if line.width() > usize::from(area.width) {
            cut = fit_spans(&line.spans, area.width.into(), self.glyphs);
            &cut
        } else {
            &line.spans
        };
        let mut x = area.x;
        for span in spans {
            x = self.put(row_from(area, x, area.y), &span.content, line.style.patch(span.style));
        }
    }

    /// Writes styled spans so that they end at the right of an area's first row.
    pub(super) fn line_right(&mut self, area: Rect, line: &Line<'_>) {
        let width = u16::try_from(line.width()).unwrap_or(u16::MAX);
        let x = area.right().saturating_sub(width).max(area.x);
        self.line(row_from(area, x, area.y), line);
    }

    /// Lays a style over cells.
    pub(super) fn tint(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area, style);
    }

    /// A pane's border with titles; returns the room inside it.
    pub(super) fn pane(&mut self, area: Rect, pane: Focus, titles: &Titles<'_>) -> Rect {
        self.spot(area, Spot::Pane(pane));
        self.framed(area, self.has_focus(pane), titles)
    }

    /// The border of something on top, which has the focus; returns the room inside it.
    pub(super) fn popup(&mut self, area: Rect, titles: &Titles<'_>) -> Rect {
        self.clear(area);
        self.framed(area, true, titles)
    }

    fn framed(&mut self, area: Rect, focused: bool, titles: &Titles<'_>) -> Rect {
        let (border, title) =
            if focused { (Role::BorderFocus, Role::TitleFocus) } else { (Role::Border, Role::Title) };
        let mut block = Block::bordered()
            .border_type(BorderType::Rounded)
            .border_set(self.glyphs.border)
            .border_style(self.style(border))
            .title_style(self.style(title))
            .padding(Padding::horizontal(1));
        let room = usize::from(area.width.saturating_sub(4));
        let right_width = titles.right.as_ref().map_or(0, Line::width);
        let left = self.fit(&titles.left, room.saturating_sub(right_width + 1));
        if !left.is_empty() {
            block = block.title_top(Line::from(format!(" {left} ")));
        }
        for (line, top) in [(&titles.right, true), (&titles.bottom, false)] {
            if let Some(line) = line.as_ref().filter(|line| line.width() <= room) {
                let line = line.clone().right_aligned();
                block = if top { block.title_top(line) } else { block.title_bottom(line) };
            }
        }
        block.render(area, self.buffer);
        super::inside(area)
    }

    fn has_focus(&self, pane: Focus) -> bool {
        let focus = match self.state.focus {
            Focus::Search => Focus::Filters,
            Focus::Find => Focus::Detail,
            other @ (Focus::Filters | Focus::List | Focus::Detail) => other,
        };
        self.state.popup.is_none() && focus == pane
    }

    /// Blanks an area for something that lies on top.
    ///
    /// A wide glyph that the area's edge would cut in half is removed whole, on either side.
    pub(super) fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.y..area.bottom() {
            if let Some(before) = area.x.checked_sub(1)
                && text::width(self.buffer[(before, y)].symbol()) > 1
            {
                self.buffer[(before, y)].set_symbol(" ");
            }
        }
        Clear.render(area, self.buffer);
        self.buffer.set_style(area, self.context.theme.base);
    }

    /// Notes what the mouse meets in an area.
    pub(super) fn spot(&mut self, area: Rect, spot: Spot) {
        let area = Area { x: area.x, y: area.y, width: area.width, height: area.height };
        self.measured.spots.push((area, spot));
    }

    /// A rule across an area.
    pub(super) fn rule(&mut self, area: Rect, y: u16) {
        let rule = self.glyphs.rule.repeat(usize::from(area.width));
        self.put(row_from(area, area.x, y), &rule, self.style(Role::Faint));
    }
}

/// The part of an area's row `y` from column `x` on; empty outside the area.
pub(super) fn row_from(area: Rect, x: u16, y: u16) -> Rect {
    let row = Rect { x, y, width: area.right().saturating_sub(x), height: 1 };
    row.intersection(area)
}

/// What stands in a pane's border.
#[derive(Debug, Default)]
pub(super) struct Titles<'t> {
    pub(super) left: String,
    pub(super) right: Option<Line<'t>>,
    pub(super) bottom: Option<Line<'t>>,
}

/// Cells below which a span is left out rather than cut: half a price or size tells nothing, or a wrong thing.
const WHOLE: usize = 12;
/// Cells of a longer span that are worth showing.
const WORTH: usize = 6;

/// Spans wider than `cells`, cut to fit with a mark; no separator stands before it.
fn fit_spans<'t>(spans: &[Span<'t>], cells: usize, glyphs: &Glyphs) -> Vec<Span<'t>> {
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

/// Writes text whose characters are graphemes of usual widths, where it fits: most text, and much sooner than
/// [`Buffer::set_stringn`] does, to the same effect. Returns the column after it.
fn put_plain(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> Option<u16> {
    let (width, chars) = text::plain_chars(text)?;
    let area = area.intersection(buffer.area);
    if area.is_empty() || width > usize::from(area.width) {
        return None;
    }
    let from = buffer.index_of(area.x, area.y);
    let row = buffer.content.get_mut(from..from + width)?;
    let mut at = 0;
    for (symbol, wide) in chars {
        row[at].set_symbol(symbol).set_style(style);
        // What a wide glyph covers.
        row[at + 1..at + wide].iter_mut().for_each(Cell::reset);
        at += wide;
    }
    u16::try_from(width).ok().map(|cells| area.x + cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn plain_text_is_written_as_ratatui_writes_it(text in "[ -~一-龥「」（）：─…é]{0,30}", x in 0..20_u16, width in 0..40_u16) {
            let area = Rect::new(0, 0, 40, 2);
            let (mut ours, mut theirs) = (Buffer::filled(area, Cell::new("字")), Buffer::filled(area, Cell::new("字")));
            let style = Style::new().bold();
            let room = Rect::new(x, 1, width, 1);
            if let Some(end) = put_plain(&mut ours, room, &text, style) {
                let (next, _) = theirs.set_stringn(x, 1, &text, width.into(), style);
                proptest::prop_assert_eq!((end, &ours), (next, &theirs));
            } else {
                let fits = text::width(&text) <= usize::from(room.intersection(area).width);
                proptest::prop_assert!(!fits || room.intersection(area).is_empty());
                proptest::prop_assert_eq!(&ours, &theirs);
            }
        }
    }

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
