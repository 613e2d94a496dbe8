//! What is known of pictures: their sizes, which are on their way, and why some are not shown. Their pixels live with the
//! view.

use std::collections::{HashMap, VecDeque};

use crate::pictures::{Cells, Size, Trouble};

use super::{Asking, Request, Ticket};

/// Pictures that are known of.
const KNOWN: usize = 512;

/// A picture wanted on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its address, as the service or a Readme has it.
    pub url: String,
    /// The room there is for it.
    pub room: Cells,
    /// Whether it may be larger than it is.
    pub grows: bool,
}

/// A picture a frame had a place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenPicture {
    /// Which, and how large.
    pub wanted: Wanted,
    /// Whether it was not there to be drawn.
    pub missing: bool,
}

/// How a picture is getting on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Progress {
    /// Nobody has asked for it.
    #[default]
    Idle,
    /// On its way.
    Loading(Ticket),
    /// It was given to the view.
    Given,
    /// It cannot be had.
    Failed(Trouble),
}

/// What is known of a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Known {
    size: Option<Size>,
    progress: Progress,
}

/// The pictures by address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pictures {
    known: HashMap<String, Known>,
    /// The one that is forgotten first stands first.
    order: VecDeque<String>,
}

impl Pictures {
    /// A picture's size, once its first bytes have told it.
    #[must_use]
    pub fn size(&self, url: &str) -> Option<Size> {
        self.known.get(url)?.size
    }

    /// Why a picture is not shown.
    #[must_use]
    pub fn trouble(&self, url: &str) -> Option<&Trouble> {
        match &self.known.get(url)?.progress {
            Progress::Failed(trouble) => Some(trouble),
            Progress::Idle | Progress::Loading(_) | Progress::Given => None,
        }
    }

    /// Takes note of what a frame had places for: asks for what is missing, and cancels what is out of sight.
    pub(super) fn seen(&mut self, seen: &[SeenPicture], asking: &mut Asking<'_>) {
        for (url, known) in &mut self.known {
            if let Progress::Loading(ticket) = known.progress
                && !seen.iter().any(|seen| seen.wanted.url == *url)
            {
                asking.cancel(ticket);
                known.progress = Progress::Idle;
            }
        }
        // What lies on top was drawn last.
        for SeenPicture { wanted, .. } in seen.iter().rev().filter(|seen| seen.missing) {
            let known = self.entry(&wanted.url);
            if matches!(known.progress, Progress::Idle | Progress::Given) {
                known.progress = Progress::Loading(asking.ask(Request::Picture(wanted.clone())));
            }
        }
    }

    /// A picture's first bytes have told its size.
    pub(super) fn sized(&mut self, ticket: Ticket, size: Size) {
        let known = self.known.values_mut().find(|known| known.progress == Progress::Loading(ticket));
        if let Some(known) = known {
            known.size = Some(size);
        }
    }

    /// A picture has come, or cannot be had.
    pub(super) fn settle(&mut self, url: &str, ticket: Ticket, reply: Result<Size, Trouble>) {
        let Some(known) = self.known.get_mut(url) else { return };
        if known.progress != Progress::Loading(ticket) {
            return;
        }
        known.progress = match reply {
            Ok(size) => {
                known.size = Some(size);
                Progress::Given
            }
            Err(trouble) => {
                known.size = None;
                Progress::Failed(trouble)
            }
        };
    }

    /// Those that could not be had may be asked for again.
    pub(super) fn retry(&mut self) {
        for known in self.known.values_mut().filter(|known| matches!(known.progress, Progress::Failed(_))) {
            known.progress = Progress::Idle;
        }
    }

    fn entry(&mut self, url: &str) -> &mut Known {
        if !self.known.contains_key(url) {
            self.order.push_back(url.to_owned());
            let is_loading = |known: &Known| matches!(known.progress, Progress::Loading(_));
            if self.order.len() > KNOWN
                && let Some(at) =
                    self.order.iter().position(|url| !self.known.get(url).is_some_and(is_loading))
                && let Some(oldest) = self.order.remove(at)
            {
                self.known.remove(&oldest);
            }
        }
        self.known.entry(url.to_owned()).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Effect, Moment, Requests};

    const SIZE: Size = Size { width: 320, height: 180 };

    fn seen(url: &str, missing: bool) -> SeenPicture {
        let wanted = Wanted { url: url.to_owned(), room: Cells { columns: 60, rows: 12 }, grows: false };
        SeenPicture { wanted, missing }
    }

    /// What is asked and cancelled when a frame had places for these.
    fn frame(pictures: &mut Pictures, requests: &mut Requests, all: &[SeenPicture]) -> Vec<Effect> {
        let mut out = vec![];
        pictures.seen(all, &mut requests.asking(Moment::ZERO, &mut out));
        out
    }

    fn asked(effects: &[Effect]) -> Vec<(Ticket, &str)> {
        let mut asked = vec![];
        for effect in effects {
            if let Effect::Ask { ticket, what: Request::Picture(wanted) } = effect {
                asked.push((*ticket, wanted.url.as_str()));
            }
        }
        asked
    }

    #[test]
    fn what_is_missing_is_asked_for_once_and_cancelled_when_out_of_sight() {
        let (mut pictures, mut requests) = (Pictures::default(), Requests::default());
        let out = frame(&mut pictures, &mut requests, &[seen("a", true), seen("b", true)]);
        assert_eq!(asked(&out), [(Ticket(1), "b"), (Ticket(2), "a")]);
        assert_eq!(frame(&mut pictures, &mut requests, &[seen("a", true), seen("b", true)]), []);
        let out = frame(&mut pictures, &mut requests, &[seen("a", true)]);
        assert_eq!(out, [Effect::Cancel { ticket: Ticket(1) }]);
        pictures.sized(Ticket(2), SIZE);
        pictures.sized(Ticket(1), SIZE);
        assert_eq!((pictures.size("a"), pictures.size("b")), (Some(SIZE), None));
        pictures.settle("a", Ticket(9), Err(Trouble::Damaged));
        pictures.settle("a", Ticket(2), Ok(SIZE));
        assert_eq!(frame(&mut pictures, &mut requests, &[seen("a", false)]), []);
        let out = frame(&mut pictures, &mut requests, &[seen("a", true)]);
        assert_eq!(asked(&out), [(Ticket(3), "a")], "the window has another size");
    }

    #[test]
    fn what_cannot_be_had_is_told_and_asked_for_again_on_request_only() {
        let (mut pictures, mut requests) = (Pictures::default(), Requests::default());
        frame(&mut pictures, &mut requests, &[seen("a", true)]);
        pictures.sized(Ticket(1), SIZE);
        pictures.settle("a", Ticket(1), Err(Trouble::Damaged));
        assert_eq!((pictures.trouble("a"), pictures.size("a")), (Some(&Trouble::Damaged), None));
        assert_eq!(frame(&mut pictures, &mut requests, &[seen("a", true)]), []);
        pictures.retry();
        assert_eq!(asked(&frame(&mut pictures, &mut requests, &[seen("a", true)])).len(), 1);
    }

    #[test]
    fn a_readme_of_three_hundred_pictures_asks_only_for_those_in_sight_and_memory_is_bounded() {
        let (mut pictures, mut requests) = (Pictures::default(), Requests::default());
        for at in 0..2 * KNOWN {
            let out = frame(&mut pictures, &mut requests, &[seen(&at.to_string(), true)]);
            assert_eq!(asked(&out).len(), 1);
        }
        assert_eq!((pictures.known.len(), pictures.order.len()), (KNOWN, KNOWN));
    }
}
