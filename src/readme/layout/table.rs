//! Tables: columns fitted to the width, between lines; cells wrap and are never cut.

use std::ops::Range;

use super::fit::{Titles, Want, fit, groups};
use super::glyphs::Rule;
use super::wanted_width::{BETWEEN, Measure};
use super::writer::{Labelled, RowWriter, fill, push, spaces, style};
use crate::readme::document::{Align, Block, Cell, Table, TableRow};
use crate::readme::rows::{Row, Span, TextRole};
use crate::text::width;

/// Titles in the order in which they give way.
const TITLES: [Titles; 3] = [Titles::Whole, Titles::Broken(8), Titles::Broken(6)];
/// A cell with a longer line than this is prose.
const PROSE: usize = 28;

/// Most groups of columns; more would be a riddle.
const GROUPS: usize = 8;

/// The widths of columns in a table of at most `room` cells.
fn fitted(wants: &[Want], room: usize) -> Option<Vec<usize>> {
    let room = room.checked_sub(table_width(&vec![0; wants.len()]))?;
    TITLES.iter().find_map(|titles| fit(wants, *titles, room))
}

/// How wide a table of such columns is, lines included.
fn table_width(columns: &[usize]) -> usize {
    columns.iter().sum::<usize>() + columns.len() * BETWEEN + 1
}

impl<'a> RowWriter<'a> {
    /// Writes a table.
    pub(super) fn table(&mut self, table: &Table) {
        self.start_block();
        let first = self.row();
        self.within(|w| w.table_inside(table));
        if self.row() == first {
            // Empty cells leave nothing to show; a block has a row all the same.
            self.blank();
        }
    }

    fn table_inside(&mut self, table: &Table) {
        self.blocks(&table.caption, false);
        let columns = table.columns();
        if columns == 0 {
            return;
        }
        let rows: Vec<&TableRow> = table.rows.iter().collect();
        let lines = self.wants(&rows, columns, Measure::Line);
        if table_width(&lines) <= self.room() {
            return self.grid(table, &lines, "");
        }
        let wants = self.column_wants(table, columns);
        match fitted(&wants, self.room()) {
            Some(widths) => self.grid(table, &widths, ""),
            None => self.table_in_groups(table, &wants),
        }
    }

    /// A table of short cells as several that fit, each with the first column; one with prose as records.
    fn table_in_groups(&mut self, table: &Table, wants: &[Want]) {
        let is_prose = |want: &Want| want.line > PROSE;
        let groups = groups(wants, TITLES[1], (self.room(), BETWEEN))
            .filter(|groups| groups.len() <= GROUPS && !wants.iter().any(is_prose));
        let Some(groups) = groups else { return self.records(table) };
        for (i, columns) in groups.iter().enumerate() {
            if i > 0 {
                self.blank();
            }
            let part = table.with_columns(columns);
            let wants: Vec<Want> = columns.iter().map(|&at| wants[at]).collect();
            if let Some(widths) = fitted(&wants, self.room()) {
                self.grid(&part, &widths, &format!(" {}/{} ", i + 1, groups.len()));
            }
        }
    }

    fn column_wants(&self, table: &Table, columns: usize) -> Vec<Want> {
        let (head, body): (Vec<&TableRow>, Vec<&TableRow>) = table.rows.iter().partition(|row| row.head);
        let wants = |rows: &[&TableRow], measure| self.wants(rows, columns, measure);
        let words = wants(&body, Measure::Word).into_iter().zip(wants(&body, Measure::Line));
        let titles = wants(&head, Measure::Word).into_iter().zip(wants(&head, Measure::Line));
        let of = |((word, line), (title_word, title_line))| Want { word, line, title_word, title_line };
        words.zip(titles).map(of).collect()
    }

    /// The table with lines around its cells. Lines part its rows where one is taller than a line of text, and where
    /// a cell spans more than its place.
    fn grid(&mut self, table: &Table, widths: &[usize], label: &str) {
        let lines = &self.glyphs.table;
        let mut tall = false;
        let mut rows = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let flat = self.flat(row, widths);
            tall |= flat.is_none() && !row.head;
            rows.push((row, flat));
        }
        let mut above: Option<&TableRow> = None;
        for (row, flat) in rows {
            match above {
                None => {
                    self.table_rule(&lines.top, widths, None, Some(row));
                    self.write_at_corner(label);
                }
                Some(above) if above.head && !row.head => {
                    self.table_rule(&lines.head, widths, Some(above), Some(row));
                }
                Some(above) if tall || above.spans() || row.spans() => {
                    self.table_rule(&lines.between, widths, Some(above), Some(row));
                }
                Some(_) => {}
            }
            above = Some(row);
            match flat {
                Some(cells) => self.flat_row(&cells),
                None => self.tall_row(row, widths),
            }
        }
        self.table_rule(&lines.bottom, widths, above, None);
    }

    /// Puts a label into the right corner of the rule just written.
    fn write_at_corner(&mut self, label: &str) {
        let Some(row) = self.out.rows.last_mut() else { return };
        let mut strokes = row.text.char_indices().rev();
        let (Some((end, _)), Some((start, _))) = (strokes.next(), strokes.nth(label.len().wrapping_sub(1)))
        else {
            return;
        };
        // A label is ASCII, and a rule one character a cell.
        row.text.replace_range(start..end, label);
        if let Some(span) = row.spans.last_mut() {
            span.range.end = row.text.len();
        }
    }

    /// The line between two rows, or at an edge. It leaves out what a cell reaches through, and has a joint only
    /// where lines meet.
    fn table_rule(
        &mut self,
        rule: &Rule,
        widths: &[usize],
        above: Option<&TableRow>,
        below: Option<&TableRow>,
    ) {
        let lines = &self.glyphs.table;
        let above = above.map(|row| Edges::of(row, widths.len()));
        let below = below.map(|row| Edges::of(row, widths.len()));
        let begins = |edges: &Option<Edges>, at: usize| edges.as_ref().is_some_and(|edges| edges.begins[at]);
        let ruled = |at: usize| below.as_ref().is_none_or(|below| !below.from_above[at]);
        self.line(TextRole::TableLine, |text| {
            text.push_str(if ruled(0) { rule.left } else { lines.down });
            for (at, &width) in widths.iter().enumerate() {
                if at > 0 {
                    let (up, down) = (begins(&above, at), begins(&below, at));
                    text.push_str(lines.joint(rule, (up, down), (ruled(at - 1), ruled(at))));
                }
                fill(text, if ruled(at) { rule.stroke } else { " " }, width + 2);
            }
            text.push_str(if ruled(widths.len() - 1) { rule.right } else { lines.down });
        });
    }

    /// The cells of a row that takes one line; `None` for one that takes more.
    fn flat(&self, row: &TableRow, widths: &[usize]) -> Option<Vec<Flat<'a>>> {
        let mut cells = Vec::with_capacity(widths.len());
        for (column, cell) in row.placed() {
            let room = span_width(widths, column, cell.columns);
            let (text, align) = if let [Block::Paragraph(paragraph)] = cell.blocks.as_slice() {
                (Some(self.labelled(paragraph.text)), paragraph.align)
            } else if cell.blocks.is_empty() {
                (None, Align::Left)
            } else {
                return None;
            };
            let shown = text.as_ref().map_or("", |text| text.as_ref().text);
            let used = width(shown);
            if used > room || shown.contains('\n') {
                return None;
            }
            cells.push(Flat { text, align, used, room });
        }
        let missing = widths.iter().skip(row.columns());
        cells.extend(missing.map(|&room| Flat { text: None, align: Align::Left, used: 0, room }));
        Some(cells)
    }

    fn flat_row(&mut self, cells: &[Flat<'_>]) {
        let line = style(TextRole::TableLine);
        let down = self.glyphs.table.down;
        let texts = || cells.iter().filter_map(|cell| cell.text.as_ref().map(Labelled::as_ref));
        let spans = cells.len() + 1 + texts().map(|text| text.runs.len()).sum::<usize>();
        let bytes = texts().map(|text| text.text.len()).sum::<usize>();
        let mut row =
            self.begin(spans, bytes + cells.iter().map(|cell| cell.room - cell.used + 6).sum::<usize>());
        push(&mut row, down, line, None);
        for cell in cells {
            let padding = cell.room - cell.used;
            let left = match cell.align {
                Align::Left => 0,
                Align::Centre => padding / 2,
                Align::Right => padding,
            };
            push(&mut row, &spaces(left + 1), line, None);
            if let Some(text) = &cell.text {
                let text = text.as_ref();
                self.styled(&mut row, text, 0..text.text.len());
            }
            push(&mut row, &spaces(padding - left + 1), line, None);
            push(&mut row, down, line, None);
        }
        self.end(row);
    }

    /// A row of cells side by side, each a small document.
    fn tall_row(&mut self, row: &TableRow, widths: &[usize]) {
        let at = self.row();
        let mut cells = Vec::with_capacity(widths.len());
        for (column, cell) in row.placed() {
            cells.push(self.tall_cell(cell, span_width(widths, column, cell.columns), at));
        }
        let missing = widths.iter().skip(row.columns());
        cells.extend(missing.map(|&width| Tall { rows: Vec::new(), width, code_blocks: 0..0 }));
        let height = cells.iter().map(|cell| cell.rows.len()).max().unwrap_or(0).max(1);
        let line = style(TextRole::TableLine);
        let down = self.glyphs.table.down;
        for k in 0..height {
            let mut out = self.begin(cells.len() * 2 + 1, 0);
            push(&mut out, down, line, None);
            for cell in &cells {
                push(&mut out, " ", line, None);
                let mut used = 0;
                if let Some(part) = cell.rows.get(k) {
                    self.shift_code(cell, at + k, out.text.len());
                    append(&mut out, part);
                    used = width(&part.text);
                }
                push(&mut out, &spaces(cell.width.saturating_sub(used) + 1), line, None);
                push(&mut out, down, line, None);
            }
            self.end(out);
        }
    }

    fn tall_cell(&mut self, cell: &Cell, width: usize, at: usize) -> Tall {
        let first_block = self.out.code_blocks.len();
        let rows = self.apart(width, at, |w| w.blocks(&cell.blocks, false));
        Tall { rows, width, code_blocks: first_block..self.out.code_blocks.len() }
    }

    /// Code in a cell stands further right than it was laid out.
    fn shift_code(&mut self, cell: &Tall, row: usize, shift: usize) {
        for block in &mut self.out.code_blocks[cell.code_blocks.clone()] {
            if let Some(line) = row.checked_sub(block.first_line).and_then(|i| block.lines.get_mut(i)) {
                line.at += shift;
            }
        }
    }
}

/// Where the cells of a row begin, and which of its columns a cell from above reaches into.
struct Edges {
    begins: Vec<bool>,
    from_above: Vec<bool>,
}

impl Edges {
    fn of(row: &TableRow, columns: usize) -> Self {
        // Where there is no cell, each column is drawn by itself.
        let mut edges = Self { begins: vec![true; columns], from_above: vec![false; columns] };
        for (at, cell) in row.placed() {
            let spanned = at..columns.min(at + cell.columns);
            edges.from_above[spanned.clone()].fill(cell.from_above);
            edges.begins[spanned].iter_mut().skip(1).for_each(|begins| *begins = false);
        }
        edges
    }
}

/// A cell that takes one line.
struct Flat<'t> {
    text: Option<Labelled<'t>>,
    align: Align,
    used: usize,
    room: usize,
}

/// A cell's rows before they are put beside the others.
struct Tall {
    rows: Vec<Row>,
    width: usize,
    code_blocks: Range<usize>,
}

/// Appends a cell's row to the table's.
fn append(row: &mut Row, part: &Row) {
    let offset = row.text.len();
    row.text.push_str(&part.text);
    row.spans.extend(part.spans.iter().map(|span| Span {
        range: span.range.start + offset..span.range.end + offset,
        style: span.style,
        link: span.link,
    }));
}

/// The width of a cell from column `at` over some columns.
fn span_width(widths: &[usize], at: usize, columns: usize) -> usize {
    let spanned = widths.iter().skip(at).take(columns);
    spanned.sum::<usize>() + columns.saturating_sub(1) * BETWEEN
}
