//! A terminal that has an opinion of its own on how wide a cluster is.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use compshare_tui::face::text::is_contested;

/// What a terminal makes of clusters whose width is contested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opinion {
    /// They take one cell, as in tmux 3.3, VTE and xterm.
    One,
    /// They take two.
    Two,
    /// Each character takes its own: a family of three takes six, and a joiner none.
    Each,
}

/// What is in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    Glyph(String),
    /// Covered by the glyph before it.
    Covered,
}

/// The screen of such a terminal.
pub(crate) struct Emulator {
    opinion: Opinion,
    columns: usize,
    cells: Vec<Content>,
    at: (usize, usize),
    wraps: bool,
}

impl Emulator {
    pub(crate) fn new(opinion: Opinion, columns: u16, rows: u16) -> Self {
        let cells = vec![Content::Glyph(" ".to_owned()); usize::from(columns) * usize::from(rows)];
        Emulator { opinion, columns: columns.into(), cells, at: (0, 0), wraps: true }
    }

    /// What a cell holds.
    pub(crate) fn cell(&self, x: u16, y: u16) -> &Content {
        &self.cells[usize::from(y) * self.columns + usize::from(x)]
    }

    /// Understands text, moves of the cursor, wrapping, and styles, which it forgets.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        let mut rest = std::str::from_utf8(bytes).unwrap();
        while !rest.is_empty() {
            match rest.strip_prefix("\u{1b}[") {
                Some(sequence) => {
                    let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap();
                    self.control(&sequence[..end], sequence.as_bytes()[end]);
                    rest = &sequence[end + 1..];
                }
                None => {
                    let end = rest.find('\u{1b}').unwrap_or(rest.len());
                    self.print(&rest[..end]);
                    rest = &rest[end..];
                }
            }
        }
    }

    fn control(&mut self, parameters: &str, last: u8) {
        match (parameters, last) {
            (at, b'H') => {
                let (y, x) = at.split_once(';').unwrap();
                self.at = (x.parse::<usize>().unwrap() - 1, y.parse::<usize>().unwrap() - 1);
            }
            ("?7", b'l') => self.wraps = false,
            ("?7", b'h') => self.wraps = true,
            (_, b'm') => {}
            (parameters, last) => panic!("unknown: CSI {parameters} {}", last as char),
        }
    }

    fn print(&mut self, text: &str) {
        for grapheme in text.graphemes(true) {
            match self.opinion {
                Opinion::Each => grapheme.chars().for_each(|c| {
                    let mut glyph = [0; 4];
                    self.put(c.encode_utf8(&mut glyph), c.width().unwrap_or(0));
                }),
                Opinion::One if is_contested(grapheme) => self.put(grapheme, 1),
                Opinion::Two if is_contested(grapheme) => self.put(grapheme, 2),
                Opinion::One | Opinion::Two => self.put(grapheme, grapheme.width()),
            }
        }
    }

    fn put(&mut self, glyph: &str, wide: usize) {
        let (mut x, mut y) = self.at;
        if wide == 0 {
            return;
        }
        if x + wide > self.columns {
            if self.wraps {
                (x, y) = (0, y + 1);
            } else {
                x = self.columns.saturating_sub(wide);
            }
        }
        for k in 0..wide {
            self.clear(x + k, y);
        }
        let first = y * self.columns + x;
        if first < self.cells.len() {
            self.cells[first] = Content::Glyph(glyph.to_owned());
            self.cells[first + 1..first + wide].fill(Content::Covered);
        }
        self.at = (x + wide, y);
    }

    /// Blanks a cell, and with it the whole of a wide glyph that has a part there.
    fn clear(&mut self, x: usize, y: usize) {
        let row = y * self.columns;
        if row + x >= self.cells.len() {
            return;
        }
        let mut first = x;
        while first > 0 && self.cells[row + first] == Content::Covered {
            first -= 1;
        }
        let mut end = x + 1;
        while end < self.columns && self.cells[row + end] == Content::Covered {
            end += 1;
        }
        self.cells[row + first..row + end].fill(Content::Glyph(" ".to_owned()));
    }
}
