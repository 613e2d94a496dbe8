//! Something that lives elsewhere and may be on its way: what was there stays visible meanwhile.

use std::time::Duration;

use super::Moment;
use crate::catalogue::Fault;

/// Names one request, so that a late or foreign reply can be told from the one waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Ticket(pub u64);

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

/// A value of the service.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Remote<T> {
    /// Not asked for.
    #[default]
    Idle,
    /// On its way.
    Loading {
        /// The request.
        ticket: Ticket,
        /// When it was asked for.
        since: Moment,
        /// A pause between tries, when one is on.
        wait: Option<Wait>,
        /// What was there before.
        previous: Option<T>,
    },
    /// There.
    Ready(T),
    /// Could not be had.
    Failed {
        /// Why.
        fault: Fault,
        /// What was there before.
        previous: Option<T>,
    },
}

impl<T> Remote<T> {
    /// A value that has just been asked for.
    #[must_use]
    pub fn loading(ticket: Ticket, since: Moment, previous: Option<T>) -> Self {
        Remote::Loading { ticket, since, wait: None, previous }
    }

    /// The value, or the one that was there before.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Remote::Idle => None,
            Remote::Ready(value) => Some(value),
            Remote::Loading { previous, .. } | Remote::Failed { previous, .. } => previous.as_ref(),
        }
    }

    /// Like [`Remote::value`], by value.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        match self {
            Remote::Idle => None,
            Remote::Ready(value) => Some(value),
            Remote::Loading { previous, .. } | Remote::Failed { previous, .. } => previous,
        }
    }

    /// The request that is under way.
    #[must_use]
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            Remote::Loading { ticket, .. } => Some(*ticket),
            Remote::Idle | Remote::Ready(_) | Remote::Failed { .. } => None,
        }
    }

    /// Why it could not be had.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Remote::Failed { fault, .. } => Some(fault),
            Remote::Idle | Remote::Ready(_) | Remote::Loading { .. } => None,
        }
    }

    /// Whether it is there as asked for.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        matches!(self, Remote::Ready(_))
    }

    /// Takes a reply: `true` when it was the one waited for.
    pub fn settle(&mut self, ticket: Ticket, reply: Result<T, Fault>) -> bool {
        if self.ticket() != Some(ticket) {
            return false;
        }
        *self = match reply {
            Ok(value) => Remote::Ready(value),
            Err(fault) => Remote::Failed { fault, previous: std::mem::take(self).into_value() },
        };
        true
    }

    /// Notes a pause between tries; `true` when it is this request's.
    pub fn pause(&mut self, asked: Ticket, pause: &Wait) -> bool {
        match self {
            Remote::Loading { ticket, wait, .. } if *ticket == asked => {
                *wait = Some(pause.clone());
                true
            }
            Remote::Loading { .. } | Remote::Idle | Remote::Ready(_) | Remote::Failed { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::FaultKind;

    #[test]
    fn what_was_there_stays_until_the_reply() {
        let mut remote = Remote::loading(Ticket(2), Moment::ZERO, Some(1));
        assert!(!remote.settle(Ticket(1), Ok(9)), "a late reply is ignored");
        assert_eq!(remote.value(), Some(&1));
        assert!(remote.settle(Ticket(2), Err(Fault::new(FaultKind::Dns))));
        assert_eq!(remote.value(), Some(&1));
        assert!(!remote.settle(Ticket(2), Ok(9)), "a duplicate is ignored");
    }

    #[test]
    fn a_countdown_changes_once_a_second() {
        let wait = Wait {
            attempt: 2,
            of: 3,
            until: Duration::from_millis(2500),
            fault: Fault::new(FaultKind::Stalled),
        };
        assert_eq!(wait.seconds_left(Duration::ZERO), 3);
        assert_eq!(wait.next_change(Duration::ZERO), Some(Duration::from_millis(500)));
        assert_eq!(wait.seconds_left(Duration::from_millis(500)), 2);
        assert_eq!(wait.next_change(Duration::from_millis(2500)), None);
    }
}
