//! Effects on tokio: each request is a task that can be aborted, and answers with an event.

use std::collections::HashMap;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use crate::api::{Client, Progress, RouteOf};
use crate::app::{
    ClipboardProblem, ClipboardRoute, CopyKind, Effect, Event, Remembered, Reply, Request, ServiceLabel,
    Synced, Ticket, Wanted,
};
use crate::catalogue::{Bookmark, Change, Fault, FaultKind, Viewed};
use crate::demo;
use crate::i18n::Sentence;
use crate::pictures::{Showing, Trouble};
use crate::store::pictures::PictureStore;
use crate::store::snapshot::Place;
use crate::store::yours;
use crate::store::{self, LastView, StoreError, Writer};

use super::clipboard::{self, Clipboard, Route};
use super::connection::Connection;
use super::in_hand::{InHand, now};
use super::means;
use super::message::Message;
use super::pictures::Studio;

/// What carries effects out.
pub struct Services {
    handle: Handle,
    messages: mpsc::Sender<Message>,
    connection: Connection,
    in_hand: InHand,
    studio: Studio,
    showing: Option<Showing>,
    clipboard: Arc<Clipboard>,
    region: String,
    writer: Writer,
    state_folder: Option<PathBuf>,
    demo_place: Option<Place>,
    data_folder: Option<PathBuf>,
    remote: bool,
    tasks: HashMap<Ticket, AbortHandle>,
}

/// What services are made of.
pub struct Parts {
    /// The service.
    pub connection: Connection,
    /// Ways to a clipboard.
    pub clipboard: Clipboard,
    /// The region, for the demo.
    pub region: String,
    /// Where what is remembered is written, if anywhere.
    pub state_folder: Option<PathBuf>,
    /// Where the whole catalogue of the service is kept, if anywhere.
    pub place: Option<Place>,
    /// Where that of the demo is.
    pub demo_place: Option<Place>,
    /// Where what is the reader's own is kept, if anywhere.
    pub data_folder: Option<PathBuf>,
    /// How pictures are shown, if they are.
    pub showing: Option<Showing>,
    /// Which way pictures are fetched.
    pub route_of: RouteOf,
    /// Where fetched pictures are kept, if anywhere.
    pub pictures: Option<PictureStore>,
    /// Whether the program runs over SSH: then no browser is opened.
    pub remote: bool,
}

impl Services {
    /// Services that answer into a channel, on the current tokio.
    #[must_use]
    pub fn new(parts: Parts, messages: mpsc::Sender<Message>) -> Self {
        let failures = messages.clone();
        let unwritten = move |error: StoreError| {
            let warning = Event::Warned(Sentence::new(|lang| error.sentence(lang)));
            // Nobody listens any more once the loop has ended, and then nobody can be told.
            let _ = failures.try_send(Message::Event(warning));
        };
        let writer = Writer::new(unwritten);
        Services {
            handle: Handle::current(),
            messages,
            writer,
            studio: Studio::new(parts.connection.clone(), parts.route_of, parts.pictures),
            showing: parts.showing,
            connection: parts.connection,
            in_hand: InHand::kept_at(parts.place),
            clipboard: Arc::new(parts.clipboard),
            region: parts.region,
            state_folder: parts.state_folder,
            demo_place: parts.demo_place,
            data_folder: parts.data_folder,
            remote: parts.remote,
            tasks: HashMap::new(),
        }
    }

    /// Carries an effect out. Those of the loop itself are no business of the services and do nothing here.
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Ask { ticket, what } => self.ask(ticket, what),
            Effect::Cancel { ticket } => {
                if let Some(task) = self.tasks.remove(&ticket) {
                    task.abort();
                }
            }
            Effect::Copy { kind, text } => self.copy(kind, text),
            Effect::OpenUrl { url } => self.open(url),
            Effect::SavePicture { url } => self.save_picture(url),
            Effect::Highlight { language, text } => self.highlight(language, text),
            Effect::StartDemo => self.start_demo(),
            Effect::Remember(remembered) => self.remember(remembered),
            Effect::Amend(change) => self.amend(change),
            Effect::Redraw | Effect::Suspend | Effect::Quit { .. } => {}
        }
    }

    /// Forgets a task that has answered.
    pub fn answered(&mut self, event: &Event) {
        if let Event::Answered { ticket, reply } = event {
            self.tasks.remove(ticket);
            if matches!(reply, Reply::Yours(_)) {
                self.amend(Change::Visited(now()));
            }
        }
    }

    /// The terminal has told its name: how it shows pictures, where that is news.
    pub(super) fn named(&mut self, name: &str) -> Option<Showing> {
        let showing = means::named(self.showing?, name)?;
        self.showing = Some(showing);
        Some(showing)
    }

    /// Requests under way.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.tasks.len()
    }

    fn ask(&mut self, ticket: Ticket, what: Request) {
        if what == Request::Yours {
            // The visit is written once what was kept has been read.
            self.read_yours(ticket);
            return;
        }
        if let Request::Picture(wanted) = what {
            self.paint(ticket, wanted);
            return;
        }
        if let Request::Code(url) = what {
            let studio = self.studio.clone();
            let read = async move { Reply::Code(studio.read_code(&url).await) };
            let task = self.spawn(async move { Event::Answered { ticket, reply: read.await } });
            self.tasks.insert(ticket, task);
            return;
        }
        let (connection, messages) = (self.connection.clone(), self.messages.clone());
        let desk = Desk { ticket, in_hand: self.in_hand.clone(), messages: self.messages.clone() };
        let progress = move |progress: Progress| {
            let Progress::Waiting { attempt, of, delay, fault } = progress;
            let event = Event::Waiting { ticket, attempt, of, delay, fault };
            // A full channel only costs a countdown.
            let _ = messages.try_send(Message::Event(event));
        };
        let task = self.spawn(async move {
            Event::Answered { ticket, reply: desk.reply(&connection, what, &progress).await }
        });
        self.tasks.insert(ticket, task);
    }

    /// Makes a picture ready: the loop gets it before the core hears that it is there.
    fn paint(&mut self, ticket: Ticket, wanted: Wanted) {
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

    fn save_picture(&self, url: String) {
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

    /// Reads what is the reader's own; from then on, this is the last visit.
    fn read_yours(&mut self, ticket: Ticket) {
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
    fn amend(&mut self, change: Change) {
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

    fn spawn(&self, task: impl Future<Output = Event> + Send + 'static) -> AbortHandle {
        let messages = self.messages.clone();
        let send = async move {
            let event = task.await;
            // The loop has ended when nobody listens.
            let _ = messages.send(Message::Event(event)).await;
        };
        self.handle.spawn(send).abort_handle()
    }

    fn copy(&self, kind: CopyKind, text: String) {
        let (clipboard, messages) = (Arc::clone(&self.clipboard), self.messages.clone());
        self.handle.spawn(async move {
            let message = copied(&clipboard, kind, text).await;
            let _ = messages.send(message).await;
        });
    }

    fn open(&self, url: String) {
        let remote = self.remote;
        self.spawn(async move {
            let page = url.clone();
            let opening = tokio::task::spawn_blocking(move || !remote && open::that_detached(page).is_ok());
            Event::Opened { url, opened: opening.await.unwrap_or(false) }
        });
    }

    fn highlight(&self, language: String, text: String) {
        let messages = self.messages.clone();
        self.handle.spawn_blocking(move || {
            let runs = Arc::new(crate::readme::highlight(&language, &text));
            let _ = messages.blocking_send(Message::Event(Event::Highlighted { language, text, runs }));
        });
    }

    fn start_demo(&mut self) {
        let options = demo::Options { port: 0, groups: None, delay: std::time::Duration::ZERO };
        self.connection = Connection::demo(options, &self.region);
        self.studio = self.studio.of(self.connection.clone());
        self.in_hand = InHand::kept_at(self.demo_place.clone());
        let (connection, region) = (self.connection.clone(), self.region.clone());
        self.spawn(async move {
            Event::DemoStarted(match connection.client().await {
                Ok(_) => Ok(ServiceLabel { demo: true, region }),
                Err(fault) => Err(fault),
            })
        });
    }

    fn remember(&self, remembered: Remembered) {
        let Some(folder) = &self.state_folder else { return };
        let view = LastView { query: remembered.query, list_share: Some(remembered.list_share) };
        store::remember(&self.writer, folder, &view);
    }

    /// Waits until what lasts is on disk, less than a second; `false` when something was not written.
    pub fn finish(&self) -> bool {
        let are_kept = self.in_hand.keep().inspect_err(|error| {
            tracing::warn!(path = %error.path.display(), "Readmes could not be kept");
        });
        self.writer.finish() && are_kept.is_ok()
    }
}

/// Answers one request.
struct Desk {
    ticket: Ticket,
    in_hand: InHand,
    messages: mpsc::Sender<Message>,
}

impl Desk {
    async fn reply(
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
