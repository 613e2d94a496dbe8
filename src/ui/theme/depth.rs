//! Fewer colours: RGB to the nearest of the 256, for terminals that do not announce true colour.

use ratatui::style::{Color, Style};

use super::{Role, Theme};

impl Theme {
    /// The theme with every RGB colour replaced by the nearest of xterm's 256.
    #[must_use]
    pub fn in_256_colours(&self) -> Theme {
        let reduce = |style: Style| Style { fg: style.fg.map(nearest), bg: style.bg.map(nearest), ..style };
        Theme::new(&self.name, reduce(self.base), |role: Role| reduce(self.style(role)))
    }
}

/// The nearest colour of xterm's 6×6×6 cube or its 24 greys.
fn nearest(color: Color) -> Color {
    let Color::Rgb(r, g, b) = color else { return color };
    let step = |channel: u8| match channel {
        0..=47 => 0,
        48..=114 => 1,
        115..=255 => (channel - 35) / 40,
    };
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    let cube = [step(r), step(g), step(b)];
    let mean = (u16::from(r) + u16::from(g) + u16::from(b)) / 3;
    let grey = u8::try_from(mean.saturating_sub(3) / 10).unwrap_or(23).min(23);
    let distance = |candidate: [u8; 3]| -> u32 {
        [r, g, b].iter().zip(candidate).map(|(a, c)| u32::from(a.abs_diff(c)).pow(2)).sum()
    };
    if distance([8 + 10 * grey; 3]) < distance(cube.map(level)) {
        Color::Indexed(232 + grey)
    } else {
        Color::Indexed(16 + 36 * cube[0] + 6 * cube[1] + cube[2])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_colour_is_taken() {
        for (rgb, index) in [((0, 0, 0), 16), ((255, 255, 255), 231), ((255, 0, 0), 196), ((30, 30, 46), 235)]
        {
            assert_eq!(nearest(Color::Rgb(rgb.0, rgb.1, rgb.2)), Color::Indexed(index), "{rgb:?}");
        }
        assert_eq!(nearest(Color::Cyan), Color::Cyan);
    }
}
