//! What pictures of QR codes say: asked for when one is to be shown, and remembered.

use crate::pictures::Trouble;
use crate::text::CleanText;

use super::{Asking, Request, Ticket};

/// Pictures whose codes are remembered.
const KNOWN: usize = 64;

/// What is known of the code in a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CodeRead {
    /// It is being read.
    Loading(Ticket),
    /// What it says.
    Text(CleanText),
    /// None was found.
    Unreadable,
    /// The picture cannot be had.
    Failed(Trouble),
}

/// Codes by their pictures' addresses; the one asked for last stands last.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Codes(Vec<(String, CodeRead)>);

impl Codes {
    /// What is known of the code in a picture; `None` where nobody has asked.
    #[must_use]
    pub(crate) fn get(&self, url: &str) -> Option<&CodeRead> {
        self.0.iter().find(|(known, _)| known == url).map(|(_, read)| read)
    }

    /// One code is shown, or none: what the others say is not waited for.
    pub(super) fn shown(&mut self, url: Option<&str>, asking: &mut Asking<'_>) {
        let is_awaited = |(known, read): &(String, CodeRead)| match read {
            CodeRead::Loading(ticket) if Some(known.as_str()) != url => {
                asking.cancel(*ticket);
                false
            }
            CodeRead::Loading(_) | CodeRead::Text(_) | CodeRead::Unreadable | CodeRead::Failed(_) => true,
        };
        self.0.retain(is_awaited);
        if let Some(url) = url {
            self.ask(url, asking);
        }
    }

    /// Asks what the code in a picture says, unless that is known or on its way.
    fn ask(&mut self, url: &str, asking: &mut Asking<'_>) {
        match self.get(url) {
            Some(CodeRead::Loading(_) | CodeRead::Text(_) | CodeRead::Unreadable) => return,
            Some(CodeRead::Failed(_)) | None => {}
        }
        self.0.retain(|(known, _)| known != url);
        let ticket = asking.ask(Request::Code(url.to_owned()));
        self.0.push((url.to_owned(), CodeRead::Loading(ticket)));
        if self.0.len() > KNOWN {
            self.0.remove(0);
        }
    }

    /// A picture was read, or cannot be had.
    pub(super) fn settle(&mut self, url: &str, ticket: Ticket, reply: Result<Option<CleanText>, Trouble>) {
        let waiting = CodeRead::Loading(ticket);
        let known = self.0.iter_mut().find(|(known, read)| known == url && *read == waiting);
        if let Some((_, read)) = known {
            *read = match reply {
                Ok(Some(text)) => CodeRead::Text(text),
                Ok(None) => CodeRead::Unreadable,
                Err(trouble) => CodeRead::Failed(trouble),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Effect, Moment, Requests};

    #[test]
    fn a_picture_is_read_once_and_again_only_after_a_trouble() {
        let (mut codes, mut requests) = (Codes::default(), Requests::default());
        let mut ask = |codes: &mut Codes| {
            let mut out = vec![];
            codes.ask("u", &mut requests.asking(Moment::ZERO, &mut out));
            out.len()
        };
        assert_eq!((ask(&mut codes), ask(&mut codes)), (1, 0));
        codes.settle("u", Ticket(9), Ok(None));
        codes.settle("u", Ticket(1), Err(Trouble::Unreachable));
        assert_eq!(codes.get("u"), Some(&CodeRead::Failed(Trouble::Unreachable)));
        assert_eq!(ask(&mut codes), 1);
        codes.settle("u", Ticket(2), Ok(Some(CleanText::line("said"))));
        assert_eq!(codes.get("u"), Some(&CodeRead::Text(CleanText::line("said"))));
        assert_eq!(ask(&mut codes), 0);
    }

    #[test]
    fn what_is_no_longer_looked_at_is_cancelled() {
        let (mut codes, mut requests) = (Codes::default(), Requests::default());
        let mut show = |url| {
            let mut out = vec![];
            codes.shown(url, &mut requests.asking(Moment::ZERO, &mut out));
            out
        };
        let ask = |ticket, url: &str| Effect::Ask { ticket, what: Request::Code(url.to_owned()) };
        assert_eq!(show(Some("a")), [ask(Ticket(1), "a")]);
        assert_eq!(show(Some("a")), []);
        assert_eq!(show(Some("b")), [Effect::Cancel { ticket: Ticket(1) }, ask(Ticket(2), "b")]);
        assert_eq!(show(None), [Effect::Cancel { ticket: Ticket(2) }]);
        assert_eq!(show(Some("a")), [ask(Ticket(3), "a")]);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let (mut codes, mut requests) = (Codes::default(), Requests::default());
        for at in 0..2 * KNOWN {
            codes.ask(&at.to_string(), &mut requests.asking(Moment::ZERO, &mut vec![]));
        }
        assert_eq!(codes.0.len(), KNOWN);
    }
}
