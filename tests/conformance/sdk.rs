//! The official SDK: it can use the embedded service, and what it sends is what we send.

use std::path::Path;

use compshare_tui::face::api::{Client, Credentials, Endpoint, Route};
use compshare_tui::face::catalogue::{
    CredentialOrigin, GroupId, ImageId, Query, SortField, SortOrder, Toggle, Toggles, Window,
};
use compshare_tui::face::demo::Server;
use compshare_tui::face::text::CleanText;
use compshare_tui::face::wire::params::Params;
use proptest::prelude::*;
use proptest::sample::select as one_of;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};

use crate::python::{python, run};
use crate::support::faults::{GOOD, json as reply};
use crate::support::misbehaving::Misbehaving;
use crate::{demo_server, runtime};

const PUBLIC_KEY: &str = "a-public-key@example.com";
const PRIVATE_KEY: &str = "a-private-key+/=";

fn sdk(python: &Path, base_url: &str, keys: (&str, &str), calls: &Value) -> Vec<Value> {
    let variables =
        [("BASE_URL", base_url), ("COMPSHARE_PUBLIC_KEY", keys.0), ("COMPSHARE_PRIVATE_KEY", keys.1)];
    let Value::Array(outcomes) = run(python, "sdk.py", &variables, calls) else { panic!("no list") };
    outcomes
}

fn demo_sdk(python: &Path, server: &Server, calls: &Value) -> Vec<Value> {
    sdk(python, &server.base_url(), (server.public_key(), server.private_key().expose_secret()), calls)
}

#[test]
fn the_sdk_reads_the_embedded_services_answers() {
    let Some(python) = python() else { return };
    let server = demo_server();
    let calls = json!([
        {"action": "DescribeCommunityImages", "args": {"Limit": 3, "Tag": ["ComfyUI"], "SortCondition": {"Field": "Favor", "ASC": true}}},
        {"method": "describe_community_images", "args": {"Zone": "cn-wlcb-01", "Limit": "2", "Tag": "ComfyUI"}},
        {"method": "describe_comp_share_image_tags", "args": {"Zone": "cn-wlcb-01"}},
        {"action": "DescribeCompShareImageTags", "args": {}},
    ]);
    let outcomes = demo_sdk(python, &server, &calls);
    let listed = &outcomes[0]["answer"];
    assert_eq!(listed["Action"], "DescribeCommunityImagesResponse");
    let groups = listed["CompshareImageGroup"].as_array().unwrap();
    assert_eq!(groups.len(), 3);
    assert!(groups.is_sorted_by_key(|group| group["RecommendCount"].as_u64()));
    assert_eq!(outcomes[1]["answer"]["TotalCount"], listed["TotalCount"]);
    let tags = outcomes[3]["answer"]["Tags"].as_array().unwrap();
    assert!(tags.contains(&json!("ComfyUI")), "{tags:?}");
    assert_eq!(outcomes[2]["answer"]["Tags"], outcomes[3]["answer"]["Tags"]);
}

#[test]
fn the_sdk_understands_the_embedded_services_refusals() {
    let Some(python) = python() else { return };
    let server = demo_server();
    let list = |args: Value| json!({"action": "DescribeCommunityImages", "args": args});
    let calls = json!([
        list(json!({"Limit": 101})),
        list(json!({"CompShareImageId": "compshareImage-nothing"})),
        {"action": "DescribeNothing", "args": {}},
    ]);
    let code = |outcome: &Value| outcome["code"].as_i64().unwrap();
    let refused = demo_sdk(python, &server, &calls);
    assert_eq!(refused.iter().map(code).collect::<Vec<_>>(), [230, 8039, 161]);
    assert!(refused[0]["request_id"].as_str().unwrap().starts_with("demo0000-"));
    let one = json!([list(json!({}))]);
    let wrong = sdk(python, &server.base_url(), (server.public_key(), "wrong"), &one);
    let stranger = sdk(python, &server.base_url(), ("stranger", "wrong"), &one);
    assert_eq!((code(&wrong[0]), code(&stranger[0])), (171, 172));
}

/// Queries of any text, any number of tags and any window.
fn any_query() -> impl Strategy<Value = (Query, Window)> {
    let text = || prop_oneof![Just(String::new()), ".{1,12}"].prop_map(|text| CleanText::line(&text));
    let texts = (text(), text(), text(), text(), text());
    let tags = prop::collection::btree_set("[a-zA-Z 中文+&=%/.]{1,6}", 0..12);
    let sort = (one_of(SortField::of_service().collect::<Vec<_>>()), any::<bool>());
    (texts, tags, any::<[bool; 3]>(), sort, 0..10_000_usize, 1..=100_usize).prop_map(
        |((fuzzy, name, author, group, image), tags, on, (field, ascending), offset, limit)| {
            let mut tags: Vec<_> =
                tags.iter().map(|tag| CleanText::line(tag)).filter(|t| !t.is_empty()).collect();
            tags.sort();
            tags.dedup();
            let (group_id, image_id) = (GroupId::new(&group), ImageId::new(&image));
            let sort = SortOrder { field, ascending };
            let mut toggles = Toggles::default();
            Toggle::ALL.into_iter().zip(on).for_each(|(toggle, on)| toggles.set(toggle, on));
            let query =
                Query { fuzzy, name, author, group_id, image_id, tags, toggles, conditions: vec![], sort };
            (query, Window { offset, limit })
        },
    )
}

/// A query as someone who reads the API's document would ask it through the SDK.
fn as_sdk_arguments(query: &Query, window: Window) -> Value {
    let mut arguments = Map::new();
    let texts = [
        ("FuzzySearch", query.fuzzy.as_str()),
        ("Name", query.name.as_str()),
        ("Author", query.author.as_str()),
        ("GroupId", query.group_id.as_str()),
        ("CompShareImageId", query.image_id.as_str()),
    ];
    for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        arguments.insert(name.to_owned(), json!(text));
    }
    // The document's words, written down a second time on purpose.
    let toggles =
        [("IsFree", Toggle::Free), ("IsOfficial", Toggle::Official), ("IfAutoStart", Toggle::Autostart)];
    for (name, _) in toggles.into_iter().filter(|(_, toggle)| query.toggles.is_on(*toggle)) {
        arguments.insert(name.to_owned(), json!(true));
    }
    arguments.insert("Tag".to_owned(), json!(query.tags));
    arguments.insert("Offset".to_owned(), json!(window.offset));
    // As a float, to see that both write it as a whole number.
    arguments.insert("Limit".to_owned(), json!(window.limit as f64));
    let sort = json!({"Field": query.sort.field.api_word().unwrap_or_default(), "ASC": query.sort.ascending});
    arguments.insert("SortCondition".to_owned(), sort);
    Value::Object(arguments)
}

/// The form bodies a recording server received, decoded.
fn bodies(recorder: &Misbehaving) -> Vec<Params> {
    let body = |request: &String| Params::from_body(request.split_once("\r\n\r\n").unwrap().1.as_bytes());
    recorder.requests().iter().map(body).collect()
}

#[test]
fn two_hundred_queries_are_sent_and_signed_as_the_sdk_does() {
    let Some(python) = python() else { return };
    let mut runner = TestRunner::deterministic();
    let queries: Vec<(Query, Window)> =
        (0..200).map(|_| any_query().new_tree(&mut runner).unwrap().current()).collect();
    let recorder = || runtime().block_on(Misbehaving::start([reply(GOOD)]));

    let theirs = recorder();
    let call = |(query, window): &(Query, Window)| json!({"action": "DescribeCommunityImages", "args": as_sdk_arguments(query, *window)});
    let calls: Vec<Value> = queries.iter().map(call).collect();
    sdk(python, &theirs.base_url(), (PUBLIC_KEY, PRIVATE_KEY), &calls.into());

    let ours = recorder();
    let client = Client::new(Endpoint {
        base_url: ours.base_url(),
        region: "cn-wlcb".to_owned(),
        zone: None,
        project_id: None,
        allow_http: false,
        route: Route::Direct,
        credentials: Credentials {
            public_key: PUBLIC_KEY.to_owned(),
            private_key: PRIVATE_KEY.to_owned().into(),
            origin: CredentialOrigin {
                source: CleanText::line("a test"),
                public_tail: CleanText::line(".com"),
            },
        },
    })
    .unwrap();
    for (query, window) in &queries {
        runtime().block_on(client.page(query, *window, &|_| {})).unwrap();
    }

    let (ours, theirs) = (bodies(&ours), bodies(&theirs));
    assert_eq!((ours.len(), theirs.len()), (200, 200));
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert!(ours.get("Signature").is_some_and(|signature| signature.len() == 40));
        assert_eq!(ours, theirs);
    }
}
