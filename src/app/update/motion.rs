//! Moving: the same keys move in the list, the sidebar, the detail and popups.

use crate::app::{Focus, State};

use super::{Update, detail, pages, popup};

/// Moves by rows.
pub(in crate::app) fn step(up: &mut Update<'_>, by: isize) {
    if up.state.popup.is_some() {
        return popup::step(up, by);
    }
    match up.state.focus {
        Focus::Detail | Focus::Find => detail::scroll(up, by),
        Focus::Filters | Focus::Search => {
            let lines = up.state.sidebar_lines();
            up.state.sidebar.step(by, &lines);
        }
        Focus::List => pages::step(up, by),
    }
}

/// Moves by half of what is visible.
pub(in crate::app) fn half_page(up: &mut Update<'_>, direction: isize) {
    step(up, direction * (visible(up.state) / 2).max(1).cast_signed());
}

/// Moves by what is visible, less a row to keep the place.
pub(in crate::app) fn screen(up: &mut Update<'_>, direction: isize) {
    step(up, direction * visible(up.state).saturating_sub(1).max(1).cast_signed());
}

fn visible(state: &State) -> usize {
    match (&state.popup, state.focus) {
        (Some(popup), _) => popup.scroll.rows(),
        (None, Focus::Detail | Focus::Find) if state.detail.about => state.measured.about.1,
        (None, Focus::Detail | Focus::Find) => state.measured.detail_rows,
        (None, Focus::Filters | Focus::Search) => state.sidebar.scroll.rows(),
        (None, Focus::List) => state.list.scroll.rows(),
    }
}

pub(in crate::app) fn to_first(up: &mut Update<'_>) {
    to_end(up, pages::End::First);
}

pub(in crate::app) fn to_last(up: &mut Update<'_>) {
    to_end(up, pages::End::Last);
}

fn to_end(up: &mut Update<'_>, end: pages::End) {
    let far = match end {
        pages::End::First => isize::MIN + 1,
        pages::End::Last => isize::MAX,
    };
    match (&up.state.popup, up.state.focus) {
        (None, Focus::List) => pages::select_end(up, end),
        (None, Focus::Detail | Focus::Find | Focus::Filters | Focus::Search) | (Some(_), _) => step(up, far),
    }
}
