//! The catalogue in hand: reading it, fetching it anew, and who answers.

use crate::app::{Notice, Request, Snapshot, Source, Synced, Syncing, Ticket};
use crate::catalogue::{Fault, Page};
use crate::search::Answer;

use super::{Update, pages};

/// Reads the catalogue that lies on disk, if any.
pub(super) fn read(up: &mut Update<'_>) {
    if up.state.setup.keeps_catalogue {
        up.asking(|_, asking| asking.ask(Request::Snapshot));
    }
}

/// The disk has answered.
pub(super) fn was_read(up: &mut Update<'_>, snapshot: Option<Snapshot>) {
    up.state.local.is_read = true;
    if let Some(snapshot) = snapshot {
        up.state.local.learn(snapshot, up.now);
        pages::freshen(up);
    }
}

/// Fetches the whole catalogue by itself: once there is a page to look at, nothing else is on its way, and what is in
/// hand is older than the reader wants it to be.
pub(super) fn sync_if_due(up: &mut Update<'_>) {
    let Some(after) = up.state.setup.sync_after else { return };
    let is_calm = up.state.list.browse.is_current() && up.state.requests.is_idle();
    if is_calm && up.state.local.is_due(after, up.now) {
        start(up, false);
    }
}

/// Fetches the whole catalogue now.
pub(in crate::app) fn sync(up: &mut Update<'_>) {
    match &mut up.state.local.syncing {
        Some(syncing) => syncing.asked_for = true,
        None => start(up, true),
    }
}

fn start(up: &mut Update<'_>, asked_for: bool) {
    let ticket = up.asking(|_, asking| asking.ask(Request::Sync));
    up.state.local.syncing = Some(Syncing { ticket, done: 0, total: None, asked_for });
}

/// Some of it has come.
pub(super) fn progressed(up: &mut Update<'_>, ticket: Ticket, done: usize, total: Option<u64>) {
    if let Some(syncing) = up.state.local.syncing.as_mut().filter(|syncing| syncing.ticket == ticket) {
        (syncing.done, syncing.total) = (done, total);
    }
}

/// The catalogue in hand has answered: what it says beside the groups is kept, unless a later answer was here first.
pub(super) fn heard(up: &mut Update<'_>, ticket: Ticket, answer: Answer) -> Page {
    let Answer { page, snippets, facets } = answer;
    up.state.local.heard(ticket, facets, snippets);
    page
}

/// The whole of it has come, or could not be had.
pub(super) fn synced(up: &mut Update<'_>, reply: Result<Synced, Fault>) {
    let asked_for = up.state.local.syncing.take().is_some_and(|syncing| syncing.asked_for);
    match reply {
        Ok(synced) => {
            up.state.local.learn(synced.snapshot, up.now);
            if asked_for {
                up.notify(Notice::Synced(synced));
            }
            pages::freshen(up);
        }
        Err(fault) => {
            up.state.local.failed_at = Some(up.now);
            if asked_for {
                up.notify(Notice::SyncFailed(fault));
            }
        }
    }
}

/// The next one to answer: whoever is best, the catalogue in hand alone, the service alone.
pub(in crate::app) fn turn_pin(up: &mut Update<'_>) {
    let pin = match up.state.local.pin {
        None => Some(Source::Local),
        Some(Source::Local) => Some(Source::Live),
        Some(Source::Live) => None,
    };
    up.state.local.pin = pin;
    up.notify(Notice::Pinned(pin));
    pages::go(up, up.state.query().clone());
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use crate::app::tests::setup;
    use crate::app::{
        Effect, Event, Moment, Reply, Request, Setup, Snapshot, Source, State, Synced, Ticket, update,
    };
    use crate::catalogue::{Fault, FaultKind, Group, GroupId, Page, Query, Yours};
    use crate::search::Answer;

    const HOUR: Duration = Duration::from_secs(3600);

    fn page(ids: &[&str]) -> Page {
        let group = |id: &&str| Arc::new(Group { group_id: GroupId::new(id), ..Group::default() });
        Page {
            groups: ids.iter().map(group).collect(),
            total_count: Some(ids.len() as u64),
            ..Page::default()
        }
    }

    fn snapshot(age: Duration) -> Snapshot {
        Snapshot { groups: 3, taken: 1_800_000_000, age }
    }

    /// A desk that answers what is asked, by kind.
    struct Desk {
        state: State,
        asked: Vec<(Ticket, Request)>,
        cancelled: Vec<Ticket>,
        now: Moment,
    }

    impl Desk {
        fn new() -> Self {
            let setup = Setup { keeps_catalogue: true, sync_after: Some(HOUR), ..setup() };
            let state = State::new(setup);
            let mut desk = Desk { state, asked: vec![], cancelled: vec![], now: Moment::ZERO };
            desk.take(Event::Started);
            desk
        }

        fn take(&mut self, event: Event) {
            self.now += Duration::from_millis(10);
            for effect in update(&mut self.state, event, self.now) {
                if let Effect::Ask { ticket, what } = effect {
                    self.asked.push((ticket, what));
                } else if let Effect::Cancel { ticket } = effect {
                    self.cancelled.push(ticket);
                }
            }
        }

        fn keys(&mut self, keys: &str) {
            keys.split(' ').for_each(|key| self.take(Event::Key(key.parse().unwrap())));
        }

        /// Answers the newest request of a kind.
        fn answer(&mut self, is_it: impl Fn(&Request) -> bool, reply: Reply) {
            let at = self
                .asked
                .iter()
                .rposition(|(_, what)| is_it(what))
                .unwrap_or_else(|| panic!("{:?}", self.asked));
            let (ticket, _) = self.asked.remove(at);
            self.take(Event::Answered { ticket, reply });
        }

        fn live(&mut self, ids: &[&str]) {
            self.answer(|what| matches!(what, Request::Page { .. }), Reply::Page(Ok(page(ids))));
        }

        fn local(&mut self, ids: &[&str]) {
            self.answer(
                |what| matches!(what, Request::Local { .. }),
                Reply::Local(Ok(Answer { page: page(ids), ..Answer::default() })),
            );
        }

        fn on_disk(&mut self, snapshot: Option<Snapshot>) {
            self.answer(|what| *what == Request::Snapshot, Reply::Snapshot(snapshot));
            self.answer(|what| *what == Request::Yours, Reply::Yours(Yours::default()));
        }

        fn tags(&mut self) {
            self.answer(|what| *what == Request::Tags, Reply::Tags(Err(Fault::new(FaultKind::Dns))));
        }

        fn asks(&self, is_it: impl Fn(&Request) -> bool) -> usize {
            self.asked.iter().filter(|(_, what)| is_it(what)).count()
        }

        fn shown(&self) -> (Vec<&str>, Source) {
            let browse = &self.state.list.browse;
            (browse.groups().iter().map(|group| group.group_id.as_str()).collect(), browse.shown().source)
        }
    }

    #[test]
    fn what_is_in_hand_stands_in_until_the_service_answers_and_the_selection_stays() {
        let mut desk = Desk::new();
        desk.on_disk(Some(snapshot(HOUR / 2)));
        desk.local(&["a", "b", "c"]);
        assert_eq!(desk.shown(), (vec!["a", "b", "c"], Source::Local));
        desk.keys("j");
        desk.live(&["new", "a", "b"]);
        assert_eq!(desk.shown(), (vec!["new", "a", "b"], Source::Live));
        assert_eq!(desk.state.list.selected, Some(GroupId::new("b")));
    }

    #[test]
    fn a_page_turned_meanwhile_is_turned_for_the_service_too() {
        let mut desk = Desk::new();
        desk.on_disk(Some(snapshot(HOUR / 2)));
        let answer = |ids: &[&str]| {
            let page = Page { total_count: Some(9), ..page(ids) };
            Reply::Local(Ok(Answer { page, ..Answer::default() }))
        };
        let is_local = |what: &Request| matches!(what, Request::Local { .. });
        desk.answer(is_local, answer(&["a", "b", "c"]));
        desk.keys("n");
        desk.answer(is_local, answer(&["d", "e", "f"]));
        assert_eq!((desk.shown(), desk.state.list.browse.page()), ((vec!["d", "e", "f"], Source::Local), 1));
        desk.live(&["D", "E", "F"]);
        assert_eq!((desk.shown(), desk.state.list.browse.page()), ((vec!["D", "E", "F"], Source::Live), 1));
        desk.keys("p");
        let is_first = |what: &Request| matches!(what, Request::Page { window, .. } if window.offset == 0);
        desk.answer(is_first, Reply::Page(Ok(page(&["A", "B", "C"]))));
        assert_eq!((desk.shown(), desk.state.list.browse.page()), ((vec!["A", "B", "C"], Source::Live), 0));
    }

    #[test]
    fn an_answer_in_hand_that_comes_late_is_nobodys() {
        let mut desk = Desk::new();
        desk.on_disk(Some(snapshot(HOUR / 2)));
        desk.live(&["new"]);
        desk.local(&["old"]);
        assert_eq!(desk.shown(), (vec!["new"], Source::Live));
    }

    #[test]
    fn a_service_that_fails_leaves_what_is_in_hand_and_the_reader_may_stay_with_it() {
        let mut desk = Desk::new();
        desk.on_disk(Some(snapshot(HOUR / 2)));
        desk.local(&["a", "b"]);
        let fault = Fault::new(FaultKind::Dns);
        desk.answer(|what| matches!(what, Request::Page { .. }), Reply::Page(Err(fault.clone())));
        assert_eq!(desk.shown(), (vec!["a", "b"], Source::Local));
        assert_eq!(desk.state.list.browse.results().fault(), Some(&fault));
        desk.keys("v");
        assert_eq!(desk.state.list.browse.results().fault(), None, "what is on screen is what was asked for");
    }

    #[test]
    fn words_are_answered_in_hand_at_every_key_and_checked_when_typing_rests() {
        let mut desk = Desk::new();
        desk.on_disk(Some(snapshot(HOUR / 2)));
        desk.live(&["a"]);
        desk.keys("/ f l");
        let words = |word: &'static str| move |what: &Request| matches!(what, Request::Local { query, .. } if query.fuzzy.as_str() == word);
        assert_eq!((desk.asks(words("f")), desk.asks(words("fl"))), (1, 1));
        assert_eq!(desk.cancelled.len(), 1, "the first letter's answer");
        desk.local(&["flux"]);
        assert_eq!(desk.shown(), (vec!["flux"], Source::Local));
        desk.now += Duration::from_secs(1);
        desk.take(Event::TimeCame);
        let checks =
            |what: &Request| matches!(what, Request::Page { query, .. } if query.fuzzy.as_str() == "fl");
        assert_eq!(desk.asks(checks), 1);
        desk.live(&["flux", "flux-new"]);
        assert_eq!(desk.shown(), (vec!["flux"], Source::Local), "the service only freshens what is in hand");
        desk.local(&["flux-new", "flux"]);
        assert_eq!(desk.shown().0, ["flux-new", "flux"]);
        desk.keys("Enter U");
        assert_eq!(*desk.state.query(), Query::default(), "what was typed in one go is taken back at once");
    }

    #[test]
    fn the_catalogue_is_fetched_once_nothing_else_is_on_its_way() {
        let is_sync = |what: &Request| *what == Request::Sync;
        let mut desk = Desk::new();
        desk.on_disk(None);
        desk.live(&["a"]);
        assert_eq!(desk.asks(is_sync), 0, "the tags are still on their way");
        desk.tags();
        assert_eq!(desk.asks(is_sync), 1);
        let ticket = desk.asked.iter().find(|(_, what)| is_sync(what)).unwrap().0;
        desk.take(Event::SyncProgress { ticket, done: 100, total: Some(743) });
        assert_eq!(desk.state.local.syncing.map(|syncing| syncing.done), Some(100));
        let synced =
            Synced { snapshot: snapshot(Duration::ZERO), new: 0, changed: 0, gone: 0, is_first: true };
        desk.answer(is_sync, Reply::Sync(Ok(synced)));
        assert!(desk.state.local.syncing.is_none() && desk.state.local.snapshot().is_some());
        desk.local(&[]);
        desk.keys("j");
        assert_eq!(desk.asks(is_sync), 0);
        desk.now += HOUR;
        desk.keys("k");
        assert_eq!(desk.asks(is_sync), 1, "an hour later it is old");
    }

    #[test]
    fn a_fresh_catalogue_is_not_fetched_and_a_sync_that_fails_is_told_to_who_asked() {
        let mut desk = Desk::new();
        desk.on_disk(Some(snapshot(Duration::ZERO)));
        desk.live(&["a"]);
        desk.tags();
        let is_sync = |what: &Request| *what == Request::Sync;
        assert_eq!(desk.asks(is_sync), 0);
        super::sync(&mut super::Update {
            state: &mut desk.state,
            now: desk.now,
            keys: vec![],
            out: &mut vec![],
        });
        let ticket = desk.state.local.syncing.unwrap().ticket;
        desk.take(Event::Answered { ticket, reply: Reply::Sync(Err(Fault::new(FaultKind::Dns))) });
        assert_eq!(desk.state.toasts.iter().count(), 1);
        assert!(desk.state.local.snapshot().is_some(), "what was in hand stays");
    }
}
