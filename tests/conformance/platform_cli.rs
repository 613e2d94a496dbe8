//! The platform's own command line: every filter finds what our `list` finds.

use std::path::Path;
use std::process::Command;

use compshare_tui::face::demo::Server;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::demo_server;
use crate::python::{python, run};

/// Ids that `compshare image list` prints, for each list of filters.
fn theirs(python: &Path, server: &Server, cases: &[&[&str]]) -> Vec<Vec<String>> {
    let base_url = server.base_url();
    let variables = [
        ("BASE_URL", base_url.as_str()),
        ("COMPSHARE_PUBLIC_KEY", server.public_key()),
        ("COMPSHARE_PRIVATE_KEY", server.private_key().expose_secret()),
    ];
    let list = ["image", "list", "--source", "community", "--region", "cn-wlcb", "--json"];
    let lines: Vec<Vec<&str>> = cases.iter().map(|filters| [&list, *filters].concat()).collect();
    let answers = run(python, "platform_cli.py", &variables, &json!(lines));
    let ids = |answer: &Value| {
        let items = answer["data"]["items"].as_array().unwrap_or_else(|| panic!("{answer}"));
        items.iter().map(|item| item["CompShareImageId"].as_str().unwrap().to_owned()).collect()
    };
    answers.as_array().unwrap().iter().map(ids).collect()
}

/// Ids that our own `list --ids` prints.
fn ours(server: &Server, filters: &[&str]) -> Vec<String> {
    let nowhere = tempfile::tempdir().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_compshare-tui"))
        .args(["list", "--ids"])
        .args(filters)
        .env_clear()
        .env("HOME", nowhere.path())
        .env("COMPSHARE_BASE_URL", server.base_url())
        .env("COMPSHARE_PUBLIC_KEY", server.public_key())
        .env("COMPSHARE_PRIVATE_KEY", server.private_key().expose_secret())
        .output()
        .unwrap();
    assert!(done.status.success(), "{filters:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().lines().map(str::to_owned).collect()
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
