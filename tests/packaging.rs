//! What package managers want of a release, made from checksums as they are written.

#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on fails")]

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
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/manifests");
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
