//! Notices: data that becomes a sentence only when it is drawn, so that they follow the language.

use std::collections::VecDeque;
use std::time::Duration;

use crate::catalogue::Fault;
use crate::i18n::{Lang, Sentence};

use super::popup::Part;
use super::words::AppText;
use super::{ClipboardRoute, CopyKind, Moment, Source, Synced};

/// How long a message stays.
const SHOWN: Duration = Duration::from_secs(3);
/// Messages on screen at once.
const AT_ONCE: usize = 3;

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
    CopyFailed(Sentence),
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
    DemoFailed(Fault),
    /// Unreadable items of a page.
    ItemsSkipped(usize),
    /// A search in the Readme without matches.
    NotFound(String),
    /// A Readme without headings, links or code.
    ReadmeLacks(Part),
    /// The whole catalogue has come.
    Synced(Synced),
    /// The whole catalogue could not be had.
    SyncFailed(Fault),
    /// Who answers from now on; `None`: whoever is best.
    Pinned(Option<Source>),
    /// A bookmark was set, or taken away.
    Bookmarked(bool),
    /// Filters have got a name.
    FilterSaved(String),
    /// Fewer than two images are marked.
    CompareNeedsMarks,
    /// No page before.
    FirstPage,
    /// No page after.
    LastPage,
    /// Pictures were turned on or off.
    Pictures(bool),
    /// The terminal shows no pictures.
    NoPictures,
    /// The image has no pictures.
    HasNoPictures,
    /// A picture was saved to a file.
    PictureSaved(String),
    /// A picture could not be saved.
    PictureNotSaved(Sentence),
    /// A warning of another room.
    Warning(Sentence),
}

/// What a notice is, for its mark and for how long it stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something to know.
    Told,
    /// Something went wrong: it stays until a key is pressed.
    Wrong,
}

impl CopyKind {
    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            CopyKind::ImageId => AppText::ImageId,
            CopyKind::ImageIds => AppText::ImageIds,
            CopyKind::NameAndVersion => AppText::NameAndVersion,
            CopyKind::CreateCommand => AppText::CreateCommand,
            CopyKind::PythonCall => AppText::PythonCall,
            CopyKind::Parameters => AppText::Parameters,
            CopyKind::WebLink => AppText::WebLink,
            CopyKind::GroupJson => AppText::GroupJson,
            CopyKind::Comparison => AppText::Comparison,
            CopyKind::Link => AppText::Link,
            CopyKind::CodeBlock => AppText::CodeBlock,
            CopyKind::CodeText => AppText::CodeText,
        }
        .text(lang)
    }
}

impl Notice {
    /// What it is.
    #[must_use]
    pub fn tone(&self) -> Tone {
        match self {
            Notice::Copied { .. }
            | Notice::BrowserOpened(_)
            | Notice::Mouse(_)
            | Notice::Bookmarked(_)
            | Notice::FilterSaved(_)
            | Notice::Pictures(_)
            | Notice::PictureSaved(_)
            | Notice::Synced(_) => Tone::Done,
            Notice::NoBrowser(_)
            | Notice::ItemsSkipped(_)
            | Notice::NotFound(_)
            | Notice::ReadmeLacks(_)
            | Notice::Pinned(_)
            | Notice::CompareNeedsMarks
            | Notice::NoPictures
            | Notice::HasNoPictures
            | Notice::FirstPage
            | Notice::LastPage => Tone::Told,
            Notice::CopyFailed(_)
            | Notice::OddId
            | Notice::LinkRefused(_)
            | Notice::DemoFailed(_)
            | Notice::SyncFailed(_)
            | Notice::PictureNotSaved(_)
            | Notice::Warning(_) => Tone::Wrong,
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
            Notice::CopyFailed(reason) => AppText::CopyFailed.fill(lang, &[&reason.text(lang)]),
            Notice::OddId => AppText::OddId.text(lang).to_owned(),
            Notice::BrowserOpened(url) => AppText::BrowserOpened.fill(lang, &[url]),
            Notice::NoBrowser(url) => AppText::NoBrowser.fill(lang, &[url]),
            Notice::LinkRefused(target) => AppText::LinkRefused.fill(lang, &[target]),
            Notice::Mouse(on) => if *on { AppText::MouseOn } else { AppText::MouseOff }.text(lang).to_owned(),
            Notice::DemoFailed(fault) => AppText::DemoFailed.fill(lang, &[&fault.sentence(lang)]),
            Notice::ItemsSkipped(count) => AppText::ItemsSkipped.fill(lang, &[count]),
            Notice::NotFound(needle) => AppText::NotFound.fill(lang, &[needle]),
            Notice::ReadmeLacks(part) => part.lacking().text(lang).to_owned(),
            Notice::Synced(synced) => match synced.is_first {
                true => AppText::SyncedFirst.fill(lang, &[&synced.snapshot.groups]),
                false => AppText::Synced
                    .fill(lang, &[&synced.snapshot.groups, &synced.new, &synced.changed, &synced.gone]),
            },
            Notice::SyncFailed(fault) => AppText::SyncFailed.fill(lang, &[&fault.sentence(lang)]),
            Notice::Pinned(pin) => match pin {
                None => AppText::PinNone,
                Some(Source::Local) => AppText::PinLocal,
                Some(Source::Live) => AppText::PinLive,
            }
            .text(lang)
            .to_owned(),
            Notice::Bookmarked(set) => {
                if *set { AppText::Bookmarked } else { AppText::Unbookmarked }.text(lang).to_owned()
            }
            Notice::FilterSaved(name) => AppText::FilterSaved.fill(lang, &[name]),
            Notice::CompareNeedsMarks => AppText::CompareHint.text(lang).to_owned(),
            Notice::FirstPage => AppText::FirstPage.text(lang).to_owned(),
            Notice::LastPage => AppText::LastPage.text(lang).to_owned(),
            Notice::Pictures(on) => {
                if *on { AppText::PicturesOn } else { AppText::PicturesOff }.text(lang).to_owned()
            }
            Notice::NoPictures => AppText::NoPictures.text(lang).to_owned(),
            Notice::HasNoPictures => AppText::HasNoPictures.text(lang).to_owned(),
            Notice::PictureSaved(path) => AppText::PictureSaved.fill(lang, &[path]),
            Notice::PictureNotSaved(reason) => AppText::PictureNotSaved.fill(lang, &[&reason.text(lang)]),
            Notice::Warning(sentence) => sentence.text(lang).to_owned(),
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
            | Notice::NotFound(_)
            | Notice::ReadmeLacks(_)
            | Notice::Synced(_)
            | Notice::SyncFailed(_)
            | Notice::Pinned(_)
            | Notice::Bookmarked(_)
            | Notice::FilterSaved(_)
            | Notice::CompareNeedsMarks
            | Notice::FirstPage
            | Notice::LastPage
            | Notice::Pictures(_)
            | Notice::NoPictures
            | Notice::HasNoPictures
            | Notice::PictureSaved(_)
            | Notice::PictureNotSaved(_)
            | Notice::Warning(_) => None,
        }
    }
}

/// A notice on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// What it says.
    pub notice: Notice,
    /// When it goes; `None`: it waits for a key.
    pub until: Option<Moment>,
}

/// The notices on screen, newest last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Toasts(VecDeque<Toast>);

impl Toasts {
    /// Newest last.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Toast> {
        self.0.iter()
    }

    /// When the next one goes by itself.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Moment> {
        self.0.iter().filter_map(|toast| toast.until).min()
    }

    /// Shows a notice; one that says the same is shown anew.
    pub(super) fn show(&mut self, notice: Notice, now: Moment) {
        let until = (notice.tone() != Tone::Wrong).then_some(now + SHOWN);
        self.0.retain(|toast| toast.notice != notice);
        self.0.push_back(Toast { notice, until });
        while self.0.len() > AT_ONCE {
            self.0.pop_front();
        }
    }

    /// A key was pressed: what waited for one goes.
    pub(super) fn key_pressed(&mut self) {
        self.0.retain(|toast| toast.until.is_some());
    }

    /// Time has passed.
    pub(super) fn expire(&mut self, now: Moment) {
        self.0.retain(|toast| toast.until.is_none_or(|until| until > now));
    }
}
