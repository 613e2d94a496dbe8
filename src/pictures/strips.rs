//! Pictures as strips, one a row of cells: for terminals that draw pixels where the cursor is and keep nothing. A strip is
//! drawn anew when its row was written over, and what is written over a strip erases it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use color_quant::NeuQuant;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, RgbaImage};

use super::Cells;

/// Alpha below which a pixel shows what is behind.
const EMPTY: u8 = 96;
/// Colours of a picture in sixels.
const COLOURS: usize = 256;
/// How thoroughly they are chosen, from 1 (best) to 30 (fastest).
const SAMPLING: i32 = 10;
/// Rows of pixels in a band of sixels.
const BAND: u32 = 6;

/// A picture as strips of iTerm2's protocol; it has a whole number of pixels a cell.
pub(super) fn iterm(image: &RgbaImage, cells: Cells) -> Option<Vec<String>> {
    let height = image.height() / u32::from(cells.rows.max(1));
    let strip = |row: u16| {
        let part =
            image::imageops::crop_imm(image, 0, u32::from(row) * height, image.width(), height).to_image();
        let mut png = Vec::new();
        let colours = ExtendedColorType::Rgba8;
        PngEncoder::new(&mut png).write_image(part.as_raw(), part.width(), part.height(), colours).ok()?;
        let (columns, size) = (cells.columns, png.len());
        let encoded = STANDARD.encode(png);
        Some(format!(
            "\x1b]1337;File=inline=1;size={size};width={columns};height=1;preserveAspectRatio=0;doNotMoveCursor=1:{encoded}\x07"
        ))
    };
    (0..cells.rows).map(strip).collect()
}

/// A picture as strips of sixels; it has a whole number of pixels a cell.
pub(super) fn sixel(image: &RgbaImage, cells: Cells) -> Vec<String> {
    let height = image.height() / u32::from(cells.rows.max(1));
    let quantiser = NeuQuant::new(SAMPLING, COLOURS, image.as_raw());
    let palette = quantiser.color_map_rgb();
    let number = |x: u32, y: u32| {
        let pixel = image.get_pixel(x, y);
        (pixel[3] >= EMPTY).then(|| quantiser.index_of(&pixel.0))
    };
    (0..u32::from(cells.rows))
        .map(|row| sixel_strip(row * height, (image.width(), height), &palette, &number))
        .collect()
}

/// A strip from a row of pixels on; `number` is a pixel's colour, if it has one.
fn sixel_strip(
    top: u32,
    (width, height): (u32, u32),
    palette: &[u8],
    number: &dyn Fn(u32, u32) -> Option<usize>,
) -> String {
    let mut out = format!("\x1bP0;1;0q\"1;1;{width};{height}");
    let mut defined = [false; COLOURS];
    for band in (0..height).step_by(BAND as usize) {
        // For each colour, which of the band's rows have it in each column.
        let mut masks: Vec<Option<Vec<u8>>> = vec![None; COLOURS];
        for y in band..(band + BAND).min(height) {
            for x in 0..width {
                if let Some(colour) = number(x, top + y) {
                    let mask = masks[colour].get_or_insert_with(|| vec![0; width as usize]);
                    mask[x as usize] |= 1 << (y - band);
                }
            }
        }
        if band > 0 {
            out.push('-');
        }
        for (colour, mask) in masks.iter().enumerate().filter_map(|(at, mask)| Some((at, mask.as_ref()?))) {
            out.push_str(&format!("#{colour}"));
            if !std::mem::replace(&mut defined[colour], true) {
                let part = |at: usize| u32::from(palette[colour * 3 + at]) * 100 / 255;
                out.push_str(&format!(";2;{};{};{}", part(0), part(1), part(2)));
                out.push_str(&format!("#{colour}"));
            }
            push_runs(&mut out, mask);
            out.push('$');
        }
    }
    out.push_str("\x1b\\");
    out
}

/// Columns of a band in one colour, repetitions counted.
fn push_runs(out: &mut String, mask: &[u8]) {
    for run in mask.chunk_by(|one, other| one == other) {
        let sixel = char::from(b'?' + run[0]);
        if run.len() > 3 {
            out.push_str(&format!("!{}{sixel}", run.len()));
        } else {
            run.iter().for_each(|_| out.push(sixel));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELLS: Cells = Cells { columns: 3, rows: 2 };

    /// 24×32 pixels, red above and half empty, half blue below.
    fn image() -> RgbaImage {
        RgbaImage::from_fn(24, 32, |x, y| match (x, y) {
            (_, ..16) => image::Rgba([255, 0, 0, 255]),
            (..12, _) => image::Rgba([0, 0, 0, 0]),
            _ => image::Rgba([0, 0, 255, 255]),
        })
    }

    /// What a terminal makes of a strip: its pixels, by rows.
    fn drawn(strip: &str) -> Vec<Vec<Option<(u32, u32, u32)>>> {
        let body = strip.strip_prefix("\x1bP0;1;0q\"1;1;24;16").unwrap().strip_suffix("\x1b\\").unwrap();
        let mut pixels = vec![vec![None; 24]; 18];
        let (mut palette, mut colour) = (std::collections::HashMap::new(), 0);
        let (mut x, mut band, mut rest) = (0, 0, body);
        while let Some(c) = rest.chars().next() {
            let digits =
                |text: &str| text.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(text.len());
            rest = &rest[1..];
            let mut paint = |sixel: u8, count: usize, x: &mut usize| {
                for _ in 0..count {
                    for bit in (0..6).filter(|bit| (sixel - b'?') >> bit & 1 == 1) {
                        pixels[band + bit][*x] = palette.get(&colour).copied();
                    }
                    *x += 1;
                }
            };
            match c {
                '#' => {
                    let (told, after) = rest.split_at(digits(rest));
                    let parts: Vec<u32> = told.split(';').map(|part| part.parse().unwrap()).collect();
                    colour = parts[0];
                    if let [_, 2, red, green, blue] = parts[..] {
                        palette.insert(colour, (red, green, blue));
                    }
                    rest = after;
                }
                '!' => {
                    let (count, after) = rest.split_at(digits(rest));
                    paint(after.as_bytes()[0], count.parse().unwrap(), &mut x);
                    rest = &after[1..];
                }
                '$' => x = 0,
                '-' => (x, band) = (0, band + 6),
                '?'..='~' => paint(c as u8, 1, &mut x),
                _ => panic!("{c:?} is no sixel"),
            }
        }
        pixels.truncate(16);
        pixels
    }

    #[test]
    fn sixels_are_the_picture() {
        let strips = sixel(&image(), CELLS);
        assert_eq!(strips.len(), 2);
        let is_red = |pixel: &Option<(u32, u32, u32)>| matches!(pixel, Some((90.., ..10, ..10)));
        let is_blue = |pixel: &Option<(u32, u32, u32)>| matches!(pixel, Some((..10, ..10, 90..)));
        assert!(drawn(&strips[0]).iter().flatten().all(is_red));
        for row in drawn(&strips[1]) {
            assert!(row[..12].iter().all(Option::is_none) && row[12..].iter().all(is_blue), "{row:?}");
        }
    }

    #[test]
    fn iterm_strips_are_the_pictures_rows() {
        let strips = iterm(&image(), CELLS).unwrap();
        for (strip, row) in strips.iter().zip(0..) {
            let body =
                strip.strip_prefix("\x1b]1337;File=inline=1;size=").unwrap().strip_suffix('\x07').unwrap();
            let (control, encoded) = body.split_once(':').unwrap();
            let png = STANDARD.decode(encoded).unwrap();
            let expected = format!("{};width=3;height=1;preserveAspectRatio=0;doNotMoveCursor=1", png.len());
            assert_eq!(control, expected);
            let part = image::imageops::crop_imm(&image(), 0, row * 16, 24, 16).to_image();
            assert_eq!(image::load_from_memory(&png).unwrap().into_rgba8(), part);
        }
        assert_eq!(strips.len(), 2);
    }
}
