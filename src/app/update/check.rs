//! Words that the catalogue in hand has answered, asked of the service too: what is newer there comes into the catalogue.

use crate::app::{Moment, Request, Source, Ticket};
use crate::catalogue::Window;

use super::Update;

/// When to ask, once typing has rested for `pause`; never where the service is not to be asked.
pub(super) fn at(up: &Update<'_>, pause: Moment) -> Option<Moment> {
    let (query, local) = (up.state.query(), &up.state.local);
    let answers = local.plan(query).source() == Source::Local;
    let asks = local.pin.is_none() && query.is_document() && !query.fuzzy.is_empty();
    (answers && asks).then_some(up.now + pause)
}

/// Asks.
pub(super) fn ask(up: &mut Update<'_>) {
    let query = up.state.query().clone();
    let window = Window { offset: 0, limit: up.state.page_size() };
    cancel(up);
    let ticket = up.asking(|_, asking| asking.ask(Request::Page { query, window }));
    up.state.local.check = Some(ticket);
}

/// Another query is asked: the service need not answer to these words any more.
pub(super) fn cancel(up: &mut Update<'_>) {
    up.state.sidebar.check_at = None;
    if let Some(ticket) = up.state.local.check.take() {
        up.asking(|_, asking| asking.cancel(ticket));
    }
}

/// Whether an answer is the one waited for, which nobody waits for any more then.
pub(super) fn is_answered(up: &mut Update<'_>, ticket: Ticket) -> bool {
    up.state.local.check.take_if(|check| *check == ticket).is_some()
}
