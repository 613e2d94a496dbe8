//! Popups and what is tried on in them.

use super::*;

#[test]
fn in_a_popup_with_a_filter_field_other_keys_edit_and_nothing_else() {
    let mut state = browsing();
    press(&mut state, ": m o", at(20));
    assert_eq!(press(&mut state, "Down C-y C-a Home", at(30)), []);
    let popup = state.popup.as_ref().unwrap();
    assert_eq!((popup.cursor, popup.field.value(), popup.field.cursor()), (1, "mo", 0));
}

#[test]
fn a_popup_without_a_field_is_moved_through_by_letters_and_digits() {
    let mut state = browsing();
    press(&mut state, "Y", at(20));
    let mut cursor = |keys: &str| {
        press(&mut state, keys, at(30));
        state.popup.as_ref().map(|popup| popup.cursor)
    };
    assert_eq!([cursor("2"), cursor("j"), cursor("k k"), cursor("k")], [Some(1), Some(2), Some(0), Some(0)]);
    let last = cursor("G");
    assert!(last > Some(1));
    assert_eq!([cursor("9 j"), cursor("g"), cursor("End"), cursor("Home")], [last, Some(0), last, Some(0)]);
    assert_eq!(cursor("q"), None);
}

#[test]
fn a_theme_is_tried_on_by_moving_taken_by_enter_and_taken_off_by_esc() {
    let themes = ["terminal", "nord", "mono"].map(str::to_owned).to_vec();
    let mut state = State::new(Setup { themes, ..setup() });
    let mut theme = |keys: &str| {
        press(&mut state, keys, at(10));
        state.prefs.theme.clone()
    };
    let open = ": t h e m e Enter";
    assert_eq!([theme(open), theme("j"), theme("Esc")], ["terminal", "nord", "terminal"]);
    assert_eq!([theme(open), theme("j j"), theme("q")], ["terminal", "mono", "terminal"]);
    assert_eq!([theme(open), theme("j"), theme("Enter"), theme(open)], ["terminal", "nord", "nord", "nord"]);
}

#[test]
fn esc_closes_the_innermost_thing_first() {
    let mut state = browsing();
    press(&mut state, "/ c Enter z", at(20));
    state.detail.find = Some(Find { needle: "n".to_owned(), current: 0 });
    let steps: Vec<_> = (0..5)
        .map(|_| {
            let before = (
                state.detail.find.is_some(),
                state.detail.zoomed,
                state.focus,
                state.sidebar.search.value().len(),
            );
            press(&mut state, "Esc", at(30));
            before
        })
        .collect();
    let (detail, list) = (Focus::Detail, Focus::List);
    let expected = [
        (true, true, detail, 1),
        (false, true, detail, 1),
        (false, false, detail, 1),
        (false, false, list, 1),
    ];
    assert_eq!(steps, [&expected[..], &[(false, false, list, 0)]].concat());
}

#[test]
fn a_code_that_is_no_longer_looked_at_is_not_waited_for() {
    for way_out in ["Esc", "Enter", "C-y", "k"] {
        let mut state = browsing();
        let mut group = Group::clone(&group("a", Some("text")));
        group.data[0].qr_code_url = CleanText::line("https://a.example/qr.png");
        let reply = Ok(Page { groups: vec![Arc::new(group)], ..Page::default() });
        press(&mut state, "r", at(20));
        update(&mut state, answer(4, reply), at(30));
        let asked = press(&mut state, "W G", at(40));
        let [Effect::Ask { ticket, what: Request::Code(url) }] = asked.as_slice() else {
            panic!("{asked:?}")
        };
        assert_eq!(url, "https://a.example/qr.png");
        let effects = press(&mut state, way_out, at(50));
        assert!(effects.contains(&Effect::Cancel { ticket: *ticket }), "{way_out}: {effects:?}");
    }
}
