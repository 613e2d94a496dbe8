//! The guides' recipes, run as they stand by plain shells against the embedded service: each does what it says, and where
//! that cannot be done, its exit code says so.

use std::path::Path;
use std::process::{Command, Output};

use compshare_tui::face::demo::{Options, Server};
use secrecy::ExposeSecret;

const GUIDES: [(&str, &str); 2] = [
    (include_str!("../../docs/guide.md"), "## Scripts"),
    (include_str!("../../docs/guide.zh-CN.md"), "## 脚本"),
];
/// What each recipe prints, among other things.
const PRINTED: [&str; 12] = [
    "130 groups, 339 images.",
    "compshareImage-demoazj7rup4",
    "free",
    "compshareImage-demoayp7grwe",
    "ComfyUI\tComfyUI 8188\n",
    "优云官方|23|7912\n",
    "0 new, 0 changed, 0 gone\n",
    "true\n",
    "| compshareImage-",
    "compshareImage-demoa0m0vv8t",
    "14:3. ",
    "▀",
];
/// Cron has one, everybody else the other.
const SHELLS: [&str; 2] = ["sh", "bash"];
const TOOLS: [&str; 3] = ["fzf", "jq", "sqlite3"];

/// The recipes of a guide.
fn recipes((guide, heading): (&'static str, &str)) -> Vec<&'static str> {
    let part = guide.split_once(heading).unwrap().1.split("\n## ").next().unwrap();
    part.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap()).collect()
}

/// Whether a recipe's tools are here; says so when one is not.
fn can_run(recipe: &str) -> bool {
    let is_missing = |tool: &&str| {
        recipe.contains(&format!("{tool} ")) && Command::new(tool).arg("--version").output().is_err()
    };
    let missing = TOOLS.iter().find(|tool| is_missing(tool));
    missing.inspect(|tool| eprintln!("skipped: there is no {tool} here for {recipe}")).is_none()
}

/// Where recipes run: a service, a home, and the keys somebody has.
struct Kitchen {
    server: Server,
    home: tempfile::TempDir,
    private_key: String,
}

impl Kitchen {
    async fn new() -> Self {
        let server = Server::start(Options::default()).await.unwrap();
        let private_key = server.private_key().expose_secret().to_owned();
        Kitchen { server, home: tempfile::tempdir().unwrap(), private_key }
    }

    async fn run(&self, shell: &str, recipe: &str) -> Output {
        let binary = Path::new(env!("CARGO_BIN_EXE_compshare-tui")).parent().unwrap();
        let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
        let mut command = Command::new(shell);
        command.args(["-c", recipe]).env_clear().current_dir(self.home.path());
        command.env("PATH", &path).env("HOME", self.home.path()).env("LANG", "C.UTF-8");
        // Nobody is there to choose.
        command.env("FZF_DEFAULT_OPTS", "--filter=compshareImage");
        command.env("COMPSHARE_BASE_URL", self.server.base_url());
        command.env("COMPSHARE_PUBLIC_KEY", self.server.public_key());
        command.env("COMPSHARE_PRIVATE_KEY", &self.private_key);
        tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
    }
}

#[test]
fn both_guides_have_the_same_recipes() {
    assert_eq!((recipes(GUIDES[0]).len(), recipes(GUIDES[0])), (PRINTED.len(), recipes(GUIDES[1])));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_recipe_of_the_guide_does_what_it_says() {
    for shell in SHELLS {
        let kitchen = Kitchen::new().await;
        for (recipe, printed) in recipes(GUIDES[0]).into_iter().zip(PRINTED).filter(|(it, _)| can_run(it)) {
            let done = kitchen.run(shell, recipe).await;
            let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
            assert!(done.status.success() && out.contains(printed), "{shell}: {recipe}{out}{err}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recipe_that_cannot_be_done_fails_and_says_why() {
    for shell in SHELLS {
        let kitchen = Kitchen { private_key: "wrong".to_owned(), ..Kitchen::new().await };
        for recipe in recipes(GUIDES[0]).into_iter().filter(|recipe| can_run(recipe)) {
            let done = kitchen.run(shell, recipe).await;
            let told = String::from_utf8_lossy(&done.stderr);
            assert!(!done.status.success() && !told.is_empty(), "{shell}: {recipe}{told}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_recipe_for_ci_fails_when_the_image_is_not_published_or_unknown() {
    let published = "compshareImage-demoazj7rup4";
    let recipe = recipes(GUIDES[0]).into_iter().find(|recipe| recipe.contains("IMAGE=")).unwrap();
    if !can_run(recipe) {
        return;
    }
    let kitchen = Kitchen::new().await;
    for (image, code) in [("compshareImage-demoax6dwprf", 1), ("compshareImage-nobodys", 5)] {
        let done = kitchen.run("sh", &recipe.replace(published, image)).await;
        assert_eq!(done.status.code(), Some(code), "{image}: {done:?}");
    }
}
