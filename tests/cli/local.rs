//! What the catalogue on disk answers: `list --local`, terms that only it knows, `stats`, saved filters.

use compshare_tui::face::catalogue::Version;
use compshare_tui::face::wire::decode;
use serde_json::Value;

use super::Home;

const CATALOGUE: &str = include_str!("../../assets/catalogue.json");

/// A home where the demo's catalogue lies on disk.
fn synced() -> Home {
    let home = Home::new();
    assert_eq!(home.run(&["--demo", "sync", "--readmes"]).code, Some(0));
    home
}

fn run(home: &Home, arguments: &[&str]) -> String {
    let run = home.run(&[&["--demo", "--lang", "en"], arguments].concat());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    run.out
}

fn lines(home: &Home, arguments: &[&str]) -> Vec<String> {
    run(home, arguments).lines().map(str::to_owned).collect()
}

/// The names of groups that have a version for which something holds.
fn names_where(holds: impl Fn(&Version) -> bool) -> Vec<String> {
    let groups = decode::page(CATALOGUE).unwrap().groups;
    let matching = groups.iter().filter(|group| group.data.iter().any(&holds));
    let mut names: Vec<String> = matching.map(|group| group.image_name.to_string()).collect();
    names.sort();
    names
}

fn names(home: &Home, arguments: &[&str]) -> Vec<String> {
    let groups = lines(home, &[&["list", "--all", "--jsonl"], arguments].concat());
    let name = |line: &String| {
        serde_json::from_str::<Value>(line).unwrap()["ImageName"].as_str().unwrap().to_owned()
    };
    let mut names: Vec<String> = groups.iter().map(name).collect();
    names.sort();
    names
}

#[test]
fn without_filters_both_sources_say_the_same_in_every_format() {
    let home = synced();
    for format in ["--ids", "--csv", "--markdown"] {
        let (live, local) = (["list", "--all", format], ["list", "--all", "--local", format]);
        assert_eq!(run(&home, &live), run(&home, &local), "{format}");
    }
    assert_eq!(run(&home, &["list"]), run(&home, &["list", "--local"]));
    let page: Value =
        serde_json::from_str(&run(&home, &["list", "--local", "--json", "--offset", "5", "--limit", "7"]))
            .unwrap();
    assert_eq!(page["data"]["items"].as_array().unwrap().len(), 7);
    assert_eq!((&page["meta"]["offset"], &page["meta"]["limit"]), (&5.into(), &7.into()));
    assert!(page["meta"]["taken"].as_i64().unwrap() > 1_700_000_000);
}

#[test]
fn terms_the_service_does_not_know_are_answered_from_the_disk() {
    let home = synced();
    let free = names_where(|version| version.price == Some(0.0));
    assert_eq!(names(&home, &["--query", "price:free"]), free);
    let on_4090 = names_where(|version| version.supported_gpu_types.iter().any(|gpu| &**gpu == "4090"));
    assert_eq!(names(&home, &["--query", "gpu:4090"]), on_4090);
    assert!(!free.is_empty() && !on_4090.is_empty() && on_4090 != free);
    let cheapest: Vec<Value> = lines(&home, &["list", "--sort", "price", "--ascending", "--jsonl"])
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(cheapest.len(), 20);
}

#[test]
fn pinyin_finds_locally_and_not_live() {
    let home = synced();
    let local = names(&home, &["--local", "--query", "zhenghe"]);
    assert!(local.iter().any(|name| name.contains("整合")), "{local:?}");
    assert!(!names(&home, &["--query", "zhenghe"]).iter().any(|name| name.contains("整合")));
}

#[test]
fn without_a_catalogue_on_disk_such_terms_are_refused_with_the_remedy() {
    let home = Home::new();
    for command in [
        &["list", "--query", "price:<0.5"][..],
        &["list", "--local"],
        &["list", "--sort", "name"],
        &["stats"],
        &["pick", "--query", "gpu:4090"],
    ] {
        let run = home.run(&[&["--demo", "--lang", "en"], command].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{command:?}");
        assert!(run.err.contains("compshare-tui sync"), "{command:?}: {}", run.err);
    }
    let run = home.run(&["--demo", "list", "--json", "--query", "is:vm"]);
    let told: Value = serde_json::from_str(&run.out).unwrap();
    assert!(told["error"]["details"]["hint"].as_str().unwrap().contains("compshare-tui sync"), "{told}");
}

#[test]
fn a_term_that_cannot_be_meant_is_never_ignored() {
    for command in ["list", "stats", "pick"] {
        let run = synced().run(&["--demo", "--lang", "en", command, "--query", "comfy price:cheap"]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{command}");
        assert!(run.err.contains("“price:cheap” cannot be meant: a price looks like"), "{}", run.err);
    }
}

#[test]
fn a_damaged_catalogue_is_told_with_the_remedy_and_synced_anew() {
    let home = synced();
    let folder = home.folder.path().join(".cache/compshare-tui/catalogues");
    let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&file, &std::fs::read(&file).unwrap()[..5000]).unwrap();
    let told = home.run(&["--demo", "--lang", "en", "list", "--local"]);
    assert_eq!((told.code, told.out.as_str()), (Some(1), ""));
    assert!(told.err.contains("is damaged.") && told.err.contains("compshare-tui sync"), "{}", told.err);
    assert_eq!(home.run(&["--demo", "sync"]).code, Some(0));
    run(&home, &["list", "--local"]);
}

#[test]
fn filters_and_bookmarks_of_ones_own_are_known() {
    let home = synced();
    let group = decode::page(CATALOGUE).unwrap().groups[3].clone();
    home.file(
        ".local/share/compshare-tui/bookmarks.jsonl",
        format!("{{\"bookmark\":\"{}\"}}\n", group.group_id),
        0o600,
    );
    home.file(
        ".local/share/compshare-tui/filters.jsonl",
        "{\"filter\":\"mine\",\"search\":\"is:favourite\"}\n{broken\n",
        0o600,
    );
    let listed = home.run(&["--demo", "--lang", "en", "list", "--filter", "mine", "--ids"]);
    let ids = listed.out.lines().collect::<Vec<_>>();
    let known = decode::page(CATALOGUE).unwrap().groups;
    let favourites: Vec<String> = known
        .iter()
        .filter(|other| other.is_favorite || other.group_id == group.group_id)
        .flat_map(|group| group.data.iter().map(|version| version.comp_share_image_id.to_string()))
        .collect();
    assert_eq!(ids.len(), favourites.len());
    assert!(favourites.iter().all(|id| ids.contains(&id.as_str())), "{ids:?}");
    assert!(listed.err.contains("filters.jsonl, line 2, cannot be understood"), "{}", listed.err);
    let refused = home.run(&["--demo", "--lang", "en", "list", "--filter", "nobodys"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("There is no filter nobodys; there are: mine."), "{}", refused.err);
}

#[test]
fn the_catalogue_is_counted_and_each_count_can_be_asked_for() {
    let home = synced();
    let counted: Value = serde_json::from_str(&run(&home, &["stats", "--json"])).unwrap();
    let data = &counted["data"];
    let groups = decode::page(CATALOGUE).unwrap().groups;
    assert_eq!(data["groups"], groups.len());
    assert_eq!(data["images"], groups.iter().map(|group| group.data.len()).sum::<usize>());
    let facet = |kind: &str| {
        let facets = data["facets"].as_array().unwrap();
        facets.iter().find(|facet| facet["kind"] == kind).unwrap()["values"].as_array().unwrap().clone()
    };
    for kind in ["tag", "gpu", "price", "author", "month"] {
        let value = &facet(kind)[0];
        let term = value["term"].as_str().unwrap();
        let found = names(&home, &["--local", "--query", term]).len();
        assert_eq!(value["groups"], found, "{kind} {term}");
    }
    let text = run(&home, &["stats", "--query", "gpu:4090"]);
    assert!(
        text.starts_with(&format!("{} groups, ", names(&home, &["--query", "gpu:4090"]).len())),
        "{text}"
    );
    assert!(text.contains("█") && text.contains("ComfyUI"), "{text}");
}
