//! The pages of one query: which are there, which are on their way, and where the list ends.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::catalogue::{Fault, Group, GroupId, Page, Query, Window};

use super::{Asking, Remote, Request, Ticket};

/// Pages kept of one query.
pub(super) const KEPT_PAGES: usize = 12;
/// Bytes of groups kept of one query, and again of all the other queries together. Usual pages take a tenth of it.
pub(super) const KEPT_BYTES: usize = 8 * 1024 * 1024;

/// Who answers a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The service.
    Live,
    /// The whole catalogue in hand, as it was when it was fetched.
    Local,
}

/// A page as shown: without groups that an earlier page had.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    /// Its groups.
    pub groups: Vec<Arc<Group>>,
    /// How many items the service sent.
    pub received: usize,
    /// How many of them could not be read.
    pub skipped: usize,
}

impl Results {
    pub(super) fn bytes(&self) -> usize {
        self.groups.iter().map(|group| group.bytes()).sum()
    }
}

/// The pages of one query.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultSet {
    /// Filters and order.
    pub query: Query,
    /// Who answers it.
    pub source: Source,
    /// Groups a page.
    pub limit: usize,
    /// `TotalCount` of the newest answer.
    pub total: Option<u64>,
    /// `AvailableTotalCount` of the newest answer.
    pub available: Option<u64>,
    pub(super) pages: BTreeMap<usize, Remote<Results>>,
    pub(super) last: Option<usize>,
}

impl ResultSet {
    pub(super) fn new(query: Query, source: Source, limit: usize) -> Self {
        ResultSet { query, source, limit, total: None, available: None, pages: BTreeMap::new(), last: None }
    }

    pub(super) fn page(&self, number: usize) -> &Remote<Results> {
        const IDLE: &Remote<Results> = &Remote::Idle;
        self.pages.get(&number).unwrap_or(IDLE)
    }

    /// The last page, once the end was seen.
    #[must_use]
    pub fn last(&self) -> Option<usize> {
        self.last
    }

    /// How many pages there are, and whether that is certain.
    #[must_use]
    pub fn page_count(&self, shown: usize) -> (usize, bool) {
        if let Some(last) = self.last {
            return (last + 1, true);
        }
        let told = self.total.and_then(|total| usize::try_from(total).ok()).unwrap_or(0).div_ceil(self.limit);
        let seen = shown + 1 + usize::from(self.may_follow(shown));
        (told.max(seen), told >= seen)
    }

    /// Whether a page may follow this one.
    pub(super) fn may_follow(&self, number: usize) -> bool {
        match self.last {
            Some(last) => number < last,
            None => self.page(number).value().is_some_and(|page| page.received >= self.limit),
        }
    }

    pub(super) fn tickets(&self) -> impl Iterator<Item = Ticket> {
        self.pages.values().filter_map(Remote::ticket)
    }

    /// Asks for a page that is neither there nor on its way.
    pub(super) fn fetch(&mut self, number: usize, asking: &mut Asking<'_>) {
        let remote = self.page(number);
        if remote.ticket().is_none() && !remote.is_ready() {
            self.request(number, asking);
        }
    }

    /// Asks for a page, there or not; what was there stays visible.
    pub(super) fn request(&mut self, number: usize, asking: &mut Asking<'_>) {
        let window = Window { offset: number * self.limit, limit: self.limit };
        let query = self.query.clone();
        let ticket = asking.ask(match self.source {
            Source::Live => Request::Page { query, window },
            Source::Local => Request::Local { query, window },
        });
        self.pages.entry(number).or_default().load(ticket);
    }

    /// Takes an answer; the page's number when it was one of ours.
    pub(super) fn settle(&mut self, ticket: Ticket, reply: Result<Page, Fault>) -> Option<usize> {
        let number = *self.pages.iter().find(|(_, page)| page.ticket() == Some(ticket))?.0;
        let reply = reply.map(|page| self.accept(number, page));
        self.pages.get_mut(&number)?.settle(ticket, reply);
        Some(number)
    }

    /// The page to show where the one numbered `beyond` lies behind the end of the list: the last one there is, as
    /// far as is known.
    pub(super) fn last_before(&self, beyond: usize) -> usize {
        let total = self.total.and_then(|total| usize::try_from(total).ok());
        let told = total.map_or(beyond, |total| total.div_ceil(self.limit));
        beyond.min(told).saturating_sub(1)
    }

    /// Drops what earlier pages had, and learns where the list ends.
    fn accept(&mut self, number: usize, page: Page) -> Results {
        self.total = page.total_count.or(self.total);
        self.available = page.available_total_count.or(self.available);
        let earlier = self.pages.range(..number).filter_map(|(_, page)| page.value());
        let mut seen: HashSet<GroupId> =
            earlier.flat_map(|page| &page.groups).map(|group| group.group_id.clone()).collect();
        let received = page.received();
        let is_new =
            |group: &Arc<Group>| group.group_id.as_str().is_empty() || seen.insert(group.group_id.clone());
        let groups: Vec<Arc<Group>> = page.groups.into_iter().filter(is_new).collect();
        let nothing_new = groups.is_empty() && page.skipped == 0;
        if nothing_new && number > 0 {
            self.last = Some(self.last.map_or(number - 1, |last| last.min(number - 1)));
        } else if received < self.limit {
            self.last = Some(number);
        } else if self.last.is_some_and(|last| last <= number) {
            self.last = None;
        }
        Results { groups, received, skipped: page.skipped }
    }

    /// Forgets all pages but one, which stays visible; nobody waits any more for what is on its way.
    pub(super) fn forget_all_but(&mut self, number: usize, asking: &mut Asking<'_>) {
        self.tickets().collect::<Vec<_>>().into_iter().for_each(|ticket| asking.cancel(ticket));
        self.pages.retain(|&other, _| other == number);
        self.pages.values_mut().for_each(Remote::cancelled);
        self.last = None;
    }

    /// Forgets pages behind the end of the list and far from the one shown, so that memory stays flat.
    pub(super) fn forget_far(&mut self, shown: usize) {
        let end = self.last.unwrap_or(usize::MAX).max(shown);
        self.pages.retain(|&number, _| number <= end);
        while self.pages.len() > KEPT_PAGES || (self.pages.len() > 1 && self.bytes() > KEPT_BYTES) {
            let far = self.pages.keys().copied().max_by_key(|number| number.abs_diff(shown));
            match far {
                Some(number) => self.pages.remove(&number),
                None => return,
            };
        }
    }

    pub(super) fn bytes(&self) -> usize {
        self.pages.values().filter_map(Remote::value).map(Results::bytes).sum()
    }
}
