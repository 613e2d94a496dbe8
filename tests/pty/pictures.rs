//! Pictures on a real terminal.

use std::time::Duration;

use std::path::Path;

use serde_json::json;

use crate::drawing::is_right;
use crate::jobs::is_usable;
use crate::pty::EXPLORER;
use crate::service::{explorer_of, page};
use crate::{Launch, Session, open};

/// The explorer with pictures as half blocks, its first cover on screen.
fn covered(size: (u16, u16)) -> Session {
    let launch = Launch::new(&["--demo", "--pictures", "blocks"]).with("COLORTERM", "truecolor");
    let mut session = open(launch.size(size.0, size.1));
    session.wait_for("▀▀▀▀▀▀▀▀");
    session
}

#[test]
fn a_cover_as_half_blocks_leaves_no_remains_whatever_happens() {
    std::thread::scope(|scope| {
        for (size, seed) in [((140, 40), 1), ((100, 30), 2), ((80, 24), 3)] {
            scope.spawn(move || walk(covered(size), fastrand::Rng::with_seed(seed)));
        }
    });
}

fn walk(mut session: Session, mut random: fastrand::Rng) {
    let keys = ["j", "k", "J", "K", "i", "\x1b", "I", "?", "\x1b", "\r", "z", "h", "G", "g", "n"];
    for _ in 0..5 {
        for _ in 0..8 {
            session.send(random.choice(keys).unwrap());
            session.listen(Duration::from_millis(random.u64(0..60)));
        }
        session.send("\x1b");
        session.settle();
        is_right(&mut session);
    }
    session.resize(90, 35);
    session.settle();
    is_right(&mut session);
}

#[test]
fn pictures_are_turned_on_and_off_and_the_terminal_is_given_back() {
    let mut session = covered((100, 30));
    session.send("I").wait_gone("▀▀▀▀▀▀▀▀").send("I").wait_for("▀▀▀▀▀▀▀▀");
    session.send("i").wait_for("comfyui-official.jpg").send("\x1b").wait_gone("comfyui-official.jpg");
    session.send("q");
    assert_eq!(session.end(), 0);
    assert_eq!(session.debris(), Vec::<&str>::new());
}

#[test]
fn an_authors_code_is_fetched_read_and_drawn_with_what_it_says_below() {
    let launch = Launch::new(&["--demo", "--pictures", "off"]);
    let mut session = open(launch.size(80, 24));
    session.wait_for("Wan 2.2").send("jj").wait_for("KiteRender").send("W").wait_for("1/3").send("G");
    session.wait_for("https://demo.example/qr/kite.png").wait_for("█▀▀▀▀▀█");
    session.send("\x1b").wait_gone("demo.example").send("q");
    assert_eq!(session.end(), 0);
    assert_eq!(session.debris(), Vec::<&str>::new());
}

#[test]
fn an_idle_program_with_a_picture_on_screen_is_idle() {
    let mut session = covered((100, 30));
    session.settle();
    let before = session.wake_ups();
    assert_eq!(session.listen(Duration::from_millis(1500)), 0);
    assert_eq!(session.wake_ups(), before);
}

/// What kitty's commands in some output do: the numbers given, and those taken away, in order.
fn commands(raw: &[u8]) -> Vec<(char, u32)> {
    let text = String::from_utf8_lossy(raw);
    let mut commands = vec![];
    let mut is_open = false;
    for command in text.split("\x1b_G").skip(1) {
        let (command, _) = command.split_once("\x1b\\").expect("a command ends");
        let (control, body) = command.split_once(';').unwrap_or((command, ""));
        assert!(control.bytes().all(|b| b.is_ascii_alphanumeric() || b",=".contains(&b)), "{control}");
        assert!(body.len() <= 4096 && body.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b)));
        let value = |key: &str| control.split(',').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
        let id = value("i").map(|id| id.parse().unwrap());
        assert_eq!(is_open, value("a").is_none(), "chunks of a picture follow each other: {control}");
        match value("a") {
            Some("T") => commands.push(('+', id.unwrap())),
            Some("d") => commands.push(('-', id.unwrap())),
            Some(_) | None => {}
        }
        is_open = value("m") == Some("1");
    }
    assert!(!is_open);
    commands
}

/// The numbers a terminal keeps after some commands.
fn kept(commands: &[(char, u32)]) -> Vec<u32> {
    let mut kept = vec![];
    for (what, id) in commands {
        if *what == '+' {
            assert!(!kept.contains(id), "given twice: {id}");
            kept.push(*id);
        } else {
            assert!(kept.contains(id), "taken away and not there: {id}");
            kept.retain(|other| other != id);
        }
    }
    kept
}

fn kitty() -> Session {
    let launch = Launch::new(&["--demo", "--pictures", "kitty"]).with("COLORTERM", "truecolor");
    let mut session = open(launch.size(100, 30));
    session.wait_for("\u{10eeee}");
    session
}

#[test]
fn what_kitty_keeps_is_taken_away_when_out_of_sight_and_on_every_way_out() {
    let mut session = kitty();
    let shown = |session: &Session| kept(&commands(session.raw()));
    session.settle();
    assert!(!shown(&session).is_empty());
    session.send("I").wait_gone("\u{10eeee}");
    assert_eq!(shown(&session), Vec::<u32>::new(), "turned off");
    session.send("I").wait_for("\u{10eeee}");
    session.send("\rGGzG").wait_gone("\u{10eeee}");
    assert_eq!(shown(&session), Vec::<u32>::new(), "scrolled away");
    session.send("g").wait_for("\u{10eeee}");
    session.resize(120, 40);
    session.settle();
    assert!(!shown(&session).is_empty(), "after a resize");
    session.send("j j i").settle();
    assert!(!shown(&session).is_empty());
    session.send("\x1b").settle();
    session.send("q");
    assert_eq!(session.end(), 0);
    assert_eq!(shown(&session), Vec::<u32>::new(), "at the end");
    assert_eq!(session.debris(), Vec::<&str>::new());
}

#[test]
fn a_signal_leaves_no_picture_behind() {
    let mut session = kitty();
    session.settle();
    session.signal(rustix::process::Signal::TERM);
    assert_eq!(session.end(), 128 + 15);
    assert_eq!(kept(&commands(session.raw())), Vec::<u32>::new());
}

/// The strings in some output that begin with one mark and end with another.
fn strings<'a>(raw: &'a str, begin: &str, end: &str) -> Vec<&'a str> {
    let parts = raw.split(begin).skip(1);
    parts.map(|part| part.split_once(end).expect("a string ends").0).collect()
}

/// A walk over covers by some means; gives what was sent, and that the cells are right in between.
fn walk_by(means: &str) -> String {
    let launch = Launch::new(&["--demo", "--pictures", means]).with("COLORTERM", "truecolor");
    let mut session = open(launch.size(100, 30));
    session.settle();
    for keys in ["jJJ", "?", "\x1bi", "n", "\x1bII", "z"] {
        session.send(keys).settle();
    }
    is_right(&mut session);
    session.resize(120, 40).settle();
    is_right(&mut session);
    session.send("q");
    assert_eq!((session.end(), session.debris()), (0, vec![]));
    String::from_utf8_lossy(session.raw()).into_owned()
}

#[test]
fn sixels_are_whole_and_stand_where_the_cursor_was_put() {
    let raw = walk_by("sixel");
    let strips = strings(&raw, "\x1bP0;1;0q", "\x1b\\");
    assert!(strips.len() > 20, "{}", strips.len());
    for strip in strips {
        assert!(strip.starts_with("\"1;1;") && strip.contains('#'), "{strip}");
        let allowed = |b: u8| b.is_ascii_digit() || b";\"#!$-".contains(&b) || (b'?'..=b'~').contains(&b);
        assert!(strip.bytes().all(allowed), "{strip}");
    }
    assert_eq!(raw.matches("\x1b7").count(), raw.matches("\x1b8").count());
}

#[test]
fn iterm_pictures_are_whole() {
    let raw = walk_by("iterm");
    let strips = strings(&raw, "\x1b]1337;File=", "\x07");
    assert!(strips.len() > 20, "{}", strips.len());
    for strip in strips {
        let (control, body) = strip.split_once(':').unwrap();
        assert!(control.starts_with("inline=1;size=") && control.contains(";height=1;"), "{control}");
        assert!(body.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b)));
    }
}

#[test]
fn the_command_prints_a_readmes_pictures_by_every_means() {
    for (means, sign) in
        [("blocks", "▀"), ("kitty", "\x1b_Ga=T"), ("sixel", "\x1bP0;1;0q"), ("iterm", "\x1b]1337;")]
    {
        let arguments = ["readme", "compshareImage-demoa2s7ggxk", "--demo", "--pictures"];
        let launch = Launch::new(&arguments).with("COMPSHARE_TUI_PICTURES", means);
        let mut session = launch.with("COLORTERM", "truecolor").with("PAGER", "cat").start();
        assert_eq!(session.end(), 0);
        let raw = String::from_utf8_lossy(session.raw()).into_owned();
        assert!(raw.contains(sign) && raw.contains("after.jpg"), "{means}");
    }
}

#[test]
fn a_terminal_that_tells_its_name_late_gets_pictures_by_its_own_means() {
    let launch = Launch::new(&["--demo", "--pictures", "auto"]).with("COLORTERM", "truecolor").silent();
    let mut session = open(launch);
    session.wait_for("▀▀▀▀▀▀▀▀");
    let said = |session: &Session, bytes: &[u8]| session.raw().windows(bytes.len()).any(|part| part == bytes);
    assert!(said(&session, b"\x1b[>0q") && !said(&session, b"\x1b]1337;File="));
    let before = session.text().replace('▀', " ");
    session.send("\x1bP>|WezT").listen(Duration::from_millis(10));
    session.send("erm 20240203-110809\x1b\\").wait_gone("▀▀▀▀▀▀▀▀");
    session.wait_raw("its protocol", |session| said(session, b"\x1b]1337;File=inline=1"));
    session.settle();
    let first = |text: &str| text.lines().take(11).map(|row| row.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(first(&session.text()), first(&before), "the name is no keys");
}

/// The heights of sixel strips, by their raster attributes.
fn strip_heights(raw: &[u8]) -> Vec<u32> {
    let text = String::from_utf8_lossy(raw);
    let attributes = text.split("\x1bP0;1;0q\"").skip(1);
    attributes.filter_map(|rest| rest.split(['#', '\x1b']).next()?.split(';').nth(3)?.parse().ok()).collect()
}

#[test]
fn a_terminal_that_tells_the_size_of_its_cells_gets_pictures_of_that_size() {
    let launch = Launch::new(&["--demo", "--pictures", "sixel"]).silent();
    let mut session = open(launch);
    let has_strips = |height: u32| move |session: &Session| strip_heights(session.raw()).contains(&height);
    session.wait_raw("strips of the usual size", has_strips(16));
    let question = "\x1b]1337;ReportCellSize\x07";
    assert!(String::from_utf8_lossy(session.raw()).contains(question));
    // Other pictures may still be on their way, and Readmes are laid out around them.
    session.settle();
    let before = session.text();
    session.send("\x1b]1337;ReportCell").listen(Duration::from_millis(10));
    session.send("Size=11.0;5.0;2.0\x1b\\").wait_raw("strips of its size", has_strips(22));
    session.settle();
    assert_eq!(session.text(), before, "the answer is no keys");
    session.send("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_size_of_cells_that_cannot_be_true_is_not_believed() {
    let mut session = open(Launch::new(&["--demo", "--pictures", "sixel"]).silent());
    session.wait_raw("strips", |session| !strip_heights(session.raw()).is_empty());
    session.send("\x1b]1337;ReportCellSize=900;-5\x07").settle();
    session.send("j").settle();
    assert!(strip_heights(session.raw()).iter().all(|height| *height == 16));
}

#[test]
fn ctrl_z_leaves_no_picture_and_fg_brings_them_back() {
    let mut shell = Launch::program(Path::new("/bin/sh"), &["-i"]).with("PS1", "ready> ").start();
    shell.wait_for("ready> ");
    shell.send(format!("'{EXPLORER}' --demo --pictures kitty\r")).wait_for("\u{10eeee}");
    // What the screen showed before is back sooner than the shell takes keys.
    is_usable(shell.send("\x1a"));
    assert_eq!(kept(&commands(shell.raw())), Vec::<u32>::new());
    let seen = shell.raw().len();
    shell.send("fg\r").wait_redrawn(seen).wait_for("\u{10eeee}");
    assert!(!kept(&commands(shell.raw())).is_empty());
    is_usable(shell.send("q"));
    assert_eq!(kept(&commands(shell.raw())), Vec::<u32>::new());
}

/// Decoded, they would take 1.1 GB.
#[test]
fn a_readme_of_three_hundred_pictures_takes_little_memory() {
    let launch = explorer_of(|_| {
        let readme: String = (0..300).map(|at| format!("![number{at}](/p/{at}.png)\n\n")).collect();
        let version = json!({ "CompShareImageId": "compshareImage-1", "Name": "x", "Readme": readme });
        page(&[json!({ "GroupId": "g1", "ImageName": "x", "Status": "Available", "Data": [version] })], 1)
    });
    let launch = launch.arguments(&["--pictures", "blocks"]).with("COLORTERM", "truecolor");
    let mut session = launch.size(100, 40).start();
    session.wait_for("number0").send("\rz").wait_for("▀▀▀▀▀▀▀▀");
    let is_last = |session: &Session| session.text().contains("number299") && session.text().contains("100%");
    for _ in 0..600 {
        if is_last(&session) {
            break;
        }
        session.send("\x04").listen(Duration::from_millis(40));
    }
    session.wait_for("number299").wait_for("▀▀▀▀▀▀▀▀");
    session.settle();
    let (now, most) = (session.memory(), session.peak_memory());
    assert!(most < 120 * 1024, "{now} KiB, at most {most} KiB");
}
