//! What can be wrong with a theme.

use std::path::PathBuf;

use crate::i18n::Lang;
use crate::messages;
use crate::text::{CleanText, Unreadable};

/// A theme that cannot be put on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence(Lang::En))]
pub struct ThemeError {
    /// The theme.
    pub name: String,
    /// What is wrong with it.
    pub problem: ThemeProblem,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThemeProblem {
    /// There is no such theme.
    Unknown {
        /// The nearest name that exists.
        nearest: Option<String>,
    },
    /// Its file cannot be read.
    Unreadable(PathBuf, Unreadable),
    /// Its file is not TOML, misses a colour or has one that is none.
    Invalid {
        /// The line, from 1.
        line: usize,
        /// The parser's reason.
        reason: String,
    },
    /// Its file fills a role that does not exist.
    UnknownRole {
        /// What was written.
        role: String,
        /// The nearest role that exists.
        nearest: Option<&'static str>,
    },
}

impl ThemeError {
    /// What is wrong, in one line.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let what = match &self.problem {
            ThemeProblem::Unknown { nearest: None } => Text::Unknown.text(lang).to_owned(),
            ThemeProblem::Unknown { nearest: Some(nearest) } => Text::UnknownNear.fill(lang, &[nearest]),
            ThemeProblem::Unreadable(path, reason) => {
                Text::Unreadable.fill(lang, &[&path.display(), &reason.reason(lang)])
            }
            ThemeProblem::Invalid { line, reason } => Text::Invalid.fill(lang, &[line, reason]),
            ThemeProblem::UnknownRole { role, nearest: None } => Text::UnknownRole.fill(lang, &[role]),
            ThemeProblem::UnknownRole { role, nearest: Some(nearest) } => {
                Text::UnknownRoleNear.fill(lang, &[role, nearest])
            }
        };
        // Names and reasons repeat what stands in a file, and a file may come from anyone.
        CleanText::line(&Text::Theme.fill(lang, &[&self.name, &what])).to_string()
    }
}

messages! {
    /// Sentences of [`ThemeError`].
    enum Text {
        Theme: "theme “{}”: {}", "主题“{}”：{}";
        Unknown: "there is no such theme", "没有这个主题";
        UnknownNear: "there is no such theme; did you mean “{}”?", "没有这个主题，是否想写“{}”？";
        Unreadable: "cannot be read ({}: {})", "无法读取（{}：{}）";
        Invalid: "line {} is wrong ({})", "第 {} 行有误（{}）";
        UnknownRole: "there is no role “{}”", "没有“{}”这个角色";
        UnknownRoleNear: "there is no role “{}”; did you mean “{}”?", "没有“{}”这个角色，是否想写“{}”？";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(Text::ALL, Text::text).unwrap();
    }

    #[test]
    fn a_sentence_is_one_harmless_line() {
        let reason = "expected\n a \u{1b}[31mcolour".to_owned();
        let error =
            ThemeError { name: "\u{1b}c".to_owned(), problem: ThemeProblem::Invalid { line: 3, reason } };
        for lang in Lang::ALL {
            let sentence = error.sentence(lang);
            assert!(!sentence.contains(char::is_control) && sentence.contains('3'), "{sentence:?}");
        }
    }
}
