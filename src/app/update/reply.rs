//! Answers of the outside. A late or foreign one changes nothing.

use std::sync::Arc;

use crate::app::{
    ClipboardProblem, ClipboardRoute, CopyKind, Effect, Moment, Notice, Remote, State, Ticket, Wait,
};
use crate::catalogue::{Fault, Group, Page};

use super::{list, notify};

/// The answer to `FetchPage`.
pub(super) fn page(
    state: &mut State,
    ticket: Ticket,
    reply: &Result<Page, Fault>,
    now: Moment,
    out: &mut Vec<Effect>,
) {
    if !state.browse.settle(ticket, reply) {
        return;
    }
    if let Ok(page) = reply
        && page.skipped > 0
    {
        notify(state, Notice::ItemsSkipped(page.skipped), now);
    }
    list::arrived(state, now, out);
}

/// The answer to `FetchImage`.
pub(super) fn image(state: &mut State, ticket: Ticket, reply: &Result<Option<Arc<Group>>, Fault>) {
    for (id, remote) in state.detail.readmes_mut() {
        if remote.ticket() == Some(ticket) {
            let readme = match reply {
                Ok(group) => Ok(group.as_ref().and_then(|group| group.version(id)?.readme.clone())),
                Err(fault) => Err(fault.clone()),
            };
            remote.settle(ticket, readme);
            return;
        }
    }
}

/// A request failed and will be tried again.
pub(super) fn retrying(state: &mut State, ticket: Ticket, wait: &Wait) {
    state.browse.pause(ticket, wait);
    state.tags.pause(ticket, wait);
    for (_, remote) in state.detail.readmes_mut() {
        remote.pause(ticket, wait);
    }
}

/// The answer to `Copy`.
pub(super) fn copied(
    state: &mut State,
    kind: CopyKind,
    text: String,
    route: Result<ClipboardRoute, ClipboardProblem>,
    now: Moment,
) {
    let notice = match route {
        Ok(route) => Notice::Copied { kind, text, route },
        Err(problem) => Notice::CopyFailed(problem.reason),
    };
    notify(state, notice, now);
}

/// Fetches anew whatever failed or is on screen.
pub(super) fn reload(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    let ticket = state.ticket();
    state.browse.reload(ticket, now, out);
    let under_way = state.detail.readmes_mut().filter_map(|(_, remote)| remote.ticket());
    out.extend(under_way.map(|ticket| Effect::Cancel { ticket }));
    state.detail.forget_readmes();
    state.detail.fetch_at = Some(now);
    if state.tags.fault().is_some() {
        let ticket = state.ticket();
        let previous = std::mem::take(&mut state.tags).into_value();
        state.tags = Remote::loading(ticket, now, previous);
        out.push(Effect::FetchTags { ticket });
    }
}
