//! The program itself.

use crate::app::{Effect, Notice};
use crate::i18n::Lang;

use super::Update;

/// Gives the list more or less of the room it has with the detail.
pub(in crate::app) fn share_room(up: &mut Update<'_>, percent: i8) {
    let share = &mut up.state.prefs.list_share;
    *share = share.saturating_add_signed(percent).clamp(20, 80);
    up.remember();
}

/// Gives a group two rows in the list, or one again.
pub(in crate::app) fn turn_rows(up: &mut Update<'_>) {
    up.state.prefs.rows = if up.state.prefs.rows == 1 { 2 } else { 1 };
}

pub(in crate::app) fn turn_language(up: &mut Update<'_>) {
    up.state.prefs.lang = match up.state.prefs.lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
}

pub(in crate::app) fn turn_mouse(up: &mut Update<'_>) {
    up.state.prefs.mouse = !up.state.prefs.mouse;
    up.notify(Notice::Mouse(up.state.prefs.mouse));
}

pub(in crate::app) fn redraw(up: &mut Update<'_>) {
    up.effect(Effect::Redraw);
}

pub(in crate::app) fn suspend(up: &mut Update<'_>) {
    up.effect(Effect::Suspend);
}

pub(in crate::app) fn start_demo(up: &mut Update<'_>) {
    up.effect(Effect::StartDemo);
}

pub(in crate::app) fn quit(up: &mut Update<'_>) {
    up.effect(Effect::Quit { chosen: vec![] });
}
