//! Keys: text for the focused field, or commands of the key table.

use crate::app::{Chord, Context, Key, Lookup};

use super::{Update, field};

/// Takes a key.
pub(super) fn press(up: &mut Update<'_>, chord: Chord) {
    up.state.toasts.key_pressed();
    let typing = up.state.is_typing();
    let is_key = !typing || is_choosers(up, chord);
    if !is_key && let Some(c) = chord.text() {
        return field::insert(up, c);
    }
    // An input method's letters are letters where they are not text.
    let chord = if is_key { chord.folded() } else { chord };
    if chord == Chord::plain(Key::Esc) && !up.state.pressed.is_empty() {
        up.state.pressed.clear();
        return;
    }
    look_up(up, chord);
}

/// Whether a chooser has a use of its own for a key that other fields take for text.
fn is_choosers(up: &Update<'_>, chord: Chord) -> bool {
    let is_open = up.state.contexts().contains(&Context::Chooser);
    is_open && up.state.setup.keymap.lookup(&[Context::Chooser], &[chord.folded()]) != Lookup::Unbound
}

/// A key of the key table, perhaps in the middle of a sequence.
fn look_up(up: &mut Update<'_>, chord: Chord) {
    up.state.pressed.push(chord);
    match up.state.setup.keymap.lookup(up.state.contexts(), &up.state.pressed) {
        Lookup::Command(command) => {
            up.keys = std::mem::take(&mut up.state.pressed);
            command.run(up);
        }
        Lookup::Prefix => {}
        Lookup::Unbound => {
            up.state.pressed.clear();
            // Over a slow line, Esc and the key after it arrive together and look like one key with Alt.
            if chord.alt {
                press(up, Chord::plain(Key::Esc));
                press(up, Chord { alt: false, ..chord });
            }
        }
    }
}
