//! The sidebar: the search field, and lines to switch filters with.

use std::collections::BTreeSet;

use tui_input::Input;

use crate::catalogue::{SortField, TagIndex, Toggle};
use crate::i18n::Lang;
use crate::text::CleanText;

use super::words::AppText;
use super::{Moment, Scroll, SearchHistory};

/// The sidebar.
#[derive(Debug, Clone)]
pub struct Sidebar {
    /// The search field.
    pub search: Input,
    /// What was searched for.
    pub history: SearchHistory,
    /// Categories of tags that are folded.
    pub folded: BTreeSet<CleanText>,
    /// When the search field's text is applied.
    pub search_at: Option<Moment>,
    /// When the service is asked about words that the catalogue in hand has answered.
    pub check_at: Option<Moment>,
    /// The line the cursor stands on.
    pub cursor: FilterItem,
    /// How far the lines below the search field are scrolled.
    pub scroll: Scroll,
}

/// Something in the sidebar that a cursor can stand on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterItem {
    /// The search field.
    Search,
    /// A filter that is on or off.
    Toggle(Toggle),
    /// A sort field.
    Sort(SortField),
    /// A tag.
    Tag(CleanText),
    /// A category of tags that is folded.
    Category(CleanText),
}

/// A line below the search field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SidebarLine {
    /// A heading.
    Heading(SidebarHeading),
    /// Something the cursor can stand on.
    Item(FilterItem),
}

/// A heading of the sidebar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SidebarHeading {
    /// Above the toggles.
    Only,
    /// Above the sort fields.
    Sort,
    /// Above a category of tags; empty where the service names none.
    Tags(CleanText),
}

impl SidebarHeading {
    /// The heading's text.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        match self {
            SidebarHeading::Only => AppText::Only.text(lang),
            SidebarHeading::Sort => AppText::SortBy.text(lang),
            SidebarHeading::Tags(name) if name.is_empty() => AppText::Tags.text(lang),
            SidebarHeading::Tags(name) => name,
        }
    }
}

impl Sidebar {
    pub(super) fn new(search: String, searches: Vec<String>) -> Self {
        Sidebar {
            search: Input::new(search),
            history: SearchHistory::new(searches),
            folded: BTreeSet::new(),
            search_at: None,
            check_at: None,
            cursor: FilterItem::Toggle(Toggle::Free),
            scroll: Scroll::default(),
        }
    }

    /// The cursor's line among those below the search field; `None` when it stands on that field.
    #[must_use]
    pub fn cursor_line(&self, lines: &[SidebarLine]) -> Option<usize> {
        lines.iter().position(|line| matches!(line, SidebarLine::Item(item) if *item == self.cursor))
    }

    /// Moves the cursor by lines it can stand on; it stops at the ends.
    pub(super) fn step(&mut self, by: isize, lines: &[SidebarLine]) {
        let items: Vec<&FilterItem> =
            std::iter::once(&FilterItem::Search).chain(lines.iter().filter_map(item)).collect();
        let at = items.iter().position(|item| **item == self.cursor).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(items.len().saturating_sub(1));
        if let Some(item) = items.get(to) {
            self.cursor = (*item).clone();
        }
    }

    /// Scrolls by lines; a cursor that would leave the window goes along.
    pub(super) fn scroll_by(&mut self, by: isize, lines: &[SidebarLine]) {
        let visible = self.scroll.by(by, lines.len());
        let at = self.cursor_line(lines).unwrap_or(0);
        // Not the very first line: the one above the cursor is kept visible too.
        let inside = visible.start + usize::from(visible.start > 0)..visible.end;
        let nearest = if at < inside.start {
            lines[inside.clone()].iter().find_map(item)
        } else if at >= inside.end {
            lines[inside].iter().rev().find_map(item)
        } else {
            None
        };
        if let Some(item) = nearest {
            self.cursor = item.clone();
        }
    }

    /// Takes the lines that a frame had room for.
    pub(super) fn measured(&mut self, rows: usize, lines: &[SidebarLine]) {
        self.scroll.measured(rows, self.cursor_line(lines).unwrap_or(0), lines.len());
    }
}

fn item(line: &SidebarLine) -> Option<&FilterItem> {
    match line {
        SidebarLine::Item(item) => Some(item),
        SidebarLine::Heading(_) => None,
    }
}

/// The lines from top to bottom: what has a fixed size comes first, so that many tags hide nothing, and in each
/// category the tags that are chosen; these are there even where it is folded.
#[must_use]
pub(crate) fn sidebar_lines(
    tags: &TagIndex,
    chosen: &[CleanText],
    folded: &BTreeSet<CleanText>,
) -> Vec<SidebarLine> {
    let heading = SidebarLine::Heading;
    let mut lines = vec![heading(SidebarHeading::Only)];
    lines.extend(
        [Toggle::Free, Toggle::Official, Toggle::Autostart]
            .map(|it| SidebarLine::Item(FilterItem::Toggle(it))),
    );
    lines.push(heading(SidebarHeading::Sort));
    lines.extend(SortField::of_service().map(|field| SidebarLine::Item(FilterItem::Sort(field))));
    for category in &tags.categories {
        let is_folded = folded.contains(&category.name);
        lines.push(if is_folded {
            SidebarLine::Item(FilterItem::Category(category.name.clone()))
        } else {
            heading(SidebarHeading::Tags(category.name.clone()))
        });
        let (first, rest): (Vec<_>, Vec<_>) = category.tags.iter().partition(|tag| chosen.contains(tag));
        let rest = rest.into_iter().filter(|_| !is_folded);
        let tags = first.into_iter().chain(rest);
        lines.extend(tags.map(|tag| SidebarLine::Item(FilterItem::Tag(tag.clone()))));
    }
    lines
}
