//! Tables: fitted columns between lines, or stacked records where the width has no room for columns.

use super::fit::{Want, fit};
use super::wrap;
use super::writer::{Piece, Writer, push, spaces, style};
use crate::i18n::Lang;
use crate::readme::document::{Align, Block, Cell, Inline, Paragraph, Table, TableRow};
use crate::readme::rows::{Role, Row, Span};
use crate::text::width;

/// Cells between the texts of two cells: ` │ `.
const BETWEEN: usize = 3;

impl Writer<'_> {
    /// Writes a table.
    pub(super) fn table(&mut self, table: &Table) {
        self.start_block();
        self.blocks(&table.caption, false);
        let columns = table.rows.iter().map(columns_of).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        let room = self.room().checked_sub(columns * BETWEEN + 1);
        let widths = room.and_then(|room| fit(&self.wants(table, columns), room));
        match widths {
            Some(widths) => self.grid(table, &widths),
            None => self.records(table),
        }
    }

    fn wants(&self, table: &Table, columns: usize) -> Vec<Want> {
        let mut wants = vec![Want { word: 1, line: 1 }; columns];
        let single = |cell: &&(usize, &Cell)| cell.1.columns == 1;
        let cells: Vec<(usize, &Cell)> = table.rows.iter().flat_map(placed).collect();
        for (at, cell) in cells.iter().filter(single) {
            let want = self.want(&cell.blocks);
            wants[*at].word = wants[*at].word.max(want.word);
            wants[*at].line = wants[*at].line.max(want.line);
        }
        // A cell over several columns widens them alike, as far as they are too narrow for it together.
        for (at, cell) in cells.iter().filter(|cell| !single(cell)) {
            let want = self.want(&cell.blocks);
            let spanned = &mut wants[*at..(*at + cell.columns).min(columns)];
            let count = spanned.len();
            let inner = (count - 1) * BETWEEN;
            let missing = want.line.saturating_sub(inner + spanned.iter().map(|w| w.line).sum::<usize>());
            for want in spanned {
                want.line += missing.div_ceil(count);
            }
        }
        wants
    }

    /// What blocks would like when they stand in a column.
    fn want(&self, blocks: &[Block]) -> Want {
        blocks.iter().map(|block| self.want_of(block)).fold(Want { word: 1, line: 1 }, |a, b| Want {
            word: a.word.max(b.word),
            line: a.line.max(b.line),
        })
    }

    fn want_of(&self, block: &Block) -> Want {
        let wider = |want: Want, by: usize| Want { word: want.word + by, line: want.line + by };
        match block {
            Block::Paragraph(Paragraph { text, .. }) | Block::Heading { text, .. } => {
                let (word, line) = wrap::measure(&self.labelled(text).text);
                let by = if matches!(block, Block::Heading { .. }) { 2 } else { 0 };
                wider(Want { word, line }, by)
            }
            Block::Code { text, language } => {
                let line = text.split('\n').map(width).max().unwrap_or(0).max(width(language) + 2) + 4;
                Want { word: line.min(24), line }
            }
            Block::Quote { blocks, .. } => wider(self.want(blocks), 2),
            Block::Details { summary, blocks } => {
                let (a, b) = (self.want(summary), self.want(blocks));
                wider(Want { word: a.word.max(b.word), line: a.line.max(b.line) }, 2)
            }
            Block::List(list) => {
                let wants = list.items.iter().map(|item| self.want(&item.blocks));
                let want = wants.fold(Want::default(), |a, b| Want {
                    word: a.word.max(b.word),
                    line: a.line.max(b.line),
                });
                wider(want, 4)
            }
            Block::Table(table) => {
                let columns = table.rows.iter().map(columns_of).max().unwrap_or(0);
                let wants = self.wants(table, columns);
                let by = columns * BETWEEN + 1;
                wider(
                    Want {
                        word: wants.iter().map(|w| w.word).max().unwrap_or(1),
                        line: wants.iter().map(|w| w.line).sum(),
                    },
                    by,
                )
            }
            Block::Rule => Want { word: 1, line: 1 },
        }
    }

    /// The table with lines around its cells.
    fn grid(&mut self, table: &Table, widths: &[usize]) {
        let lines = &self.glyphs.table;
        let tall = table
            .rows
            .iter()
            .flat_map(placed)
            .any(|(at, cell)| is_tall(self, cell, span_width(widths, at, cell.columns)));
        self.table_rule(&lines.top, widths);
        for (i, row) in table.rows.iter().enumerate() {
            if let Some(above) = i.checked_sub(1) {
                if table.rows[above].head && !row.head {
                    self.table_rule(&lines.head, widths);
                } else if tall {
                    self.table_rule(&lines.between, widths);
                }
            }
            self.table_row(row, widths);
        }
        self.table_rule(&lines.bottom, widths);
    }

    fn table_rule(&mut self, [left, stroke, crossing, right]: &[&'static str; 4], widths: &[usize]) {
        let mut text = String::from(*left);
        for (i, width) in widths.iter().enumerate() {
            if i > 0 {
                text.push_str(crossing);
            }
            text.push_str(&stroke.repeat(width + 2));
        }
        text.push_str(right);
        self.pieces(&[Piece::new(text, Role::TableLine)]);
    }

    /// A row of cells side by side.
    fn table_row(&mut self, row: &TableRow, widths: &[usize]) {
        let at = self.row();
        let mut cells = Vec::with_capacity(widths.len());
        for (column, cell) in placed(row) {
            let cells_wide = span_width(widths, column, cell.columns);
            let first_block = self.out.code_blocks.len();
            let rows = self.apart(cells_wide, at, |w| w.blocks(&cell.blocks, false));
            cells.push(LaidOut {
                rows,
                width: cells_wide,
                code_blocks: first_block..self.out.code_blocks.len(),
            });
        }
        let filled: usize = placed(row).last().map_or(0, |(column, cell)| column + cell.columns);
        for width in widths.iter().skip(filled) {
            cells.push(LaidOut { rows: Vec::new(), width: *width, code_blocks: 0..0 });
        }
        let height = cells.iter().map(|cell| cell.rows.len()).max().unwrap_or(0).max(1);
        let line = style(Role::TableLine);
        let down = self.glyphs.table.down;
        for k in 0..height {
            let mut out = self.begin(cells.len() * 3, 0);
            push(&mut out, down, line, None);
            for cell in &cells {
                push(&mut out, " ", line, None);
                let mut used = 0;
                if let Some(part) = cell.rows.get(k) {
                    let shift = out.text.len();
                    append(&mut out, part);
                    used = width(&part.text);
                    self.shift_code(cell, at + k, shift);
                }
                push(&mut out, &spaces(cell.width.saturating_sub(used) + 1), line, None);
                push(&mut out, down, line, None);
            }
            self.end(out);
        }
    }

    /// Code in a cell stands further right than it was laid out.
    fn shift_code(&mut self, cell: &LaidOut, row: usize, shift: usize) {
        for block in &mut self.out.code_blocks[cell.code_blocks.clone()] {
            if let Some(line) = row.checked_sub(block.first_line).and_then(|i| block.lines.get_mut(i)) {
                line.at += shift;
            }
        }
    }

    /// Each row of the table as a record: a line for each cell, its column's title in front.
    fn records(&mut self, table: &Table) {
        let titles: Vec<Inline> = match table.rows.first() {
            Some(row) if row.head => row.cells.iter().map(title).collect(),
            Some(_) | None => Vec::new(),
        };
        let colon = if self.options.lang == Lang::Zh && !self.options.ascii { "：" } else { ": " };
        let body = table.rows.iter().skip(usize::from(!titles.is_empty()));
        let stroke = self.glyphs.table.between[1];
        let mut any = false;
        for row in body {
            if any {
                self.rule(stroke, Role::TableLine);
            }
            any = true;
            for (column, cell) in placed(row) {
                self.record_line(titles.get(column), colon, cell);
            }
        }
        if !any {
            for title in &titles {
                self.inline(title, Align::Left);
            }
        }
    }

    fn record_line(&mut self, title: Option<&Inline>, colon: &str, cell: &Cell) {
        let title = title.filter(|title| !title.text.is_empty());
        let mut line = title.cloned().unwrap_or_default();
        if title.is_some() {
            line.append(&Inline::plain(colon, style(Role::TableHead)));
        }
        let mut blocks = cell.blocks.as_slice();
        if let Some((Block::Paragraph(first), rest)) = blocks.split_first() {
            line.append(&first.text);
            blocks = rest;
        }
        if !line.text.is_empty() {
            let first = Piece::default();
            self.with_margin(Some(first), Piece::spaces(2), |w| w.inline(&line, Align::Left));
        }
        self.with_margin(None, Piece::spaces(2), |w| w.blocks(blocks, false));
    }
}

/// A cell's rows before they are put side by side.
struct LaidOut {
    rows: Vec<Row>,
    width: usize,
    code_blocks: std::ops::Range<usize>,
}

fn append(row: &mut Row, part: &Row) {
    let offset = row.text.len();
    row.text.push_str(&part.text);
    row.spans.extend(part.spans.iter().map(|span| Span {
        range: span.range.start + offset..span.range.end + offset,
        style: span.style,
        link: span.link,
    }));
}

/// The cells of a row with the column each begins in.
fn placed(row: &TableRow) -> impl Iterator<Item = (usize, &Cell)> {
    row.cells.iter().scan(0, |column, cell| {
        let at = *column;
        *column += cell.columns;
        Some((at, cell))
    })
}

fn columns_of(row: &TableRow) -> usize {
    row.cells.iter().map(|cell| cell.columns).sum()
}

fn span_width(widths: &[usize], at: usize, columns: usize) -> usize {
    let spanned = &widths[at.min(widths.len())..(at + columns).min(widths.len())];
    spanned.iter().sum::<usize>() + spanned.len().saturating_sub(1) * BETWEEN
}

/// Whether a cell takes several rows.
fn is_tall(writer: &Writer<'_>, cell: &Cell, width: usize) -> bool {
    match cell.blocks.as_slice() {
        [] => false,
        [Block::Paragraph(paragraph)] => {
            let text = &writer.labelled(&paragraph.text).text;
            text.contains('\n') || crate::text::width(text) > width
        }
        _ => true,
    }
}

/// A head cell's text.
fn title(cell: &Cell) -> Inline {
    let mut title = Inline::default();
    for block in &cell.blocks {
        if let Block::Paragraph(Paragraph { text, .. }) = block {
            title.append(text);
        }
    }
    title
}
