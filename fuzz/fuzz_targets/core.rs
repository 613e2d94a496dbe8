//! The whole core: bytes become keys, pastes, mouse reports, sizes, replies and time, in any order.
#![no_main]

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use compshare_tui::face::wire::decode;
use compshare_tui::face::app::{
    Chord, Effect, Event, Key, Moment, Mouse, MouseKind, Reply, Request, ServiceLabel, Setup, State, update,
};
use compshare_tui::face::catalogue::{Fault, FaultKind, Group, select};
use compshare_tui::face::i18n::Lang;
use compshare_tui::face::ui::{self, ViewCache, theme};
use libfuzzer_sys::fuzz_target;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

static GROUPS: LazyLock<Vec<Arc<Group>>> =
    LazyLock::new(|| decode::page(include_str!("../../assets/catalogue.json")).map(|p| p.groups).unwrap_or_default());

const NAMED: [Key; 14] = [
    Key::Enter,
    Key::Esc,
    Key::Tab,
    Key::Backspace,
    Key::Delete,
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::F(3),
];

fn setup() -> Setup {
    let mut setup = Setup {
        service: Some(ServiceLabel { demo: true, region: "r".to_owned() }),
        page_size: Some(7),
        remember: true,
        themes: vec!["terminal".to_owned(), "mono".to_owned()],
        ..Setup::default()
    };
    setup.prefs.lang = Lang::Zh;
    setup.prefs.mouse = true;
    setup
}

/// The fact a byte and its argument stand for.
fn event(byte: u8, argument: u8) -> Event {
    match byte {
        0..=199 => Event::Key(Chord::char(char::from(argument % 95 + 32))),
        200..=219 => Event::Key(Chord::plain(NAMED[usize::from(argument) % NAMED.len()])),
        220..=229 => Event::Key(Chord::ctrl(char::from(argument % 26 + b'a'))),
        230..=239 => {
            let kind = [MouseKind::Click, MouseKind::ScrollUp, MouseKind::ScrollDown][usize::from(byte) % 3];
            Event::Mouse(Mouse { kind, x: u16::from(argument), y: u16::from(argument) / 4 })
        }
        240..=244 => Event::Paste("文\u{1b}[31m\n".repeat(usize::from(argument) % 4)),
        245..=254 => Event::TimeCame,
        255 => Event::Resized,
    }
}

fn reply(request: &Request, fails: bool) -> Reply {
    match request {
        Request::Page { query, window } if !fails => Reply::Page(Ok(select(query, &GROUPS, *window))),
        request => request.failed(Fault::new(FaultKind::Stalled)),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let mut state = State::new(setup());
    let mut pending = vec![Event::Started];
    let mut now = Moment::ZERO;
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let (cache, theme) = (ViewCache::default(), theme::terminal(None));
    for pair in bytes.chunks_exact(2).take(400) {
        now += Duration::from_millis(u64::from(pair[1]) * 3);
        if pair[0] == 255 {
            terminal.backend_mut().resize(u16::from(pair[1]), u16::from(pair[1]) / 3);
        }
        pending.push(event(pair[0], pair[1]));
        while let Some(event) = pending.pop() {
            for effect in update(&mut state, event, now) {
                match effect {
                    Effect::Ask { ticket, what } => {
                        let reply = reply(&what, pair[1] % 5 == 0);
                        // Some replies come late, in another order, or never.
                        let at = if pair[0] % 2 == 0 { 0 } else { pending.len() };
                        pending.insert(at, Event::Answered { ticket, reply });
                    }
                    Effect::Quit { .. } => return,
                    _ => {}
                }
            }
        }
        let context = cache.context(&theme, now, 1_795_449_600);
        let mut measured = None;
        terminal.draw(|frame| measured = Some(ui::draw(&state, &context, frame))).unwrap();
        pending.push(Event::Drawn(Box::new(measured.unwrap())));
        if let Some(selected) = &state.list.selected {
            assert!(state.list.browse.groups().iter().any(|group| group.group_id == *selected));
        }
    }
});
