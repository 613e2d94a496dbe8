//! Filters and the order of the list.

use crate::app::{FilterItem, Focus, SidebarHeading, SidebarLine};
use crate::catalogue::{Query, Test, Toggle};
use crate::search::{self, FacetKind, is_on};
use crate::text::CleanText;

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
    let in_hand = up.state.local.snapshot().is_some();
    change(up, |query| query.sort.field = query.sort.field.next(in_hand));
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
        FilterItem::Facet(kind, test) => facet(up, kind, &test),
        FilterItem::Category(_) => unfold(up),
        FilterItem::Rest(heading, _) => show_rest(up, &heading),
    }
}

/// Switches the line under the sidebar's cursor and goes to the list.
pub(in crate::app) fn apply(up: &mut Update<'_>) {
    switch(up);
    if up.state.focus == Focus::Filters {
        up.state.focus = Focus::List;
    }
}

/// Takes the filter under the sidebar's cursor off, where it is on.
pub(in crate::app) fn remove(up: &mut Update<'_>) {
    match up.state.sidebar.cursor.clone() {
        FilterItem::Search => {
            up.state.sidebar.search.reset();
            super::field::search(up);
        }
        FilterItem::Toggle(which) => change(up, |query| query.toggles.set(which, false)),
        FilterItem::Tag(tag) => change(up, |query| query.tags.retain(|other| *other != tag)),
        FilterItem::Facet(kind, test) if is_on(up.state.query(), kind, &test) => facet(up, kind, &test),
        FilterItem::Sort(_) | FilterItem::Category(_) | FilterItem::Facet(..) | FilterItem::Rest(..) => {}
    }
}

/// Switches a value of a facet. What has no place of its own in the sidebar stands in the search field, in words.
pub(super) fn facet(up: &mut Update<'_>, kind: FacetKind, test: &Test) {
    change(up, |query| search::switch(query, kind, test));
    up.state.sidebar.search = tui_input::Input::new(up.state.query().search_text());
    up.state.sidebar.search_at = None;
}

/// Shows all that a section has; the cursor stands on the first that was hidden.
fn show_rest(up: &mut Update<'_>, heading: &SidebarHeading) {
    let rest = |line: &SidebarLine| *line == SidebarLine::Item(up.state.sidebar.cursor.clone());
    let at = up.state.sidebar_lines().iter().position(rest);
    up.state.sidebar.whole.insert(heading.key());
    let lines = up.state.sidebar_lines();
    if let Some(SidebarLine::Item(item)) = at.and_then(|at| lines.get(at)) {
        up.state.sidebar.cursor = item.clone();
    }
}

/// Folds the category of the tag under the cursor.
pub(in crate::app) fn fold(up: &mut Update<'_>) {
    let FilterItem::Tag(tag) = &up.state.sidebar.cursor else { return };
    let index = up.state.tag_index();
    let Some(category) = index.categories.iter().find(|category| category.tags.contains(tag)) else { return };
    let name = category.name.clone();
    up.state.sidebar.folded.insert(name.clone());
    up.state.sidebar.cursor = FilterItem::Category(name);
}

/// Unfolds the category under the cursor, which goes to its first tag.
pub(in crate::app) fn unfold(up: &mut Update<'_>) {
    let FilterItem::Category(name) = up.state.sidebar.cursor.clone() else { return };
    up.state.sidebar.folded.remove(&name);
    let lines = up.state.sidebar_lines();
    let heading = SidebarLine::Heading(SidebarHeading::Tags(name));
    let below = lines.iter().skip_while(|line| **line != heading).nth(1);
    if let Some(SidebarLine::Item(item)) = below {
        up.state.sidebar.cursor = item.clone();
    }
}

/// Switches a tag.
pub(super) fn toggle_tag(up: &mut Update<'_>, tag: &CleanText) {
    change(up, |query| query.toggle_tag(tag));
}

/// Takes the last change of filters back.
pub(in crate::app) fn undo(up: &mut Update<'_>) {
    let now = up.state.query().clone();
    let query = up.state.filter_history.undo(now);
    put_back(up, query);
}

/// Brings the change again that was taken back last.
pub(in crate::app) fn redo(up: &mut Update<'_>) {
    let now = up.state.query().clone();
    let query = up.state.filter_history.redo(now);
    put_back(up, query);
}

fn put_back(up: &mut Update<'_>, query: Option<Query>) {
    if let Some(query) = query {
        up.state.sidebar.search = tui_input::Input::new(query.search_text());
        up.state.sidebar.search_at = None;
        pages::go(up, query);
    }
}

/// Clears all filters; the order stays.
pub(in crate::app) fn clear(up: &mut Update<'_>) {
    up.state.sidebar.search.reset();
    up.state.sidebar.search_at = None;
    let query = Query { sort: up.state.query().sort, ..Query::default() };
    pages::ask(up, query);
}
