//! The service and the selection in memory answer the same question alike.

use std::cell::Cell;
use std::sync::Arc;

use compshare_tui::face::api::Client;
use compshare_tui::face::catalogue::{
    Group, GroupId, ImageId, Page, Query, SortField, SortOrder, Toggle, Toggles, Window, select,
};
use compshare_tui::face::demo::{Options, Server};
use compshare_tui::face::text::CleanText;
use proptest::prelude::*;
use proptest::sample::select as one_of;
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Runtime;

use crate::embedded::demo_client;

/// Queries about what the groups hold, so that many of them find something.
fn queries(groups: &[Arc<Group>]) -> impl Strategy<Value = Query> + use<> {
    let versions = || groups.iter().flat_map(|group| &group.data);
    let or_empty = |texts: Vec<CleanText>| prop_oneof![9 => Just(CleanText::default()), 1 => one_of(texts)];
    let mut words: Vec<CleanText> =
        groups.iter().map(|g| g.image_name.chars().take(2).collect::<String>().as_str().into()).collect();
    words.push("comfy".into());
    words.push("无此词".into());
    let authors: Vec<CleanText> = versions().map(|v| v.author.clone()).collect();
    let tags: Vec<CleanText> = versions().flat_map(|v| v.tags.clone()).collect();
    let group_ids: Vec<CleanText> = groups.iter().map(|g| g.group_id.as_str().into()).collect();
    let image_ids: Vec<CleanText> = versions().map(|v| v.comp_share_image_id.as_str().into()).collect();
    let texts = (
        or_empty(words.clone()),
        or_empty(words),
        or_empty(authors),
        or_empty(group_ids),
        or_empty(image_ids),
    );
    let filters = (prop::collection::btree_set(one_of(tags), 0..2), any::<[bool; 6]>());
    let sort = (one_of(SortField::of_service().collect::<Vec<_>>()), any::<bool>());
    (texts, filters, sort).prop_map(
        |((fuzzy, name, author, group, image), (tags, on), (field, ascending))| Query {
            fuzzy,
            name,
            author,
            group_id: GroupId::new(&group),
            image_id: ImageId::new(&image),
            tags: tags.into_iter().collect(),
            toggles: toggles([on[0] && on[1], on[2] && on[3], on[4] && on[5]]),
            conditions: vec![],
            sort: SortOrder { field, ascending },
        },
    )
}

/// Each of the toggles, as told.
fn toggles(on: [bool; 3]) -> Toggles {
    let mut toggles = Toggles::default();
    Toggle::ALL.into_iter().zip(on).for_each(|(toggle, on)| toggles.set(toggle, on));
    toggles
}

/// A page without Readmes, which list answers may leave out.
fn bare(page: &Page) -> Page {
    let without = |group: &Arc<Group>| {
        let mut group = (**group).clone();
        group.data.iter_mut().for_each(|version| version.readme = None);
        Arc::new(group)
    };
    Page { groups: page.groups.iter().map(without).collect(), ..page.clone() }
}

/// An embedded service for tests that are not asynchronous.
struct Demo {
    runtime: Runtime,
    client: Client,
    _server: Server,
}

impl Demo {
    fn start() -> Self {
        let runtime = Runtime::new().unwrap();
        let options = Options { groups: Some(100), ..Options::default() };
        let server = runtime.block_on(Server::start(options)).unwrap();
        Demo { runtime, client: demo_client(&server), _server: server }
    }

    fn ask(&self, query: &Query, window: Window) -> Page {
        self.runtime.block_on(self.client.page(query, window, &|p| panic!("{p:?}"))).unwrap()
    }

    fn everything(&self) -> Vec<Arc<Group>> {
        self.ask(&Query::default(), Window { offset: 0, limit: 100 }).groups
    }
}

fn runner() -> TestRunner {
    TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() })
}

#[test]
fn live_and_local_agree_on_every_query() {
    let demo = Demo::start();
    let all = demo.everything();
    let found = Cell::new(0);
    let agree = |(query, offset, limit)| {
        let window = Window { offset, limit };
        let (live, local) = (demo.ask(&query, window), select(&query, &all, window));
        found.set(found.get() + usize::from(!live.groups.is_empty()));
        // An id that names nothing has no counts on the wire.
        if live == Page::default() {
            prop_assert_eq!(local.total_count, Some(0));
        } else {
            prop_assert_eq!(bare(&live), bare(&local));
        }
        Ok(())
    };
    runner().run(&(queries(&all), 0..30_usize, 1..40_usize), agree).unwrap();
    assert!(found.get() > 50, "only {} queries found something", found.get());
}

#[test]
fn pages_of_any_size_put_together_are_the_whole_and_a_filter_only_takes_away() {
    let all = Demo::start().everything();
    let everything = Window { offset: 0, limit: usize::MAX };
    let check = |(query, limit): (Query, usize)| {
        let whole = select(&query, &all, everything);
        let pages =
            (0..=all.len()).step_by(limit).map(|offset| select(&query, &all, Window { offset, limit }));
        let together: Vec<_> = pages.flat_map(|page| page.groups).collect();
        prop_assert_eq!(&together, &whole.groups);
        prop_assert_eq!(whole.total_count, Some(together.len() as u64));
        let wider =
            select(&Query { toggles: Toggles::default(), tags: vec![], ..query.clone() }, &all, everything)
                .groups;
        prop_assert!(together.iter().all(|group| wider.contains(group)));
        let turned = Query { sort: SortOrder { ascending: !query.sort.ascending, ..query.sort }, ..query };
        prop_assert_eq!(select(&turned, &all, everything).total_count, whole.total_count);
        Ok(())
    };
    runner().run(&(queries(&all), 1..30_usize), check).unwrap();
}
