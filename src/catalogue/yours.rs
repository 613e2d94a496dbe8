//! What is the reader's own: bookmarks with notes, filters with names, what was searched for and looked at, and the last
//! visit. Pure; `store` keeps it.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::text::CleanText;

use super::{GroupId, ImageId, Query};

/// Searches that are kept.
pub(crate) const MOST_SEARCHES: usize = 50;
/// Images looked at that are kept.
pub(crate) const MOST_VIEWED: usize = 200;

/// A group to come back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// The group.
    #[serde(rename = "bookmark")]
    pub group: GroupId,
    /// What it was called, for those who read the file.
    #[serde(default)]
    pub name: CleanText,
    /// The reader's note.
    #[serde(default, skip_serializing_if = "is_blank")]
    pub note: CleanText,
    /// Since when, Unix seconds; 0 is unknown.
    #[serde(default)]
    pub added: i64,
}

fn is_blank(note: &CleanText) -> bool {
    note.is_empty()
}

/// Filters under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFilter {
    /// The name.
    pub name: CleanText,
    /// Filters and order.
    pub query: Query,
}

/// An image that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewed {
    /// The image.
    #[serde(rename = "viewed")]
    pub image: ImageId,
    /// Its group.
    #[serde(default)]
    pub group: GroupId,
    /// What it was called, for those who read the file.
    #[serde(default)]
    pub name: CleanText,
    /// When, Unix seconds; 0 is unknown.
    #[serde(default)]
    pub at: i64,
}

/// What is the reader's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Yours {
    /// Bookmarks, the oldest first.
    pub bookmarks: Vec<Bookmark>,
    /// Filters, in the order they were named.
    pub filters: Vec<NamedFilter>,
    /// What was searched for, the newest last.
    pub searches: Vec<CleanText>,
    /// What was looked at, the newest last.
    pub viewed: Vec<Viewed>,
    /// The last visit, Unix seconds.
    pub visited: Option<i64>,
}

/// Something that becomes different. Each can be applied twice, and to a newer state than the reader saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A bookmark is set, or gets another note.
    Bookmark(Bookmark),
    /// A bookmark goes.
    Unbookmark(GroupId),
    /// Filters get a name; others of the same name go.
    SaveFilter(NamedFilter),
    /// Named filters go.
    DropFilter(CleanText),
    /// Something was searched for.
    Searched(CleanText),
    /// An image was looked at.
    Viewed(Viewed),
    /// The reader was here, Unix seconds.
    Visited(i64),
}

impl Yours {
    /// A group's bookmark.
    #[must_use]
    pub fn bookmark(&self, group: &GroupId) -> Option<&Bookmark> {
        self.bookmarks.iter().find(|bookmark| bookmark.group == *group)
    }

    /// The filters of a name.
    #[must_use]
    pub fn filter(&self, name: &str) -> Option<&Query> {
        self.filters.iter().find(|filter| &*filter.name == name).map(|filter| &filter.query)
    }

    /// The bookmarked groups.
    #[must_use]
    pub fn bookmarked(&self) -> HashSet<GroupId> {
        self.bookmarks.iter().map(|bookmark| bookmark.group.clone()).collect()
    }

    /// Makes a change.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Bookmark(new) => put(&mut self.bookmarks, new, |old| old.group == new.group),
            Change::Unbookmark(group) => self.bookmarks.retain(|bookmark| bookmark.group != *group),
            Change::SaveFilter(new) => put(&mut self.filters, new, |old| old.name == new.name),
            Change::DropFilter(name) => self.filters.retain(|filter| filter.name != *name),
            Change::Searched(text) if text.is_empty() => {}
            Change::Searched(text) => add(&mut self.searches, text, MOST_SEARCHES, |old| old == text),
            Change::Viewed(new) => add(&mut self.viewed, new, MOST_VIEWED, |old| old.image == new.image),
            Change::Visited(at) => self.visited = self.visited.max(Some(*at)),
        }
    }
}

/// Puts an entry in the place of the one it replaces, or at the end.
fn put<T: Clone>(entries: &mut Vec<T>, new: &T, is_old: impl Fn(&T) -> bool) {
    match entries.iter_mut().find(|entry| is_old(entry)) {
        Some(old) => *old = new.clone(),
        None => entries.push(new.clone()),
    }
}

/// Puts an entry at the end, where it becomes the newest; the oldest ones go when there are too many.
fn add<T: Clone>(entries: &mut Vec<T>, new: &T, most: usize, is_old: impl Fn(&T) -> bool) {
    entries.retain(|entry| !is_old(entry));
    entries.push(new.clone());
    let surplus = entries.len().saturating_sub(most);
    entries.drain(..surplus);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::parse_search;

    fn bookmark(group: &str, note: &str) -> Bookmark {
        Bookmark { group: GroupId::new(group), name: "n".into(), note: note.into(), added: 1 }
    }

    #[test]
    fn every_change_can_be_made_twice() {
        let changes = [
            Change::Bookmark(bookmark("a", "")),
            Change::Bookmark(bookmark("b", "")),
            Change::Bookmark(bookmark("a", "a note")),
            Change::Unbookmark(GroupId::new("b")),
            Change::SaveFilter(NamedFilter { name: "cheap".into(), query: parse_search("price:<0.5") }),
            Change::Searched("flux".into()),
            Change::Searched("comfy".into()),
            Change::Searched("flux".into()),
            Change::Searched("".into()),
            Change::Visited(9),
            Change::Visited(7),
        ];
        let mut yours = Yours::default();
        for change in &changes {
            yours.apply(change);
            let once = yours.clone();
            yours.apply(change);
            assert_eq!(yours, once, "{change:?}");
        }
        assert_eq!(yours.bookmarks, [bookmark("a", "a note")]);
        assert_eq!(yours.bookmark(&GroupId::new("a")).map(|found| &*found.note), Some("a note"));
        assert_eq!(yours.bookmarked(), [GroupId::new("a")].into());
        assert_eq!(yours.filter("cheap"), Some(&parse_search("price:<0.5")));
        assert_eq!(yours.searches, ["comfy".into(), "flux".into()]);
        assert_eq!(yours.visited, Some(9));
        yours.apply(&Change::DropFilter("cheap".into()));
        assert_eq!(yours.filter("cheap"), None);
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many() {
        let mut yours = Yours::default();
        for at in 0..MOST_VIEWED + 10 {
            let image = ImageId::new(&format!("i{at}"));
            let viewed = Viewed { image, group: GroupId::new("g"), name: "n".into(), at: 1 };
            yours.apply(&Change::Viewed(viewed));
        }
        let ids = yours.viewed.iter().map(|viewed| viewed.image.as_str());
        assert_eq!(
            (ids.clone().count(), ids.clone().next(), ids.clone().next_back()),
            (MOST_VIEWED, Some("i10"), Some("i209"))
        );
    }
}
