//! What is the reader's own, and what is remembered of the last view: read, changed, written.

use crate::app::{Event, Remembered, Reply, Ticket};
use crate::catalogue::{Bookmark, Change, Viewed};
use crate::i18n::Sentence;
use crate::store::yours;
use crate::store::{self, LastView};

use super::Services;
use crate::runtime::in_hand::now;
use crate::runtime::message::Message;

impl Services {
    /// Reads what is the reader's own; from then on, this is the last visit.
    pub(super) fn read_yours(&mut self, ticket: Ticket) {
        let (folder, in_hand, messages) =
            (self.data_folder.clone(), self.in_hand.clone(), self.messages.clone());
        let read = move || {
            let (yours, troubles) = folder.map(|folder| yours::load(&folder)).unwrap_or_default();
            in_hand.belongs_to(yours.clone());
            for error in troubles {
                let warning = Event::Warned(Sentence::new(|lang| error.sentence(lang)));
                let _ = messages.try_send(Message::Event(warning));
            }
            yours
        };
        let task = self.spawn(async move {
            let yours = tokio::task::spawn_blocking(read).await.unwrap_or_default();
            Event::Answered { ticket, reply: Reply::Yours(yours) }
        });
        self.tasks.insert(ticket, task);
    }

    /// Makes a change to what is the reader's own. The core has no clock, so its changes get their time here.
    pub(super) fn amend(&mut self, change: Change) {
        let change = match change {
            Change::Bookmark(new) if new.added == 0 => Change::Bookmark(Bookmark { added: now(), ..new }),
            Change::Viewed(new) => Change::Viewed(Viewed { at: now(), ..new }),
            Change::Bookmark(_)
            | Change::Unbookmark(_)
            | Change::SaveFilter(_)
            | Change::DropFilter(_)
            | Change::Searched(_)
            | Change::Visited(_) => change,
        };
        self.in_hand.amend(&change);
        if let Some(folder) = &self.data_folder {
            self.writer.amend(folder, change);
        }
    }

    pub(super) fn remember(&self, remembered: Remembered) {
        let Some(folder) = &self.state_folder else { return };
        let view = LastView { query: remembered.query, list_share: Some(remembered.list_share) };
        store::remember(&self.writer, folder, &view);
    }
}
