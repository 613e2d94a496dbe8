//! Who asks, and when: what conditions like `updated:<30d` or `is:new` depend on.

use std::collections::HashSet;

use crate::catalogue::{GroupId, Kind, Yours};

use super::corpus::Corpus;

/// Who asks, and when.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// Now, Unix seconds.
    pub now: i64,
    /// Groups that are bookmarked.
    pub bookmarks: HashSet<GroupId>,
    /// The last visit, Unix seconds; without one nothing is new.
    pub visited: Option<i64>,
}

impl Reader {
    /// The one whom something belongs to, at a time in Unix seconds.
    #[must_use]
    pub fn of(yours: &Yours, now: i64) -> Self {
        Reader { now, bookmarks: yours.bookmarked(), visited: yours.visited }
    }

    /// What holds of each group for this reader.
    pub(super) fn own(&self, corpus: &Corpus) -> Own {
        let mut favourites: Vec<bool> = corpus.all_facts().iter().map(|facts| facts.is_favourite).collect();
        for at in self.bookmarks.iter().filter_map(|group| corpus.place(group)) {
            favourites[at] = true;
        }
        let is_new = |newest: &i64| self.visited.is_some_and(|visited| *newest > visited);
        Own { favourites, new: corpus.values.newest().iter().map(is_new).collect() }
    }
}

/// What holds of each group for one reader.
pub(super) struct Own {
    favourites: Vec<bool>,
    new: Vec<bool>,
}

impl Own {
    /// Whether a group is of a kind that depends on who asks.
    pub(super) fn is(&self, kind: Kind, group: usize) -> bool {
        match kind {
            Kind::Favourite => self.favourites[group],
            Kind::New => self.new[group],
            Kind::Free
            | Kind::Official
            | Kind::Certified
            | Kind::Autostart
            | Kind::Container
            | Kind::VirtualMachine
            | Kind::Online => false,
        }
    }
}
