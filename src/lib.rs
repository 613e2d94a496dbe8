//! The terminal explorer for CompShare's community GPU images: a library with one binary on top.
//!
//! ```text
//!  tty ── input thread ┐                                              ┌── Effect ─▶ runtime ─▶ api / store / clipboard
//!  tasks ── channel ───┼─▶ Event ─▶ app::update(&mut State, .., now) ─┤                              │
//!  deadline ── sleep ──┘     ▲                                        └── State ─▶ ui::draw ─▶ frame │
//!  signals ──────────────────┘◀────────────────────── Event (with its ticket) ────────────────────────┘
//! ```
//!
//! Rooms, from the ground up; each knows only those above it in this list:
//!
//! - [`i18n`] — Chinese and English, side by side
//! - [`text`] — untrusted text made safe, and the width of text in cells
//! - [`catalogue`] — the domain: groups, versions, queries, pages, and selecting among them
//! - [`search`] — the whole catalogue in hand, searched
//! - [`readme`] — Markdown and HTML to blocks, blocks to rows of a given width
//! - [`qr`] — text to QR codes, codes to cells, pictures of codes to text
//! - [`pictures`] — a stranger's bytes measured, decoded, fitted to cells
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
//! `docs/architecture.md` tells why.

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
