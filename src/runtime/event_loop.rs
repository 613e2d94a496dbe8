//! The loop: facts in, effects out, a frame when something has changed.
//!
//! Screen, input and services are injected, so tests drive this very loop.

use std::io;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::app::{ClipboardRoute, Effect, Event, Moment, State, update};
use crate::catalogue::ImageId;
use crate::i18n::Sentence;
use crate::ui::{self, ViewCache};

use super::answers::{Question, Told};
use super::message::Message;
use super::services::Services;
use super::surface::{Modes, Surface};
use super::themes::Themes;

/// Messages taken before a frame is drawn.
const BATCH: usize = 64;

/// How the loop ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The reader quit; with chosen ids in pick mode.
    Quit(Vec<ImageId>),
    /// A signal.
    Signal(i32),
    /// The terminal has vanished.
    TerminalGone,
}

/// The loop's parts.
pub struct EventLoop<S> {
    /// The screen.
    pub screen: S,
    /// The state.
    pub state: State,
    /// What carries effects out.
    pub services: Services,
    /// Themes by name.
    pub themes: Themes,
    /// Where messages come from.
    pub messages: mpsc::Receiver<Message>,
    /// What the terminal was asked and has not answered, in that order.
    pub(super) open_questions: Vec<Question>,
    /// The date, Unix seconds.
    pub clock: fn() -> i64,
    cache: ViewCache,
    started: Instant,
    dirty: bool,
    end: Option<End>,
}

impl<S: Surface> EventLoop<S> {
    /// A loop that has not begun.
    pub fn new(
        screen: S,
        state: State,
        services: Services,
        themes: Themes,
        messages: mpsc::Receiver<Message>,
    ) -> Self {
        EventLoop {
            screen,
            state,
            services,
            themes,
            messages,
            open_questions: vec![],
            clock: unix_now,
            cache: ViewCache::default(),
            started: Instant::now(),
            dirty: true,
            end: None,
        }
    }

    /// Draws the first frame, so that the program is on screen, and asks for the first page.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn begin(&mut self) -> io::Result<()> {
        self.draw()?;
        self.take(Event::Started)
    }

    /// Runs until the reader quits, a signal comes, or the terminal vanishes, after [`EventLoop::begin`].
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub async fn run(&mut self, signals: &mut mpsc::UnboundedReceiver<Message>) -> io::Result<End> {
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            if let Some(end) = self.end.take() {
                return Ok(end);
            }
            // Twice at most: what the first frame measured may call for another.
            for _ in 0..2 {
                if self.dirty {
                    self.draw()?;
                }
            }
            let now = self.now();
            let deadline = self.state.next_deadline(now);
            // Biased: a signal must end the program even under a flood of input, and a deadline that has come must
            // not be starved by it either; replies and keys share one channel and so keep their order.
            tokio::select! {
                biased;
                Some(message) = signals.recv() => self.message(message)?,
                () = sleep(deadline.map(|at| at.saturating_sub(now))) => self.take(Event::TimeCame)?,
                count = self.messages.recv_many(&mut batch, BATCH) => {
                    if count == 0 {
                        return Ok(End::TerminalGone);
                    }
                    for message in batch.drain(..) {
                        self.message(message)?;
                    }
                }
            }
        }
    }

    fn now(&self) -> Moment {
        self.started.elapsed()
    }

    fn message(&mut self, message: Message) -> io::Result<()> {
        match message {
            Message::Event(event) => return self.take(event),
            Message::OfferClipboard { kind, text } => {
                self.screen.offer_clipboard(&text)?;
                return self.take(Event::Copied { kind, text, route: Ok(ClipboardRoute::Terminal) });
            }
            Message::Painted { url, painting } => self.cache.hang(url, painting),
            Message::Told(told) => return self.told(&told),
            Message::Signal(number) => self.end = Some(End::Signal(number)),
            Message::TerminalGone => self.end = Some(End::TerminalGone),
            Message::Continued => {
                self.screen.retake()?;
                self.cache.forget_screen();
                return self.take(Event::Resumed);
            }
        }
        Ok(())
    }

    /// The terminal has told something of itself.
    fn told(&mut self, told: &Told) -> io::Result<()> {
        told.close(&mut self.open_questions);
        if let Told::Colours(background) = told {
            self.themes.know_background(*background);
            self.dirty = true;
        }
        // Other means, and another size of cells, paint other pictures; those at hand are asked for again.
        let Some(showing) = self.services.shows_by(told) else { return Ok(()) };
        self.cache.take_down();
        self.take(Event::PicturesShown(showing))
    }

    /// Gives a fact to the core and carries out what it asks for.
    fn take(&mut self, event: Event) -> io::Result<()> {
        if self.end.is_some() {
            return Ok(());
        }
        if event == Event::Resized {
            self.screen.renew();
            self.cache.forget_screen();
        }
        self.services.answered(&event);
        let now = self.now();
        let effects = update(&mut self.state, event, now);
        self.dirty = true;
        effects.into_iter().try_for_each(|effect| self.perform(effect))
    }

    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Redraw => {
                self.screen.renew();
                self.cache.forget_screen();
                self.dirty = true;
                Ok(())
            }
            Effect::Suspend => {
                self.screen.suspend()?;
                self.cache.forget_screen();
                self.dirty = true;
                Ok(())
            }
            Effect::Quit { chosen } => {
                self.end = Some(End::Quit(chosen));
                Ok(())
            }
            effect @ (Effect::Ask { .. }
            | Effect::Cancel { .. }
            | Effect::Copy { .. }
            | Effect::OpenUrl { .. }
            | Effect::SavePicture { .. }
            | Effect::Highlight { .. }
            | Effect::StartDemo
            | Effect::Remember(_)
            | Effect::Amend(_)) => {
                self.services.perform(effect);
                Ok(())
            }
        }
    }

    /// Puts on the theme the state asks for; a wrong one is told and the one worn stays.
    fn wear_theme(&mut self) {
        if let Err(error) = self.themes.wear(&self.state.prefs.theme) {
            self.state.prefs.theme.clone_from(&self.themes.worn().name);
            let (now, sentence) = (self.now(), Sentence::new(|lang| error.sentence(lang)));
            update(&mut self.state, Event::Warned(sentence), now);
        }
    }

    /// Draws a frame and gives what it measured to the core, which may ask for highlighting.
    fn draw(&mut self) -> io::Result<()> {
        self.screen.set_modes(Modes { paste: self.state.is_typing(), mouse: self.state.prefs.mouse })?;
        self.wear_theme();
        let context = self.cache.context(self.themes.worn(), self.started.elapsed(), (self.clock)());
        let mut measured = None;
        self.screen.draw(&mut |frame| {
            measured = Some(ui::draw(&self.state, &context, frame));
            self.cache.beside()
        })?;
        let Some(measured) = measured else { return Ok(()) };
        // Hints and popups name what the Readme offers: one that has just been laid out asks for another frame.
        self.dirty = !measured.has_readme_of(&self.state.measured);
        let now = self.now();
        let effects = update(&mut self.state, Event::Drawn(Box::new(measured)), now);
        effects.into_iter().try_for_each(|effect| self.perform(effect))
    }
}

fn unix_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Sleeps for a while, or for ever.
async fn sleep(duration: Option<Duration>) {
    match duration {
        Some(duration) => tokio::time::sleep(duration).await,
        None => std::future::pending().await,
    }
}
