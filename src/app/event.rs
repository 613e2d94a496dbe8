//! Facts that reach the core.

use std::sync::Arc;
use std::time::Duration;

use crate::catalogue::Fault;
use crate::i18n::Sentence;
use crate::pictures::{Showing, Size};
use crate::readme::Highlight;

use super::{Chord, CopyKind, Measured, Reply, Ticket};

/// Which service is browsed, for the title bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLabel {
    /// Whether it is the embedded one.
    pub demo: bool,
    /// The region.
    pub region: String,
}

/// How text got to a clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClipboardRoute {
    /// The user's own command.
    UserCommand,
    /// tmux's buffer, which passes it on to the terminal.
    Tmux,
    /// An OSC 52 sequence; whether the terminal took it nobody can know.
    Terminal,
    /// A desktop's tool, such as `wl-copy`.
    Desktop(String),
}

/// Why text did not get to a clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClipboardProblem {
    /// What the tool said.
    pub reason: Sentence,
}

/// What a mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Click,
    /// The wheel turned up.
    ScrollUp,
    /// The wheel turned down.
    ScrollDown,
}

/// A mouse report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// Column from 0.
    pub x: u16,
    /// Row from 0.
    pub y: u16,
}

/// A fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The loop began.
    Started,
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has a new size.
    Resized,
    /// A frame was drawn; what it measured.
    Drawn(Box<Measured>),
    /// A deadline has come.
    TimeCame,
    /// The answer to `Ask`.
    Answered {
        /// The request.
        ticket: Ticket,
        /// What was asked for, or why there is none.
        reply: Reply,
    },
    /// A request failed and will be tried again.
    Waiting {
        /// The request.
        ticket: Ticket,
        /// Which try comes next.
        attempt: u8,
        /// How many tries there are.
        of: u8,
        /// How long until then.
        delay: Duration,
        /// Why.
        fault: Fault,
    },
    /// Some of the whole catalogue has come.
    SyncProgress {
        /// The request.
        ticket: Ticket,
        /// Groups that have come.
        done: usize,
        /// Groups there are, as far as the service tells.
        total: Option<u64>,
    },
    /// The answer to `Copy`.
    Copied {
        /// What it was.
        kind: CopyKind,
        /// The text.
        text: String,
        /// Where it went.
        route: Result<ClipboardRoute, ClipboardProblem>,
    },
    /// The answer to `OpenUrl`: whether a browser could be started.
    Opened {
        /// The page.
        url: String,
        /// Whether a browser took it.
        opened: bool,
    },
    /// The answer to `Highlight`.
    Highlighted {
        /// The language asked for.
        language: String,
        /// The code.
        text: String,
        /// Runs of the code.
        runs: Arc<Vec<Highlight>>,
    },
    /// It became known how the terminal shows pictures.
    PicturesShown(Showing),
    /// The first bytes of a picture have told its size.
    PictureSized {
        /// The request.
        ticket: Ticket,
        /// The size.
        size: Size,
    },
    /// The answer to `SavePicture`: the file, or why there is none.
    PictureSaved(Result<String, Sentence>),
    /// The answer to `StartDemo`.
    DemoStarted(Result<ServiceLabel, Fault>),
    /// The process goes on after a stop.
    Resumed,
    /// Something outside deserves a word, such as a file that cannot be written.
    Warned(Sentence),
}
