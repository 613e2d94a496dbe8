//! Tells the program which commit it was built from, of which day, and for which target: what `--version` says.
//!
//! The commit is that of a packaged crate's `.cargo_vcs_info.json`, else git's; the day that of `SOURCE_DATE_EPOCH`, else
//! the commit's. Never the clock's: the same sources make the same bytes. What cannot be found out is left out.

use std::path::Path;
use std::process::Command;

/// What manual pages are dated where nothing tells the day, as in a packaged crate: a page without a date is not well formed.
const FIRST_DAY: &str = "2026-11-28";

fn main() {
    println!("cargo:rerun-if-env-changed=SOURCE_DATE_EPOCH");
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let root = Path::new(&root);
    let day = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|epoch| day(epoch.trim().parse().ok()?));
    let (commit, committed) = packaged(root).map_or_else(|| checked_out(root), |commit| (Some(commit), None));
    let target = std::env::var("TARGET").ok();
    let day = day.or(committed);
    println!("cargo:rustc-env=COMPSHARE_TUI_DAY={}", day.as_deref().unwrap_or(FIRST_DAY));
    let known: Vec<String> = [commit, day, target].into_iter().flatten().collect();
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    println!("cargo:rustc-env=COMPSHARE_TUI_VERSION={version} ({})", known.join(" "));
}

/// The commit that `cargo package` wrote down.
pub(crate) fn packaged(root: &Path) -> Option<String> {
    let path = root.join(".cargo_vcs_info.json");
    let note = std::fs::read_to_string(&path).ok()?;
    println!("cargo:rerun-if-changed={}", path.display());
    let digits = note.split("\"sha1\"").nth(1)?.split('"').nth(1)?;
    Some(digits.get(..9)?.to_owned())
}

/// The commit that is checked out, and its day. Only the folder's own repository counts: in a folder of another one, as
/// packagers have it, git would tell that one's commit.
pub(crate) fn checked_out(root: &Path) -> (Option<String>, Option<String>) {
    if !root.join(".git").exists() {
        println!("cargo:rerun-if-changed=build.rs");
        return (None, None);
    }
    // One file that changes whenever another commit is checked out or made. A file that is not there would have this
    // script run each time.
    for name in ["logs/HEAD", "HEAD"] {
        let path = git(root, &["rev-parse", "--git-path", name]).map(|path| root.join(path));
        if let Some(path) = path.filter(|path| path.exists()) {
            println!("cargo:rerun-if-changed={}", path.display());
            break;
        }
    }
    let commit = git(root, &["rev-parse", "--short=9", "HEAD"]);
    let committed =
        git(root, &["log", "-1", "--format=%ct"]).and_then(|seconds| day(seconds.parse().ok()?));
    (commit, committed)
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").arg("-C").arg(root).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// The day of a Unix time in UTC, as `2026-11-27`.
pub(crate) fn day(seconds: u64) -> Option<String> {
    let days = i64::try_from(seconds / 86_400).ok()?;
    // Years that begin in March put the leap day last (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = 400 * era + year_of_era + i64::from(month < 3);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}
