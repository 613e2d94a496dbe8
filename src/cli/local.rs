//! The whole catalogue on disk, for commands that it answers: whatever the service cannot be asked, and all with `--local`.

use std::io::IsTerminal;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::catalogue::{Fault, FaultKind, Query, Window, minute};
use crate::messages;
use crate::search::{Answer, Corpus, Reader, Statistics, answer, statistics};
use crate::store::snapshot::{Place, load};
use crate::store::yours;

use super::exit::{ExitText, Failure};
use super::service::{self, Service};

/// The whole catalogue, and who asks it.
pub(super) struct InHand {
    corpus: Corpus,
    reader: Reader,
    /// When it was fetched, Unix seconds.
    pub(super) taken: i64,
}

impl InHand {
    /// Reads it, and tells people how old it is.
    ///
    /// # Errors
    /// There is none, or it cannot be used: it has to be synced.
    pub(super) fn of(service: &Service) -> Result<Self, Failure> {
        let place = service.place.as_ref().ok_or(Failure::Usage(ExitText::NoCache))?;
        let snapshot = load(place)?.ok_or_else(missing)?;
        if std::io::stderr().is_terminal() {
            service::say(&LocalText::Fetched.fill(service.lang, &[&minute(snapshot.taken)]));
        }
        // Troubles with bookmarks are told where those are changed.
        let (yours, _) = service.data.as_deref().map(yours::load).unwrap_or_default();
        let reader = Reader::of(&yours, now());
        Ok(InHand { corpus: Corpus::new(snapshot.groups), reader, taken: snapshot.taken })
    }

    /// Answers a query.
    pub(super) fn answer(&self, query: &Query, window: Window) -> Answer {
        answer(&self.corpus, query, window, &self.reader)
    }

    /// Counts what matches a query.
    pub(super) fn statistics(&self, query: &Query) -> Statistics {
        statistics(&self.corpus, query, &self.reader)
    }
}

/// Whether what a reader asks for can be answered by anybody.
///
/// # Errors
/// Only the whole catalogue could answer, and it was never synced.
pub(super) fn must_be_answerable(query: &Query, place: Option<&Place>) -> Result<(), Failure> {
    let is_synced = place.map(Place::path).is_some_and(Path::exists);
    if query.is_document() || is_synced { Ok(()) } else { Err(missing()) }
}

fn missing() -> Failure {
    Failure::Fault(Fault::new(FaultKind::NotInHand))
}

/// Unix seconds.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or_default()
}

messages! {
    /// What is said beside an answer.
    enum LocalText {
        Fetched: "From the local catalogue, fetched {}; compshare-tui sync fetches it anew.",
            "来自本地目录（{} 同步）；运行 compshare-tui sync 可重新同步。";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(LocalText::ALL, LocalText::text).unwrap();
    }
}
