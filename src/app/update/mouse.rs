//! The mouse, when it is on: clicks do what the keys at that place do, the wheel scrolls what lies under it.

use crate::app::{Effect, Focus, Moment, Mouse, MouseKind, Screen, Spot, State, choices};

use super::{command, list, picker, readme};

/// Rows a wheel step scrolls.
const WHEEL: isize = 3;

/// Takes a mouse report.
pub(super) fn report(state: &mut State, mouse: Mouse, now: Moment, out: &mut Vec<Effect>) {
    if !state.setup.mouse {
        return;
    }
    match mouse.kind {
        MouseKind::Click => click(state, mouse, now, out),
        MouseKind::ScrollUp => wheel(state, mouse, -1, now),
        MouseKind::ScrollDown => wheel(state, mouse, 1, now),
    }
}

fn click(state: &mut State, mouse: Mouse, now: Moment, out: &mut Vec<Effect>) {
    let spot = state.view.spot(mouse.x, mouse.y).cloned();
    if let Some(open) = state.picker.take() {
        if let Some(Spot::Choice(at)) = spot
            && let Some(choice) = choices(state, &open).get(at)
        {
            picker::take(state, choice, now, out);
        } else {
            picker::leave(state, open);
        }
        return;
    }
    if state.screen == Screen::FirstRun && !matches!(spot, Some(Spot::Command(_))) {
        return;
    }
    match spot {
        Some(Spot::Pane(focus)) => state.focus = focus,
        Some(Spot::Group(id)) => {
            state.focus = Focus::List;
            let row = state.browse.groups().iter().position(|group| group.group_id == id);
            if let Some(row) = row {
                list::select(state, row, now);
            }
        }
        Some(Spot::Filter(item)) => {
            state.focus = Focus::Filters;
            state.filter_cursor = item;
            command::run(state, crate::app::Command::Toggle, now, out);
        }
        Some(Spot::Version(id)) => readme::show_version(state, id, now),
        Some(Spot::Command(command)) => command::run(state, command, now, out),
        Some(Spot::Choice(_)) | None => {}
    }
}

fn wheel(state: &mut State, mouse: Mouse, direction: isize, now: Moment) {
    if let Some(mut open) = state.picker.take() {
        let lines = choices(state, &open);
        picker::move_by(&mut open, &lines, direction);
        picker::preview_theme(state, &open);
        state.picker = Some(open);
        return;
    }
    let pane = state.view.spots.iter().find_map(|(area, spot)| match spot {
        Spot::Pane(focus) if area.contains(mouse.x, mouse.y) => Some(*focus),
        _ => None,
    });
    match pane {
        Some(Focus::Detail | Focus::Find) => readme::scroll(state, direction * WHEEL),
        Some(Focus::List) => {
            let last = state.browse.groups().len().saturating_sub(1);
            let row = state.selected_row().unwrap_or(0).saturating_add_signed(direction).min(last);
            list::select(state, row, now);
        }
        Some(Focus::Filters | Focus::Search) | None => {}
    }
}
