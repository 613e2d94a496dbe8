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
mod filters;
mod highlights;
mod key;
mod keymap;
mod notice;
mod picker;
mod remote;
mod state;
mod update;
mod view;
mod words;

pub use browse::{Browse, ResultSet, Results};
pub use command::{Command, CommandRow, Context, Section, TABLE};
pub use detail::{Detail, DetailMemory, Find, Top};
pub use effect::{CopyKind, Effect, Remembered};
pub use event::{ClipboardProblem, ClipboardRoute, Event, Mouse, MouseKind, ServiceLabel};
pub use filters::{FilterItem, filter_items};
pub use highlights::Highlights;
pub use key::{Chord, Key, UnknownChord};
pub use keymap::{BindingError, Keymap, Lookup};
pub use notice::{Notice, Toast};
pub use picker::{Act, Choice, Picker, PickerKind, choices};
pub use remote::{Remote, Ticket, Wait};
pub use state::{Focus, LIST_SHARE, Moment, QUIET, Screen, Setup, Source, State};
pub use update::update;
pub use view::{Area, Spot, View};
pub use words::AppText;

#[cfg(test)]
mod tests;
