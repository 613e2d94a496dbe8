//! The whole catalogue in hand, searched: words, conditions, ranking, counts behind every filter.
//!
//! Pure, and quick enough to run at every key: a [`Corpus`] is built once for a catalogue, and [`answer`] asks it.

mod answer;
mod corpus;
mod facets;
mod filter;
mod folded;
mod marks;
#[cfg(test)]
mod tests;
mod words;

pub use answer::{Answer, Reader, answer};
pub use corpus::Corpus;
pub use facets::{FacetKind, FacetValue, Facets};
pub(crate) use marks::{Marker, Snippet};
