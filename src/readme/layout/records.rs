//! Tables too wide for columns: each row as a record, a line for each cell with its column's title in front.

use super::writer::{Piece, Writer, style};
use crate::i18n::Lang;
use crate::readme::document::{Align, Block, Cell, Paragraph, Table, Text};
use crate::readme::rows::Role;

impl Writer<'_> {
    /// Each row of the table as a record: a line for each cell, its column's title in front.
    pub(super) fn records(&mut self, table: &Table) {
        let titles: Vec<Text> = match table.rows.first() {
            Some(row) if row.head => row.cells.iter().map(|cell| self.title(cell)).collect(),
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
            for (column, cell) in row.placed() {
                self.record_line(titles.get(column), colon, cell);
            }
        }
        if !any {
            for title in &titles {
                self.text(title.as_ref(), Align::Left);
            }
        }
    }

    fn record_line(&mut self, title: Option<&Text>, colon: &str, cell: &Cell) {
        let title = title.filter(|title| !title.text.is_empty());
        let mut line = title.cloned().unwrap_or_default();
        if title.is_some() {
            line.append(Text::plain(colon, style(Role::TableHead)).as_ref());
        }
        let mut blocks = cell.blocks.as_slice();
        if let Some((Block::Paragraph(first), rest)) = blocks.split_first() {
            line.append(self.content.text(first.text));
            blocks = rest;
        }
        if !line.text.is_empty() {
            let first = Piece::default();
            self.with_margin(Some(first), Piece::spaces(2), |w| w.text(line.as_ref(), Align::Left));
        }
        self.with_margin(None, Piece::spaces(2), |w| w.blocks(blocks, false));
    }

    /// A head cell's text.
    fn title(&self, cell: &Cell) -> Text {
        let mut title = Text::default();
        for block in &cell.blocks {
            if let Block::Paragraph(Paragraph { text, .. }) = block {
                title.append(self.content.text(*text));
            }
        }
        title
    }
}
