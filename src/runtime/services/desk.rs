//! Requests of the catalogue and of the service, answered.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::api::{Client, Progress};
use crate::app::{Event, Reply, Request, Synced, Ticket};
use crate::catalogue::{Fault, FaultKind};
use crate::i18n::Sentence;
use crate::store::StoreError;

use crate::runtime::connection::Connection;
use crate::runtime::in_hand::InHand;
use crate::runtime::message::Message;

/// Answers one request.
pub(super) struct Desk {
    pub(super) ticket: Ticket,
    pub(super) in_hand: InHand,
    pub(super) messages: mpsc::Sender<Message>,
}

impl Desk {
    pub(super) async fn reply(
        &self,
        connection: &Connection,
        what: Request,
        progress: &(impl Fn(Progress) + Send + Sync),
    ) -> Reply {
        match what {
            Request::Snapshot => Reply::Snapshot(self.in_hand.read().await.unwrap_or_else(|error| {
                self.warn(&error);
                None
            })),
            Request::Local { query, window } => Reply::Local(self.in_hand.answer(query, window).await),
            Request::Page { .. }
            | Request::Sync
            | Request::Yours
            | Request::Tags
            | Request::Image(_)
            | Request::Picture(_)
            | Request::Code(_) => match connection.client().await {
                Ok(client) => self.ask(&client, what, progress).await,
                Err(fault) => what.failed(fault),
            },
        }
    }

    /// Asks the service.
    async fn ask(
        &self,
        client: &Client,
        what: Request,
        progress: &(impl Fn(Progress) + Send + Sync),
    ) -> Reply {
        match what {
            Request::Page { query, window } => {
                let reply = client.page(&query, window, progress).await;
                // What is new stands on first pages; memory must not grow with every page turned.
                if let (0, Ok(page)) = (window.offset, &reply) {
                    self.in_hand.freshen(page).await;
                }
                Reply::Page(reply)
            }
            Request::Sync => Reply::Sync(self.sync(client).await),
            Request::Tags => Reply::Tags(client.tags(progress).await),
            Request::Image(id) => {
                let reply = client.image(&id, progress).await;
                if let Ok(Some(group)) = &reply {
                    // Whoever wants to read does not wait for it.
                    let (in_hand, group) = (self.in_hand.clone(), Arc::clone(group));
                    tokio::spawn(async move { in_hand.complete(&group).await });
                }
                Reply::Image(reply)
            }
            Request::Local { .. }
            | Request::Snapshot
            | Request::Yours
            | Request::Picture(_)
            | Request::Code(_) => what.failed(Fault::new(FaultKind::Internal)),
        }
    }

    /// Fetches the whole catalogue; that it could not be kept is told beside.
    async fn sync(&self, client: &Client) -> Result<Synced, Fault> {
        let progressed = |done, total| self.progressed(done, total);
        let (synced, unkept) = self.in_hand.sync(client, progressed).await?;
        unkept.into_iter().for_each(|error| self.warn(&error));
        Ok(synced)
    }

    fn warn(&self, error: &StoreError) {
        let warning = Event::Warned(Sentence::new(|lang| error.sentence(lang)));
        // A full channel only costs the warning.
        let _ = self.messages.try_send(Message::Event(warning));
    }

    fn progressed(&self, done: usize, total: Option<u64>) {
        let event = Event::SyncProgress { ticket: self.ticket, done, total };
        // A full channel only costs a mark of progress.
        let _ = self.messages.try_send(Message::Event(event));
    }
}
