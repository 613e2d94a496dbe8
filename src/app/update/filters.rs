//! Filters and the order of the list.

use crate::app::{FilterItem, Focus};
use crate::catalogue::{Query, Toggle};

use super::{Update, pages};

/// Changes the query in place and asks for the result.
fn change(up: &mut Update<'_>, change: impl FnOnce(&mut Query)) {
    let mut query = up.state.query().clone();
    change(&mut query);
    pages::ask(up, query);
}

pub(in crate::app) fn toggle(up: &mut Update<'_>, toggle: Toggle) {
    change(up, |query| query.toggles.switch(toggle));
}

pub(in crate::app) fn next_sort(up: &mut Update<'_>) {
    change(up, |query| query.sort.field = query.sort.field.next());
}

pub(in crate::app) fn turn_sort(up: &mut Update<'_>) {
    change(up, |query| query.sort.ascending = !query.sort.ascending);
}

/// Switches the line under the sidebar's cursor.
pub(in crate::app) fn switch(up: &mut Update<'_>) {
    match up.state.sidebar.cursor.clone() {
        FilterItem::Search => up.state.focus = Focus::Search,
        FilterItem::Toggle(which) => toggle(up, which),
        FilterItem::Sort(field) => change(up, |query| {
            if query.sort.field == field {
                query.sort.ascending = !query.sort.ascending;
            } else {
                query.sort.field = field;
            }
        }),
        FilterItem::Tag(tag) => change(up, |query| query.toggle_tag(&tag)),
    }
}

/// Switches the line under the sidebar's cursor and goes to the list.
pub(in crate::app) fn apply(up: &mut Update<'_>) {
    switch(up);
    if up.state.focus == Focus::Filters {
        up.state.focus = Focus::List;
    }
}

/// Clears all filters; the order stays.
pub(in crate::app) fn clear(up: &mut Update<'_>) {
    up.state.sidebar.search.reset();
    up.state.sidebar.search_at = None;
    let query = Query { sort: up.state.query().sort, ..Query::default() };
    pages::ask(up, query);
}
