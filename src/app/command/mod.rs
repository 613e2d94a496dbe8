//! The one key table: each command with its id, where it works, its default keys, its words, when it can be used and
//! what it does.
//!
//! Dispatch, `?` help, footer hints, the keys in a popup's border, the palette, `docs/keys.md` and the user's overrides
//! all read it. Keys that edit text and keys of popups stand in it like all others.

mod table;
mod when;

use crate::i18n::Lang;

use super::update::Update;
use super::words::AppText;
use super::{Notice, State};

pub use table::Command;
pub(crate) use table::TABLE;

/// Where a key is pressed. The innermost context that binds a chord wins; [`State::contexts`] tells which there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Everywhere but in text fields and popups.
    Everywhere,
    /// The list of groups.
    List,
    /// The sidebar.
    Filters,
    /// The detail pane.
    Detail,
    /// The screen shown without keys.
    FirstRun,
    /// Any popup.
    Popup,
    /// A popup with a field in which several choices are switched one after another.
    Chooser,
    /// A popup whose letters are keys, since it has no text field.
    Menu,
    /// The field that searches the list.
    Search,
    /// The field that searches the Readme.
    Find,
    /// Any text field, one of a popup too. Plain characters are text there and never keys.
    Field,
}

/// Headings of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// Moving about.
    Move,
    /// Narrowing the list.
    Filter,
    /// Reading an image.
    Read,
    /// Taking something away.
    Take,
    /// The program itself.
    Program,
    /// Popups.
    Popup,
    /// Text fields.
    Field,
}

impl Section {
    /// All sections in order.
    pub const ALL: [Section; 7] = [
        Section::Move,
        Section::Filter,
        Section::Read,
        Section::Take,
        Section::Program,
        Section::Popup,
        Section::Field,
    ];

    /// The heading's text.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Section::Move => AppText::SectionMove,
            Section::Filter => AppText::SectionFilter,
            Section::Read => AppText::SectionRead,
            Section::Take => AppText::SectionTake,
            Section::Program => AppText::SectionProgram,
            Section::Popup => AppText::SectionPopup,
            Section::Field => AppText::SectionField,
        }
        .text(lang)
    }
}

/// Whether a command would do something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) enum Availability {
    /// It would.
    Now,
    /// It would not, and nobody wonders why.
    NotNow,
    /// It would not, and the reader is told why.
    Because(Notice),
}

/// A row of the key table.
#[derive(Debug)]
pub struct CommandRow {
    /// The command.
    pub command: Command,
    /// Its name in configuration files.
    pub id: &'static str,
    /// Default keys by context, in the notation of [`super::Chord`]; several keys of one sequence are separated by
    /// spaces.
    pub keys: &'static [(&'static [Context], &'static [&'static str])],
    /// Its heading in the help.
    pub section: Section,
    /// Importance of its hint at the bottom, from 1 (most); 0 has no hint.
    pub rank: u8,
    hint: (&'static str, &'static str),
    doc: (&'static str, &'static str),
    available: fn(&State) -> Availability,
    run: fn(&mut Update<'_>),
}

impl CommandRow {
    /// A word or two for the bottom line; empty without a hint.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.hint.0,
            Lang::Zh => self.hint.1,
        }
    }

    /// One line that says what it does.
    #[must_use]
    pub fn doc(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.doc.0,
            Lang::Zh => self.doc.1,
        }
    }

    /// Where it has keys, innermost or not, each place once.
    pub fn contexts(&self) -> impl Iterator<Item = Context> {
        self.keys.iter().flat_map(|(contexts, _)| contexts.iter().copied())
    }
}

impl Command {
    /// The command's row of the table.
    #[must_use]
    pub fn row(self) -> &'static CommandRow {
        // The macro makes table and enum together, so the variant's number is the row's.
        &TABLE[self as usize]
    }

    /// The command of an id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.id == id).map(|row| row.command)
    }

    /// Whether it would do something now.
    #[must_use]
    pub fn available(self, state: &State) -> bool {
        (self.row().available)(state) == Availability::Now
    }

    /// Runs it; one that is not available does nothing, and says why where a reader would wonder.
    pub(super) fn run(self, up: &mut Update<'_>) {
        match (self.row().available)(up.state) {
            Availability::Now => (self.row().run)(up),
            Availability::NotNow => {}
            Availability::Because(notice) => up.notify(notice),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_rows_stand_at_their_commands_number() {
        let mut ids = HashSet::new();
        for row in TABLE {
            assert!(ids.insert(row.id), "{}", row.id);
            assert_eq!(row.command.row().id, row.id);
            assert_eq!(Command::by_id(row.id), Some(row.command));
        }
    }

    #[test]
    fn every_letter_has_a_twin_that_an_input_method_leaves_alone() {
        let is_letter = |keys: &&str| keys.len() == 1 && keys.chars().all(char::is_alphabetic);
        for row in TABLE {
            let keys: Vec<&str> = row.keys.iter().flat_map(|(_, keys)| *keys).copied().collect();
            let only_letters = keys.iter().any(is_letter) && keys.iter().all(is_letter);
            assert!(!only_letters, "{}", row.id);
        }
    }

    #[test]
    fn every_row_has_words_in_both_languages() {
        for row in TABLE {
            for lang in Lang::ALL {
                assert!(!row.doc(lang).is_empty(), "{}", row.id);
                assert_eq!(row.hint(lang).is_empty(), row.rank == 0, "{}", row.id);
            }
        }
    }

    /// A character is text where there is a field, so a key made of one would be listed and never fire.
    #[test]
    fn no_plain_character_is_bound_in_a_text_field() {
        for row in TABLE {
            for (contexts, keys) in row.keys {
                let in_field = [Context::Field, Context::Search, Context::Find, Context::Popup];
                if contexts.iter().any(|context| in_field.contains(context)) {
                    assert!(keys.iter().all(|keys| keys.len() > 1), "{}: {keys:?}", row.id);
                }
            }
        }
    }
}
