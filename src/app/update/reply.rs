//! Answers of the service. A late or foreign one changes nothing.

use std::sync::Arc;

use crate::app::{Reply, Request, Ticket};
use crate::catalogue::{Fault, Group, ImageId};

use super::{Update, check, local, pages, yours};

/// Takes an answer to whoever asked.
pub(super) fn answered(up: &mut Update<'_>, ticket: Ticket, reply: Reply) {
    let Some(what) = up.state.requests.answered(ticket) else { return };
    match (what, reply) {
        (Request::Page { .. }, Reply::Page(_)) if check::is_answered(up, ticket) => pages::freshen(up),
        (Request::Page { .. }, Reply::Page(reply)) => pages::answered(up, ticket, reply),
        (Request::Local { .. }, Reply::Local(reply)) => {
            let page = reply.map(|answer| local::heard(up, ticket, answer));
            pages::answered(up, ticket, page);
        }
        (Request::Snapshot, Reply::Snapshot(snapshot)) => local::was_read(up, snapshot),
        (Request::Yours, Reply::Yours(reply)) => yours::was_read(up, reply),
        (Request::Sync, Reply::Sync(reply)) => local::synced(up, reply),
        (Request::Tags, Reply::Tags(reply)) => {
            up.state.tags.settle(ticket, reply);
        }
        (Request::Image(id), Reply::Image(reply)) => image(up, &id, ticket, reply),
        (Request::Picture(wanted), Reply::Picture(reply)) => {
            up.state.pictures.settle(&wanted.url, ticket, reply);
        }
        (Request::Code(url), Reply::Code(reply)) => up.state.codes.settle(&url, ticket, reply),
        // An answer to another question than was asked is no answer.
        (
            Request::Page { .. }
            | Request::Local { .. }
            | Request::Snapshot
            | Request::Yours
            | Request::Sync
            | Request::Tags
            | Request::Image(_)
            | Request::Picture(_)
            | Request::Code(_),
            _,
        ) => {}
    }
}

/// A Readme has come; a version that is not there any more has none.
fn image(up: &mut Update<'_>, id: &ImageId, ticket: Ticket, reply: Result<Option<Arc<Group>>, Fault>) {
    let reply = reply.map(|group| group.and_then(|group| group.version(id)?.readme.clone()));
    let mut readme = up.state.detail.readmes.get(id).clone();
    if readme.settle(ticket, reply) {
        up.asking(|parts, asking| parts.detail.readmes.put(id, readme, asking));
    }
}
