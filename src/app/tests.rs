//! The core as a reader drives it: events in, state and effects out.

use std::sync::Arc;

use super::*;
use crate::catalogue::{Fault, FaultKind, Group, GroupId, ImageId, Page, Query, Version, Window};
use crate::i18n::Lang;
use crate::text::CleanText;

/// A plain start on the demo.
pub(crate) fn setup() -> Setup {
    Setup {
        source: Source::Service(ServiceLabel { demo: true, region: "cn-wlcb".to_owned() }),
        lang: Lang::En,
        ascii: false,
        page_size: Some(3),
        query: Query::default(),
        pick: false,
        mouse: false,
        remember: false,
        list_share: LIST_SHARE,
        theme: "terminal".to_owned(),
        themes: vec!["terminal".to_owned()],
        mono: false,
        region: "cn-wlcb".to_owned(),
        zone: None,
        keymap: Keymap::default(),
    }
}

fn group(id: &str, readme: Option<&str>) -> Arc<Group> {
    let version = Version {
        comp_share_image_id: ImageId::new(&format!("compshareImage-{id}")),
        readme: readme.map(|text| CleanText::block(text, 1000)),
        ..Version::default()
    };
    Arc::new(Group { group_id: GroupId::new(id), data: vec![version], ..Group::default() })
}

fn page(ids: &[&str]) -> Page {
    Page { groups: ids.iter().map(|id| group(id, Some("text"))).collect(), ..Page::default() }
}

fn at(milliseconds: u64) -> Moment {
    Moment::from_millis(milliseconds)
}

fn press(state: &mut State, keys: &str, now: Moment) -> Vec<Effect> {
    keys.split(' ').flat_map(|key| update(state, Event::Key(key.parse().unwrap()), now)).collect()
}

fn fetch(ticket: u64, query: Query, offset: usize) -> Effect {
    Effect::FetchPage { ticket: Ticket(ticket), query, window: Window { offset, limit: 3 } }
}

fn free() -> Query {
    Query { free: true, ..Query::default() }
}

/// A state with its first, full page on screen, the next one asked for with ticket 4.
fn browsing() -> State {
    let mut state = State::new(setup());
    update(&mut state, Event::Started, at(0));
    let reply = Ok(page(&["a", "b", "c"]));
    let effects = update(&mut state, Event::PageLoaded { ticket: Ticket(1), reply }, at(10));
    assert_eq!(effects, [fetch(4, Query::default(), 3)], "the next page is fetched before it is asked for");
    state
}

#[test]
fn a_start_asks_for_the_first_page_and_the_tags() {
    let mut state = State::new(setup());
    let effects = update(&mut state, Event::Started, at(0));
    assert_eq!(effects, [fetch(1, Query::default(), 0), Effect::FetchTags { ticket: Ticket(3) }]);
}

/// How many groups a page the effects ask for.
fn limits(effects: &[Effect]) -> Vec<usize> {
    let limit = |effect: &Effect| match effect {
        Effect::FetchPage { window, .. } => Some(window.limit),
        _ => None,
    };
    effects.iter().filter_map(limit).collect()
}

#[test]
fn a_page_fills_the_list_unless_its_size_is_set() {
    let first_page = |page_size, list_rows| {
        let mut state = State::new(Setup { page_size, ..setup() });
        let view = View { list_rows, ..View::default() };
        update(&mut state, Event::Drawn(Box::new(view)), at(0));
        limits(&update(&mut state, Event::Started, at(0)))
    };
    assert_eq!([first_page(None, 35), first_page(None, 6), first_page(None, 400)], [[35], [20], [100]]);
    assert_eq!(first_page(Some(7), 35), [7]);
}

#[test]
fn another_height_counts_from_the_next_query_on() {
    let mut state = State::new(Setup { page_size: None, ..setup() });
    update(&mut state, Event::Started, at(0));
    let reply = Ok(page(&["a", "b", "c"]));
    update(&mut state, Event::PageLoaded { ticket: Ticket(1), reply }, at(1));
    let mut draw = |list_rows| {
        let view = View { list_rows, ..View::default() };
        update(&mut state, Event::Drawn(Box::new(view)), at(2))
    };
    assert_eq!(draw(50), [], "what is on screen stays");
    draw(0);
    assert_eq!(limits(&press(&mut state, "1", at(3))), [50], "a hidden list has the height it had");
}

#[test]
fn nothing_is_asked_for_without_a_service() {
    let mut state = State::new(Setup { source: Source::None, ..setup() });
    assert_eq!(update(&mut state, Event::Started, at(0)), []);
    assert_eq!(press(&mut state, "j / 1 r", at(1)), [], "keys of the explorer do nothing here");
    assert_eq!(press(&mut state, "d", at(2)), [Effect::StartDemo]);
}

#[test]
fn a_filter_cancels_what_is_on_its_way_and_asks_once() {
    let mut state = browsing();
    let effects = press(&mut state, "1", at(20));
    assert_eq!(effects, [Effect::Cancel { ticket: Ticket(4) }, fetch(5, free(), 0)]);
    let effects = press(&mut state, "1", at(30));
    assert_eq!(effects[0], Effect::Cancel { ticket: Ticket(5) });
    assert!(state.query().is_unfiltered());
}

#[test]
fn late_page_reply_is_ignored() {
    let mut state = browsing();
    press(&mut state, "1 2", at(20));
    let late = Event::PageLoaded { ticket: Ticket(5), reply: Ok(page(&["late"])) };
    assert_eq!(update(&mut state, late, at(30)), []);
    assert_eq!(state.browse.groups().len(), 3, "what was on screen stays");
}

#[test]
fn typing_asks_once_after_a_pause() {
    let mut state = browsing();
    assert_eq!(press(&mut state, "/ c o m", at(100)), []);
    assert_eq!(state.next_deadline(at(100)), Some(at(350)));
    assert_eq!(update(&mut state, Event::TimeCame, at(200)), []);
    assert_eq!(press(&mut state, "f", at(300)), []);
    assert_eq!(update(&mut state, Event::TimeCame, at(400)), []);
    let comf = Query { fuzzy: CleanText::line("comf"), ..Query::default() };
    let effects = update(&mut state, Event::TimeCame, at(550));
    assert_eq!(effects, [Effect::Cancel { ticket: Ticket(4) }, fetch(5, comf, 0)]);
    assert_eq!(press(&mut state, "Enter", at(560)), [], "what was asked for is not asked for again");
}

#[test]
fn copying_offers_the_id_and_the_answer_says_where_it_went() {
    let mut state = browsing();
    let text = "compshareImage-a".to_owned();
    assert_eq!(
        press(&mut state, "y", at(20)),
        [Effect::Copy { kind: CopyKind::ImageId, text: text.clone() }]
    );
    let route = Ok(ClipboardRoute::Tmux);
    update(&mut state, Event::Copied { kind: CopyKind::ImageId, text, route }, at(30));
    let toast = state.toasts.front().unwrap();
    assert_eq!(toast.notice.sentence(Lang::En), "Image id sent to the tmux clipboard");
    assert_eq!(toast.until, Some(at(3030)));
    update(&mut state, Event::TimeCame, at(3030));
    assert!(state.toasts.is_empty());
}

#[test]
fn an_error_stays_until_a_key() {
    let mut state = browsing();
    update(&mut state, Event::Warned("the disk is full".to_owned()), at(20));
    update(&mut state, Event::TimeCame, at(60_000));
    assert_eq!(state.toasts.len(), 1);
    press(&mut state, "j", at(60_001));
    assert!(state.toasts.is_empty());
}

#[test]
fn holding_a_key_costs_no_request_for_readmes() {
    let mut state = State::new(setup());
    update(&mut state, Event::Started, at(0));
    let groups = ["a", "b", "c"].map(|id| group(id, None)).to_vec();
    update(
        &mut state,
        Event::PageLoaded { ticket: Ticket(1), reply: Ok(Page { groups, ..Page::default() }) },
        at(0),
    );
    for now in [100, 130, 160] {
        assert_eq!(press(&mut state, if now == 130 { "k" } else { "j" }, at(now)), []);
        assert_eq!(update(&mut state, Event::TimeCame, at(now + 10)), []);
    }
    assert_eq!(update(&mut state, Event::TimeCame, at(240)), [], "the detail follows");
    assert_eq!(state.detail.shown, Some(GroupId::new("b")));
    let effects = update(&mut state, Event::TimeCame, at(320));
    assert!(
        matches!(&effects[..], [Effect::FetchImage { id, .. }] if id.as_str() == "compshareImage-b"),
        "{effects:?}"
    );
    assert_eq!(update(&mut state, Event::TimeCame, at(400)), [], "and is asked for once");
}

#[test]
fn a_retry_counts_down_and_an_idle_state_waits_for_nothing() {
    let mut state = State::new(setup());
    update(&mut state, Event::Started, at(0));
    let fault = Fault::new(FaultKind::Http(503));
    let retrying = Event::Retrying { ticket: Ticket(1), attempt: 2, of: 3, delay: at(2500), fault };
    update(&mut state, retrying, at(200));
    assert_eq!(state.next_deadline(at(200)), Some(at(700)), "the seconds on screen change then");
    update(&mut state, Event::PageLoaded { ticket: Ticket(1), reply: Ok(page(&["a"])) }, at(900));
    update(&mut state, Event::TimeCame, at(2000));
    assert_eq!(state.next_deadline(at(2000)), None);
}

#[test]
fn in_a_popup_with_a_filter_field_other_keys_edit_and_nothing_else() {
    let mut state = browsing();
    press(&mut state, ": m o", at(20));
    assert_eq!(press(&mut state, "Down C-y C-a Home", at(30)), []);
    let picker = state.picker.as_ref().unwrap();
    assert_eq!((picker.cursor, picker.input.value(), picker.input.cursor()), (1, "mo", 0));
}

#[test]
fn a_popup_without_a_field_is_moved_through_by_letters_and_digits() {
    let mut state = browsing();
    press(&mut state, "Y", at(20));
    let mut cursor = |keys: &str| {
        press(&mut state, keys, at(30));
        state.picker.as_ref().map(|picker| picker.cursor)
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
        state.setup.theme.clone()
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
            let before =
                (state.detail.find.is_some(), state.detail.zoomed, state.focus, state.search.value().len());
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
fn items_that_could_not_be_read_are_told() {
    let told = |skipped| {
        let mut state = State::new(setup());
        update(&mut state, Event::Started, at(0));
        let reply = Ok(Page { skipped, ..page(&["a"]) });
        update(&mut state, Event::PageLoaded { ticket: Ticket(1), reply }, at(1));
        state.toasts.into_iter().map(|toast| toast.notice).collect::<Vec<_>>()
    };
    assert_eq!(told(2), [Notice::ItemsSkipped(2)]);
    assert_eq!(told(0), []);
}

#[test]
fn the_last_page_says_so() {
    let mut state = State::new(setup());
    update(&mut state, Event::Started, at(0));
    update(&mut state, Event::PageLoaded { ticket: Ticket(1), reply: Ok(page(&["a"])) }, at(0));
    assert_eq!(press(&mut state, "n", at(10)), []);
    assert_eq!(state.toasts.front().map(|toast| &toast.notice), Some(&Notice::LastPage));
}

#[test]
fn changed_filters_are_remembered_only_on_request() {
    let mut state = State::new(Setup { remember: true, ..setup() });
    update(&mut state, Event::Started, at(0));
    let effects = press(&mut state, "1", at(10));
    assert_eq!(effects[0], Effect::Remember(Remembered { query: free(), list_share: LIST_SHARE }));
}

#[test]
fn the_panes_share_their_room_as_the_reader_wants() {
    let mut state = State::new(Setup { remember: true, ..setup() });
    update(&mut state, Event::Started, at(0));
    let effects = press(&mut state, "> >", at(10));
    let remembered = |list_share| Effect::Remember(Remembered { query: Query::default(), list_share });
    assert_eq!(effects, [remembered(57), remembered(62)]);
    press(&mut state, "《", at(20));
    assert_eq!(state.setup.list_share, 57);
    for _ in 0..30 {
        press(&mut state, "<", at(30));
    }
    assert_eq!(state.setup.list_share, 20);
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
