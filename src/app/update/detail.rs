//! The detail pane: versions, fetching a Readme that is missing, scrolling and finding in it.

use crate::app::{Find, Focus, Moment, Notice, Remote, Request, State, Top};
use crate::catalogue::ImageId;
use crate::readme::Rows;

use super::Update;

/// Rows kept visible above a place that was jumped to.
const CONTEXT_ROWS: usize = 2;

/// Another version may be shown now: Readmes of others are not waited for any more, its own is fetched at a time.
pub(super) fn shown(up: &mut Update<'_>, fetch_at: Moment) {
    let shown = shown_image(up.state);
    up.asking(|parts, asking| parts.detail.readmes.cancel_others(shown.as_ref(), asking));
    up.state.detail.fetch_at = missing(up.state).is_some().then_some(fetch_at);
}

fn shown_image(state: &State) -> Option<ImageId> {
    state.detail_version().map(|(_, version)| version.comp_share_image_id.clone())
}

/// The shown version, when its Readme is not there and was not asked for.
fn missing(state: &State) -> Option<ImageId> {
    let image = shown_image(state).filter(|image| !image.as_str().is_empty())?;
    match state.detail.readmes.get(&image) {
        Remote::Idle => Some(image),
        Remote::Loading { .. } | Remote::Ready(_) | Remote::Failed { .. } => None,
    }
}

/// Fetches the shown version's Readme when it is not there.
pub(super) fn fetch_missing(up: &mut Update<'_>) {
    if let Some(image) = missing(up.state) {
        fetch(up, image);
    }
}

/// Fetches an image's Readme, where it is not there and not on its way.
pub(super) fn fetch(up: &mut Update<'_>, image: ImageId) {
    if !up.state.detail.readmes.get(&image).is_idle() {
        return;
    }
    up.asking(|parts, asking| {
        let ticket = asking.ask(Request::Image(image.clone()));
        parts.detail.readmes.put(&image, Remote::Loading { ticket, previous: None }, asking);
    });
}

/// Reads About, or the Readme again.
pub(in crate::app) fn about(up: &mut Update<'_>) {
    up.state.detail.about = !up.state.detail.about;
}

/// Scrolls what is read by rows.
pub(in crate::app) fn scroll(up: &mut Update<'_>, by: isize) {
    if up.state.detail.about {
        let top = up.state.about_top().saturating_add_signed(by).min(up.state.measured.about_last_top());
        if let Some(shown) = up.state.detail.shown.clone() {
            up.state.detail.remember(&shown, |memory| memory.about_top = top);
        }
        return;
    }
    let row = up.state.detail_top().saturating_add_signed(by);
    scroll_to(up, row);
}

/// Scrolls to a row of the scrolled part.
fn scroll_to(up: &mut Update<'_>, row: usize) {
    let measured = &up.state.measured;
    let top = measured.top_of(row.min(measured.detail_last_top()));
    remember_top(up.state, top);
}

/// Scrolls so that a row of the Readme is near the top.
pub(super) fn go_to(up: &mut Update<'_>, row: usize) {
    up.state.detail.about = false;
    let target = up.state.measured.detail_head + row;
    scroll_to(up, target.saturating_sub(CONTEXT_ROWS));
}

fn remember_top(state: &mut State, top: Top) {
    if let Some(shown) = state.detail.shown.clone() {
        state.detail.remember(&shown, |memory| memory.top = top);
    }
}

/// Shows the version after (1) or before (-1) the one shown; at an end nothing changes.
pub(in crate::app) fn turn_version(up: &mut Update<'_>, by: isize) {
    let Some(group) = up.state.list.selected_group().cloned() else { return };
    let Some(current) = up.state.version_of(&group) else { return };
    let id = &current.comp_share_image_id;
    let at = group.data.iter().position(|version| version.comp_share_image_id == *id).unwrap_or(0);
    if let Some(next) = at.checked_add_signed(by).and_then(|at| group.data.get(at)) {
        show_version(up, next.comp_share_image_id.clone());
    }
}

/// Shows a version of the selected group by its id.
pub(super) fn show_version(up: &mut Update<'_>, id: ImageId) {
    let Some(group) = up.state.list.selected_group().cloned() else { return };
    up.state.detail.remember(&group.group_id, |memory| {
        if memory.version.as_ref() != Some(&id) {
            memory.version = Some(id);
            memory.top = Top::default();
            memory.about_top = 0;
        }
    });
    up.state.detail.shown = Some(group.group_id.clone());
    up.state.detail.follow_at = None;
    up.state.detail.find = None;
    shown(up, up.now);
}

/// Opens the field that searches the Readme.
pub(in crate::app) fn open_find(up: &mut Update<'_>) {
    let needle = up.state.detail.find.as_ref().map(|find| find.needle.clone());
    up.state.detail.find_field = tui_input::Input::new(needle.unwrap_or_default());
    up.state.detail.about = false;
    up.state.focus = Focus::Find;
}

/// Searches the Readme for what the field says, from the visible part on.
pub(in crate::app) fn find(up: &mut Update<'_>) {
    up.state.focus = Focus::Detail;
    let needle = up.state.detail.find_field.value().trim().to_owned();
    if needle.is_empty() {
        up.state.detail.find = None;
        return;
    }
    if !find_text(up, needle.clone()) {
        up.notify(Notice::NotFound(needle));
    }
}

/// Searches the Readme for a text; `false` where it has none.
pub(super) fn find_text(up: &mut Update<'_>, needle: String) -> bool {
    up.state.detail.find = Some(Find { needle, current: 0 });
    find_from_here(up)
}

/// Goes to the first match at or below the visible part, else to the first of all; `false` without a match.
fn find_from_here(up: &mut Update<'_>) -> bool {
    let first = up.state.detail_top().saturating_sub(up.state.measured.detail_head);
    let rows = match_rows(up.state);
    if rows.is_empty() {
        return false;
    }
    let current = rows.iter().position(|row| *row >= first).unwrap_or(0);
    show_match(up, current, &rows);
    true
}

/// Goes to the next (1) or previous (-1) match, round and round.
pub(in crate::app) fn find_next(up: &mut Update<'_>, by: isize) {
    let rows = match_rows(up.state);
    let Some(find) = up.state.detail.find.as_ref().filter(|_| !rows.is_empty()) else { return };
    let current = (find.current.cast_signed() + by).rem_euclid(rows.len().cast_signed()).cast_unsigned();
    show_match(up, current, &rows);
}

/// The rows of the Readme that matches of the search stand in.
fn match_rows(state: &State) -> Vec<usize> {
    let rows: Option<&Rows> = state.measured.readme.as_ref().map(|(_, rows)| rows.as_ref());
    let (Some(find), Some(rows)) = (&state.detail.find, rows) else { return vec![] };
    rows.find(&find.needle).iter().map(|found| found.row).collect()
}

fn show_match(up: &mut Update<'_>, current: usize, rows: &[usize]) {
    if let Some(find) = &mut up.state.detail.find {
        find.current = current;
    }
    go_to(up, rows[current]);
}
