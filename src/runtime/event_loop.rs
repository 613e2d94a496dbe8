//! The loop: facts in, effects out, a frame when something has changed.
//!
//! Screen, input and services are injected, so tests drive this very loop.

use std::io;
use std::time::Duration;

use tokio::sync::mpsc;

use crate::app::{ClipboardRoute, Effect, Event, update};
use crate::catalogue::ImageId;

use super::answers::{Question, Told};
use super::message::Message;
use super::services::Services;
use super::stage::Stage;
use super::surface::Surface;

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
    /// What is on screen, and what puts it there.
    pub stage: Stage<S>,
    /// What carries effects out.
    pub services: Services,
    /// Where messages come from.
    pub messages: mpsc::Receiver<Message>,
    /// What the terminal was asked and has not answered, in that order.
    pub(super) open_questions: Vec<Question>,
    end: Option<End>,
}

impl<S: Surface> EventLoop<S> {
    /// A loop that has not begun.
    pub fn new(stage: Stage<S>, services: Services, messages: mpsc::Receiver<Message>) -> Self {
        EventLoop { stage, services, messages, open_questions: vec![], end: None }
    }

    /// Draws the first frame, unless the stage has done so, and asks for the first page.
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
                self.draw()?;
            }
            let now = self.stage.now();
            let deadline = self.stage.state.next_deadline(now);
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

    fn message(&mut self, message: Message) -> io::Result<()> {
        match message {
            Message::Event(event) => return self.take(event),
            Message::OfferClipboard { kind, text } => {
                self.stage.screen.offer_clipboard(&text)?;
                return self.take(Event::Copied { kind, text, route: Ok(ClipboardRoute::Terminal) });
            }
            Message::Painted { url, painting } => self.stage.cache.hang(url, painting),
            Message::Told(told) => return self.told(&told),
            Message::Signal(number) => self.end = Some(End::Signal(number)),
            Message::TerminalGone => self.end = Some(End::TerminalGone),
            Message::Continued => {
                self.stage.screen.retake()?;
                self.stage.cache.forget_screen();
                return self.take(Event::Resumed);
            }
        }
        Ok(())
    }

    /// The terminal has told something of itself.
    fn told(&mut self, told: &Told) -> io::Result<()> {
        told.close(&mut self.open_questions);
        if let Told::Colours(background) = told {
            self.stage.themes.know_background(*background);
            self.stage.dirty = true;
        }
        // Other means, and another size of cells, paint other pictures; those at hand are asked for again.
        let Some(showing) = self.services.shows_by(told) else { return Ok(()) };
        self.stage.cache.take_down();
        self.take(Event::PicturesShown(showing))
    }

    /// Gives a fact to the core and carries out what it asks for.
    fn take(&mut self, event: Event) -> io::Result<()> {
        if self.end.is_some() {
            return Ok(());
        }
        if event == Event::Resized {
            self.stage.renew();
        }
        self.services.answered(&event);
        let now = self.stage.now();
        let effects = update(&mut self.stage.state, event, now);
        self.stage.dirty = true;
        effects.into_iter().try_for_each(|effect| self.perform(effect))
    }

    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Redraw => {
                self.stage.renew();
                Ok(())
            }
            Effect::Suspend => {
                self.stage.screen.suspend()?;
                self.stage.renew();
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

    /// Draws a frame where one is due, and carries out what it asks for.
    fn draw(&mut self) -> io::Result<()> {
        self.stage.draw()?;
        let wanted = std::mem::take(&mut self.stage.wanted);
        wanted.into_iter().try_for_each(|effect| self.perform(effect))
    }
}

/// Sleeps for a while, or for ever.
async fn sleep(duration: Option<Duration>) {
    match duration {
        Some(duration) => tokio::time::sleep(duration).await,
        None => std::future::pending().await,
    }
}
