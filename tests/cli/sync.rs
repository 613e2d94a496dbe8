//! `sync`: the whole catalogue fetched, kept and compared.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use compshare_tui::face::store::snapshot::{Place, load};
use serde_json::Value;

use super::Home;
use super::support::service::{group, page, serve, window};

fn json(home: &Home, arguments: &[&str]) -> Value {
    let run = home.run(&[&["sync", "--json"], arguments].concat());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{}", run.out);
    serde_json::from_str(&run.out).unwrap()
}

/// The only catalogue that is kept in a home.
fn file(home: &Home) -> PathBuf {
    let folder = home.folder.path().join(".cache/compshare-tui/catalogues");
    let mut files = std::fs::read_dir(folder).unwrap();
    let file = files.next().unwrap().unwrap().path();
    assert!(files.next().is_none(), "and no litter");
    file
}

#[test]
fn the_demo_is_synced_and_the_next_time_nothing_has_changed() {
    let home = Home::new();
    let first = json(&home, &["--demo"]);
    assert_eq!(first["data"]["since"], Value::Null);
    let groups = first["data"]["groups"].as_u64().unwrap();
    assert_eq!((first["meta"]["returned"].as_u64(), groups > 100), (Some(groups), true));
    assert!(first["data"]["images_without_readme"].as_u64().unwrap() > 0);
    assert_eq!(first["data"]["file"], file(&home).to_str().unwrap());
    let place = Place::demo(&home.folder.path().join(".cache/compshare-tui"), "cn-wlcb");
    assert_eq!(load(&place).unwrap().unwrap().groups.len() as u64, groups);
    let again = home.run(&["--demo", "--lang", "en", "sync"]);
    let told: Vec<&str> = again.out.lines().collect();
    assert_eq!(told[0], format!("{groups} groups, {} images.", first["data"]["images"]));
    assert!(told[1].starts_with("Since 20") && told[1].ends_with(": 0 new, 0 changed, 0 gone."), "{told:?}");
    assert_eq!((told.len(), again.code, again.err.as_str()), (2, Some(0), ""));
}

#[test]
fn missing_readmes_are_fetched_where_that_is_asked_for() {
    let home = Home::new();
    assert_eq!(json(&home, &["--demo", "--readmes"])["data"]["images_without_readme"], 0);
    assert_eq!(json(&home, &["--demo"])["data"]["images_without_readme"], 0, "they stay");
}

#[test]
fn what_is_new_and_gone_is_named() {
    let serve_from = |from: usize| {
        serve(move |asked| {
            let (offset, limit) = window(asked);
            let groups: Vec<Value> =
                (from + offset..(from + 5).min(from + offset + limit)).map(group).collect();
            page(&groups, 5)
        })
    };
    let home = Home::new().with("COMPSHARE_PUBLIC_KEY", "p").with("COMPSHARE_PRIVATE_KEY", "k");
    let before = serve_from(0);
    assert_eq!(home.run(&["--base-url", &before, "--lang", "en", "sync"]).code, Some(0));
    // Another port is another service: its catalogue is taken for the one before.
    let (old, after) = (file(&home), serve_from(1));
    let cache = home.folder.path().join(".cache/compshare-tui");
    let text = std::fs::read_to_string(&old).unwrap();
    assert!(text.lines().nth(1).unwrap().starts_with("{\"GroupId\":\"group0\""), "{text}");
    let of = |url: &str| Place::new(&cache, url, "cn-wlcb", "p");
    let kept = load(&of(&before)).unwrap().unwrap();
    compshare_tui::face::store::snapshot::save(&of(&after), &kept).unwrap();
    let run = home.run(&["--base-url", &after, "--lang", "en", "sync"]);
    let told: Vec<&str> = run.out.lines().collect();
    assert_eq!(told[0], "5 groups, 5 images.");
    assert!(told[1].ends_with(": 1 new, 0 changed, 1 gone."), "{told:?}");
    assert_eq!(told[2..], ["+ group5  Image 5", "- group0  Image 0"]);
}

#[test]
fn a_service_that_is_not_there_ends_with_the_exit_code_of_list() {
    let home = Home::new().with("COMPSHARE_PUBLIC_KEY", "p").with("COMPSHARE_PRIVATE_KEY", "k");
    for command in ["sync", "list"] {
        let run = home.run(&["--base-url", "http://127.0.0.1:9", command, "--json"]);
        assert_eq!((run.code, run.err.as_str()), (Some(4), ""), "{command}");
        assert_eq!(serde_json::from_str::<Value>(&run.out).unwrap()["error"]["code"], "transport_error");
    }
    assert_eq!(Home::new().run(&["sync"]).code, Some(3));
}

#[test]
fn a_cache_that_cannot_be_written_is_told() {
    let home = Home::new().with("XDG_CACHE_HOME", "/dev/null/nowhere");
    let run = home.run(&["--demo", "--lang", "en", "sync"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("The local catalogue is not kept: /dev/null/nowhere"), "{}", run.err);
    let homeless = Home::new().with("HOME", "relative");
    let run = homeless.run(&["--demo", "--lang", "en", "sync"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("XDG_CACHE_HOME"), "{}", run.err);
}

#[test]
fn a_full_disk_is_told_and_the_catalogue_before_stays() {
    let unshare = ["--map-root-user", "--mount"];
    if !Command::new("unshare").args(unshare).arg("true").output().is_ok_and(|done| done.status.success()) {
        eprintln!("skipped: no file system of one's own can be mounted here");
        return;
    }
    let home = Home::new();
    let cache = home.folder.path().join(".cache/compshare-tui");
    std::fs::create_dir_all(&cache).unwrap();
    let program = env!("CARGO_BIN_EXE_compshare-tui");
    // A file system with room for one catalogue and a little more.
    let script = format!(
        "mount -t tmpfs -o size=4m none '{0}' && '{program}' --demo sync --json > /dev/null; \
         cd '{0}'; cat catalogues/* | cksum; dd if=/dev/zero of=rest 2> /dev/null; \
         '{program}' --demo --lang en sync; echo $?; cat catalogues/* | cksum; ls catalogues | wc -l",
        cache.display()
    );
    let output = Command::new("unshare")
        .args(unshare)
        .args(["/bin/sh", "-c", &script])
        .env("HOME", home.folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let told: Vec<&str> = told.lines().collect();
    let [before, code, after, files] = told[..] else { panic!("{told:?}") };
    assert_eq!((before, code, files.trim()), (after, "1", "1"));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("The local catalogue is not kept"), "{err}");
}
