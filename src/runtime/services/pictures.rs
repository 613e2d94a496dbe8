//! Pictures: made ready, read, saved, and how the terminal shows them.

use crate::app::{Event, Reply, Ticket, Wanted};
use crate::i18n::Sentence;
use crate::pictures::{Showing, Trouble};

use super::Services;
use crate::runtime::answers::Told;
use crate::runtime::means;
use crate::runtime::message::Message;

impl Services {
    /// How pictures are shown by what the terminal has told, where that is news.
    pub(in crate::runtime) fn shows_by(&mut self, told: &Told) -> Option<Showing> {
        let before = self.showing?;
        let showing = match told {
            Told::Name(name) => means::named(before, name, self.has_told_cell),
            Told::Cell(cell) => {
                self.has_told_cell = true;
                Showing { cell: *cell, ..before }
            }
            Told::Outside(term) => means::outside(before, term),
            Told::Colours(_) => before,
        };
        self.showing = Some(showing);
        (showing != before).then_some(showing)
    }

    /// Makes a picture ready: the loop gets it before the core hears that it is there.
    pub(super) fn paint(&mut self, ticket: Ticket, wanted: Wanted) {
        let (studio, messages, showing) = (self.studio.clone(), self.messages.clone(), self.showing);
        let sizes = self.messages.clone();
        let sized = move |size| {
            // A full channel only costs that room is kept later.
            let _ = sizes.try_send(Message::Event(Event::PictureSized { ticket, size }));
        };
        let task = self.spawn(async move {
            let painted = match showing {
                Some(showing) => studio.paint(&wanted, showing, &sized).await,
                None => Err(Trouble::NoPicture),
            };
            let reply = match painted {
                Ok((size, painting)) => {
                    let _ = messages.send(Message::Painted { url: wanted.url, painting }).await;
                    Ok(size)
                }
                Err(trouble) => Err(trouble),
            };
            Event::Answered { ticket, reply: Reply::Picture(reply) }
        });
        self.tasks.insert(ticket, task);
    }

    /// Reads the code in a picture.
    pub(super) fn read_code(&mut self, ticket: Ticket, url: String) {
        let studio = self.studio.clone();
        let task = self.spawn(async move {
            Event::Answered { ticket, reply: Reply::Code(studio.read_code(&url).await) }
        });
        self.tasks.insert(ticket, task);
    }

    pub(super) fn save_picture(&self, url: String) {
        let studio = self.studio.clone();
        let folder = std::env::current_dir().unwrap_or_default();
        self.spawn(async move {
            let saved = studio.save(&url, folder).await;
            Event::PictureSaved(match saved {
                Ok(path) => Ok(path.display().to_string()),
                Err(error) => Err(Sentence::new(|lang| error.words(lang))),
            })
        });
    }
}
