//! Keys, and what they lead to.

use super::*;

#[test]
fn the_panes_share_their_room_as_the_reader_wants() {
    let mut state = State::new(Setup { remember: true, ..setup() });
    update(&mut state, Event::Started, at(0));
    let effects = press(&mut state, "> >", at(10));
    let remembered = |list_share| Effect::Remember(Remembered { query: Query::default(), list_share });
    assert_eq!(effects, [remembered(57), remembered(62)]);
    press(&mut state, "《", at(20));
    assert_eq!(state.prefs.list_share, 57);
    for _ in 0..30 {
        press(&mut state, "<", at(30));
    }
    assert_eq!(state.prefs.list_share, 20);
}

#[test]
fn a_continued_process_draws_everything_anew() {
    assert_eq!(update(&mut browsing(), Event::Resumed, at(20)), [Effect::Redraw]);
}

#[test]
fn quitting_works_from_everywhere() {
    for keys in ["q", "C-c", "/ C-c", "? C-c", "f q", "l q"] {
        let effects = press(&mut browsing(), keys, at(20));
        assert_eq!(effects.last(), Some(&Effect::Quit { chosen: vec![] }), "{keys}");
    }
    assert_eq!(press(&mut browsing(), "/ q", at(20)), [], "in a text field q is a letter");
}

#[test]
fn an_alt_chord_without_a_command_is_esc_and_then_the_key() {
    let mut state = browsing();
    press(&mut state, "?", at(20));
    press(&mut state, "M-j", at(30));
    assert!(state.popup.is_none(), "Esc closed the popup");
    assert_eq!(state.list.selected_row(), Some(1), "and j moved");
    press(&mut state, "/ a b M-b", at(40));
    assert_eq!(state.sidebar.search.cursor(), 0, "a chord that is bound where one types is that chord");
    press(&mut state, "M-j", at(50));
    assert_eq!((state.focus, state.list.selected_row()), (Focus::List, Some(2)));
    assert_eq!(state.sidebar.search.value(), "ab");
}

#[test]
fn a_key_of_the_readers_own_works_where_keys_lists_it() {
    let own = [("help".to_owned(), vec!["C-l".to_owned()]), ("close".to_owned(), vec!["C-g".to_owned()])];
    let keymap = Keymap::with_overrides(&own.into()).unwrap();
    let mut state = State::new(Setup { keymap, ..setup() });
    assert_eq!(press(&mut state, "C-l", at(10)), []);
    assert_eq!(state.popup.as_ref().map(|popup| popup.kind), Some(PopupKind::Help));
    press(&mut state, "Esc", at(20));
    assert!(state.popup.is_some(), "the key was given away");
    press(&mut state, "C-g", at(30));
    assert!(state.popup.is_none());
}

/// Every key of the table, pressed where it stands, leads to its command.
#[test]
fn every_listed_key_leads_to_its_command() {
    let keymap = Keymap::default();
    let stacks = [
        &[Context::List, Context::Everywhere][..],
        &[Context::Filters, Context::Everywhere],
        &[Context::Detail, Context::Everywhere],
        &[Context::FirstRun],
        &[Context::Menu, Context::Popup],
        &[Context::Popup, Context::Field],
        &[Context::Chooser, Context::Popup, Context::Field],
        &[Context::Search, Context::Field],
        &[Context::Find, Context::Field],
    ];
    for row in TABLE {
        for (contexts, keys) in row.keys {
            for (context, keys) in
                contexts.iter().flat_map(|context| keys.iter().map(move |keys| (context, keys)))
            {
                let sequence: Vec<Chord> = keys.split(' ').map(|key| key.parse().unwrap()).collect();
                let leads = stacks.iter().filter(|stack| stack.contains(context)).any(|stack| {
                    // A chooser's own keys come before its field's text.
                    let in_field = stack.contains(&Context::Field) && *context != Context::Chooser;
                    let typed = in_field && sequence[0].text().is_some();
                    !typed && keymap.lookup(stack, &sequence) == Lookup::Command(row.command)
                });
                assert!(leads, "{}: {keys} in {context:?}", row.id);
            }
        }
    }
}
