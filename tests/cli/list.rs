//! `list` and `tags` against the embedded catalogue, field by field.

use std::collections::BTreeMap;

use compshare_tui::face::catalogue::{Page, Query, SortField, SortOrder, Toggle, Toggles, Window, select};
use compshare_tui::face::wire::decode;
use serde_json::Value;

use super::support::service::{group, page, serve, window};
use super::{Home, demo};

const CATALOGUE: &str = include_str!("../../assets/catalogue.json");

fn bundled() -> Page {
    decode::page(CATALOGUE).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&demo(arguments)).unwrap()
}

/// The ids of every version of the groups a query selects.
fn expected_ids(query: &Query, offset: usize, limit: usize) -> Vec<String> {
    let page = select(query, &bundled().groups, Window { offset, limit });
    let versions = page.groups.iter().flat_map(|group| &group.data);
    versions.map(|version| version.comp_share_image_id.to_string()).collect()
}

fn ids(arguments: &[&str]) -> Vec<String> {
    demo(&[&["list", "--ids"], arguments].concat()).lines().map(str::to_owned).collect()
}

#[test]
fn json_has_every_field_of_every_group_as_the_catalogue_has_it() {
    let catalogue: Value = serde_json::from_str(CATALOGUE).unwrap();
    let groups = catalogue["CompshareImageGroup"].as_array().unwrap();
    let listed = json(&["list", "--all", "--json"]);
    let items = listed["data"]["items"].as_array().unwrap();
    let items: BTreeMap<&str, &Value> =
        items.iter().map(|item| (item["GroupId"].as_str().unwrap(), item)).collect();
    assert_eq!(items.len(), groups.len());
    for group in groups {
        contains(items[group["GroupId"].as_str().unwrap()], group, group["GroupId"].as_str().unwrap());
    }
}

/// Fields real answers have and no document describes: they are not kept.
const UNDOCUMENTED: [&str; 3] = ["FirewallPorts", "ImageType", "Softwares"];

/// Every field of `expected` stands in `found`, with the same value; numbers are compared as numbers. A `null` of the
/// catalogue counts as left out, and a list may leave a Readme out, as the service does.
fn contains(found: &Value, expected: &Value, path: &str) {
    match expected {
        Value::Object(fields) => {
            for (name, value) in fields.iter().filter(|(name, _)| !UNDOCUMENTED.contains(&name.as_str())) {
                let inner = found.get(name).unwrap_or_else(|| panic!("{path}.{name} is missing"));
                contains(inner, value, &format!("{path}.{name}"));
            }
        }
        Value::Array(items) => {
            let found = found.as_array().unwrap_or_else(|| panic!("{path} is no list"));
            assert_eq!(found.len(), items.len(), "{path}");
            for (at, item) in items.iter().enumerate() {
                contains(&found[at], item, &format!("{path}[{at}]"));
            }
        }
        Value::Number(number) => assert_eq!(found.as_f64(), number.as_f64(), "{path}"),
        Value::Null => {
            assert!([Value::Null, Value::from(""), Value::Array(vec![])].contains(found), "{path}");
        }
        Value::String(_) if path.ends_with(".Readme") && found.is_null() => {}
        Value::Bool(_) | Value::String(_) => assert_eq!(found, expected, "{path}"),
    }
}

#[test]
fn the_envelope_is_compshare_clis() {
    let listed = json(&["list", "--json", "--limit", "3", "--offset", "2"]);
    assert_eq!(listed["ok"], true);
    assert_eq!(listed["schema_version"], "1");
    assert_eq!(listed["data"]["items"].as_array().unwrap().len(), 3);
    let meta = &listed["meta"];
    assert_eq!(
        [&meta["total"], &meta["returned"], &meta["offset"], &meta["limit"]],
        [&Value::from(bundled().groups.len()), &3.into(), &2.into(), &3.into()]
    );
    assert_eq!((&meta["source"], &meta["all"]), (&"community".into(), &false.into()));
}

#[test]
fn a_page_is_a_window_of_the_whole() {
    assert_eq!(ids(&[]), expected_ids(&Query::default(), 0, 20));
    assert_eq!(ids(&["--limit", "7", "--offset", "5"]), expected_ids(&Query::default(), 5, 7));
    assert_eq!(ids(&["--all"]), expected_ids(&Query::default(), 0, usize::MAX));
    assert_eq!(ids(&["--all", "--offset", "100"]), expected_ids(&Query::default(), 100, usize::MAX));
}

#[test]
fn every_filter_selects_what_the_catalogue_says() {
    let sort = |field, ascending| SortOrder { field, ascending };
    let everything = Query::default();
    let lead = bundled().groups[3].clone();
    let (id, group) = (lead.data[0].comp_share_image_id.clone(), lead.group_id.clone());
    let author = lead.data[0].author.clone();
    let cases: Vec<(Vec<&str>, Query)> = vec![
        (vec!["--query", "comfy"], Query { fuzzy: "comfy".into(), ..everything.clone() }),
        (vec!["--name", "LLaMA"], Query { name: "LLaMA".into(), ..everything.clone() }),
        (vec!["--author", &author], Query { author: author.clone(), ..everything.clone() }),
        (vec!["--tag", "ComfyUI"], Query { tags: vec!["ComfyUI".into()], ..everything.clone() }),
        (vec!["--id", id.as_str()], Query { image_id: id.clone(), ..everything.clone() }),
        (vec!["--group", group.as_str()], Query { group_id: group.clone(), ..everything.clone() }),
        (vec!["--free"], Query { toggles: Toggles::of(&[Toggle::Free]), ..everything.clone() }),
        (vec!["--official"], Query { toggles: Toggles::of(&[Toggle::Official]), ..everything.clone() }),
        (vec!["--autostart"], Query { toggles: Toggles::of(&[Toggle::Autostart]), ..everything.clone() }),
        (
            vec!["--sort", "FavoritesCount", "--ascending"],
            Query { sort: sort(SortField::FavoritesCount, true), ..everything.clone() },
        ),
        (vec!["--sort", "use-time"], Query { sort: sort(SortField::ImageUseTime, false), ..everything }),
    ];
    for (flags, query) in cases {
        let found = ids(&[&flags[..], &["--all"]].concat());
        assert_eq!(found, expected_ids(&query, 0, usize::MAX), "{flags:?}");
        assert!(!found.is_empty(), "{flags:?} selects nothing: the test proves nothing");
    }
}

#[test]
fn json_lines_csv_and_ids_hold_the_same_images() {
    let ids = ids(&["--all"]);
    let lines = demo(&["list", "--all", "--jsonl"]);
    let groups = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let in_lines: Vec<String> = groups
        .flat_map(|group| group["Data"].as_array().unwrap().clone())
        .map(|version| version["CompShareImageId"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(in_lines, ids);
    let table = demo(&["list", "--all", "--csv"]);
    let mut csv = csv::Reader::from_reader(table.as_bytes());
    let column = csv.headers().unwrap().iter().position(|head| head == "CompShareImageId").unwrap();
    let in_csv: Vec<String> = csv.records().map(|row| row.unwrap()[column].to_owned()).collect();
    assert_eq!(in_csv, ids);
}

#[test]
fn the_table_cuts_no_id_and_speaks_both_languages() {
    let groups = select(&Query::default(), &bundled().groups, Window { offset: 0, limit: 20 }).groups;
    for (lang, head) in [("en", "NAME"), ("zh", "名称")] {
        let table = demo(&["list", "--lang", lang]);
        assert!(table.lines().next().unwrap().contains(head));
        for (row, group) in table.lines().skip(1).zip(&groups) {
            assert!(row.starts_with(group.lead().unwrap().comp_share_image_id.as_str()), "{row}");
        }
        assert_eq!(table.lines().count(), 21);
    }
}

#[test]
fn tags_are_the_catalogues_one_a_line() {
    let expected = decode::tags(CATALOGUE).unwrap();
    let printed = demo(&["tags"]);
    assert_eq!(printed.lines().collect::<Vec<_>>(), expected.tags().map(|tag| &**tag).collect::<Vec<_>>());
    let items = json(&["tags", "--json"])["data"]["items"].as_array().unwrap().len();
    assert_eq!(items, expected.categories.len());
}

#[test]
fn json_that_breaks_off_is_still_one_document_and_says_so() {
    let url = serve(|parameters| match window(parameters) {
        (0, limit) => page(&(0..limit).map(group).collect::<Vec<_>>(), 300),
        _ => serde_json::json!({ "RetCode": 8433, "Message": "it broke" }),
    });
    let home = Home::new().with("COMPSHARE_PUBLIC_KEY", "p").with("COMPSHARE_PRIVATE_KEY", "k");
    let run = home.run(&["list", "--all", "--json", "--base-url", &url]);
    let told: Value = serde_json::from_str(&run.out).unwrap();
    let items = told["data"]["items"].as_array().unwrap();
    assert_eq!((items.len(), &told["ok"], run.code), (100, &serde_json::json!(false), Some(1)));
    assert_eq!(told["error"]["details"]["ret_code"], 8433);
}
