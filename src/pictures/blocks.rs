//! A picture as half blocks: two pixels a cell, for any terminal with colours.

use image::{Rgba, RgbaImage};

use super::{Cells, Pixels};

/// Red, green, blue.
type Colour = (u8, u8, u8);

/// Alpha below which a pixel is taken for empty.
const EMPTY: u8 = 96;

/// A cell of a picture: its upper and lower half; `None` shows what is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The upper half.
    pub upper: Option<Colour>,
    /// The lower half.
    pub lower: Option<Colour>,
}

/// A picture as rows of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocks {
    cells: Cells,
    blocks: Vec<Block>,
}

impl Blocks {
    /// Paints a picture for so many cells. This takes its time: it belongs on a thread of its own.
    #[must_use]
    pub fn paint(pixels: &Pixels, cells: Cells) -> Self {
        let scaled = pixels.scaled(cells, (1, 2));
        let at = |column: u32, row: u32| colour(&scaled, column, row);
        let rows = 0..u32::from(cells.rows);
        let blocks = rows.flat_map(|row| {
            (0..u32::from(cells.columns))
                .map(move |column| Block { upper: at(column, row * 2), lower: at(column, row * 2 + 1) })
        });
        Blocks { cells, blocks: blocks.collect() }
    }

    /// How many cells it has.
    #[must_use]
    pub fn cells(&self) -> Cells {
        self.cells
    }

    /// The cells of a row, from 0.
    #[must_use]
    pub fn row(&self, row: u16) -> &[Block] {
        let columns = usize::from(self.cells.columns);
        self.blocks.chunks(columns.max(1)).nth(usize::from(row)).unwrap_or_default()
    }
}

fn colour(image: &RgbaImage, column: u32, row: u32) -> Option<Colour> {
    let Rgba([red, green, blue, alpha]) = *image.get_pixel_checked(column, row)?;
    (alpha >= EMPTY).then_some((red, green, blue))
}

/// The nearest of the 256 colours that most terminals have.
#[must_use]
pub(crate) fn nearest_of_256((red, green, blue): Colour) -> u8 {
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
        16 + cube[0] * 36 + cube[1] * 6 + cube[2]
    } else {
        232 + grey
    }
}

#[cfg(test)]
mod tests {
    use image::ImageEncoder;

    use super::*;
    use crate::pictures::decode;

    fn pixels(width: u32, height: u32, paint: fn(u32, u32) -> [u8; 4]) -> Pixels {
        let image = RgbaImage::from_fn(width, height, |x, y| Rgba(paint(x, y)));
        let mut bytes = vec![];
        image::codecs::png::PngEncoder::new(&mut bytes)
            .write_image(image.as_raw(), width, height, image::ExtendedColorType::Rgba8)
            .unwrap();
        decode(&bytes).unwrap()
    }

    #[test]
    fn two_pixels_share_a_cell_and_empty_ones_show_what_is_behind() {
        let pixels = pixels(2, 4, |x, y| [x as u8 * 10, y as u8 * 10, 7, if y == 3 { 0 } else { 255 }]);
        let blocks = Blocks::paint(&pixels, Cells { columns: 2, rows: 2 });
        let block = |upper, lower| Block { upper, lower };
        assert_eq!(
            blocks.row(0),
            [block(Some((0, 0, 7)), Some((0, 10, 7))), block(Some((10, 0, 7)), Some((10, 10, 7)))]
        );
        assert_eq!(blocks.row(1), [block(Some((0, 20, 7)), None), block(Some((10, 20, 7)), None)]);
        assert_eq!(blocks.row(2), []);
    }

    #[test]
    fn a_large_picture_is_averaged() {
        let checked =
            pixels(400, 400, |x, y| if (x + y) % 2 == 0 { [0, 0, 0, 255] } else { [200, 200, 200, 255] });
        let blocks = Blocks::paint(&checked, Cells { columns: 4, rows: 2 });
        let grey = Some((100, 100, 100));
        assert_eq!(blocks.row(1), [Block { upper: grey, lower: grey }; 4]);
    }

    #[test]
    fn the_nearest_of_256_colours_is_taken() {
        let colours = [(0, 0, 0), (255, 255, 255), (255, 0, 0), (128, 128, 128), (95, 135, 175)];
        assert_eq!(colours.map(nearest_of_256), [16, 231, 196, 244, 67]);
    }
}
