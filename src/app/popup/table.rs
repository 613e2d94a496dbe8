//! One row a popup. A new one is a row here, a function that lists its choices, and a command that opens it.

use super::{AppText, Choice, State, choices};

/// In which order the choices that match stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The best match first.
    Best,
    /// As without a filter.
    Given,
    /// As without a filter, those that have what is typed in one piece.
    Substring,
}

/// Where the letters that are typed go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// Into a field that narrows the choices.
    Narrow,
    /// They are keys.
    Keys,
}

/// A popup's row of the table.
#[derive(Debug)]
pub struct PopupRow {
    /// Its title.
    pub title: AppText,
    /// Cells it wants to be wide.
    pub width: u16,
    /// Rows below the list for a preview of the choice under the cursor, at most; 0: there is none.
    pub preview: u16,
    /// Where letters go.
    pub letters: Letters,
    /// The order of choices that match.
    pub order: Order,
    /// What choosing does, in a word.
    pub enter: AppText,
    /// What copying does where that is something else, in a word.
    pub copy: Option<AppText>,
    /// What switching the choice under the cursor does, in a word, where several are switched one after another.
    pub switch: Option<AppText>,
    /// What leaving does, in a word.
    pub escape: AppText,
    /// The choices, unfiltered.
    pub(super) choices: fn(&State) -> Vec<Choice>,
    /// What the field's text makes, where it is written rather than narrowing choices.
    pub(super) writes: Option<fn(&State, &str) -> Choice>,
}

macro_rules! popups {
    ($($(#[doc = $doc:literal])* $kind:ident { $($field:ident: $value:expr),* $(,)? })*) => {
        /// Which popup.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum PopupKind { $($(#[doc = $doc])* $kind,)* }

        impl PopupKind {
            /// All of them.
            pub const ALL: &[PopupKind] = &[$(PopupKind::$kind),*];

            /// The popup's row of the table.
            #[must_use]
            pub fn row(self) -> &'static PopupRow {
                match self { $(PopupKind::$kind => &PopupRow { $($field: $value),* },)* }
            }
        }
    };
}

popups! {
    /// All keys.
    Help {
        title: AppText::Keys, width: 72, preview: 0, letters: Letters::Narrow, order: Order::Given,
        enter: AppText::EnterRun, copy: None, switch: None, escape: AppText::EscapeClose, choices: choices::keys, writes: None,
    }
    /// Commands by name.
    Palette {
        title: AppText::Commands, width: 72, preview: 0, letters: Letters::Narrow, order: Order::Best,
        enter: AppText::EnterRun, copy: None, switch: None, escape: AppText::EscapeClose, choices: choices::commands, writes: None,
    }
    /// What can be copied of the image.
    CopyMenu {
        title: AppText::Copy, width: 90, preview: 8, letters: Letters::Keys, order: Order::Given,
        enter: AppText::EnterCopy, copy: None, switch: None, escape: AppText::EscapeClose, choices: choices::texts, writes: None,
    }
    /// Headings of the Readme.
    Outline {
        title: AppText::Outline, width: 72, preview: 0, letters: Letters::Narrow, order: Order::Given,
        enter: AppText::EnterGo, copy: None, switch: None, escape: AppText::EscapeClose, choices: choices::headings, writes: None,
    }
    /// Links of the Readme.
    Links {
        title: AppText::Links, width: 90, preview: 2, letters: Letters::Keys, order: Order::Given,
        enter: AppText::EnterOpen, copy: Some(AppText::EnterCopy), switch: None, escape: AppText::EscapeClose, choices: choices::links, writes: None,
    }
    /// Code blocks of the Readme.
    CodeBlocks {
        title: AppText::CodeBlocks, width: 90, preview: 8, letters: Letters::Keys, order: Order::Given,
        enter: AppText::EnterCopy, copy: None, switch: None, escape: AppText::EscapeClose, choices: choices::code_blocks, writes: None,
    }
    /// Tags to filter by.
    Tags {
        title: AppText::Tags, width: 44, preview: 0, letters: Letters::Narrow, order: Order::Substring,
        enter: AppText::EnterDone, copy: None, switch: Some(AppText::SpaceSwitch), escape: AppText::EscapeUndo,
        choices: choices::tags, writes: None,
    }
    /// The note of a bookmark.
    Note {
        title: AppText::Note, width: 60, preview: 0, letters: Letters::Narrow, order: Order::Given,
        enter: AppText::EnterKeep, copy: None, switch: None, escape: AppText::EscapeClose,
        choices: choices::nothing, writes: Some(choices::note),
    }
    /// A name for the filters.
    SaveFilter {
        title: AppText::SaveFilter, width: 60, preview: 0, letters: Letters::Narrow, order: Order::Given,
        enter: AppText::EnterKeep, copy: None, switch: None, escape: AppText::EscapeClose,
        choices: choices::nothing, writes: Some(choices::save_filter),
    }
    /// Filters that have names.
    SavedFilters {
        title: AppText::SavedFilters, width: 72, preview: 0, letters: Letters::Keys, order: Order::Given,
        enter: AppText::EnterTake, copy: None, switch: None, escape: AppText::EscapeClose,
        choices: choices::saved_filters, writes: None,
    }
    /// Images looked at.
    Viewed {
        title: AppText::Viewed, width: 60, preview: 0, letters: Letters::Narrow, order: Order::Best,
        enter: AppText::EnterGo, copy: None, switch: None, escape: AppText::EscapeClose,
        choices: choices::viewed, writes: None,
    }
    /// Images side by side.
    Compare {
        title: AppText::Compare, width: choices::COMPARE_CELLS, preview: 0, letters: Letters::Keys,
        order: Order::Given, enter: AppText::EnterCopyMarkdown, copy: None, switch: None,
        escape: AppText::EscapeClose, choices: choices::comparison, writes: None,
    }
    /// What the catalogue holds.
    Statistics {
        title: AppText::Statistics, width: 64, preview: 0, letters: Letters::Keys, order: Order::Given,
        enter: AppText::EnterFilter, copy: None, switch: None, escape: AppText::EscapeClose,
        choices: choices::statistics, writes: None,
    }
    /// QR codes of what can be opened or copied.
    QrCode {
        title: AppText::QrCode, width: 72, preview: 0, letters: Letters::Keys, order: Order::Given,
        enter: AppText::EnterCopy, copy: None, switch: None, escape: AppText::EscapeClose,
        choices: choices::codes, writes: None,
    }
    /// Pictures of the image, one at a time.
    Pictures {
        title: AppText::Pictures, width: u16::MAX, preview: 0, letters: Letters::Keys, order: Order::Given,
        enter: AppText::EnterOpen, copy: Some(AppText::EnterCopy), switch: None, escape: AppText::EscapeClose,
        choices: choices::pictures, writes: None,
    }
    /// Themes.
    Themes {
        title: AppText::Theme, width: 34, preview: 0, letters: Letters::Keys, order: Order::Given,
        enter: AppText::EnterTake, copy: None, switch: None, escape: AppText::EscapeUndo, choices: choices::themes, writes: None,
    }
}

impl PopupKind {
    /// Whether several choices are switched one after another.
    #[must_use]
    pub fn switches(self) -> bool {
        self.row().switch.is_some()
    }

    /// Whether it would have nothing to choose.
    #[must_use]
    pub(in crate::app) fn is_empty(self, state: &State) -> bool {
        (self.row().choices)(state).is_empty()
    }

    /// Whether letters go to a field; else they are keys.
    #[must_use]
    pub fn is_typed(self) -> bool {
        self.row().letters == Letters::Narrow
    }
}
