//! Everything around the core, and what is checked after every step.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use compshare_tui::api::decode;
use compshare_tui::app::{
    ClipboardProblem, ClipboardRoute, Effect, Event, Moment, Screen, Setup, State, Ticket, update,
};
use compshare_tui::catalogue::{Fault, FaultKind, Group, Query, TagIndex, Window, select};
use compshare_tui::i18n::Lang;
use compshare_tui::ui::{self, ViewCache, theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::inputs::{Answer, Step};
use crate::reader::setup;

/// 2026-11-24 00:00 in China.
const TODAY: i64 = 1_795_449_600;
/// More deadlines than ever follow each other without a key or a reply.
const DEADLINES: usize = 50;

/// The core, a service with a catalogue, and everything on its way between them.
pub(super) struct World {
    state: State,
    now: Moment,
    groups: Vec<Arc<Group>>,
    under_way: Vec<Effect>,
    done: Vec<Effect>,
    tickets: HashSet<Ticket>,
    pub(super) ended: bool,
    terminal: Terminal<TestBackend>,
    cache: ViewCache,
    theme: theme::Theme,
}

impl World {
    pub(super) fn new(groups: &[Value], lang: Lang) -> Self {
        let answer = json!({"RetCode": 0, "CompshareImageGroup": groups}).to_string();
        World {
            state: State::new(Setup { mouse: true, page_size: Some(7), ..setup(lang) }),
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

    pub(super) fn step(&mut self, step: Step) {
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

    pub(super) fn event(&mut self, event: Event) {
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
    pub(super) fn comes_to_rest(&mut self) {
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
