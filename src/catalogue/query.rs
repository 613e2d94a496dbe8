//! What can be asked of the catalogue: every request parameter of `DescribeCommunityImages`.

use crate::text::CleanText;

use super::{GroupId, ImageId};

/// The field groups are sorted by (`SortCondition.Field`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SortField {
    /// Popularity.
    Favor,
    /// When it was published; the service's default.
    #[default]
    PubTime,
    /// How long it was used.
    ImageUseTime,
    /// How many people keep it as a favourite.
    FavoritesCount,
}

impl SortField {
    /// All fields, in the order the interface shows.
    pub const ALL: [SortField; 4] =
        [SortField::PubTime, SortField::Favor, SortField::FavoritesCount, SortField::ImageUseTime];

    /// The API's word.
    #[must_use]
    pub fn api_word(self) -> &'static str {
        match self {
            SortField::Favor => "Favor",
            SortField::PubTime => "PubTime",
            SortField::ImageUseTime => "ImageUseTime",
            SortField::FavoritesCount => "FavoritesCount",
        }
    }

    /// The field after this one, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            SortField::PubTime => SortField::Favor,
            SortField::Favor => SortField::FavoritesCount,
            SortField::FavoritesCount => SortField::ImageUseTime,
            SortField::ImageUseTime => SortField::PubTime,
        }
    }
}

/// A sort field and its direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct SortOrder {
    /// The field.
    pub field: SortField,
    /// Smallest first; the service's default is largest first.
    pub ascending: bool,
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
    /// `IsFree`: only free images.
    pub free: bool,
    /// `IsOfficial`: only images of official accounts.
    pub official: bool,
    /// `IfAutoStart`: only images whose software starts by itself.
    pub autostart: bool,
    /// `SortCondition`.
    pub sort: SortOrder,
}

/// A filter that is on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Toggle {
    /// Only free images.
    Free,
    /// Only official images.
    Official,
    /// Only images that start by themselves.
    Autostart,
}

impl Query {
    /// Whether a toggle is on.
    #[must_use]
    pub fn is_on(&self, toggle: Toggle) -> bool {
        match toggle {
            Toggle::Free => self.free,
            Toggle::Official => self.official,
            Toggle::Autostart => self.autostart,
        }
    }

    /// Switches a toggle.
    pub fn toggle(&mut self, toggle: Toggle) {
        let on = match toggle {
            Toggle::Free => &mut self.free,
            Toggle::Official => &mut self.official,
            Toggle::Autostart => &mut self.autostart,
        };
        *on = !*on;
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

    /// Whether nothing is filtered (the sort order is no filter).
    #[must_use]
    pub fn is_unfiltered(&self) -> bool {
        *self == Query { sort: self.sort, ..Query::default() }
    }

    /// Replaces what the search field says, keeps toggles, tags and sort order.
    #[must_use]
    pub fn with_search(&self, search: &str) -> Self {
        let parsed = parse_search(search);
        Query {
            tags: self.tags.clone(),
            free: self.free,
            official: self.official,
            autostart: self.autostart,
            sort: self.sort,
            ..parsed
        }
    }

    /// The search field's text for this query: the inverse of [`parse_search`].
    #[must_use]
    pub fn search_text(&self) -> String {
        let prefixed = [
            ("author", self.author.as_str()),
            ("name", self.name.as_str()),
            ("group", self.group_id.as_str()),
            ("id", self.image_id.as_str()),
        ];
        let mut words: Vec<String> = Vec::new();
        for (prefix, value) in prefixed {
            if value.contains(char::is_whitespace) {
                words.push(format!("{prefix}:\"{value}\""));
            } else if !value.is_empty() {
                words.push(format!("{prefix}:{value}"));
            }
        }
        if !self.fuzzy.is_empty() {
            words.push(self.fuzzy.as_str().to_owned());
        }
        words.join(" ")
    }
}

/// Reads the search field: words are `FuzzySearch`, and `author:` `name:` `group:` `id:` lead exact parameters.
///
/// A value with spaces stands in double quotes; a full-width colon or quote, as a Chinese input method types them,
/// means the same. An unknown prefix is an ordinary word. Never fails: half-typed text is what a live search sees.
#[must_use]
pub fn parse_search(search: &str) -> Query {
    let mut query = Query::default();
    let mut fuzzy: Vec<String> = Vec::new();
    // Cleaned first: a character that is dropped must not make a prefix of what was none.
    for word in words(&CleanText::line(search)) {
        match word.split_once([':', '：']) {
            Some((prefix, value)) if is_prefix(prefix) => {
                let value: String = value.chars().filter(|c| !is_quote(*c)).collect();
                match prefix.to_ascii_lowercase().as_str() {
                    "author" => query.author = CleanText::line(&value),
                    "name" => query.name = CleanText::line(&value),
                    "group" => query.group_id = GroupId::new(&value),
                    _ => query.image_id = ImageId::new(&value),
                }
            }
            Some(_) | None => fuzzy.push(word),
        }
    }
    query.fuzzy = CleanText::line(&fuzzy.join(" "));
    query
}

fn is_prefix(word: &str) -> bool {
    ["author", "name", "group", "id"].iter().any(|p| word.eq_ignore_ascii_case(p))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

/// Splits at white space outside quotes.
fn words(search: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in search.chars() {
        if is_quote(c) {
            quoted = !quoted;
        }
        match words.last_mut() {
            Some(word) if quoted || !c.is_whitespace() => word.push(c),
            Some(_) | None => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_become_parameters_and_the_rest_is_fuzzy() {
        let query = parse_search("comfy author:\"秋 叶\" id:compshareImage-x  flux");
        assert_eq!(query.fuzzy.as_str(), "comfy flux");
        assert_eq!(query.author.as_str(), "秋 叶");
        assert_eq!(query.image_id.as_str(), "compshareImage-x");
    }

    #[test]
    fn an_input_methods_punctuation_works() {
        assert_eq!(parse_search("author：“秋叶 aaaki”").author.as_str(), "秋叶 aaaki");
    }

    #[test]
    fn unknown_prefixes_are_words() {
        assert_eq!(parse_search("http://x foo:bar").fuzzy.as_str(), "http://x foo:bar");
    }

    #[test]
    fn an_invisible_character_makes_no_difference() {
        assert_eq!(parse_search("aut\u{200B}hor:墨白"), parse_search("author:墨白"));
    }

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
            free: true,
            official: true,
            autostart: true,
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
        assert!(!Query { free: true, ..Query::default() }.is_unfiltered());
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
