//! The lines of the sidebar a cursor can stand on.

use crate::catalogue::{SortField, TagIndex};
use crate::text::CleanText;

/// A line of the sidebar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterItem {
    /// The search field.
    Search,
    /// Only free images.
    Free,
    /// Only official images.
    Official,
    /// Only images that start by themselves.
    Autostart,
    /// A sort field.
    Sort(SortField),
    /// A tag.
    Tag(CleanText),
}

/// The sidebar's lines from top to bottom: what has a fixed size comes first, so that many tags hide nothing.
#[must_use]
pub fn filter_items(tags: &TagIndex) -> Vec<FilterItem> {
    let fixed = [FilterItem::Search, FilterItem::Free, FilterItem::Official, FilterItem::Autostart];
    let sorts = SortField::ALL.map(FilterItem::Sort);
    fixed.into_iter().chain(sorts).chain(tags.tags().cloned().map(FilterItem::Tag)).collect()
}
