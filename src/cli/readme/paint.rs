//! Rows of pictures as bytes for a terminal.

use std::io::{self, Write};

use crate::pictures::{Block, Painting, nearest_of_256};
use crate::readme::RowPicture;

/// Prints a row of a picture, with a line feed after it.
///
/// # Errors
/// Those of `out`.
pub(super) fn print_row(
    painting: &Painting,
    picture: RowPicture,
    true_colour: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match painting {
        Painting::Blocks(blocks) => {
            for block in blocks.row(picture.row) {
                print_block(*block, true_colour, out)?;
            }
            writeln!(out, "\x1b[0m")
        }
        Painting::Kept(kept) => {
            if picture.row == 0 {
                write!(out, "{}", kept.give)?;
            }
            let [_, red, green, blue] = kept.id.to_be_bytes();
            let parts = (0..picture.columns).filter_map(|column| kept.part(picture.row, column)).flatten();
            writeln!(out, "\x1b[38;2;{red};{green};{blue}m{}\x1b[0m", parts.collect::<String>())
        }
        Painting::Strips(strips) => {
            let strip = strips.rows.get(usize::from(picture.row)).map_or("", AsRef::as_ref);
            // There is a row below before the strip is drawn, so that the screen does not scroll under it.
            writeln!(out, "\n\x1b[A\x1b7{strip}\x1b8")
        }
    }
}

fn print_block(block: Block, true_colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let colour = |layer: u8, (red, green, blue): (u8, u8, u8)| {
        if true_colour {
            format!("\x1b[{layer};2;{red};{green};{blue}m")
        } else {
            format!("\x1b[{layer};5;{}m", nearest_of_256((red, green, blue)))
        }
    };
    match (block.upper, block.lower) {
        (Some(upper), Some(lower)) => write!(out, "{}{}▀", colour(38, upper), colour(48, lower)),
        (Some(upper), None) => write!(out, "\x1b[49m{}▀", colour(38, upper)),
        (None, Some(lower)) => write!(out, "\x1b[49m{}▄", colour(38, lower)),
        (None, None) => write!(out, "\x1b[49m "),
    }
}
