//! The size of a picture from its first bytes, before any of it is decoded: room is kept for it while the rest is on its
//! way, and one that is too large is dropped unread.

use super::{MOST_PIXELS, Size, Trouble};

/// What the first bytes of a file tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Measuring {
    /// It is a picture of this kind and size.
    Known(Kind, Size),
    /// More bytes are needed.
    Unfinished,
}

/// Kinds of pictures that are decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF; its first frame is shown.
    Gif,
    /// WebP; its first frame is shown.
    WebP,
}

/// Bytes in which a file must tell its kind.
const SIGNATURE: usize = 16;
/// Bytes in which a drawing of shapes shows its root element.
const SVG_HEAD: usize = 1024;
/// Bytes before a JPEG's size, at most: cameras put previews and colour profiles in front.
const JPEG_HEAD: usize = 1024 * 1024;

/// Measures a picture by its first bytes; `whole` where there are no more.
///
/// # Errors
/// It is no picture, one that is not decoded, or one with too many pixels.
pub(crate) fn measure(bytes: &[u8], whole: bool) -> Result<Measuring, Trouble> {
    let Some(kind) = kind(bytes) else {
        if is_svg(bytes) {
            return Err(Trouble::Svg);
        }
        // What may become an SVG begins with an angle bracket.
        let may_be_svg = bytes.trim_ascii_start().first().is_none_or(|first| *first == b'<');
        let enough = if may_be_svg { SVG_HEAD } else { SIGNATURE };
        let more = !whole && bytes.len() < enough;
        return if more { Ok(Measuring::Unfinished) } else { Err(Trouble::NoPicture) };
    };
    let size = match kind {
        Kind::Png => png(bytes),
        Kind::Gif => gif(bytes),
        Kind::WebP => webp(bytes),
        Kind::Jpeg => jpeg(bytes),
    };
    match size {
        Some(size) => allowed(size).map(|size| Measuring::Known(kind, size)),
        None if whole || bytes.len() > JPEG_HEAD => Err(Trouble::Damaged),
        None => Ok(Measuring::Unfinished),
    }
}

fn allowed(size: Size) -> Result<Size, Trouble> {
    let pixels = u64::from(size.width) * u64::from(size.height);
    if pixels == 0 || pixels > MOST_PIXELS { Err(Trouble::TooManyPixels(size)) } else { Ok(size) }
}

fn kind(bytes: &[u8]) -> Option<Kind> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Kind::Png),
        [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Kind::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::WebP),
        _ => None,
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(SVG_HEAD)];
    head.trim_ascii_start().starts_with(b"<")
        && head.windows(4).any(|word| word.eq_ignore_ascii_case(b"<svg"))
}

fn big_endian(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn big_endian_16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?).into())
}

fn little_endian_16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?).into())
}

fn little_endian_24(bytes: &[u8], at: usize) -> Option<u32> {
    Some(little_endian_16(bytes, at)? | u32::from(*bytes.get(at + 2)?) << 16)
}

fn png(bytes: &[u8]) -> Option<Size> {
    Some(Size { width: big_endian(bytes, 16)?, height: big_endian(bytes, 20)? })
}

fn gif(bytes: &[u8]) -> Option<Size> {
    Some(Size { width: little_endian_16(bytes, 6)?, height: little_endian_16(bytes, 8)? })
}

/// WebP in its three forms: extended, lossless and lossy.
fn webp(bytes: &[u8]) -> Option<Size> {
    match bytes.get(12..16)? {
        b"VP8X" => {
            Some(Size { width: little_endian_24(bytes, 24)? + 1, height: little_endian_24(bytes, 27)? + 1 })
        }
        b"VP8L" => {
            let bits = little_endian_16(bytes, 21)? | little_endian_16(bytes, 23)? << 16;
            Some(Size { width: (bits & 0x3fff) + 1, height: (bits >> 14 & 0x3fff) + 1 })
        }
        b"VP8 " => Some(Size {
            width: little_endian_16(bytes, 26)? & 0x3fff,
            height: little_endian_16(bytes, 28)? & 0x3fff,
        }),
        _ => None,
    }
}

/// Goes from marker to marker up to the one that begins a frame.
fn jpeg(bytes: &[u8]) -> Option<Size> {
    let mut at = 2;
    loop {
        while *bytes.get(at)? != 0xff {
            at += 1;
        }
        while *bytes.get(at)? == 0xff {
            at += 1;
        }
        let marker = bytes[at];
        at += 1;
        match marker {
            // Not a frame: tables that share the range, restarts, marks without a length.
            0xc4 | 0xc8 | 0xcc => {}
            0xc0..=0xcf => {
                return Some(Size {
                    height: big_endian_16(bytes, at + 3)?,
                    width: big_endian_16(bytes, at + 5)?,
                });
            }
            0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        at += usize::try_from(big_endian_16(bytes, at)?).ok()?.max(2);
    }
}

#[cfg(test)]
mod tests {
    use image::codecs::{gif::GifEncoder, jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
    use image::{ExtendedColorType, ImageEncoder, RgbaImage};

    use super::*;

    const SIZE: Size = Size { width: 300, height: 7 };

    pub(super) fn files() -> [(Kind, Vec<u8>); 4] {
        let (mut png, mut jpeg, mut gif, mut webp) = (vec![], vec![], vec![], vec![]);
        let pixels = RgbaImage::from_pixel(SIZE.width, SIZE.height, image::Rgba([9, 99, 200, 255]));
        let rgb = image::DynamicImage::from(pixels.clone()).into_rgb8();
        let (raw, rgba) = (pixels.as_raw(), ExtendedColorType::Rgba8);
        PngEncoder::new(&mut png).write_image(raw, SIZE.width, SIZE.height, rgba).unwrap();
        WebPEncoder::new_lossless(&mut webp).write_image(raw, SIZE.width, SIZE.height, rgba).unwrap();
        JpegEncoder::new(&mut jpeg)
            .write_image(rgb.as_raw(), SIZE.width, SIZE.height, ExtendedColorType::Rgb8)
            .unwrap();
        GifEncoder::new(&mut gif).encode(raw, SIZE.width, SIZE.height, rgba).unwrap();
        [(Kind::Png, png), (Kind::Jpeg, jpeg), (Kind::Gif, gif), (Kind::WebP, webp)]
    }

    #[test]
    fn a_pictures_size_is_known_from_its_first_bytes() {
        for (kind, bytes) in files() {
            assert_eq!(measure(&bytes, true), Ok(Measuring::Known(kind, SIZE)), "{kind:?}");
            let known =
                (0..bytes.len()).find(|&end| measure(&bytes[..end], false) != Ok(Measuring::Unfinished));
            let end = known.unwrap();
            assert_eq!(measure(&bytes[..end], false), Ok(Measuring::Known(kind, SIZE)), "{kind:?} at {end}");
            assert!(end < 700, "{kind:?} needs {end} bytes");
            assert!(measure(&bytes[..end - 1], true).is_err(), "{kind:?} cut short");
        }
    }

    #[test]
    fn both_other_forms_of_webp_are_measured() {
        let mut lossy = *b"RIFF....WEBPVP8 ....frame-\x2c\x01\x07\x00";
        assert_eq!(measure(&lossy, false), Ok(Measuring::Known(Kind::WebP, SIZE)));
        lossy[27] |= 0xc0;
        assert_eq!(measure(&lossy, false), Ok(Measuring::Known(Kind::WebP, SIZE)), "scale is no size");
        let extended = b"RIFF....WEBPVP8X....flag\x2b\x01\x00\x06\x00\x00";
        assert_eq!(measure(extended, false), Ok(Measuring::Known(Kind::WebP, SIZE)));
    }

    #[test]
    fn a_bomb_is_known_by_its_head() {
        let mut png = files()[0].1.clone();
        png[16..24].copy_from_slice(&[0, 0, 0, 1, 0x05, 0xf5, 0xe1, 0]);
        let size = Size { width: 1, height: 100_000_000 };
        assert_eq!(measure(&png[..30], false), Err(Trouble::TooManyPixels(size)));
        png[16..20].copy_from_slice(&[0; 4]);
        assert_eq!(measure(&png, true), Err(Trouble::TooManyPixels(Size { width: 0, ..size })));
        png[16..24].copy_from_slice(&[0xff; 8]);
        let most = Size { width: u32::MAX, height: u32::MAX };
        assert_eq!(measure(&png, true), Err(Trouble::TooManyPixels(most)));
    }

    #[test]
    fn what_is_no_picture_is_told_as_soon_as_possible() {
        assert_eq!(measure(b"", false), Ok(Measuring::Unfinished));
        assert_eq!(measure(b"", true), Err(Trouble::NoPicture));
        assert_eq!(measure(b"<?xml ?><svg xmlns='http://www.w3.org/2000/svg'>", false), Err(Trouble::Svg));
        assert_eq!(measure(b"<html><body>", false), Ok(Measuring::Unfinished));
        assert_eq!(measure(b"<html><body>", true), Err(Trouble::NoPicture));
        assert_eq!(measure(&[b' '; SVG_HEAD], false), Err(Trouble::NoPicture));
        assert_eq!(measure(b"{\"error\":\"none\"}", false), Err(Trouble::NoPicture));
    }

    #[test]
    fn any_bytes_at_all_are_measured_or_told() {
        for (_, bytes) in files() {
            for at in 0..bytes.len().min(800) {
                let mut bytes = bytes.clone();
                bytes[at] ^= 0xff;
                let _ = measure(&bytes, true);
                let _ = measure(&bytes[..at], false);
            }
        }
    }
}
