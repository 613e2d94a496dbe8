//! The core as a reader drives it: events in, state and effects out.

use std::sync::Arc;

use super::popup::Part;
use super::*;
use crate::catalogue::{
    Fault, FaultKind, Group, GroupId, ImageId, Page, Query, Toggle, Toggles, Version, Window,
};
use crate::i18n::{Lang, Sentence};
use crate::text::CleanText;

/// A plain start on the demo.
pub(crate) fn setup() -> Setup {
    Setup {
        service: Some(ServiceLabel { demo: true, region: "cn-wlcb".to_owned() }),
        page_size: Some(3),
        themes: vec!["terminal".to_owned()],
        region: "cn-wlcb".to_owned(),
        ..Setup::default()
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

fn answer(ticket: u64, reply: Result<Page, Fault>) -> Event {
    Event::Answered { ticket: Ticket(ticket), reply: Reply::Page(reply) }
}

fn at(milliseconds: u64) -> Moment {
    Moment::from_millis(milliseconds)
}

fn press(state: &mut State, keys: &str, now: Moment) -> Vec<Effect> {
    keys.split(' ').flat_map(|key| update(state, Event::Key(key.parse().unwrap()), now)).collect()
}

fn fetch(ticket: u64, query: Query, offset: usize) -> Effect {
    let what = Request::Page { query, window: Window { offset, limit: 3 } };
    Effect::Ask { ticket: Ticket(ticket), what }
}

fn free() -> Query {
    Query { toggles: Toggles::of(&[Toggle::Free]), ..Query::default() }
}

/// A state with its first, full page on screen, the next one asked for with ticket 3.
fn browsing() -> State {
    let mut state = State::new(setup());
    update(&mut state, Event::Started, at(0));
    let reply = Ok(page(&["a", "b", "c"]));
    let effects = update(&mut state, answer(1, reply), at(10));
    assert_eq!(effects, [fetch(3, Query::default(), 3)], "the next page is fetched before it is asked for");
    state
}

#[test]
fn a_start_asks_for_the_first_page_and_the_tags() {
    let mut state = State::new(setup());
    let effects = update(&mut state, Event::Started, at(0));
    assert_eq!(
        effects,
        [fetch(1, Query::default(), 0), Effect::Ask { ticket: Ticket(2), what: Request::Tags }]
    );
}

/// How many groups a page the effects ask for.
fn limits(effects: &[Effect]) -> Vec<usize> {
    let mut limits = Vec::new();
    for effect in effects {
        if let Effect::Ask { what: Request::Page { window, .. }, .. } = effect {
            limits.push(window.limit);
        }
    }
    limits
}

#[test]
fn a_page_fills_the_list_unless_its_size_is_set() {
    let first_page = |page_size, list_rows| {
        let mut state = State::new(Setup { page_size, ..setup() });
        let view = Measured { list_rows, ..Measured::default() };
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
    update(&mut state, answer(1, reply), at(1));
    let mut draw = |list_rows| {
        let view = Measured { list_rows, ..Measured::default() };
        update(&mut state, Event::Drawn(Box::new(view)), at(2))
    };
    assert_eq!(draw(50), [], "what is on screen stays");
    draw(0);
    assert_eq!(limits(&press(&mut state, "1", at(3))), [50], "a hidden list has the height it had");
}

#[test]
fn nothing_is_asked_for_without_a_service() {
    let mut state = State::new(Setup { service: None, ..setup() });
    assert_eq!(update(&mut state, Event::Started, at(0)), []);
    assert_eq!(press(&mut state, "j / 1 r", at(1)), [], "keys of the explorer do nothing here");
    assert_eq!(press(&mut state, "d", at(2)), [Effect::StartDemo]);
}

#[test]
fn a_filter_cancels_what_is_on_its_way_and_asks_once() {
    let mut state = browsing();
    let effects = press(&mut state, "1", at(20));
    assert_eq!(effects, [Effect::Cancel { ticket: Ticket(3) }, fetch(4, free(), 0)]);
    let effects = press(&mut state, "1", at(30));
    assert_eq!(effects[0], Effect::Cancel { ticket: Ticket(4) });
    assert!(state.query().is_unfiltered());
}

#[test]
fn late_page_reply_is_ignored() {
    let mut state = browsing();
    press(&mut state, "1 2", at(20));
    let late = answer(4, Ok(page(&["late"])));
    assert_eq!(update(&mut state, late, at(30)), []);
    assert_eq!(state.list.browse.groups().len(), 3, "what was on screen stays");
}

#[test]
fn typing_asks_once_after_a_pause() {
    let mut state = browsing();
    assert_eq!(press(&mut state, "/ c o m", at(1100)), []);
    assert_eq!(state.next_deadline(at(1100)), Some(at(1350)));
    assert_eq!(update(&mut state, Event::TimeCame, at(1200)), []);
    assert_eq!(press(&mut state, "f", at(1300)), []);
    assert_eq!(update(&mut state, Event::TimeCame, at(1400)), []);
    let comf = Query { fuzzy: CleanText::line("comf"), ..Query::default() };
    let effects = update(&mut state, Event::TimeCame, at(1550));
    assert_eq!(effects, [Effect::Cancel { ticket: Ticket(3) }, fetch(4, comf, 0)]);
    assert_eq!(press(&mut state, "Enter", at(1560)), [], "what was asked for is not asked for again");
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
    let toast = state.toasts.iter().next().unwrap();
    assert_eq!(toast.notice.sentence(Lang::En), "Image id sent to the tmux clipboard");
    assert_eq!(toast.until, Some(at(3030)));
    update(&mut state, Event::TimeCame, at(3030));
    assert!(state.toasts.iter().next().is_none());
}

#[test]
fn an_error_stays_until_a_key() {
    let mut state = browsing();
    update(&mut state, Event::Warned(Sentence::new(|_| "the disk is full".to_owned())), at(20));
    update(&mut state, Event::TimeCame, at(60_000));
    assert_eq!(state.toasts.iter().count(), 1);
    press(&mut state, "j", at(60_001));
    assert!(state.toasts.iter().next().is_none());
}

#[test]
fn holding_a_key_costs_no_request_for_readmes() {
    let mut state = State::new(setup());
    update(&mut state, Event::Started, at(0));
    let groups = ["a", "b", "c"].map(|id| group(id, None)).to_vec();
    update(&mut state, answer(1, Ok(Page { groups, ..Page::default() })), at(0));
    for now in [100, 130, 160] {
        assert_eq!(press(&mut state, if now == 130 { "k" } else { "j" }, at(now)), []);
        assert_eq!(update(&mut state, Event::TimeCame, at(now + 10)), []);
    }
    assert_eq!(update(&mut state, Event::TimeCame, at(240)), [], "the detail follows");
    assert_eq!(state.detail.shown, Some(GroupId::new("b")));
    let effects = update(&mut state, Event::TimeCame, at(320));
    assert!(
        matches!(&effects[..], [Effect::Ask { what: Request::Image(id), .. }] if id.as_str() == "compshareImage-b"),
        "{effects:?}"
    );
    assert_eq!(update(&mut state, Event::TimeCame, at(400)), [], "and is asked for once");
}

#[test]
fn a_retry_counts_down_and_an_idle_state_waits_for_nothing() {
    let mut state = State::new(setup());
    update(&mut state, Event::Started, at(0));
    let fault = Fault::new(FaultKind::Http(503));
    let retrying = Event::Waiting { ticket: Ticket(1), attempt: 2, of: 3, delay: at(2500), fault };
    update(&mut state, retrying, at(200));
    assert_eq!(state.next_deadline(at(200)), Some(at(700)), "the seconds on screen change then");
    update(&mut state, answer(1, Ok(page(&["a"]))), at(900));
    update(&mut state, Event::TimeCame, at(2000));
    assert_eq!(state.next_deadline(at(2000)), None);
}

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
fn items_that_could_not_be_read_are_told() {
    let told = |skipped| {
        let mut state = State::new(setup());
        update(&mut state, Event::Started, at(0));
        let reply = Ok(Page { skipped, ..page(&["a"]) });
        update(&mut state, answer(1, reply), at(1));
        state.toasts.iter().map(|toast| toast.notice.clone()).collect::<Vec<_>>()
    };
    assert_eq!(told(2), [Notice::ItemsSkipped(2)]);
    assert_eq!(told(0), []);
}

#[test]
fn the_last_page_says_so() {
    let mut state = State::new(setup());
    update(&mut state, Event::Started, at(0));
    update(&mut state, answer(1, Ok(page(&["a"]))), at(0));
    assert_eq!(press(&mut state, "n", at(10)), []);
    assert_eq!(state.toasts.iter().next().map(|toast| &toast.notice), Some(&Notice::LastPage));
}

#[test]
fn changed_filters_are_remembered_only_on_request() {
    let mut state = State::new(Setup { remember: true, ..setup() });
    update(&mut state, Event::Started, at(0));
    let effects = press(&mut state, "1", at(10));
    assert!(effects.contains(&Effect::Remember(Remembered { query: free(), list_share: LIST_SHARE })));
}

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

#[test]
fn a_search_of_the_readme_outlives_a_version_key_that_leads_nowhere() {
    let version = |id: &str| Version { comp_share_image_id: ImageId::new(id), ..Version::default() };
    let group =
        Group { group_id: GroupId::new("g"), data: vec![version("one"), version("two")], ..Group::default() };
    let mut state = State::new(setup());
    update(&mut state, Event::Started, at(0));
    let reply = Ok(Page { groups: vec![Arc::new(group)], ..Page::default() });
    update(&mut state, answer(1, reply), at(1));
    let find = Some(Find { needle: "n".to_owned(), current: 0 });
    state.detail.find = find.clone();
    press(&mut state, "[", at(10));
    assert_eq!(state.detail.find, find);
    press(&mut state, "]", at(20));
    assert_eq!(state.detail.find, None, "another version is another text");
}

#[test]
fn a_readme_nobody_looks_at_any_more_is_not_waited_for() {
    let mut state = State::new(setup());
    update(&mut state, Event::Started, at(0));
    let groups = ["a", "b"].map(|id| group(id, None)).to_vec();
    update(&mut state, answer(1, Ok(Page { groups, ..Page::default() })), at(0));
    let asked = update(&mut state, Event::TimeCame, at(80));
    let [Effect::Ask { ticket, what: Request::Image(_) }] = asked[..] else { panic!("{asked:?}") };
    assert_eq!(press(&mut state, "j", at(1000)), [Effect::Cancel { ticket }]);
    let late = Event::Answered { ticket, reply: Reply::Image(Ok(None)) };
    update(&mut state, late, at(1010));
    press(&mut state, "k", at(2000));
    assert_eq!(
        update(&mut state, Event::TimeCame, at(2080)).len(),
        1,
        "it is asked for again when looked at"
    );
}

#[test]
fn what_is_told_follows_the_language() {
    let mut state = browsing();
    let warning = Sentence::new(|lang| lang.code().to_owned());
    update(&mut state, Event::Warned(warning), at(20));
    update(&mut state, Event::DemoStarted(Err(Fault::new(FaultKind::Dns))), at(20));
    let told = |state: &State| -> Vec<String> {
        state.toasts.iter().map(|toast| toast.notice.sentence(state.lang())).collect()
    };
    let english = told(&state);
    assert_eq!(english[0], "en");
    state.prefs.lang = Lang::Zh;
    let chinese = told(&state);
    assert_eq!(chinese[0], "zh");
    assert_ne!(english[1], chinese[1]);
    let letters = chinese[1].chars().filter(char::is_ascii_alphabetic).count();
    assert!(letters < 12, "{}", chinese[1]);
}

/// A tick means that something was done; what is only told has none, what went wrong stays.
#[test]
fn notices_have_the_tone_of_what_they_say() {
    let done = [Notice::BrowserOpened(String::new()), Notice::Mouse(true)];
    let told = [
        Notice::NoBrowser(String::new()),
        Notice::ItemsSkipped(1),
        Notice::NotFound("x".to_owned()),
        Notice::ReadmeLacks(Part::Code),
        Notice::FirstPage,
        Notice::LastPage,
    ];
    assert!(done.iter().all(|notice| notice.tone() == Tone::Done));
    assert!(told.iter().all(|notice| notice.tone() == Tone::Told));
    assert_eq!(Notice::ReadmeLacks(Part::Code).sentence(Lang::En), "This Readme has no code blocks");
    assert_eq!(Notice::NotFound("cuda".to_owned()).sentence(Lang::En), "Not in this Readme: cuda");
}
