//! Pictures ready to be drawn, by address and size; those not drawn for longest are forgotten.

use ratatui::style::Color;

use crate::pictures::{Cells, Kept, Painting};

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
        return Color::Rgb(red, green, blue);
    }
    // A cube of six steps each from 16 on, and 24 greys from 232 on.
    let step = |part: u8| if part < 48 { 0 } else { (part.saturating_sub(35)) / 40 };
    let level = |step: u8| if step == 0 { 0 } else { 55 + step * 40 };
    let cube = [red, green, blue].map(step);
    let average = ((u16::from(red) + u16::from(green) + u16::from(blue)) / 3) as u8;
    let grey = average.saturating_sub(3).min(233) / 10;
    let distance = |other: [u8; 3]| {
        let parts = [red, green, blue].into_iter().zip(other);
        parts.map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum::<u32>()
    };
    if distance(cube.map(level)) <= distance([8 + grey * 10; 3]) {
        Color::Indexed(16 + cube[0] * 36 + cube[1] * 6 + cube[2])
    } else {
        Color::Indexed(232 + grey)
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

    #[test]
    fn the_nearest_of_256_colours_is_taken() {
        for (rgb, index) in [
            ((0, 0, 0), 16),
            ((255, 255, 255), 231),
            ((255, 0, 0), 196),
            ((128, 128, 128), 244),
            ((95, 135, 175), 67),
        ] {
            assert_eq!(colour(rgb, false), Color::Indexed(index), "{rgb:?}");
        }
        assert_eq!(colour((1, 2, 3), true), Color::Rgb(1, 2, 3));
    }
}
