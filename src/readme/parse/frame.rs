//! Open blocks that collect the blocks inside them, and what each becomes when it closes.

use super::spans::reach_down;
use crate::readme::document::{Alert, Align, Block, Cell, Item, List, Mark, Table, TableRow};

/// Most columns of a table.
pub(super) const COLUMNS: usize = 64;

/// An open block.
#[derive(Debug)]
pub(crate) enum Frame {
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

impl Frame {
    /// An open list item.
    pub(crate) fn item(mark: Mark) -> Self {
        Frame::Item { mark, blocks: Vec::new() }
    }

    /// An open table cell.
    pub(crate) fn cell(head: bool, align: Align) -> Self {
        Frame::Cell(Cell { head, align, ..Cell::default() })
    }

    /// Whether it stands by itself and makes what is inside it narrower; other frames are parts of one that does.
    pub(super) fn nests(&self) -> bool {
        match self {
            Frame::Quote { .. }
            | Frame::List(_)
            | Frame::Table(_)
            | Frame::Details { .. }
            | Frame::Footnote { .. } => true,
            Frame::Item { .. }
            | Frame::Row { .. }
            | Frame::Cell(_)
            | Frame::Caption { .. }
            | Frame::Summary { .. } => false,
        }
    }

    /// What it is once closed.
    pub(super) fn close(self) -> Closed {
        match self {
            Frame::Quote { alert, blocks } => Closed::Block(Block::Quote { alert, blocks }),
            Frame::List(list) if list.items.is_empty() => Closed::Nothing,
            Frame::List(list) => Closed::Block(Block::List(list)),
            Frame::Item { mark, blocks } => Closed::Item(Item { mark, blocks }),
            Frame::Table(table) if table.rows.is_empty() && table.caption.is_empty() => Closed::Nothing,
            Frame::Table(mut table) => {
                reach_down(&mut table.rows);
                Closed::Block(Block::Table(table))
            }
            Frame::Row { head, cells } => {
                // HTML need not say which rows are the head: one of titles only is.
                let titles = !cells.is_empty() && cells.iter().all(|cell| cell.head);
                Closed::Row(TableRow { head: head || titles, cells })
            }
            Frame::Cell(cell) => Closed::Cell(cell),
            Frame::Caption { blocks } => Closed::Caption(blocks),
            Frame::Details { summary, blocks } => Closed::Block(Block::Details { summary, blocks }),
            Frame::Summary { blocks } => Closed::Summary(blocks),
            Frame::Footnote { number, blocks } => Closed::Footnote(number, blocks),
        }
    }

    /// Takes in what a frame inside it became; what has no place of its own here gets one.
    pub(super) fn take(&mut self, closed: Closed) {
        match (self, closed) {
            (_, Closed::Nothing | Closed::Footnote(..)) => {}
            (Frame::List(list), Closed::Item(item)) => list.items.push(item),
            (Frame::List(list), closed) => match list.items.last_mut() {
                Some(item) if item.mark == Mark::None => closed.unwrap_into(&mut item.blocks),
                _ => list.items.push(Item { mark: Mark::None, blocks: closed.blocks() }),
            },
            (Frame::Table(table), Closed::Row(row)) => table.rows.push(row),
            (Frame::Table(table), Closed::Caption(blocks)) => table.caption = blocks,
            (Frame::Table(table), closed) => {
                table.rows.push(TableRow { head: false, cells: vec![cell_of(closed.blocks())] });
            }
            (Frame::Row { cells, .. }, Closed::Cell(cell)) => push_cell(cells, cell),
            (Frame::Row { cells, .. }, closed) => push_cell(cells, cell_of(closed.blocks())),
            (Frame::Details { summary, .. }, Closed::Summary(blocks)) => summary.extend(blocks),
            (
                Frame::Quote { blocks, .. }
                | Frame::Item { blocks, .. }
                | Frame::Cell(Cell { blocks, .. })
                | Frame::Caption { blocks }
                | Frame::Details { blocks, .. }
                | Frame::Summary { blocks }
                | Frame::Footnote { blocks, .. },
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
