//! A file of the reader's own, line by line: what we know, and what somebody else wrote, which stays where it is.

use serde::{Deserialize, Serialize};

use crate::catalogue::{Bookmark, Change, NamedFilter, Viewed, Yours};
use crate::store::query::StoredQuery;
use crate::text::CleanText;

/// A line that says something. Which of them it is, its first name tells.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Item {
    Bookmark(Bookmark),
    Filter {
        filter: CleanText,
        #[serde(flatten)]
        query: StoredQuery,
    },
    Searched {
        searched: CleanText,
    },
    Viewed(Viewed),
    Visited {
        visited: i64,
    },
}

impl Item {
    fn text(&self) -> String {
        // Texts and numbers always have a form in JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether one stands in the place of the other.
    fn is_same(&self, other: &Item) -> bool {
        match (self, other) {
            (Item::Bookmark(one), Item::Bookmark(other)) => one.group == other.group,
            (Item::Filter { filter: one, .. }, Item::Filter { filter: other, .. }) => one == other,
            (Item::Searched { searched: one }, Item::Searched { searched: other }) => one == other,
            (Item::Viewed(one), Item::Viewed(other)) => one.image == other.image,
            (Item::Visited { .. }, Item::Visited { .. }) => true,
            (
                Item::Bookmark(_)
                | Item::Filter { .. }
                | Item::Searched { .. }
                | Item::Viewed(_)
                | Item::Visited { .. },
                _,
            ) => false,
        }
    }
}

/// A file's lines.
#[derive(Debug, Default)]
pub(super) struct Lines(Vec<(String, Option<Item>)>);

impl Lines {
    /// Reads a file; never fails, since every line is for itself.
    pub(super) fn read(text: &str) -> Self {
        let line = |line: &str| (line.to_owned(), serde_json::from_str(line).ok());
        Lines(text.lines().map(line).collect())
    }

    /// The numbers, from 1, of lines that say nothing we understand and are no remark (`#`).
    pub(super) fn damaged(&self) -> Vec<usize> {
        let is_damaged = |(text, item): &(String, Option<Item>)| {
            item.is_none() && !text.trim().is_empty() && !text.trim_start().starts_with('#')
        };
        let numbered = self.0.iter().enumerate().filter(|(_, line)| is_damaged(line));
        numbered.map(|(at, _)| at + 1).collect()
    }

    /// What the lines say. Of several about the same the last one counts.
    pub(super) fn say(&self, yours: &mut Yours) {
        for item in self.0.iter().filter_map(|(_, item)| item.as_ref()) {
            match item.clone() {
                Item::Bookmark(bookmark) => yours.apply(&Change::Bookmark(bookmark)),
                Item::Filter { filter, query } => {
                    yours.apply(&Change::SaveFilter(NamedFilter { name: filter, query: (&query).into() }));
                }
                Item::Searched { searched } => yours.apply(&Change::Searched(searched)),
                Item::Viewed(viewed) => yours.apply(&Change::Viewed(viewed)),
                Item::Visited { visited } => yours.apply(&Change::Visited(visited)),
            }
        }
    }

    /// The file that says `yours` in place of what these lines say. What has not changed keeps its line as it was written,
    /// and whatever is not ours its place.
    pub(super) fn saying(&self, yours: &Yours) -> String {
        let items = items(yours);
        let mut left = items.iter().peekable();
        let mut before = Yours::default();
        self.say(&mut before);
        let known = self::items(&before);
        let mut text = String::new();
        for (line, item) in &self.0 {
            match item {
                None => push(&mut text, line),
                Some(item) => {
                    if let Some(next) = left.next_if(|next| next.is_same(item)) {
                        let is_as_before =
                            known.iter().any(|known| known.is_same(next) && known.text() == next.text());
                        if is_as_before { push(&mut text, line) } else { push(&mut text, &next.text()) }
                    }
                }
            }
        }
        left.for_each(|item| push(&mut text, &item.text()));
        text
    }
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn items(yours: &Yours) -> Vec<Item> {
    let bookmarks = yours.bookmarks.iter().cloned().map(Item::Bookmark);
    let filters = yours.filters.iter();
    let filters =
        filters.map(|filter| Item::Filter { filter: filter.name.clone(), query: (&filter.query).into() });
    let searches = yours.searches.iter().map(|text| Item::Searched { searched: text.clone() });
    let viewed = yours.viewed.iter().cloned().map(Item::Viewed);
    let visited = yours.visited.map(|visited| Item::Visited { visited });
    bookmarks.chain(filters).chain(searches).chain(viewed).chain(visited).collect()
}
