//! The list: asking for queries and pages, and moving the selection through them.

use std::time::Duration;

use crate::app::{Notice, Plan, Remote, Request};
use crate::catalogue::{Fault, Page, Query, Window};

use super::{Update, check, detail, fetch_tags};
use crate::app::Ticket;

/// While the selection moves faster than this, the detail waits.
const FOLLOW: Duration = Duration::from_millis(80);

/// Which end of a page is selected when it comes on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum End {
    First,
    Last,
}

/// Asks for another query, in a way that can be taken back.
pub(super) fn ask(up: &mut Update<'_>, query: Query) {
    let from = up.state.query().clone();
    if from != query {
        up.state.filter_history.changed(from);
    }
    go(up, query);
}

/// Asks for another query; what is on screen stays until it is there.
pub(super) fn go(up: &mut Update<'_>, query: Query) {
    let plan = up.state.local.plan(&query);
    go_as(up, query, plan);
}

/// Asks somebody for another query.
pub(super) fn go_as(up: &mut Update<'_>, query: Query, plan: Plan) {
    let changed = *up.state.query() != query;
    check::cancel(up);
    let page_size = up.state.page_size();
    up.asking(|parts, asking| parts.list.browse.ask(query, page_size, plan, asking));
    count(up);
    if changed {
        up.remember();
    }
    arrived(up);
}

/// The window has room for more than a page: pages grow with it, unless their size was set.
pub(super) fn grow(up: &mut Update<'_>) {
    if up.state.setup.page_size.is_some() {
        return;
    }
    let (limit, row) = (up.state.page_size(), up.state.list.selected_row().unwrap_or(0));
    up.asking(|parts, asking| parts.list.browse.grow(limit, row, asking));
}

/// Turns the page, selecting one of its ends once it is there.
pub(in crate::app) fn turn(up: &mut Update<'_>, by: isize, end: End) {
    if up.asking(|parts, asking| parts.list.browse.turn(by, asking)) {
        select_end(up, end);
        arrived(up);
    }
}

/// The catalogue in hand is another than before: what it has answered, it answers again; what nobody has answered yet, it
/// answers too.
pub(super) fn freshen(up: &mut Update<'_>) {
    let plan = up.state.local.plan(up.state.query());
    up.asking(|parts, asking| parts.list.browse.freshen(plan, asking));
    count(up);
}

/// Asks what is behind the filters, where no question is on its way that tells.
fn count(up: &mut Update<'_>) {
    let before = up.state.local.counting.take();
    let in_hand = up.state.local.snapshot().is_some() && !up.state.list.browse.asks_in_hand();
    let query = up.state.query().clone();
    up.state.local.counting = up.asking(|_, asking| {
        before.into_iter().for_each(|ticket| asking.cancel(ticket));
        let window = Window { offset: 0, limit: 0 };
        in_hand.then(|| asking.ask(Request::Local { query, window }))
    });
}

/// A page has come.
pub(super) fn answered(up: &mut Update<'_>, ticket: Ticket, reply: Result<Page, Fault>) {
    let skipped = reply.as_ref().map_or(0, |page| page.skipped);
    let reply = reply.map(|mut page| {
        up.asking(|parts, asking| parts.detail.readmes.take_from(&mut page, asking));
        page
    });
    up.asking(|parts, asking| parts.list.browse.settle(ticket, reply, asking));
    if skipped > 0 {
        up.notify(Notice::ItemsSkipped(skipped));
    }
    arrived(up);
}

/// Other groups may be on screen now: keeps the selection valid and fetches the next page ahead.
fn arrived(up: &mut Update<'_>) {
    if up.state.list.selected_row().is_none() {
        select_end(up, End::First);
    }
    follow(up);
    up.asking(|parts, asking| parts.list.browse.prefetch(asking));
}

/// Selects the first or last row of the page.
pub(super) fn select_end(up: &mut Update<'_>, end: End) {
    let row = match end {
        End::First => 0,
        End::Last => up.state.list.browse.groups().len().saturating_sub(1),
    };
    select(up, row);
}

/// Selects a row; the detail follows at once, or later while the selection keeps moving.
pub(super) fn select(up: &mut Update<'_>, row: usize) {
    let group = up.state.list.browse.groups().get(row).map(|group| group.group_id.clone());
    if up.state.list.selected == group {
        return;
    }
    up.state.list.selected = group;
    let calm = up.state.detail.moved_at.is_none_or(|at| up.now.saturating_sub(at) >= FOLLOW);
    up.state.detail.moved_at = Some(up.now);
    if calm {
        follow(up);
    } else {
        up.state.detail.follow_at = Some(up.now + FOLLOW);
        up.state.detail.fetch_at = None;
    }
}

/// Shows the selected group in the detail.
pub(super) fn follow(up: &mut Update<'_>) {
    up.state.detail.follow_at = None;
    if up.state.detail.shown != up.state.list.selected {
        up.state.detail.shown = up.state.list.selected.clone();
        up.state.detail.find = None;
    }
    detail::shown(up, up.now + FOLLOW);
}

/// Moves the selection by rows. Past an end of the page it turns the page, and stays while that one is on its way.
pub(super) fn step(up: &mut Update<'_>, by: isize) {
    let rows = up.state.list.browse.groups().len();
    let Some(row) = up.state.list.selected_row() else { return };
    let target = row.saturating_add_signed(by);
    let single = by.unsigned_abs() == 1;
    if single && target == row && by < 0 && up.state.list.browse.can_turn(-1) {
        turn(up, -1, End::Last);
    } else if single && target >= rows && up.state.list.browse.can_turn(1) {
        turn(up, 1, End::First);
    } else {
        select(up, target.min(rows.saturating_sub(1)));
    }
}

/// Fetches anew whatever failed or is on screen.
pub(in crate::app) fn reload(up: &mut Update<'_>) {
    up.asking(|parts, asking| {
        parts.list.browse.reload(asking);
        parts.detail.readmes.clear(asking);
    });
    up.state.detail.fetch_at = Some(up.now);
    up.state.pictures.retry();
    if matches!(up.state.tags, Remote::Failed { .. }) {
        fetch_tags(up);
    }
}
