//! Esc.

use crate::app::Focus;

use super::{Update, field, popup};

/// Closes or clears the innermost thing: a popup, a search of the Readme, the zoom, the pane, marks, the search of the list.
pub(in crate::app) fn innermost(up: &mut Update<'_>) {
    if up.state.popup.is_some() {
        return popup::leave(up);
    }
    let detail = &mut up.state.detail;
    match up.state.focus {
        Focus::Detail | Focus::Find if detail.find.is_some() => detail.find = None,
        Focus::Detail | Focus::Find if detail.zoomed => detail.zoomed = false,
        Focus::Detail | Focus::Find | Focus::Filters | Focus::Search => up.state.focus = Focus::List,
        Focus::List if detail.zoomed => detail.zoomed = false,
        Focus::List if !up.state.list.marked.is_empty() => up.state.list.unmark(),
        Focus::List if !up.state.sidebar.search.value().is_empty() => {
            up.state.sidebar.search.reset();
            field::search(up);
        }
        Focus::List => {}
    }
}
