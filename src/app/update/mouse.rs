//! The mouse, when it is on: clicks do what the keys at that place do, the wheel scrolls what lies under it.

use crate::app::{Command, Focus, Mouse, MouseKind, Screen, Spot};

use super::{Update, detail, pages, popup};

/// Rows a wheel step scrolls.
const WHEEL: isize = 3;

/// Takes a mouse report.
pub(super) fn report(up: &mut Update<'_>, mouse: Mouse) {
    if !up.state.prefs.mouse {
        return;
    }
    match mouse.kind {
        MouseKind::Click => click(up, mouse),
        MouseKind::ScrollUp => wheel(up, mouse, -1),
        MouseKind::ScrollDown => wheel(up, mouse, 1),
    }
}

fn click(up: &mut Update<'_>, mouse: Mouse) {
    let spot = up.state.measured.spot(mouse.x, mouse.y).cloned();
    if up.state.popup.is_some() {
        match spot {
            Some(Spot::Choice(at)) => popup::clicked(up, at),
            Some(Spot::Pane(_) | Spot::Group(_) | Spot::Filter(_) | Spot::Version(_) | Spot::Command(_))
            | None => {
                popup::leave(up);
            }
        }
        return;
    }
    if up.state.screen == Screen::FirstRun && !matches!(spot, Some(Spot::Command(_))) {
        return;
    }
    match spot {
        Some(Spot::Pane(focus)) => up.state.focus = focus,
        Some(Spot::Group(id)) => {
            up.state.focus = Focus::List;
            let row = up.state.list.browse.groups().iter().position(|group| group.group_id == id);
            if let Some(row) = row {
                pages::select(up, row);
            }
        }
        Some(Spot::Filter(item)) => {
            up.state.focus = Focus::Filters;
            up.state.sidebar.cursor = item;
            Command::Toggle.run(up);
        }
        Some(Spot::Version(id)) => detail::show_version(up, id),
        Some(Spot::Command(command)) => command.run(up),
        Some(Spot::Choice(_)) | None => {}
    }
}

fn wheel(up: &mut Update<'_>, mouse: Mouse, direction: isize) {
    if up.state.popup.is_some() {
        return popup::step(up, direction);
    }
    match up.state.measured.pane(mouse.x, mouse.y) {
        Some(Focus::Detail | Focus::Find) => detail::scroll(up, direction * WHEEL),
        Some(Focus::List) => {
            let last = up.state.list.browse.groups().len().saturating_sub(1);
            let row = up.state.list.selected_row().unwrap_or(0).saturating_add_signed(direction).min(last);
            pages::select(up, row);
        }
        Some(Focus::Filters | Focus::Search) => {
            let lines = up.state.sidebar_lines();
            up.state.sidebar.scroll_by(direction * WHEEL, &lines);
        }
        None => {}
    }
}
