//! The whole program from outside, in a pty, beside a bare ratatui program: start, first page, keys, bytes, idling,
//! memory, and the command line.
//!
//! `cargo bench --bench endtoend`, or `benches/run`, which writes what is printed into docs/performance.md. The bare
//! program is this very binary, told so by a variable: it takes the terminal, draws a list and moves its cursor. It and
//! the explorer are measured in turn, so that the machine's moods meet both. Other programs are measured too when
//! `PEERS` names them: `PEERS="gitui=/usr/bin/gitui lazygit=/usr/bin/lazygit"`, and compshare-cli by `COMPSHARE_PYTHON`.

#![cfg(target_os = "linux")]
#![allow(dead_code, unused_imports, reason = "the pty driver is made for tests and can do more")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark prints, and fails loudly"
)]

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

#[path = "../tests/support/pty/mod.rs"]
mod pty;
#[path = "../tests/support/service.rs"]
mod service;

use pty::{EXPLORER, Launch, Session};

/// Tells this binary to be the bare program.
const BARE: &str = "ENDTOEND_BARE";
/// Starts of each program.
const STARTS: usize = 40;
/// Presses of each key.
const PRESSES: usize = 60;
/// How long an idle program is watched.
const IDLE: Duration = Duration::from_secs(30);

fn main() {
    if std::env::var_os(BARE).is_some() {
        return bare::run();
    }
    starts();
    first_pages();
    keys();
    idling_and_memory();
    command_line();
}

/// A table's head.
fn table(columns: &[&str]) {
    println!("\n| {} |\n|---{}|", columns.join(" | "), "|---:".repeat(columns.len() - 1));
}

fn row(name: &str, columns: &[String]) {
    println!("| {name} | {} |", columns.join(" | "));
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

fn times(time: Duration, floor: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() / floor.as_secs_f64())
}

fn median<T: Ord + Copy>(mut values: Vec<T>) -> T {
    values.sort_unstable();
    values[values.len() / 2]
}

fn bare_launch() -> Launch {
    Launch::program(&std::env::current_exe().unwrap(), &[]).with(BARE, "1")
}

fn starts() {
    let peers = std::env::var("PEERS").unwrap_or_default();
    let peers: Vec<(&str, &str)> = peers.split_whitespace().filter_map(|peer| peer.split_once('=')).collect();
    let (mut bare, mut ours, mut theirs) = (vec![], vec![], vec![vec![]; peers.len()]);
    for _ in 0..STARTS {
        bare.push(first_byte(bare_launch()));
        ours.push(first_byte(Launch::new(&["--demo"])));
        for ((_, path), times) in peers.iter().zip(&mut theirs) {
            times.push(first_byte(Launch::program(Path::new(path), &[])));
        }
    }
    let floor = median(bare);
    table(&["start to first byte", "median", "times the bare program"]);
    row("bare ratatui program", &[ms(floor), "1".to_owned()]);
    let ours = median(ours);
    row("compshare-tui", &[ms(ours), times(ours, floor)]);
    for ((name, _), measured) in peers.iter().zip(theirs) {
        let measured = median(measured);
        row(name, &[ms(measured), times(measured, floor)]);
    }
    let (mut bare, mut ours) = (vec![], vec![]);
    for _ in 0..STARTS {
        bare.push(first_frame(bare_launch(), "row 1"));
        ours.push(first_frame(Launch::new(&["--demo"]), "compshare-tui"));
    }
    let (floor, ours) = (median(bare), median(ours));
    table(&["start to first frame", "median", "times the bare program"]);
    row("bare ratatui program", &[ms(floor), "1".to_owned()]);
    row("compshare-tui", &[ms(ours), times(ours, floor)]);
}

/// How long a program takes until a text of its first frame is on screen.
fn first_frame(launch: Launch, text: &str) -> Duration {
    let begun = Instant::now();
    let mut session = launch.start();
    session.wait_for(text);
    begun.elapsed()
}

/// How long a program takes to write its first byte.
fn first_byte(launch: Launch) -> Duration {
    let begun = Instant::now();
    let mut session = launch.start();
    session.wait_anywhere("a first byte", |session| !session.raw().is_empty());
    begun.elapsed()
}

/// The demo service in a process of its own.
struct Service {
    child: Child,
    url: String,
}

impl Service {
    fn start(delay: u64, groups: usize) -> Self {
        let (delay, groups) = (delay.to_string(), groups.to_string());
        let mut child = Command::new(EXPLORER)
            .args(["demo-server", "--groups", &groups, "--delay", &delay])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Service { child, url }
    }

    fn variables(&self) -> [(&'static str, &str); 3] {
        [
            ("COMPSHARE_BASE_URL", &self.url),
            ("COMPSHARE_PUBLIC_KEY", "compshare-demo-public-key"),
            ("COMPSHARE_PRIVATE_KEY", "compshare-demo-private-key"),
        ]
    }

    fn launch(&self, arguments: &[&str]) -> Launch {
        let launch = Launch::new(&["--base-url", &self.url]).arguments(arguments);
        self.variables().into_iter().fold(launch, |launch, (name, value)| launch.with(name, value))
    }

    fn command(&self, home: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(EXPLORER);
        command.env_clear().env("HOME", home).env("LANG", "C.UTF-8").envs(self.variables());
        command.args(arguments).args(["--base-url", &self.url]);
        command
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn first_pages() {
    table(&["start to the first page, 743 groups", "median"]);
    for delay in [0, 50] {
        let service = Service::start(delay, 743);
        for synced in [false, true] {
            let measured = (0..STARTS / 2).map(|_| {
                let launch = service.launch(&["--lang", "en"]);
                if synced {
                    let done = service.command(launch.home(), &["sync"]).output().unwrap();
                    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
                }
                let begun = Instant::now();
                let mut session = launch.start();
                session.wait_for("743");
                begun.elapsed()
            });
            let kept = if synced { "a catalogue on disk" } else { "nothing on disk" };
            row(&format!("{delay} ms an answer, {kept}"), &[ms(median(measured.collect()))]);
        }
    }
}

/// What a key press costs, from the key to the first byte and to the frame's end.
struct Pressed {
    answered: Duration,
    bytes: usize,
    /// Bytes that the emulator would write for the cells that became different.
    needed: usize,
}

fn press(session: &mut Session, key: &str) -> Pressed {
    let (before, seen) = (session.screen().clone(), session.raw().len());
    let begun = Instant::now();
    session.send(key).wait_anywhere("an answer to a key", |session| session.raw().len() > seen);
    let answered = begun.elapsed();
    session.listen(Duration::from_millis(60));
    let bytes = session.raw().len() - seen;
    Pressed { answered, bytes, needed: session.screen().contents_diff(&before).len() }
}

/// Presses keys in turn; the medians.
fn pressed(session: &mut Session, keys: &[&str]) -> Pressed {
    let all: Vec<Pressed> = (0..PRESSES).map(|at| press(session, keys[at % keys.len()])).collect();
    Pressed {
        answered: median(all.iter().map(|one| one.answered).collect()),
        bytes: median(all.iter().map(|one| one.bytes).collect()),
        needed: median(all.iter().map(|one| one.needed).collect()),
    }
}

fn keys() {
    table(&["key to first byte", "median", "times the bare program", "bytes", "times the changed cells"]);
    for (columns, rows) in [(100, 30), (240, 67)] {
        let mut bare = bare_launch().size(columns, rows).start();
        bare.wait_for("row 1");
        let floor = pressed(&mut bare, &["j", "k"]);
        let mut ours = Launch::new(&["--demo", "--lang", "en"]).size(columns, rows).start();
        ours.wait_for("of 130").settle();
        let size = format!("{columns}×{rows}");
        let tell = |name: &str, measured: &Pressed| {
            row(
                &format!("{size}: {name}"),
                &[
                    ms(measured.answered),
                    times(measured.answered, floor.answered),
                    measured.bytes.to_string(),
                    format!("{:.2}", measured.bytes as f64 / measured.needed.max(1) as f64),
                ],
            );
        };
        tell("bare program, a row down and up", &floor);
        let down_and_up = pressed(&mut ours, &["j", "k"]);
        tell("a row down and up (`j` `k`)", &down_and_up);
        tell("a page on and back (`n` `p`)", &pressed(&mut ours, &["n", "p"]));
        tell("free only, on and off (`1`)", &pressed(&mut ours, &["1"]));
        ours.send("/").settle();
        tell("a letter of a search, and back", &pressed(&mut ours, &["c", "\x7f"]));
    }
    large_readme();
}

/// A Readme of 1 MB, from the key that selects it to its first line on screen.
fn large_readme() {
    let url = service::serve(|_| {
        let mut large = service::group(2);
        large["Data"][0]["Readme"] =
            format!("# The large one\n\n{}", "A paragraph, 也有中文。\n\n".repeat(35_000)).into();
        service::page(&[service::group(1), large], 2)
    });
    let measured = (0..9).map(|_| {
        let mut session = Launch::new(&["--base-url", &url, "--lang", "en"])
            .with("COMPSHARE_PUBLIC_KEY", "k")
            .with("COMPSHARE_PRIVATE_KEY", "p")
            .size(140, 40)
            .start();
        session.wait_for("Image 2").settle();
        let begun = Instant::now();
        session.send("j").wait_for("The large one");
        begun.elapsed()
    });
    table(&["a Readme of 1 MB", "median"]);
    row("from `j` to its first line", &[ms(median(measured.collect()))]);
}

fn idling_and_memory() {
    let service = Service::start(0, 743);
    let mut session = service.launch(&["--lang", "en"]).with("COMPSHARE_SYNC_AFTER", "off").start();
    session.wait_for("743").settle();
    let mib = |session: &Session| format!("{:.1} MB", session.memory() as f64 / 1024.0);
    let at_start = mib(&session);
    let (worked, woken) = (cpu(&session), session.settle());
    let bytes = session.listen(IDLE);
    let (idle_cpu, wake_ups) = (cpu(&session) - worked, session.settle() - woken);
    for _ in 0..40 {
        session.send("n");
        session.listen(Duration::from_millis(50));
    }
    session.settle();
    let after_pages = mib(&session);
    session.send(":sync\r");
    session.listen(Duration::from_secs(2));
    session.settle();
    table(&["30 s of doing nothing", ""]);
    row("processor time", &[format!("{idle_cpu} ms")]);
    row("wake-ups", &[wake_ups.to_string()]);
    row("bytes written", &[bytes.to_string()]);
    table(&["resident memory", ""]);
    row("after the first page", &[at_start]);
    row("after 40 pages", &[after_pages]);
    row("with the whole catalogue of 743 groups in hand", &[mib(&session)]);
}

/// Processor time of a session's program so far, in milliseconds.
fn cpu(session: &Session) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", session.pid())).unwrap();
    let fields = stat.rsplit_once(')').unwrap().1.split_whitespace().skip(11);
    fields.take(2).map(|ticks| ticks.parse::<u64>().unwrap() * 10).sum()
}

/// Runs the platform's own command line. It knows one service, which is replaced before it starts, and reports each command to
/// the platform, which is switched off: nothing here may reach the real service.
const PLATFORMS_COMMAND_LINE: &str = "
import os, sys
os.environ['COMPSHARE_INSIGHTS_URL'] = ''
import compshare_cli.config
compshare_cli.config.DEFAULT_BASE_URL = os.environ['COMPSHARE_BASE_URL']
from compshare_cli.cli import main
main(sys.argv[1:])
";

fn command_line() {
    let service = Service::start(0, 743);
    let home = tempfile::tempdir().unwrap();
    let list = || run(service.command(home.path(), &["list", "--all", "--json"]));
    let ours = median((0..9).map(|_| list().0).collect());
    table(&["every group as JSON", "median", "times compshare-tui", "peak memory"]);
    row("compshare-tui list --all --json, 743 groups", &[ms(ours), "1".to_owned(), mb(list().1)]);
    if let Some(python) = std::env::var_os("COMPSHARE_PYTHON") {
        let theirs = || {
            let mut command = Command::new(&python);
            command.env("HOME", home.path()).envs(service.variables());
            command.args(["-c", PLATFORMS_COMMAND_LINE]);
            command.args([
                "image",
                "list",
                "--source",
                "community",
                "--all",
                "--json",
                "--region",
                "cn-wlcb",
            ]);
            run(command)
        };
        let measured = median((0..5).map(|_| theirs().0).collect());
        row("compshare-cli", &[ms(measured), times(measured, ours), mb(theirs().1)]);
    }
    drop(service);
    let service = Service::start(0, 50_000);
    let (time, peak) = run(service.command(home.path(), &["list", "--all", "--json"]));
    row("compshare-tui list --all --json, 50,000 groups", &[ms(time), times(time, ours), mb(peak)]);
}

fn mb(kib: u64) -> String {
    format!("{:.0} MB", kib as f64 / 1024.0)
}

/// Runs a command to its end, its output read and dropped: how long it took, and its peak memory in KiB as far as it was
/// seen while output came.
fn run(mut command: Command) -> (Duration, u64) {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let (mut output, mut buffer, mut peak) = (child.stdout.take().unwrap(), vec![0; 1 << 20], 0);
    while output.read(&mut buffer).unwrap() > 0 {
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let high = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = high.and_then(|high| high.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(kib.unwrap_or(0));
    }
    assert!(child.wait().unwrap().success());
    (begun.elapsed(), peak)
}

/// What the least program with ratatui does: a list in a frame, and keys that move in it.
mod bare {
    use crossterm::event::{Event, KeyCode, read};
    use ratatui::style::{Modifier, Style};
    use ratatui::widgets::{Block, List, ListState};

    pub(super) fn run() {
        let mut terminal = ratatui::init();
        let rows: Vec<String> = (1..200).map(|row| format!("row {row}")).collect();
        let mut state = ListState::default().with_selected(Some(0));
        loop {
            let list = List::new(rows.iter().map(String::as_str))
                .block(Block::bordered())
                .highlight_style(Style::new().add_modifier(Modifier::REVERSED));
            terminal.draw(|frame| frame.render_stateful_widget(list, frame.area(), &mut state)).unwrap();
            match read().map(|event| event.as_key_press_event().map(|key| key.code)) {
                Ok(Some(KeyCode::Char('j'))) => state.select_next(),
                Ok(Some(KeyCode::Char('k'))) => state.select_previous(),
                Ok(Some(KeyCode::Char('q'))) | Err(_) => break,
                Ok(_) => {}
            }
        }
        ratatui::restore();
    }
}
