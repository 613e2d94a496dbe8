//! Open blocks that collect the blocks inside them, and what each becomes when it closes.

use super::row_spans::{COLUMNS, reach_down};
use crate::readme::document::{Alert, Align, Block, Cell, Item, List, Mark, Table, TableRow};

/// An open block.
#[derive(Debug)]
pub(crate) enum OpenBlock {
    Quote { alert: Option<Alert>, blocks: Vec<Block> },
    List(List),
    Item { mark: Mark, blocks: Vec<Block> },
    Table(Table),
    Row { head: bool, cells: Vec<Cell> },
    Cell(Cell),
    Caption { blocks: Vec<Block> },
    Details { summary: Vec<Block>, blocks: Vec<Block> },
    Summary { blocks: Vec<Block> },
    Footnote { number: usize, blocks: Vec<Block> },
}

/// What a closed frame hands to the frame around it.
#[derive(Debug)]
pub(super) enum Closed {
    Block(Block),
    Item(Item),
    Row(TableRow),
    Cell(Cell),
    Caption(Vec<Block>),
    Summary(Vec<Block>),
    Footnote(usize, Vec<Block>),
    Nothing,
}

impl OpenBlock {
    /// An open list item.
    pub(crate) fn item(mark: Mark) -> Self {
        OpenBlock::Item { mark, blocks: Vec::new() }
    }

    /// An open table cell.
    pub(crate) fn cell(head: bool, align: Align) -> Self {
        OpenBlock::Cell(Cell { head, align, ..Cell::default() })
    }

    /// Whether it stands by itself and makes what is inside it narrower; other frames are parts of one that does.
    pub(super) fn nests(&self) -> bool {
        match self {
            OpenBlock::Quote { .. }
            | OpenBlock::List(_)
            | OpenBlock::Table(_)
            | OpenBlock::Details { .. }
            | OpenBlock::Footnote { .. } => true,
            OpenBlock::Item { .. }
            | OpenBlock::Row { .. }
            | OpenBlock::Cell(_)
            | OpenBlock::Caption { .. }
            | OpenBlock::Summary { .. } => false,
        }
    }

    /// What it is once closed.
    pub(super) fn close(self) -> Closed {
        match self {
            OpenBlock::Quote { alert, blocks } => Closed::Block(Block::Quote { alert, blocks }),
            OpenBlock::List(list) if list.items.is_empty() => Closed::Nothing,
            OpenBlock::List(list) => Closed::Block(Block::List(list)),
            OpenBlock::Item { mark, blocks } => Closed::Item(Item { mark, blocks }),
            OpenBlock::Table(table) if table.rows.is_empty() && table.caption.is_empty() => Closed::Nothing,
            OpenBlock::Table(mut table) => {
                reach_down(&mut table.rows);
                Closed::Block(Block::Table(table))
            }
            OpenBlock::Row { head, cells } => {
                // HTML need not say which rows are the head: one of titles only is.
                let titles = !cells.is_empty() && cells.iter().all(|cell| cell.head);
                Closed::Row(TableRow { head: head || titles, cells })
            }
            OpenBlock::Cell(cell) => Closed::Cell(cell),
            OpenBlock::Caption { blocks } => Closed::Caption(blocks),
            OpenBlock::Details { summary, blocks } => Closed::Block(Block::Details { summary, blocks }),
            OpenBlock::Summary { blocks } => Closed::Summary(blocks),
            OpenBlock::Footnote { number, blocks } => Closed::Footnote(number, blocks),
        }
    }

    /// Takes in what a frame inside it became; what has no place of its own here gets one.
    pub(super) fn take(&mut self, closed: Closed) {
        match (self, closed) {
            (_, Closed::Nothing | Closed::Footnote(..)) => {}
            (OpenBlock::List(list), Closed::Item(item)) => list.items.push(item),
            (OpenBlock::List(list), closed) => match list.items.last_mut() {
                Some(item) if item.mark == Mark::None => closed.unwrap_into(&mut item.blocks),
                _ => list.items.push(Item { mark: Mark::None, blocks: closed.blocks() }),
            },
            (OpenBlock::Table(table), Closed::Row(row)) => table.rows.push(row),
            (OpenBlock::Table(table), Closed::Caption(blocks)) => table.caption = blocks,
            (OpenBlock::Table(table), closed) => {
                table.rows.push(TableRow { head: false, cells: vec![cell_of(closed.blocks())] });
            }
            (OpenBlock::Row { cells, .. }, Closed::Cell(cell)) => push_cell(cells, cell),
            (OpenBlock::Row { cells, .. }, closed) => push_cell(cells, cell_of(closed.blocks())),
            (OpenBlock::Details { summary, .. }, Closed::Summary(blocks)) => summary.extend(blocks),
            (
                OpenBlock::Quote { blocks, .. }
                | OpenBlock::Item { blocks, .. }
                | OpenBlock::Cell(Cell { blocks, .. })
                | OpenBlock::Caption { blocks }
                | OpenBlock::Details { blocks, .. }
                | OpenBlock::Summary { blocks }
                | OpenBlock::Footnote { blocks, .. },
                closed,
            ) => closed.unwrap_into(blocks),
        }
    }
}

impl Closed {
    /// Appends the blocks in it to `blocks`, for a place that has no use for their shell.
    pub(super) fn unwrap_into(self, blocks: &mut Vec<Block>) {
        match self {
            Closed::Block(block) => blocks.push(block),
            Closed::Item(Item { blocks: inside, .. })
            | Closed::Cell(Cell { blocks: inside, .. })
            | Closed::Caption(inside)
            | Closed::Summary(inside)
            | Closed::Footnote(_, inside) => blocks.extend(inside),
            Closed::Row(row) => blocks.extend(row.cells.into_iter().flat_map(|cell| cell.blocks)),
            Closed::Nothing => {}
        }
    }

    fn blocks(self) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.unwrap_into(&mut blocks);
        blocks
    }
}

fn cell_of(blocks: Vec<Block>) -> Cell {
    Cell { blocks, ..Cell::default() }
}

/// Adds a cell; beyond the last column a table may have, its content joins the last cell.
fn push_cell(cells: &mut Vec<Cell>, mut cell: Cell) {
    let used: usize = cells.iter().map(|cell| cell.columns).sum();
    match cells.last_mut() {
        Some(last) if used >= COLUMNS => last.blocks.extend(cell.blocks),
        _ => {
            cell.columns = cell.columns.clamp(1, COLUMNS - used);
            cells.push(cell);
        }
    }
}
