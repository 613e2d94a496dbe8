//! Themes as TOML: thirteen colours, and styles for single roles under `[roles]`.
//!
//! ```toml
//! background = "#1e1e2e"   # and foreground, muted, faint, accent, selection, selection-idle,
//! red = "#f38ba8"          # red, yellow, green, cyan, blue, magenta
//!
//! [roles]
//! link = { fg = "#89b4fa", underline = true }
//! ```

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::text::nearest;

use super::palette::Palette;
use super::{Role, Theme, ThemeError, ThemeProblem};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    background: Color,
    foreground: Color,
    muted: Color,
    faint: Color,
    accent: Color,
    selection: Color,
    selection_idle: Color,
    red: Color,
    yellow: Color,
    green: Color,
    cyan: Color,
    blue: Color,
    magenta: Color,
    #[serde(default)]
    roles: BTreeMap<String, RoleStyle>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleStyle {
    fg: Option<Color>,
    bg: Option<Color>,
    #[serde(default)]
    bold: bool,
    #[serde(default)]
    dim: bool,
    #[serde(default)]
    italic: bool,
    #[serde(default)]
    underline: bool,
    #[serde(default)]
    reverse: bool,
}

/// Reads a theme.
///
/// # Errors
/// Text that is no TOML, a missing or unknown key, a colour or role that does not exist.
pub fn parse(name: &str, toml: &str) -> Result<Theme, ThemeError> {
    let wrong = |problem| ThemeError { name: name.to_owned(), problem };
    let file: File = toml::from_str(toml).map_err(|error| wrong(invalid(toml, &error)))?;
    for role in file.roles.keys() {
        if !Role::ALL.iter().any(|known| known.name() == role) {
            let nearest = nearest(role, Role::ALL.iter().map(|known| known.name()));
            return Err(wrong(ThemeProblem::UnknownRole { role: role.clone(), nearest }));
        }
    }
    let palette = Palette {
        background: file.background,
        foreground: file.foreground,
        muted: file.muted,
        faint: file.faint,
        accent: file.accent,
        selection: file.selection,
        selection_idle: file.selection_idle,
        red: file.red,
        yellow: file.yellow,
        green: file.green,
        cyan: file.cyan,
        blue: file.blue,
        magenta: file.magenta,
    };
    Ok(palette.theme(name, |role| file.roles.get(role.name()).map(style)))
}

fn style(own: &RoleStyle) -> Style {
    let modifiers = [
        (own.bold, Modifier::BOLD),
        (own.dim, Modifier::DIM),
        (own.italic, Modifier::ITALIC),
        (own.underline, Modifier::UNDERLINED),
        (own.reverse, Modifier::REVERSED),
    ];
    let style = Style { fg: own.fg, bg: own.bg, ..Style::new() };
    modifiers
        .into_iter()
        .filter(|(on, _)| *on)
        .fold(style, |style, (_, modifier)| style.add_modifier(modifier))
}

fn invalid(toml: &str, error: &toml::de::Error) -> ThemeProblem {
    let at = error.span().map_or(0, |span| span.start);
    let line = 1 + toml.bytes().take(at).filter(|byte| *byte == b'\n').count();
    ThemeProblem::Invalid { line, reason: error.message().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINE: &str = r##"
        background = "#000000"
        foreground = "#ffffff"
        muted = "gray"
        faint = "darkgray"
        accent = "12"
        selection = "#222222"
        selection-idle = "#111111"
        red = "red"
        yellow = "yellow"
        green = "green"
        cyan = "cyan"
        blue = "blue"
        magenta = "magenta"
        [roles]
        link = { fg = "#89b4fa", bold = true }
    "##;

    #[test]
    fn a_theme_of_ones_own() {
        let theme = parse("mine", MINE).unwrap();
        assert_eq!(theme.style(Role::Link).fg, Some(Color::Rgb(0x89, 0xb4, 0xfa)));
        assert!(theme.style(Role::Link).add_modifier.contains(Modifier::BOLD | Modifier::UNDERLINED));
        assert_eq!(theme.style(Role::Accent).fg, Some(Color::Indexed(12)));
        assert_eq!(theme.base.bg, Some(Color::Rgb(0, 0, 0)));
    }

    #[test]
    fn mistakes_are_named() {
        let sentence = |toml: &str| parse("mine", toml).unwrap_err().to_string();
        let role = sentence(&MINE.replace("link", "lnik"));
        assert_eq!(role, "theme “mine”: there is no role “lnik”; did you mean “link”?");
        let key = sentence(&MINE.replace("muted", "mutd"));
        assert!(key.starts_with("theme “mine”: line 4 is wrong (unknown field `mutd`"), "{key}");
        let colour = sentence(&MINE.replace("darkgray", "grayish"));
        assert!(colour.starts_with("theme “mine”: line 5 is wrong (Failed to parse Colors"), "{colour}");
        let missing = sentence(&MINE.replace("muted = \"gray\"", ""));
        assert!(missing.contains("missing field `muted`"), "{missing}");
    }
}
