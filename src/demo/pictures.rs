//! Pictures for the demo's covers and Readmes, drawn from their names: the same name gives the same picture.
//!
//! A name below `qr/` gives a QR code. Others: a sky in two colours, a sun and three ranges of hills: small files, and no two alike.

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use sha1::{Digest, Sha1};

use crate::qr::Code;

/// Sizes pictures have, in pixels.
const SIZES: [(u32, u32); 4] = [(320, 180), (320, 180), (400, 200), (240, 240)];

/// Pixels of a module of a QR code.
const MODULE: usize = 6;

/// Red, green, blue, from 0 to 1.
type Colour = [f32; 3];

/// Draws the picture of a name as PNG; `None` where that fails.
pub(super) fn draw(name: &str) -> Option<Vec<u8>> {
    if name.split('/').any(|part| part == "qr") {
        return draw_code(name);
    }
    let dice: [u8; 20] = Sha1::digest(name).into();
    let (width, height) = SIZES[usize::from(dice[0]) % SIZES.len()];
    let scene = Scene::of(&dice);
    let mut pixels = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            let colour = scene.at(x as f32 / width as f32, y as f32 / height as f32);
            pixels.extend(colour.map(|part| (part.clamp(0.0, 1.0) * 255.0) as u8));
        }
    }
    encode(&pixels, (width, height), ExtendedColorType::Rgb8)
}

fn encode(pixels: &[u8], (width, height): (u32, u32), kind: ExtendedColorType) -> Option<Vec<u8>> {
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(pixels, width, height, kind).ok()?;
    Some(png)
}

/// The code of an author who is not there: it leads to nobody.
fn draw_code(name: &str) -> Option<Vec<u8>> {
    let code = Code::of(&format!("https://demo.example/{name}")).ok()?;
    let side = code.side() * MODULE;
    let dark = |at: usize| code.is_dark(at % side / MODULE, at / side / MODULE);
    let pixels: Vec<u8> = (0..side * side).map(|at| if dark(at) { 0 } else { 255 }).collect();
    let side = u32::try_from(side).ok()?;
    encode(&pixels, (side, side), ExtendedColorType::L8)
}

/// What is seen.
struct Scene {
    top: Colour,
    bottom: Colour,
    sun: (f32, f32),
    /// Where the waves of each range begin.
    hills: [f32; 3],
}

impl Scene {
    fn of(dice: &[u8; 20]) -> Self {
        let share = |at: usize| f32::from(dice[at]) / 255.0;
        let hue = share(1);
        Scene {
            top: colour(hue, 0.35),
            bottom: colour(hue + 0.1 + share(2) * 0.2, 0.95),
            sun: (0.2 + share(3) * 0.6, 0.2 + share(4) * 0.25),
            hills: [share(5), share(6), share(7)].map(|at| at * std::f32::consts::TAU),
        }
    }

    /// The colour at a place, from 0 to 1 across and down.
    fn at(&self, x: f32, y: f32) -> Colour {
        let mut colour = mix(self.top, self.bottom, y);
        if (x - self.sun.0).hypot((y - self.sun.1) * 0.7) < 0.09 {
            colour = [1.0, 0.95, 0.8];
        }
        for (range, begin) in (1_u8..).zip(self.hills) {
            let nearness = f32::from(range);
            let wave = (x * (4.0 + nearness * 2.0) + begin).sin() * 0.06;
            if y > 0.45 + nearness * 0.13 + wave {
                colour = self.top.map(|part| part * (0.9 - nearness * 0.22));
            }
        }
        colour
    }
}

/// A colour of a hue, from 0 to 1 around the circle, and a brightness.
fn colour(hue: f32, brightness: f32) -> Colour {
    [0.0, 1.0 / 3.0, 2.0 / 3.0].map(|shift| {
        let part = ((hue + shift) * std::f32::consts::TAU).cos() * 0.5 + 0.5;
        brightness * (0.35 + 0.65 * part)
    })
}

fn mix(one: Colour, other: Colour, share: f32) -> Colour {
    [0, 1, 2].map(|part| one[part] * (1.0 - share) + other[part] * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_demo_author_is_read_again() {
        let pixels = crate::pictures::decode(&draw("qr/kite.png").unwrap()).unwrap();
        let (grey, width, height) = pixels.grey();
        assert_eq!(
            crate::qr::read(&grey, width, height).as_deref(),
            Some("https://demo.example/qr/kite.png")
        );
    }

    #[test]
    fn a_name_always_gives_the_same_small_picture_and_another_name_another() {
        let names = ["covers/a.jpg", "covers/b.jpg", "kite/wan22-wide.jpg", ""];
        let drawn = names.map(|name| draw(name).unwrap());
        assert_eq!(drawn, names.map(|name| draw(name).unwrap()));
        assert!(drawn.iter().all(|png| png.len() < 60_000 && png.starts_with(b"\x89PNG")));
        assert!(drawn[0] != drawn[1] && drawn[1] != drawn[2]);
    }
}
