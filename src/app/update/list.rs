//! The list: asking for queries and pages, and moving the selection through them.

use std::time::Duration;

use crate::app::{Effect, Moment, Notice, Remembered, State};
use crate::catalogue::Query;

use super::{notify, readme};

/// While the selection moves faster than this, the detail waits.
const FOLLOW: Duration = Duration::from_millis(80);

/// Which end of a page is selected when it comes on screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    First,
    Last,
}

/// Asks for another query; what is on screen stays until it is there.
pub(super) fn ask(state: &mut State, query: Query, now: Moment, out: &mut Vec<Effect>) {
    let ticket = state.ticket();
    if *state.query() != query {
        remember(state, &query, out);
    }
    state.browse.ask(query, state.page_size(), ticket, now, out);
    arrived(state, now, out);
}

/// Has filters and pane sizes remembered, where that is asked for.
pub(super) fn remember(state: &State, query: &Query, out: &mut Vec<Effect>) {
    if state.setup.remember {
        out.push(Effect::Remember(Remembered { query: query.clone(), list_share: state.setup.list_share }));
    }
}

/// Changes the query in place and asks for the result.
pub(super) fn change(state: &mut State, now: Moment, out: &mut Vec<Effect>, change: impl FnOnce(&mut Query)) {
    let mut query = state.query().clone();
    change(&mut query);
    ask(state, query, now, out);
}

/// Turns the page, selecting one of its ends once it is there.
pub(super) fn turn(state: &mut State, by: isize, end: End, now: Moment, out: &mut Vec<Effect>) {
    if !state.browse.can_turn(by) {
        notify(state, if by < 0 { Notice::FirstPage } else { Notice::LastPage }, now);
        return;
    }
    let ticket = state.ticket();
    if state.browse.turn(by, ticket, now, out) {
        select_end(state, end, now);
        arrived(state, now, out);
    }
}

/// Other groups may be on screen now: keeps the selection valid and fetches the next page ahead.
pub(super) fn arrived(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    if state.selected_row().is_none() {
        select_end(state, End::First, now);
    }
    follow(state, now);
    let ticket = state.ticket();
    state.browse.prefetch(ticket, now, out);
}

/// Selects the first or last row of the page.
pub(super) fn select_end(state: &mut State, end: End, now: Moment) {
    let row = match end {
        End::First => 0,
        End::Last => state.browse.groups().len().saturating_sub(1),
    };
    select(state, row, now);
}

/// Selects a row; the detail follows at once, or later while the selection keeps moving.
pub(super) fn select(state: &mut State, row: usize, now: Moment) {
    let group = state.browse.groups().get(row).map(|group| group.group_id.clone());
    if state.selected == group {
        return;
    }
    state.selected = group;
    let calm = state.detail.moved_at.is_none_or(|at| now.saturating_sub(at) >= FOLLOW);
    state.detail.moved_at = Some(now);
    if calm {
        follow(state, now);
    } else {
        state.detail.follow_at = Some(now + FOLLOW);
        state.detail.fetch_at = None;
    }
}

/// Shows the selected group in the detail.
pub(super) fn follow(state: &mut State, now: Moment) {
    state.detail.follow_at = None;
    if state.detail.shown != state.selected {
        state.detail.shown = state.selected.clone();
        state.detail.find = None;
    }
    state.detail.fetch_at = readme::is_missing(state).then_some(now + FOLLOW);
}

/// Moves the selection by rows. Past an end of the page it turns the page, and stays while that one is on its way.
pub(super) fn step(state: &mut State, by: isize, now: Moment, out: &mut Vec<Effect>) {
    let rows = state.browse.groups().len();
    let Some(row) = state.selected_row() else { return };
    let target = row.saturating_add_signed(by);
    let single = by.unsigned_abs() == 1;
    if single && target == row && by < 0 && state.browse.can_turn(-1) {
        turn(state, -1, End::Last, now, out);
    } else if single && target >= rows && state.browse.can_turn(1) {
        turn(state, 1, End::First, now, out);
    } else {
        select(state, target.min(rows.saturating_sub(1)), now);
    }
}
