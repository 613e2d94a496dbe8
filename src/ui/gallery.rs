//! Pictures ready to be drawn, by address and size; those not drawn for longest are forgotten.

use ratatui::style::Color;

use crate::pictures::{Cells, Kept, Painting, nearest_of_256};

/// Paintings kept beside those of the last frame.
const KEPT: usize = 48;

/// The pictures at hand.
#[derive(Debug, Default)]
pub(super) struct Gallery {
    paintings: Vec<Hung>,
    /// The number of the frame that is drawn.
    frame: u64,
    /// What the frame shows that the terminal has to keep.
    kept: Vec<Kept>,
}

#[derive(Debug)]
struct Hung {
    url: String,
    painting: Painting,
    /// The last frame that had it.
    drawn: u64,
}

impl Gallery {
    /// Another frame begins.
    pub(super) fn next_frame(&mut self) {
        self.frame += 1;
        self.kept.clear();
    }

    /// Takes a picture; those that are out of sight make room.
    pub(super) fn hang(&mut self, url: String, painting: Painting) {
        let is_same = |hung: &Hung| hung.url == url && hung.painting.cells() == painting.cells();
        self.paintings.retain(|hung| !is_same(hung));
        self.paintings.push(Hung { url, painting, drawn: self.frame });
        while self.paintings.len() > KEPT {
            let oldest = self.paintings.iter().enumerate().min_by_key(|(_, hung)| hung.drawn);
            match oldest.filter(|(_, hung)| hung.drawn < self.frame).map(|(at, _)| at) {
                Some(at) => drop(self.paintings.remove(at)),
                None => return,
            }
        }
    }

    /// The frame shows a picture that the terminal has to keep.
    pub(super) fn keep(&mut self, kept: &Kept) {
        if !self.kept.contains(kept) {
            self.kept.push(kept.clone());
        }
    }

    /// What the frame shows that the terminal has to keep.
    pub(super) fn kept(&mut self) -> Vec<Kept> {
        std::mem::take(&mut self.kept)
    }

    /// A picture at a size, if it is at hand.
    pub(super) fn get(&mut self, url: &str, cells: Cells) -> Option<&Painting> {
        let frame = self.frame;
        let hung =
            self.paintings.iter_mut().find(|hung| hung.url == url && hung.painting.cells() == cells)?;
        hung.drawn = frame;
        Some(&hung.painting)
    }
}

/// A colour for a terminal that has RGB, or the nearest of 256.
pub(super) fn colour((red, green, blue): (u8, u8, u8), true_colour: bool) -> Color {
    if true_colour {
        Color::Rgb(red, green, blue)
    } else {
        Color::Indexed(nearest_of_256((red, green, blue)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pictures::{CellSize, Means, Showing, decode};

    fn painting(columns: u16) -> Painting {
        let gif = b"GIF87a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
        let showing = Showing {
            means: Means::Blocks,
            cell: CellSize::default(),
            true_colour: true,
            strangers: false,
            readmes: true,
        };
        Painting::paint(&decode(gif).unwrap(), Cells { columns, rows: 1 }, showing)
    }

    #[test]
    fn what_is_in_sight_is_never_forgotten_and_the_rest_is_bounded() {
        let mut gallery = Gallery::default();
        gallery.next_frame();
        for at in 0..100 {
            gallery.hang(at.to_string(), painting(1));
        }
        assert_eq!(gallery.paintings.len(), 100, "all of this frame");
        gallery.next_frame();
        let cells = Cells { columns: 1, rows: 1 };
        assert!(gallery.get("7", cells).is_some());
        gallery.hang("new".to_owned(), painting(1));
        assert_eq!(gallery.paintings.len(), KEPT);
        assert!(gallery.get("7", cells).is_some() && gallery.get("8", cells).is_none());
        gallery.hang("7".to_owned(), painting(2));
        assert!(gallery.get("7", cells).is_some(), "another size is another picture");
    }
}
