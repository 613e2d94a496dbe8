//! What can be wrong with settings, and where: a file and line or a variable, with the nearest valid name.

use std::fmt;
use std::path::PathBuf;

use crate::i18n::Lang;
use crate::messages;
use crate::text::Unreadable;

/// Where a setting stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// A file as a whole.
    File(PathBuf),
    /// A line of a file, from 1.
    Line(PathBuf, usize),
    /// An environment variable.
    Variable(&'static str),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::File(path) => write!(f, "{}", path.display()),
            Place::Line(path, line) => write!(f, "{}:{line}", path.display()),
            Place::Variable(name) => f.write_str(name),
        }
    }
}

messages! {
    /// What a setting's value must be.
    pub(crate) enum Expected {
        Lang: "zh or en", "zh 或 en";
        Bool: "true or false", "true 或 false";
        Text: "text in quotes", "带引号的文字";
        Name: "text in quotes, not empty", "带引号且不为空的文字";
        PageSize: "a whole number from 1 to 100", "1 到 100 的整数";
        Rows: "1 or 2", "1 或 2";
        Age: "a time such as 30m, 1h or 2d, or off", "如 30m、1h、2d 的时长，或 off";
        Color: "auto, always or never", "auto、always 或 never";
        Pictures: "auto, kitty, sixel, iterm, blocks or off", "auto、kitty、sixel、iterm、blocks 或 off";
        PicturesFrom: "platform or all", "platform 或 all";
        Tags: "a list of texts", "文字列表";
        Sort: "published, popularity, favourites or use-time", "published、popularity、favourites 或 use-time";
        Table: "a table", "一个表";
        Chords: "a key, a list of keys, or \"none\"", "一个按键、按键列表或 \"none\"";
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The file cannot be read.
    Unreadable(Unreadable),
    /// The file is not TOML; the parser's reason.
    Syntax(String),
    /// There is no such setting.
    UnknownName {
        /// What was written.
        name: String,
        /// The nearest name that exists.
        nearest: Option<&'static str>,
    },
    /// The value is not what the setting takes.
    WrongValue {
        /// The setting.
        name: String,
        /// What it takes.
        expected: Expected,
    },
    /// API keys do not belong into this file.
    KeyInSettings(String),
}

/// A setting that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence(Lang::En))]
pub(crate) struct ConfigError {
    /// Where it stands.
    pub place: Place,
    /// What is wrong with it.
    pub problem: Problem,
}

impl ConfigError {
    /// What is wrong and where, in one line.
    #[must_use]
    pub(crate) fn sentence(&self, lang: Lang) -> String {
        let what = match &self.problem {
            Problem::Unreadable(reason) => Text::Unreadable.fill(lang, &[&reason.reason(lang)]),
            Problem::Syntax(reason) => Text::Syntax.fill(lang, &[reason]),
            Problem::UnknownName { name, nearest: None } => Text::UnknownName.fill(lang, &[name]),
            Problem::UnknownName { name, nearest: Some(nearest) } => {
                Text::UnknownNameNear.fill(lang, &[name, nearest])
            }
            Problem::WrongValue { name, expected } => {
                Text::WrongValue.fill(lang, &[name, &expected.text(lang)])
            }
            Problem::KeyInSettings(name) => Text::KeyInSettings.fill(lang, &[name]),
        };
        format!("{}: {what}", self.place)
    }
}

messages! {
    /// Sentences of [`ConfigError`].
    enum Text {
        Unreadable: "cannot be read ({})", "无法读取（{}）";
        Syntax: "is not TOML ({})", "不是有效的 TOML（{}）";
        UnknownName: "there is no setting “{}”", "没有“{}”这个设置";
        UnknownNameNear: "there is no setting “{}”; did you mean “{}”?", "没有“{}”这个设置，是否想写“{}”？";
        WrongValue: "“{}” must be {}", "“{}”应为{}";
        KeyInSettings: "“{}” does not belong here: keys come from COMPSHARE_PUBLIC_KEY and COMPSHARE_PRIVATE_KEY or from compshare-cli's config.json",
            "“{}”不应写在这里：密钥取自 COMPSHARE_PUBLIC_KEY 与 COMPSHARE_PRIVATE_KEY，或 compshare-cli 的 config.json";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(Text::ALL, Text::text).unwrap();
        crate::i18n::check_table(Expected::ALL, Expected::text).unwrap();
    }
}
