//! When commands can be used.

use crate::app::popup::Part;
use crate::app::{FilterItem, Focus, Notice, PopupKind, Screen, State};

use super::Availability;

fn when(is: bool) -> Availability {
    if is { Availability::Now } else { Availability::NotNow }
}

pub(super) fn always(_state: &State) -> Availability {
    Availability::Now
}

/// With filters that have names.
pub(super) fn has_saved_filters(state: &State) -> Availability {
    when(state.screen == Screen::Explorer && !state.yours.filters.is_empty())
}

/// With images that were looked at.
pub(super) fn has_viewed(state: &State) -> Availability {
    when(state.screen == Screen::Explorer && !state.yours.viewed.is_empty())
}

/// With two images marked or more.
pub(super) fn comparable(state: &State) -> Availability {
    if state.screen != Screen::Explorer {
        return Availability::NotNow;
    }
    if state.list.marked.len() > 1 {
        Availability::Now
    } else {
        Availability::Because(Notice::CompareNeedsMarks)
    }
}

/// With the whole catalogue in hand.
pub(super) fn in_hand(state: &State) -> Availability {
    when(state.screen == Screen::Explorer && state.local.snapshot().is_some())
}

/// Where the whole catalogue may be kept in hand.
pub(super) fn keeps_catalogue(state: &State) -> Availability {
    when(state.screen == Screen::Explorer && state.setup.keeps_catalogue)
}

/// On the screen shown without keys.
pub(super) fn first_run(state: &State) -> Availability {
    when(state.screen == Screen::FirstRun)
}

/// In the explorer.
pub(super) fn exploring(state: &State) -> Availability {
    when(state.screen == Screen::Explorer)
}

/// Where there is a list to move in: the explorer's or a popup's.
pub(super) fn movable(state: &State) -> Availability {
    when(state.screen == Screen::Explorer || state.popup.is_some())
}

/// While a popup is open.
pub(super) fn popup_open(state: &State) -> Availability {
    when(state.popup.is_some())
}

/// While letters are text.
pub(super) fn typing(state: &State) -> Availability {
    when(state.is_typing())
}

/// With a group under the cursor.
pub(super) fn selected(state: &State) -> Availability {
    when(is_selected(state))
}

fn is_selected(state: &State) -> bool {
    state.screen == Screen::Explorer && state.list.selected_group().is_some()
}

/// With the cursor on a tag.
pub(super) fn on_tag(state: &State) -> Availability {
    when(state.focus == Focus::Filters && matches!(state.sidebar.cursor, FilterItem::Tag(_)))
}

/// With the cursor on a folded category.
pub(super) fn on_category(state: &State) -> Availability {
    when(state.focus == Focus::Filters && matches!(state.sidebar.cursor, FilterItem::Category(_)))
}

/// With a change of filters to take back.
pub(super) fn undoable(state: &State) -> Availability {
    when(state.screen == Screen::Explorer && state.filter_history.can_undo())
}

/// With a change of filters that was taken back.
pub(super) fn redoable(state: &State) -> Availability {
    when(state.screen == Screen::Explorer && state.filter_history.can_redo())
}

/// With a group under the cursor, or where keys are made.
pub(super) fn has_web_page(state: &State) -> Availability {
    when(state.screen == Screen::FirstRun || is_selected(state))
}

/// With a line of a menu that stands for a text, or a group under the cursor. A popup whose letters are text lists the
/// commands of what is below it.
pub(super) fn codable(state: &State) -> Availability {
    when(match &state.popup {
        Some(popup) if !popup.kind.is_typed() => popup.has_code(state),
        Some(_) | None => is_selected(state),
    })
}

/// While a QR code is on screen.
pub(super) fn showing_code(state: &State) -> Availability {
    when(state.popup.as_ref().is_some_and(|popup| popup.kind == PopupKind::QrCode))
}

pub(super) fn next_page(state: &State) -> Availability {
    turnable(state, 1, Notice::LastPage)
}

pub(super) fn previous_page(state: &State) -> Availability {
    turnable(state, -1, Notice::FirstPage)
}

fn turnable(state: &State, by: isize, notice: Notice) -> Availability {
    match (state.screen, state.list.browse.can_turn(by)) {
        (Screen::FirstRun, _) => Availability::NotNow,
        (Screen::Explorer, true) => Availability::Now,
        (Screen::Explorer, false) => Availability::Because(notice),
    }
}

pub(super) fn filtered(state: &State) -> Availability {
    let says_something = !state.sidebar.search.value().is_empty();
    when(state.screen == Screen::Explorer && (says_something || !state.query().is_unfiltered()))
}

pub(super) fn asked(state: &State) -> Availability {
    when(state.screen == Screen::Explorer && !state.list.browse.results().is_idle())
}

/// With an image in the detail pane.
pub(super) fn reading(state: &State) -> Availability {
    when(state.screen == Screen::Explorer && state.detail_version().is_some())
}

pub(super) fn several_versions(state: &State) -> Availability {
    when(state.detail_group().is_some_and(|group| group.data.len() > 1))
}

pub(super) fn searched(state: &State) -> Availability {
    when(state.detail.find.is_some())
}

pub(super) fn in_detail(state: &State) -> Availability {
    when(state.focus == Focus::Detail)
}

pub(super) fn has_headings(state: &State) -> Availability {
    has(state, Part::Headings)
}

pub(super) fn has_links(state: &State) -> Availability {
    has(state, Part::Links)
}

pub(super) fn has_code(state: &State) -> Availability {
    has(state, Part::Code)
}

/// With a Readme on screen that has such a part.
fn has(state: &State, part: Part) -> Availability {
    match (state.screen, part.is_in(&state.measured)) {
        (Screen::FirstRun, _) => Availability::NotNow,
        (Screen::Explorer, true) => Availability::Now,
        (Screen::Explorer, false) => Availability::Because(Notice::ReadmeLacks(part)),
    }
}

/// Where the terminal shows pictures.
pub(super) fn can_show_pictures(state: &State) -> Availability {
    match (state.screen, &state.setup.pictures) {
        (Screen::FirstRun, _) => Availability::NotNow,
        (Screen::Explorer, Some(_)) => Availability::Now,
        (Screen::Explorer, None) => Availability::Because(Notice::NoPictures),
    }
}

/// With pictures to look at, where the terminal shows any.
pub(super) fn has_pictures(state: &State) -> Availability {
    let can = can_show_pictures(state);
    if can == Availability::Now && PopupKind::Pictures.is_empty(state) {
        return Availability::Because(Notice::HasNoPictures);
    }
    can
}

/// While pictures are looked at.
pub(super) fn viewing_pictures(state: &State) -> Availability {
    when(state.popup.as_ref().is_some_and(|popup| popup.kind == PopupKind::Pictures))
}

pub(super) fn coloured(state: &State) -> Availability {
    when(!state.setup.mono && state.screen == Screen::Explorer)
}
