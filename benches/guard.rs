//! Guards what is fast: counts the instructions and allocations of eight paths, and fails where one costs more than
//! `guard.json` says. Counts do not depend on how busy a machine is, as times do.
//!
//! `cargo bench --profile guard --bench guard`, or `benches/guard`, which `.ci/run` calls. Needs valgrind, and says so
//! where there is none. After a change that is meant: `UPDATE_BASELINE=1 benches/guard`.
//!
//! Each path runs in a process of its own under cachegrind, once with few and once with more rounds; the difference is
//! what a round costs, without the start and the preparation.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark prints, and fails loudly"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use compshare_tui::face::catalogue::{Query, Toggle, Toggles, Window, parse_search, select};
use compshare_tui::face::i18n::Lang;
use compshare_tui::face::readme::{LayoutOptions, parse};
use compshare_tui::face::runtime::PlacingBackend;
use compshare_tui::face::search::{Corpus, Reader, answer};
use compshare_tui::face::store::snapshot::{Place, Snapshot, load, save};
use compshare_tui::face::wire::decode;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use serde::{Deserialize, Serialize};

mod support;

use support::{Explorer, full_page, groups};

/// How much more a path may cost than the baseline says.
const TOLERANCE: f64 = 0.03;
const FIRST_PAGE: Window = Window { offset: 0, limit: 40 };
const README: &str = "## 使用步骤\n\n镜像内预装了 CUDA、**PyTorch** 等依赖；详见[文档](https://www.compshare.cn/docs)。\n\n\
    - 端口：`8188`\n  - 支持 4090 与 *A100*\n\n```bash\npython main.py --port 8188\n```\n\n\
    | 名称 | 价格 |\n|---|---:|\n| RTX 4090 | 1.88 |\n\n> 首次启动需要下载模型。<br>请耐心等待。\n\n";

/// Something that can be run again and again.
type Round = Box<dyn FnMut()>;

/// A name, how many rounds are measured, and the preparation.
type Guarded = (&'static str, usize, fn() -> Round);

const PATHS: [Guarded; 8] = [
    ("decode: a page of 100 groups", 4, decoding),
    ("update: down and up", 400, updating),
    ("draw: a frame of 140x40", 40, drawing),
    ("layout: a Readme of 60 KB", 4, layout),
    ("search: a name among 750", 40, searching),
    ("select: a page of 750", 40, selecting),
    ("snapshot: 750 loaded", 2, loading),
    ("key: down, drawn and written", 100, key),
];

/// What a round costs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Cost {
    instructions: u64,
    allocations: u64,
}

/// What the paths cost, and the compiler that says so: another one counts differently.
#[derive(Debug, Serialize, Deserialize)]
struct Baseline {
    compiler: String,
    paths: BTreeMap<String, Cost>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, path, rounds] = &arguments[..]
        && flag == "--rounds"
    {
        run(path, rounds.parse().unwrap());
        return ExitCode::SUCCESS;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("skipped: there is no valgrind to count instructions with");
        return ExitCode::SUCCESS;
    }
    let now = Baseline { compiler: compiler(), paths: PATHS.iter().map(measured).collect() };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/guard.json");
    if std::env::var_os("UPDATE_BASELINE").is_some() {
        std::fs::write(&file, serde_json::to_string_pretty(&now).unwrap() + "\n").unwrap();
    }
    let text = std::fs::read_to_string(&file).unwrap();
    compare(&serde_json::from_str(&text).unwrap(), &now)
}

fn compiler() -> String {
    let version = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let told =
        |name: &str| version.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("?").to_owned();
    format!("{} for {}", told("release: "), told("host: "))
}

/// Runs a path in this process.
fn run(name: &str, rounds: usize) {
    let (_, _, prepare) = PATHS.iter().find(|(path, _, _)| *path == name).unwrap();
    let mut round = prepare();
    // The first one fills caches.
    round();
    let counted = allocation_counter::measure(|| (0..rounds).for_each(|_| round()));
    println!("{}", counted.count_total);
}

/// Measures a path in processes of its own.
fn measured((name, rounds, _): &Guarded) -> (String, Cost) {
    let (few, many) = (counted(name, *rounds), counted(name, 2 * rounds));
    let each = |few: u64, many: u64| many.saturating_sub(few) / *rounds as u64;
    let cost = Cost {
        instructions: each(few.instructions, many.instructions),
        allocations: each(few.allocations, many.allocations),
    };
    ((*name).to_owned(), cost)
}

fn counted(name: &str, rounds: usize) -> Cost {
    let output = valgrind()
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(this())
        .args(["--rounds", name, &rounds.to_string()])
        .output()
        .unwrap();
    let (told, counts) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{name}: {counts}");
    let refs = counts.lines().find_map(|line| line.split_once("refs:")).unwrap().1;
    Cost {
        instructions: refs.trim().replace(',', "").parse().unwrap(),
        allocations: told.trim().parse().unwrap(),
    }
}

/// Valgrind, on one core: how threads share work would depend on luck, and allocations are counted in one of them.
fn valgrind() -> Command {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let cores = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:")).unwrap_or_default();
    let first: String = cores.trim().chars().take_while(char::is_ascii_digit).collect();
    if first.is_empty() || Command::new("taskset").arg("--version").output().is_err() {
        return Command::new("valgrind");
    }
    let mut taskset = Command::new("taskset");
    taskset.args(["--cpu-list", &first, "valgrind"]);
    taskset
}

fn this() -> PathBuf {
    std::env::current_exe().unwrap()
}

/// Prints the counts beside the baseline, and tells whether all is well.
fn compare(baseline: &Baseline, now: &Baseline) -> ExitCode {
    println!("{:32} {:>14} {:>8} {:>12} {:>8}", "a round of", "instructions", "", "allocations", "");
    let mut worse = Vec::new();
    for (name, cost) in &now.paths {
        let known = baseline.paths.get(name).copied().unwrap_or(*cost);
        let change = |now: u64, then: u64| (now as f64 - then as f64) / (then.max(1) as f64);
        let instructions = change(cost.instructions, known.instructions);
        let allocations = change(cost.allocations, known.allocations);
        println!(
            "{name:32} {:>14} {:>+7.1}% {:>12} {:>+7.1}%",
            cost.instructions,
            100.0 * instructions,
            cost.allocations,
            100.0 * allocations
        );
        if instructions > TOLERANCE || allocations > TOLERANCE {
            worse.push(name.as_str());
        }
    }
    if baseline.compiler != now.compiler {
        println!("not compared: the baseline is of {}, this is {}", baseline.compiler, now.compiler);
        return ExitCode::SUCCESS;
    }
    if worse.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("costs more than the baseline and {:.0} %: {}", 100.0 * TOLERANCE, worse.join("; "));
    println!("if that is meant: UPDATE_BASELINE=1 benches/guard");
    ExitCode::FAILURE
}

fn decoding() -> Round {
    let page = full_page();
    Box::new(move || drop(black_box(decode::page(black_box(&page)).unwrap())))
}

fn test_backend() -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(140, 40)).unwrap()
}

fn updating() -> Round {
    let mut explorer = Explorer::open(test_backend());
    Box::new(move || {
        explorer.key('j');
        explorer.key('k');
    })
}

fn drawing() -> Round {
    let mut explorer = Explorer::open(test_backend());
    Box::new(move || explorer.draw())
}

fn layout() -> Round {
    let source = README.repeat(60 * 1024 / README.len());
    let options = LayoutOptions { width: 100, ascii: false, lang: Lang::Zh };
    Box::new(move || drop(black_box(parse(black_box(&source), usize::MAX).layout(&options))))
}

fn searching() -> Round {
    let corpus = Corpus::new(groups(750));
    let query = parse_search("comfyui");
    let reader = Reader { now: 1_795_449_600, ..Reader::default() };
    Box::new(move || drop(black_box(answer(&corpus, black_box(&query), FIRST_PAGE, &reader))))
}

fn selecting() -> Round {
    let groups = groups(750);
    let query = Query { fuzzy: "comfy".into(), toggles: Toggles::of(&[Toggle::Free]), ..Query::default() };
    Box::new(move || drop(black_box(select(black_box(&query), &groups, FIRST_PAGE))))
}

fn loading() -> Round {
    let cache = tempfile::tempdir().unwrap();
    let place = Place::new(cache.path(), "bench", "cn-wlcb", "750");
    save(&place, &Snapshot { taken: 1, groups: groups(750) }).unwrap();
    Box::new(move || {
        assert!(cache.path().is_dir());
        drop(black_box(load(&place).unwrap()));
    })
}

/// From a key to the bytes for the terminal, without the terminal.
fn key() -> Round {
    let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, 140, 40)) };
    let terminal = Terminal::with_options(PlacingBackend::new(std::io::sink()), options).unwrap();
    let mut explorer = Explorer::open(terminal);
    let mut down = false;
    Box::new(move || {
        down = !down;
        explorer.key(if down { 'j' } else { 'k' });
        explorer.draw();
    })
}
