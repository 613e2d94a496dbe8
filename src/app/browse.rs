//! Pages of the catalogue: which are shown, which are on their way, and where the list ends.
//!
//! What is on screen stays until what was asked for is there. `TotalCount` is only a hint (no source says whether it
//! counts groups or versions): a list ends where the service sends less than was asked for, never earlier or later.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::catalogue::{Fault, Group, Page, Query};

use super::result_set::KEPT_BYTES;
use super::{Asking, Remote, ResultSet, Results, Source, Ticket};

/// Queries whose pages are kept beside the one on screen.
const KEPT_QUERIES: usize = 8;

/// A set that is going to be on screen as soon as one of its pages is there.
#[derive(Debug, Clone, PartialEq)]
struct Incoming {
    set: ResultSet,
    page: usize,
}

/// Who is to answer a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// One source alone.
    Only(Source),
    /// The service; until it has answered, the catalogue in hand.
    Previewed,
}

impl Plan {
    /// Who has the last word.
    #[must_use]
    pub fn source(self) -> Source {
        match self {
            Plan::Only(source) => source,
            Plan::Previewed => Source::Live,
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
    /// What was asked for in place of it, and is not there yet.
    incoming: Option<Incoming>,
    /// The same query, answered by the catalogue in hand until `incoming` is there.
    preview: Option<ResultSet>,
    kept: VecDeque<ResultSet>,
}

impl Browse {
    /// Nothing asked for yet.
    #[must_use]
    pub fn new(query: Query, limit: usize) -> Self {
        Browse {
            shown: ResultSet::new(query, Source::Live, limit),
            page: 0,
            wanted: None,
            incoming: None,
            preview: None,
            kept: VecDeque::new(),
        }
    }

    /// The query that was asked for last.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.incoming.as_ref().map_or(&self.shown, |incoming| &incoming.set).query
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
        let sets = std::iter::once(&self.shown)
            .chain(self.incoming.as_ref().map(|incoming| &incoming.set))
            .chain(&self.kept);
        sets.flat_map(|set| set.pages.values()).filter_map(Remote::value).flat_map(|page| &page.groups)
    }

    /// What the reader waits for: the page asked for, else the one on screen.
    #[must_use]
    pub fn results(&self) -> &Remote<Results> {
        match (&self.incoming, self.wanted) {
            (Some(incoming), _) => incoming.set.page(incoming.page),
            (None, Some(wanted)) => self.shown.page(wanted),
            (None, None) => self.shown.page(self.page),
        }
    }

    /// Whether the groups on screen are those asked for.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.incoming.is_none() && self.wanted.is_none() && self.results().is_ready()
    }

    /// Whether the groups on screen are what the catalogue in hand says to the query the service is asked.
    #[must_use]
    pub fn is_previewed(&self) -> bool {
        let incoming = self.incoming.as_ref().map(|incoming| &incoming.set);
        self.shown.source == Source::Local && incoming.is_some_and(|set| set.query == self.shown.query)
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
    pub fn ask(&mut self, query: Query, limit: usize, plan: Plan, asking: &mut Asking<'_>) {
        let source = plan.source();
        let is_it = |set: &ResultSet| set.query == query && set.source == source;
        let on_its_way = |Incoming { set, page }: &Incoming| is_it(set) && set.page(*page).ticket().is_some();
        if self.incoming.as_ref().is_some_and(on_its_way) {
            return;
        }
        self.cancel(asking);
        self.incoming = None;
        if is_it(&self.shown) && self.shown.page(self.page).value().is_some() {
            return;
        }
        let kept = self.kept.iter().position(is_it);
        if let Some(set) = kept.and_then(|at| self.kept.remove(at)).filter(|set| set.page(0).is_ready()) {
            self.show(Incoming { set, page: 0 });
            return;
        }
        let mut set = ResultSet::new(query, source, limit);
        set.fetch(0, asking);
        self.incoming = Some(Incoming { set, page: 0 });
        if plan == Plan::Previewed {
            self.preview(asking);
        }
    }

    /// Whether the catalogue in hand is asked about the query.
    #[must_use]
    pub fn asks_in_hand(&self) -> bool {
        let incoming = self.incoming.as_ref().map_or(&self.shown, |incoming| &incoming.set);
        self.preview.is_some() || incoming.source == Source::Local
    }

    /// Asks the catalogue in hand for what the service has not answered yet.
    pub fn preview(&mut self, asking: &mut Asking<'_>) {
        let Some(Incoming { set, page: 0 }) = &self.incoming else { return };
        if set.source == Source::Local || self.preview.is_some() || self.is_previewed() {
            return;
        }
        let mut preview = ResultSet::new(set.query.clone(), Source::Local, set.limit);
        preview.fetch(0, asking);
        self.preview = Some(preview);
    }

    /// The catalogue in hand is another than before: its answer on screen is asked for again, and it stands in for a
    /// service that has not answered yet.
    pub fn freshen(&mut self, plan: Plan, asking: &mut Asking<'_>) {
        if plan == Plan::Previewed {
            self.preview(asking);
        }
        if let Some(Incoming { set, page }) = &mut self.incoming
            && set.source == Source::Local
        {
            set.fetch(*page, asking);
        }
        if self.shown.source == Source::Local && self.incoming.is_none() && self.wanted.is_none() {
            self.shown.forget_all_but(self.page, asking);
            self.shown.request(self.page, asking);
        }
    }

    /// Asks for pages of more groups, of the query on screen, beginning with the one that has the group at row `row` of
    /// the page on screen. Nothing is asked where all there is stands on that page, or something else is on its way.
    pub fn grow(&mut self, limit: usize, row: usize, asking: &mut Asking<'_>) {
        let is_all = self.page == 0 && !self.shown.may_follow(0);
        if limit <= self.shown.limit || is_all || !self.is_current() {
            return;
        }
        self.cancel(asking);
        let mut set = ResultSet::new(self.shown.query.clone(), self.shown.source, limit);
        (set.total, set.available) = (self.shown.total, self.shown.available);
        let page = (self.page * self.shown.limit + row) / limit;
        set.fetch(page, asking);
        self.incoming = Some(Incoming { set, page });
    }

    /// Fetches anew what is asked for, and forgets everything else.
    pub fn reload(&mut self, asking: &mut Asking<'_>) {
        let wanted = self.wanted;
        self.cancel(asking);
        self.kept.clear();
        if let Some(Incoming { set, page }) = &mut self.incoming {
            set.fetch(*page, asking);
            return;
        }
        self.shown.pages.retain(|&number, _| number == self.page);
        self.shown.last = None;
        self.wanted = wanted;
        self.shown.request(wanted.unwrap_or(self.page), asking);
    }

    /// Turns to the next (1) or previous (-1) page: at once when it is there, else as soon as it comes.
    ///
    /// `true` when the page on screen has changed.
    pub fn turn(&mut self, by: isize, asking: &mut Asking<'_>) -> bool {
        let on_its_way = self.wanted.is_some_and(|wanted| self.shown.page(wanted).ticket().is_some());
        let waits = self.incoming.is_some() && !self.is_previewed();
        if waits || !self.can_turn(by) || (by > 0 && on_its_way) {
            return false;
        }
        let page = self.wanted.unwrap_or(self.page).saturating_add_signed(by);
        // While the catalogue in hand stands in for the service, that is asked for the page the reader goes to.
        if let Some(Incoming { set, page: awaited }) = &mut self.incoming {
            *awaited = page;
            set.fetch(page, asking);
        }
        if self.shown.page(page).value().is_some() {
            self.wanted = None;
            self.page = page;
            self.shown.forget_far(page);
            return true;
        }
        self.wanted = Some(page).filter(|&wanted| wanted != self.page);
        self.shown.fetch(page, asking);
        false
    }

    /// Fetches the page after the one on screen before it is asked for.
    pub fn prefetch(&mut self, asking: &mut Asking<'_>) {
        let next = self.page + 1;
        let waiting = self.incoming.is_some() || self.wanted.is_some();
        // A page of the catalogue in hand is there as soon as it is asked for.
        if !waiting
            && self.shown.source == Source::Live
            && self.shown.may_follow(self.page)
            && self.shown.page(next).is_idle()
        {
            self.shown.fetch(next, asking);
        }
    }

    /// Takes an answer: `true` when the groups on screen have changed.
    pub fn settle(&mut self, ticket: Ticket, reply: Result<Page, Fault>, asking: &mut Asking<'_>) -> bool {
        if self.incoming.as_ref().is_some_and(|incoming| incoming.set.tickets().any(|own| own == ticket)) {
            return self.settle_incoming(ticket, reply);
        }
        if self.preview.as_ref().is_some_and(|preview| preview.tickets().any(|own| own == ticket)) {
            return self.settle_preview(ticket, reply);
        }
        let before = self.shown.page(self.page).value().cloned();
        let Some(number) = self.shown.settle(ticket, reply) else { return false };
        if self.shown.last.is_some_and(|last| number > last) {
            return self.step_back(number, before, asking);
        }
        if self.wanted == Some(number) && self.shown.page(number).is_ready() {
            self.wanted = None;
            self.page = number;
            self.shown.forget_far(number);
            return true;
        }
        number == self.page
    }

    fn settle_incoming(&mut self, ticket: Ticket, reply: Result<Page, Fault>) -> bool {
        let Some(mut incoming) = self.incoming.take() else { return false };
        incoming.set.settle(ticket, reply);
        if incoming.set.page(incoming.page).is_ready() {
            self.show(incoming);
            return true;
        }
        self.incoming = Some(incoming);
        false
    }

    /// What the catalogue in hand has is on screen until the service has answered. Where it has nothing, what is on screen
    /// stays.
    fn settle_preview(&mut self, ticket: Ticket, reply: Result<Page, Fault>) -> bool {
        let Some(mut preview) = self.preview.take() else { return false };
        preview.settle(ticket, reply);
        if !preview.page(0).is_ready() || preview.page(0).value().is_some_and(|page| page.groups.is_empty()) {
            return false;
        }
        let incoming = self.incoming.take();
        self.show(Incoming { set: preview, page: 0 });
        self.incoming = incoming;
        true
    }

    /// The page that came lies behind the end of the list, since the catalogue has shrunk: what was on screen stays
    /// until the last page that there is has come.
    fn step_back(&mut self, number: usize, before: Option<Results>, asking: &mut Asking<'_>) -> bool {
        let shown = self.page;
        self.shown.pages.retain(|&page, _| page <= number || page == shown);
        if number == self.page
            && let Some(before) = before
        {
            self.shown.pages.insert(number, Remote::Ready(before));
        } else {
            self.shown.pages.remove(&number);
        }
        if self.wanted != Some(number) && number != self.page {
            return false;
        }
        let target = self.shown.last_before(number);
        self.wanted = Some(target).filter(|target| *target != self.page);
        if self.wanted.is_some() && self.shown.page(target).value().is_some() {
            self.wanted = None;
            self.page = target;
            return true;
        }
        self.shown.fetch(target, asking);
        false
    }

    /// Puts a set on screen; the one before is kept where the service answered it.
    fn show(&mut self, Incoming { set, page }: Incoming) {
        let is_kept = set.query != self.shown.query && self.shown.source == Source::Live;
        let mut before = std::mem::replace(&mut self.shown, set);
        before.pages.retain(|_, page| page.is_ready());
        before.forget_far(0);
        if before.page(0).is_ready() && is_kept {
            self.kept.push_front(before);
            self.kept.truncate(KEPT_QUERIES);
            while self.kept.iter().map(ResultSet::bytes).sum::<usize>() > KEPT_BYTES {
                self.kept.pop_back();
            }
        }
        self.page = page;
        self.wanted = None;
        self.incoming = None;
        self.preview = None;
    }

    /// Nobody waits any more for what is on its way.
    fn cancel(&mut self, asking: &mut Asking<'_>) {
        let mut preview = self.preview.take();
        let sets = std::iter::once(&mut self.shown)
            .chain(self.incoming.as_mut().map(|incoming| &mut incoming.set))
            .chain(preview.as_mut());
        for page in sets.flat_map(|set| set.pages.values_mut()) {
            if let Some(ticket) = page.ticket() {
                asking.cancel(ticket);
                page.cancelled();
            }
        }
        self.wanted = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::result_set::KEPT_PAGES;
    use crate::app::{Effect, Moment, Request, Requests};
    use crate::catalogue::{FaultKind, GroupId};
    use crate::text::CleanText;

    const LIMIT: usize = 3;
    const LIVE: Plan = Plan::Only(Source::Live);

    fn group(id: &str) -> Arc<Group> {
        Arc::new(Group { group_id: GroupId::new(id), ..Group::default() })
    }

    fn page(ids: &[&str], total: u64) -> Page {
        Page { groups: ids.iter().map(|id| group(id)).collect(), total_count: Some(total), ..Page::default() }
    }

    fn query(fuzzy: &str) -> Query {
        Query { fuzzy: CleanText::line(fuzzy), ..Query::default() }
    }

    /// Pages, the table of requests, and what was asked for.
    struct Desk {
        browse: Browse,
        requests: Requests,
    }

    impl Desk {
        /// With the first page on screen, ticket 1.
        fn first(ids: &[&str], total: u64) -> Self {
            let mut desk = Desk { browse: Browse::new(query("first"), LIMIT), requests: Requests::default() };
            desk.ask("");
            assert!(desk.settle(1, Ok(page(ids, total))));
            desk
        }

        fn with<T>(&mut self, act: impl FnOnce(&mut Browse, &mut Asking<'_>) -> T) -> (T, Vec<Effect>) {
            let mut out = vec![];
            let done = act(&mut self.browse, &mut self.requests.asking(Moment::ZERO, &mut out));
            (done, out)
        }

        fn ask(&mut self, fuzzy: &str) -> Vec<Effect> {
            self.with(|browse, asking| browse.ask(query(fuzzy), LIMIT, LIVE, asking)).1
        }

        fn turn(&mut self, by: isize) -> Vec<Effect> {
            self.with(|browse, asking| browse.turn(by, asking)).1
        }

        fn reload(&mut self) -> Vec<Effect> {
            self.with(Browse::reload).1
        }

        /// Whether the groups on screen change by an answer.
        fn settle(&mut self, ticket: u64, reply: Result<Page, Fault>) -> bool {
            self.answer(ticket, reply).0
        }

        fn answer(&mut self, ticket: u64, reply: Result<Page, Fault>) -> (bool, Vec<Effect>) {
            self.requests.answered(Ticket(ticket));
            self.with(|browse, asking| browse.settle(Ticket(ticket), reply, asking))
        }

        /// The offset that a request under way asks for.
        fn asked_offset(&self, ticket: u64) -> usize {
            match self.requests.get(Ticket(ticket)).map(|request| &request.what) {
                Some(Request::Page { window, .. }) => window.offset,
                other => panic!("{other:?} is no page"),
            }
        }

        fn ids(&self) -> Vec<&str> {
            self.browse.groups().iter().map(|group| group.group_id.as_str()).collect()
        }
    }

    /// The offsets that effects ask for.
    fn offsets(effects: &[Effect]) -> Vec<usize> {
        let mut offsets = Vec::new();
        for effect in effects {
            if let Effect::Ask { what: Request::Page { window, .. }, .. } = effect {
                offsets.push(window.offset);
            }
        }
        offsets
    }

    #[test]
    fn a_turned_page_replaces_the_old_only_when_it_is_there() {
        let mut desk = Desk::first(&["a", "b", "c"], 6);
        assert_eq!(desk.turn(1).len(), 1);
        assert_eq!(desk.ids(), ["a", "b", "c"]);
        assert!(desk.settle(2, Ok(page(&["d", "e", "f"], 6))));
        assert_eq!((desk.ids(), desk.browse.page()), (vec!["d", "e", "f"], 1));
        assert_eq!(desk.turn(-1), [], "a page that is there is not fetched");
        assert_eq!(desk.ids(), ["a", "b", "c"]);
    }

    #[test]
    fn no_page_is_fetched_twice() {
        let mut desk = Desk::first(&["a", "b", "c"], 9);
        let ((), out) = desk.with(|browse, asking| {
            browse.prefetch(asking);
            browse.prefetch(asking);
            browse.turn(1, asking);
        });
        assert_eq!(offsets(&out), [3]);
    }

    #[test]
    fn a_full_page_may_be_followed_whatever_the_total_says() {
        let mut desk = Desk::first(&["a", "b", "c"], 0);
        assert!(desk.browse.can_turn(1));
        assert_eq!(desk.browse.shown().page_count(0), (2, false));
        desk.turn(1);
        desk.settle(2, Ok(page(&["d"], 0)));
        assert_eq!((desk.browse.can_turn(1), desk.browse.shown().page_count(1)), (false, (2, true)));
    }

    #[test]
    fn a_short_page_ends_the_list_whatever_the_total_says() {
        let desk = Desk::first(&["a", "b"], 743);
        assert!(!desk.browse.can_turn(1));
        assert_eq!(desk.browse.shown().page_count(0), (1, true));
    }

    #[test]
    fn an_empty_next_page_means_that_this_was_the_last() {
        let mut desk = Desk::first(&["a", "b", "c"], 3);
        desk.turn(1);
        desk.settle(2, Ok(page(&[], 3)));
        assert_eq!((desk.ids(), desk.browse.can_turn(1)), (vec!["a", "b", "c"], false));
        assert!(desk.browse.is_current());
    }

    #[test]
    fn groups_that_repeat_across_pages_are_shown_once_and_endless_repeats_end() {
        let mut desk = Desk::first(&["a", "b", "c"], 9);
        desk.turn(1);
        desk.settle(2, Ok(page(&["c", "d", "d"], 9)));
        assert_eq!(desk.ids(), ["d"]);
        assert!(desk.browse.can_turn(1), "a page with repeats is still a full page");
        desk.turn(1);
        desk.settle(3, Ok(page(&["a", "b", "c"], 9)));
        assert_eq!((desk.browse.page(), desk.browse.can_turn(1)), (1, false));
    }

    #[test]
    fn late_and_foreign_replies_are_ignored() {
        let mut desk = Desk::first(&["a", "b", "c"], 9);
        desk.ask("x");
        let out = desk.ask("xy");
        assert!(out.contains(&Effect::Cancel { ticket: Ticket(2) }));
        assert!(!desk.settle(2, Ok(page(&["late"], 1))));
        assert!(!desk.settle(9, Ok(page(&["foreign"], 1))));
        assert_eq!(desk.ids(), ["a", "b", "c"]);
        assert!(desk.settle(3, Ok(page(&["z"], 1))));
        assert_eq!(desk.ids(), ["z"]);
    }

    #[test]
    fn a_kept_query_is_on_screen_at_once() {
        let mut desk = Desk::first(&["a", "b", "c"], 9);
        desk.ask("x");
        desk.settle(2, Ok(page(&["z"], 1)));
        let out = desk.ask("");
        assert_eq!((out, desk.ids()), (vec![], vec!["a", "b", "c"]));
    }

    #[test]
    fn pages_of_more_groups_begin_with_the_selected_one() {
        let mut desk = Desk::first(&["a", "b", "c"], 9);
        desk.turn(1);
        desk.settle(2, Ok(page(&["d", "e", "f"], 9)));
        let grow =
            |desk: &mut Desk, limit, row| desk.with(|browse, asking| browse.grow(limit, row, asking)).1;
        assert_eq!(grow(&mut desk, LIMIT, 2), [], "they are as large as that");
        assert_eq!(offsets(&grow(&mut desk, 4, 2)), [4]);
        assert_eq!(desk.ids(), ["d", "e", "f"], "what is on screen stays meanwhile");
        assert_eq!(grow(&mut desk, 5, 2), [], "something is on its way");
        assert!(desk.settle(3, Ok(page(&["e", "f", "g", "h"], 9))));
        assert_eq!((desk.ids(), desk.browse.page()), (vec!["e", "f", "g", "h"], 1));
        assert_eq!(desk.turn(-1).len(), 1, "the pages before are of the new size too");
        let mut whole = Desk::first(&["a", "b"], 2);
        assert_eq!(grow(&mut whole, 9, 0), [], "there is nothing more");
    }

    #[test]
    fn a_failed_query_keeps_the_old_groups_and_can_be_tried_again() {
        let mut desk = Desk::first(&["a", "b", "c"], 9);
        desk.ask("x");
        desk.settle(2, Err(Fault::new(FaultKind::Dns)));
        assert_eq!(desk.browse.results().fault().map(|f| f.kind.clone()), Some(FaultKind::Dns));
        assert_eq!((desk.ids(), desk.browse.query()), (vec!["a", "b", "c"], &query("x")));
        assert_eq!(offsets(&desk.reload()), [0]);
        desk.settle(3, Ok(page(&["z"], 1)));
        assert_eq!(desk.ids(), ["z"]);
    }

    #[test]
    fn reloading_keeps_what_is_on_screen_meanwhile() {
        let mut desk = Desk::first(&["a", "b", "c"], 9);
        assert_eq!(offsets(&desk.reload()), [0]);
        assert_eq!(desk.ids(), ["a", "b", "c"]);
        desk.settle(2, Ok(page(&["d", "e", "f"], 9)));
        assert_eq!(desk.ids(), ["d", "e", "f"]);
    }

    #[test]
    fn a_page_that_failed_is_tried_again_and_shown() {
        let mut desk = Desk::first(&["a", "b", "c"], 9);
        desk.turn(1);
        desk.settle(2, Err(Fault::new(FaultKind::Stalled)));
        assert_eq!((desk.ids(), desk.browse.results().fault().is_some()), (vec!["a", "b", "c"], true));
        desk.reload();
        assert!(desk.settle(3, Ok(page(&["d", "e", "f"], 9))));
        assert_eq!((desk.ids(), desk.browse.page()), (vec!["d", "e", "f"], 1));
    }

    #[test]
    fn turning_on_while_a_page_is_on_its_way_waits_and_turning_back_stays() {
        let mut desk = Desk::first(&["a", "b", "c"], 9);
        desk.turn(1);
        assert!(desk.browse.can_turn(1), "nobody knows yet that there is nothing more");
        assert_eq!(desk.turn(1), []);
        desk.turn(-1);
        desk.settle(2, Ok(page(&["d", "e", "f"], 9)));
        assert_eq!((desk.ids(), desk.browse.page()), (vec!["a", "b", "c"], 0));
    }

    /// On page 3 of three, a reload finds a catalogue that has shrunk to one page.
    #[test]
    fn a_catalogue_that_has_shrunk_shows_its_last_page_and_what_was_there_until_then() {
        for total in [2, 9000, 0] {
            let mut desk = Desk::first(&["a", "b", "c"], 9);
            for (ticket, ids) in [(2, ["d", "e", "f"]), (3, ["g", "h", "i"])] {
                desk.turn(1);
                desk.settle(ticket, Ok(page(&ids, 9)));
            }
            desk.reload();
            let mut ticket = 4;
            while desk.browse.page() > 0 {
                assert_eq!(desk.ids(), ["g", "h", "i"], "what was on screen stays");
                let offset = if ticket == 4 { 6 } else { desk.asked_offset(ticket) };
                let reply = if offset == 0 { page(&["a", "b"], total) } else { page(&[], total) };
                desk.settle(ticket, Ok(reply));
                ticket += 1;
                assert!(ticket < 8, "it ends");
            }
            assert_eq!(
                (desk.ids(), desk.browse.can_turn(1), desk.browse.is_current()),
                (vec!["a", "b"], false, true)
            );
        }
    }

    /// Descriptions as long as the border lets them be: 48 KB a group.
    #[test]
    fn memory_is_bounded_by_bytes_too() {
        let heavy = |number: u64| {
            let image_desc = CleanText::block(&"字".repeat(16_000), usize::MAX);
            let group = |letter: &str| {
                let group_id = GroupId::new(&format!("{letter}{number}"));
                Arc::new(Group { group_id, image_desc: image_desc.clone(), ..Group::default() })
            };
            let groups = (0..100).map(|at| group(&format!("{at}-"))).collect();
            Page { groups, total_count: Some(9000), ..Page::default() }
        };
        let mut desk = Desk { browse: Browse::new(query("first"), 100), requests: Requests::default() };
        let ask = |desk: &mut Desk, number: u64| {
            let asked =
                desk.with(|browse, asking| browse.ask(query(&format!("q{number}")), 100, LIVE, asking)).1;
            let Some(Effect::Ask { ticket, .. }) = asked.last() else { panic!("{asked:?}") };
            assert!(desk.settle(ticket.0, Ok(heavy(number))));
        };
        for number in 0..6 {
            ask(&mut desk, number);
            if let Some(Effect::Ask { ticket, .. }) = desk.turn(1).first() {
                desk.settle(ticket.0, Ok(heavy(100 + number)));
            }
        }
        let bytes: usize = desk.browse.loaded().map(|group| group.bytes()).sum();
        assert!(bytes <= 2 * KEPT_BYTES, "{bytes}");
        assert_eq!(desk.browse.groups().len(), 100, "what is on screen stays");
    }

    #[test]
    fn memory_stays_flat_over_many_pages() {
        let mut desk = Desk::first(&["a0", "b0", "c0"], 9000);
        for number in 1..500_u64 {
            desk.turn(1);
            let ids = [format!("a{number}"), format!("b{number}"), format!("c{number}")];
            desk.settle(number + 1, Ok(page(&[&ids[0], &ids[1], &ids[2]], 9000)));
        }
        assert_eq!(desk.browse.page(), 499);
        assert!(desk.browse.loaded().count() <= (KEPT_PAGES + 1) * LIMIT);
        for number in 0..499_u64 {
            let ids = ["a", "b", "c"].map(|letter| format!("{letter}{}", 498 - number));
            if let Some(Effect::Ask { ticket, .. }) = desk.turn(-1).first() {
                desk.settle(ticket.0, Ok(page(&[&ids[0], &ids[1], &ids[2]], 9000)));
            }
        }
        assert_eq!(desk.ids(), ["a0", "b0", "c0"]);
    }
}
