//! Filters that are on or off: one table, which requests, the sidebar, chips, the command line, settings, what is
//! remembered, the demo service and `select` all walk. A new toggle is a row here and a command that switches it.

use crate::i18n::Lang;

use super::{AuthInfo, Version};

/// A toggle's row of the table.
struct ToggleRow {
    /// The flag of the command line, and the name in settings and in what is remembered.
    name: &'static str,
    api_word: &'static str,
    label: (&'static str, &'static str),
    help: &'static str,
    holds: fn(&Version) -> bool,
}

macro_rules! toggles {
    ($($toggle:ident $name:literal $api_word:literal ($en:literal $zh:literal) $help:literal if $holds:expr;)*) => {
        /// A filter that is on or off.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Toggle { $(#[doc = $help] $toggle,)* }

        const TABLE: &[ToggleRow] = &[$(ToggleRow {
            name: $name,
            api_word: $api_word,
            label: ($en, $zh),
            help: $help,
            holds: $holds,
        },)*];

        impl Toggle {
            /// All toggles, in the order the interface shows.
            pub const ALL: [Toggle; TABLE.len()] = [$(Toggle::$toggle),*];
        }
    };
}

toggles! {
    Free "free" "IsFree" ("free" "免费") "Only free images" if Version::is_free;
    Official "official" "IsOfficial" ("official" "官方") "Only images of official accounts"
        if |version| version.auth_info == AuthInfo::Official;
    Autostart "autostart" "IfAutoStart" ("autostart" "支持自启动") "Only images whose software starts by itself"
        if |version| version.auto_start == Some(true);
}

impl Toggle {
    fn row(self) -> &'static ToggleRow {
        // The macro makes table and enum together, so the variant's number is the row's.
        &TABLE[self as usize]
    }

    /// Its name: the flag of the command line, and the word in settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The toggle of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Toggle::ALL.into_iter().find(|toggle| toggle.name() == name)
    }

    /// The request's parameter.
    #[must_use]
    pub fn api_word(self) -> &'static str {
        self.row().api_word
    }

    /// A word or two for sidebar and chips.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.row().label.0,
            Lang::Zh => self.row().label.1,
        }
    }

    /// What it keeps, for the command line's help, which is English.
    #[must_use]
    pub fn help(self) -> &'static str {
        self.row().help
    }

    /// Whether it keeps a version.
    #[must_use]
    pub fn holds(self, version: &Version) -> bool {
        (self.row().holds)(version)
    }
}

/// The toggles that are on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Toggles([bool; TABLE.len()]);

impl Toggles {
    /// These and no others.
    #[must_use]
    pub fn of(on: &[Toggle]) -> Self {
        let mut toggles = Toggles::default();
        on.iter().for_each(|toggle| toggles.set(*toggle, true));
        toggles
    }

    /// Whether one is on.
    #[must_use]
    pub fn is_on(self, toggle: Toggle) -> bool {
        self.0[toggle as usize]
    }

    /// Turns one on or off.
    pub fn set(&mut self, toggle: Toggle, on: bool) {
        self.0[toggle as usize] = on;
    }

    /// Turns one that is off on, and one that is on off.
    pub fn switch(&mut self, toggle: Toggle) {
        self.set(toggle, !self.is_on(toggle));
    }

    /// Those that are on, in the interface's order.
    pub fn iter(self) -> impl Iterator<Item = Toggle> {
        Toggle::ALL.into_iter().filter(move |toggle| self.is_on(*toggle))
    }

    /// Whether a version meets all that are on.
    #[must_use]
    pub fn hold(self, version: &Version) -> bool {
        self.iter().all(|toggle| toggle.holds(version))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_whole_and_no_name_stands_twice() {
        for (at, toggle) in Toggle::ALL.into_iter().enumerate() {
            assert_eq!(Toggle::named(toggle.name()), Some(toggle));
            assert!(Lang::ALL.iter().all(|lang| !toggle.label(*lang).is_empty()));
            let others = &Toggle::ALL[..at];
            assert!(others.iter().all(|other| other.api_word() != toggle.api_word()), "{toggle:?}");
        }
    }

    #[test]
    fn toggles_are_a_set() {
        let mut toggles = Toggles::default();
        toggles.switch(Toggle::Official);
        toggles.switch(Toggle::Free);
        assert_eq!(toggles, Toggles::of(&[Toggle::Official, Toggle::Free]));
        assert_eq!(toggles.iter().collect::<Vec<_>>(), [Toggle::Free, Toggle::Official]);
        toggles.switch(Toggle::Free);
        assert_eq!(toggles.iter().collect::<Vec<_>>(), [Toggle::Official]);
    }
}
