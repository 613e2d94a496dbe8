//! Writes docs/performance.md from what the other benchmarks have left in `target`: criterion's medians, each beside the
//! floor of its group, and what `benches/run` has kept of those that print. `benches/notes.md` ends the page.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a tool of the benchmarks prints, and fails loudly"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A benchmark's median in nanoseconds.
struct Measured {
    function: String,
    /// What it was measured with: a size.
    value: String,
    median: f64,
}

impl Measured {
    fn is_floor(&self) -> bool {
        self.function.starts_with("floor") || self.function == "bare"
    }
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let mut page = head();
    let printed = |name: &str| fs::read_to_string(target.join("performance").join(name)).unwrap_or_default();
    let _ = write!(page, "\n## From outside\n{}", printed("endtoend.md"));
    let lines = printed("readme.txt");
    let ratios = lines.lines().filter(|line| line.contains(" times the floor"));
    let ratios: String = ratios.map(|line| format!("- {line}\n")).collect();
    let _ = write!(page, "\n## Readmes, beside pulldown-cmark's parse\n\n{ratios}");
    let _ = write!(page, "\n## Inside\n{}", inside(&target.join("criterion")));
    let _ = write!(page, "\n## What is guarded\n\n```\n{}```\n", printed("guard.txt"));
    page.push('\n');
    page.push_str(include_str!("notes.md"));
    fs::write(root.join("docs/performance.md"), page).unwrap();
    println!("docs/performance.md is written");
}

/// Where and of what this was measured.
fn head() -> String {
    let told = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
    };
    let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "# Speed\n\nMade by `benches/run`; nothing here is typed by hand but the last part. Times depend on the machine, \
         so look at the ratios: each is to a floor of the same run.\n\n\
         | | |\n|---|---|\n| machine | {}, {cores} cores |\n| commit | {} of {} |\n| compiler | {} |\n",
        model.trim_start_matches([':', ' ', '\t']),
        told("git", &["rev-parse", "--short", "HEAD"]),
        told("git", &["log", "-1", "--format=%cs"]),
        told("rustc", &["--version"]),
    )
}

/// Tables of criterion's medians.
fn inside(criterion: &Path) -> String {
    let mut text = String::new();
    for (group, mut all) in groups(criterion) {
        all.sort_by(|a, b| a.median.total_cmp(&b.median));
        all.sort_by_key(|measured| (measured.value.clone(), !measured.is_floor()));
        let _ = write!(text, "\n| {group} | median | times the floor |\n|---|---:|---:|\n");
        for measured in &all {
            let floor = all.iter().find(|floor| floor.is_floor() && floor.value == measured.value);
            let ratio =
                floor.map_or_else(String::new, |floor| format!("{:.2}", measured.median / floor.median));
            let name = [measured.function.as_str(), &measured.value].join(" ");
            let _ = writeln!(text, "| {} | {} | {ratio} |", name.trim(), time(measured.median));
        }
    }
    text
}

fn groups(criterion: &Path) -> BTreeMap<String, Vec<Measured>> {
    let mut groups: BTreeMap<String, Vec<Measured>> = BTreeMap::new();
    let files = walkdir::WalkDir::new(criterion).into_iter().filter_map(Result::ok);
    for file in files.filter(|file| file.path().ends_with("new/benchmark.json")) {
        let read = |path: &Path| serde_json::from_str::<Value>(&fs::read_to_string(path).unwrap()).unwrap();
        let id = read(file.path());
        let estimates = read(&file.path().with_file_name("estimates.json"));
        let text = |name: &str| id[name].as_str().unwrap_or_default().to_owned();
        groups.entry(text("group_id")).or_default().push(Measured {
            function: text("function_id"),
            value: text("value_str"),
            median: estimates["median"]["point_estimate"].as_f64().unwrap(),
        });
    }
    groups
}

/// A time as people read it; given in nanoseconds.
fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 1e3 => format!("{ns:.0} ns"),
        ns if ns < 1e6 => format!("{:.1} µs", ns / 1e3),
        ns if ns < 1e9 => format!("{:.2} ms", ns / 1e6),
        ns => format!("{:.2} s", ns / 1e9),
    }
}
