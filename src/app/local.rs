//! The whole catalogue in hand: what is known of it, whether it is being fetched, and who answers a query.

use std::collections::HashMap;
use std::time::Duration;

use crate::catalogue::{GroupId, Query, SortField};
use crate::search::{Facets, Snippet};

use super::{Moment, Plan, Source, Ticket};

/// What is known of the catalogue in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Snapshot {
    /// How many groups it has.
    pub groups: usize,
    /// When it was fetched, Unix seconds.
    pub taken: i64,
    /// How old it was when it was read.
    pub age: Duration,
}

/// What a sync brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Synced {
    /// The catalogue as it is now.
    pub snapshot: Snapshot,
    /// Groups that were not there before.
    pub new: usize,
    /// Groups that have changed.
    pub changed: usize,
    /// Groups that are not there any more.
    pub gone: usize,
    /// Whether there was one before to compare with.
    pub is_first: bool,
}

/// A sync that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Syncing {
    /// Its request.
    pub ticket: Ticket,
    /// Groups that have come.
    pub done: usize,
    /// Groups there are, as far as the service tells.
    pub total: Option<u64>,
    /// Whether the reader asked for it, and is told how it ended.
    pub asked_for: bool,
}

/// The whole catalogue in hand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Local {
    /// The catalogue in hand, and when the core learned of it.
    known: Option<(Snapshot, Moment)>,
    /// Whether the disk was asked for it and has answered.
    pub(super) is_read: bool,
    /// A sync that is under way.
    pub syncing: Option<Syncing>,
    /// When a sync failed last: the next one by itself waits as long as after one that went well.
    pub(super) failed_at: Option<Moment>,
    /// Who answers, where the reader has said so.
    pub pin: Option<Source>,
    /// A question to the service whose answer only freshens what the catalogue in hand says.
    pub(super) check: Option<Ticket>,
    /// A question that is asked only for the counts.
    pub(super) counting: Option<Ticket>,
    /// Counts behind filters, of the newest answer.
    pub facets: Facets,
    /// Places in Readmes, of the newest answer.
    snippets: HashMap<GroupId, Snippet>,
    /// Whose answer those are.
    heard: Ticket,
}

impl Local {
    /// The catalogue in hand, if there is one.
    #[must_use]
    pub fn snapshot(&self) -> Option<&Snapshot> {
        self.known.as_ref().map(|(snapshot, _)| snapshot)
    }

    /// Takes what an answer says beside its groups; a late one of an earlier query says nothing any more.
    pub(super) fn heard(&mut self, ticket: Ticket, facets: Facets, snippets: Vec<(GroupId, Snippet)>) {
        if ticket > self.heard {
            self.heard = ticket;
            self.facets = facets;
            self.snippets = snippets.into_iter().collect();
        }
    }

    /// The place in a group's Readme that speaks for it.
    #[must_use]
    pub fn snippet(&self, group: &GroupId) -> Option<&Snippet> {
        self.snippets.get(group)
    }

    /// Takes note of a catalogue.
    pub(super) fn learn(&mut self, snapshot: Snapshot, now: Moment) {
        self.known = Some((snapshot, now));
        self.failed_at = None;
    }

    /// How old the catalogue in hand is.
    #[must_use]
    pub fn age(&self, now: Moment) -> Option<Duration> {
        self.known.map(|(snapshot, learned)| snapshot.age + now.saturating_sub(learned))
    }

    /// Whether a catalogue older than `after` should be fetched anew, and nothing forbids it.
    pub(super) fn is_due(&self, after: Duration, now: Moment) -> bool {
        let is_old = self.age(now).is_none_or(|age| age >= after);
        let has_failed = self.failed_at.is_some_and(|at| now.saturating_sub(at) < after);
        self.is_read && self.syncing.is_none() && is_old && !has_failed
    }

    /// Who answers a query. Words are ranked, and found in Readmes and by pinyin, by the catalogue in hand alone; all
    /// else the service can be asked it has the last word on.
    #[must_use]
    pub fn plan(&self, query: &Query) -> Plan {
        let in_hand = self.known.is_some();
        match self.pin {
            _ if !query.is_document() => Plan::Only(Source::Local),
            Some(Source::Live) => Plan::Only(Source::Live),
            Some(Source::Local) if in_hand => Plan::Only(Source::Local),
            None if in_hand && !query.fuzzy.is_empty() => Plan::Only(Source::Local),
            // By the service's popularity the catalogue in hand can only be sorted roughly.
            None if in_hand && query.sort.field != SortField::Favor => Plan::Previewed,
            Some(Source::Local) | None => Plan::Only(Source::Live),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::parse_search;

    const HOUR: Duration = Duration::from_secs(3600);

    fn in_hand(age: Duration) -> Local {
        let mut local = Local { is_read: true, ..Local::default() };
        local.learn(Snapshot { groups: 743, taken: 1_800_000_000, age }, Moment::from_secs(10));
        local
    }

    #[test]
    fn without_a_catalogue_in_hand_the_service_answers() {
        let none = Local::default();
        assert_eq!(none.plan(&parse_search("flux")), Plan::Only(Source::Live));
        let pinned = Local { pin: Some(Source::Local), ..none };
        assert_eq!(pinned.plan(&Query::default()), Plan::Only(Source::Live));
    }

    #[test]
    fn words_are_for_the_catalogue_in_hand_and_filters_for_the_service() {
        let mut local = in_hand(HOUR);
        assert_eq!(local.plan(&Query::default()), Plan::Previewed);
        assert_eq!(local.plan(&parse_search("author:kijai")), Plan::Previewed);
        assert_eq!(local.plan(&parse_search("flux")), Plan::Only(Source::Local));
        local.pin = Some(Source::Live);
        assert_eq!(local.plan(&parse_search("flux")), Plan::Only(Source::Live));
        local.pin = Some(Source::Local);
        assert_eq!(local.plan(&Query::default()), Plan::Only(Source::Local));
    }

    #[test]
    fn a_catalogue_ages_and_is_fetched_anew_when_it_is_old() {
        let local = in_hand(HOUR / 2);
        assert_eq!(local.age(Moment::from_secs(70)), Some(HOUR / 2 + Duration::from_secs(60)));
        assert!(!local.is_due(HOUR, Moment::from_secs(70)));
        assert!(local.is_due(HOUR, Moment::from_secs(1810)));
        let syncing = Syncing { ticket: Ticket(1), done: 0, total: None, asked_for: false };
        assert!(!Local { syncing: Some(syncing), ..local }.is_due(HOUR, Moment::from_secs(9999)));
    }

    #[test]
    fn after_a_failure_nobody_insists() {
        let failed = Local { is_read: true, failed_at: Some(Moment::from_secs(5)), ..Local::default() };
        assert!(!failed.is_due(HOUR, Moment::from_secs(60)));
        assert!(failed.is_due(HOUR, Moment::from_secs(3606)));
        assert!(!Local::default().is_due(HOUR, Moment::from_secs(60)), "the disk has not answered yet");
    }
}
