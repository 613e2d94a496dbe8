//! The themes that can be chosen, by name.

use crate::ui::theme::{Background, Theme, mono, terminal};

/// Themes by name; the first is the default.
#[derive(Debug)]
pub struct Themes {
    all: Vec<Theme>,
}

impl Themes {
    /// Only the theme without colours.
    #[must_use]
    pub fn mono() -> Self {
        Themes { all: vec![mono()] }
    }

    /// The built-in themes.
    #[must_use]
    pub fn built_in() -> Self {
        Themes { all: vec![terminal(None), mono()] }
    }

    /// Names in the order of the chooser.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.all.iter().map(|theme| theme.name.clone()).collect()
    }

    /// A theme by name, else the default.
    #[must_use]
    pub fn get(&self, name: &str) -> &Theme {
        self.all.iter().find(|theme| theme.name == name).unwrap_or(&self.all[0])
    }

    /// Fits the terminal's own theme to what is known of its colours.
    pub fn know_background(&mut self, background: Background) {
        if let Some(theme) = self.all.iter_mut().find(|theme| theme.name == "terminal") {
            *theme = terminal(Some(background));
        }
    }
}
