//! Interim.
use super::*;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
/// A match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Row.
    pub row: usize,
    /// Bytes.
    pub range: Range<usize>,
}
impl Rows {
    /// Find.
    #[must_use]
    pub fn find(&self, needle: &str) -> Vec<Match> {
        let mut all = vec![];
        for (row, r) in self.rows.iter().enumerate() {
            for (at, m) in r.text.match_indices(needle) {
                all.push(Match { row, range: at..at + m.len() });
            }
        }
        all
    }
    /// Spans.
    #[must_use]
    pub fn highlighted_spans(
        &self,
        row: usize,
        _h: &HashMap<(String, String), Arc<Vec<(Range<usize>, Role)>>>,
    ) -> Vec<Span> {
        self.rows[row].spans.clone()
    }
}
/// Highlight.
#[must_use]
pub fn highlight(_l: &str, _t: &str) -> Vec<(Range<usize>, Role)> {
    vec![]
}
