//! Keys in a popup.

use crate::app::{
    Act, Choice, Chord, CopyKind, Effect, Key, Moment, Notice, Picker, PickerKind, State, choices,
};

use super::{command, notify, readme, search};

/// Takes a key while a popup is open.
pub(super) fn key(state: &mut State, chord: Chord, now: Moment, out: &mut Vec<Effect>) {
    let Some(mut picker) = state.picker.take() else { return };
    let chord = if picker.kind.is_typed() { chord } else { chord.folded() };
    let lines = choices(state, &picker);
    match (chord.key, chord.ctrl) {
        (Key::Esc, _) => return leave(state, picker),
        (Key::Enter, _) => {
            state.picker = None;
            if let Some(choice) = lines.get(picker.cursor) {
                take(state, choice, now, out);
            }
            return;
        }
        (Key::Down, _) | (Key::Char('n'), true) => move_by(&mut picker, &lines, 1),
        (Key::Up, _) | (Key::Char('p'), true) => move_by(&mut picker, &lines, -1),
        (Key::PageDown, _) | (Key::Char('d'), true) => move_by(&mut picker, &lines, page(state)),
        (Key::PageUp, _) | (Key::Char('u'), true) => move_by(&mut picker, &lines, -page(state)),
        _ if picker.kind.is_typed() => edit_filter(&mut picker, chord),
        (Key::Char('q'), false) => return leave(state, picker),
        (Key::Char('j'), false) => move_by(&mut picker, &lines, 1),
        (Key::Char('k'), false) => move_by(&mut picker, &lines, -1),
        (Key::Home, _) | (Key::Char('g'), false) => picker.cursor = 0,
        (Key::End, _) | (Key::Char('G'), false) => picker.cursor = lines.len().saturating_sub(1),
        (Key::Char('y'), _) => return copy(state, lines.get(picker.cursor), out),
        (Key::Char(digit @ '1'..='9'), false) if picker.kind != PickerKind::Themes => {
            picker.cursor = (digit as usize - '1' as usize).min(lines.len().saturating_sub(1));
        }
        (Key::Char(_) | Key::Left | Key::Right | Key::Tab | Key::Backspace | Key::Delete | Key::F(_), _) => {}
    }
    preview_theme(state, &picker);
    state.picker = Some(picker);
}

/// A key that is no movement belongs to the filter field, whether it changes the text or not.
fn edit_filter(picker: &mut Picker, chord: Chord) {
    if search::edit(&mut picker.input, chord) {
        picker.cursor = 0;
    }
}

fn page(state: &State) -> isize {
    state.view.popup_rows.max(2).cast_signed() - 1
}

/// Moves the cursor; it stops at the ends.
pub(super) fn move_by(picker: &mut Picker, lines: &[Choice], by: isize) {
    picker.cursor = picker.cursor.saturating_add_signed(by).min(lines.len().saturating_sub(1));
}

/// Leaves a popup without a choice: a theme that was only tried on is taken off.
pub(super) fn leave(state: &mut State, picker: Picker) {
    if let Some(theme) = picker.worn {
        state.setup.theme = theme;
    }
}

/// A theme is worn while the cursor stands on it.
pub(super) fn preview_theme(state: &mut State, picker: &Picker) {
    if picker.kind == PickerKind::Themes
        && let Some(name) = state.setup.themes.get(picker.cursor)
    {
        state.setup.theme.clone_from(name);
    }
}

/// Does what a choice says.
pub(super) fn take(state: &mut State, choice: &Choice, now: Moment, out: &mut Vec<Effect>) {
    match &choice.act {
        Act::Run(command) => command::run(state, *command, now, out),
        Act::Copy(kind, text) => out.push(Effect::Copy { kind: *kind, text: text.clone() }),
        Act::Link { target, openable: true } => out.push(Effect::OpenUrl { url: target.clone() }),
        Act::Link { target, openable: false } => notify(state, Notice::LinkRefused(target.clone()), now),
        Act::GoTo(row) => readme::go_to(state, *row),
        Act::Theme(name) => state.setup.theme.clone_from(name),
    }
}

/// Copies what a choice stands for, where it stands for text.
fn copy(state: &State, choice: Option<&Choice>, out: &mut Vec<Effect>) {
    debug_assert!(state.picker.is_none(), "copying closes the popup");
    match choice.map(|choice| &choice.act) {
        Some(Act::Copy(kind, text)) => out.push(Effect::Copy { kind: *kind, text: text.clone() }),
        Some(Act::Link { target, .. }) => {
            out.push(Effect::Copy { kind: CopyKind::Link, text: target.clone() });
        }
        Some(Act::Run(_) | Act::GoTo(_) | Act::Theme(_)) | None => {}
    }
}
