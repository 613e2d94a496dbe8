//! Deadlines that have come.

use crate::app::{Effect, Moment, State};

use super::{list, readme, search};

/// Does what is due.
pub(super) fn came(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    state.toasts.retain(|toast| toast.until.is_none_or(|until| until > now));
    if due(state.search_at, now) {
        search::apply(state, now, out);
    }
    if due(state.detail.follow_at, now) {
        list::follow(state, now);
    }
    if due(state.detail.fetch_at, now) {
        state.detail.fetch_at = None;
        readme::fetch_missing(state, now, out);
    }
}

fn due(deadline: Option<Moment>, now: Moment) -> bool {
    deadline.is_some_and(|at| at <= now)
}
