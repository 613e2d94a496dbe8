//! A code as cells of a terminal: two modules above each other in a half-block, or two ASCII characters a module.

use super::Code;

/// What a module, or a half of a cell, looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shade {
    /// Dark.
    Dark,
    /// Light.
    Light,
}

impl Shade {
    /// Black or white among the 256 colours. Those of the palette's first sixteen are the theme's, and no theme's black
    /// on its white has to be read by a phone.
    #[must_use]
    pub(crate) fn colour(self) -> u8 {
        match self {
            Shade::Dark => 16,
            Shade::Light => 231,
        }
    }

    fn other(self) -> Self {
        match self {
            Shade::Dark => Shade::Light,
            Shade::Light => Shade::Dark,
        }
    }

    fn of(dark: bool) -> Self {
        if dark { Shade::Dark } else { Shade::Light }
    }
}

/// How a code is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Two ASCII characters a module instead of half a cell.
    pub(crate) ascii: bool,
    /// Whether black and white can be asked for. Without, light modules are drawn in the terminal's text colour, which
    /// makes them light on a dark background.
    pub(crate) colours: bool,
    /// Dark and light swapped: with colours a negative; without, what is right on a light background and on paper.
    pub(crate) inverted: bool,
}

/// A part of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    /// What is written: one character, or two of ASCII.
    pub(crate) text: &'static str,
    /// The shade of what is written.
    pub(crate) ink: Shade,
    /// The shade behind it. A cell of one shade has it twice, so that no gap between glyphs shows.
    pub(crate) paper: Shade,
}

impl Code {
    /// Columns and rows that its drawing takes.
    #[must_use]
    pub(crate) fn cells(&self, look: Look) -> (u16, u16) {
        let side = u16::try_from(self.side()).unwrap_or(u16::MAX);
        if look.ascii { (side.saturating_mul(2), side) } else { (side, side.div_ceil(2)) }
    }

    /// Its drawing, the quiet zone included.
    #[must_use]
    pub(crate) fn rows(&self, look: Look) -> Vec<Vec<Cell>> {
        // Ink stands for this shade of the code, and looks like that.
        let inked = Shade::of(look.colours || look.inverted);
        let ink = if look.colours && look.inverted { inked.other() } else { inked };
        let step = if look.ascii { 1 } else { 2 };
        let is_inked = |x, y| Shade::of(self.is_dark(x, y)) == inked;
        let cell = |x, y| {
            let (top, bottom) = (is_inked(x, y), is_inked(x, y + step - 1));
            let text = glyph(top, bottom, look.ascii);
            Cell { text, ink, paper: if top && bottom { ink } else { ink.other() } }
        };
        let row = |y| (0..self.side()).map(|x| cell(x, y)).collect();
        (0..self.side()).step_by(step).map(row).collect()
    }
}

fn glyph(top: bool, bottom: bool, ascii: bool) -> &'static str {
    match (top, bottom, ascii) {
        (false, false, false) => " ",
        (true, false, false) => "▀",
        (false, true, false) => "▄",
        (true, true, false) => "█",
        (false, _, true) => "  ",
        (true, _, true) => "##",
    }
}
