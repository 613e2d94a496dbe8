//! The platform's own command line: every filter finds what our `list` finds.

use std::path::Path;
use std::process::Command;

use compshare_tui::face::demo::Server;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::demo_server;
use crate::python::{python, run};

/// What `compshare image` prints on a terminal of 100 columns, for each line of arguments.
fn printed(python: &Path, server: &Server, base_url: &str, lines: &[Vec<&str>]) -> Vec<Value> {
    let variables = [
        ("BASE_URL", base_url),
        ("COLUMNS", "100"),
        ("COMPSHARE_PUBLIC_KEY", server.public_key()),
        ("COMPSHARE_PRIVATE_KEY", server.private_key().expose_secret()),
    ];
    let of_images = |line: &Vec<&str>| {
        let (command, rest) = line.split_first().unwrap();
        let source = ["image", command, "--source", "community", "--region", "cn-wlcb"];
        json!([&source, rest].concat())
    };
    let lines: Vec<Value> = lines.iter().map(of_images).collect();
    run(python, "platform_cli.py", &variables, &json!(lines)).as_array().unwrap().clone()
}

/// Ids that `compshare image list` prints, for each list of filters.
fn theirs(python: &Path, server: &Server, cases: &[&[&str]]) -> Vec<Vec<String>> {
    let lines: Vec<Vec<&str>> =
        cases.iter().map(|filters| [&["list", "--json"], *filters].concat()).collect();
    let ids = |answer: &Value| {
        let items = answer["data"]["items"].as_array().unwrap_or_else(|| panic!("{answer}"));
        items.iter().map(|item| item["CompShareImageId"].as_str().unwrap().to_owned()).collect()
    };
    printed(python, server, &server.base_url(), &lines).iter().map(ids).collect()
}

/// Ids that our own `list --ids` prints.
fn ours(server: &Server, filters: &[&str]) -> Vec<String> {
    let printed = our_answer(server, &[&["list", "--ids"], filters].concat());
    printed.lines().map(str::to_owned).collect()
}

/// What our own program prints.
fn our_answer(server: &Server, arguments: &[&str]) -> String {
    let nowhere = tempfile::tempdir().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_compshare-tui"))
        .args(arguments)
        .env_clear()
        .env("HOME", nowhere.path())
        .env("COMPSHARE_BASE_URL", server.base_url())
        .env("COMPSHARE_PUBLIC_KEY", server.public_key())
        .env("COMPSHARE_PRIVATE_KEY", server.private_key().expose_secret())
        .output()
        .unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn every_filter_finds_the_same_images() {
    let Some(python) = python() else { return };
    let server = demo_server();
    let some = ours(&server, &["--limit", "1"]).remove(0);
    let cases: [&[&str]; 16] = [
        &[],
        &["--all"],
        &["--limit", "7", "--offset", "5"],
        &["--query", "comfy"],
        &["--name", "ComfyUI"],
        &["--author", "官方镜像"],
        &["--tag", "ComfyUI", "--tag", "工作流"],
        &["--id", &some],
        &["--free", "--all"],
        &["--official", "--all"],
        &["--autostart", "--all"],
        &["--sort", "Favor"],
        &["--sort", "FavoritesCount", "--ascending"],
        &["--sort", "ImageUseTime", "--all"],
        &["--sort", "PubTime", "--ascending", "--all"],
        &["--query", "无此镜像"],
    ];
    let theirs = theirs(python, &server, &cases);
    assert_eq!(theirs.len(), cases.len());
    for (filters, theirs) in cases.into_iter().zip(theirs) {
        let ours = ours(&server, filters);
        assert_eq!(ours, theirs, "{filters:?}");
        assert_eq!(ours.is_empty(), filters.contains(&"无此镜像"), "{filters:?}");
    }
}

/// README's table, as far as it is about them; what it says of us is tested where we do it.
#[test]
fn what_readme_says_of_the_platforms_command_line_is_so() {
    let Some(python) = python() else { return };
    let server = demo_server();
    let some = ours(&server, &["--limit", "1"]).remove(0);
    let lines = [
        vec!["list", "--limit", "3"],
        vec!["list", "--query", "txsc", "--json"],
        vec!["show", &some],
        vec!["list", "--all", "--json"],
    ];
    let [table, by_pinyin, shown, all] = &printed(python, &server, &server.base_url(), &lines)[..] else {
        panic!("four answers")
    };
    let (table, shown) = (table.as_str().unwrap(), shown.as_str().unwrap());
    assert!(table.contains("compshareIm…") && !table.contains(&some), "{table}");
    assert_eq!(by_pinyin["data"]["items"], json!([]));
    assert_eq!(shown.matches("\n│").count(), 9, "{shown}");
    let ours = our_answer(&server, &["show", &some, "--lang", "zh"]);
    for told_by_us_alone in ["8188", "4090", "GB"] {
        assert!(ours.contains(told_by_us_alone) && !shown.contains(told_by_us_alone), "{shown}{ours}");
    }
    let (theirs, ours) = (all.to_string().len(), our_answer(&server, &["list", "--all", "--json"]).len());
    assert!(ours > 4 * theirs && ours < 6 * theirs, "a fifth: {theirs} of {ours}");
    // Without a network, which a port nobody listens at stands for.
    let nothing = printed(python, &server, "http://127.0.0.1:1", &[vec!["list", "--json"]]);
    assert_eq!(nothing[0]["ok"], false);
}
