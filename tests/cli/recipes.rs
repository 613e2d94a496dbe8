//! The guide's recipes, run as they stand, against the embedded service.

use std::process::Command;

use compshare_tui::face::demo::{Options, Server};
use secrecy::ExposeSecret;

const GUIDES: [(&str, &str); 2] = [
    (include_str!("../../docs/guide.md"), "## Scripts"),
    (include_str!("../../docs/guide.zh-CN.md"), "## 脚本"),
];

/// The recipes of a guide.
fn recipes((guide, heading): (&'static str, &str)) -> Vec<&'static str> {
    let part = guide.split_once(heading).unwrap().1.split("\n## ").next().unwrap();
    part.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap()).collect()
}

fn is_missing(tool: &str) -> bool {
    Command::new(tool).arg("--version").output().is_err()
}

#[test]
fn both_guides_have_the_same_ten_recipes() {
    assert_eq!((recipes(GUIDES[0]).len(), recipes(GUIDES[0])), (10, recipes(GUIDES[1])));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_recipe_of_the_guide_does_what_it_says() {
    let server = Server::start(Options::default()).await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_compshare-tui")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
    for recipe in recipes(GUIDES[0]) {
        if let Some(tool) =
            ["fzf", "jq", "less"].into_iter().find(|tool| recipe.contains(tool) && is_missing(tool))
        {
            println!("skipped: there is no {tool} here for {recipe}");
            continue;
        }
        let mut command = Command::new("bash");
        command.args(["-o", "pipefail", "-c", recipe]).env_clear().current_dir(home.path());
        command.env("PATH", &path).env("HOME", home.path()).env("LANG", "C.UTF-8");
        // Nobody is there to choose.
        command
            .env("FZF_DEFAULT_OPTS", "--filter=compshareImage")
            .env("COMPSHARE_BASE_URL", server.base_url());
        command.env("COMPSHARE_PUBLIC_KEY", server.public_key());
        command.env("COMPSHARE_PRIVATE_KEY", server.private_key().expose_secret());
        let done = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success() && !done.stdout.is_empty(), "{recipe}{told}");
    }
}
