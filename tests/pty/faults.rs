//! A service that fails, seen from the keyboard: the cause is named, the old page stays, keys stay alive, and the
//! private key is nowhere.

use std::sync::Mutex;
use std::time::Duration;

use compshare_tui::face::catalogue::{Fault, FaultKind};
use compshare_tui::face::i18n::Lang;
use rustix::process::Signal;
use tokio::runtime::Runtime;

use crate::endings::AT_ONCE;
use crate::pty::ESCAPE;
use crate::service::{Parameters, explorer_at, explorer_of, group, page};
use crate::support::faults::{self, Named};
use crate::support::misbehaving::Misbehaving;
use crate::{CANARY, Session};

/// The most memory that any answer may cost, in KiB: the program itself, and a body of 16 MiB a few times over.
const LARGEST: u64 = 160 * 1024;
/// Sessions at the same time.
const LANES: usize = 4;

#[test]
fn every_fault_is_named_and_the_private_key_is_nowhere() {
    let runtime = Runtime::new().unwrap();
    // Those that only time ends are the client's tests' business.
    let all = faults::all().into_iter().filter(|fault| fault.kind != FaultKind::TooSlow);
    let left = Mutex::new(all.collect::<Vec<Named>>());
    std::thread::scope(|scope| {
        for _ in 0..LANES {
            scope.spawn(|| {
                while let Some(fault) = { left.lock().unwrap().pop() } {
                    meet(&runtime, &fault);
                }
            });
        }
    });
}

fn meet(runtime: &Runtime, fault: &Named) {
    let server = runtime.block_on(Misbehaving::start([fault.reply.clone()]));
    let launch = explorer_at(&server.base_url());
    let log = launch.home().join("log");
    let mut session = launch.with("COMPSHARE_TUI_LOG", log.to_str().unwrap()).start();
    let sentence = Fault::new(fault.kind.clone()).sentence(Lang::En);
    let beginning: String = sentence.split_inclusive(' ').take(3).collect();
    session.wait_for(beginning.trim());
    assert!(server.requests().len() >= fault.attempts, "{}", fault.name);
    // What the truncated ones began with is no page.
    assert!(!session.text().contains("ComfyUI"), "{}: {}", fault.name, session.text());
    assert!(session.peak_memory() < LARGEST, "{}: {} KiB", fault.name, session.peak_memory());
    let cmdline = std::fs::read(format!("/proc/{}/cmdline", session.pid())).unwrap();
    session.send("q");
    assert_eq!(session.end(), 0, "{}", fault.name);
    let log = std::fs::read(log).unwrap();
    for (place, bytes) in [("stream", session.raw()), ("command line", &cmdline), ("log", &log)] {
        assert!(!String::from_utf8_lossy(bytes).contains(CANARY), "{} in the {place}", fault.name);
    }
}

#[test]
fn a_signal_in_the_middle_of_a_request_ends_the_program() {
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(Misbehaving::start([faults::named("no answer").reply]));
    for signal in [Signal::TERM, Signal::INT, Signal::HUP, Signal::QUIT] {
        let before = server.requests().len();
        let mut session = explorer_at(&server.base_url()).start();
        runtime.block_on(server.wait_for_requests(before + 1));
        session.wait_for("compshare-tui").signal(signal);
        assert_eq!(session.end_within(AT_ONCE), 128 + u32::try_from(signal.as_raw()).unwrap());
        assert_eq!(session.debris(), Vec::<&str>::new(), "{signal:?}");
    }
}

/// A service that never answers a question for free images.
fn hanging_explorer() -> Session {
    let answer = |parameters: &Parameters| {
        if parameters.contains_key("IsFree") {
            std::thread::sleep(Duration::from_secs(3600));
        }
        page(&[group(1), group(2), group(3)], 3)
    };
    let mut session = explorer_of(answer).start();
    session.wait_for("1–3 of 3");
    session
}

#[test]
fn while_nothing_comes_the_old_page_stays_and_keys_are_answered() {
    let mut session = hanging_explorer();
    session.send("1").wait_for("[free]");
    session.send("j\r").wait_for("compshareImage-test2");
    session.answers_within(Duration::from_secs(1), "?", "Keys").send(ESCAPE).wait_gone("Keys");
    assert!(session.text().contains("Image 3"), "{}", session.text());
    session.send("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_service_that_is_not_there_is_named() {
    // Nobody listens on this port.
    let mut session = explorer_at("http://127.0.0.1:1").start();
    session.wait_for("refused").send("?").wait_for("Keys");
    // No name can have a label of more than 63 characters, so no resolver is asked.
    let nowhere = format!("http://{}.invalid", "a".repeat(64));
    let mut session = explorer_at(&nowhere).arguments(&["--allow-http"]).start();
    session.wait_for("could not be found").send("?").wait_for("Keys");
}
