//! What lasts on disk: the filters and the sort order of the last time, for those who want them back
//! (`remember = true`), the whole catalogue as it was fetched last, pictures, and what is the reader's own.
//!
//! What the explorer changes as it goes is written by one [`Writer`]. A file is replaced as a whole or not at all, only its
//! owner can read it, and one that cannot be used costs nothing but what it would have remembered.

mod file;
pub(crate) mod pictures;
mod query;
pub(crate) mod snapshot;
mod view;
mod writer;
pub(crate) mod yours;

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
    /// What it keeps.
    pub what: Kept,
    /// What is the matter with it.
    pub problem: FileProblem,
}

/// What a file keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Filters and sort order of the last time.
    View,
    /// The whole catalogue.
    Catalogue,
    /// Bookmarks.
    Bookmarks,
    /// Filters with names.
    Filters,
    /// What was searched for and looked at.
    History,
}

impl Kept {
    fn was_not_read(self) -> StoreText {
        match self {
            Kept::View => StoreText::ViewNotRead,
            Kept::Catalogue => StoreText::CatalogueNotRead,
            Kept::Bookmarks => StoreText::BookmarksNotRead,
            Kept::Filters => StoreText::FiltersNotRead,
            Kept::History => StoreText::HistoryNotRead,
        }
    }

    fn is_not_kept(self) -> StoreText {
        match self {
            Kept::View => StoreText::ViewNotKept,
            Kept::Catalogue => StoreText::CatalogueNotKept,
            Kept::Bookmarks => StoreText::BookmarksNotKept,
            Kept::Filters => StoreText::FiltersNotKept,
            Kept::History => StoreText::HistoryNotKept,
        }
    }
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
    /// These lines of it, counted from 1, cannot be understood; the others are.
    DamagedLines(Vec<usize>),
    /// Another version of this program wrote it, in another format.
    OtherFormat(u32),
}

impl StoreError {
    /// What could not be done and why, in one sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let path = self.path.display();
        let lost = self.what.was_not_read().text(lang);
        match &self.problem {
            FileProblem::Unreadable(reason) => {
                StoreText::Unreadable.fill(lang, &[&lost, &path, &reason.reason(lang)])
            }
            FileProblem::Unwritable(reason) => {
                StoreText::Unwritable.fill(lang, &[&self.what.is_not_kept().text(lang), &path, reason])
            }
            FileProblem::Damaged => StoreText::Damaged.fill(lang, &[&lost, &path]),
            FileProblem::DamagedLines(lines) => {
                let numbers = lines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                StoreText::DamagedLines.fill(lang, &[&path, &numbers])
            }
            FileProblem::OtherFormat(format) => StoreText::OtherFormat.fill(lang, &[&lost, &path, format]),
        }
    }
}

messages! {
    /// Sentences of [`StoreError`].
    enum StoreText {
        ViewNotRead: "Filters were not recalled", "未恢复筛选条件";
        ViewNotKept: "Filters are not remembered", "无法记住筛选条件";
        CatalogueNotRead: "The local catalogue was not read", "未读取本地目录";
        CatalogueNotKept: "The local catalogue is not kept", "无法保存本地目录";
        BookmarksNotRead: "Bookmarks were not read", "未读取书签";
        BookmarksNotKept: "Bookmarks are not kept", "无法保存书签";
        FiltersNotRead: "Named filters were not read", "未读取命名的筛选";
        FiltersNotKept: "Named filters are not kept", "无法保存命名的筛选";
        HistoryNotRead: "The history was not read", "未读取历史记录";
        HistoryNotKept: "The history is not kept", "无法保存历史记录";
        DamagedLines: "{}, line {}, cannot be understood and is left out.", "{} 第 {} 行无法识别，已忽略。";
        Unreadable: "{}: {} cannot be read ({}).", "{}：无法读取 {}（{}）。";
        Unwritable: "{}: {} cannot be written ({}).", "{}：无法写入 {}（{}）。";
        Damaged: "{}: {} is damaged.", "{}：{} 已损坏。";
        OtherFormat: "{}: {} has another format ({}).", "{}：{} 的格式不同（{}）。";
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
