//! A fact changes the state and asks the outside for things. Total, synchronous, pure.

mod check;
pub(super) mod close;
pub(super) mod detail;
pub(super) mod field;
pub(super) mod filters;
pub(super) mod focus;
mod keys;
pub(super) mod local;
pub(super) mod motion;
mod mouse;
pub(super) mod pages;
pub(super) mod pictures;
pub(super) mod popup;
pub(super) mod program;
mod reply;
mod screen;
pub(super) mod take;
pub(super) mod yours;

use super::{
    Asking, Chord, CopyKind, Effect, Event, Moment, Notice, Remembered, Request, Screen, State, Wait,
};

/// An update on its way: the state it changes, the time, and what it asks for.
pub(super) struct Update<'a> {
    pub(super) state: &'a mut State,
    /// How long ago the program started.
    pub(super) now: Moment,
    /// The keys that led to the command that runs; empty when it was chosen otherwise.
    pub(super) keys: Vec<Chord>,
    out: &'a mut Vec<Effect>,
}

impl Update<'_> {
    /// Asks something of the outside, other than of the service.
    pub(super) fn effect(&mut self, effect: Effect) {
        self.out.push(effect);
    }

    /// Tells the reader something.
    pub(super) fn notify(&mut self, notice: Notice) {
        self.state.toasts.show(notice, self.now);
    }

    /// The state, and a way to ask the service that keeps the table of requests true.
    pub(super) fn asking<T>(&mut self, act: impl FnOnce(Askers<'_>, &mut Asking<'_>) -> T) -> T {
        let State { requests, list, detail, tags, pictures, codes, .. } = &mut *self.state;
        act(Askers { list, detail, tags, pictures, codes }, &mut requests.asking(self.now, self.out))
    }

    /// Has filters and pane sizes remembered, where that is asked for.
    pub(super) fn remember(&mut self) {
        if self.state.setup.remember {
            let (query, list_share) = (self.state.query().clone(), self.state.prefs.list_share);
            self.effect(Effect::Remember(Remembered { query, list_share }));
        }
    }
}

/// The parts of the state that ask for things.
pub(super) struct Askers<'a> {
    pub(super) list: &'a mut super::List,
    pub(super) detail: &'a mut super::Detail,
    pub(super) tags: &'a mut super::Remote<crate::catalogue::TagIndex>,
    pub(super) pictures: &'a mut super::Pictures,
    pub(super) codes: &'a mut super::Codes,
}

/// Takes a fact; `now` is the time since the program started.
pub fn update(state: &mut State, event: Event, now: Moment) -> Vec<Effect> {
    let mut out = Vec::new();
    let mut up = Update { state, now, keys: Vec::new(), out: &mut out };
    take(&mut up, event);
    local::sync_if_due(&mut up);
    out
}

fn take(up: &mut Update<'_>, event: Event) {
    match event {
        Event::Started => started(up),
        Event::Key(chord) => keys::press(up, chord),
        Event::Paste(text) => field::paste(up, &text),
        Event::Mouse(mouse) => mouse::report(up, mouse),
        Event::Resized => {}
        Event::Drawn(measured) => screen::drawn(up, *measured),
        Event::TimeCame => screen::time_came(up),
        Event::Answered { ticket, reply } => reply::answered(up, ticket, reply),
        Event::Waiting { ticket, attempt, of, delay, fault } => {
            let until = up.now + delay;
            up.state.requests.pause(ticket, Wait { attempt, of, until, fault });
        }
        Event::SyncProgress { ticket, done, total } => local::progressed(up, ticket, done, total),
        Event::Copied { kind, text, route } => up.notify(match route {
            Ok(route) => Notice::Copied { kind, text, route },
            Err(problem) => Notice::CopyFailed(problem.reason),
        }),
        Event::Opened { url, opened: true } => up.notify(Notice::BrowserOpened(url)),
        Event::Opened { url, opened: false } => {
            // Over SSH the browser is elsewhere: the link is shown, and copied to where the reader is.
            up.effect(Effect::Copy { kind: CopyKind::WebLink, text: url.clone() });
            up.notify(Notice::NoBrowser(url));
        }
        Event::Highlighted { language, text, runs } => up.state.detail.highlights.put(language, text, runs),
        Event::PicturesShown(showing) => up.state.setup.pictures = Some(showing),
        Event::PictureSized { ticket, size } => up.state.pictures.sized(ticket, size),
        Event::PictureSaved(Ok(path)) => up.notify(Notice::PictureSaved(path)),
        Event::PictureSaved(Err(reason)) => up.notify(Notice::PictureNotSaved(reason)),
        Event::DemoStarted(Ok(label)) => {
            up.state.service = Some(label);
            up.state.screen = Screen::Explorer;
            started(up);
        }
        Event::DemoStarted(Err(fault)) => up.notify(Notice::DemoFailed(fault)),
        Event::Resumed => up.effect(Effect::Redraw),
        Event::Warned(sentence) => up.notify(Notice::Warning(sentence)),
    }
}

/// Asks for the first page and the tags.
fn started(up: &mut Update<'_>) {
    if up.state.screen == Screen::FirstRun {
        return;
    }
    pages::ask(up, up.state.setup.query.clone());
    fetch_tags(up);
    local::read(up);
    yours::read(up);
}

fn fetch_tags(up: &mut Update<'_>) {
    up.asking(|parts, asking| parts.tags.load(asking.ask(Request::Tags)));
}
