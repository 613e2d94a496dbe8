//! The core as a reader drives it: events in, state and effects out.

mod keys;
mod pages;
mod popups;
mod reading;
mod telling;

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
