//! A query over groups in memory: the same filters, sort order and paging that the service's document describes.
//!
//! Pure. What the document leaves open is decided here, once: a group matches when *one* of its versions meets all
//! filters on images together; "fuzzy" is a part of the text, upper and lower case alike; popularity (`Favor`) is
//! the number of recommendations; groups that sort alike stand in the order of their ids, so pages never overlap.

use std::sync::Arc;

use super::{Group, GroupId, Page, Query, Status, Version, Window};

/// The window of groups that match a query, in its order, with counts of all that match.
#[must_use]
pub fn select(query: &Query, groups: &[Arc<Group>], window: Window) -> Page {
    window_of(&matching(query, groups), window)
}

/// All groups that match a query, in its order.
pub(crate) fn matching(query: &Query, groups: &[Arc<Group>]) -> Vec<Arc<Group>> {
    let wanted = Wanted::new(query);
    let mut matching: Vec<Arc<Group>> =
        groups.iter().filter(|group| wanted.matches(group)).cloned().collect();
    matching.sort_by(|a, b| query.sort.compare(a, b));
    matching
}

/// A window of groups that match, with counts of all of them.
pub(crate) fn window_of(matching: &[Arc<Group>], window: Window) -> Page {
    let available = matching.iter().filter(|group| group.status == Status::Available).count();
    Page {
        total_count: Some(matching.len() as u64),
        available_total_count: Some(available as u64),
        groups: matching.iter().skip(window.offset).take(window.limit).cloned().collect(),
        skipped: 0,
    }
}

/// A query, prepared once for all groups; its conditions are none of its business.
pub(crate) struct Wanted<'a> {
    query: &'a Query,
    /// `Name` in lower case.
    name: String,
    /// `FuzzySearch` in lower case.
    fuzzy: String,
    /// Whether anything but the group's id is filtered; if not, a group without versions matches too.
    filters_images: bool,
}

impl<'a> Wanted<'a> {
    pub(crate) fn new(query: &'a Query) -> Self {
        let no_group = Query { group_id: GroupId::default(), ..query.clone() };
        Wanted {
            query,
            name: query.name.to_lowercase(),
            fuzzy: query.fuzzy.to_lowercase(),
            filters_images: !no_group.is_unfiltered(),
        }
    }

    /// Whether anything but the group's id is filtered.
    pub(crate) fn filters_images(&self) -> bool {
        self.filters_images
    }

    /// Whether no group is left out by its own id.
    pub(crate) fn wants_all_groups(&self) -> bool {
        self.query.group_id.as_str().is_empty()
    }

    /// Whether a group is asked for, as far as its own id goes.
    pub(crate) fn wants_group(&self, group: &Group) -> bool {
        let id = &self.query.group_id;
        id.as_str().is_empty() || group.group_id == *id
    }

    /// Whether a version meets every filter. The group's own name speaks for all of its versions.
    pub(crate) fn wants_version(&self, group: &Group, version: &Version) -> bool {
        let query = self.query;
        (query.image_id.as_str().is_empty() || version.comp_share_image_id == query.image_id)
            && (query.author.is_empty() || version.author == query.author)
            && query.tags.iter().all(|tag| version.tags.contains(tag))
            && query.toggles.hold(version)
            && has_one(&[&group.image_name, &version.name], &self.name)
            && has_one(&[&group.image_name, &version.name, &version.author], &self.fuzzy)
    }

    fn matches(&self, group: &Group) -> bool {
        let any_version = || group.data.iter().any(|version| self.wants_version(group, version));
        self.wants_group(group) && (!self.filters_images || any_version())
    }
}

/// Whether one of some texts has `part`, which is in lower case, somewhere.
fn has_one(texts: &[&str], part: &str) -> bool {
    part.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{AuthInfo, ImageId, SortField, SortOrder, Toggle, Toggles};
    use crate::text::CleanText;

    const ALL: Window = Window { offset: 0, limit: 100 };

    fn version(id: &str, author: &str, tags: &[&str]) -> Version {
        Version {
            comp_share_image_id: ImageId::new(id),
            author: author.into(),
            tags: tags.iter().map(|tag| CleanText::line(tag)).collect(),
            price: Some(1.0),
            ..Version::default()
        }
    }

    fn group(id: &str, name: &str, data: Vec<Version>) -> Arc<Group> {
        Arc::new(Group { group_id: GroupId::new(id), image_name: name.into(), data, ..Group::default() })
    }

    fn toggled(on: &[Toggle]) -> Query {
        Query { toggles: Toggles::of(on), ..Query::default() }
    }

    fn ids(query: &Query, groups: &[Arc<Group>]) -> Vec<String> {
        select(query, groups, ALL).groups.iter().map(|g| g.group_id.to_string()).collect()
    }

    fn sample() -> Vec<Arc<Group>> {
        let free = Version { price: Some(0.0), ..version("free", "kijai", &["video", "image"]) };
        let official = Version { auth_info: AuthInfo::Official, ..version("off", "CompShare", &["llm"]) };
        let auto = Version { auto_start: Some(true), ..version("auto", "Kijai", &["image"]) };
        vec![
            group("a", "ComfyUI 整合", vec![version("plain", "秋叶", &["image"]), free]),
            group("b", "Ollama", vec![official, auto]),
            group("c", "empty", vec![]),
        ]
    }

    #[test]
    fn no_filter_keeps_everything_even_groups_without_versions() {
        assert_eq!(ids(&Query::default(), &sample()), ["a", "b", "c"]);
    }

    #[test]
    fn each_filter_keeps_what_it_names() {
        let cases: [(Query, &[&str]); 11] = [
            (Query { image_id: ImageId::new("auto"), ..Query::default() }, &["b"]),
            (Query { group_id: GroupId::new("c"), ..Query::default() }, &["c"]),
            (Query { name: "COMFY".into(), ..Query::default() }, &["a"]),
            (Query { name: "kijai".into(), ..Query::default() }, &[]),
            (Query { author: "kijai".into(), ..Query::default() }, &["a"]),
            (Query { author: "kij".into(), ..Query::default() }, &[]),
            (Query { fuzzy: "KIJ".into(), ..Query::default() }, &["a", "b"]),
            (Query { tags: vec!["image".into(), "video".into()], ..Query::default() }, &["a"]),
            (toggled(&[Toggle::Free]), &["a"]),
            (toggled(&[Toggle::Official]), &["b"]),
            (toggled(&[Toggle::Autostart]), &["b"]),
        ];
        for (query, expected) in cases {
            assert_eq!(ids(&query, &sample()), expected, "{query:?}");
        }
    }

    #[test]
    fn one_version_must_meet_all_filters_together() {
        let both = toggled(&[Toggle::Official, Toggle::Autostart]);
        assert!(ids(&both, &sample()).is_empty(), "official and autostart are two versions of one group");
    }

    #[test]
    fn every_field_sorts_both_ways_and_ties_keep_the_order_of_ids() {
        let make = |id: &str, favor, use_time, favorites, pub_time| {
            let data = vec![Version { pub_time, ..version(id, "", &[]) }];
            let group = Group {
                recommend_count: favor,
                image_use_time: use_time,
                favorites_count: favorites,
                ..(*group(id, id, data)).clone()
            };
            Arc::new(group)
        };
        // Given in another order than that of ids, to see that ties do not depend on it.
        let groups = [make("c", 3, 2.0, 1, 1), make("b", 2, 1.0, 3, 2), make("a", 1, 3.0, 2, 2)];
        let sorted = |field, ascending| {
            ids(&Query { sort: SortOrder { field, ascending }, ..Query::default() }, &groups).concat()
        };
        assert_eq!(sorted(SortField::Favor, false), "cba");
        assert_eq!(sorted(SortField::Favor, true), "abc");
        assert_eq!(sorted(SortField::ImageUseTime, false), "acb");
        assert_eq!(sorted(SortField::ImageUseTime, true), "bca");
        assert_eq!(sorted(SortField::FavoritesCount, false), "bac");
        assert_eq!(sorted(SortField::FavoritesCount, true), "cab");
        assert_eq!(sorted(SortField::PubTime, false), "abc");
        assert_eq!(sorted(SortField::PubTime, true), "cab");
    }

    #[test]
    fn a_group_is_as_new_as_its_newest_version() {
        let published = |pub_time| Version { pub_time, ..version("v", "", &[]) };
        let groups = [
            group("a", "a", vec![published(5)]),
            group("b", "b", vec![published(1), published(9), published(2)]),
        ];
        assert_eq!(ids(&Query::default(), &groups), ["b", "a"]);
    }

    #[test]
    fn a_window_is_cut_out_and_counts_speak_of_all_that_match() {
        let mut groups = sample();
        Arc::make_mut(&mut groups[0]).status = Status::Available;
        let page = select(&Query::default(), &groups, Window { offset: 1, limit: 1 });
        assert_eq!(page.groups, [groups[1].clone()]);
        assert_eq!((page.total_count, page.available_total_count), (Some(3), Some(1)));
        assert_eq!(select(&Query::default(), &groups, Window { offset: 9, limit: 9 }).groups, []);
    }
}
