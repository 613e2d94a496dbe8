//! Writes frames so that clusters of contested width disturb nothing, whatever the terminal makes of them.
//!
//! The cells of such a cluster are blanked first, it is written without wrapping at the margin, and what follows is
//! placed by its column rather than by where the terminal believes the cursor to be.

use std::io::{self, Write};

use crossterm::queue;
use crossterm::terminal::{DisableLineWrap, EnableLineWrap};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};

use crate::text::is_contested;

/// crossterm's backend, with contested clusters put in their places.
#[derive(Debug)]
pub struct PlacingBackend<W: Write> {
    inner: CrosstermBackend<W>,
}

impl<W: Write> PlacingBackend<W> {
    /// A backend that writes to this.
    pub fn new(writer: W) -> Self {
        Self { inner: CrosstermBackend::new(writer) }
    }

    /// Writes a contested cluster over blanks.
    fn place(&mut self, x: u16, y: u16, cell: &Cell) -> io::Result<()> {
        let mut blank = cell.clone();
        blank.set_symbol(" ");
        let covered = x..x.saturating_add(cell.cell_width().max(1));
        self.inner.draw(covered.map(|x| (x, y, &blank)))?;
        queue!(self.inner, DisableLineWrap)?;
        self.inner.draw(std::iter::once((x, y, cell)))?;
        queue!(self.inner, EnableLineWrap)
    }
}

impl<W: Write> Write for PlacingBackend<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Write::write(&mut self.inner, bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

impl<W: Write> Backend for PlacingBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        loop {
            // Each run ends before a contested cluster, and begins with a move of the cursor.
            let run = std::iter::from_fn(|| content.next_if(|(_, _, cell)| !is_contested(cell.symbol())));
            self.inner.draw(run)?;
            let Some((x, y, cell)) = content.next() else { return Ok(()) };
            self.place(x, y, cell)?;
            let behind = x.saturating_add(1)..x.saturating_add(cell.cell_width());
            while content.next_if(|(at, row, _)| *row == y && behind.contains(at)).is_some() {}
        }
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}
