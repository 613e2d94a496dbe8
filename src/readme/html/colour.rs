//! An author's colours, reduced to the few that are readable on a dark and on a light background.

use crate::readme::rows::Tint;

/// The tint of an HTML or CSS colour; `None` for black, white and what is no colour, where the terminal's own
/// colour is right.
pub(super) fn tint(colour: &str) -> Option<Tint> {
    let colour = colour.trim().to_ascii_lowercase();
    let (r, g, b) = hex(&colour).or_else(|| rgb(&colour)).or_else(|| named(&colour))?;
    nearest(r, g, b)
}

/// The tint a `style` attribute asks for with its `color`.
pub(super) fn tint_of_style(style: &str) -> Option<Tint> {
    declaration(style, "color").and_then(tint)
}

/// The value of a declaration in a `style` attribute.
pub(super) fn declaration<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    style.split(';').find_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        name.trim().eq_ignore_ascii_case(property).then(|| value.trim())
    })
}

fn hex(colour: &str) -> Option<(u8, u8, u8)> {
    let digits = colour.strip_prefix('#')?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    let byte = |shift: u32| u8::try_from(value >> shift & 0xFF).unwrap_or(0);
    let nibble = |shift: u32| u8::try_from(value >> shift & 0xF).unwrap_or(0) * 17;
    match digits.len() {
        3 => Some((nibble(8), nibble(4), nibble(0))),
        6 => Some((byte(16), byte(8), byte(0))),
        8 => Some((byte(24), byte(16), byte(8))),
        _ => None,
    }
}

fn rgb(colour: &str) -> Option<(u8, u8, u8)> {
    let body = colour.strip_prefix("rgb(").or_else(|| colour.strip_prefix("rgba("))?.strip_suffix(')')?;
    let mut parts = body.split([',', ' ', '/']).filter(|part| !part.is_empty()).map(str::parse::<f32>);
    let mut next = || parts.next()?.ok().map(|value| value.clamp(0.0, 255.0) as u8);
    Some((next()?, next()?, next()?))
}

fn named(name: &str) -> Option<(u8, u8, u8)> {
    Some(match name {
        "red" | "darkred" | "crimson" | "firebrick" | "indianred" | "maroon" | "tomato" => (200, 0, 0),
        "green" | "lime" | "darkgreen" | "limegreen" | "forestgreen" | "seagreen" | "olive" => (0, 160, 0),
        "yellow" | "orange" | "gold" | "darkorange" | "goldenrod" | "orangered" | "coral" | "brown" => {
            (220, 150, 0)
        }
        "blue" | "navy" | "darkblue" | "royalblue" | "dodgerblue" | "steelblue" | "deepskyblue" => {
            (0, 60, 220)
        }
        "purple" | "magenta" | "fuchsia" | "pink" | "violet" | "hotpink" | "deeppink" | "indigo" => {
            (180, 0, 180)
        }
        "cyan" | "aqua" | "teal" | "turquoise" | "darkcyan" => (0, 160, 160),
        "gray" | "grey" | "silver" | "darkgray" | "darkgrey" | "lightgray" | "lightgrey" | "dimgray" => {
            (128, 128, 128)
        }
        _ => return None,
    })
}

/// By hue, for colours with enough saturation.
fn nearest(r: u8, g: u8, b: u8) -> Option<Tint> {
    let (max, min) = (r.max(g).max(b), r.min(g).min(b));
    let spread = max - min;
    if spread < 40 {
        return (70..200).contains(&max).then_some(Tint::Grey);
    }
    let channel = |value: u8| f32::from(value - min) / f32::from(spread);
    let (rr, gg, bb) = (channel(r), channel(g), channel(b));
    let hue = match max {
        _ if max == r => 60.0 * (gg - bb),
        _ if max == g => 60.0 * (bb - rr) + 120.0,
        _ => 60.0 * (rr - gg) + 240.0,
    };
    Some(match hue.rem_euclid(360.0) as u16 {
        0..18 | 335.. => Tint::Red,
        18..70 => Tint::Yellow,
        70..165 => Tint::Green,
        165..200 => Tint::Cyan,
        200..262 => Tint::Blue,
        262..335 => Tint::Magenta,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_reduce_to_tints() {
        for (colour, expected) in [
            ("red", Some(Tint::Red)),
            ("#F00", Some(Tint::Red)),
            ("#1e90ff", Some(Tint::Blue)),
            ("rgb(255, 165, 0)", Some(Tint::Yellow)),
            ("rgba(0,128,0,.5)", Some(Tint::Green)),
            ("#888888", Some(Tint::Grey)),
            ("black", None),
            ("#fff", None),
            ("url(x)", None),
        ] {
            assert_eq!(tint(colour), expected, "{colour}");
        }
        assert_eq!(tint_of_style("font-size:12px; COLOR : #d9534f"), Some(Tint::Red));
        assert_eq!(tint_of_style("background-color: red"), None);
    }
}
