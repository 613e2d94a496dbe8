//! Readmes: what is fetched for them and searched in them.

use super::*;

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
