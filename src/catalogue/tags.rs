//! Tags by category (`DescribeCompShareImageTags`), or those met in loaded groups where the service has no list.

use std::collections::BTreeMap;

use crate::text::CleanText;

use super::Group;

/// A category and its tags, in the service's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagCategory {
    /// The category's name; empty for tags without one.
    pub name: CleanText,
    /// Its tags.
    pub tags: Vec<CleanText>,
}

/// All tags, grouped by category.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagIndex {
    /// Categories in the service's order (`TagIndex`), then what it left out.
    pub categories: Vec<TagCategory>,
}

impl TagIndex {
    /// Gathers tags from groups, the most frequent first: the fallback when the service's list cannot be had.
    pub fn from_groups<'a>(groups: impl IntoIterator<Item = &'a Group>) -> Self {
        let mut counts: BTreeMap<&CleanText, usize> = BTreeMap::new();
        for group in groups {
            let mut tags: Vec<&CleanText> = group.data.iter().flat_map(|v| &v.tags).collect();
            tags.sort_unstable();
            tags.dedup();
            for tag in tags {
                *counts.entry(tag).or_default() += 1;
            }
        }
        let mut tags: Vec<(&CleanText, usize)> = counts.into_iter().collect();
        tags.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let tags: Vec<CleanText> = tags.into_iter().map(|(tag, _)| tag.clone()).collect();
        let categories =
            if tags.is_empty() { vec![] } else { vec![TagCategory { name: CleanText::default(), tags }] };
        TagIndex { categories }
    }

    /// Every tag in order.
    pub fn tags(&self) -> impl Iterator<Item = &CleanText> {
        self.categories.iter().flat_map(|c| &c.tags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Version;

    #[test]
    fn the_fallback_puts_frequent_tags_first_and_counts_a_group_once() {
        let group = |tags: &[&[&str]]| Group {
            data: tags
                .iter()
                .map(|tags| Version {
                    tags: tags.iter().map(|t| CleanText::line(t)).collect(),
                    ..Version::default()
                })
                .collect(),
            ..Group::default()
        };
        let groups = [group(&[&["a", "b"], &["a"]]), group(&[&["b"]])];
        let index = TagIndex::from_groups(&groups);
        assert_eq!(index.tags().map(CleanText::as_str).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(TagIndex::from_groups([]).categories, []);
    }
}
