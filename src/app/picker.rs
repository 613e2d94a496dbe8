//! Popups are lists of choices: help, palette, copy menu, outline, links, code blocks, themes.

use std::cell::RefCell;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_input::Input;

use crate::readme::LinkKind;

use super::words::AppText;
use super::{Command, CopyKind, Section, State, TABLE, copy};

/// Which popup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PickerKind {
    /// All keys.
    Help,
    /// Commands by name.
    Palette,
    /// What can be copied of the image.
    CopyMenu,
    /// Headings of the Readme.
    Outline,
    /// Links of the Readme.
    Links,
    /// Code blocks of the Readme.
    CodeBlocks,
    /// Themes.
    Themes,
}

impl PickerKind {
    /// Whether letters go to a filter field; else they are keys.
    #[must_use]
    pub fn is_typed(self) -> bool {
        match self {
            PickerKind::Help | PickerKind::Palette | PickerKind::Outline => true,
            PickerKind::CopyMenu | PickerKind::Links | PickerKind::CodeBlocks | PickerKind::Themes => false,
        }
    }
}

/// An open popup.
#[derive(Debug, Clone)]
pub struct Picker {
    /// Which.
    pub kind: PickerKind,
    /// The filter field.
    pub input: Input,
    /// The cursor's line, from 0.
    pub cursor: usize,
    /// The theme worn before, which leaving the chooser of themes puts on again.
    pub worn: Option<String>,
}

impl Picker {
    /// A popup as it opens.
    #[must_use]
    pub fn new(kind: PickerKind) -> Self {
        Picker { kind, input: Input::default(), cursor: 0, worn: None }
    }
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
    /// Scrolls to a row of the Readme.
    GoTo(usize),
    /// Takes a theme.
    Theme(String),
}

/// A line of a popup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub label: String,
    /// What stands at its right: keys, a level, a target.
    pub note: String,
    /// How deep it is indented, for the outline.
    pub depth: u8,
    /// The heading it stands under.
    pub section: Option<Section>,
    /// Characters of the label that matched the filter.
    pub matched: Vec<u32>,
    /// What it does.
    pub act: Act,
    /// Whether it would do something now.
    pub enabled: bool,
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
        }
    }

    /// The text to preview below the list.
    #[must_use]
    pub fn preview(&self) -> Option<&str> {
        match &self.act {
            Act::Copy(_, text) => Some(text),
            Act::Link { target, .. } => Some(target),
            Act::Run(_) | Act::GoTo(_) | Act::Theme(_) => None,
        }
    }
}

/// The lines of a popup that its filter lets through, best first where the popup ranks.
#[must_use]
pub fn choices(state: &State, picker: &Picker) -> Vec<Choice> {
    let all = all_choices(state, picker.kind);
    if !picker.kind.is_typed() || picker.input.value().is_empty() {
        return all;
    }
    let ranked = picker.kind == PickerKind::Palette;
    filtered(all, picker.input.value(), ranked)
}

impl State {
    /// Whether a popup of this kind would have anything to choose.
    #[must_use]
    pub fn has_choices(&self, kind: PickerKind) -> bool {
        let readme = self.view.readme.as_ref().map(|(_, rows)| rows);
        match kind {
            PickerKind::Outline => readme.is_some_and(|rows| !rows.headings.is_empty()),
            PickerKind::Links => readme.is_some_and(|rows| !rows.links.is_empty()),
            PickerKind::CodeBlocks => readme.is_some_and(|rows| !rows.code_blocks.is_empty()),
            PickerKind::CopyMenu => self.selected_group().is_some(),
            PickerKind::Themes => !self.setup.mono,
            PickerKind::Help | PickerKind::Palette => true,
        }
    }
}

fn all_choices(state: &State, kind: PickerKind) -> Vec<Choice> {
    match kind {
        PickerKind::Help => commands(state, true),
        PickerKind::Palette => commands(state, false),
        PickerKind::CopyMenu => copy_menu(state),
        PickerKind::Outline => outline(state),
        PickerKind::Links => links(state),
        PickerKind::CodeBlocks => code_blocks(state),
        PickerKind::Themes => {
            state.setup.themes.iter().map(|name| Choice::new(name, "", Act::Theme(name.clone()))).collect()
        }
    }
}

fn commands(state: &State, help: bool) -> Vec<Choice> {
    let lang = state.lang();
    let rows =
        Section::ALL.iter().flat_map(|section| TABLE.iter().filter(move |row| row.section == *section));
    let choices = rows.map(|row| Choice {
        section: help.then_some(row.section),
        enabled: row.command.available(state),
        ..Choice::new(row.doc(lang), state.setup.keymap.keys(row.command).join("  "), Act::Run(row.command))
    });
    choices.filter(|choice| help || choice.enabled).collect()
}

fn copy_menu(state: &State) -> Vec<Choice> {
    let Some(group) = state.selected_group() else { return vec![] };
    let Some(version) = state.version_of(group) else { return vec![] };
    let texts = copy::texts(&state.setup, group, version);
    let choice = |(at, (kind, text)): (usize, (CopyKind, String))| {
        Choice::new(kind.label(state.lang()), (at + 1).to_string(), Act::Copy(kind, text))
    };
    texts.into_iter().enumerate().map(choice).collect()
}

fn outline(state: &State) -> Vec<Choice> {
    let Some((_, rows)) = &state.view.readme else { return vec![] };
    let choice = |heading: &crate::readme::Heading| Choice {
        depth: heading.level.saturating_sub(1),
        ..Choice::new(&heading.text, "", Act::GoTo(heading.row))
    };
    rows.headings.iter().map(choice).collect()
}

fn links(state: &State) -> Vec<Choice> {
    let Some((_, rows)) = &state.view.readme else { return vec![] };
    let choice = |(at, link): (usize, &crate::readme::Link)| {
        let mark = match link.kind {
            LinkKind::Link => "",
            LinkKind::Image => "▣ ",
            LinkKind::Video => "▶ ",
        };
        let act = Act::Link { target: link.target.clone(), openable: link.openable };
        Choice::new(format!("{:>2} {mark}{}", at + 1, link.text), "", act)
    };
    rows.links.iter().enumerate().map(choice).collect()
}

fn code_blocks(state: &State) -> Vec<Choice> {
    let Some((_, rows)) = &state.view.readme else { return vec![] };
    let choice = |(at, block): (usize, &crate::readme::CodeBlock)| {
        let first = block.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        let act = Act::Copy(CopyKind::CodeBlock, block.text.clone());
        Choice::new(format!("{:>2} {first}", at + 1), block.language.clone(), act)
    };
    rows.code_blocks.iter().enumerate().map(choice).collect()
}

thread_local! {
    static MATCHER: RefCell<Matcher> = RefCell::new(Matcher::new(Config::DEFAULT));
}

/// Choices that match a fuzzy pattern in label or note; ranked by score, or in their own order.
fn filtered(all: Vec<Choice>, pattern: &str, ranked: bool) -> Vec<Choice> {
    let pattern = Pattern::parse(pattern, CaseMatching::Ignore, Normalization::Smart);
    MATCHER.with_borrow_mut(|matcher| {
        let mut scored: Vec<(u32, Choice)> = Vec::new();
        for mut choice in all {
            let mut buffer = Vec::new();
            let mut matched = Vec::new();
            let label = pattern.indices(Utf32Str::new(&choice.label, &mut buffer), matcher, &mut matched);
            let id = match &choice.act {
                Act::Run(command) => command.row().id,
                Act::Copy(..) | Act::Link { .. } | Act::GoTo(_) | Act::Theme(_) => "",
            };
            let other = pattern.score(Utf32Str::new(&format!("{id} {}", choice.note), &mut buffer), matcher);
            let Some(score) = label.max(other) else { continue };
            if label.is_some() {
                matched.sort_unstable();
                matched.dedup();
                choice.matched = matched;
            }
            scored.push((score, choice));
        }
        if ranked {
            scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        }
        scored.into_iter().map(|(_, choice)| choice).collect()
    })
}

impl Section {
    /// The heading's text.
    #[must_use]
    pub fn title(self, lang: crate::i18n::Lang) -> &'static str {
        match self {
            Section::Move => AppText::SectionMove,
            Section::Filter => AppText::SectionFilter,
            Section::Read => AppText::SectionRead,
            Section::Take => AppText::SectionTake,
            Section::Program => AppText::SectionProgram,
        }
        .text(lang)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::View;
    use crate::app::tests::setup;
    use crate::catalogue::ImageId;
    use crate::readme::{LayoutOptions, parse};

    #[test]
    fn a_readme_offers_its_headings_links_and_code() {
        let source = "# One\n\n## Two\n\n[docs](https://a.example) ![pic](https://b.example/p.png) \
                      <mailto:a@b.example>\n\n```sh\n\nrun it\n```\n";
        let rows = parse(source, 1000).layout(&LayoutOptions { width: 60, ..LayoutOptions::default() });
        let mut state = State::new(setup());
        state.view = View { readme: Some((ImageId::new("x"), Arc::new(rows))), ..View::default() };
        let offered = |kind| {
            all_choices(&state, kind).into_iter().map(|choice| (choice.label, choice.depth, choice.act))
        };
        let open = |label: &str, target: &str, openable| {
            (label.to_owned(), 0, Act::Link { target: target.to_owned(), openable })
        };
        let outline: Vec<_> = offered(PickerKind::Outline).map(|(label, depth, _)| (label, depth)).collect();
        assert_eq!(outline, [("One".to_owned(), 0), ("Two".to_owned(), 1)]);
        let links: Vec<_> = offered(PickerKind::Links).collect();
        assert_eq!(
            links,
            [
                open(" 1 docs", "https://a.example", true),
                open(" 2 ▣ pic", "https://b.example/p.png", true),
                open(" 3 mailto:a@b.example", "mailto:a@b.example", false),
            ]
        );
        let code: Vec<_> = offered(PickerKind::CodeBlocks).collect();
        assert_eq!(
            code,
            [(" 1 run it".to_owned(), 0, Act::Copy(CopyKind::CodeBlock, "\nrun it".to_owned()))]
        );
    }
}
