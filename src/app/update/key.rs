//! Keys: to the focused text field, the open popup, or the key table.

use crate::app::{Chord, Effect, Focus, Key, Lookup, Moment, State};

use super::{command, picker, search};

/// Takes a key.
pub(super) fn press(state: &mut State, chord: Chord, now: Moment, out: &mut Vec<Effect>) {
    state.toasts.retain(|toast| toast.until.is_some());
    if chord == Chord::ctrl('c') {
        out.push(Effect::Quit { chosen: vec![] });
    } else if chord == Chord::ctrl('l') {
        // A spoilt screen is drawn anew whatever has the focus.
        out.push(Effect::Redraw);
    } else if state.picker.is_some() {
        picker::key(state, chord, now, out);
    } else {
        match state.focus {
            Focus::Search => search::key_in_search(state, chord, now, out),
            Focus::Find => search::key_in_find(state, chord, now),
            Focus::Filters | Focus::List | Focus::Detail => command_key(state, chord.folded(), now, out),
        }
    }
}

/// A key of the key table, perhaps in the middle of a sequence.
fn command_key(state: &mut State, chord: Chord, now: Moment, out: &mut Vec<Effect>) {
    if chord.key == Key::Esc && !state.pressed.is_empty() {
        state.pressed.clear();
        return;
    }
    state.pressed.push(chord);
    match state.setup.keymap.lookup(state.contexts(), &state.pressed) {
        Lookup::Command(command) => {
            state.pressed.clear();
            command::run(state, command, now, out);
        }
        Lookup::Prefix => {}
        Lookup::Unbound => {
            state.pressed.clear();
        }
    }
}
