//! The build script: which commit, and which day, `--version` is told.

#![allow(clippy::unwrap_used, reason = "a failed test is a panic")]
#![allow(
    dead_code,
    clippy::print_stdout,
    reason = "the script tells cargo by printing, and its own main is not called"
)]

#[path = "../build.rs"]
mod build;

#[test]
fn seconds_are_a_day_in_utc() {
    let day = |seconds| build::day(seconds).unwrap();
    assert_eq!(day(0), "1970-01-01");
    assert_eq!(day(951_782_399), "2000-02-28");
    assert_eq!(day(951_782_400), "2000-02-29");
    assert_eq!(day(1_709_251_199), "2024-02-29");
    assert_eq!(day(1_735_689_599), "2024-12-31");
    assert_eq!(day(1_735_689_600), "2025-01-01");
}

#[test]
fn a_packaged_crate_names_its_commit_without_git() {
    let folder = tempfile::tempdir().unwrap();
    let note = r#"{ "git": { "sha1": "75315d30a0123456789" }, "path_in_vcs": "" }"#;
    std::fs::write(folder.path().join(".cargo_vcs_info.json"), note).unwrap();
    assert_eq!(build::packaged(folder.path()).as_deref(), Some("75315d30a"));
}

#[test]
fn sources_without_a_repository_of_their_own_name_no_commit() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(build::packaged(folder.path()), None);
    assert_eq!(build::checked_out(folder.path()), (None, None));
}
