//! A picture's file to pixels, scaled down to what any screen shows.

use image::imageops::FilterType;
use image::{ImageFormat, RgbaImage};

use super::measure::{Kind, Measuring, measure};
use super::{Cells, MOST_BYTES, Size, Trouble};

/// Pixels on the longer side that are kept of a picture.
const KEPT: u32 = 1280;

/// A decoded picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Pixels {
    image: RgbaImage,
    /// The size it has as a file.
    size: Size,
}

/// Decodes a picture; of one that moves, its first frame. This takes its time: it belongs on a thread of its own.
///
/// # Errors
/// It is no picture, damaged, or larger than [`MOST_BYTES`] or [`super::MOST_PIXELS`].
pub fn decode(bytes: &[u8]) -> Result<Pixels, Trouble> {
    if bytes.len() > MOST_BYTES {
        return Err(Trouble::TooLarge);
    }
    let Measuring::Known(kind, size) = measure(bytes, true)? else { return Err(Trouble::Damaged) };
    let format = match kind {
        Kind::Png => ImageFormat::Png,
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Gif => ImageFormat::Gif,
        Kind::WebP => ImageFormat::WebP,
    };
    let picture = image::load_from_memory_with_format(bytes, format).map_err(|_| Trouble::Damaged)?;
    let picture = if size.width.max(size.height) > KEPT {
        picture.resize(KEPT, KEPT, FilterType::Triangle)
    } else {
        picture
    };
    Ok(Pixels { image: picture.into_rgba8(), size })
}

impl Pixels {
    /// The picture's size as a file.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size
    }

    /// Its columns of pixels, and how light each is, row by row; what can be seen through is on white.
    #[must_use]
    pub(crate) fn grey(&self) -> (Vec<u8>, usize, usize) {
        let (width, height) = self.image.dimensions();
        let light = |pixel: &image::Rgba<u8>| {
            let [red, green, blue, alpha] = pixel.0.map(u32::from);
            let grey = (red * 299 + green * 587 + blue * 114) / 1000;
            u8::try_from((grey * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        (self.image.pixels().map(light).collect(), width as usize, height as usize)
    }

    /// Bytes it takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.image.as_raw().len()
    }

    /// The picture with so many pixels a cell, or as it is where it has fewer: who shows it makes it larger.
    pub(super) fn at_most(&self, cells: Cells, (across, down): (u32, u32)) -> RgbaImage {
        let (width, height) = (u32::from(cells.columns.max(1)) * across, u32::from(cells.rows.max(1)) * down);
        let is_small = self.image.width() <= width && self.image.height() <= height;
        if is_small { self.image.clone() } else { self.scaled(cells, (across, down)) }
    }

    /// The picture with exactly so many pixels a cell.
    pub(super) fn scaled(&self, cells: Cells, (across, down): (u32, u32)) -> RgbaImage {
        let (width, height) = (u32::from(cells.columns.max(1)) * across, u32::from(cells.rows.max(1)) * down);
        if self.image.dimensions() == (width, height) {
            return self.image.clone();
        }
        // Down by much, an average keeps what a filter with a small reach would skip.
        let shrinks = self.image.width() > width * 2 && self.image.height() > height * 2;
        if shrinks {
            image::imageops::thumbnail(&self.image, width, height)
        } else {
            image::imageops::resize(&self.image, width, height, FilterType::Triangle)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        use image::ImageEncoder;
        let mut bytes = vec![];
        let pixels = RgbaImage::from_fn(width, height, |x, y| image::Rgba([x as u8, y as u8, 0, 255]));
        image::codecs::png::PngEncoder::new(&mut bytes)
            .write_image(pixels.as_raw(), width, height, image::ExtendedColorType::Rgba8)
            .unwrap();
        bytes
    }

    #[test]
    fn a_picture_is_decoded_and_a_large_one_scaled_down() {
        let small = decode(&png(30, 20)).unwrap();
        assert_eq!((small.size(), small.image.dimensions()), (Size { width: 30, height: 20 }, (30, 20)));
        let large = decode(&png(3200, 40)).unwrap();
        assert_eq!((large.size(), large.image.dimensions()), (Size { width: 3200, height: 40 }, (1280, 16)));
        let tall = decode(&png(1, 100_000)).unwrap();
        assert_eq!(tall.image.dimensions(), (1, 1280), "a thread of a picture costs no more than another");
    }

    #[test]
    fn a_pictures_brightness_is_told_and_what_is_empty_is_white() {
        let colours = [[0, 0, 0, 255], [255, 255, 255, 255], [255, 0, 0, 255], [0, 0, 0, 0]];
        let image = RgbaImage::from_fn(2, 2, |x, y| image::Rgba(colours[(y * 2 + x) as usize]));
        let pixels = Pixels { image, size: Size { width: 2, height: 2 } };
        assert_eq!(pixels.grey(), (vec![0, 255, 76, 255], 2, 2));
    }

    #[test]
    fn a_picture_cut_short_or_garbled_is_damaged() {
        let whole = png(64, 64);
        for end in [33, whole.len() / 2, whole.len() - 20] {
            assert_eq!(decode(&whole[..end]), Err(Trouble::Damaged), "{end}");
        }
        let mut garbled = whole.clone();
        garbled[50..].iter_mut().for_each(|byte| *byte ^= 0x55);
        assert_eq!(decode(&garbled), Err(Trouble::Damaged));
        assert_eq!(decode(&vec![0; MOST_BYTES + 1]), Err(Trouble::TooLarge));
        assert_eq!(decode(b"<svg/>"), Err(Trouble::Svg));
    }
}
