//! `show`: one image, by its own id or its group's.

use serde_json::Value;

use super::{Home, demo};

fn first_image() -> Value {
    let listed: Value = serde_json::from_str(&demo(&["list", "--json", "--limit", "1"])).unwrap();
    listed["data"]["items"][0].clone()
}

#[test]
fn an_image_is_shown_with_its_group_and_readme() {
    let group = first_image();
    let id = group["Data"][0]["CompShareImageId"].as_str().unwrap();
    let shown: Value = serde_json::from_str(&demo(&["show", id, "--json"])).unwrap();
    assert_eq!(shown["data"]["image"]["CompShareImageId"], id);
    assert_eq!(shown["data"]["group"]["GroupId"], group["GroupId"]);
    assert!(shown["data"]["image"]["Readme"].is_string());
}

#[test]
fn a_group_shows_its_newest_image_online() {
    let listed: Value = serde_json::from_str(&demo(&["list", "--all", "--json"])).unwrap();
    let groups = listed["data"]["items"].as_array().unwrap();
    let group = groups.iter().find(|group| group["Data"].as_array().unwrap().len() > 2).unwrap();
    let shown = demo(&["show", group["GroupId"].as_str().unwrap()]);
    let online = |version: &&Value| version["Status"] == "Available";
    let versions = group["Data"].as_array().unwrap().iter().filter(online);
    let newest = versions.max_by_key(|version| version["PubTime"].as_i64()).unwrap();
    assert!(shown.lines().next().unwrap().ends_with(newest["CompShareImageId"].as_str().unwrap()), "{shown}");
}

#[test]
fn what_does_not_exist_is_said_with_exit_code_1() {
    let run = Home::new().run(&["--demo", "show", "compshareImage-nothere"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert_eq!(run.err, "compshare-tui: There is no image or group compshareImage-nothere.\n");
    let run = Home::new().run(&["--demo", "show", "compshareImage-nothere", "--json", "--lang", "zh"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (run.code, &json["ok"], &json["error"]["code"]),
        (Some(1), &false.into(), &"not_found".into())
    );
    assert_eq!(json["error"]["message"], "没有镜像或版本组 compshareImage-nothere。");
}
