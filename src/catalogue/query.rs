//! What can be asked of the catalogue: every request parameter of `DescribeCommunityImages`.

use crate::text::CleanText;

use super::condition::{Condition, Test, TextKey};
use super::language::parse_search;
use super::quotation::quoted_if_needed;
use super::{GroupId, ImageId, SortOrder, Toggles};

/// A text that a request may carry beside `FuzzySearch`, under a prefix of its own in the search field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// An author's exact name.
    Author,
    /// Part of an image's name.
    Name,
    /// A group's id.
    Group,
    /// An image's id.
    Id,
}

impl Term {
    /// All terms, in the order the search field writes them.
    pub const ALL: [Term; 4] = [Term::Author, Term::Name, Term::Group, Term::Id];

    /// The word before the colon.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Term::Author => "author",
            Term::Name => "name",
            Term::Group => "group",
            Term::Id => "id",
        }
    }

    /// The request's parameter.
    #[must_use]
    pub fn api_word(self) -> &'static str {
        match self {
            Term::Author => "Author",
            Term::Name => "Name",
            Term::Group => "GroupId",
            Term::Id => "CompShareImageId",
        }
    }
}

/// Filters and sort order; the default asks for everything, newest first.
///
/// An empty text and a `false` toggle mean "do not filter" and are left out of the request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// `FuzzySearch`: part of a name or an author.
    pub fuzzy: CleanText,
    /// `Name`: part of an image's name.
    pub name: CleanText,
    /// `Author`: an author's exact name.
    pub author: CleanText,
    /// `GroupId`.
    pub group_id: GroupId,
    /// `CompShareImageId`.
    pub image_id: ImageId,
    /// `Tag`: all of them must be there. Sorted, without repeats, so that equal filters are equal queries.
    pub tags: Vec<CleanText>,
    /// Filters that are on.
    pub toggles: Toggles,
    /// What else must hold of an image; of most of it only the whole catalogue in hand can tell.
    pub conditions: Vec<Condition>,
    /// `SortCondition`.
    pub sort: SortOrder,
}

impl Query {
    /// What a term says; empty when it does not filter.
    #[must_use]
    pub fn term(&self, term: Term) -> &str {
        match term {
            Term::Author => &self.author,
            Term::Name => &self.name,
            Term::Group => self.group_id.as_str(),
            Term::Id => self.image_id.as_str(),
        }
    }

    /// Sets a term; an empty text does not filter.
    pub fn set_term(&mut self, term: Term, text: &str) {
        match term {
            Term::Author => self.author = CleanText::line(text),
            Term::Name => self.name = CleanText::line(text),
            Term::Group => self.group_id = GroupId::new(text),
            Term::Id => self.image_id = ImageId::new(text),
        }
    }

    /// Sets the tags; they are cleaned, sorted, and stand once.
    pub fn set_tags<T: AsRef<str>>(&mut self, tags: impl IntoIterator<Item = T>) {
        self.tags =
            tags.into_iter().map(|tag| CleanText::line(tag.as_ref())).filter(|tag| !tag.is_empty()).collect();
        self.tags.sort_unstable();
        self.tags.dedup();
    }

    /// Adds a tag that is not there, removes one that is.
    pub fn toggle_tag(&mut self, tag: &CleanText) {
        match self.tags.binary_search(tag) {
            Ok(at) => {
                self.tags.remove(at);
            }
            Err(at) => self.tags.insert(at, tag.clone()),
        }
    }

    /// Whether the service can answer all of it.
    #[must_use]
    pub fn is_document(&self) -> bool {
        !self.sort.field.is_local() && self.document().conditions.is_empty()
    }

    /// The same with conditions as the service's own parameters, where it has any for them.
    #[must_use]
    pub fn document(&self) -> Query {
        let mut document = self.clone();
        document.conditions.retain(|condition| match condition.only() {
            Some(Test::Text(TextKey::Tag, tag)) => {
                if let Err(at) = document.tags.binary_search(tag) {
                    document.tags.insert(at, tag.clone());
                }
                false
            }
            Some(Test::Is(kind)) => match kind.toggle() {
                Some(toggle) => {
                    document.toggles.set(toggle, true);
                    false
                }
                None => true,
            },
            Some(Test::Words(_) | Test::Text(..) | Test::Port(_) | Test::Within(..)) | None => true,
        });
        document
    }

    /// Whether nothing is filtered (the sort order is no filter).
    #[must_use]
    pub fn is_unfiltered(&self) -> bool {
        *self == Query { sort: self.sort, ..Query::default() }
    }

    /// How many filters are on: the search, each toggle, each tag.
    #[must_use]
    pub fn filter_count(&self) -> usize {
        usize::from(!self.search_text().is_empty()) + self.toggles.iter().count() + self.tags.len()
    }

    /// Replaces what the search field says, keeps toggles, tags and sort order.
    #[must_use]
    pub fn with_search(&self, search: &str) -> Self {
        let parsed = parse_search(search);
        let (fuzzy, conditions) = (parsed.fuzzy.clone(), parsed.conditions.clone());
        let mut query = Query { fuzzy, conditions, ..self.clone() };
        for term in Term::ALL {
            query.set_term(term, parsed.term(term));
        }
        query
    }

    /// The search field's text for this query: the inverse of [`parse_search`].
    #[must_use]
    pub fn search_text(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        for term in Term::ALL {
            let value = self.term(term);
            if !value.is_empty() {
                words.push(format!("{}:{}", term.prefix(), quoted_if_needed(value)));
            }
        }
        words.extend(self.conditions.iter().map(ToString::to_string));
        if !self.fuzzy.is_empty() {
            words.push(self.fuzzy.as_str().to_owned());
        }
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{SortField, Toggle};

    #[test]
    fn search_text_is_the_inverse() {
        for text in ["author:\"a b\" name:x comfy ui", "id:x", "", "group:g1 词", "author:\"墨　白\" 词"]
        {
            assert_eq!(parse_search(text).search_text(), text);
        }
    }

    #[test]
    fn a_search_keeps_every_filter_beside_it() {
        let filtered = Query {
            tags: vec![CleanText::line("LLM")],
            toggles: Toggles::of(&Toggle::ALL),
            sort: SortOrder { field: SortField::Favor, ascending: true },
            ..Query::default()
        };
        assert_eq!(filtered.with_search("flux").with_search(""), filtered);
        assert_eq!(filtered.with_search("flux").fuzzy.as_str(), "flux");
    }

    #[test]
    fn an_order_filters_nothing() {
        let sort = SortOrder { field: SortField::Favor, ascending: true };
        assert!(Query { sort, ..Query::default() }.is_unfiltered());
        assert!(!Query { toggles: Toggles::of(&[Toggle::Free]), ..Query::default() }.is_unfiltered());
    }

    #[test]
    fn tags_toggle_and_stay_sorted() {
        let mut query = Query::default();
        for tag in ["b", "a", "c", "b"] {
            query.toggle_tag(&CleanText::line(tag));
        }
        assert_eq!(query.tags, [CleanText::line("a"), CleanText::line("c")]);
        assert!(!query.is_unfiltered());
    }
}
