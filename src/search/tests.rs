//! Answers over small catalogues: the same as the service's where it can be asked, and counts that keep their word.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::catalogue::{
    AuthInfo, Container, Group, GroupId, ImageId, Page, Query, SoftwarePort, SortField, SortOrder, Status,
    Test, Toggle, Version, Window, parse_search, select,
};
use crate::text::CleanText;

const ALL: Window = Window { offset: 0, limit: 1000 };
const DAY: i64 = 86_400;
const NOW: i64 = 1_795_449_600;

fn reader() -> Reader {
    Reader { now: NOW, bookmarks: [GroupId::new("g1")].into(), visited: Some(NOW - 10 * DAY) }
}

fn texts(words: &[&str]) -> Vec<CleanText> {
    words.iter().map(|word| CleanText::line(word)).collect()
}

fn group(id: &str, name: &str, data: Vec<Version>) -> Arc<Group> {
    Arc::new(Group { group_id: GroupId::new(id), image_name: name.into(), data, ..Group::default() })
}

fn version(id: &str) -> Version {
    Version { comp_share_image_id: ImageId::new(id), price: Some(0.5), ..Version::default() }
}

/// Four groups that differ in everything a search can ask.
pub(super) fn sample() -> Corpus {
    let comfy = Version {
        author: "秋叶".into(),
        tags: texts(&["文生图", "ComfyUI"]),
        supported_gpu_types: texts(&["4090", "A100"]),
        price: Some(0.0),
        container: Container::Container,
        status: Status::Available,
        pub_time: NOW - 3 * DAY,
        size: 40 * 1024,
        software_ports: vec![SoftwarePort { software: "ComfyUI".into(), port: Some(8188) }],
        readme: Some(CleanText::block("# 使用说明\n\nUse the forge model with Flux.", 1000)),
        ..version("comfy")
    };
    let ollama = Version {
        author: "CompShare".into(),
        auth_info: AuthInfo::Official,
        tags: texts(&["LLM"]),
        supported_gpu_types: texts(&["4090"]),
        container: Container::VirtualMachine,
        auto_start: Some(true),
        pub_time: NOW - 40 * DAY,
        description: "大语言模型 flux capacitor".into(),
        ..version("ollama")
    };
    let forge = Version { price: Some(2.0), size: 100 * 1024, author: "kijai".into(), ..version("forge") };
    let many = vec![version("c1"), version("c2"), Version { tags: texts(&["LLM", "重庆"]), ..version("c3") }];
    Corpus::new(vec![
        group("g1", "ComfyUI 整合包", vec![comfy]),
        group("g2", "Ollama", vec![ollama]),
        group("g3", "Flux-Forge WebUI", vec![forge]),
        group("g4", "语音克隆", many),
    ])
}

fn found(corpus: &Corpus, search: &str) -> Vec<String> {
    let page = answer(corpus, &parse_search(search), ALL, &reader()).page;
    page.groups.iter().map(|group| group.group_id.to_string()).collect()
}

#[test]
fn every_condition_keeps_what_it_names() {
    let corpus = sample();
    for (search, expected) in [
        ("tag:llm", vec!["g2", "g4"]),
        ("gpu:4090", vec!["g1", "g2"]),
        ("gpu:a100|h20", vec!["g1"]),
        ("price:<0.5", vec!["g1"]),
        ("price:free", vec!["g1"]),
        ("price:>1", vec!["g3"]),
        ("port:8188", vec!["g1"]),
        ("is:official", vec!["g2"]),
        ("is:container", vec!["g1"]),
        ("is:vm", vec!["g2"]),
        ("is:online", vec!["g1"]),
        ("is:autostart", vec!["g2"]),
        ("is:favourite", vec!["g1"]),
        ("is:new", vec!["g1"]),
        ("published:<30d", vec!["g1"]),
        ("updated:<45d -is:new", vec!["g2"]),
        ("size:<50GB", vec!["g1"]),
        ("versions:>2", vec!["g4"]),
        ("-gpu:4090", vec!["g3", "g4"]),
        ("author:kijai|秋叶", vec!["g1", "g3"]),
        ("text:forge", vec!["g1"]),
        ("\"flux capacitor\"", vec!["g2"]),
        ("flux -forge", vec!["g2"]),
        ("tag:LLM -ollama", vec!["g4"]),
        ("ollama|克隆", vec!["g2", "g4"]),
    ] {
        let mut found = found(&corpus, search);
        found.sort();
        assert_eq!(found, expected, "{search}");
    }
}

#[test]
fn names_come_before_tags_descriptions_and_readmes_and_letters_before_pinyin() {
    let corpus = sample();
    for (search, expected) in [
        ("flux", vec!["g3", "g2", "g1"]),
        ("forge", vec!["g3", "g1"]),
        ("wst", vec!["g1"]),
        ("wenshengtu", vec!["g1"]),
        ("yykl", vec!["g4"]),
        ("chongqing", vec!["g4"]),
        ("qiuye", vec!["g1"]),
        ("flux forge", vec!["g3", "g1"]),
        ("ｏｌｌａｍａ", vec!["g2"]),
        ("olama", vec!["g2"]),
        ("c3", vec!["g4"]),
        ("nothing-like-it", vec![]),
    ] {
        assert_eq!(found(&corpus, search), expected, "{search}");
    }
}

#[test]
fn a_snippet_tells_why_a_group_is_there() {
    let answer = answer(&sample(), &parse_search("forge"), ALL, &reader());
    let [(group, snippet)] = &answer.snippets[..] else { panic!("{:?}", answer.snippets) };
    assert_eq!((group.as_str(), snippet.needle.as_str()), ("g1", "forge"));
    assert_eq!(snippet.text.as_str(), "# 使用说明 Use the forge model with Flux.");
}

#[test]
fn every_order_there_is() {
    let corpus = sample();
    let sorted = |field, ascending| {
        let query = Query { sort: SortOrder { field, ascending }, ..Query::default() };
        let page = answer(&corpus, &query, ALL, &reader()).page;
        page.groups.iter().map(|group| group.group_id.to_string()).collect::<Vec<_>>().concat()
    };
    assert_eq!(sorted(SortField::Name, false), "g1g3g2g4", "ComfyUI, Flux, Ollama, yu yin ke long");
    assert_eq!(sorted(SortField::Name, true), "g4g2g3g1");
    assert_eq!(sorted(SortField::Price, true), "g1g2g4g3");
    assert_eq!(sorted(SortField::Size, false), "g3g1g2g4");
    assert_eq!(sorted(SortField::Versions, false), "g4g1g2g3");
    assert_eq!(sorted(SortField::PubTime, false), "g1g2g3g4");
}

#[test]
fn newer_groups_replace_older_ones_and_keep_their_readmes() {
    let corpus = sample();
    let newer = Version { readme: None, price: Some(9.0), ..corpus.groups()[0].data[0].clone() };
    let fresh = corpus.with(&[group("g1", "New name", vec![newer]), group("g5", "Fresh", vec![])]);
    assert_eq!(fresh.groups().len(), 5);
    assert_eq!(
        (found(&fresh, "fresh"), found(&fresh, "text:forge")),
        (vec!["g5".to_owned()], vec!["g1".to_owned()])
    );
    assert_eq!(found(&fresh, "price:9"), ["g1"]);
    assert_eq!(found(&corpus, "price:9"), [""; 0]);
}

fn arbitrary_version() -> impl Strategy<Value = Version> {
    let some = |all: &'static [&'static str]| proptest::sample::subsequence(all, 0..=all.len());
    let price = prop::option::of(prop::sample::select(vec![0.0, 0.3, 0.5, 1.5, 7.0]));
    let kinds = (0..3_u8, 0..3_i64, prop::option::of(any::<bool>()), 0..2_u8);
    (
        some(&["a", "b", "文"]),
        some(&["4090", "A100", "H20"]),
        price,
        kinds,
        prop::sample::select(vec!["x", "y", ""]),
        0..500_i64,
    )
        .prop_map(|(tags, gpus, price, (container, auth, auto_start, status), author, age)| Version {
            tags: texts(&tags),
            supported_gpu_types: texts(&gpus),
            price,
            container: [Container::Container, Container::VirtualMachine, Container::Unknown]
                [usize::from(container)],
            auth_info: AuthInfo::from_api(auth),
            auto_start,
            status: if status == 0 { Status::Available } else { Status::Offline },
            author: author.into(),
            name: CleanText::line(&format!("name {author}")),
            pub_time: NOW - age * DAY,
            ..Version::default()
        })
}

fn arbitrary_groups() -> impl Strategy<Value = Vec<Arc<Group>>> {
    let names = prop::sample::select(vec!["Flux", "ComfyUI 文生图", "Ollama", "x"]);
    let one = (names, prop::collection::vec(arbitrary_version(), 0..4), 0..5_u64);
    prop::collection::vec(one, 0..12).prop_map(|groups| {
        let make = |(at, (name, mut data, count)): (usize, (&str, Vec<Version>, u64))| {
            for (number, version) in data.iter_mut().enumerate() {
                version.comp_share_image_id = ImageId::new(&format!("i{at}-{number}"));
            }
            let group = group(&format!("g{at}"), name, data);
            Arc::new(Group { recommend_count: count, favorites_count: count % 3, ..(*group).clone() })
        };
        groups.into_iter().enumerate().map(make).collect()
    })
}

/// A query that the service can answer.
fn document() -> impl Strategy<Value = Query> {
    query_of(vec!["author:x", "name:flux", "group:g1", "tag:b", "is:free"], SortField::of_service().collect())
}

fn any_query() -> impl Strategy<Value = Query> {
    query_of(
        vec![
            "author:x",
            "name:flux",
            "group:g1",
            "gpu:4090",
            "gpu:A100|H20",
            "price:<1",
            "is:vm",
            "is:online",
            "-tag:b",
            "published:<1mo",
            "is:new",
        ],
        SortField::ALL.to_vec(),
    )
}

fn query_of(terms: Vec<&'static str>, fields: Vec<SortField>) -> impl Strategy<Value = Query> {
    let search = prop::sample::subsequence(terms, 0..4);
    let toggles = prop::sample::subsequence(Toggle::ALL.to_vec(), 0..3);
    let tags = prop::sample::subsequence(vec!["a", "b"], 0..3);
    (search, toggles, tags, prop::sample::select(fields), any::<bool>()).prop_map(
        |(search, toggles, tags, field, ascending)| {
            let mut query = parse_search(&search.join(" "));
            toggles.into_iter().for_each(|toggle| query.toggles.set(toggle, true));
            query.set_tags(tags);
            query.sort = SortOrder { field, ascending };
            query
        },
    )
}

proptest! {
    /// What the service can be asked, the catalogue in hand answers just so.
    #[test]
    fn documents_are_answered_as_the_service_answers(
        groups in arbitrary_groups(), query in document(), offset in 0..6_usize, limit in 1..6_usize,
    ) {
        prop_assert!(query.is_document());
        let window = Window { offset, limit };
        let expected: Page = select(&query.document(), &groups, window);
        prop_assert_eq!(answer(&Corpus::new(groups), &query, window, &reader()).page, expected);
    }

    /// A count says how many groups there are once its filter is on.
    #[test]
    fn counts_keep_their_word(groups in arbitrary_groups(), query in prop_oneof![document(), any_query()]) {
        let corpus = Corpus::new(groups);
        for value in answer(&corpus, &query, ALL, &reader()).facets.values() {
            let mut with = query.clone();
            if !is_on(&query, value.kind, &value.test) {
                switch(&mut with, value.kind, &value.test);
            }
            let left = answer(&corpus, &with, ALL, &reader()).page.total_count;
            prop_assert_eq!(left, Some(value.count as u64), "{:?} in {}", &value, with.search_text());
        }
    }

    /// Whatever is typed, nothing panics, and what is found is found by a query of its own text.
    #[test]
    fn anything_may_be_typed(text in "\\PC{0,16}") {
        let query = parse_search(&text);
        let again = parse_search(&query.search_text());
        let corpus = sample();
        prop_assert_eq!(answer(&corpus, &query, ALL, &reader()), answer(&corpus, &again, ALL, &reader()));
    }
}

#[test]
fn a_value_that_is_on_counts_what_there_is() {
    let query = parse_search("gpu:4090");
    let facets = answer(&sample(), &query, ALL, &reader()).facets;
    let gpu = |name: &str| Test::Text(crate::catalogue::TextKey::Gpu, name.into());
    assert_eq!((facets.count(&gpu("4090")), facets.count(&gpu("A100"))), (Some(2), Some(2)));
}
