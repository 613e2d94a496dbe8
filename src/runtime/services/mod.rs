//! Effects on tokio: each request is a task that can be aborted, and answers with an event.

mod desk;
mod outside;
mod own;
mod pictures;

use std::collections::HashMap;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use crate::api::{Progress, RouteOf};
use crate::app::{Effect, Event, Reply, Request, ServiceLabel, Ticket};
use crate::catalogue::Change;
use crate::demo;
use crate::i18n::Sentence;
use crate::pictures::Showing;
use crate::store::pictures::PictureStore;
use crate::store::snapshot::Place;
use crate::store::{StoreError, Writer};

use super::clipboard::Clipboard;
use super::connection::Connection;
use super::in_hand::{InHand, now};
use super::message::Message;
use super::pictures::Studio;
use desk::Desk;

/// What carries effects out.
pub struct Services {
    handle: Handle,
    messages: mpsc::Sender<Message>,
    connection: Connection,
    in_hand: InHand,
    studio: Studio,
    showing: Option<Showing>,
    /// Whether the terminal has told the size of its cells.
    has_told_cell: bool,
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
            has_told_cell: false,
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
            self.read_code(ticket, url);
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

    fn spawn(&self, task: impl Future<Output = Event> + Send + 'static) -> AbortHandle {
        let messages = self.messages.clone();
        let send = async move {
            let event = task.await;
            // The loop has ended when nobody listens.
            let _ = messages.send(Message::Event(event)).await;
        };
        self.handle.spawn(send).abort_handle()
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

    /// Waits until what lasts is on disk, less than a second; `false` when something was not written.
    pub fn finish(&self) -> bool {
        let are_kept = self.in_hand.keep().inspect_err(|error| {
            tracing::warn!(path = %error.path.display(), "Readmes could not be kept");
        });
        self.writer.finish() && are_kept.is_ok()
    }
}
