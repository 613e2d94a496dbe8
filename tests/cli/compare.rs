//! `compare`: images of the embedded catalogue side by side.

use serde_json::Value;

use super::{Home, demo};

/// Two images of one group, and one of another.
fn ids() -> [String; 3] {
    let listed: Value = serde_json::from_str(&demo(&["list", "--all", "--json"])).unwrap();
    let groups = listed["data"]["items"].as_array().unwrap();
    let group = groups.iter().find(|group| group["Data"].as_array().unwrap().len() > 1).unwrap();
    let other = groups.iter().find(|other| other["GroupId"] != group["GroupId"]).unwrap();
    let id = |group: &Value, at: usize| group["Data"][at]["CompShareImageId"].as_str().unwrap().to_owned();
    [id(group, 0), id(group, 1), id(other, 0)]
}

#[test]
fn images_stand_side_by_side_with_what_differs_in_them() {
    let [one, two, other] = ids();
    let compared: Value = serde_json::from_str(&demo(&["compare", &one, &two, &other, "--json"])).unwrap();
    let data = &compared["data"];
    let images: Vec<&str> = data["images"]
        .as_array()
        .unwrap()
        .iter()
        .map(|image| image["CompShareImageId"].as_str().unwrap())
        .collect();
    assert_eq!(images, [&one, &two, &other]);
    for fact in data["facts"].as_array().unwrap() {
        let values = fact["values"].as_array().unwrap();
        let differs = values.iter().any(|value| *value != values[0]);
        assert_eq!((values.len(), &fact["differs"]), (3, &differs.into()), "{fact}");
    }
    let price = data["facts"].as_array().unwrap().iter().find(|fact| fact["name"] == "Price").unwrap();
    assert!(price["values"].as_array().unwrap().iter().all(|value| value != ""), "{price}");
    assert_eq!(data["readmes"].as_array().unwrap().len(), 2);
}

#[test]
fn people_get_rows_and_wikis_a_table() {
    let [one, two, _] = ids();
    let text = demo(&["compare", &one, &two, "--lang", "en"]);
    assert!(
        text.lines().any(|line| line.starts_with("~ ID") && line.contains(&one) && line.contains(&two)),
        "{text}"
    );
    let markdown = demo(&["compare", &one, &two, "--markdown", "--lang", "zh"]);
    assert!(markdown.contains(&format!("| **镜像 ID** | {one} | {two} |")), "{markdown}");
}

#[test]
fn one_or_five_ids_and_ids_of_nothing_are_refused() {
    let [one, two, _] = ids();
    for ids in [&[one.as_str()][..], &[one.as_str(); 5]] {
        let run = Home::new().run(&[&["--demo", "compare"], ids].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    }
    let run = Home::new().run(&["--demo", "compare", &one, "nothing-here", &two, "--lang", "en"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.err, "compshare-tui: There is no image or group nothing-here.\n");
}
