//! What lasts on disk: the filters and the sort order of the last time, for those who want them back
//! (`remember = true`).
//!
//! Everything is written by one [`Writer`]. A file is replaced as a whole or not at all, only its owner can read it, and one that cannot be used costs
//! nothing but what it would have remembered.

mod file;
mod view;
mod writer;

use std::path::PathBuf;

use crate::i18n::Lang;
use crate::messages;
use crate::text::Unreadable;

pub use view::recall;
pub(crate) use view::{LastView, remember};
pub(crate) use writer::{PATIENCE, Writer};

/// Why something could not be remembered or recalled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence(Lang::En))]
pub struct StoreError {
    /// The file.
    pub path: PathBuf,
    /// What is the matter with it.
    pub problem: FileProblem,
}

/// What is the matter with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// It cannot be read.
    Unreadable(Unreadable),
    /// It cannot be written; the system's reason.
    Unwritable(String),
    /// It is damaged.
    Damaged,
    /// Another version of this program wrote it, in another format.
    OtherFormat(u32),
}

impl StoreError {
    /// What could not be done and why, in one sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let path = self.path.display();
        match &self.problem {
            FileProblem::Unreadable(reason) => {
                StoreText::Unreadable.fill(lang, &[&path, &reason.reason(lang)])
            }
            FileProblem::Unwritable(reason) => StoreText::Unwritable.fill(lang, &[&path, reason]),
            FileProblem::Damaged => StoreText::Damaged.fill(lang, &[&path]),
            FileProblem::OtherFormat(format) => StoreText::OtherFormat.fill(lang, &[&path, format]),
        }
    }
}

messages! {
    /// Sentences of [`StoreError`].
    enum StoreText {
        Unreadable: "Filters were not recalled: {} cannot be read ({}).", "未恢复筛选条件：无法读取 {}（{}）。";
        Unwritable: "Filters are not remembered: {} cannot be written ({}).", "无法记住筛选条件：无法写入 {}（{}）。";
        Damaged: "Filters were not recalled: {} is damaged.", "未恢复筛选条件：{} 已损坏。";
        OtherFormat: "Filters were not recalled: {} has another format ({}).", "未恢复筛选条件：{} 的格式不同（{}）。";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(StoreText::ALL, StoreText::text).unwrap();
    }
}
