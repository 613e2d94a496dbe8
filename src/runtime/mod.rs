//! The engine room: the event loop, the terminal, effects on tokio, clipboard, signals.
//!
//! Order of a start: the terminal is set up and the first frame drawn before anything that takes time — starting
//! tokio and its threads, connecting, waiting for the terminal to tell its colours — so that the program is on screen at
//! once. Only the thread that waits for signals comes before: one must give the terminal back even then.

mod answers;
mod clipboard;
mod connection;
mod event_loop;
#[cfg(debug_assertions)]
mod forced_failure;
mod hangup;
mod in_hand;
mod input;
mod kept;
mod means;
mod message;
mod multiplexer;
mod options;
mod pictures;
mod placing;
mod services;
mod signals;
mod stage;
mod start;
mod surface;
mod terminal;
mod themes;

pub use clipboard::Clipboard;
pub(crate) use clipboard::Route;
pub use connection::Connection;
pub use event_loop::{End, EventLoop};
pub(crate) use means::showing;
pub use message::Message;
pub(crate) use options::{Options, Outcome, Purpose, Source};
pub(crate) use pictures::Studio;
pub use placing::PlacingBackend;
pub use services::{Parts, Services};
pub use stage::Stage;
pub(crate) use start::{keymap, run};
pub use surface::{Modes, Render, Surface};
pub use themes::Themes;

use crate::app::BindingError;
use crate::ui::theme::ThemeError;

/// Why the explorer could not run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Neither standard streams nor the process have a terminal.
    #[error("there is no terminal")]
    NoTerminal,
    /// The terminal could not be set up or written to.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] std::io::Error),
    /// `[keys]` in `config.toml` is wrong.
    #[error("config.toml:{line}: {error}")]
    Keys {
        /// The line of the override, from 1.
        line: usize,
        /// What is wrong with it.
        error: BindingError,
    },
    /// The theme is unknown, or its file is wrong.
    #[error(transparent)]
    Theme(#[from] ThemeError),
}
