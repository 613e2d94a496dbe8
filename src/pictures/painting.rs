//! A picture made ready for the cells it takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::{Blocks, CellSize, Cells, Pixels, kitty, strips};

/// How pictures get on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// As half blocks, on any terminal with colours.
    Blocks,
    /// By kitty's protocol.
    Kitty {
        /// Whether the commands go through a tmux, which has to allow it.
        through_tmux: bool,
    },
    /// By iTerm2's protocol.
    ITerm,
    /// As sixels.
    Sixel,
}

/// How this screen shows pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Showing {
    /// By what means.
    pub means: Means,
    /// Pixels of a cell.
    pub cell: CellSize,
    /// Whether there are RGB colours, or 256 of them.
    pub true_colour: bool,
    /// Whether strangers' pictures are fetched without being asked for.
    pub strangers: bool,
    /// Whether pictures stand in Readmes, or are looked at on request only.
    pub readmes: bool,
}

impl Showing {
    /// Whether a picture of a Readme stands in it: fetching one tells its server the reader's address.
    #[must_use]
    pub fn has_place_for(&self, url: &str) -> bool {
        self.readmes && (self.strangers || is_platforms(url))
    }
}

/// Whether an address is the platform's own: relative to the service, or of a host of its company.
fn is_platforms(url: &str) -> bool {
    const HOSTS: [&str; 2] = ["compshare.cn", "ucloud.cn"];
    // Browsers read a backslash as a slash, and nothing in a tab or a line's end.
    if url.contains(|c: char| c == '\\' || c.is_whitespace() || c.is_control()) {
        return false;
    }
    let is_relative = !url.split(['/', '?', '#']).next().unwrap_or_default().contains(':');
    let rest = match url.strip_prefix("//").or(url.strip_prefix("https://")) {
        Some(rest) => rest,
        None => return is_relative,
    };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase();
    HOSTS.iter().any(|own| host.strip_suffix(own).is_some_and(|part| part.is_empty() || part.ends_with('.')))
}

/// A picture for so many cells.
#[derive(Debug, Clone, PartialEq)]
pub enum Painting {
    /// As half blocks.
    Blocks(Blocks),
    /// Kept by the terminal.
    Kept(Kept),
    /// Drawn strip by strip.
    Strips(Strips),
}

/// A picture that is drawn strip by strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strips {
    /// Its number, by which the same strip is known again.
    pub id: u32,
    /// How many columns it takes.
    pub columns: u16,
    /// What draws each row of it, where the cursor is.
    pub rows: Vec<Arc<str>>,
}

/// A picture that the terminal keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number, of 24 bits.
    pub id: u32,
    /// How many cells it takes.
    pub cells: Cells,
    /// What gives it to the terminal.
    pub give: Arc<str>,
    /// What takes it away again.
    pub remove: Arc<str>,
}

impl Kept {
    /// What a cell holds that shows a part of it; its colour is the number.
    #[must_use]
    pub fn part(&self, row: u16, column: u16) -> Option<[char; 3]> {
        kitty::part(row, column)
    }
}

impl Painting {
    /// Paints a picture. This takes its time: it belongs on a thread of its own.
    #[must_use]
    pub fn paint(pixels: &Pixels, cells: Cells, showing: Showing) -> Self {
        let blocks = || Painting::Blocks(Blocks::paint(pixels, cells));
        match showing.means {
            Means::Blocks => blocks(),
            Means::Kitty { through_tmux } => {
                kept(pixels, cells, showing.cell, through_tmux).map_or_else(blocks, Painting::Kept)
            }
            Means::ITerm => {
                let image = pixels.scaled(cells, pixels_of(showing.cell));
                strips::iterm(&image, cells).map_or_else(blocks, |rows| in_strips(rows, cells))
            }
            Means::Sixel => {
                let image = pixels.scaled(cells, pixels_of(showing.cell));
                in_strips(strips::sixel(&image, cells), cells)
            }
        }
    }

    /// How many cells it takes.
    #[must_use]
    pub fn cells(&self) -> Cells {
        match self {
            Painting::Blocks(blocks) => blocks.cells(),
            Painting::Kept(kept) => kept.cells,
            Painting::Strips(Strips { columns, rows, .. }) => {
                Cells { columns: *columns, rows: u16::try_from(rows.len()).unwrap_or(u16::MAX) }
            }
        }
    }
}

fn in_strips(rows: Vec<String>, cells: Cells) -> Painting {
    let rows = rows.into_iter().map(Arc::from).collect();
    Painting::Strips(Strips { id: next_id(), columns: cells.columns, rows })
}

fn pixels_of(cell: CellSize) -> (u32, u32) {
    (cell.width.into(), cell.height.into())
}

fn kept(pixels: &Pixels, cells: Cells, cell: CellSize, through_tmux: bool) -> Option<Kept> {
    let id = next_id();
    let image = pixels.at_most(cells, pixels_of(cell));
    let through = |commands: String| if through_tmux { passed_through(&commands) } else { commands };
    Some(Kept {
        id,
        cells,
        give: through(kitty::keep(id, &image, cells)?).into(),
        remove: through(kitty::remove(id)).into(),
    })
}

/// Numbers are given once. They begin where another program on the same terminal hardly has its own.
fn next_id() -> u32 {
    static LAST: AtomicU32 = AtomicU32::new(0x5c_0000);
    LAST.fetch_add(1, Ordering::Relaxed) & 0x00ff_ffff
}

/// Commands for the terminal outside a tmux: each goes in a wrapping of its own, with its escapes doubled.
fn passed_through(commands: &str) -> String {
    let each = commands.split_inclusive("\x1b\\");
    each.map(|command| format!("\x1bPtmux;{}\x1b\\", command.replace('\x1b', "\x1b\x1b"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_picture_has_a_place_only_where_that_is_wanted() {
        let platform = Showing {
            means: Means::Blocks,
            cell: CellSize::default(),
            true_colour: true,
            strangers: false,
            readmes: true,
        };
        for own in
            ["/pictures/a.png", "a/b.png?x=//y", "https://www.compshare.cn/a.png", "https://UCLOUD.cn:443/a"]
        {
            assert!(platform.has_place_for(own), "{own}");
        }
        for other in [
            "https://img.example.com/a.png",
            "//img.example.com/a.png",
            "https://notcompshare.cn/a",
            "https://compshare.cn.evil.example/a",
            "https://compshare.cn@evil.example/a",
            "https://evil.example/?//compshare.cn",
            "data:image/png;base64,AAAA",
            "http:img.example.com/a.png",
            "/\\img.example.com/a.png",
            "/\t/img.example.com/a.png",
        ] {
            assert!(!platform.has_place_for(other), "{other}");
            assert!(Showing { strangers: true, ..platform }.has_place_for(other), "{other}");
        }
        assert!(!Showing { readmes: false, ..platform }.has_place_for("/a.png"));
    }

    #[test]
    fn commands_pass_through_tmux_one_by_one() {
        assert_eq!(
            passed_through("\x1b_Ga;x\x1b\\\x1b_Gm=0;y\x1b\\"),
            "\x1bPtmux;\x1b\x1b_Ga;x\x1b\x1b\\\x1b\\\x1bPtmux;\x1b\x1b_Gm=0;y\x1b\x1b\\\x1b\\"
        );
    }
}
