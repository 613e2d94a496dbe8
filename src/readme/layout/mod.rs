//! Document to rows of a width.

mod ascii;
mod code;
mod fit;
mod glyphs;
mod records;
mod table;
mod wanted_width;
mod wrap;
mod writer;

pub(super) use wrap::wrap as wrap_lines;

use super::Word;
use super::document::{Alert, Align, Block, Document, Footnote, Inline, Item, List, Mark, Text};
use super::rows::{Attrs, Heading, Rows, SpanStyle, TextRole};
use crate::i18n::Lang;
use crate::text::width;
use glyphs::{ASCII, UNICODE};
use writer::{Piece, RowWriter, fill, style};

/// How a document is to be laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct LayoutOptions {
    /// Cells of a row; no row is wider. With 0 there are no rows.
    pub width: u16,
    /// Draw with ASCII and without signs whose width is ambiguous, for terminals where box lines, curly quotes and
    /// arrows are two cells wide.
    pub ascii: bool,
    /// The language of our own words.
    pub lang: Lang,
}

impl Document {
    /// Lays the document out.
    #[must_use]
    pub fn layout(&self, options: &LayoutOptions) -> Rows {
        let glyphs = if options.ascii { &ASCII } else { &UNICODE };
        let mut writer = RowWriter::new(*options, glyphs, &self.content);
        if options.width == 0 {
            return writer.out;
        }
        writer.blocks(&self.content.blocks, true);
        writer.footnotes(&self.content.footnotes);
        if let Some(front) = &self.content.front {
            writer.note(Word::FrontMatter.text(options.lang));
            writer.block(front);
        }
        if let Some(chars) = self.content.cut_at {
            writer.note(&Word::Cut.fill(options.lang, &[&chars]));
        }
        writer.out
    }
}

impl RowWriter<'_> {
    /// Blocks below each other; `spaced` ones are parted by blank rows.
    fn blocks(&mut self, blocks: &[Block], spaced: bool) {
        for (i, block) in blocks.iter().enumerate() {
            if i.checked_sub(1).is_some_and(|before| parted(&blocks[before], block, spaced)) {
                self.blank();
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => {
                self.start_block();
                self.inline(paragraph.text, paragraph.align);
            }
            Block::Heading { level, text, align } => self.heading(*level, *text, *align),
            Block::Code { language, text } => self.code(language, text),
            Block::Quote { alert: Some(alert), blocks } => self.alert(*alert, blocks),
            Block::Quote { alert: None, blocks } => {
                let bar = Piece::new(self.glyphs.quote, TextRole::Quote);
                self.with_margin(None, bar, |w| w.blocks(blocks, true));
            }
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Details { summary, blocks } => self.details(summary, blocks),
            Block::Rule => {
                self.start_block();
                self.rule(self.glyphs.rule, TextRole::Rule);
            }
        }
    }

    /// A line across the width.
    fn rule(&mut self, stroke: &'static str, role: TextRole) {
        let room = self.room();
        self.line(role, |text| fill(text, stroke, room));
    }

    fn heading(&mut self, level: u8, text: Inline, align: Align) {
        self.start_block();
        let row = self.row();
        let title = self.labelled(text).as_ref().text.replace('\n', " ");
        self.out.headings.push(Heading { level, text: title, row });
        let index = usize::from(level);
        if let Some(stroke) = self.glyphs.heading_rules.get(index.wrapping_sub(1)) {
            self.inline(text, align);
            return self.rule(stroke, TextRole::Rule);
        }
        match self.glyphs.heading_marks.get(index.wrapping_sub(3)) {
            Some(mark) if align == Align::Left => {
                let first = Piece::new(*mark, TextRole::Heading(level));
                let rest = if self.options.ascii { Piece::spaces(width(mark)) } else { first.clone() };
                self.with_margin(Some(first), rest, |w| w.inline(text, align));
            }
            Some(_) | None => self.inline(text, align),
        }
    }

    fn alert(&mut self, alert: Alert, blocks: &[Block]) {
        let (word, role) = match alert {
            Alert::Note => (Word::Note, TextRole::AlertNote),
            Alert::Tip => (Word::Tip, TextRole::AlertTip),
            Alert::Important => (Word::Important, TextRole::AlertImportant),
            Alert::Warning => (Word::Warning, TextRole::AlertWarning),
            Alert::Caution => (Word::Caution, TextRole::AlertCaution),
        };
        let bar = Piece::new(self.glyphs.alert, role);
        let attrs = Attrs { bold: true, ..Attrs::default() };
        let label = Text::plain(word.text(self.options.lang), SpanStyle { attrs, ..style(role) });
        self.with_margin(None, bar, |w| {
            w.start_block();
            w.text(label.as_ref(), Align::Left);
            w.blocks(blocks, true);
        });
    }

    fn details(&mut self, summary: &[Block], blocks: &[Block]) {
        let mark = Piece::new(self.glyphs.details, TextRole::Marker);
        let indent = || Piece::spaces(2);
        self.with_margin(Some(mark), indent(), |w| {
            if summary.is_empty() { w.blank() } else { w.blocks(summary, false) }
        });
        self.with_margin(None, indent(), |w| w.blocks(blocks, true));
    }

    fn list(&mut self, list: &List) {
        let is_bulleted = list.first.is_none();
        self.depth += usize::from(is_bulleted);
        let last = list.first.map(|first| first.saturating_add(list.items.len().saturating_sub(1) as u64));
        let cells = last.map_or(0, |last| last.to_string().len() + 2);
        let mut number = list.first;
        for (i, item) in list.items.iter().enumerate() {
            if i > 0 && list.spaced {
                self.blank();
            }
            let mark = match item.mark {
                Mark::Plain => number.map_or_else(
                    || self.bullet(),
                    |n| Piece::new(format!("{n:>0$}. ", cells - 2), TextRole::Marker),
                ),
                Mark::Task(done) => Piece::new(self.glyphs.tasks[usize::from(done)], TextRole::Marker),
                Mark::None => Piece::spaces(cells.max(2)),
                Mark::Term => Piece::default(),
                Mark::Meaning => Piece::spaces(4),
            };
            if item.mark != Mark::None {
                number = number.map(|n| n.saturating_add(1));
            }
            self.item(item, mark, list.spaced);
        }
        self.depth -= usize::from(is_bulleted);
    }

    fn item(&mut self, item: &Item, mark: Piece, spaced: bool) {
        let rest = Piece::spaces(width(&mark.text));
        self.with_margin(Some(mark), rest, |w| {
            if item.blocks.is_empty() {
                w.blank();
            } else {
                w.blocks(&item.blocks, spaced);
            }
        });
    }

    fn bullet(&self) -> Piece {
        let bullets = self.glyphs.bullets;
        Piece::new(bullets[(self.depth - 1) % bullets.len()], TextRole::Marker)
    }

    fn footnotes(&mut self, footnotes: &[Footnote]) {
        let Some(last) = footnotes.last() else { return };
        if !self.out.rows.is_empty() {
            self.blank();
        }
        self.start_block();
        let cells = self.room().min(FOOTNOTE_RULE);
        let stroke = self.glyphs.rule;
        self.line(TextRole::Rule, |text| fill(text, stroke, cells));
        let widest = last.number.to_string().len();
        for footnote in footnotes {
            let mark = Piece::new(
                format!("{:>1$} ", format!("[{}]", footnote.number), widest + 2),
                TextRole::Marker,
            );
            let rest = Piece::spaces(widest + 3);
            self.with_margin(Some(mark), rest, |w| {
                if footnote.blocks.is_empty() { w.blank() } else { w.blocks(&footnote.blocks, false) }
            });
        }
    }

    /// A note of ours below all else.
    fn note(&mut self, text: &str) {
        if !self.out.rows.is_empty() {
            self.blank();
        }
        self.start_block();
        self.text(Text::plain(text, style(TextRole::Muted)).as_ref(), Align::Left);
    }
}

/// Cells of the rule above the footnotes.
const FOOTNOTE_RULE: usize = 20;

/// Whether a blank row parts two blocks. A heading stands close to what it is the heading of.
fn parted(above: &Block, below: &Block, spaced: bool) -> bool {
    if let (Block::Paragraph(a), Block::Paragraph(b)) = (above, below) {
        return if spaced { !(a.loose && b.loose) } else { !a.loose && !b.loose };
    }
    let is_heading = |block: &Block| matches!(block, Block::Heading { .. });
    spaced && (!is_heading(above) || is_heading(below))
}
