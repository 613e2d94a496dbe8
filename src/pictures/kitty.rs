//! kitty's protocol: the terminal keeps a picture under a number, and cells of a character made for it show parts of that
//! picture, wherever they are written. So a picture scrolls, is cut off and covered like text.
//!
//! What the terminal keeps has to be taken away again: [`remove`].

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbaImage};

use super::Cells;

/// Bytes of a picture in one command, encoded.
const CHUNK: usize = 4096;
/// The character that shows a part of a picture.
const PLACEHOLDER: char = '\u{10eeee}';

/// Gives the terminal a picture that takes so many cells, under a number of 24 bits; `None` where it cannot be encoded.
pub(super) fn keep(id: u32, image: &RgbaImage, cells: Cells) -> Option<String> {
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive);
    encoder.write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgba8).ok()?;
    let encoded = STANDARD.encode(png);
    let Cells { columns, rows } = cells;
    let mut control = format!("a=T,U=1,q=2,f=100,i={id},c={columns},r={rows},");
    let mut commands = String::with_capacity(encoded.len() + encoded.len() / 64 + 64);
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.len().min(CHUNK));
        let more = u8::from(!after.is_empty());
        commands.push_str(&format!("\x1b_G{control}m={more};{chunk}\x1b\\"));
        control.clear();
        rest = after;
    }
    Some(commands)
}

/// Has the terminal forget a picture, wherever it shows.
pub(super) fn remove(id: u32) -> String {
    format!("\x1b_Ga=d,d=I,q=2,i={id}\x1b\\")
}

/// What a cell holds that shows this part of a picture, its number being the cell's colour; `None` beyond what can be named.
pub(super) fn part(row: u16, column: u16) -> Option<[char; 3]> {
    let number = |at: u16| NUMBERS.get(usize::from(at));
    Some([PLACEHOLDER, *number(row)?, *number(column)?])
}

/// Marks that number rows and columns: kitty's `rowcolumn-diacritics.txt`.
#[rustfmt::skip]
const NUMBERS: [char; 297] = [
    '\u{305}', '\u{30d}', '\u{30e}', '\u{310}', '\u{312}', '\u{33d}', '\u{33e}', '\u{33f}', '\u{346}',
    '\u{34a}', '\u{34b}', '\u{34c}', '\u{350}', '\u{351}', '\u{352}', '\u{357}', '\u{35b}', '\u{363}',
    '\u{364}', '\u{365}', '\u{366}', '\u{367}', '\u{368}', '\u{369}', '\u{36a}', '\u{36b}', '\u{36c}',
    '\u{36d}', '\u{36e}', '\u{36f}', '\u{483}', '\u{484}', '\u{485}', '\u{486}', '\u{487}', '\u{592}',
    '\u{593}', '\u{594}', '\u{595}', '\u{597}', '\u{598}', '\u{599}', '\u{59c}', '\u{59d}', '\u{59e}',
    '\u{59f}', '\u{5a0}', '\u{5a1}', '\u{5a8}', '\u{5a9}', '\u{5ab}', '\u{5ac}', '\u{5af}', '\u{5c4}',
    '\u{610}', '\u{611}', '\u{612}', '\u{613}', '\u{614}', '\u{615}', '\u{616}', '\u{617}', '\u{657}',
    '\u{658}', '\u{659}', '\u{65a}', '\u{65b}', '\u{65d}', '\u{65e}', '\u{6d6}', '\u{6d7}', '\u{6d8}',
    '\u{6d9}', '\u{6da}', '\u{6db}', '\u{6dc}', '\u{6df}', '\u{6e0}', '\u{6e1}', '\u{6e2}', '\u{6e4}',
    '\u{6e7}', '\u{6e8}', '\u{6eb}', '\u{6ec}', '\u{730}', '\u{732}', '\u{733}', '\u{735}', '\u{736}',
    '\u{73a}', '\u{73d}', '\u{73f}', '\u{740}', '\u{741}', '\u{743}', '\u{745}', '\u{747}', '\u{749}',
    '\u{74a}', '\u{7eb}', '\u{7ec}', '\u{7ed}', '\u{7ee}', '\u{7ef}', '\u{7f0}', '\u{7f1}', '\u{7f3}',
    '\u{816}', '\u{817}', '\u{818}', '\u{819}', '\u{81b}', '\u{81c}', '\u{81d}', '\u{81e}', '\u{81f}',
    '\u{820}', '\u{821}', '\u{822}', '\u{823}', '\u{825}', '\u{826}', '\u{827}', '\u{829}', '\u{82a}',
    '\u{82b}', '\u{82c}', '\u{82d}', '\u{951}', '\u{953}', '\u{954}', '\u{f82}', '\u{f83}', '\u{f86}',
    '\u{f87}', '\u{135d}', '\u{135e}', '\u{135f}', '\u{17dd}', '\u{193a}', '\u{1a17}', '\u{1a75}', '\u{1a76}',
    '\u{1a77}', '\u{1a78}', '\u{1a79}', '\u{1a7a}', '\u{1a7b}', '\u{1a7c}', '\u{1b6b}', '\u{1b6d}', '\u{1b6e}',
    '\u{1b6f}', '\u{1b70}', '\u{1b71}', '\u{1b72}', '\u{1b73}', '\u{1cd0}', '\u{1cd1}', '\u{1cd2}', '\u{1cda}',
    '\u{1cdb}', '\u{1ce0}', '\u{1dc0}', '\u{1dc1}', '\u{1dc3}', '\u{1dc4}', '\u{1dc5}', '\u{1dc6}', '\u{1dc7}',
    '\u{1dc8}', '\u{1dc9}', '\u{1dcb}', '\u{1dcc}', '\u{1dd1}', '\u{1dd2}', '\u{1dd3}', '\u{1dd4}', '\u{1dd5}',
    '\u{1dd6}', '\u{1dd7}', '\u{1dd8}', '\u{1dd9}', '\u{1dda}', '\u{1ddb}', '\u{1ddc}', '\u{1ddd}', '\u{1dde}',
    '\u{1ddf}', '\u{1de0}', '\u{1de1}', '\u{1de2}', '\u{1de3}', '\u{1de4}', '\u{1de5}', '\u{1de6}', '\u{1dfe}',
    '\u{20d0}', '\u{20d1}', '\u{20d4}', '\u{20d5}', '\u{20d6}', '\u{20d7}', '\u{20db}', '\u{20dc}', '\u{20e1}',
    '\u{20e7}', '\u{20e9}', '\u{20f0}', '\u{2cef}', '\u{2cf0}', '\u{2cf1}', '\u{2de0}', '\u{2de1}', '\u{2de2}',
    '\u{2de3}', '\u{2de4}', '\u{2de5}', '\u{2de6}', '\u{2de7}', '\u{2de8}', '\u{2de9}', '\u{2dea}', '\u{2deb}',
    '\u{2dec}', '\u{2ded}', '\u{2dee}', '\u{2def}', '\u{2df0}', '\u{2df1}', '\u{2df2}', '\u{2df3}', '\u{2df4}',
    '\u{2df5}', '\u{2df6}', '\u{2df7}', '\u{2df8}', '\u{2df9}', '\u{2dfa}', '\u{2dfb}', '\u{2dfc}', '\u{2dfd}',
    '\u{2dfe}', '\u{2dff}', '\u{a66f}', '\u{a67c}', '\u{a67d}', '\u{a6f0}', '\u{a6f1}', '\u{a8e0}', '\u{a8e1}',
    '\u{a8e2}', '\u{a8e3}', '\u{a8e4}', '\u{a8e5}', '\u{a8e6}', '\u{a8e7}', '\u{a8e8}', '\u{a8e9}', '\u{a8ea}',
    '\u{a8eb}', '\u{a8ec}', '\u{a8ed}', '\u{a8ee}', '\u{a8ef}', '\u{a8f0}', '\u{a8f1}', '\u{aab0}', '\u{aab2}',
    '\u{aab3}', '\u{aab7}', '\u{aab8}', '\u{aabe}', '\u{aabf}', '\u{aac1}', '\u{fe20}', '\u{fe21}', '\u{fe22}',
    '\u{fe23}', '\u{fe24}', '\u{fe25}', '\u{fe26}', '\u{10a0f}', '\u{10a38}', '\u{1d185}', '\u{1d186}',
    '\u{1d187}', '\u{1d188}', '\u{1d189}', '\u{1d1aa}', '\u{1d1ab}', '\u{1d1ac}', '\u{1d1ad}', '\u{1d242}',
    '\u{1d243}', '\u{1d244}',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_kept_in_commands_of_at_most_4096_bytes() {
        let mut random = fastrand::Rng::with_seed(1);
        let image = RgbaImage::from_fn(90, 90, |_, _| image::Rgba([random.u8(..), random.u8(..), 7, 255]));
        let commands = keep(0x12_34_56, &image, Cells { columns: 9, rows: 4 }).unwrap();
        let parts: Vec<&str> = commands.split_inclusive("\x1b\\").collect();
        let bodies: Vec<(&str, &str)> = parts
            .iter()
            .map(|part| {
                part.strip_prefix("\x1b_G").unwrap().strip_suffix("\x1b\\").unwrap().split_once(';').unwrap()
            })
            .collect();
        assert_eq!(bodies[0].0, "a=T,U=1,q=2,f=100,i=1193046,c=9,r=4,m=1");
        assert!(bodies.len() > 2 && bodies[1].0 == "m=1" && bodies.last().unwrap().0 == "m=0");
        assert!(bodies.iter().all(|(_, body)| body.len() <= CHUNK && !body.is_empty()));
        let png = STANDARD.decode(bodies.iter().map(|(_, body)| *body).collect::<String>()).unwrap();
        assert_eq!(image::load_from_memory(&png).unwrap().into_rgba8(), image);
        assert_eq!(remove(7), "\x1b_Ga=d,d=I,q=2,i=7\x1b\\");
    }

    #[test]
    fn a_cell_names_its_part_and_takes_one_cell() {
        assert_eq!(part(0, 1), Some(['\u{10eeee}', '\u{305}', '\u{30d}']));
        assert_eq!(part(0, 297), None);
        for at in 0..297 {
            let symbol: String = part(at, at).unwrap().into_iter().collect();
            assert_eq!(crate::text::width(&symbol), 1, "{at}");
        }
    }
}
