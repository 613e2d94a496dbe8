//! A picture of a code back to text, so that it can be drawn anew.
//!
//! The picture is a stranger's. The reading library has assertions that odd geometry trips (its issue 54): what fails
//! there is a picture without a code, and never the end of the program.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rqrr::PreparedImage;

/// Pixels a side beyond which a picture is sampled: enough for modules of several pixels, and quick.
const LARGE: usize = 1_200;
/// Pixels a side below which a picture is enlarged: the library wants modules of several pixels.
const SMALL: usize = 300;

thread_local! {
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread reads a picture just now, so that a panic is caught and nobody has to hear of it.
#[must_use]
pub(crate) fn is_reading() -> bool {
    READING.get()
}

/// Reads a QR code in a picture, in either polarity: the first of several, from the top.
///
/// Pixels are rows from the top, 0 black to 255 white. `None` where there is no code that can be read, or where there
/// are not `width` times `height` pixels. It may take long on a picture made for that: call it where nobody waits, one
/// at a time.
#[must_use]
pub fn read(grey: &[u8], width: usize, height: usize) -> Option<String> {
    let longest = width.max(height);
    if width.min(height) == 0 || width.checked_mul(height) != Some(grey.len()) {
        return None;
    }
    let (shrunk, grown) = (longest.div_ceil(LARGE), (SMALL / longest).max(1));
    let size = (width * grown / shrunk, height * grown / shrunk);
    let pixel = |x: usize, y: usize| {
        let (x, y) = ((x * shrunk / grown).min(width - 1), (y * shrunk / grown).min(height - 1));
        grey.get(y * width + x).copied().unwrap_or(u8::MAX)
    };
    find(size, pixel).or_else(|| find(size, |x, y| u8::MAX - pixel(x, y)))
}

fn find((width, height): (usize, usize), pixel: impl FnMut(usize, usize) -> u8) -> Option<String> {
    let was = READING.replace(true);
    let found = catch_unwind(AssertUnwindSafe(|| {
        let mut image = PreparedImage::prepare_from_greyscale(width, height, pixel);
        let grids = image.detect_grids();
        grids.iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
    }));
    READING.set(was);
    found.ok().flatten().filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_inside_is_a_picture_without_a_code() {
        let found = find((4, 4), |_, _| {
            assert!(is_reading(), "whoever is told of panics knows that this one is caught");
            panic!("odd geometry")
        });
        assert_eq!((found, is_reading()), (None, false));
    }
}
