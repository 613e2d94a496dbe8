//! Chinese and English, side by side: each room's words are one [`messages!`](crate::messages) table, so a string
//! that misses a language does not compile.
//!
//! Why not a locale file: see `docs/adr/0001-words-in-code.md`.

use std::fmt::Display;
use std::str::FromStr;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Lang; 2] = [Lang::Zh, Lang::En];

    /// The language a POSIX locale such as `zh_CN.UTF-8` names; anything but Chinese is English.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
    }

    /// `zh` or `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;
    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        match text.to_ascii_lowercase().split(['_', '-', '.']).next() {
            Some("zh" | "cn" | "中文") => Ok(Lang::Zh),
            Some("en") => Ok(Lang::En),
            _ => Err(UnknownLang),
        }
    }
}

/// A language we do not speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the language must be zh or en")]
pub struct UnknownLang;

/// A sentence in both languages, for what is told in one room and shown in another: it follows the reader's language
/// though the room that shows it does not know what it is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    en: String,
    zh: String,
}

impl Sentence {
    /// Has the sentence made in each language.
    #[must_use]
    pub fn new(sentence: impl Fn(Lang) -> String) -> Self {
        Sentence { en: sentence(Lang::En), zh: sentence(Lang::Zh) }
    }

    /// The sentence in a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// Fills `{}` places of a template from left to right.
///
#[must_use]
pub(crate) fn fill(template: &str, values: &[&dyn Display]) -> String {
    let mut parts = template.split("{}");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    let mut values = values.iter();
    for part in parts {
        if let Some(value) = values.next() {
            filled.push_str(&value.to_string());
        }
        filled.push_str(part);
    }
    filled
}

/// Declares an enum of messages, each with its English and Chinese text; `{}` marks places for [`fill`].
///
/// The enum gets `text(lang)`, `fill(lang, values)` and `ALL`.
#[macro_export]
macro_rules! messages {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($id:ident: $en:literal, $zh:literal;)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        $vis enum $name { $(#[doc = $en] $id,)* }

        impl $name {
            /// Every message of the table.
            #[allow(dead_code, reason = "only tests walk a private table")]
            $vis const ALL: &'static [$name] = &[$($name::$id),*];

            /// The message in a language, places unfilled.
            #[must_use]
            $vis fn text(self, lang: $crate::i18n::Lang) -> &'static str {
                match (self, lang) {
                    $(($name::$id, $crate::i18n::Lang::En) => $en, ($name::$id, $crate::i18n::Lang::Zh) => $zh,)*
                }
            }

            /// The message in a language, its `{}` places filled from left to right.
            #[allow(dead_code, reason = "a table of plain words has no places")]
            #[must_use]
            $vis fn fill(self, lang: $crate::i18n::Lang, values: &[&dyn std::fmt::Display]) -> String {
                $crate::i18n::fill(self.text(lang), values)
            }
        }
    };
}

/// Checks a table: every message has text in both languages, with the same number of places.
///
/// # Errors
/// The first message that differs.
#[cfg(test)]
pub(crate) fn check_table<M: Copy + std::fmt::Debug>(
    all: &[M],
    text: impl Fn(M, Lang) -> &'static str,
) -> Result<(), String> {
    for &message in all {
        let (en, zh) = (text(message, Lang::En), text(message, Lang::Zh));
        if en.is_empty() || zh.is_empty() {
            return Err(format!("{message:?} misses a language"));
        }
        if en.matches("{}").count() != zh.matches("{}").count() {
            return Err(format!("{message:?} has other places in Chinese than in English"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_from_left_to_right() {
        assert_eq!(fill("page {}/{}", &[&2, &38]), "page 2/38");
    }

    #[test]
    fn languages_are_read_from_flags_and_locales() {
        assert_eq!("zh_CN".parse(), Ok(Lang::Zh));
        assert_eq!("EN".parse(), Ok(Lang::En));
        assert_eq!("fr".parse::<Lang>(), Err(UnknownLang));
        assert_eq!(Lang::from_locale("zh_TW.UTF-8"), Lang::Zh);
        assert_eq!(Lang::from_locale("C"), Lang::En);
    }
}
