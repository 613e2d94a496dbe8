//! The terminal explorer for CompShare's community GPU images: a library with one binary on top.
//!
//! ```text
//!  tty ── input thread ┐                                              ┌── Effect ─▶ runtime ─▶ api / store / clipboard
//!  tasks ── channel ───┼─▶ Event ─▶ app::update(&mut State, .., now) ─┤                              │
//!  deadline ── sleep ──┘     ▲                                        └── State ─▶ ui::draw ─▶ frame │
//!  signals ──────────────────┘◀────────────────────── Event (with its ticket) ────────────────────────┘
//! ```
//!
//! # Rooms
//!
//! From the ground up; each knows only those above it in this list.
//!
//! - [`i18n`] — Chinese and English, side by side
//! - [`text`] — untrusted text made safe; the width of text in cells
//! - [`catalogue`] — the domain: groups, versions, queries, pages, and selecting among them
//! - [`search`] — the whole catalogue in hand, searched: words, pinyin, conditions, ranking, counts
//! - [`readme`] — Markdown and HTML to blocks, blocks to rows of a given width
//! - [`qr`] — text to QR codes, codes to cells, pictures of codes to text
//! - [`pictures`] — a stranger's bytes measured, decoded, fitted to cells, painted
//! - [`wire`] — request parameters and their signature, tolerant decoding of answers
//! - [`api`] — the client: requests over the network, retries, limits, all pages of an answer
//! - [`config`] — settings, credentials and where each came from
//! - [`store`] — what lasts on disk
//! - [`sync`] — the whole catalogue fetched and kept
//! - [`demo`] — an embedded CompShare service on loopback
//! - [`app`] — the core: state, commands, events, effects, `update`
//! - [`ui`] — the view: state to a frame
//! - [`runtime`] — the event loop, the terminal, effects on tokio
//! - [`cli`] — arguments, and the commands that need no screen
//!
//! Rooms are private, so this page is whole with `cargo doc --document-private-items`. What tests, benchmarks and fuzz targets
//! see of them is [`face`].
//!
//! # Where to begin
//!
//! - With a key that is pressed: it is a row of `app/command/table.rs`, [`app::update`] does what it says, and
//!   [`ui::draw`] shows the state there is then. All three are pure; `tests/flows` tells of them in whole sentences.
//! - With a page of images: `runtime/services` performs an effect, [`api`] asks, [`wire`] decodes what a stranger may have
//!   written, and [`catalogue`] is what it means.
//! - With a word that is searched: [`catalogue::parse_search`] reads it, [`search::answer()`] answers it.
//! - With a Readme: [`readme`] goes from text to blocks, and from blocks to rows.
//! - With a command for scripts: `cli/args.rs` has them all, and `cli/tags.rs` is a short one.
//!
//! `docs/architecture.md` tells how it hangs together, `docs/adr` why, `CONTRIBUTING.md` how to change it.

mod api;
mod app;
mod catalogue;
mod cli;
mod config;
mod demo;
pub mod face;
mod i18n;
mod pictures;
mod qr;
mod readme;
mod runtime;
mod search;
mod store;
mod sync;
mod text;
mod ui;
mod wire;

pub use cli::{Arguments, run};
pub use config::Environment;
