//! The whole catalogue in hand, searched: words, conditions, ranking, counts behind every filter.
//!
//! Pure, and quick enough to run at every key: a [`Corpus`] is built once for a catalogue, and [`answer()`] asks it.

mod answer;
mod complete;
mod corpus;
mod counts;
mod facets;
mod filter;
mod folded;
mod marks;
mod reader;
mod statistics;
#[cfg(test)]
mod tests;
mod values;
mod words;

pub use answer::{Answer, answer};
pub(crate) use complete::{Completion, complete, word_start};
pub use corpus::Corpus;
pub use facets::Facets;
pub(crate) use facets::{FacetKind, FacetValue};
pub(crate) use facets::{is_on, label, switch};
pub(crate) use marks::{Marker, Snippet};
pub use reader::Reader;
pub use statistics::{Statistics, statistics};
