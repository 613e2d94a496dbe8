//! Text fields: typing, pasting, and applying the search after a pause.

use std::time::Duration;

use tui_input::{Input, InputRequest};

use crate::app::{Completing, Focus, Plan, Source, State};
use crate::catalogue::Query;
use crate::text::CleanText;

use super::{Update, check, focus, pages, popup, yours};

/// A pause in typing after which the search is applied.
const PAUSE: Duration = Duration::from_millis(250);

/// The field that takes text now.
fn focused(state: &mut State) -> Option<&mut Input> {
    match (&mut state.popup, state.focus) {
        (Some(popup), _) => popup.kind.is_typed().then_some(&mut popup.field),
        (None, Focus::Search) => Some(&mut state.sidebar.search),
        (None, Focus::Find) => Some(&mut state.detail.find_field),
        (None, Focus::Filters | Focus::List | Focus::Detail) => None,
    }
}

/// Types a character.
pub(super) fn insert(up: &mut Update<'_>, c: char) {
    edit(up, InputRequest::InsertChar(c));
}

/// Edits the focused field.
pub(in crate::app) fn edit(up: &mut Update<'_>, request: InputRequest) {
    let changed = focused(up.state).and_then(|field| field.handle(request));
    if changed.is_some_and(|changed| changed.value) {
        edited(up);
    }
}

/// The focused field's text has changed.
fn edited(up: &mut Update<'_>) {
    match (up.state.popup.is_some(), up.state.focus) {
        (true, _) => popup::narrowed(up),
        (false, Focus::Search) => {
            up.state.sidebar.history.edited();
            up.state.sidebar.completing = None;
            typed(up);
        }
        (false, Focus::Find | Focus::Filters | Focus::List | Focus::Detail) => {}
    }
}

/// Pasted text goes into the focused field as one line, and nowhere else: it is never keys.
pub(super) fn paste(up: &mut Update<'_>, text: &str) {
    let Some(field) = focused(up.state) else { return };
    for c in CleanText::line(text).chars() {
        field.handle(InputRequest::InsertChar(c));
    }
    match (up.state.popup.is_some(), up.state.focus) {
        (false, Focus::Search) => search(up),
        (true, _) | (false, _) => edited(up),
    }
}

/// The search field says something else: the catalogue in hand answers at once, the service when typing rests.
fn typed(up: &mut Update<'_>) {
    let query = up.state.query().with_search(up.state.sidebar.search.value());
    match up.state.local.plan(&query) {
        Plan::Only(Source::Local) => search(up),
        Plan::Only(Source::Live) => up.state.sidebar.search_at = Some(up.now + PAUSE),
        Plan::Previewed => {
            change(up, query, Plan::Only(Source::Local));
            up.state.sidebar.search_at = Some(up.now + PAUSE);
        }
    }
}

/// Asks for what was typed; what is typed in one go is one change.
fn change(up: &mut Update<'_>, query: Query, plan: Plan) {
    let from = up.state.query().clone();
    if from != query && up.state.focus == Focus::Search {
        up.state.filter_history.typed(from);
    } else if from != query {
        up.state.filter_history.changed(from);
    }
    pages::go_as(up, query, plan);
}

/// Applies the search field's text.
pub(super) fn search(up: &mut Update<'_>) {
    up.state.sidebar.search_at = None;
    let query = up.state.query().with_search(up.state.sidebar.search.value());
    let plan = up.state.local.plan(&query);
    change(up, query, plan);
    up.state.sidebar.check_at = check::at(up, PAUSE);
}

/// Puts the next (1) or previous (-1) proposal into the field; where there is none, goes to the next pane.
pub(in crate::app) fn complete(up: &mut Update<'_>, by: isize) {
    let next = match up.state.sidebar.completing.take() {
        Some(mut completing) => {
            let count = completing.proposals.len().cast_signed();
            completing.at = (completing.at.cast_signed() + by).rem_euclid(count.max(1)).cast_unsigned();
            completing
        }
        None => {
            let typed = up.state.sidebar.search.value().to_owned();
            Completing { typed, proposals: up.state.proposals(), at: 0 }
        }
    };
    let Some(proposal) = next.proposals.get(next.at) else { return focus::next(up, by) };
    let mut text = next.typed.clone();
    text.replace_range(proposal.range.clone(), &proposal.text);
    let caret = text[..proposal.range.start].chars().count() + proposal.text.chars().count();
    up.state.sidebar.search = Input::new(text).with_cursor(caret);
    // A proposal that stands alone is taken: what comes next is proposed for the new text.
    up.state.sidebar.completing = Some(next).filter(|next| next.proposals.len() > 1);
    typed(up);
}

/// Puts the search before into the field.
pub(in crate::app) fn older_search(up: &mut Update<'_>) {
    let (sidebar, searches) = (&mut up.state.sidebar, &up.state.yours.searches);
    let older = sidebar.history.older(searches, sidebar.search.value());
    put_search(up, older);
}

/// Puts the search after into the field; from the newest, goes to the filters.
pub(in crate::app) fn newer_search(up: &mut Update<'_>) {
    if !up.state.sidebar.history.is_browsed() {
        up.state.focus = Focus::Filters;
        return;
    }
    let newer = up.state.sidebar.history.newer(&up.state.yours.searches);
    put_search(up, newer);
}

fn put_search(up: &mut Update<'_>, text: Option<String>) {
    if let Some(text) = text {
        up.state.sidebar.search = Input::new(text);
        typed(up);
    }
}

/// Applies the search field's text and goes to the list.
pub(in crate::app) fn apply_search(up: &mut Update<'_>) {
    let search_text = up.state.sidebar.search.value().to_owned();
    yours::searched(up, &search_text);
    up.remember();
    search(up);
    up.state.sidebar.completing = None;
    up.state.filter_history.typing_ended();
    up.state.focus = Focus::List;
}
