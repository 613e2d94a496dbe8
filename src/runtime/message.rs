//! What reaches the event loop from its threads and tasks.

use crate::app::{CopyKind, Event};
use crate::pictures::Painting;

use super::answers::Told;

/// What reaches the loop.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A fact for the core.
    Event(Event),
    /// Text for the terminal's clipboard, which only the loop may write to.
    OfferClipboard {
        /// What it is.
        kind: CopyKind,
        /// The text.
        text: String,
    },
    /// A picture, ready to be drawn.
    Painted {
        /// Its address, as the service or a Readme has it.
        url: String,
        /// The picture.
        painting: Painting,
    },
    /// What the terminal tells of itself.
    Told(Told),
    /// A signal that ends the program.
    Signal(i32),
    /// The process was continued after a stop.
    Continued,
    /// The terminal has vanished.
    TerminalGone,
}
