//! The core: everything the explorer knows and decides, without a terminal, a network, a clock or a disk.
//!
//! Three vocabularies, never mixed: a [`Command`] is an intent, an [`Event`] a fact, an [`Effect`] a request to the
//! outside. [`update()`] turns a fact into a new [`State`] and effects; it is total and synchronous, and gets the time
//! as an argument.

mod browse;
mod codes;
mod command;
mod copy;
mod detail;
mod effect;
mod event;
mod highlights;
mod key;
mod keymap;
mod list;
mod local;
mod measured;
mod notice;
mod pictures;
mod popup;
mod readmes;
mod remote;
mod requests;
mod result_set;
mod scroll;
mod search_history;
mod sidebar;
mod state;
mod undo;
mod update;
mod words;

pub(crate) use browse::{Browse, Plan};
pub(crate) use codes::{CodeRead, Codes};
pub use command::Command;
pub(crate) use command::{CommandRow, Context, Section, TABLE};
pub(crate) use detail::{Detail, Find, Top};
pub(crate) use effect::Remembered;
pub use effect::{CopyKind, Effect};
pub use event::{ClipboardProblem, ClipboardRoute, Event, Mouse, MouseKind, ServiceLabel};
pub(crate) use highlights::Highlights;
pub(crate) use key::UnknownChord;
pub use key::{Chord, Key};
pub use keymap::Keymap;
pub(crate) use keymap::{BindingError, Lookup};
pub(crate) use list::List;
pub(crate) use local::{Local, Syncing};
pub use local::{Snapshot, Synced};
pub use measured::Spot;
pub(crate) use measured::{Area, Measured};
pub(crate) use notice::{Notice, Toast, Toasts, Tone};
pub use pictures::{Pictures, SeenPicture, Wanted};
pub(crate) use popup::{Act, Choice, Popup, PopupKind, PopupLine, lines as popup_lines};
pub(crate) use readmes::Readmes;
pub use remote::Remote;
pub(crate) use requests::{Asking, Requests, UnderWay, Wait};
pub use requests::{Reply, Request, Ticket};
pub use result_set::Source;
pub(crate) use result_set::{ResultSet, Results};
pub(crate) use scroll::Scroll;
pub(crate) use search_history::SearchHistory;
pub use sidebar::FilterItem;
pub(crate) use sidebar::{Completing, Sidebar, SidebarHeading, SidebarLine, SidebarParts, sidebar_lines};
pub use state::{Focus, Moment, Screen, Setup, State};
pub(crate) use state::{LIST_SHARE, Prefs, QUIET};
pub(crate) use undo::FilterHistory;
pub use update::update;

#[cfg(test)]
mod tests;
