//! The whole core at random: whatever is pressed, answered, late, lost, resized or waited for, in whatever order and
//! over whatever catalogue, it neither panics nor gets into a state it promises never to be in.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use compshare_tui::api::decode;
use compshare_tui::app::{
    Chord, ClipboardProblem, ClipboardRoute, Effect, Event, Moment, Mouse, MouseKind, Screen, State, Ticket,
    update,
};
use compshare_tui::catalogue::{Fault, FaultKind, Group, Query, TagIndex, Window, select};
use compshare_tui::i18n::Lang;
use compshare_tui::ui::{self, ViewCache, theme};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::reader::setup;

/// 2026-11-24 00:00 in China.
const TODAY: i64 = 1_795_449_600;
/// More deadlines than ever follow each other without a key or a reply.
const DEADLINES: usize = 50;

/// Something that happens.
#[derive(Debug, Clone)]
enum Step {
    Key(Chord),
    Paste(String),
    Mouse(Mouse),
    Resize(u16, u16),
    /// Milliseconds pass.
    Wait(u64),
    /// One of the requests under way, picked by number, is answered.
    Answer(usize, Answer),
    /// A request that nobody waits for any more is answered.
    LateAnswer(usize, Answer),
    Resumed,
}

/// How a request is answered.
#[derive(Debug, Clone, Copy)]
enum Answer {
    Well,
    /// With a total that lies.
    Lying(u64),
    /// Without anything in it.
    Empty,
    Fault,
    /// Not yet: it is tried again.
    Retry,
}

fn keys() -> impl Strategy<Value = Chord> {
    let names = [
        "j",
        "k",
        "g",
        "G",
        "n",
        "p",
        "N",
        "C-d",
        "C-u",
        "PgDn",
        "PgUp",
        "Home",
        "End",
        "Enter",
        "h",
        "l",
        "Tab",
        "S-Tab",
        "Esc",
        "/",
        "f",
        "Space",
        "1",
        "2",
        "3",
        "s",
        "S",
        "X",
        "[",
        "]",
        "z",
        "o",
        "u",
        "c",
        "y",
        "Y",
        "w",
        "?",
        ":",
        "L",
        "r",
        "C-t",
        "C-l",
        "C-z",
        "q",
        "Up",
        "Down",
        "Left",
        "Right",
        "Backspace",
        "Delete",
        "C-a",
        "C-k",
        "F1",
        "M-y",
    ];
    let named = proptest::sample::select(names.to_vec()).prop_map(|name| name.parse().unwrap());
    let typed =
        proptest::sample::select(&['语', '音', 'e', ':', '-', '🏴', '\u{300}'][..]).prop_map(Chord::char);
    prop_oneof![9 => named, 1 => typed]
}

fn answers() -> impl Strategy<Value = Answer> {
    prop_oneof![
        6 => Just(Answer::Well),
        1 => (0..2000_u64).prop_map(Answer::Lying),
        1 => Just(Answer::Empty),
        1 => Just(Answer::Fault),
        1 => Just(Answer::Retry),
    ]
}

fn steps() -> impl Strategy<Value = Step> {
    let kinds = proptest::sample::select(&[MouseKind::Click, MouseKind::ScrollUp, MouseKind::ScrollDown][..]);
    prop_oneof![
        10 => keys().prop_map(Step::Key),
        1 => "[a语 \n\u{1b}]{0,8}".prop_map(Step::Paste),
        1 => (kinds, 0..220_u16, 0..70_u16).prop_map(|(kind, x, y)| Step::Mouse(Mouse { kind, x, y })),
        2 => (0..=200_u16, 0..=60_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => (0..=24_u16, 0..=8_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        3 => (0..4000_u64).prop_map(Step::Wait),
        8 => (any::<usize>(), answers()).prop_map(|(which, answer)| Step::Answer(which, answer)),
        1 => (any::<usize>(), answers()).prop_map(|(which, answer)| Step::LateAnswer(which, answer)),
        1 => Just(Step::Resumed),
    ]
}

/// Names and texts: short, long, wide, joined, and hostile ones.
fn texts() -> impl Strategy<Value = String> {
    let words = [
        "ComfyUI",
        "语音合成",
        "全功能工作站",
        "v0.3.66",
        "👨\u{200d}👩\u{200d}👧",
        "e\u{301}",
        "\u{202e}evil",
        "\u{1b}[31m",
        "｜",
        "ｗｉｄｅ",
        " ",
        "",
        "…",
        "한국어",
        "\u{115f}",
        "🇨🇳",
        "❤\u{fe0f}",
        "a-very-long-name-that-does-not-fit-into-any-column",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..5).prop_map(|words| words.concat())
}

/// Readmes made of what Readmes are made of.
fn readmes() -> impl Strategy<Value = Option<String>> {
    let blocks = [
        "# 标题\n\n",
        "text 文字 with `code` and [a link](https://example.com/页面)\n\n",
        "- one\n- 二\n  - three\n\n",
        "> quoted\n\n",
        "```bash\npython main.py --listen # 启动\n```\n\n",
        "| 列 | b |\n|---|--:|\n| 一 | 2 |\n\n",
        "![图](https://x/y.png)\n\n",
        "<h2>HTML 标题</h2><p style=\"color:red\">红</p>\n\n",
        "***\n\n",
        "&#27;[31m \u{202e}\n\n",
        "1. 一\n2. 二\n\n",
    ];
    let text = proptest::collection::vec(proptest::sample::select(blocks.to_vec()), 0..12)
        .prop_map(|parts| parts.concat());
    proptest::option::of(text)
}

fn groups() -> impl Strategy<Value = Value> {
    let version = (0..60_usize, texts(), texts(), readmes(), 0..3_u64).prop_map(|(id, name, version, readme, price)| {
        json!({
            "CompShareImageId": format!("compshareImage-{id}"), "Name": name, "VersionName": version, "Readme": readme,
            "Price": price, "Status": "Available", "Tags": [name], "Author": name, "Description": version,
            "SoftwarePorts": [{"Name": version, "Port": 8188}],
        })
    });
    // Few ids, so that some groups are there twice.
    let group = (0..50_usize, texts(), proptest::collection::vec(version, 0..4));
    group.prop_map(|(id, name, data)| json!({"GroupId": format!("g{id}"), "ImageName": name, "Data": data}))
}

/// The core, a service with a catalogue, and everything on its way between them.
struct World {
    state: State,
    now: Moment,
    groups: Vec<Arc<Group>>,
    under_way: Vec<Effect>,
    done: Vec<Effect>,
    tickets: HashSet<Ticket>,
    ended: bool,
    terminal: Terminal<TestBackend>,
    cache: ViewCache,
    theme: theme::Theme,
}

impl World {
    fn new(groups: &[Value], lang: Lang) -> Self {
        let answer = json!({"RetCode": 0, "CompshareImageGroup": groups}).to_string();
        World {
            state: State::new(compshare_tui::app::Setup { mouse: true, page_size: 7, ..setup(lang) }),
            now: Moment::ZERO,
            groups: decode::page(&answer).unwrap().groups,
            under_way: vec![],
            done: vec![],
            tickets: HashSet::new(),
            ended: false,
            terminal: Terminal::new(TestBackend::new(100, 30)).unwrap(),
            cache: ViewCache::default(),
            theme: theme::terminal(None),
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Key(chord) => self.event(Event::Key(chord)),
            Step::Paste(text) => self.event(Event::Paste(text)),
            Step::Mouse(mouse) => self.event(Event::Mouse(mouse)),
            Step::Resize(width, height) => {
                self.terminal.backend_mut().resize(width, height);
                self.event(Event::Resized);
            }
            Step::Wait(millis) => self.wait(Duration::from_millis(millis)),
            Step::Answer(which, answer) => {
                if let Some(which) = which.checked_rem(self.under_way.len()) {
                    let request = match answer {
                        Answer::Retry => self.under_way[which].clone(),
                        Answer::Well | Answer::Lying(_) | Answer::Empty | Answer::Fault => {
                            self.under_way.remove(which)
                        }
                    };
                    self.done.push(request.clone());
                    self.event(self.reply(&request, answer));
                }
            }
            Step::LateAnswer(which, answer) => {
                if let Some(which) = which.checked_rem(self.done.len()) {
                    let request = self.done[which].clone();
                    // A retry of a request under way is told twice: that is no lie, but no late answer either.
                    if !self.under_way.contains(&request) {
                        self.event(self.reply(&request, answer));
                    }
                }
            }
            Step::Resumed => self.event(Event::Resumed),
        }
    }

    /// Lets time pass, deadline after deadline.
    fn wait(&mut self, time: Duration) {
        let end = self.now + time;
        for _ in 0..DEADLINES {
            let Some(at) = self.state.next_deadline(self.now).filter(|at| *at <= end) else { break };
            self.now = at.max(self.now);
            self.event(Event::TimeCame);
        }
        let late = self.state.next_deadline(self.now).filter(|at| *at <= self.now);
        assert_eq!(late, None, "a deadline stays due");
        self.now = end.max(self.now);
    }

    fn reply(&self, request: &Effect, answer: Answer) -> Event {
        let fault = Fault::new(FaultKind::Stalled);
        match (request, answer) {
            (
                Effect::FetchPage { ticket, .. }
                | Effect::FetchTags { ticket }
                | Effect::FetchImage { ticket, .. },
                Answer::Retry,
            ) => Event::Retrying {
                ticket: *ticket,
                attempt: 2,
                of: 3,
                delay: Duration::from_millis(1700),
                fault,
            },
            (Effect::FetchPage { ticket, query, window }, answer) => {
                let mut page = select(query, &self.groups, *window);
                if let Answer::Lying(total) = answer {
                    page.total_count = Some(total);
                }
                if matches!(answer, Answer::Empty) {
                    page.groups.clear();
                }
                let reply = if matches!(answer, Answer::Fault) { Err(fault) } else { Ok(page) };
                Event::PageLoaded { ticket: *ticket, reply }
            }
            (Effect::FetchTags { ticket }, Answer::Fault) => {
                Event::TagsLoaded { ticket: *ticket, reply: Err(fault) }
            }
            (Effect::FetchTags { ticket }, _) => {
                let tags = TagIndex::from_groups(self.groups.iter().map(AsRef::as_ref));
                Event::TagsLoaded { ticket: *ticket, reply: Ok(tags) }
            }
            (Effect::FetchImage { ticket, .. }, Answer::Fault) => {
                Event::ImageLoaded { ticket: *ticket, reply: Err(fault) }
            }
            (Effect::FetchImage { ticket, id }, _) => {
                let query = Query { image_id: id.clone(), ..Query::default() };
                let group = select(&query, &self.groups, Window { offset: 0, limit: 1 }).groups.pop();
                Event::ImageLoaded { ticket: *ticket, reply: Ok(group) }
            }
            (other, _) => panic!("no request: {other:?}"),
        }
    }

    fn event(&mut self, event: Event) {
        let effects = update(&mut self.state, event, self.now);
        self.perform(effects);
        self.draw();
        self.check();
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::FetchPage { ticket, .. }
                | Effect::FetchTags { ticket }
                | Effect::FetchImage { ticket, .. } => {
                    assert!(self.tickets.insert(ticket), "a ticket names one request: {ticket:?}");
                    self.under_way.push(effect);
                }
                Effect::Cancel { ticket } => {
                    let cancelled = |request: &mut Effect| ticket_of(request) == Some(ticket);
                    self.done.extend(self.under_way.extract_if(.., cancelled));
                }
                Effect::Copy { kind, text } => {
                    let route = if self.now.as_millis().is_multiple_of(2) {
                        Ok(ClipboardRoute::Terminal)
                    } else {
                        Err(ClipboardProblem { reason: "no".to_owned() })
                    };
                    self.event(Event::Copied { kind, text, route });
                }
                Effect::OpenUrl { url } => self.event(Event::Opened { url, opened: false }),
                Effect::Quit { .. } => self.ended = true,
                Effect::Highlight { language, text } => {
                    self.event(Event::Highlighted { language, text, runs: Arc::default() });
                }
                Effect::StartDemo | Effect::Remember { .. } | Effect::Redraw | Effect::Suspend => {}
            }
        }
    }

    fn draw(&mut self) {
        let context = self.cache.context(&self.theme, self.now, TODAY);
        let mut view = None;
        // The frame itself: what the backend keeps of it lacks the second halves of wide characters.
        let frame = self.terminal.draw(|frame| view = Some(ui::draw(&self.state, &context, frame))).unwrap();
        is_well_drawn(frame.buffer);
        let effects = update(&mut self.state, Event::Drawn(Box::new(view.unwrap())), self.now);
        self.perform(effects);
    }

    /// What holds after every step.
    fn check(&self) {
        let mut asked = HashSet::new();
        for request in &self.under_way {
            let what = match request {
                Effect::FetchPage { query, window, .. } => format!("{query:?} {window:?}"),
                Effect::FetchImage { id, .. } => format!("{id:?}"),
                other => format!("{:?}", std::mem::discriminant(other)),
            };
            assert!(asked.insert(what), "asked twice at once: {request:?}");
        }
        if self.state.screen == Screen::Explorer && !self.state.browse.groups().is_empty() {
            let row = self.state.selected_row().expect("one of the groups on screen is selected");
            let view = &self.state.view;
            let visible = view.list_top..view.list_top + view.list_rows;
            assert!(view.list_rows == 0 || visible.contains(&row), "row {row} is not in {visible:?}");
        }
    }

    /// Everything is answered, all time passes: then nothing is due any more, and nothing under way.
    fn comes_to_rest(&mut self) {
        for _ in 0..DEADLINES {
            while !self.under_way.is_empty() {
                self.step(Step::Answer(0, Answer::Well));
            }
            self.wait(Duration::from_secs(60));
            if self.under_way.is_empty() && self.state.next_deadline(self.now).is_none() {
                return;
            }
        }
        panic!("never at rest: {:?} {:?}", self.state.next_deadline(self.now), self.under_way);
    }
}

fn ticket_of(request: &Effect) -> Option<Ticket> {
    match request {
        Effect::FetchPage { ticket, .. }
        | Effect::FetchTags { ticket }
        | Effect::FetchImage { ticket, .. } => Some(*ticket),
        _ => None,
    }
}

/// No character that steers, reorders or hides, and no wide one without its second half.
fn is_well_drawn(buffer: &Buffer) {
    let mut seen: HashMap<&str, bool> = HashMap::new();
    for (at, cell) in buffer.content().iter().enumerate() {
        let symbol = cell.symbol();
        let good = *seen.entry(symbol).or_insert_with(|| !symbol.chars().any(is_trick));
        assert!(good, "{symbol:?} is drawn");
        if symbol.width() > 1 {
            let last = (at + 1).is_multiple_of(usize::from(buffer.area.width));
            assert!(!last, "{symbol:?} is cut by the edge");
            let next = buffer.content()[at + 1].symbol();
            assert!(next.trim().is_empty(), "{symbol:?} is cut by {next:?}");
        }
    }
}

fn is_trick(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_core_keeps_its_promises(
        groups in proptest::collection::vec(groups(), 0..40),
        steps in proptest::collection::vec(steps(), 1..60),
        chinese in any::<bool>(),
    ) {
        let mut world = World::new(&groups, if chinese { Lang::Zh } else { Lang::En });
        world.event(Event::Started);
        for step in steps {
            world.step(step);
            if world.ended {
                return Ok(());
            }
        }
        world.comes_to_rest();
    }
}
