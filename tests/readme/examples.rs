//! The examples of the CommonMark specification and of GFM's extensions, from pulldown-cmark's own package.

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

/// Files of examples in pulldown-cmark's package.
pub(crate) const SUITES: [&str; 9] = [
    "spec",
    "gfm_table",
    "gfm_strikethrough",
    "gfm_tasklist",
    "table",
    "footnotes",
    "blockquotes_tags",
    "definition_lists",
    "regression",
];

/// An example: its source and the HTML it is to become.
pub(crate) struct Example {
    pub(crate) suite: &'static str,
    pub(crate) number: usize,
    pub(crate) source: String,
    pub(crate) html: String,
}

/// All examples, in the order of the suites.
pub(crate) static EXAMPLES: LazyLock<Vec<Example>> = LazyLock::new(|| {
    let folder = package("pulldown-cmark").join("tests/suite");
    SUITES.iter().flat_map(|suite| read(suite, &folder.join(format!("{suite}.rs")))).collect()
});

/// Where cargo keeps a dependency's sources. It was built from there, so this works without a network.
///
/// Only this platform's packages are asked for: a fresh machine has downloaded no others.
fn package(name: &str) -> PathBuf {
    let metadata = output_of(
        "CARGO",
        "cargo",
        &["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", &host()],
    );
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let found = packages.iter().find(|package| package["name"] == name).unwrap();
    PathBuf::from(found["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned()
}

/// The platform that this machine's compiler builds for.
fn host() -> String {
    let version = output_of("RUSTC", "rustc", &["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.unwrap().to_owned()
}

/// What a tool of the toolchain prints; `variable` may name another one than `tool`.
fn output_of(variable: &str, tool: &str, args: &[&str]) -> String {
    let program = std::env::var(variable).unwrap_or_else(|_| tool.to_owned());
    let output = Command::new(program).args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{tool} {args:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// The raw strings of a suite: a source, then its HTML.
fn read(suite: &'static str, path: &std::path::Path) -> Vec<Example> {
    let text = std::fs::read_to_string(path).unwrap();
    let strings: Vec<&str> =
        text.split("r##\"").skip(1).map(|rest| rest.split_once("\"##").unwrap().0).collect();
    let pairs = strings.chunks_exact(2).enumerate();
    pairs
        .map(|(i, pair)| Example {
            suite,
            number: i + 1,
            source: pair[0].to_owned(),
            html: pair[1].to_owned(),
        })
        .collect()
}
