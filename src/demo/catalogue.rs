//! The bundled catalogue, and catalogues of any other size made from it.

use std::sync::Arc;

use crate::catalogue::{Fault, Group, GroupId, ImageId, TagIndex};
use crate::text::CleanText;
use crate::wire::decode;

/// The bundled catalogue: one answer that holds every group, and the tags action's answer with it.
///
/// Its ids are recognisably demo ids: groups begin with `demo`, images with `compshareImage-demo`.
const BUNDLED: &str = include_str!("../../assets/catalogue.json");

/// What the demo service serves.
#[derive(Debug, Clone, Default)]
pub(super) struct Catalogue {
    /// Groups, in the bundled order.
    pub(super) groups: Vec<Arc<Group>>,
    /// Tags by category.
    pub(super) tags: TagIndex,
}

impl Catalogue {
    /// The bundled catalogue, cut or extended to `count` groups where that is asked for.
    pub(super) fn bundled(count: Option<usize>) -> Self {
        // The bundled text is checked by a test; were it broken, the demo would be empty rather than gone.
        Self::read(BUNDLED).map(|catalogue| catalogue.resized(count)).unwrap_or_default()
    }

    fn read(json: &str) -> Result<Self, Fault> {
        Ok(Catalogue { groups: decode::page(json)?.groups, tags: decode::tags(json)? })
    }

    /// Cuts the catalogue, or extends it by going round its groups again; the same count gives the same catalogue.
    fn resized(mut self, count: Option<usize>) -> Self {
        let bundled = self.groups.len();
        let count = count.unwrap_or(bundled);
        self.groups.truncate(count);
        for at in self.groups.len()..count {
            let Some(original) = self.groups.get(at % bundled.max(1)) else { break };
            let variation = variation(original, at, at / bundled);
            self.groups.push(Arc::new(variation));
        }
        self
    }
}

/// A group that differs from its original in ids, name, counts and dates. `round` is 1 for its first variation.
fn variation(original: &Group, at: usize, round: usize) -> Group {
    let numbered = |name: &CleanText| CleanText::line(&format!("{name} #{}", round + 1));
    let part = |count: u64| count / (round as u64 + 1);
    let earlier = |time: i64| (time - round as i64 * 86_400 - at as i64 * 60).max(0);
    let mut group = original.clone();
    group.group_id = GroupId::new(&format!("demo{at:08}"));
    group.image_name = numbered(&group.image_name);
    group.created_count = part(group.created_count);
    group.favorites_count = part(group.favorites_count);
    group.recommend_count = part(group.recommend_count);
    group.image_use_time = part(group.image_use_time as u64) as f64;
    group.is_favorite = false;
    for (number, version) in group.data.iter_mut().enumerate() {
        version.comp_share_image_id = ImageId::new(&format!("compshareImage-demo{at:06}{number:02}"));
        version.name = numbered(&version.name);
        version.create_time = earlier(version.create_time);
        version.update_time = earlier(version.update_time);
        version.pub_time = earlier(version.pub_time);
    }
    group
}

/// Whether list answers leave this group's Readmes out, as the real service does for some; an answer to an image id
/// always has them. It depends on the id alone: those whose bytes add up to a multiple of three.
pub(super) fn lists_without_readme(id: &GroupId) -> bool {
    id.as_str().bytes().map(u32::from).sum::<u32>() % 3 == 0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn bundled() -> Catalogue {
        Catalogue::read(BUNDLED).unwrap()
    }

    #[test]
    fn the_bundled_catalogue_is_read_without_a_loss() {
        let page = decode::page(BUNDLED).unwrap();
        assert_eq!(page.skipped, 0);
        assert_eq!(page.total_count, Some(page.groups.len() as u64));
        assert!(page.groups.iter().all(|group| !group.data.is_empty() && !group.image_name.is_empty()));
        let has_readme = |group: &Group| group.data.iter().any(|version| version.readme.is_some());
        assert!(page.groups.iter().all(|group| has_readme(group)), "some versions lack one, as real ones do");
    }

    #[test]
    fn ids_are_unique_and_recognisably_demo_ids() {
        for catalogue in [bundled(), bundled().resized(Some(5000))] {
            let mut seen = BTreeSet::new();
            for group in &catalogue.groups {
                let id = group.group_id.as_str();
                assert!(id.starts_with("demo") && id.len() == 12 && group.group_id.is_plain(), "{id}");
                assert!(seen.insert(id), "{id} is there twice");
                for version in &group.data {
                    let id = version.comp_share_image_id.as_str();
                    let tail = id.strip_prefix("compshareImage-demo").unwrap_or_default();
                    assert!(
                        tail.len() == 8 && tail.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
                        "{id}"
                    );
                    assert!(seen.insert(id), "{id} is there twice");
                }
            }
        }
    }

    #[test]
    fn every_tag_in_use_has_a_category() {
        let catalogue = bundled();
        let known: BTreeSet<&CleanText> = catalogue.tags.tags().collect();
        let used: BTreeSet<&CleanText> =
            catalogue.groups.iter().flat_map(|g| &g.data).flat_map(|v| &v.tags).collect();
        assert_eq!(used.difference(&known).collect::<Vec<_>>(), Vec::<&&CleanText>::new());
        assert_eq!(known.difference(&used).collect::<Vec<_>>(), Vec::<&&CleanText>::new());
        assert!(catalogue.tags.categories.iter().all(|category| !category.name.is_empty()));
    }

    #[test]
    fn a_catalogue_of_any_size_is_the_same_every_time() {
        for count in [0, 1, 3, 5000] {
            let (once, again) = (bundled().resized(Some(count)), bundled().resized(Some(count)));
            assert_eq!(once.groups.len(), count);
            assert_eq!(once.groups, again.groups);
        }
    }

    #[test]
    fn some_groups_are_listed_without_a_readme_and_most_with_one() {
        let groups = bundled().resized(Some(300)).groups;
        let without = groups.iter().filter(|group| lists_without_readme(&group.group_id)).count();
        assert!((50..150).contains(&without), "{without} of {}", groups.len());
    }
}
