//! A palette of thirteen colours fills every role.

use ratatui::style::{Color, Modifier, Style};

use super::{Role, Theme};

/// The colours a theme is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Palette {
    pub(super) background: Color,
    pub(super) foreground: Color,
    pub(super) muted: Color,
    pub(super) faint: Color,
    pub(super) accent: Color,
    pub(super) selection: Color,
    pub(super) selection_idle: Color,
    pub(super) red: Color,
    pub(super) yellow: Color,
    pub(super) green: Color,
    pub(super) cyan: Color,
    pub(super) blue: Color,
    pub(super) magenta: Color,
}

impl Palette {
    /// The theme of this palette; `own` gives the styles that the theme's file sets itself.
    pub(super) fn theme(&self, name: &str, own: impl Fn(Role) -> Option<Style>) -> Theme {
        let base = Style::new().fg(self.foreground).bg(self.background);
        Theme::new(name, base, |role| {
            own(role).map_or_else(|| self.style(role), |own| self.style(role).patch(own))
        })
    }

    fn style(&self, role: Role) -> Style {
        let plain = |color: Color| Style::new().fg(color);
        let bold = |color: Color| plain(color).add_modifier(Modifier::BOLD);
        match role {
            Role::Text | Role::Title | Role::Variable => plain(self.foreground),
            Role::Muted | Role::Comment => plain(self.muted),
            Role::Faint | Role::Border | Role::CodeFrame => plain(self.faint),
            Role::Accent | Role::Bar | Role::BorderFocus | Role::Marker => plain(self.accent),
            Role::TitleFocus => bold(self.foreground),
            Role::Selection => Style::new().bg(self.selection).add_modifier(Modifier::BOLD),
            Role::SelectionIdle => Style::new().bg(self.selection_idle),
            Role::Key | Role::Heading => bold(self.accent),
            Role::Good | Role::Tip | Role::String | Role::TintGreen => plain(self.green),
            Role::Warning | Role::Code | Role::Number | Role::TintYellow => plain(self.yellow),
            Role::Danger | Role::TintRed => plain(self.red),
            Role::Badge | Role::Type | Role::TintCyan => plain(self.cyan),
            Role::BadgeCertified | Role::Important | Role::Keyword | Role::TintMagenta => plain(self.magenta),
            Role::Found => bold(self.yellow),
            Role::Match => plain(self.background).bg(self.yellow),
            Role::MatchCurrent => bold(self.background).bg(self.green),
            Role::Toast => Style::new().bg(self.selection),
            Role::Link => plain(self.blue).add_modifier(Modifier::UNDERLINED),
            Role::Quote => plain(self.muted).add_modifier(Modifier::ITALIC),
            Role::Note | Role::Function | Role::TintBlue => plain(self.blue),
        }
    }
}
