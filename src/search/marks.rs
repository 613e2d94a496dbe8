//! Where a query's words stand in a text, to be highlighted, and the place in a Readme that speaks for a group.

use std::ops::Range;

use crate::catalogue::{Group, ImageId, Query, Test, TextKey};
use crate::text::{CleanText, pinyin};

use super::folded::{fold, folded};

/// Characters of a snippet before and after what was found.
const BEFORE: usize = 16;
const AFTER: usize = 80;

/// A place in a Readme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Whose Readme.
    pub image: ImageId,
    /// What was found, as it was searched for.
    pub needle: String,
    /// The text around it, on one line.
    pub text: CleanText,
}

/// Finds a query's words in texts.
pub(crate) struct Marker {
    /// Words, as they are compared.
    words: Vec<String>,
    /// Texts that are looked for in Readmes alone.
    texts: Vec<String>,
}

impl Marker {
    /// Of a query's words, phrases and texts; what must not be there is not looked for.
    pub(crate) fn new(query: &Query) -> Self {
        let positive =
            || query.conditions.iter().filter(|condition| !condition.negated).flat_map(|it| &it.any);
        let phrases = positive().filter_map(|test| match test {
            Test::Words(words) => Some(folded(words)),
            Test::Text(..) | Test::Port(_) | Test::Within(..) | Test::Is(_) => None,
        });
        let texts = positive().filter_map(|test| match test {
            Test::Text(TextKey::Text, text) => Some(folded(text)),
            Test::Text(..) | Test::Words(_) | Test::Port(_) | Test::Within(..) | Test::Is(_) => None,
        });
        let words = query.fuzzy.split_whitespace().map(folded);
        Marker { words: words.chain(phrases).collect(), texts: texts.collect() }
    }

    /// Whether there is nothing to find.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The bytes of a text where words stand, in order and apart; by pinyin where they do not stand as typed.
    pub(crate) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for word in &self.words {
            let literal = places(text, word);
            if literal.is_empty() && pinyin::is_typed(word) {
                ranges.extend(pinyin::find(text, word));
            }
            ranges.extend(literal);
        }
        ranges.sort_by_key(|range| range.start);
        ranges.dedup_by(|next, before| {
            let overlap = next.start < before.end;
            if overlap {
                before.end = before.end.max(next.end);
            }
            overlap
        });
        ranges
    }

    /// The place in a Readme for the first word that stands nowhere else in a group.
    pub(super) fn snippet(&self, group: &Group) -> Option<Snippet> {
        let elsewhere = |word: &str| {
            let own = [&group.image_name, &group.image_desc];
            let versions = group.data.iter().flat_map(|v| {
                [&v.name, &v.author, &v.description, &v.version_desc].into_iter().chain(&v.tags)
            });
            own.into_iter().chain(versions).any(|text| {
                !places(text, word).is_empty()
                    || (pinyin::is_typed(word) && pinyin::find(text, word).is_some())
            })
        };
        let hidden = self.words.iter().filter(|word| word.chars().count() > 1 && !elsewhere(word));
        self.texts.iter().chain(hidden).find_map(|word| {
            group.data.iter().find_map(|version| {
                let readme = version.readme.as_ref()?;
                let range = first_place(readme, word)?;
                let needle = readme[range.clone()].to_owned();
                let image = version.comp_share_image_id.clone();
                Some(Snippet { image, needle, text: excerpt(readme, range) })
            })
        })
    }
}

/// Every place of a word in a text.
fn places(text: &str, word: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(range) = first_place(&text[from..], word) {
        let range = from + range.start..from + range.end;
        from = range.end;
        places.push(range);
        if from >= text.len() {
            break;
        }
    }
    places
}

/// The first place of a word, which is in the form that is compared.
fn first_place(text: &str, word: &str) -> Option<Range<usize>> {
    if word.is_empty() {
        return None;
    }
    text.char_indices().find_map(|(start, _)| Some(start..start + begins(&text[start..], word)?))
}

/// How many bytes of a text's beginning are a word.
fn begins(text: &str, word: &str) -> Option<usize> {
    let mut wanted = word.chars().peekable();
    for (at, c) in text.char_indices() {
        if wanted.peek().is_none() {
            return Some(at);
        }
        if !fold(c).all(|folded| wanted.next() == Some(folded)) {
            return None;
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

/// The text around a place, on one line.
fn excerpt(text: &str, range: Range<usize>) -> CleanText {
    let before: Vec<char> = text[..range.start].chars().rev().take(BEFORE).collect();
    let begins = before.iter().map(|c| c.len_utf8()).sum::<usize>() == range.start;
    let mut excerpt = if begins { String::new() } else { "…".to_owned() };
    excerpt.extend(before.into_iter().rev());
    excerpt.extend(text[range.start..].chars().take(AFTER));
    CleanText::line(&excerpt.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Version, parse_search};

    fn marked<'a>(query: &str, text: &'a str) -> Vec<&'a str> {
        let ranges = Marker::new(&parse_search(query)).ranges(text);
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn words_are_found_whatever_their_case_and_width() {
        assert_eq!(marked("flux", "FLUX.1 与 Flux"), ["FLUX", "Flux"]);
        assert_eq!(marked("ｆｌｕｘ", "Flux"), ["Flux"]);
        assert_eq!(marked("wst", "AI 文生图"), ["文生图"]);
        assert_eq!(marked("comfy ui", "ComfyUI"), ["ComfyUI".get(..5).unwrap(), "UI"]);
        assert_eq!(marked("mfyu fyui", "ComfyUI"), ["mfyUI"]);
        assert_eq!(marked("-flux", "Flux"), [""; 0]);
        assert_eq!(marked("\"a b\"", "x a b"), ["a b"]);
    }

    #[test]
    fn a_readme_speaks_where_nothing_else_does() {
        let version = Version {
            comp_share_image_id: ImageId::new("i"),
            name: "ComfyUI".into(),
            readme: Some(CleanText::block(
                "# 标题\n\n一二三四五六七八九十一二三四五六七八 Run   `pip install` now",
                1000,
            )),
            ..Version::default()
        };
        let group = Group { data: vec![version], ..Group::default() };
        let snippet = |query: &str| Marker::new(&parse_search(query)).snippet(&group);
        assert_eq!(snippet("comfyui"), None);
        let found = snippet("comfyui PIP").unwrap();
        assert_eq!((found.needle.as_str(), found.image.as_str()), ("pip", "i"));
        assert_eq!(found.text.as_str(), "…一二三四五六七八 Run `pip install` now");
        assert_eq!(snippet("text:标题").unwrap().text.chars().next(), Some('#'));
    }
}
