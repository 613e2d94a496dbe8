//! Cells that reach into rows below: each takes its columns there, so that a row's cells stand where they are drawn.

use crate::readme::document::{Align, Cell, TableRow};

/// Most columns of a table.
pub(super) const COLUMNS: usize = 64;

/// Most places in a table that cells from above take; beyond it cells stay in their own row.
const TAKEN: usize = 4096;

/// A cell that reaches into rows below.
#[derive(Debug, Clone, Copy)]
struct Reach {
    column: usize,
    columns: usize,
    /// Rows left to reach into.
    rows: usize,
    head: bool,
    align: Align,
}

/// Puts a cell that says so wherever one reaches down from above.
pub(super) fn reach_down(rows: &mut [TableRow]) {
    let mut reaches: Vec<Reach> = Vec::new();
    let mut taken = 0;
    for row in rows {
        if !reaches.is_empty() && taken < TAKEN {
            taken += reaches.len();
            give_way(row, &reaches);
        }
        reaches.retain_mut(|reach| {
            reach.rows -= 1;
            reach.rows > 0
        });
        let begun = row.placed().filter(|(_, cell)| cell.rows > 1 && !cell.from_above);
        reaches.extend(begun.map(|(column, cell)| Reach {
            column,
            columns: cell.columns,
            rows: cell.rows - 1,
            head: cell.head,
            align: cell.align,
        }));
        reaches.sort_by_key(|reach| reach.column);
    }
}

/// Moves the cells of a row beside those that reach into it, which are in the order of their columns.
fn give_way(row: &mut TableRow, reaches: &[Reach]) {
    let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len() + reaches.len());
    let mut own = std::mem::take(&mut row.cells).into_iter();
    let mut column = 0;
    for reach in reaches {
        while column < reach.column {
            let mut cell = own.next().unwrap_or_default();
            cell.columns = cell.columns.min(reach.column - column);
            column += cell.columns;
            cells.push(cell);
        }
        column += reach.columns;
        cells.push(Cell {
            head: reach.head,
            align: reach.align,
            columns: reach.columns,
            from_above: true,
            ..Cell::default()
        });
    }
    for mut cell in own {
        match cells.last_mut() {
            Some(last) if column >= COLUMNS => {
                last.from_above = false;
                last.blocks.append(&mut cell.blocks);
            }
            _ => {
                cell.columns = cell.columns.min(COLUMNS - column);
                column += cell.columns;
                cells.push(cell);
            }
        }
    }
    row.cells = cells;
}
