//! Pages of the catalogue: which are shown, which are on their way, and where the list ends.
//!
//! What is on screen stays until what was asked for is there. `TotalCount` is only a hint (no source says whether it
//! counts groups or versions): a list ends where the service sends less than was asked for, never earlier or later.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::Arc;

use crate::catalogue::{Fault, Group, GroupId, Page, Query, Window};

use super::{Effect, Moment, Remote, Ticket, Wait};

/// Queries whose pages are kept beside the one on screen.
const KEPT_QUERIES: usize = 8;
/// Pages kept of one query.
const KEPT_PAGES: usize = 12;

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

/// The pages of one query.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultSet {
    /// Filters and order.
    pub query: Query,
    /// Groups a page.
    pub limit: usize,
    /// `TotalCount` of the newest answer.
    pub total: Option<u64>,
    /// `AvailableTotalCount` of the newest answer.
    pub available: Option<u64>,
    pages: BTreeMap<usize, Remote<Results>>,
    last: Option<usize>,
}

impl ResultSet {
    fn new(query: Query, limit: usize) -> Self {
        ResultSet { query, limit, total: None, available: None, pages: BTreeMap::new(), last: None }
    }

    fn page(&self, number: usize) -> &Remote<Results> {
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
    fn may_follow(&self, number: usize) -> bool {
        match self.last {
            Some(last) => number < last,
            None => self.page(number).value().is_some_and(|page| page.received >= self.limit),
        }
    }

    fn tickets(&self) -> impl Iterator<Item = Ticket> {
        self.pages.values().filter_map(Remote::ticket)
    }

    /// Asks for a page that is neither there nor on its way.
    fn fetch(&mut self, number: usize, ticket: Ticket, now: Moment, out: &mut Vec<Effect>) {
        let remote = self.page(number);
        if remote.ticket().is_none() && !remote.is_ready() {
            self.request(number, ticket, now, out);
        }
    }

    /// Asks for a page, there or not; what was there stays visible.
    fn request(&mut self, number: usize, ticket: Ticket, now: Moment, out: &mut Vec<Effect>) {
        let remote = self.pages.entry(number).or_default();
        let previous = std::mem::take(remote).into_value();
        *remote = Remote::loading(ticket, now, previous);
        let window = Window { offset: number * self.limit, limit: self.limit };
        out.push(Effect::FetchPage { ticket, query: self.query.clone(), window });
    }

    /// Takes an answer; the page's number when it was one of ours.
    fn settle(&mut self, ticket: Ticket, reply: &Result<Page, Fault>) -> Option<usize> {
        let number = *self.pages.iter().find(|(_, page)| page.ticket() == Some(ticket))?.0;
        let reply = match reply {
            Ok(page) => Ok(self.accept(number, page)),
            Err(fault) => Err(fault.clone()),
        };
        self.pages.get_mut(&number)?.settle(ticket, reply);
        Some(number)
    }

    /// Drops what earlier pages had, and learns where the list ends.
    fn accept(&mut self, number: usize, page: &Page) -> Results {
        self.total = page.total_count.or(self.total);
        self.available = page.available_total_count.or(self.available);
        let earlier = self.pages.range(..number).filter_map(|(_, page)| page.value());
        let mut seen: HashSet<&GroupId> =
            earlier.flat_map(|page| &page.groups).map(|group| &group.group_id).collect();
        let mut groups: Vec<Arc<Group>> = Vec::with_capacity(page.groups.len());
        for group in &page.groups {
            if group.group_id.as_str().is_empty() || seen.insert(&group.group_id) {
                groups.push(Arc::clone(group));
            }
        }
        let received = page.received();
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

    /// Forgets pages far from the one shown, so that memory stays flat.
    fn forget_far(&mut self, shown: usize) {
        while self.pages.len() > KEPT_PAGES {
            let far = self.pages.keys().copied().max_by_key(|number| number.abs_diff(shown));
            match far {
                Some(number) => self.pages.remove(&number),
                None => return,
            };
        }
    }
}

/// The pages on screen, those asked for, and those kept for later.
#[derive(Debug, Clone, PartialEq)]
pub struct Browse {
    shown: ResultSet,
    /// The page on screen.
    page: usize,
    /// A page that was asked for and is not there yet.
    wanted: Option<usize>,
    /// A query that was asked for and whose first page is not there yet.
    incoming: Option<ResultSet>,
    kept: VecDeque<ResultSet>,
}

impl Browse {
    /// Nothing asked for yet.
    #[must_use]
    pub fn new(query: Query, limit: usize) -> Self {
        Browse {
            shown: ResultSet::new(query, limit),
            page: 0,
            wanted: None,
            incoming: None,
            kept: VecDeque::new(),
        }
    }

    /// The query that was asked for last.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.incoming.as_ref().unwrap_or(&self.shown).query
    }

    /// The set on screen.
    #[must_use]
    pub fn shown(&self) -> &ResultSet {
        &self.shown
    }

    /// The number of the page on screen, from 0.
    #[must_use]
    pub fn page(&self) -> usize {
        self.page
    }

    /// The groups on screen.
    #[must_use]
    pub fn groups(&self) -> &[Arc<Group>] {
        self.shown.page(self.page).value().map_or(&[], |results| &results.groups)
    }

    /// Every group of the pages in memory.
    pub fn loaded(&self) -> impl Iterator<Item = &Arc<Group>> {
        let sets = std::iter::once(&self.shown).chain(&self.incoming).chain(&self.kept);
        sets.flat_map(|set| set.pages.values()).filter_map(Remote::value).flat_map(|page| &page.groups)
    }

    /// What the reader waits for: the page asked for, else the one on screen.
    #[must_use]
    pub fn results(&self) -> &Remote<Results> {
        match (&self.incoming, self.wanted) {
            (Some(incoming), _) => incoming.page(0),
            (None, Some(wanted)) => self.shown.page(wanted),
            (None, None) => self.shown.page(self.page),
        }
    }

    /// Whether the groups on screen are those asked for.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.incoming.is_none() && self.wanted.is_none() && self.results().is_ready()
    }

    /// Whether there may be a page after (1) or before (-1) the one asked for.
    #[must_use]
    pub fn can_turn(&self, by: isize) -> bool {
        match self.wanted {
            // What follows a page that is on its way nobody knows yet.
            Some(wanted) => {
                by < 0 || self.shown.page(wanted).ticket().is_some() || self.shown.may_follow(wanted)
            }
            None if by < 0 => self.page > 0,
            None => self.shown.may_follow(self.page),
        }
    }

    /// Asks for another query, `limit` groups a page. A kept one is on screen at once; what was on its way is cancelled.
    pub fn ask(&mut self, query: Query, limit: usize, ticket: Ticket, now: Moment, out: &mut Vec<Effect>) {
        let on_its_way = |set: &ResultSet| set.query == query && set.page(0).ticket().is_some();
        if self.incoming.as_ref().is_some_and(on_its_way) {
            return;
        }
        self.cancel(out);
        self.incoming = None;
        if self.shown.query == query && self.shown.page(self.page).value().is_some() {
            return;
        }
        let kept = self.kept.iter().position(|set| set.query == query);
        if let Some(set) = kept.and_then(|at| self.kept.remove(at)).filter(|set| set.page(0).is_ready()) {
            self.show(set);
            return;
        }
        let mut set = ResultSet::new(query, limit);
        set.fetch(0, ticket, now, out);
        self.incoming = Some(set);
    }

    /// Fetches anew what is asked for, and forgets everything else.
    pub fn reload(&mut self, ticket: Ticket, now: Moment, out: &mut Vec<Effect>) {
        let wanted = self.wanted;
        self.cancel(out);
        self.kept.clear();
        if let Some(incoming) = &mut self.incoming {
            incoming.fetch(0, ticket, now, out);
            return;
        }
        self.shown.pages.retain(|&number, _| number == self.page);
        self.shown.last = None;
        self.wanted = wanted;
        self.shown.request(wanted.unwrap_or(self.page), ticket, now, out);
    }

    /// Turns to the next (1) or previous (-1) page: at once when it is there, else as soon as it comes.
    ///
    /// `true` when the page on screen has changed.
    pub fn turn(&mut self, by: isize, ticket: Ticket, now: Moment, out: &mut Vec<Effect>) -> bool {
        let on_its_way = self.wanted.is_some_and(|wanted| self.shown.page(wanted).ticket().is_some());
        if self.incoming.is_some() || !self.can_turn(by) || (by > 0 && on_its_way) {
            return false;
        }
        let page = self.wanted.unwrap_or(self.page).saturating_add_signed(by);
        if self.shown.page(page).value().is_some() {
            self.wanted = None;
            self.page = page;
            self.shown.forget_far(page);
            return true;
        }
        self.wanted = Some(page).filter(|&wanted| wanted != self.page);
        self.shown.fetch(page, ticket, now, out);
        false
    }

    /// Fetches the page after the one on screen before it is asked for.
    pub fn prefetch(&mut self, ticket: Ticket, now: Moment, out: &mut Vec<Effect>) {
        let next = self.page + 1;
        let waiting = self.incoming.is_some() || self.wanted.is_some();
        if !waiting && self.shown.may_follow(self.page) && matches!(self.shown.page(next), Remote::Idle) {
            self.shown.fetch(next, ticket, now, out);
        }
    }

    /// Takes an answer: `true` when the groups on screen have changed.
    pub fn settle(&mut self, ticket: Ticket, reply: &Result<Page, Fault>) -> bool {
        if let Some(incoming) = &mut self.incoming
            && incoming.settle(ticket, reply).is_some()
        {
            if incoming.page(0).is_ready()
                && let Some(set) = self.incoming.take()
            {
                self.show(set);
                return true;
            }
            return false;
        }
        let Some(number) = self.shown.settle(ticket, reply) else { return false };
        self.stay_inside();
        if self.wanted == Some(number) && self.shown.page(number).is_ready() {
            self.wanted = None;
            self.page = number;
            self.shown.forget_far(number);
            return true;
        }
        number == self.page
    }

    /// Notes a pause between tries.
    pub fn pause(&mut self, ticket: Ticket, wait: &Wait) {
        let sets = std::iter::once(&mut self.shown).chain(&mut self.incoming);
        for page in sets.flat_map(|set| set.pages.values_mut()) {
            page.pause(ticket, wait);
        }
    }

    /// An answer may say that the list ends before the page asked for or even the one shown.
    fn stay_inside(&mut self) {
        if let Some(last) = self.shown.last {
            self.wanted = self.wanted.map(|wanted| wanted.min(last)).filter(|&wanted| wanted != self.page);
            if self.page > last && self.shown.page(last).value().is_some() {
                self.page = last;
            }
        }
    }

    fn show(&mut self, set: ResultSet) {
        let mut before = std::mem::replace(&mut self.shown, set);
        before.pages.retain(|_, page| page.is_ready());
        before.forget_far(0);
        if before.page(0).is_ready() {
            self.kept.push_front(before);
            self.kept.truncate(KEPT_QUERIES);
        }
        self.page = 0;
        self.wanted = None;
        self.incoming = None;
    }

    /// Nobody waits any more for what is on its way.
    fn cancel(&mut self, out: &mut Vec<Effect>) {
        let sets = std::iter::once(&mut self.shown).chain(&mut self.incoming);
        for set in sets {
            out.extend(set.tickets().map(|ticket| Effect::Cancel { ticket }));
            for page in set.pages.values_mut().filter(|page| page.ticket().is_some()) {
                *page = std::mem::take(page).into_value().map_or(Remote::Idle, Remote::Ready);
            }
        }
        self.wanted = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::FaultKind;
    use crate::text::CleanText;

    const LIMIT: usize = 3;

    fn group(id: &str) -> Arc<Group> {
        Arc::new(Group { group_id: GroupId::new(id), ..Group::default() })
    }

    fn page(ids: &[&str], total: u64) -> Page {
        Page { groups: ids.iter().map(|id| group(id)).collect(), total_count: Some(total), ..Page::default() }
    }

    fn ids(browse: &Browse) -> Vec<&str> {
        browse.groups().iter().map(|group| group.group_id.as_str()).collect()
    }

    fn query(fuzzy: &str) -> Query {
        Query { fuzzy: CleanText::line(fuzzy), ..Query::default() }
    }

    /// A browse with its first page on screen.
    fn first(ids: &[&str], total: u64) -> Browse {
        let mut browse = Browse::new(query("first"), LIMIT);
        browse.ask(query(""), LIMIT, Ticket(1), Moment::ZERO, &mut vec![]);
        assert!(browse.settle(Ticket(1), &Ok(page(ids, total))));
        browse
    }

    fn turn(browse: &mut Browse, by: isize, ticket: u64) -> Vec<Effect> {
        let mut out = vec![];
        browse.turn(by, Ticket(ticket), Moment::ZERO, &mut out);
        out
    }

    #[test]
    fn a_turned_page_replaces_the_old_only_when_it_is_there() {
        let mut browse = first(&["a", "b", "c"], 6);
        assert_eq!(turn(&mut browse, 1, 2).len(), 1);
        assert_eq!(ids(&browse), ["a", "b", "c"]);
        assert!(browse.settle(Ticket(2), &Ok(page(&["d", "e", "f"], 6))));
        assert_eq!((ids(&browse), browse.page()), (vec!["d", "e", "f"], 1));
        assert_eq!(turn(&mut browse, -1, 3), [], "a page that is there is not fetched");
        assert_eq!(ids(&browse), ["a", "b", "c"]);
    }

    #[test]
    fn no_page_is_fetched_twice() {
        let mut browse = first(&["a", "b", "c"], 9);
        let mut out = vec![];
        browse.prefetch(Ticket(2), Moment::ZERO, &mut out);
        browse.prefetch(Ticket(3), Moment::ZERO, &mut out);
        browse.turn(1, Ticket(4), Moment::ZERO, &mut out);
        assert_eq!(out.len(), 1);
    }

    #[test]
    fn a_full_page_may_be_followed_whatever_the_total_says() {
        let mut browse = first(&["a", "b", "c"], 0);
        assert!(browse.can_turn(1));
        assert_eq!(browse.shown().page_count(0), (2, false));
        turn(&mut browse, 1, 2);
        browse.settle(Ticket(2), &Ok(page(&["d"], 0)));
        assert_eq!((browse.can_turn(1), browse.shown().page_count(1)), (false, (2, true)));
    }

    #[test]
    fn a_short_page_ends_the_list_whatever_the_total_says() {
        let browse = first(&["a", "b"], 743);
        assert!(!browse.can_turn(1));
        assert_eq!(browse.shown().page_count(0), (1, true));
    }

    #[test]
    fn an_empty_next_page_means_that_this_was_the_last() {
        let mut browse = first(&["a", "b", "c"], 3);
        turn(&mut browse, 1, 2);
        browse.settle(Ticket(2), &Ok(page(&[], 3)));
        assert_eq!((ids(&browse), browse.can_turn(1)), (vec!["a", "b", "c"], false));
        assert!(browse.is_current());
    }

    #[test]
    fn groups_that_repeat_across_pages_are_shown_once_and_endless_repeats_end() {
        let mut browse = first(&["a", "b", "c"], 9);
        turn(&mut browse, 1, 2);
        browse.settle(Ticket(2), &Ok(page(&["c", "d", "d"], 9)));
        assert_eq!(ids(&browse), ["d"]);
        assert!(browse.can_turn(1), "a page with repeats is still a full page");
        turn(&mut browse, 1, 3);
        browse.settle(Ticket(3), &Ok(page(&["a", "b", "c"], 9)));
        assert_eq!((browse.page(), browse.can_turn(1)), (1, false));
    }

    #[test]
    fn late_and_foreign_replies_are_ignored() {
        let mut browse = first(&["a", "b", "c"], 9);
        let mut out = vec![];
        browse.ask(query("x"), LIMIT, Ticket(2), Moment::ZERO, &mut out);
        browse.ask(query("xy"), LIMIT, Ticket(3), Moment::ZERO, &mut out);
        assert!(out.contains(&Effect::Cancel { ticket: Ticket(2) }));
        assert!(!browse.settle(Ticket(2), &Ok(page(&["late"], 1))));
        assert!(!browse.settle(Ticket(9), &Ok(page(&["foreign"], 1))));
        assert_eq!(ids(&browse), ["a", "b", "c"]);
        assert!(browse.settle(Ticket(3), &Ok(page(&["z"], 1))));
        assert_eq!(ids(&browse), ["z"]);
    }

    #[test]
    fn a_kept_query_is_on_screen_at_once() {
        let mut browse = first(&["a", "b", "c"], 9);
        browse.ask(query("x"), LIMIT, Ticket(2), Moment::ZERO, &mut vec![]);
        browse.settle(Ticket(2), &Ok(page(&["z"], 1)));
        let mut out = vec![];
        browse.ask(query(""), LIMIT, Ticket(3), Moment::ZERO, &mut out);
        assert_eq!((out, ids(&browse)), (vec![], vec!["a", "b", "c"]));
    }

    #[test]
    fn a_failed_query_keeps_the_old_groups_and_can_be_tried_again() {
        let mut browse = first(&["a", "b", "c"], 9);
        browse.ask(query("x"), LIMIT, Ticket(2), Moment::ZERO, &mut vec![]);
        browse.settle(Ticket(2), &Err(Fault::new(FaultKind::Dns)));
        assert_eq!(browse.results().fault().map(|f| f.kind.clone()), Some(FaultKind::Dns));
        assert_eq!((ids(&browse), browse.query()), (vec!["a", "b", "c"], &query("x")));
        let mut out = vec![];
        browse.reload(Ticket(3), Moment::ZERO, &mut out);
        assert!(matches!(&out[..], [Effect::FetchPage { ticket: Ticket(3), .. }]));
        browse.settle(Ticket(3), &Ok(page(&["z"], 1)));
        assert_eq!(ids(&browse), ["z"]);
    }

    #[test]
    fn reloading_keeps_what_is_on_screen_meanwhile() {
        let mut browse = first(&["a", "b", "c"], 9);
        let mut out = vec![];
        browse.reload(Ticket(2), Moment::ZERO, &mut out);
        assert_eq!(out.len(), 1);
        assert_eq!(ids(&browse), ["a", "b", "c"]);
        browse.settle(Ticket(2), &Ok(page(&["d", "e", "f"], 9)));
        assert_eq!(ids(&browse), ["d", "e", "f"]);
    }

    #[test]
    fn a_page_that_failed_is_tried_again_and_shown() {
        let mut browse = first(&["a", "b", "c"], 9);
        turn(&mut browse, 1, 2);
        browse.settle(Ticket(2), &Err(Fault::new(FaultKind::Stalled)));
        assert_eq!((ids(&browse), browse.results().fault().is_some()), (vec!["a", "b", "c"], true));
        browse.reload(Ticket(3), Moment::ZERO, &mut vec![]);
        assert!(browse.settle(Ticket(3), &Ok(page(&["d", "e", "f"], 9))));
        assert_eq!((ids(&browse), browse.page()), (vec!["d", "e", "f"], 1));
    }

    #[test]
    fn turning_on_while_a_page_is_on_its_way_waits_and_turning_back_stays() {
        let mut browse = first(&["a", "b", "c"], 9);
        turn(&mut browse, 1, 2);
        assert!(browse.can_turn(1), "nobody knows yet that there is nothing more");
        assert_eq!(turn(&mut browse, 1, 3), []);
        turn(&mut browse, -1, 4);
        browse.settle(Ticket(2), &Ok(page(&["d", "e", "f"], 9)));
        assert_eq!((ids(&browse), browse.page()), (vec!["a", "b", "c"], 0));
    }

    #[test]
    fn memory_stays_flat_over_many_pages() {
        let mut browse = first(&["a0", "b0", "c0"], 9000);
        for number in 1..500_u64 {
            turn(&mut browse, 1, number + 10);
            let ids = [format!("a{number}"), format!("b{number}"), format!("c{number}")];
            browse.settle(Ticket(number + 10), &Ok(page(&[&ids[0], &ids[1], &ids[2]], 9000)));
        }
        assert_eq!(browse.page(), 499);
        assert!(browse.loaded().count() <= (KEPT_PAGES + 1) * LIMIT);
        for number in 0..499_u64 {
            turn(&mut browse, -1, number + 1000);
            let ids = ["a", "b", "c"].map(|letter| format!("{letter}{}", 498 - number));
            browse.settle(Ticket(number + 1000), &Ok(page(&[&ids[0], &ids[1], &ids[2]], 9000)));
        }
        assert_eq!(ids(&browse), ["a0", "b0", "c0"]);
    }
}
