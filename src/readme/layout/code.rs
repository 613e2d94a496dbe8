//! Code blocks: a frame with the language in its top line, long lines continued inside it.

use std::borrow::Cow;

use super::ascii::fold;
use super::writer::{RowWriter, fill, push, spaces, style};
use crate::readme::rows::{CodeBlock, CodeLine, Seam, TextRole};
use crate::text::{fit_with, head, width};
use unicode_segmentation::UnicodeSegmentation;

/// Below this many cells a frame would take more than it gives.
const FRAMED: usize = 12;
/// Cells of `│ ` and ` │`.
const BORDERS: usize = 4;

impl RowWriter<'_> {
    /// Writes a code block.
    pub(super) fn code(&mut self, language: &str, text: &str) {
        self.start_block();
        let start = self.row();
        let framed = self.room() >= FRAMED;
        if framed {
            self.code_top(language);
        }
        let first_line = self.row();
        let block = self.out.code_blocks.len();
        self.out.code_blocks.push(CodeBlock {
            language: language.to_owned(),
            text: text.to_owned(),
            rows: start..start,
            lines: Vec::new(),
            first_line,
        });
        let mut at = 0;
        for line in text.split('\n') {
            match if self.options.ascii { fold(line) } else { Cow::Borrowed(line) } {
                Cow::Borrowed(line) => self.code_line(block, line, at, framed),
                Cow::Owned(folded) => self.folded_line(block, &folded, at, framed),
            }
            at += line.len() + 1;
        }
        if framed {
            self.code_bottom();
        }
        let end = self.row();
        if let Some(block) = self.out.code_blocks.get_mut(block) {
            block.rows.end = end;
        }
    }

    fn code_top(&mut self, language: &str) {
        let frame = &self.glyphs.frame;
        let room = self.room() - 2;
        let label = fit_with(language, room - 3, self.glyphs.too_wide);
        let labelled = if label.is_empty() { 0 } else { width(&label) + 2 };
        self.line(TextRole::CodeFrame, |text| {
            text.push_str(frame.top_left);
            if labelled > 0 {
                text.extend([" ", &label, " "]);
            }
            fill(text, frame.across, room - labelled);
            text.push_str(frame.top_right);
        });
    }

    fn code_bottom(&mut self) {
        let frame = &self.glyphs.frame;
        let room = self.room() - 2;
        self.line(TextRole::CodeFrame, |text| {
            text.push_str(frame.bottom_left);
            fill(text, frame.across, room);
            text.push_str(frame.bottom_right);
        });
    }

    /// A line of code that is not shown as it is, and so shows no bytes of the block's text.
    fn folded_line(&mut self, block: usize, line: &str, at: usize, framed: bool) {
        let first = self.out.code_blocks.get(block).map_or(0, |block| block.lines.len());
        self.code_line(block, line, 0, framed);
        let shown = self.out.code_blocks.get_mut(block).and_then(|block| block.lines.get_mut(first..));
        for line in shown.into_iter().flatten() {
            line.range = at..at;
        }
    }

    /// A line of code that begins at byte `at` of the block's text, in as many rows as it needs.
    fn code_line(&mut self, block: usize, line: &str, at: usize, framed: bool) {
        let room = if framed { self.room() - BORDERS } else { self.room() };
        let indent = line.len() - line.trim_start_matches(' ').len();
        let mark = width(self.glyphs.continued);
        // The rest of a line hangs under its indent, if that leaves enough room.
        let hang = match room {
            _ if (indent + mark) * 2 < room => indent + mark,
            _ if mark * 2 < room => mark,
            _ => 0,
        };
        let mut rest = line;
        let mut offset = at;
        let mut lead = 0;
        loop {
            let (taken, cells) = taken(rest, room - lead);
            let part = Part { text: &rest[..taken], offset, lead, cells, continues: offset > at };
            self.code_row(block, &part, framed);
            rest = &rest[taken..];
            offset += taken;
            if rest.is_empty() {
                return;
            }
            // The space at which a line is broken is not shown.
            if let Some(after) = rest.strip_prefix(' ').filter(|after| !after.starts_with(' ')) {
                rest = after;
                offset += 1;
            }
            lead = hang;
        }
    }

    fn code_row(&mut self, block: usize, part: &Part<'_>, framed: bool) {
        let room = self.room();
        let inner = if framed { room - BORDERS } else { room };
        let mut row = self.begin(3, part.text.len() + room.min(256));
        let frame = style(TextRole::CodeFrame);
        let down = self.glyphs.frame.down;
        if framed {
            push(&mut row, down, frame, None);
            push(&mut row, " ", frame, None);
        }
        if part.lead > 0 {
            let mark = self.glyphs.continued;
            push(&mut row, &spaces(part.lead - width(mark)), frame, None);
            push(&mut row, mark, frame, None);
        }
        let at = row.text.len();
        if part.continues {
            row.continues = self.code_seam(block, at, part.offset);
        }
        let fits = part.lead + part.cells <= inner;
        let (shown, cells) = if fits { (part.text, part.cells) } else { (self.glyphs.too_wide, 1) };
        push(&mut row, shown, style(TextRole::Code), None);
        if framed {
            push(&mut row, &spaces((inner + 1).saturating_sub(part.lead + cells)), frame, None);
            push(&mut row, down, frame, None);
        }
        let len = self.end(row);
        if let Some(block) = self.out.code_blocks.get_mut(block) {
            // Spaces at the row's end are not in it.
            let at = at.min(len);
            let shown = if fits { part.text.trim_end_matches(' ').len() } else { 0 };
            block.lines.push(CodeLine { range: part.offset..part.offset + shown, at });
        }
    }

    /// The seam between the last line of a code block and its rest, which begins at byte `at` of the open row and
    /// byte `offset` of the code.
    fn code_seam(&self, block: usize, at: usize, offset: usize) -> Option<Seam> {
        let above = self.out.code_blocks.get(block)?.lines.last()?;
        Some(Seam { from: above.at + above.range.len(), at, spaced: above.range.end < offset })
    }
}

/// The part of a line of code that a row shows.
struct Part<'a> {
    text: &'a str,
    /// Where it begins in the block's text.
    offset: usize,
    /// Cells in front of it.
    lead: usize,
    cells: usize,
    /// Whether it is the rest of a line that was too long.
    continues: bool,
}

/// How many bytes of `line` a row of `room` cells takes, at least one grapheme, and their cells. It breaks after a
/// space where one is near, else after a part of a path.
fn taken(line: &str, room: usize) -> (usize, usize) {
    let (fits, cells) = head(line, room);
    if fits == line.len() {
        return (fits, cells);
    }
    if fits == 0 {
        let end = line.graphemes(true).next().map_or(line.len(), str::len);
        return (end, width(&line[..end]));
    }
    let near = |mark, least| line[..fits].rfind(mark).map(|at| at + 1).filter(|end| *end > least);
    let end = near(' ', fits / 2).or_else(|| near('/', fits * 2 / 3)).unwrap_or(fits);
    (end, width(&line[..end]))
}
