//! How wide blocks would like to be when they stand in a column.

use super::wrap::{longest_line, longest_word};
use super::writer::{RowWriter, TEXT_CELLS};
use crate::readme::document::{Block, Paragraph, TableRow};
use crate::text::width;

/// Which width is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// The narrowest at which no word is broken.
    Word,
    /// The one at which nothing is wrapped.
    Line,
}

/// Cells of the lines and spaces between two columns.
pub(super) const BETWEEN: usize = 3;
/// Cells around text in a frame.
const FRAME: usize = 4;
/// Code wraps anywhere; narrower than this it is unreadable.
const CODE: usize = 24;

impl RowWriter<'_> {
    /// What each column of a table's rows would like.
    pub(super) fn wants(&self, rows: &[&TableRow], columns: usize, measure: Measure) -> Vec<usize> {
        let mut wants = vec![1; columns];
        let cells = || rows.iter().flat_map(|row| row.placed());
        for (at, cell) in cells().filter(|(_, cell)| cell.columns == 1) {
            wants[at] = wants[at].max(self.want(&cell.blocks, measure));
        }
        // A cell over several columns widens them alike, as far as they are too narrow for it together.
        for (at, cell) in cells().filter(|(_, cell)| cell.columns > 1) {
            let want = self.want(&cell.blocks, measure);
            let spanned = &mut wants[at..at + cell.columns];
            let has = spanned.iter().sum::<usize>() + (cell.columns - 1) * BETWEEN;
            for column in spanned {
                *column += want.saturating_sub(has).div_ceil(cell.columns);
            }
        }
        wants
    }

    /// What blocks below each other would like.
    fn want(&self, blocks: &[Block], measure: Measure) -> usize {
        blocks.iter().map(|block| self.want_of(block, measure)).max().unwrap_or(1)
    }

    fn want_of(&self, block: &Block, measure: Measure) -> usize {
        match block {
            Block::Paragraph(Paragraph { text, .. }) => measured(self.labelled(*text).as_ref().text, measure),
            Block::Heading { text, .. } => measured(self.labelled(*text).as_ref().text, measure) + 2,
            Block::Code { text, language } => {
                let line = text.split('\n').map(width).max().unwrap_or(0).max(width(language) + 2) + FRAME;
                match measure {
                    Measure::Line => line,
                    Measure::Word => line.min(CODE),
                }
            }
            Block::Quote { blocks, .. } => self.want(blocks, measure) + 2,
            Block::Details { summary, blocks } => {
                self.want(summary, measure).max(self.want(blocks, measure)) + 2
            }
            Block::List(list) => {
                let items = list.items.iter().map(|item| self.want(&item.blocks, measure));
                // No narrower than where its bullets would be left out.
                items.max().unwrap_or(1).max(TEXT_CELLS) + FRAME
            }
            Block::Table(table) => {
                let columns = table.columns();
                self.wants(&table.rows.iter().collect::<Vec<_>>(), columns, measure).iter().sum::<usize>()
                    + columns * BETWEEN
                    + 1
            }
            Block::Rule => 1,
        }
    }
}

fn measured(text: &str, measure: Measure) -> usize {
    match measure {
        Measure::Word => longest_word(text),
        Measure::Line => longest_line(text),
    }
}
