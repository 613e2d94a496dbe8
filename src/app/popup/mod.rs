//! Popups are lists of choices. What one is called, holds, and does with a choice stands in one table.

mod choices;
mod narrow;
mod table;

use tui_input::Input;

use crate::catalogue::{Query, Test};
use crate::i18n::Lang;
use crate::search::FacetKind;
use crate::text::CleanText;

use super::words::AppText;
use super::{Command, CopyKind, Measured, Scroll, Section, State};

pub(crate) use table::PopupKind;

/// An open popup.
#[derive(Debug, Clone)]
pub struct Popup {
    /// Which.
    pub kind: PopupKind,
    /// The field that narrows the lines, where letters are text.
    pub field: Input,
    /// The cursor's choice, from 0.
    pub cursor: usize,
    /// How far the lines are scrolled.
    pub scroll: Scroll,
    /// Whether a QR code has dark and light swapped.
    pub inverted: bool,
    /// What leaving without a choice puts back.
    pub undo: Option<Undo>,
}

/// What leaving a popup puts back.
#[derive(Debug, Clone)]
pub enum Undo {
    /// The theme worn before.
    Theme(String),
    /// The query asked before.
    Query(Box<Query>),
    /// The popup below, whose choices are shown as QR codes.
    Popup(Box<Popup>),
}

/// What a choice does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Runs a command.
    Run(Command),
    /// Copies a text.
    Copy(CopyKind, String),
    /// Opens a link's target, or copies it.
    Link {
        /// The target.
        target: String,
        /// Whether it may be opened.
        openable: bool,
    },
    /// Opens or copies the address of a picture of a QR code that has not been read, or cannot be.
    CodePicture(String),
    /// Scrolls to a row of the Readme.
    GoTo(usize),
    /// Takes a theme.
    Theme(String),
    /// Switches a tag.
    Tag(CleanText),
    /// Switches a value of a facet.
    Facet(FacetKind, Test),
    /// Writes the note of the selected group's bookmark.
    Note(String),
    /// Gives the filters a name.
    SaveFilter(String),
    /// Takes filters that have a name.
    NamedFilter(CleanText, Box<Query>),
    /// Asks with other filters.
    Ask(Box<Query>),
}

impl Act {
    /// The text it stands for, where it stands for one, and what that is.
    pub(super) fn text(&self) -> Option<(CopyKind, &str)> {
        match self {
            Act::Copy(kind, text) => Some((*kind, text)),
            Act::Link { target, .. } | Act::CodePicture(target) => Some((CopyKind::Link, target)),
            Act::Run(_)
            | Act::GoTo(_)
            | Act::Theme(_)
            | Act::Tag(_)
            | Act::Facet(..)
            | Act::Note(_)
            | Act::SaveFilter(_)
            | Act::NamedFilter(..)
            | Act::Ask(_) => None,
        }
    }
}

/// What choices stand under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// Commands of a section.
    Section(Section),
    /// Values of a facet.
    Facet(FacetKind),
}

impl Heading {
    /// The heading's text.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Heading::Section(section) => section.title(lang),
            Heading::Facet(kind) => kind.label(lang),
        }
    }
}

/// A line of a popup that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub label: String,
    /// What stands at its right: keys, a level, a target.
    pub note: String,
    /// How deep it is indented, for the outline.
    pub depth: u8,
    /// The heading it stands under.
    pub section: Option<Heading>,
    /// Graphemes of the label that matched the filter, by number.
    pub matched: Vec<u32>,
    /// What it does.
    pub act: Act,
    /// Whether it would do something now.
    pub enabled: bool,
    /// Whether it is on, where it can be switched.
    pub chosen: Option<bool>,
}

impl Choice {
    fn new(label: impl Into<String>, note: impl Into<String>, act: Act) -> Self {
        Choice {
            label: label.into(),
            note: note.into(),
            depth: 0,
            section: None,
            matched: vec![],
            act,
            enabled: true,
            chosen: None,
        }
    }

    /// What a QR code of it holds and its caption says: the text without characters that hide or steer.
    #[must_use]
    pub(crate) fn code_text(&self) -> Option<CleanText> {
        if let Act::CodePicture(_) = self.act {
            return None;
        }
        self.preview().map(|text| CleanText::block(text.trim(), usize::MAX))
    }

    /// The text to preview below the list.
    #[must_use]
    pub fn preview(&self) -> Option<&str> {
        self.act.text().map(|(_, text)| text)
    }
}

/// A line of a popup: a heading, or the choice of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PopupLine {
    /// A heading.
    Heading(Heading),
    /// A choice, by its number from 0.
    Choice(usize),
}

impl Popup {
    /// A popup as it opens.
    #[must_use]
    pub fn new(kind: PopupKind) -> Self {
        Popup {
            kind,
            field: Input::default(),
            cursor: 0,
            scroll: Scroll::default(),
            inverted: false,
            undo: None,
        }
    }

    /// The choices that its field lets through, best first where the popup ranks.
    #[must_use]
    pub fn choices(&self, state: &State) -> Vec<Choice> {
        if let Some(Undo::Popup(below)) = &self.undo {
            let choices = below.choices(state);
            return if below.kind == PopupKind::Pictures {
                choices::in_pictures(state, choices)
            } else {
                choices
            };
        }
        let row = self.kind.row();
        if let Some(written) = row.writes {
            return vec![written(state, self.field.value())];
        }
        let all = (row.choices)(state);
        match self.field.value() {
            "" => all,
            pattern => narrow::matching(all, pattern, row.order),
        }
    }

    /// Whether the choice under the cursor stands for a text that a QR code can show, and none is shown yet.
    pub(super) fn has_code(&self, state: &State) -> bool {
        let has_text =
            || self.choices(state).get(self.cursor).is_some_and(|choice| choice.preview().is_some());
        (self.kind == PopupKind::Pictures || self.kind.row().preview > 0) && has_text()
    }

    /// Takes the lines that a frame had room for.
    pub(super) fn measured(&mut self, rows: usize, choices: &[Choice]) {
        let lines = lines(choices);
        self.scroll.measured(rows, self.cursor_line(&lines), lines.len());
    }

    /// The cursor's line.
    #[must_use]
    pub fn cursor_line(&self, lines: &[PopupLine]) -> usize {
        lines.iter().position(|line| *line == PopupLine::Choice(self.cursor)).unwrap_or(0)
    }
}

/// Choices with the headings they stand under.
#[must_use]
pub(crate) fn lines(choices: &[Choice]) -> Vec<PopupLine> {
    let mut lines = Vec::with_capacity(choices.len() + Section::ALL.len());
    let mut before = None;
    for (at, choice) in choices.iter().enumerate() {
        if choice.section != before {
            lines.extend(choice.section.map(PopupLine::Heading));
            before = choice.section;
        }
        lines.push(PopupLine::Choice(at));
    }
    lines
}

/// A part of a Readme that has a popup of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its headings.
    Headings,
    /// Its links and pictures.
    Links,
    /// Its code blocks.
    Code,
}

impl Part {
    /// Whether the Readme on screen has any.
    pub(super) fn is_in(self, measured: &Measured) -> bool {
        measured.readme.as_ref().is_some_and(|(_, rows)| match self {
            Part::Headings => !rows.headings.is_empty(),
            Part::Links => !rows.links.is_empty(),
            Part::Code => !rows.code_blocks.is_empty(),
        })
    }

    /// The sentence that says that there are none.
    pub(super) fn lacking(self) -> AppText {
        match self {
            Part::Headings => AppText::NoHeadings,
            Part::Links => AppText::NoLinks,
            Part::Code => AppText::NoCode,
        }
    }
}
