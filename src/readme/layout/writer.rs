//! Writes rows: margins in front of text (quote bars, list indents), runs to spans, where things stand.

use std::borrow::Cow;
use std::ops::Range;

use super::LayoutOptions;
use super::ascii::fold_text;
use super::glyphs::LayoutGlyphs;
use super::wrap::wrap;
use crate::readme::document::{Align, Content, Inline, Run, TargetId, Text, TextRef};
use crate::readme::rows::{Attrs, Link, Row, Rows, Seam, Span, SpanStyle, TextRole};
use crate::text::width;

/// Margins leave at least this many cells for text, or are left out.
pub(super) const TEXT_CELLS: usize = 6;

/// Rows being written.
#[derive(Debug)]
pub(super) struct RowWriter<'a> {
    pub(super) options: LayoutOptions,
    pub(super) glyphs: &'static LayoutGlyphs,
    pub(super) out: Rows,
    /// The row number of the first row in `out.rows`, while rows are written apart.
    base: usize,
    /// Whether what is written is part of a block that has begun.
    within: bool,
    /// Bulleted lists around what is written.
    pub(super) depth: usize,
    margins: Vec<Margin>,
    /// Cells the margins take.
    margin: usize,
    width: usize,
    pub(super) content: &'a Content,
    /// The place in `out.links` of each target that has been met.
    met: Vec<Option<usize>>,
}

/// What stands in front of the rows of a block.
#[derive(Debug, Clone)]
struct Margin {
    /// In front of its first row, until that is written.
    first: Option<Piece>,
    rest: Piece,
}

/// A piece of text of ours in one style.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    pub(super) text: Cow<'static, str>,
    pub(super) style: SpanStyle,
}

impl Piece {
    pub(super) fn new(text: impl Into<Cow<'static, str>>, role: TextRole) -> Self {
        Self { text: text.into(), style: style(role) }
    }

    pub(super) fn spaces(cells: usize) -> Self {
        Self::new(spaces(cells), TextRole::Text)
    }
}

/// A plain style of a role.
pub(super) fn style(role: TextRole) -> SpanStyle {
    SpanStyle { role, attrs: Attrs::default(), tint: None }
}

/// Blanks to indent or pad with.
pub(super) fn spaces(cells: usize) -> Cow<'static, str> {
    const BLANK: &str = "                                                                ";
    BLANK.get(..cells).map_or_else(|| Cow::Owned(" ".repeat(cells)), Cow::Borrowed)
}

impl<'a> RowWriter<'a> {
    pub(super) fn new(options: LayoutOptions, glyphs: &'static LayoutGlyphs, content: &'a Content) -> Self {
        let met = vec![None; content.targets.len()];
        let width = usize::from(options.width);
        Self {
            options,
            glyphs,
            out: Rows::default(),
            base: 0,
            within: false,
            depth: 0,
            margins: Vec::new(),
            margin: 0,
            width,
            content,
            met,
        }
    }

    /// Cells left for text.
    pub(super) fn room(&self) -> usize {
        self.width - self.margin
    }

    /// The number of the next row.
    pub(super) fn row(&self) -> usize {
        self.base + self.out.rows.len()
    }

    /// Notes where a block begins that a reader's place can be kept by.
    pub(super) fn start_block(&mut self) {
        if !self.within {
            let row = self.row();
            self.out.block_starts.push(row);
        }
    }

    /// Writes parts of a block that has begun: they begin no blocks of their own, so that there are as many at any
    /// width.
    pub(super) fn within(&mut self, write: impl FnOnce(&mut Self)) {
        let was = std::mem::replace(&mut self.within, true);
        write(self);
        self.within = was;
    }

    /// Writes with a margin in front; it is left out where the width has no room for it.
    pub(super) fn with_margin(&mut self, first: Option<Piece>, rest: Piece, write: impl FnOnce(&mut Self)) {
        let cells = width(&rest.text);
        if self.room() < cells + TEXT_CELLS {
            return write(self);
        }
        self.margins.push(Margin { first, rest });
        self.margin += cells;
        write(self);
        self.margin -= cells;
        self.margins.pop();
    }

    /// Writes apart from the document, at `width` cells and without margins, and gives the rows. They are going to
    /// stand from row `at` on.
    pub(super) fn apart(&mut self, cells: usize, at: usize, write: impl FnOnce(&mut Self)) -> Vec<Row> {
        let rows = std::mem::take(&mut self.out.rows);
        let margins = std::mem::take(&mut self.margins);
        let (base, margin, width) = (self.base, self.margin, self.width);
        (self.base, self.margin, self.width) = (at, 0, cells);
        write(self);
        (self.base, self.margin, self.width) = (base, margin, width);
        self.margins = margins;
        std::mem::replace(&mut self.out.rows, rows)
    }

    /// An empty row, but for the margins.
    pub(super) fn blank(&mut self) {
        let row = self.begin(0, 0);
        self.end(row);
    }

    /// A row of ours in one role.
    pub(super) fn line(&mut self, role: TextRole, write: impl FnOnce(&mut String)) {
        let mut row = self.begin(1, self.room() * 3);
        let start = row.text.len();
        write(&mut row.text);
        row.spans.push(Span { range: start..row.text.len(), style: style(role), link: None });
        self.end(row);
    }

    /// A text of the document, wrapped.
    pub(super) fn inline(&mut self, inline: Inline, align: Align) {
        match self.labelled(inline) {
            Labelled::Kept(text) => self.text(text, align),
            Labelled::Made(text) => self.text(text.as_ref(), align),
        }
    }

    /// Running text, wrapped.
    pub(super) fn text(&mut self, text: TextRef<'_>, align: Align) {
        let room = self.room();
        if room == 0 {
            return;
        }
        let mut before = 0;
        wrap(text.text, room, |line| {
            let indent = match align {
                Align::Left => 0,
                Align::Centre => room.saturating_sub(line.cells) / 2,
                Align::Right => room.saturating_sub(line.cells),
            };
            let mut row = self.begin(2, line.range.len() + indent);
            push(&mut row, &spaces(indent), SpanStyle::default(), None);
            let gap = text.text.get(before..line.range.start).unwrap_or_default();
            if before > 0 && !gap.contains('\n') {
                row.continues = self.seam(row.text.len(), !gap.is_empty());
            }
            before = line.range.end;
            if line.cells > room {
                push(&mut row, self.glyphs.too_wide, SpanStyle::default(), None);
            } else {
                self.styled(&mut row, text, line.range);
            }
            self.end(row);
        });
    }

    /// The seam between the last row written and the open one, whose text begins at byte `at`.
    fn seam(&self, at: usize, spaced: bool) -> Option<Seam> {
        self.out.rows.last().map(|above| Seam { from: above.text.len(), at, spaced })
    }

    /// Appends a part of a text to a row.
    pub(super) fn styled(&mut self, row: &mut Row, text: TextRef<'_>, part: Range<usize>) {
        let first = text.runs.partition_point(|run| run.end <= part.start);
        let mut at = part.start;
        for run in &text.runs[first..] {
            let end = run.end.min(part.end);
            if end <= at {
                break;
            }
            if let Some(media) = run.look.media {
                self.meet(media);
            }
            let link = run.look.link.and_then(|id| self.meet(id));
            push(row, &text.text[at..end], run.look.style, link);
            at = end;
        }
    }

    /// The place of a target among the links, given at the first meeting.
    fn meet(&mut self, id: TargetId) -> Option<usize> {
        let at = id.0 as usize;
        let row = self.row();
        let target = self.content.targets.get(at)?;
        let met = self.met.get_mut(at)?;
        let links = &mut self.out.links;
        Some(*met.get_or_insert_with(|| {
            links.push(Link {
                kind: target.kind,
                text: target.text.clone(),
                target: target.url.clone(),
                row,
                openable: target.openable,
            });
            links.len() - 1
        }))
    }

    /// A row with the margins in it, and room for so many spans and bytes more.
    pub(super) fn begin(&mut self, spans: usize, bytes: usize) -> Row {
        let mut row = Row {
            text: String::with_capacity(bytes + self.margin * 3),
            spans: Vec::with_capacity(spans + self.margins.len()),
            continues: None,
            picture: None,
        };
        for margin in &mut self.margins {
            let piece = match margin.first.take() {
                Some(first) => Cow::Owned(first),
                None => Cow::Borrowed(&margin.rest),
            };
            push(&mut row, &piece.text, piece.style, None);
        }
        row
    }

    /// Ends a row, and gives how many bytes it has without the spaces at its end.
    pub(super) fn end(&mut self, mut row: Row) -> usize {
        trim(&mut row);
        let len = row.text.len();
        self.out.rows.push(row);
        len
    }

    /// A text of the document as it is shown: with our labels around pictures and videos, and in ASCII where asked.
    pub(super) fn labelled(&self, inline: Inline) -> Labelled<'a> {
        let kept = self.content.text(inline);
        let labelled =
            if inline.has_media { Labelled::Made(self.with_labels(kept)) } else { Labelled::Kept(kept) };
        let folded = if self.options.ascii { fold_text(labelled.as_ref()) } else { None };
        folded.map_or(labelled, Labelled::Made)
    }

    fn with_labels(&self, text: TextRef<'_>) -> Text {
        let mut made = Text::default();
        let mut start = 0;
        for run in text.runs {
            let part = &text.text[start..run.end];
            start = run.end;
            match run.look.media {
                Some(id) => made.text.push_str(&self.media_label(id, part)),
                None => made.text.push_str(part),
            }
            made.runs.push(Run { end: made.text.len(), look: run.look });
        }
        made
    }

    fn media_label(&self, id: TargetId, name: &str) -> String {
        use crate::readme::Word;
        use crate::readme::rows::LinkKind;
        let kind = self.content.targets.get(id.0 as usize).map_or(LinkKind::Image, |target| target.kind);
        let word = match kind {
            LinkKind::Link | LinkKind::Image => Word::Image.text(self.options.lang),
            LinkKind::Video if self.options.ascii => Word::Video.text(self.options.lang),
            LinkKind::Video => return format!("{}{name}", self.glyphs.video),
        };
        match name.trim() {
            "" => format!("[{word}]"),
            _ => format!("[{word} {name}]"),
        }
    }
}

/// A text as it is shown.
pub(super) enum Labelled<'a> {
    /// As the document has it.
    Kept(TextRef<'a>),
    /// With labels of ours.
    Made(Text),
}

impl Labelled<'_> {
    pub(super) fn as_ref(&self) -> TextRef<'_> {
        match self {
            Labelled::Kept(text) => *text,
            Labelled::Made(text) => text.as_ref(),
        }
    }
}

/// Appends text in a style to a row.
pub(super) fn push(row: &mut Row, text: &str, style: SpanStyle, link: Option<usize>) {
    if text.is_empty() {
        return;
    }
    let start = row.text.len();
    row.text.push_str(text);
    let end = row.text.len();
    match row.spans.last_mut() {
        Some(last) if last.style == style && last.link == link => last.range.end = end,
        _ => row.spans.push(Span { range: start..end, style, link }),
    }
}

/// Appends `stroke` so many times, doubling what is there.
pub(super) fn fill(text: &mut String, stroke: &str, times: usize) {
    let start = text.len();
    let end = start + stroke.len() * times;
    if times > 0 {
        text.push_str(stroke);
    }
    while text.len() < end {
        let next = (text.len() - start).min(end - text.len());
        text.extend_from_within(start..start + next);
    }
}

/// Drops spaces at a row's end.
fn trim(row: &mut Row) {
    let kept = row.text.trim_end_matches(' ').len();
    if kept == row.text.len() {
        return;
    }
    row.text.truncate(kept);
    while row.spans.last().is_some_and(|span| span.range.start >= kept) {
        row.spans.pop();
    }
    if let Some(last) = row.spans.last_mut() {
        last.range.end = last.range.end.min(kept);
    }
}
