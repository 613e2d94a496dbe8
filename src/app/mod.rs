//! The core: everything the explorer knows and decides, without a terminal, a network, a clock or a disk.
//!
//! Three vocabularies, never mixed: a [`Command`] is an intent, an [`Event`] a fact, an [`Effect`] a request to the
//! outside. [`update()`] turns a fact into a new [`State`] and effects; it is total and synchronous, and gets the time
//! as an argument.

mod browse;
mod command;
mod copy;
mod detail;
mod effect;
mod event;
mod highlights;
mod key;
mod keymap;
mod list;
mod measured;
mod notice;
mod popup;
mod readmes;
mod remote;
mod requests;
mod scroll;
mod sidebar;
mod state;
mod update;
mod words;

pub use browse::{Browse, ResultSet, Results};
pub use command::{Command, CommandRow, Context, Section, TABLE};
pub use detail::{Detail, DetailMemory, Find, Top};
pub use effect::{CopyKind, Effect, Remembered};
pub use event::{ClipboardProblem, ClipboardRoute, Event, Mouse, MouseKind, ServiceLabel};
pub use highlights::Highlights;
pub use key::{Chord, Key, UnknownChord};
pub use keymap::{BindingError, Keymap, Lookup};
pub use list::List;
pub use measured::{Area, Measured, Spot};
pub use notice::{Notice, Toast, Toasts, Tone};
pub use popup::{Act, Choice, Part, Popup, PopupKind, PopupLine, PopupRow, lines as popup_lines};
pub use readmes::{Readme, Readmes};
pub use remote::Remote;
pub use requests::{Asking, Reply, Request, Requests, Ticket, UnderWay, Wait};
pub use scroll::Scroll;
pub use sidebar::{FilterItem, Sidebar, SidebarHeading, SidebarLine, sidebar_lines};
pub use state::{Focus, LIST_SHARE, Moment, Prefs, QUIET, Screen, Setup, State};
pub use update::update;
pub use words::AppText;

#[cfg(test)]
mod tests;
