//! Queries asked, pages that come, fail or are late.

use super::*;

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
