//! The themes that can be chosen, by name; each is read when it is first worn.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::text::{Unreadable, nearest, utf8};
use crate::ui::theme::{self, AUTO, Background, Theme, ThemeError, ThemeProblem};

/// The theme of the terminal's own colours.
pub(super) const TERMINAL: &str = "terminal";
/// The theme that follows the terminal's background.
pub(super) const AUTOMATIC: &str = "auto";

/// Themes by name.
#[derive(Debug)]
pub struct Themes {
    names: Vec<String>,
    own: BTreeMap<String, PathBuf>,
    true_colour: bool,
    background: Option<Background>,
    worn: Theme,
}

impl Themes {
    /// Only the theme without colours.
    #[must_use]
    pub fn mono() -> Self {
        Themes {
            names: vec!["mono".to_owned()],
            own: BTreeMap::new(),
            true_colour: false,
            background: None,
            worn: theme::mono(),
        }
    }

    /// The bundled themes and those of the user's folder; `true_colour` is whether the terminal has RGB colours.
    #[must_use]
    pub fn with_folder(folder: Option<&Path>, true_colour: bool) -> Self {
        let own = folder.map(themes_in).unwrap_or_default();
        let bundled = [TERMINAL, AUTOMATIC].into_iter().chain(theme::names()).chain(["mono"]);
        let names = bundled.map(str::to_owned).chain(own.keys().cloned()).collect();
        Themes { names, own, true_colour, background: None, worn: theme::terminal(None) }
    }

    /// Names in the order of the chooser.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The theme that is worn.
    #[must_use]
    pub fn worn(&self) -> &Theme {
        &self.worn
    }

    /// Puts a theme on, unless it is on.
    ///
    /// # Errors
    /// There is no such theme, or its file is wrong; the one worn stays.
    pub fn wear(&mut self, name: &str) -> Result<(), ThemeError> {
        if self.worn.name != name {
            self.worn = self.read(name)?;
        }
        Ok(())
    }

    /// Fits themes to the terminal's colours, once they are known.
    pub fn know_background(&mut self, background: Background) {
        self.background = Some(background);
        if let Ok(theme) = self.read(&self.worn.name) {
            self.worn = theme;
        }
    }

    fn read(&self, name: &str) -> Result<Theme, ThemeError> {
        let theme = match (name, self.own.get(name)) {
            (_, Some(path)) => from_file(name, path)?,
            ("mono", None) => theme::mono(),
            (TERMINAL, None) => theme::terminal(self.background),
            (AUTOMATIC, None) => self.automatic(),
            (_, None) => theme::built_in(name).ok_or_else(|| self.unknown(name))?,
        };
        Ok(if self.true_colour { theme } else { theme.in_256_colours() })
    }

    /// Light or dark as the terminal is; the terminal's own colours while that is unknown.
    fn automatic(&self) -> Theme {
        let name = self.background.map(|known| if known.is_dark() { AUTO.0 } else { AUTO.1 });
        let mut theme = name.and_then(theme::built_in).unwrap_or_else(|| theme::terminal(None));
        AUTOMATIC.clone_into(&mut theme.name);
        theme
    }

    fn unknown(&self, name: &str) -> ThemeError {
        let nearest = nearest(name, self.names.iter().map(String::as_str)).map(str::to_owned);
        ThemeError { name: name.to_owned(), problem: ThemeProblem::Unknown { nearest } }
    }
}

/// The `*.toml` files of a folder, by name without the ending.
fn themes_in(folder: &Path) -> BTreeMap<String, PathBuf> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let themes = files.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    themes.filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), path))).collect()
}

fn from_file(name: &str, path: &Path) -> Result<Theme, ThemeError> {
    let read = std::fs::read(path).map_err(|error| Unreadable::System(error.to_string())).and_then(utf8);
    let text = read.map_err(|reason| ThemeError {
        name: name.to_owned(),
        problem: ThemeProblem::Unreadable(path.to_owned(), reason),
    })?;
    theme::parse(name, &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_theme_can_be_worn() {
        let mut themes = Themes::with_folder(None, true);
        for name in themes.names().to_vec() {
            themes.wear(&name).unwrap();
            assert_eq!(themes.worn().name, name);
        }
    }

    #[test]
    fn an_unknown_theme_names_the_nearest_and_changes_nothing() {
        let mut themes = Themes::with_folder(None, true);
        let error = themes.wear("nrod").unwrap_err();
        assert_eq!(error.to_string(), "theme “nrod”: there is no such theme; did you mean “nord”?");
        assert_eq!(themes.worn().name, "terminal");
    }

    #[test]
    fn auto_follows_the_background() {
        let mut themes = Themes::with_folder(None, true);
        themes.wear("auto").unwrap();
        themes.know_background(Background { back: (255, 255, 255), fore: (0, 0, 0) });
        assert_eq!(themes.worn().base, theme::built_in(AUTO.1).unwrap().base);
    }

    #[test]
    fn a_file_in_the_folder_is_a_theme() {
        let folder = tempfile::tempdir().unwrap();
        let nord = include_str!("../../assets/themes/nord.toml");
        std::fs::write(folder.path().join("mine.toml"), nord).unwrap();
        std::fs::write(folder.path().join("broken.toml"), "background = 1").unwrap();
        let mut themes = Themes::with_folder(Some(folder.path()), true);
        themes.wear("mine").unwrap();
        assert!(themes.wear("broken").is_err());
        std::fs::write(folder.path().join("marked.toml"), format!("\u{FEFF}{nord}")).unwrap();
        std::fs::write(folder.path().join("wide.toml"), b"\xFF\xFEa\0").unwrap();
        let mut themes = Themes::with_folder(Some(folder.path()), true);
        themes.wear("mine").unwrap();
        themes.wear("marked").unwrap();
        themes.wear("mine").unwrap();
        let error = themes.wear("wide").unwrap_err();
        assert!(error.to_string().ends_with("it is UTF-16; save it as UTF-8)"), "{error}");
        assert_eq!(themes.worn().name, "mine");
    }
}
