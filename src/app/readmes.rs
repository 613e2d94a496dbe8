//! Readmes by image: those that came with a page, and those that came by requests of their own.
//!
//! They are the bulk of an answer, so they are kept apart from the groups of the list, and only so many bytes of
//! them: one that was forgotten is fetched again when it is looked at.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::catalogue::{Group, ImageId, Page};
use crate::text::CleanText;

use super::{Asking, Remote};

/// Bytes of Readmes that are kept: some 2,000 of the usual 2 KB, or 5 of the longest.
const BYTES: usize = 4 * 1024 * 1024;
/// Images of which it is known that they have none, or that are on their way, count for this much.
const ENTRY_BYTES: usize = 256;

/// A version's Readme; `Ready(None)` when it has none.
pub(crate) type Readme = Remote<Option<CleanText>>;

/// The Readmes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Readmes {
    entries: HashMap<ImageId, Readme>,
    /// The image whose entry is forgotten first stands first.
    order: VecDeque<ImageId>,
    bytes: usize,
}

impl Readmes {
    /// An image's Readme.
    #[must_use]
    pub fn get(&self, image: &ImageId) -> &Readme {
        const IDLE: &Readme = &Remote::Idle;
        self.entries.get(image).unwrap_or(IDLE)
    }

    /// A group as the service sent it, with the Readmes that are still here.
    #[must_use]
    pub fn rejoined(&self, group: &Group) -> Group {
        let mut group = group.clone();
        for version in &mut group.data {
            version.readme = self.get(&version.comp_share_image_id).value().cloned().flatten();
        }
        group
    }

    /// Takes the Readmes out of a page's groups.
    pub(super) fn take_from(&mut self, page: &mut Page, asking: &mut Asking<'_>) {
        for group in &mut page.groups {
            if group.data.iter().all(|version| version.readme.is_none()) {
                continue;
            }
            for version in &mut Arc::make_mut(group).data {
                if let Some(readme) = version.readme.take() {
                    self.put(&version.comp_share_image_id, Remote::Ready(Some(readme)), asking);
                }
            }
        }
    }

    /// Puts an image's Readme; the oldest are forgotten beyond the limit. Nobody waits any more for what is on its way
    /// to an entry that goes.
    pub(super) fn put(&mut self, image: &ImageId, readme: Readme, asking: &mut Asking<'_>) {
        self.forget(image, asking);
        self.bytes += bytes(&readme);
        self.entries.insert(image.clone(), readme);
        self.order.push_back(image.clone());
        while self.bytes > BYTES && self.order.len() > 1 {
            let Some(oldest) = self.order.front().cloned() else { return };
            self.forget(&oldest, asking);
        }
    }

    /// Cancels what is on its way for other images than this one.
    pub(super) fn cancel_others(&mut self, shown: Option<&ImageId>, asking: &mut Asking<'_>) {
        for (image, readme) in &mut self.entries {
            if let Some(ticket) = readme.ticket().filter(|_| Some(image) != shown) {
                asking.cancel(ticket);
                readme.cancelled();
            }
        }
    }

    /// Forgets all of them, so that they are fetched anew; what is on its way is cancelled.
    pub(super) fn clear(&mut self, asking: &mut Asking<'_>) {
        self.cancel_others(None, asking);
        *self = Readmes::default();
    }

    fn forget(&mut self, image: &ImageId, asking: &mut Asking<'_>) {
        if let Some(readme) = self.entries.remove(image) {
            if let Some(ticket) = readme.ticket() {
                asking.cancel(ticket);
            }
            self.bytes -= bytes(&readme);
            self.order.retain(|other| other != image);
        }
    }
}

fn bytes(readme: &Readme) -> usize {
    ENTRY_BYTES + readme.value().and_then(Option::as_ref).map_or(0, |text| text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Effect, Moment, Request, Requests};
    use crate::catalogue::Version;

    fn readme(text: &str) -> Readme {
        Remote::Ready(Some(CleanText::block(text, usize::MAX)))
    }

    #[test]
    fn bytes_are_bounded_and_the_oldest_goes_first() {
        let (mut requests, mut out) = (Requests::default(), vec![]);
        let mut asking = requests.asking(Moment::ZERO, &mut out);
        let mut readmes = Readmes::default();
        let long = "字".repeat(BYTES / 12);
        for n in 0..20 {
            readmes.put(&ImageId::new(&format!("i{n}")), readme(&long), &mut asking);
        }
        assert!(readmes.bytes <= BYTES && readmes.entries.len() == 3, "{}", readmes.entries.len());
        assert_eq!(readmes.entries.len(), readmes.order.len());
        assert!(readmes.get(&ImageId::new("i0")).is_idle());
        assert!(readmes.get(&ImageId::new("i19")).is_ready());
        for _ in 0..20 {
            readmes.put(&ImageId::new("i19"), readme(&long), &mut asking);
        }
        assert_eq!(readmes.entries.len(), 3, "the same one again takes no room");
    }

    #[test]
    fn a_page_gives_its_readmes_away_and_a_group_gets_them_back() {
        let version = |id: &str, readme: Option<&str>| Version {
            comp_share_image_id: ImageId::new(id),
            readme: readme.map(|text| CleanText::block(text, 100)),
            ..Version::default()
        };
        let group = Group { data: vec![version("a", Some("# A")), version("b", None)], ..Group::default() };
        let mut page = Page { groups: vec![Arc::new(group.clone())], ..Page::default() };
        let mut readmes = Readmes::default();
        let (mut requests, mut out) = (Requests::default(), vec![]);
        let mut asking = requests.asking(Moment::ZERO, &mut out);
        let ticket = asking.ask(Request::Image(ImageId::new("a")));
        readmes.put(&ImageId::new("a"), Remote::Loading { ticket, previous: None }, &mut asking);
        readmes.take_from(&mut page, &mut asking);
        assert_eq!(out.last(), Some(&Effect::Cancel { ticket }), "nobody waits for it any more");
        assert_eq!(page.groups[0].data[0].readme, None);
        assert_eq!(readmes.get(&ImageId::new("a")), &readme("# A"));
        assert!(readmes.get(&ImageId::new("b")).is_idle(), "it may have one that the list left out");
        assert_eq!(readmes.rejoined(&page.groups[0]), group);
    }

    #[test]
    fn a_readme_nobody_looks_at_any_more_is_cancelled() {
        let mut requests = Requests::default();
        let mut readmes = Readmes::default();
        let mut out = vec![];
        for id in ["a", "b"] {
            let mut asking = requests.asking(Moment::ZERO, &mut out);
            let ticket = asking.ask(Request::Image(ImageId::new(id)));
            readmes.put(&ImageId::new(id), Remote::Loading { ticket, previous: None }, &mut asking);
        }
        readmes.cancel_others(Some(&ImageId::new("b")), &mut requests.asking(Moment::ZERO, &mut out));
        assert!(matches!(out.last(), Some(Effect::Cancel { .. })));
        assert!(readmes.get(&ImageId::new("a")).is_idle());
        assert!(readmes.get(&ImageId::new("b")).ticket().is_some());
    }
}
