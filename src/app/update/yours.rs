//! What is the reader's own: bookmarks and their notes, filters with names, images looked at.

use crate::app::{Effect, Notice, Request};
use crate::catalogue::{Bookmark, Change, NamedFilter, Query, Viewed, Yours};
use crate::text::CleanText;

use super::{Update, pages};

/// Reads what is kept on disk.
pub(super) fn read(up: &mut Update<'_>) {
    if up.state.setup.keeps_catalogue {
        up.asking(|_, asking| asking.ask(Request::Yours));
    }
}

/// The disk has answered.
pub(super) fn was_read(up: &mut Update<'_>, yours: Yours) {
    up.state.yours = yours;
    pages::freshen(up);
}

/// Makes a change, here and on disk.
fn amend(up: &mut Update<'_>, change: Change) {
    up.state.yours.apply(&change);
    up.effect(Effect::Amend(change));
}

/// Bookmarks the selected group, or takes its bookmark away.
pub(in crate::app) fn bookmark(up: &mut Update<'_>) {
    let Some(group) = up.state.list.selected_group().cloned() else { return };
    let is_set = up.state.yours.bookmark(&group.group_id).is_some();
    let name = group.title().clone();
    let group = group.group_id.clone();
    let change = if is_set {
        Change::Unbookmark(group)
    } else {
        Change::Bookmark(Bookmark { group, name, note: CleanText::default(), added: 0 })
    };
    amend(up, change);
    up.notify(Notice::Bookmarked(!is_set));
    pages::freshen(up);
}

/// Writes the note; a group without a bookmark gets one.
pub(super) fn note(up: &mut Update<'_>, text: &str) {
    let Some(group) = up.state.list.selected_group().cloned() else { return };
    let added = up.state.yours.bookmark(&group.group_id).map_or(0, |bookmark| bookmark.added);
    let (name, note) = (group.title().clone(), CleanText::line(text));
    amend(up, Change::Bookmark(Bookmark { group: group.group_id.clone(), name, note, added }));
    pages::freshen(up);
}

/// Gives the filters a name.
pub(super) fn save_filter(up: &mut Update<'_>, name: &str) {
    let name = CleanText::line(name.trim());
    if name.is_empty() {
        return;
    }
    let query = up.state.query().clone();
    up.notify(Notice::FilterSaved(name.to_string()));
    amend(up, Change::SaveFilter(NamedFilter { name, query }));
}

/// Forgets filters of a name.
pub(super) fn drop_filter(up: &mut Update<'_>, name: &CleanText) {
    amend(up, Change::DropFilter(name.clone()));
}

/// Asks with other filters, which the field then says.
pub(super) fn ask(up: &mut Update<'_>, query: Query) {
    up.state.sidebar.search = tui_input::Input::new(query.search_text());
    up.state.sidebar.search_at = None;
    pages::ask(up, query);
}

/// The selected image is looked at.
pub(super) fn viewed(up: &mut Update<'_>) {
    let Some((group, version)) = up.state.detail_version() else { return };
    let (image, name) = (version.comp_share_image_id.clone(), group.title().clone());
    let viewed = Viewed { image, group: group.group_id.clone(), name, at: 0 };
    remember(up, Change::Viewed(viewed));
}

/// A search was made.
pub(super) fn searched(up: &mut Update<'_>, text: &str) {
    up.state.sidebar.history.edited();
    remember(up, Change::Searched(CleanText::line(text.trim())));
}

/// Makes a change that tells what the reader did: on disk only where that is asked for.
fn remember(up: &mut Update<'_>, change: Change) {
    if up.state.setup.remember {
        amend(up, change);
    } else {
        up.state.yours.apply(&change);
    }
}
