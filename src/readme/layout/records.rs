//! Tables too wide for columns: each row as a record, a line for each cell with its column's title in front.

use super::writer::{Piece, RowWriter, style};
use crate::i18n::Lang;
use crate::readme::document::{Align, Block, Cell, Table, TableRow, Text};
use crate::readme::rows::TextRole;

impl RowWriter<'_> {
    /// Writes a table as records.
    pub(super) fn records(&mut self, table: &Table) {
        let heads = table.rows.iter().take_while(|row| row.head).count();
        let (heads, body) = table.rows.split_at(heads);
        let titles = self.titles(heads);
        let colon = if self.options.lang == Lang::Zh && !self.options.ascii { "：" } else { ": " };
        let mut last: Vec<Option<&Cell>> = vec![None; table.columns()];
        for (i, row) in body.iter().enumerate() {
            if i > 0 {
                self.rule(self.glyphs.table.between.stroke, TextRole::TableLine);
            }
            for (column, cell) in row.placed() {
                // A cell that reaches down belongs to each record it reaches.
                if !cell.from_above {
                    last[column] = Some(cell);
                }
                self.record_line(titles.get(column), colon, last[column]);
            }
            for title in titles.iter().skip(row.columns()) {
                self.record_line(Some(title), colon, None);
            }
        }
        if body.is_empty() {
            for title in &titles {
                self.text(title.as_ref(), Align::Left);
            }
        }
    }

    /// The titles of the columns: in a head of several rows, each after the one that spans it.
    fn titles(&self, heads: &[TableRow]) -> Vec<Text> {
        let columns = heads.iter().map(TableRow::columns).max().unwrap_or(0);
        let mut titles = vec![Text::default(); columns];
        for (i, row) in heads.iter().enumerate() {
            for (column, cell) in row.placed() {
                // One that spans columns is the title of all of them only if each has another of its own.
                let spanned = if i + 1 < heads.len() { cell.columns } else { 1 };
                for title in titles.iter_mut().skip(column).take(spanned) {
                    if !title.text.is_empty() && !cell.blocks.is_empty() {
                        title.append(Text::plain(" ", style(TextRole::TableHead)).as_ref());
                    }
                    self.gather(&cell.blocks, title);
                }
            }
        }
        titles
    }

    /// All text of some blocks in one line.
    fn gather(&self, blocks: &[Block], out: &mut Text) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => out.append(self.labelled(paragraph.text).as_ref()),
                Block::Heading { text, .. } => out.append(self.labelled(*text).as_ref()),
                Block::Code { text, .. } => out.append(Text::plain(text, style(TextRole::Code)).as_ref()),
                Block::Quote { blocks, .. } => self.gather(blocks, out),
                Block::List(list) => list.items.iter().for_each(|item| self.gather(&item.blocks, out)),
                Block::Table(table) => {
                    self.gather(&table.caption, out);
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.for_each(|cell| self.gather(&cell.blocks, out));
                }
                Block::Details { summary, blocks } => {
                    self.gather(summary, out);
                    self.gather(blocks, out);
                }
                Block::Rule => {}
            }
        }
    }

    fn record_line(&mut self, title: Option<&Text>, colon: &str, cell: Option<&Cell>) {
        let title = title.filter(|title| !title.text.is_empty());
        let mut line = title.cloned().unwrap_or_default();
        if title.is_some() {
            line.append(Text::plain(colon, style(TextRole::TableHead)).as_ref());
        }
        let mut blocks = cell.map(|cell| cell.blocks.as_slice()).unwrap_or_default();
        if let Some((Block::Paragraph(first), rest)) = blocks.split_first() {
            line.append(self.labelled(first.text).as_ref());
            blocks = rest;
        }
        if !line.text.is_empty() {
            let first = Piece::default();
            self.with_margin(Some(first), Piece::spaces(2), |w| w.text(line.as_ref(), Align::Left));
        }
        self.with_margin(None, Piece::spaces(2), |w| w.blocks(blocks, false));
    }
}
