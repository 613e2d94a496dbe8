//! Notices: data that becomes a sentence only when it is drawn, so that they follow the language.

use crate::i18n::Lang;

use super::words::AppText;
use super::{ClipboardRoute, CopyKind, Moment};

/// Something to tell in passing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Text went to a clipboard.
    Copied {
        /// What it was.
        kind: CopyKind,
        /// The text, shown where it is short.
        text: String,
        /// Where it went.
        route: ClipboardRoute,
    },
    /// Text did not get to a clipboard.
    CopyFailed(String),
    /// An id that must not be copied.
    OddId,
    /// A browser shows a page.
    BrowserOpened(String),
    /// No browser could be started.
    NoBrowser(String),
    /// A link of another kind than http.
    LinkRefused(String),
    /// The mouse was switched.
    Mouse(bool),
    /// The demo did not start.
    DemoFailed(String),
    /// Unreadable items of a page.
    ItemsSkipped(usize),
    /// A search without matches.
    NothingFound,
    /// A Readme without headings, links or code.
    NothingThere,
    /// No page before.
    FirstPage,
    /// No page after.
    LastPage,
    /// A warning of the outside.
    Warning(String),
}

impl CopyKind {
    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            CopyKind::ImageId => AppText::ImageId,
            CopyKind::NameAndVersion => AppText::NameAndVersion,
            CopyKind::CreateCommand => AppText::CreateCommand,
            CopyKind::PythonCall => AppText::PythonCall,
            CopyKind::Parameters => AppText::Parameters,
            CopyKind::WebLink => AppText::WebLink,
            CopyKind::GroupJson => AppText::GroupJson,
            CopyKind::Link => AppText::Link,
            CopyKind::CodeBlock => AppText::CodeBlock,
        }
        .text(lang)
    }
}

impl Notice {
    /// Whether it stays until a key is pressed.
    #[must_use]
    pub fn is_error(&self) -> bool {
        match self {
            Notice::CopyFailed(_)
            | Notice::OddId
            | Notice::LinkRefused(_)
            | Notice::DemoFailed(_)
            | Notice::Warning(_) => true,
            Notice::Copied { .. }
            | Notice::BrowserOpened(_)
            | Notice::NoBrowser(_)
            | Notice::Mouse(_)
            | Notice::ItemsSkipped(_)
            | Notice::NothingFound
            | Notice::NothingThere
            | Notice::FirstPage
            | Notice::LastPage => false,
        }
    }

    /// The sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Notice::Copied { kind, route, .. } => {
                let what = kind.label(lang);
                match route {
                    ClipboardRoute::UserCommand => AppText::GivenToCommand.fill(lang, &[&what]),
                    ClipboardRoute::Tmux => AppText::SentToTmux.fill(lang, &[&what]),
                    ClipboardRoute::Terminal => AppText::SentToTerminal.fill(lang, &[&what]),
                    ClipboardRoute::Desktop(tool) => AppText::SentToDesktop.fill(lang, &[&what, tool]),
                }
            }
            Notice::CopyFailed(reason) => AppText::CopyFailed.fill(lang, &[reason]),
            Notice::OddId => AppText::OddId.text(lang).to_owned(),
            Notice::BrowserOpened(url) => AppText::BrowserOpened.fill(lang, &[url]),
            Notice::NoBrowser(url) => AppText::NoBrowser.fill(lang, &[url]),
            Notice::LinkRefused(target) => AppText::LinkRefused.fill(lang, &[target]),
            Notice::Mouse(on) => if *on { AppText::MouseOn } else { AppText::MouseOff }.text(lang).to_owned(),
            Notice::DemoFailed(reason) => AppText::DemoFailed.fill(lang, &[reason]),
            Notice::ItemsSkipped(count) => AppText::ItemsSkipped.fill(lang, &[count]),
            Notice::NothingFound => AppText::NothingFound.text(lang).to_owned(),
            Notice::NothingThere => AppText::NothingThere.text(lang).to_owned(),
            Notice::FirstPage => AppText::FirstPage.text(lang).to_owned(),
            Notice::LastPage => AppText::LastPage.text(lang).to_owned(),
            Notice::Warning(text) => text.clone(),
        }
    }

    /// A second line: the short text that was copied, so that it stays readable.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        match self {
            Notice::Copied { text, .. } => text.lines().next().filter(|line| !line.is_empty()),
            Notice::CopyFailed(_)
            | Notice::OddId
            | Notice::BrowserOpened(_)
            | Notice::NoBrowser(_)
            | Notice::LinkRefused(_)
            | Notice::Mouse(_)
            | Notice::DemoFailed(_)
            | Notice::ItemsSkipped(_)
            | Notice::NothingFound
            | Notice::NothingThere
            | Notice::FirstPage
            | Notice::LastPage
            | Notice::Warning(_) => None,
        }
    }
}

/// A notice on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// What it says.
    pub notice: Notice,
    /// When it goes; an error waits for a key.
    pub until: Option<Moment>,
}
