//! Code blocks: a frame with the language in its top line, long lines continued inside it.

use super::writer::{Piece, Writer, push, spaces, style};
use crate::readme::rows::{CodeBlock, CodeLine, Role, Seam};
use crate::text::{fit_with, grapheme_width, width};
use unicode_segmentation::UnicodeSegmentation;

/// Below this many cells a frame would take more than it gives.
const FRAMED: usize = 12;
/// Cells of `│ ` and ` │`.
const BORDERS: usize = 4;

impl Writer<'_> {
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
            self.code_line(block, line, at, framed);
            at += line.len() + 1;
        }
        if framed {
            let frame = &self.glyphs.frame;
            let across = frame.across.repeat(self.room() - 2);
            let bottom = format!("{}{across}{}", frame.bottom_left, frame.bottom_right);
            self.pieces(&[Piece::new(bottom, Role::CodeFrame)]);
        }
        let end = self.row();
        if let Some(block) = self.out.code_blocks.get_mut(block) {
            block.rows.end = end;
        }
    }

    fn code_top(&mut self, language: &str) {
        let frame = &self.glyphs.frame;
        let room = self.room() - 2;
        let label = match language {
            "" => String::new(),
            _ => format!(" {} ", fit_with(language, room - 3, self.glyphs.too_wide)),
        };
        let across = frame.across.repeat(room - width(&label));
        let top = format!("{}{label}{across}{}", frame.top_left, frame.top_right);
        self.pieces(&[Piece::new(top, Role::CodeFrame)]);
    }

    /// A line of code that begins at byte `at` of the block's text, in as many rows as it needs.
    fn code_line(&mut self, block: usize, line: &str, at: usize, framed: bool) {
        let room = if framed { self.room() - BORDERS } else { self.room() };
        let indent = line.len() - line.trim_start_matches(' ').len();
        let mark = width(self.glyphs.continued);
        // The rest of a line hangs under its indent, if that leaves enough room.
        let hang = if indent + mark < room / 2 { indent + mark } else { mark.min(room.saturating_sub(4)) };
        let mut rest = line;
        let mut offset = at;
        let mut lead = 0;
        loop {
            let taken = head(rest, room - lead);
            self.code_row(block, &rest[..taken], offset, lead, framed);
            rest = &rest[taken..];
            offset += taken;
            if rest.is_empty() {
                return;
            }
            lead = hang;
        }
    }

    fn code_row(&mut self, block: usize, text: &str, offset: usize, lead: usize, framed: bool) {
        let room = self.room();
        let mut row = self.begin(3, text.len() + room.min(256));
        let frame = style(Role::CodeFrame);
        let down = self.glyphs.frame.down;
        if framed {
            push(&mut row, down, frame, None);
            push(&mut row, " ", frame, None);
        }
        if lead > 0 {
            let mark = self.glyphs.continued;
            push(&mut row, &spaces(lead.saturating_sub(width(mark))), frame, None);
            push(&mut row, mark, frame, None);
        }
        let at = row.text.len();
        if lead > 0 {
            row.continues = self.code_seam(block, at);
        }
        let cells = width(text);
        let inner = if framed { room - BORDERS } else { room };
        let shown = if lead + cells > inner { self.glyphs.too_wide } else { text };
        push(&mut row, shown, style(Role::Code), None);
        if framed {
            let padding = inner.saturating_sub(lead + width(shown));
            push(&mut row, &spaces(padding + 1), frame, None);
            push(&mut row, down, frame, None);
        }
        self.end(row);
        if let Some(block) = self.out.code_blocks.get_mut(block) {
            let range = if shown == text { offset..offset + text.len() } else { offset..offset };
            block.lines.push(CodeLine { range, at });
        }
    }
}

impl Writer<'_> {
    /// The seam between the last line of a code block and its rest, which begins at byte `at` of the open row.
    fn code_seam(&self, block: usize, at: usize) -> Option<Seam> {
        let above = self.out.code_blocks.get(block)?.lines.last()?;
        Some(Seam { from: above.at + above.range.len(), at, spaced: false })
    }
}

/// How many bytes of `line` fit `room` cells, at least one grapheme; it breaks after a space where one is near.
fn head(line: &str, room: usize) -> usize {
    if line.len() <= room || width(line) <= room {
        return line.len();
    }
    let (mut end, mut cells, mut space) = (0, 0, 0);
    for (at, grapheme) in line.grapheme_indices(true) {
        let wide = grapheme_width(grapheme);
        if cells + wide > room {
            break;
        }
        cells += wide;
        end = at + grapheme.len();
        if grapheme == " " && cells > room * 2 / 3 {
            space = end;
        }
    }
    match (space, end) {
        (0, 0) => line.graphemes(true).next().map_or(0, str::len),
        (0, end) => end,
        (space, _) => space,
    }
}
