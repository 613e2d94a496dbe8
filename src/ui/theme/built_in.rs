//! The themes that come with the program.

use super::Theme;
use super::file::parse;

macro_rules! themes {
    ($($name:literal)*) => {
        /// Name and text of each bundled theme.
        const BUNDLED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../assets/themes/", $name, ".toml")))),*];
    };
}

themes! {
    "catppuccin-latte" "catppuccin-frappe" "catppuccin-macchiato" "catppuccin-mocha"
    "gruvbox-dark" "gruvbox-light" "nord" "solarized-dark" "solarized-light"
    "tokyo-night" "tokyo-night-day" "high-contrast"
}

/// The theme `auto` takes on a dark and on a light background.
pub(crate) const AUTO: (&str, &str) = ("catppuccin-mocha", "catppuccin-latte");

/// Names of the bundled themes.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUNDLED.iter().map(|(name, _)| *name)
}

/// A bundled theme by name.
#[must_use]
pub fn built_in(name: &str) -> Option<Theme> {
    // The bundled texts are checked by a test.
    BUNDLED.iter().find(|(known, _)| *known == name).and_then(|(name, text)| parse(name, text).ok())
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;
    use crate::ui::theme::Role;

    /// Roles that are lines or backgrounds and no text.
    const NO_TEXT: [Role; 7] = [
        Role::Faint,
        Role::Border,
        Role::BorderFocus,
        Role::CodeFrame,
        Role::Selection,
        Role::SelectionIdle,
        Role::Toast,
    ];

    fn channels(color: Color) -> [f64; 3] {
        let Color::Rgb(r, g, b) = color else { panic!("{color:?} is no RGB colour") };
        [r, g, b].map(f64::from)
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(color: Color) -> f64 {
        let linear = channels(color).map(|channel| {
            let c = channel / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_bundled_theme_can_be_read() {
        for (name, text) in BUNDLED {
            assert_eq!(parse(name, text).map(|theme| theme.name), Ok((*name).to_owned()));
        }
        assert!(built_in(AUTO.0).is_some() && built_in(AUTO.1).is_some());
    }

    #[test]
    fn text_reaches_wcags_contrast_on_every_background() {
        for name in names() {
            let theme = built_in(name).unwrap();
            let base = theme.base.bg.unwrap();
            let selections = [Role::Selection, Role::SelectionIdle].map(|role| theme.style(role).bg.unwrap());
            for role in Role::ALL.iter().filter(|role| !NO_TEXT.contains(role)) {
                let style = theme.style(*role);
                let text = style.fg.unwrap();
                let backs = style.bg.map_or(vec![base, selections[0], selections[1]], |own| vec![own]);
                for back in backs {
                    let ratio = contrast(text, back);
                    assert!(ratio >= 4.5, "{name}: {} has {ratio:.2}:1", role.name());
                }
            }
        }
    }
}
