//! Tables too wide for columns: each row as a record, a line for each cell with its column's title in front.

use super::writer::{Piece, Writer, style};
use crate::i18n::Lang;
use crate::readme::document::{Align, Block, Cell, Table, Text};
use crate::readme::rows::Role;

impl Writer<'_> {
    /// Writes a table as records.
    pub(super) fn records(&mut self, table: &Table) {
        let titles = self.titles(table);
        let body = table.rows.iter().skip(usize::from(!titles.is_empty()));
        let colon = if self.options.lang == Lang::Zh && !self.options.ascii { "：" } else { ": " };
        let mut first = true;
        for row in body {
            if !std::mem::take(&mut first) {
                self.rule(self.glyphs.table.between[1], Role::TableLine);
            }
            for (column, cell) in row.placed() {
                self.record_line(titles.get(column), colon, Some(cell));
            }
            for title in titles.iter().skip(row.columns()) {
                self.record_line(Some(title), colon, None);
            }
        }
        if first {
            for title in &titles {
                self.text(title.as_ref(), Align::Left);
            }
        }
    }

    /// The titles of the columns, if the table begins with a row of them.
    fn titles(&self, table: &Table) -> Vec<Text> {
        let Some(head) = table.rows.first().filter(|row| row.head) else { return Vec::new() };
        let mut titles = vec![Text::default(); head.columns()];
        for (column, cell) in head.placed() {
            if let Some(title) = titles.get_mut(column) {
                self.gather(&cell.blocks, title);
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
                Block::Code { text, .. } => out.append(Text::plain(text, style(Role::Code)).as_ref()),
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
            line.append(Text::plain(colon, style(Role::TableHead)).as_ref());
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
