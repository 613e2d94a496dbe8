//! Filters as they were: each change can be taken back and brought again, as far as the session goes.

use crate::catalogue::Query;

/// Changes that are remembered; nobody goes back further.
const KEPT: usize = 200;

/// The queries before and after the one asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FilterHistory {
    before: Vec<Query>,
    after: Vec<Query>,
    /// Whether the last change was made by typing, which goes on: what is typed in one go is one change.
    is_typed: bool,
}

impl FilterHistory {
    /// The query is changed from this one. What was taken back before cannot be brought again any more.
    pub(super) fn changed(&mut self, from: Query) {
        self.after.clear();
        self.is_typed = false;
        self.before.push(from);
        if self.before.len() > KEPT {
            self.before.remove(0);
        }
    }

    /// The query is changed from this one by typing.
    pub(super) fn typed(&mut self, from: Query) {
        if !self.is_typed {
            self.changed(from);
            self.is_typed = true;
        }
    }

    /// The reader has left the search field.
    pub(super) fn typing_ended(&mut self) {
        self.is_typed = false;
    }

    /// Whether there is a change to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Whether there is a change to bring again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.after.is_empty()
    }

    /// The query before `now`, which is kept for [`FilterHistory::redo`].
    pub(super) fn undo(&mut self, now: Query) -> Option<Query> {
        self.is_typed = false;
        let query = self.before.pop()?;
        self.after.push(now);
        Some(query)
    }

    /// The query that was taken back last.
    pub(super) fn redo(&mut self, now: Query) -> Option<Query> {
        let query = self.after.pop()?;
        self.before.push(now);
        Some(query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::CleanText;

    fn query(fuzzy: usize) -> Query {
        Query { fuzzy: CleanText::line(&fuzzy.to_string()), ..Query::default() }
    }

    #[test]
    fn changes_go_back_and_forth_until_another_is_made() {
        let mut history = FilterHistory::default();
        assert_eq!(history.undo(query(0)), None);
        history.changed(query(0));
        history.changed(query(1));
        assert_eq!(history.undo(query(2)), Some(query(1)));
        assert_eq!(history.redo(query(1)), Some(query(2)));
        assert_eq!(history.undo(query(2)), Some(query(1)));
        assert_eq!(history.undo(query(1)), Some(query(0)));
        history.changed(query(0));
        assert_eq!((history.redo(query(5)), history.undo(query(5))), (None, Some(query(0))));
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let mut history = FilterHistory::default();
        (0..KEPT + 5).for_each(|number| history.changed(query(number)));
        let back = std::iter::from_fn(|| history.undo(Query::default())).last();
        assert_eq!(back, Some(query(5)));
    }
}
