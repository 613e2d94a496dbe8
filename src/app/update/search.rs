//! Text fields: typing, pasting, and applying the search after a pause.

use std::time::Duration;

use tui_input::{Input, InputRequest};

use crate::app::{Chord, Effect, Find, Focus, Key, Moment, Notice, State};
use crate::text::CleanText;

use super::{list, notify, readme};

/// A pause in typing after which the search is applied.
const DEBOUNCE: Duration = Duration::from_millis(250);

/// Applies the search field's text.
pub(super) fn apply(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    state.search_at = None;
    let query = state.query().with_search(state.search.value());
    list::ask(state, query, now, out);
}

/// Leaves the search field as it is and applies it.
pub(super) fn submit(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    apply(state, now, out);
    state.focus = Focus::List;
}

/// Opens the field that searches the Readme.
pub(super) fn open_find(state: &mut State) {
    state.find_input =
        Input::new(state.detail.find.as_ref().map(|find| find.needle.clone()).unwrap_or_default());
    state.focus = Focus::Find;
}

/// Searches the Readme for what the field says, from the visible part on.
pub(super) fn find(state: &mut State, now: Moment) {
    state.focus = Focus::Detail;
    let needle = state.find_input.value().trim().to_owned();
    if needle.is_empty() {
        state.detail.find = None;
        return;
    }
    state.detail.find = Some(Find { needle, current: 0 });
    if !readme::find_from_here(state) {
        notify(state, Notice::NothingFound, now);
    }
}

/// A key in the search field.
pub(super) fn key_in_search(state: &mut State, chord: Chord, now: Moment, out: &mut Vec<Effect>) {
    match chord.key {
        Key::Enter => submit(state, now, out),
        Key::Esc => state.focus = Focus::List,
        Key::Down => state.focus = Focus::Filters,
        Key::Tab => state.focus = if chord.shift { Focus::Detail } else { Focus::Filters },
        _ => {
            if edit(&mut state.search, chord) {
                state.search_at = Some(now + DEBOUNCE);
            }
        }
    }
}

/// A key in the field that searches the Readme.
pub(super) fn key_in_find(state: &mut State, chord: Chord, now: Moment) {
    match chord.key {
        Key::Enter => find(state, now),
        Key::Esc => state.focus = Focus::Detail,
        _ => {
            edit(&mut state.find_input, chord);
        }
    }
}

/// Edits a field; `true` when its text has changed.
pub(super) fn edit(input: &mut Input, chord: Chord) -> bool {
    let request = match (chord.key, chord.ctrl, chord.alt) {
        (Key::Char('a'), true, _) | (Key::Home, _, _) => InputRequest::GoToStart,
        (Key::Char('e'), true, _) | (Key::End, _, _) => InputRequest::GoToEnd,
        (Key::Char('b'), true, _) | (Key::Left, false, false) => InputRequest::GoToPrevChar,
        (Key::Char('f'), true, _) | (Key::Right, false, false) => InputRequest::GoToNextChar,
        (Key::Char('b'), _, true) | (Key::Left, _, _) => InputRequest::GoToPrevWord,
        (Key::Char('f'), _, true) | (Key::Right, _, _) => InputRequest::GoToNextWord,
        (Key::Char('w'), true, _) | (Key::Backspace, _, true) => InputRequest::DeletePrevWord,
        (Key::Char('d'), _, true) => InputRequest::DeleteNextWord,
        (Key::Char('u'), true, _) => InputRequest::DeleteFromStart,
        (Key::Char('k'), true, _) => InputRequest::DeleteTillEnd,
        (Key::Char('y'), true, _) => InputRequest::Yank,
        (Key::Char('h'), true, _) | (Key::Backspace, _, _) => InputRequest::DeletePrevChar,
        (Key::Char('d'), true, _) | (Key::Delete, _, _) => InputRequest::DeleteNextChar,
        (Key::Char(c), false, false) => InputRequest::InsertChar(c),
        _ => return false,
    };
    input.handle(request).is_some_and(|changed| changed.value)
}

/// Pasted text goes into the focused field as one line, and nowhere else: it is never keys.
pub(super) fn paste(state: &mut State, text: &str, now: Moment, out: &mut Vec<Effect>) {
    let line = CleanText::line(text);
    let insert = |input: &mut Input| {
        for c in line.chars() {
            input.handle(InputRequest::InsertChar(c));
        }
    };
    match (&mut state.picker, state.focus) {
        (Some(picker), _) => {
            if picker.kind.is_typed() {
                insert(&mut picker.input);
                picker.cursor = 0;
            }
        }
        (None, Focus::Search) => {
            insert(&mut state.search);
            apply(state, now, out);
        }
        (None, Focus::Find) => insert(&mut state.find_input),
        (None, Focus::Filters | Focus::List | Focus::Detail) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is in a field with the cursor in the middle of `一 two|three` after some keys, and where the cursor is then.
    fn edited(keys: &str) -> (String, usize) {
        let mut input = Input::from("一 two three").with_cursor(5);
        for key in keys.split(' ') {
            edit(&mut input, key.parse().unwrap());
        }
        (input.value().to_owned(), input.cursor())
    }

    #[test]
    fn a_field_is_edited_as_in_a_shell() {
        let whole = "一 two three";
        for (keys, text, cursor) in [
            ("C-a", whole, 0),
            ("Home", whole, 0),
            ("C-e", whole, 11),
            ("End", whole, 11),
            ("C-b", whole, 4),
            ("Left", whole, 4),
            ("C-f", whole, 6),
            ("Right", whole, 6),
            ("M-b", whole, 2),
            ("C-Left", whole, 2),
            ("M-f", whole, 6),
            ("C-Right", whole, 6),
            ("C-w", "一  three", 2),
            ("M-Backspace", "一  three", 2),
            ("C-Right M-d", "一 two ", 6),
            ("C-u", " three", 0),
            ("C-k", "一 two", 5),
            ("C-k C-a C-y", " three一 two", 6),
            ("C-h", "一 tw three", 4),
            ("Backspace", "一 tw three", 4),
            ("C-d", "一 twothree", 5),
            ("Delete", "一 twothree", 5),
            ("像", "一 two像 three", 6),
            ("F3", whole, 5),
        ] {
            assert_eq!(edited(keys), (text.to_owned(), cursor), "{keys}");
        }
    }
}
