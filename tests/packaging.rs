//! What package managers want of a release, made from checksums as they are written.

#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const TARGETS: [&str; 5] = [
    "x86_64-unknown-linux-musl",
    "aarch64-unknown-linux-musl",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
    "x86_64-pc-windows-msvc",
];
const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Checksums of some targets, each of its own digit.
fn sums(targets: &[&str]) -> String {
    let line = |(digit, target): (usize, &&str)| {
        format!("{}  compshare-tui-{VERSION}-{target}.tar.gz\n", digit.to_string().repeat(64))
    };
    targets.iter().enumerate().map(line).collect()
}

fn made(folder: &Path, targets: &[&str]) -> Output {
    fs::write(folder.join("SHA256SUMS"), sums(targets)).unwrap();
    let script = Path::new(ROOT).join("packaging/manifests");
    Command::new(script).args(["some/one", "SHA256SUMS", "out"]).current_dir(folder).output().unwrap()
}

#[test]
fn every_manifest_names_version_address_and_checksum() {
    let folder = tempfile::tempdir().unwrap();
    let made = made(folder.path(), &TARGETS);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let read = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    let (formula, build, scoop) = (read("compshare-tui.rb"), read("PKGBUILD"), read("compshare-tui.json"));
    for text in [&formula, &build, &scoop] {
        assert!(!text.contains('@') && text.contains(VERSION), "{text}");
    }
    for (digit, target) in TARGETS.iter().enumerate() {
        let sum = digit.to_string().repeat(64);
        let address = format!(
            "https://github.com/some/one/releases/download/v{VERSION}/compshare-tui-{VERSION}-{target}.tar.gz"
        );
        let whole = [formula.as_str(), &build, &scoop].concat();
        assert!(whole.contains(&address) && whole.contains(&sum), "{target}");
    }
    let scoop: serde_json::Value = serde_json::from_str(&scoop).unwrap();
    assert_eq!(scoop["architecture"]["64bit"]["hash"], "4".repeat(64));
    let checked = Command::new("bash").args(["-n", "out/PKGBUILD"]).current_dir(folder.path()).status();
    assert!(checked.unwrap().success());
}

#[test]
fn a_target_without_a_checksum_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let made = made(folder.path(), &TARGETS[..2]);
    assert_eq!(made.status.code(), Some(1));
    let told = String::from_utf8(made.stderr).unwrap();
    assert!(told.starts_with("no checksum of the tarball for "), "{told}");
}

/// The files that a package of Cargo.toml's is made from, without those of the named beginnings.
fn assets(package: &str, without: &[&str]) -> BTreeSet<String> {
    let manifest = fs::read_to_string(Path::new(ROOT).join("Cargo.toml")).unwrap();
    let manifest: toml::Value = toml::from_str(&manifest).unwrap();
    let assets = manifest["package"]["metadata"][package]["assets"].as_array().unwrap();
    let sources =
        assets.iter().map(|asset| asset.get("source").unwrap_or_else(|| &asset[0]).as_str().unwrap());
    sources.filter(|source| !without.iter().any(|it| source.starts_with(it))).map(str::to_owned).collect()
}

#[test]
fn the_debian_package_and_the_rpm_hold_the_same() {
    // Each names its licences in its own way.
    let debian = assets("deb", &["packaging/debian/copyright"]);
    assert_eq!(debian, assets("generate-rpm", &["target/package-files/LICENSE-"]));
    for wanted in
        ["man/man1", "compshare-tui.bash", "_compshare-tui", "compshare-tui.fish", "themes", "licences"]
    {
        assert!(debian.iter().any(|source| source.contains(wanted)), "{wanted}");
    }
}

#[test]
fn homebrew_and_nix_install_manual_completions_and_themes() {
    let read = |name: &str| fs::read_to_string(Path::new(ROOT).join("packaging").join(name)).unwrap();
    let formula = read("templates/compshare-tui.rb");
    for wanted in ["man/man1/*.1", "compshare-tui.bash", "_compshare-tui", "compshare-tui.fish", "\"themes\""]
    {
        assert!(formula.contains(wanted), "{wanted}");
    }
    let flake = read("nix/flake.nix");
    for wanted in ["installManPage man/*.1", "compshare-tui.{bash,fish,zsh}", "assets/themes/*.toml"] {
        assert!(flake.contains(wanted), "{wanted}");
    }
}

#[cfg(target_os = "linux")]
/// What a tarball holds, as packaging/build lays it out.
const TARBALL: [&str; 12] = [
    "compshare-tui",
    "README.md",
    "README.zh-CN.md",
    "CHANGELOG.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "licences/LIST",
    "man/man1/compshare-tui-list.1",
    "completions/compshare-tui.bash",
    "completions/compshare-tui.fish",
    "completions/_compshare-tui",
    "themes/nord.toml",
];

#[cfg(target_os = "linux")] // its install takes -D
#[test]
fn the_aur_package_puts_everything_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    assert!(made(folder.path(), &TARGETS).status.success());
    let tree = folder.path().join(format!("compshare-tui-{VERSION}-x86_64-unknown-linux-musl"));
    for file in TARBALL {
        fs::create_dir_all(tree.join(file).parent().unwrap()).unwrap();
        fs::write(tree.join(file), "").unwrap();
    }
    let script = "set -e; . out/PKGBUILD; package";
    let variables = [("CARCH", "x86_64"), ("pkgdir", "../root")];
    let packaged = Command::new("bash")
        .args(["-c", script])
        .envs(variables)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(packaged.status.success(), "{}", String::from_utf8_lossy(&packaged.stderr));
    for installed in [
        "bin/compshare-tui",
        "share/man/man1/compshare-tui-list.1",
        "share/bash-completion/completions/compshare-tui",
        "share/zsh/site-functions/_compshare-tui",
        "share/fish/vendor_completions.d/compshare-tui.fish",
        "share/licenses/compshare-tui-bin/LICENSE-MIT",
        "share/licenses/compshare-tui-bin/linked/LIST",
        "share/doc/compshare-tui-bin/themes/nord.toml",
    ] {
        assert!(folder.path().join("root/usr").join(installed).exists(), "{installed}");
    }
}
