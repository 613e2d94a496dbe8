//! A fact changes the state and asks the outside for things. Total, synchronous, pure.

mod command;
mod key;
mod list;
mod mouse;
mod picker;
mod readme;
mod reply;
mod search;
mod time;

use super::{CopyKind, Effect, Event, Moment, Notice, Screen, Source, State, Toast};

/// How long a message stays.
const TOAST: Moment = Moment::from_secs(3);
/// Messages on screen at once.
const TOASTS: usize = 3;

/// Takes a fact; `now` is the time since the program started.
pub fn update(state: &mut State, event: Event, now: Moment) -> Vec<Effect> {
    let mut out = Vec::new();
    match event {
        Event::Started => started(state, now, &mut out),
        Event::Key(chord) => key::press(state, chord, now, &mut out),
        Event::Paste(text) => search::paste(state, &text, now, &mut out),
        Event::Mouse(mouse) => mouse::report(state, mouse, now, &mut out),
        Event::Resized => {}
        Event::Drawn(view) => readme::measured(state, *view, &mut out),
        Event::TimeCame => time::came(state, now, &mut out),
        Event::PageLoaded { ticket, reply } => reply::page(state, ticket, &reply, now, &mut out),
        Event::TagsLoaded { ticket, reply } => {
            state.tags.settle(ticket, reply);
        }
        Event::ImageLoaded { ticket, reply } => reply::image(state, ticket, &reply),
        Event::Retrying { ticket, attempt, of, delay, fault } => {
            reply::retrying(state, ticket, &super::Wait { attempt, of, until: now + delay, fault });
        }
        Event::Copied { kind, text, route } => reply::copied(state, kind, text, route, now),
        Event::Opened { url, opened: true } => notify(state, Notice::BrowserOpened(url), now),
        Event::Opened { url, opened: false } => {
            // Over SSH the browser is elsewhere: the link is shown, and copied to where the reader is.
            out.push(Effect::Copy { kind: CopyKind::WebLink, text: url.clone() });
            notify(state, Notice::NoBrowser(url), now);
        }
        Event::Highlighted { language, text, runs } => {
            state.detail.highlights.put(language, text, runs);
        }
        Event::DemoStarted(Ok(label)) => {
            state.setup.source = Source::Service(label);
            state.screen = Screen::Explorer;
            started(state, now, &mut out);
        }
        Event::DemoStarted(Err(reason)) => notify(state, Notice::DemoFailed(reason), now),
        Event::Resumed => out.push(Effect::Redraw),
        Event::Warned(text) => notify(state, Notice::Warning(text), now),
    }
    out
}

/// Asks for the first page and the tags.
fn started(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    if state.screen == Screen::FirstRun {
        return;
    }
    let query = state.setup.query.clone();
    list::ask(state, query, now, out);
    let ticket = state.ticket();
    state.tags = super::Remote::loading(ticket, now, None);
    out.push(Effect::FetchTags { ticket });
}

/// Shows a message.
fn notify(state: &mut State, notice: Notice, now: Moment) {
    let until = (!notice.is_error()).then_some(now + TOAST);
    state.toasts.retain(|toast| toast.notice != notice);
    state.toasts.push_back(Toast { notice, until });
    while state.toasts.len() > TOASTS {
        state.toasts.pop_front();
    }
}
