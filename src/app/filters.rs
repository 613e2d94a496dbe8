//! The lines of the sidebar a cursor can stand on.

use crate::catalogue::{SortField, Toggle};
use crate::text::CleanText;

/// A line of the sidebar.
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
}
