//! The sidebar: the search field, and lines to switch filters with.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use tui_input::Input;

use crate::catalogue::{Query, SortField, TagIndex, Test, TextKey, Toggle};
use crate::i18n::Lang;
use crate::search::{Completion, FacetKind, FacetValue, Facets, is_on};
use crate::text::CleanText;

use super::words::AppText;
use super::{Moment, Scroll, SearchHistory};

/// The sidebar.
#[derive(Debug, Clone)]
pub struct Sidebar {
    /// The search field.
    pub search: Input,
    /// Which of the searches made before stands in the field.
    pub history: SearchHistory,
    /// Categories of tags that are folded.
    pub folded: BTreeSet<CleanText>,
    /// Sections that show all they have, by their keys.
    pub whole: BTreeSet<String>,
    /// Proposals that are being gone through.
    pub completing: Option<Completing>,
    /// When the search field's text is applied.
    pub search_at: Option<Moment>,
    /// When the service is asked about words that the catalogue in hand has answered.
    pub check_at: Option<Moment>,
    /// The line the cursor stands on.
    pub cursor: FilterItem,
    /// How far the lines below the search field are scrolled.
    pub scroll: Scroll,
}

/// Proposals for the search field that are being gone through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completing {
    /// The field as it was typed.
    pub typed: String,
    /// What may stand in it.
    pub proposals: Vec<Completion>,
    /// Which of them does.
    pub at: usize,
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
    /// A value of another facet.
    Facet(FacetKind, Test),
    /// A category of tags that is folded.
    Category(CleanText),
    /// The rest of a section, and how many there are.
    Rest(SidebarHeading, usize),
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
    /// Above the values of a facet.
    Facet(FacetKind),
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
            SidebarHeading::Facet(kind) => kind.label(lang),
            SidebarHeading::Tags(name) if name.is_empty() => AppText::Tags.text(lang),
            SidebarHeading::Tags(name) => name,
        }
    }
}

impl SidebarHeading {
    /// What tells the section from others, whatever the language.
    pub(super) fn key(&self) -> String {
        match self {
            SidebarHeading::Only | SidebarHeading::Sort | SidebarHeading::Facet(_) => {
                self.text(Lang::En).to_owned()
            }
            SidebarHeading::Tags(name) => format!("tags {name}"),
        }
    }
}

impl Sidebar {
    pub(super) fn new(search: String) -> Self {
        Sidebar {
            search: Input::new(search),
            history: SearchHistory::default(),
            folded: BTreeSet::new(),
            whole: BTreeSet::new(),
            completing: None,
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

/// What the sidebar's lines are made of.
pub(crate) struct SidebarParts<'a> {
    /// The service's tags.
    pub(crate) tags: &'a TagIndex,
    /// What is asked.
    pub(crate) query: &'a Query,
    /// Counts behind filters, where the whole catalogue is in hand.
    pub(crate) facets: Option<&'a Facets>,
    /// Sections that are folded.
    pub(crate) folded: &'a BTreeSet<CleanText>,
    /// Sections that show all they have.
    pub(crate) whole: &'a BTreeSet<String>,
}

/// Values of a section before the rest is folded.
const SHORT: usize = 8;

/// The lines from top to bottom: what has a fixed size comes first, so that many tags hide nothing, and in each
/// category the tags that are chosen; these are there even where it is folded.
#[must_use]
pub(crate) fn sidebar_lines(parts: &SidebarParts<'_>) -> Vec<SidebarLine> {
    let mut lines = vec![SidebarLine::Heading(SidebarHeading::Only)];
    lines.extend(Toggle::ALL.map(|toggle| SidebarLine::Item(FilterItem::Toggle(toggle))));
    sorts(&mut lines, parts);
    facets(&mut lines, parts, &[FacetKind::Own, FacetKind::Gpu, FacetKind::Price]);
    tags(&mut lines, parts);
    facets(&mut lines, parts, &[FacetKind::Kind, FacetKind::Published, FacetKind::Status, FacetKind::Author]);
    lines
}

/// The sort fields; those of the catalogue in hand are folded, but for the one that is on.
fn sorts(lines: &mut Vec<SidebarLine>, parts: &SidebarParts<'_>) {
    let heading = SidebarHeading::Sort;
    lines.push(SidebarLine::Heading(heading.clone()));
    let is_whole = parts.facets.is_some() && parts.whole.contains(&heading.key());
    let is_shown = |field: &SortField| is_whole || !field.is_local() || parts.query.sort.field == *field;
    let (shown, hidden): (Vec<_>, Vec<_>) = SortField::ALL.into_iter().partition(is_shown);
    lines.extend(shown.into_iter().map(|field| SidebarLine::Item(FilterItem::Sort(field))));
    if parts.facets.is_some() && !hidden.is_empty() {
        lines.push(SidebarLine::Item(FilterItem::Rest(heading, hidden.len())));
    }
}

fn facets(lines: &mut Vec<SidebarLine>, parts: &SidebarParts<'_>, kinds: &[FacetKind]) {
    if let Some(facets) = parts.facets {
        kinds.iter().for_each(|kind| facet(lines, parts, facets, *kind));
    }
}

/// Tags by category, in each those that are chosen first.
fn tags(lines: &mut Vec<SidebarLine>, parts: &SidebarParts<'_>) {
    for category in &parts.tags.categories {
        let is_folded = parts.folded.contains(&category.name);
        let heading = SidebarHeading::Tags(category.name.clone());
        lines.push(if is_folded {
            SidebarLine::Item(FilterItem::Category(category.name.clone()))
        } else {
            SidebarLine::Heading(heading.clone())
        });
        let mut tags: Vec<&CleanText> = category.tags.iter().collect();
        if let Some(facets) = parts.facets {
            let count = |tag: &CleanText| facets.count(&Test::Text(TextKey::Tag, tag.clone()));
            tags.sort_by_cached_key(|tag| Reverse(count(tag)));
        }
        let (first, rest): (Vec<_>, Vec<_>) =
            tags.into_iter().partition(|tag| parts.query.tags.contains(tag));
        let rest = rest.into_iter().filter(|_| !is_folded);
        let items = first.into_iter().chain(rest).map(|tag| FilterItem::Tag(tag.clone())).collect();
        section(lines, parts, heading, items);
    }
}

/// The values of a facet, those that are on first.
fn facet(lines: &mut Vec<SidebarLine>, parts: &SidebarParts<'_>, facets: &Facets, kind: FacetKind) {
    let is_on = |value: &&FacetValue| is_on(parts.query, kind, &value.test);
    let known = facets.of(kind).filter(|value| value.count > 0 || is_on(value) || kind != FacetKind::Author);
    let (first, rest): (Vec<_>, Vec<_>) = known.partition(is_on);
    let values = first.into_iter().chain(rest);
    let items: Vec<_> = values.map(|value| FilterItem::Facet(kind, value.test.clone())).collect();
    // One value that everything has tells nothing apart.
    if items.len() > 1 || kind == FacetKind::Status && !items.is_empty() {
        let heading = SidebarHeading::Facet(kind);
        lines.push(SidebarLine::Heading(heading.clone()));
        section(lines, parts, heading, items);
    }
}

/// A section's items; a long tail is folded where counts tell which are the frequent ones.
fn section(
    lines: &mut Vec<SidebarLine>,
    parts: &SidebarParts<'_>,
    heading: SidebarHeading,
    mut items: Vec<FilterItem>,
) {
    let hidden = items.len().saturating_sub(SHORT);
    let is_short = parts.facets.is_some() && hidden > 1 && !parts.whole.contains(&heading.key());
    if is_short {
        items.truncate(SHORT);
    }
    lines.extend(items.into_iter().map(SidebarLine::Item));
    if is_short {
        lines.push(SidebarLine::Item(FilterItem::Rest(heading, hidden)));
    }
}
