//! What reaches out of the program: the clipboard, the browser; and threads that colour code.

use std::sync::Arc;

use crate::app::{ClipboardProblem, ClipboardRoute, CopyKind, Event};
use crate::i18n::Sentence;

use super::Services;
use crate::runtime::clipboard::{self, Clipboard, Route};
use crate::runtime::message::Message;

impl Services {
    pub(super) fn copy(&self, kind: CopyKind, text: String) {
        let (clipboard, messages) = (Arc::clone(&self.clipboard), self.messages.clone());
        self.handle.spawn(async move {
            let message = copied(&clipboard, kind, text).await;
            let _ = messages.send(message).await;
        });
    }

    pub(super) fn open(&self, url: String) {
        let remote = self.remote;
        self.spawn(async move {
            let page = url.clone();
            let opening = tokio::task::spawn_blocking(move || !remote && open::that_detached(page).is_ok());
            Event::Opened { url, opened: opening.await.unwrap_or(false) }
        });
    }

    pub(super) fn highlight(&self, language: String, text: String) {
        let messages = self.messages.clone();
        self.handle.spawn_blocking(move || {
            let runs = Arc::new(crate::readme::highlight(&language, &text));
            let _ = messages.blocking_send(Message::Event(Event::Highlighted { language, text, runs }));
        });
    }
}

/// Tries the ways in order; the terminal is asked by the loop, which alone may write to it.
async fn copied(clipboard: &Clipboard, kind: CopyKind, text: String) -> Message {
    let mut reason = Sentence::default();
    for route in clipboard.routes() {
        match route {
            Route::Terminal => return Message::OfferClipboard { kind, text },
            Route::Program { command, told } => match clipboard::feed(command, &text).await {
                Ok(()) => return told_copied(kind, text, Ok(told.clone())),
                Err(failure) => {
                    let command = command.join(" ");
                    reason = Sentence::new(|lang| format!("{command}: {}", failure.sentence(lang)));
                }
            },
        }
    }
    told_copied(kind, text, Err(ClipboardProblem { reason }))
}

fn told_copied(kind: CopyKind, text: String, route: Result<ClipboardRoute, ClipboardProblem>) -> Message {
    Message::Event(Event::Copied { kind, text, route })
}
