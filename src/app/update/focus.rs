//! What has the focus, and what that shows.

use crate::app::{Effect, Focus};

use super::{Update, detail, pages, take, yours};

/// Goes to the search field.
pub(in crate::app) fn search(up: &mut Update<'_>) {
    up.state.focus = Focus::Search;
}

/// Goes to the sidebar, or back from it to the list.
pub(in crate::app) fn filters(up: &mut Update<'_>) {
    up.state.focus = if up.state.focus == Focus::Filters { Focus::List } else { Focus::Filters };
}

/// Reads the selected image; in pick mode, chooses it.
pub(in crate::app) fn open(up: &mut Update<'_>) {
    if up.state.setup.pick {
        let chosen = take::chosen(up.state);
        up.effect(Effect::Quit { chosen });
        return;
    }
    pages::follow(up);
    up.state.focus = Focus::Detail;
    yours::viewed(up);
    // What speaks for the image in its Readme is what the reader wants to see.
    let shown =
        up.state.detail_version().map(|(group, version)| (&group.group_id, &version.comp_share_image_id));
    let snippet =
        shown.and_then(|(group, image)| up.state.local.snippet(group).filter(|it| it.image == *image));
    if let Some(needle) = snippet.map(|snippet| snippet.needle.clone()) {
        detail::find_text(up, needle);
    }
}

/// Goes back to the list.
pub(in crate::app) fn back(up: &mut Update<'_>) {
    up.state.detail.zoomed = false;
    up.state.focus = Focus::List;
}

/// Goes to the next (1) or previous (-1) pane.
pub(in crate::app) fn next(up: &mut Update<'_>, by: isize) {
    const ORDER: [Focus; 3] = [Focus::Filters, Focus::List, Focus::Detail];
    let at = match (up.state.focus, by) {
        // The search field stands above the filters, so those come next.
        (Focus::Search, 1) => ORDER.len() - 1,
        (focus, _) => ORDER.iter().position(|other| *other == focus).unwrap_or(0),
    };
    let to = (at.cast_signed() + by).rem_euclid(ORDER.len().cast_signed()).cast_unsigned();
    up.state.focus = ORDER[to];
    up.state.detail.zoomed = false;
}

/// Leaves a text field as it is.
pub(in crate::app) fn leave_field(up: &mut Update<'_>) {
    up.state.filter_history.typing_ended();
    up.state.sidebar.completing = None;
    up.state.focus = match up.state.focus {
        Focus::Search | Focus::Filters | Focus::List => Focus::List,
        Focus::Find | Focus::Detail => Focus::Detail,
    };
}

/// Gives the detail the whole window, or takes it back.
pub(in crate::app) fn zoom(up: &mut Update<'_>) {
    up.state.detail.zoomed = !up.state.detail.zoomed;
    up.state.focus = if up.state.detail.zoomed { Focus::Detail } else { Focus::List };
}
