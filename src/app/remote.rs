//! Something that lives elsewhere and may be on its way: what was there stays visible meanwhile.

use crate::catalogue::Fault;

use super::Ticket;

/// A value of the service.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Remote<T> {
    /// Not asked for.
    #[default]
    Idle,
    /// On its way.
    Loading {
        /// The request; [`super::Requests`] knows how it is getting on.
        ticket: Ticket,
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

    /// Whether it was never asked for.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        matches!(self, Remote::Idle)
    }

    /// A request is under way; what was there stays visible.
    pub fn load(&mut self, ticket: Ticket) {
        *self = Remote::Loading { ticket, previous: std::mem::take(self).into_value() };
    }

    /// The request was cancelled: what was there before is there again.
    pub fn cancelled(&mut self) {
        if self.ticket().is_some() {
            *self = std::mem::take(self).into_value().map_or(Remote::Idle, Remote::Ready);
        }
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::FaultKind;

    #[test]
    fn what_was_there_stays_until_the_reply() {
        let mut remote = Remote::Ready(1);
        remote.load(Ticket(2));
        assert!(!remote.settle(Ticket(1), Ok(9)), "a late reply is ignored");
        assert_eq!(remote.value(), Some(&1));
        assert!(remote.settle(Ticket(2), Err(Fault::new(FaultKind::Dns))));
        assert_eq!(remote.value(), Some(&1));
        assert!(!remote.settle(Ticket(2), Ok(9)), "a duplicate is ignored");
        remote.load(Ticket(3));
        remote.cancelled();
        assert_eq!(remote, Remote::Ready(1));
    }
}
