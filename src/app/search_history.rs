//! What was searched for, to be had again with a key. The searches are `Yours::searches`; here is which of them stands in the field.

use crate::text::CleanText;

/// Which search stands in the field, and what stood there before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchHistory(Option<(usize, String)>);

impl SearchHistory {
    /// Whether an old search stands in the field.
    #[must_use]
    pub fn is_browsed(&self) -> bool {
        self.0.is_some()
    }

    /// The one of the searches, newest last, before that in the field, which says `now`; it stops at the oldest.
    pub(super) fn older(&mut self, searches: &[CleanText], now: &str) -> Option<String> {
        let (at, before) = match self.0.take() {
            Some((at, before)) => (at.saturating_sub(1), before),
            None => (searches.len().checked_sub(1)?, now.to_owned()),
        };
        self.0 = Some((at, before));
        searches.get(at).map(ToString::to_string)
    }

    /// The search after the one in the field; after the newest, what stood there before.
    pub(super) fn newer(&mut self, searches: &[CleanText]) -> Option<String> {
        let (at, before) = self.0.take()?;
        match searches.get(at + 1) {
            Some(search) => {
                self.0 = Some((at + 1, before));
                Some(search.to_string())
            }
            None => Some(before),
        }
    }

    /// The field was edited, or searched with.
    pub(super) fn edited(&mut self) {
        self.0 = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_are_gone_through_and_the_field_comes_back() {
        let searches = ["b", "a"].map(CleanText::line);
        let mut history = SearchHistory::default();
        assert_eq!(history.newer(&searches), None);
        assert_eq!(history.older(&searches, "typed").as_deref(), Some("a"));
        assert_eq!(history.older(&searches, "a").as_deref(), Some("b"));
        assert_eq!(history.older(&searches, "b").as_deref(), Some("b"), "it stops at the oldest");
        assert_eq!(history.newer(&searches).as_deref(), Some("a"));
        assert_eq!(history.newer(&searches).as_deref(), Some("typed"));
        assert!(!history.is_browsed());
        assert_eq!(history.older(&[], ""), None);
    }
}
