//! What was searched for, to be had again with a key.

/// Searches that are kept.
pub(crate) const KEPT_SEARCHES: usize = 50;

/// Searches, the newest last, and which of them stands in the field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchHistory {
    entries: Vec<String>,
    /// The one in the field, and what stood there before.
    at: Option<(usize, String)>,
}

impl SearchHistory {
    /// A history of these searches, the newest last.
    pub(super) fn new(entries: Vec<String>) -> Self {
        let mut history = SearchHistory::default();
        entries.into_iter().for_each(|entry| history.add(&entry));
        history
    }

    /// The searches, the newest last.
    #[must_use]
    pub fn entries(&self) -> &[String] {
        &self.entries
    }

    /// Whether an old search stands in the field.
    #[must_use]
    pub fn is_browsed(&self) -> bool {
        self.at.is_some()
    }

    /// A search was made.
    pub(super) fn add(&mut self, search: &str) {
        self.at = None;
        let search = search.trim();
        if search.is_empty() {
            return;
        }
        self.entries.retain(|other| other != search);
        self.entries.push(search.to_owned());
        let surplus = self.entries.len().saturating_sub(KEPT_SEARCHES);
        self.entries.drain(..surplus);
    }

    /// The search before the one in the field, which says `now`.
    pub(super) fn older(&mut self, now: &str) -> Option<String> {
        let (at, before) = match self.at.take() {
            Some((at, before)) => (at.checked_sub(1).unwrap_or(at), before),
            None => (self.entries.len().checked_sub(1)?, now.to_owned()),
        };
        self.at = Some((at, before));
        self.entries.get(at).cloned()
    }

    /// The search after the one in the field; after the newest, what stood there before.
    pub(super) fn newer(&mut self) -> Option<String> {
        let (at, before) = self.at.take()?;
        match self.entries.get(at + 1) {
            Some(entry) => {
                self.at = Some((at + 1, before));
                Some(entry.clone())
            }
            None => Some(before),
        }
    }

    /// The field was edited.
    pub(super) fn edited(&mut self) {
        self.at = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_are_gone_through_and_the_field_comes_back() {
        let mut history = SearchHistory::new(["a", "b", " a ", ""].map(str::to_owned).to_vec());
        assert_eq!(history.entries(), ["b", "a"]);
        assert_eq!(history.newer(), None);
        assert_eq!(history.older("typed").as_deref(), Some("a"));
        assert_eq!(history.older("a").as_deref(), Some("b"));
        assert_eq!(history.older("b").as_deref(), Some("b"), "it stops at the oldest");
        assert_eq!(history.newer().as_deref(), Some("a"));
        assert_eq!(history.newer().as_deref(), Some("typed"));
        assert!(!history.is_browsed());
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let mut history = SearchHistory::default();
        (0..KEPT_SEARCHES + 3).for_each(|number| history.add(&number.to_string()));
        assert_eq!((history.entries().len(), history.entries()[0].as_str()), (KEPT_SEARCHES, "3"));
        assert_eq!(SearchHistory::default().older(""), None);
    }
}
