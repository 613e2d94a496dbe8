//! What is asked of the service: each request has a ticket, and one table knows what is under way.
//!
//! Countdowns, deadlines and cancelling walk that table, so a new kind of request needs no place in any of them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::catalogue::{Fault, Group, ImageId, Page, Query, TagIndex, Window, Yours};

use crate::pictures::{Size, Trouble};
use crate::search::Answer;
use crate::text::CleanText;

use super::{Effect, Moment, QUIET, Snapshot, Synced, Wanted};

/// Names one request, so that a late or foreign reply can be told from the one waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Ticket(pub u64);

/// Something to ask of the service.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// A part of the groups that match a query.
    Page {
        /// Filters and order.
        query: Query,
        /// Which part.
        window: Window,
    },
    /// The service's tags.
    Tags,
    /// A part of the groups that match a query, of the catalogue in hand.
    Local {
        /// Filters and order.
        query: Query,
        /// Which part.
        window: Window,
    },
    /// The catalogue as it lies on disk.
    Snapshot,
    /// What is the reader's own.
    Yours,
    /// The whole catalogue of the service, to have it in hand.
    Sync,
    /// One image with its Readme.
    Image(ImageId),
    /// A picture, made ready for the screen.
    Picture(Wanted),
    /// What the QR code in the picture of this address says.
    Code(String),
}

/// The answer to a [`Request`] of the same name.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// A page.
    Page(Result<Page, Fault>),
    /// A page of the catalogue in hand.
    Local(Result<Answer, Fault>),
    /// What lies on disk; `None` where nothing does, or nothing that can be used.
    Snapshot(Option<Snapshot>),
    /// What is the reader's own, as far as it could be read.
    Yours(Yours),
    /// What the sync brought.
    Sync(Result<Synced, Fault>),
    /// The tags.
    Tags(Result<TagIndex, Fault>),
    /// The image's group; `None` when there is no such image.
    Image(Result<Option<Arc<Group>>, Fault>),
    /// The picture's size, once the view has it, or why it cannot be had.
    Picture(Result<Size, Trouble>),
    /// What the code says, made harmless; `None` where there is no code that can be read.
    Code(Result<Option<CleanText>, Trouble>),
}

impl Request {
    /// The reply that says why there is no answer.
    #[must_use]
    pub fn failed(&self, fault: Fault) -> Reply {
        match self {
            Request::Page { .. } => Reply::Page(Err(fault)),
            Request::Local { .. } => Reply::Local(Err(fault)),
            Request::Snapshot => Reply::Snapshot(None),
            Request::Yours => Reply::Yours(Yours::default()),
            Request::Sync => Reply::Sync(Err(fault)),
            Request::Tags => Reply::Tags(Err(fault)),
            Request::Image(_) => Reply::Image(Err(fault)),
            Request::Picture(_) => Reply::Picture(Err(Trouble::Unreachable)),
            Request::Code(_) => Reply::Code(Err(Trouble::Unreachable)),
        }
    }
}

/// A pause before the next try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// Which try comes next, from 2.
    pub attempt: u8,
    /// How many tries there are.
    pub of: u8,
    /// When it comes.
    pub until: Moment,
    /// Why the last one failed.
    pub fault: Fault,
}

impl Wait {
    /// Whole seconds left, rounded up.
    #[must_use]
    pub fn seconds_left(&self, now: Moment) -> u64 {
        self.until.saturating_sub(now).as_millis().div_ceil(1000) as u64
    }

    /// When the number of seconds on screen changes next.
    #[must_use]
    pub fn next_change(&self, now: Moment) -> Option<Moment> {
        let seconds = self.seconds_left(now);
        (seconds > 0).then(|| self.until.saturating_sub(Duration::from_secs(seconds - 1)))
    }
}

/// A request that has not been answered.
#[derive(Debug, Clone, PartialEq)]
pub struct UnderWay {
    /// What was asked.
    pub what: Request,
    /// When it was asked.
    pub since: Moment,
    /// A pause between tries, when one is on.
    pub wait: Option<Wait>,
}

impl UnderWay {
    /// Whether it has taken long enough for the reader to be told.
    #[must_use]
    pub fn shows(&self, now: Moment) -> bool {
        now.saturating_sub(self.since) >= QUIET
    }

    /// The pause between tries, while seconds of it are left.
    #[must_use]
    pub fn pause(&self, now: Moment) -> Option<&Wait> {
        self.wait.as_ref().filter(|wait| wait.seconds_left(now) > 0)
    }

    /// When what the screen says of it changes next.
    fn next_change(&self, now: Moment) -> Option<Moment> {
        let counts = self.wait.as_ref().and_then(|wait| wait.next_change(now));
        [Some(self.since + QUIET), counts].into_iter().flatten().filter(|at| *at > now).min()
    }
}

/// The requests under way.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Requests {
    last: u64,
    under_way: BTreeMap<Ticket, UnderWay>,
}

impl Requests {
    /// A request, unless it was answered or cancelled.
    #[must_use]
    pub fn get(&self, ticket: Ticket) -> Option<&UnderWay> {
        self.under_way.get(&ticket)
    }

    /// Whether nothing is under way.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.under_way.is_empty()
    }

    /// When what the screen says of any request changes next by itself.
    #[must_use]
    pub fn next_deadline(&self, now: Moment) -> Option<Moment> {
        self.under_way.values().filter_map(|request| request.next_change(now)).min()
    }

    /// Takes note of an answer: what it answers, or `None` when nobody waits for it.
    pub(super) fn answered(&mut self, ticket: Ticket) -> Option<Request> {
        self.under_way.remove(&ticket).map(|request| request.what)
    }

    /// Takes note of a pause between tries.
    pub(super) fn pause(&mut self, ticket: Ticket, wait: Wait) {
        if let Some(request) = self.under_way.get_mut(&ticket) {
            request.wait = Some(wait);
        }
    }

    /// A way to ask and to cancel.
    pub(super) fn asking<'a>(&'a mut self, now: Moment, out: &'a mut Vec<Effect>) -> Asking<'a> {
        Asking { requests: self, now, out }
    }
}

/// Asks and cancels, and keeps the table of requests true.
pub struct Asking<'a> {
    requests: &'a mut Requests,
    now: Moment,
    out: &'a mut Vec<Effect>,
}

impl Asking<'_> {
    /// Asks for something.
    pub fn ask(&mut self, what: Request) -> Ticket {
        self.requests.last += 1;
        let ticket = Ticket(self.requests.last);
        let request = UnderWay { what: what.clone(), since: self.now, wait: None };
        self.requests.under_way.insert(ticket, request);
        self.out.push(Effect::Ask { ticket, what });
        ticket
    }

    /// Nobody waits for this request any more. One that was answered is left alone.
    pub fn cancel(&mut self, ticket: Ticket) {
        if self.requests.under_way.remove(&ticket).is_some() {
            self.out.push(Effect::Cancel { ticket });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::FaultKind;

    fn wait(until: u64) -> Wait {
        let fault = Fault::new(FaultKind::Stalled);
        Wait { attempt: 2, of: 3, until: Duration::from_millis(until), fault }
    }

    #[test]
    fn a_countdown_changes_once_a_second() {
        let wait = wait(2500);
        assert_eq!(wait.seconds_left(Duration::ZERO), 3);
        assert_eq!(wait.next_change(Duration::ZERO), Some(Duration::from_millis(500)));
        assert_eq!(wait.seconds_left(Duration::from_millis(500)), 2);
        assert_eq!(wait.next_change(Duration::from_millis(2500)), None);
    }

    #[test]
    fn what_is_answered_or_cancelled_is_waited_for_no_more() {
        let mut requests = Requests::default();
        let mut out = Vec::new();
        let mut asking = requests.asking(Moment::ZERO, &mut out);
        let (tags, image) = (asking.ask(Request::Tags), asking.ask(Request::Image(ImageId::new("x"))));
        asking.cancel(image);
        asking.cancel(image);
        assert_eq!(requests.next_deadline(Moment::ZERO), Some(QUIET));
        assert_eq!(requests.answered(image), None);
        assert_eq!(requests.answered(tags), Some(Request::Tags));
        assert_eq!(requests.answered(tags), None, "a second answer is nobody's");
        assert_eq!(requests.next_deadline(Moment::ZERO), None);
        assert_eq!(out.iter().filter(|effect| matches!(effect, Effect::Cancel { .. })).count(), 1);
    }

    #[test]
    fn a_pause_counts_down_until_the_answer() {
        let mut requests = Requests::default();
        let ticket = requests.asking(Moment::ZERO, &mut vec![]).ask(Request::Tags);
        requests.pause(ticket, wait(2500));
        requests.pause(Ticket(9), wait(1));
        let now = Moment::from_millis(200);
        assert_eq!(requests.next_deadline(now), Some(Moment::from_millis(500)));
        assert_eq!(requests.get(ticket).and_then(|request| request.pause(now)), Some(&wait(2500)));
        assert_eq!(requests.get(ticket).and_then(|request| request.pause(Moment::from_secs(3))), None);
    }
}
