//! The terminal's own sixteen colours, so that the program looks at home in any of them; and no colour at all.

use ratatui::style::{Color, Modifier, Style};

use super::{Role, Theme};

/// What is known of the terminal's colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Background {
    /// Background, red green blue.
    pub back: (u8, u8, u8),
    /// Foreground, red green blue.
    pub fore: (u8, u8, u8),
}

impl Background {
    /// Whether it is dark.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        let luma = |(r, g, b): (u8, u8, u8)| u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114;
        luma(self.back) <= luma(self.fore)
    }

    /// The background moved towards the foreground by a percentage.
    fn tint(&self, percent: u16) -> Color {
        let mix = |back: u8, fore: u8| {
            let mixed = (u16::from(back) * (100 - percent) + u16::from(fore) * percent) / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        let ((br, bg, bb), (fr, fg, fb)) = (self.back, self.fore);
        Color::Rgb(mix(br, fr), mix(bg, fg), mix(bb, fb))
    }
}

/// The default theme. With a known background the selection is a quiet tint; else it is reversed, which every
/// terminal can.
#[must_use]
pub fn terminal(background: Option<Background>) -> Theme {
    Theme::new("terminal", Style::new(), |role| style(role, background))
}

fn style(role: Role, background: Option<Background>) -> Style {
    let plain = Style::new();
    let bold = plain.add_modifier(Modifier::BOLD);
    let dim = plain.add_modifier(Modifier::DIM);
    match role {
        Role::Text | Role::Title | Role::Variable => plain,
        Role::Muted | Role::Faint | Role::Border | Role::CodeFrame | Role::Comment => dim,
        Role::Accent | Role::Bar | Role::BorderFocus | Role::Marker => plain.fg(Color::Cyan),
        Role::TitleFocus => bold,
        Role::Selection => match background {
            Some(known) => bold.bg(known.tint(14)),
            None => plain.fg(Color::Reset).bg(Color::Reset).add_modifier(Modifier::REVERSED),
        },
        Role::SelectionIdle => background.map_or(bold, |known| plain.bg(known.tint(7))),
        Role::Key => plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
        Role::Good | Role::Tip | Role::String | Role::TintGreen => plain.fg(Color::Green),
        Role::Warning | Role::Code | Role::TintYellow => plain.fg(Color::Yellow),
        Role::Danger | Role::TintRed => plain.fg(Color::Red),
        Role::Badge => plain.fg(Color::Cyan),
        Role::BadgeCertified | Role::Important | Role::Keyword | Role::TintMagenta => {
            plain.fg(Color::Magenta)
        }
        Role::Found => plain.fg(Color::Yellow).add_modifier(Modifier::BOLD),
        Role::Match => plain.fg(Color::Black).bg(Color::Yellow),
        Role::MatchCurrent => plain.fg(Color::Black).bg(Color::Green).add_modifier(Modifier::BOLD),
        Role::Toast => background.map_or(plain, |known| plain.bg(known.tint(10))),
        Role::Heading => plain.fg(Color::Cyan),
        Role::Link => plain.fg(Color::Blue).add_modifier(Modifier::UNDERLINED),
        Role::Quote => dim.add_modifier(Modifier::ITALIC),
        Role::Note | Role::Function | Role::TintBlue => plain.fg(Color::Blue),
        Role::Number | Role::Type | Role::TintCyan => plain.fg(Color::Cyan),
    }
}

/// No colours, for `NO_COLOR` and terminals without them: weight and reverse say what colours would.
#[must_use]
pub fn mono() -> Theme {
    let plain = Style::new();
    Theme::new("mono", plain, |role| match role {
        Role::Selection | Role::MatchCurrent => plain.add_modifier(Modifier::REVERSED),
        Role::SelectionIdle
        | Role::TitleFocus
        | Role::BorderFocus
        | Role::Accent
        | Role::Bar
        | Role::Key
        | Role::Good
        | Role::Danger
        | Role::Warning
        | Role::Heading
        | Role::Badge
        | Role::Keyword => plain.add_modifier(Modifier::BOLD),
        Role::Found | Role::Match | Role::Link | Role::TintRed => plain.add_modifier(Modifier::UNDERLINED),
        Role::Muted | Role::Faint | Role::Border | Role::CodeFrame | Role::Comment => {
            plain.add_modifier(Modifier::DIM)
        }
        Role::Quote => plain.add_modifier(Modifier::ITALIC),
        Role::Text
        | Role::Title
        | Role::BadgeCertified
        | Role::Toast
        | Role::Code
        | Role::Marker
        | Role::Note
        | Role::Tip
        | Role::Important
        | Role::String
        | Role::Number
        | Role::Function
        | Role::Type
        | Role::Variable
        | Role::TintGreen
        | Role::TintYellow
        | Role::TintBlue
        | Role::TintMagenta
        | Role::TintCyan => plain,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_background_tints_towards_the_foreground() {
        let dark = Background { back: (0, 0, 0), fore: (200, 200, 200) };
        assert!(dark.is_dark());
        assert_eq!(terminal(Some(dark)).style(Role::Selection).bg, Some(Color::Rgb(28, 28, 28)));
        let light = Background { back: (255, 255, 255), fore: (0, 0, 0) };
        assert!(!light.is_dark());
        assert_eq!(terminal(Some(light)).style(Role::Selection).bg, Some(Color::Rgb(219, 219, 219)));
    }

    #[test]
    fn mono_uses_no_colour_and_the_selection_stays_visible() {
        let theme = mono();
        for role in Role::ALL {
            let style = theme.style(*role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
        assert_ne!(theme.style(Role::Selection), theme.style(Role::Text));
        assert_ne!(theme.style(Role::SelectionIdle), theme.style(Role::Text));
    }
}
