//! The view: a state becomes a frame, and what the frame measured comes back as data.
//!
//! [`draw`] changes nothing but the frame, and the laid-out Readmes and pictures at hand in its [`ViewContext`].

mod about;
mod canvas;
mod chips;
mod code;
mod context;
mod detail;
mod field;
mod filters;
mod first_run;
mod fitting;
mod footer;
pub(crate) mod format;
mod gallery;
pub(crate) mod glyphs;
mod head;
mod header;
mod list;
mod list_columns;
mod paint;
mod panes;
mod pasted;
mod pictures;
mod popup;
mod problem;
mod readme_cache;
mod rewrites;
mod rows;
mod scene;
pub(crate) mod theme;
mod toasts;
mod viewer;
mod which_key;
mod words;

pub(crate) use context::ViewContext;
pub use context::{Beside, ViewCache};
pub use pasted::Paste;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Measured, PopupKind, Screen, State};
use paint::Painter;

/// Draws the state and tells what was measured.
pub fn draw(state: &State, context: &ViewContext<'_>, frame: &mut Frame<'_>) -> Measured {
    let area = frame.area();
    context.gallery.borrow_mut().next_frame();
    if context.theme.base != Style::default() {
        frame.buffer_mut().set_style(area, context.theme.base);
    }
    let mut measured = Measured { size: (area.width, area.height), ..Measured::default() };
    let mut painter = Painter::new(state, context, frame, &mut measured);
    match (state.screen, panes::panes(area, state)) {
        (_, None) => first_run::too_small(&mut painter, area),
        (Screen::FirstRun, Some(panes)) => {
            first_run::draw(&mut painter, panes.body);
            footer::draw(&mut painter, panes.footer);
        }
        (Screen::Explorer, Some(panes)) => explorer(&mut painter, &panes),
    }
    if panes::panes(area, state).is_some() {
        which_key::draw(&mut painter, area);
        match &state.popup {
            Some(popup) if popup.kind == PopupKind::Pictures => viewer::draw(&mut painter, area, popup),
            Some(popup) if popup.kind == PopupKind::QrCode => code::draw(&mut painter, area, popup),
            Some(popup) => popup::draw(&mut painter, area, popup),
            None => {}
        }
        toasts::draw(&mut painter, area);
    }
    let cursor = painter.cursor;
    let mut pasted = context.pasted.borrow_mut();
    pasted.cover(frame.buffer_mut());
    context.rewrites.borrow_mut().force(frame.buffer_mut());
    pasted.settle(frame.buffer_mut());
    if let Some(at) = cursor {
        frame.set_cursor_position(at);
    }
    measured
}

fn explorer(painter: &mut Painter<'_, '_>, panes: &panes::Panes) {
    if let Some(area) = panes.header {
        header::draw(painter, area);
    }
    if let Some(area) = panes.chips {
        chips::draw(painter, area);
    }
    if let Some(area) = panes.list {
        list::draw(painter, area);
    }
    if let Some(area) = panes.detail {
        detail::draw(painter, area);
    }
    if let Some(area) = panes.filters {
        if panes.list == Some(area) {
            painter.canvas.clear(area);
        }
        filters::draw(painter, area);
    }
    footer::draw(painter, panes.footer);
}

/// The rectangle inside a border and one column of padding.
fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(2).min(area.right()),
        y: area.y.saturating_add(1).min(area.bottom()),
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    }
}
