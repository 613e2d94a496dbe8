//! What is on screen and what puts it there.
//!
//! It needs no tokio and no thread, so the first frame can be drawn before either is started.

use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

use crate::app::{Effect, Event, Moment, State, update};
use crate::i18n::Sentence;
use crate::ui::{self, ViewCache};

use super::surface::{Modes, Surface};
use super::themes::Themes;

/// A screen, and all that its frames are made of.
pub struct Stage<S> {
    /// The screen.
    pub screen: S,
    /// The state.
    pub state: State,
    /// Themes by name.
    pub themes: Themes,
    /// The date, Unix seconds.
    pub clock: fn() -> i64,
    pub(super) cache: ViewCache,
    /// Whether what is on screen is not the state any more.
    pub(super) dirty: bool,
    /// What frames have asked for; whoever carries effects out takes it away.
    pub(super) wanted: Vec<Effect>,
    started: Instant,
}

impl<S: Surface> Stage<S> {
    /// A stage on which nothing has been drawn.
    #[must_use]
    pub fn new(screen: S, state: State, themes: Themes) -> Self {
        Stage {
            screen,
            state,
            themes,
            clock: unix_now,
            cache: ViewCache::default(),
            dirty: true,
            wanted: vec![],
            started: Instant::now(),
        }
    }

    /// The time since the stage was made.
    pub(super) fn now(&self) -> Moment {
        self.started.elapsed()
    }

    /// Has the next frame written whole: what is on the screen is not what was drawn last.
    pub(super) fn renew(&mut self) {
        self.screen.renew();
        self.cache.forget_screen();
        self.dirty = true;
    }

    /// Draws a frame, if one is due, and gives what it measured to the core, which may ask for highlighting.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn draw(&mut self) -> io::Result<()> {
        if !self.dirty {
            return Ok(());
        }
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
        self.wanted.extend(update(&mut self.state, Event::Drawn(Box::new(measured)), now));
        Ok(())
    }

    /// Puts on the theme the state asks for; a wrong one is told and the one worn stays.
    fn wear_theme(&mut self) {
        if let Err(error) = self.themes.wear(&self.state.prefs.theme) {
            self.state.prefs.theme.clone_from(&self.themes.worn().name);
            let (now, sentence) = (self.now(), Sentence::new(|lang| error.sentence(lang)));
            update(&mut self.state, Event::Warned(sentence), now);
        }
    }
}

fn unix_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
