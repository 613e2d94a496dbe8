//! Everything around the core, and what is checked after every step.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use compshare_tui::face::app::{
    ClipboardProblem, ClipboardRoute, Effect, Event, Remote, Reply, Request, Screen, Setup, Ticket,
};
use compshare_tui::face::catalogue::{Fault, FaultKind};
use compshare_tui::face::i18n::{Lang, Sentence};
use compshare_tui::face::pictures::Showing;
use compshare_tui::face::ui::theme;
use ratatui::buffer::Buffer;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::inputs::{Answer, Step};
use crate::stage::{Catalogue, Stage, setup, showing, with_pictures};

/// More deadlines than ever follow each other without a key or a reply.
const DEADLINES: usize = 50;

/// The core, a service with a catalogue, and everything on its way between them.
pub(super) struct World {
    stage: Stage,
    catalogue: Catalogue,
    under_way: Vec<(Ticket, Request)>,
    done: Vec<(Ticket, Request)>,
    tickets: HashSet<Ticket>,
    pub(super) ended: bool,
}

impl World {
    pub(super) fn new(groups: &[Value], lang: Lang) -> Self {
        let mut setup = with_pictures(Setup { page_size: Some(7), ..setup(lang) });
        setup.pictures = Some(Showing { readmes: true, strangers: true, ..showing() });
        setup.prefs.mouse = true;
        setup.keeps_catalogue = true;
        setup.sync_after = Some(Duration::from_secs(3600));
        World {
            stage: Stage::new(setup, (100, 30), theme::terminal(None)),
            catalogue: Catalogue::of(&json!(groups)),
            under_way: vec![],
            done: vec![],
            tickets: HashSet::new(),
            ended: false,
        }
    }

    pub(super) fn step(&mut self, step: Step) {
        match step {
            Step::Key(chord) => self.event(Event::Key(chord)),
            Step::Paste(text) => self.event(Event::Paste(text)),
            Step::Mouse(mouse) => self.event(Event::Mouse(mouse)),
            Step::Resize(width, height) => {
                self.stage.resize(width, height);
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
                    let reply = self.reply(&request, answer);
                    self.event(reply);
                }
            }
            Step::LateAnswer(which, answer) => {
                if let Some(which) = which.checked_rem(self.done.len()) {
                    let request = self.done[which].clone();
                    // A retry of a request under way is told twice: that is no lie, but no late answer either.
                    if !self.under_way.contains(&request) {
                        let reply = self.reply(&request, answer);
                        self.event(reply);
                    }
                }
            }
            Step::Resumed => self.event(Event::Resumed),
        }
    }

    /// Lets time pass, deadline after deadline.
    fn wait(&mut self, time: Duration) {
        let end = self.stage.now + time;
        for _ in 0..DEADLINES {
            let Some(at) = self.stage.state.next_deadline(self.stage.now).filter(|at| *at <= end) else {
                break;
            };
            self.stage.now = at.max(self.stage.now);
            self.event(Event::TimeCame);
        }
        let late = self.stage.state.next_deadline(self.stage.now).filter(|at| *at <= self.stage.now);
        assert_eq!(late, None, "a deadline stays due");
        self.stage.now = end.max(self.stage.now);
    }

    fn reply(&mut self, (ticket, request): &(Ticket, Request), answer: Answer) -> Event {
        let (ticket, fault) = (*ticket, Fault::new(FaultKind::Stalled));
        if matches!(answer, Answer::Retry) {
            let delay = Duration::from_millis(1700);
            return Event::Waiting { ticket, attempt: 2, of: 3, delay, fault };
        }
        if let Request::Picture(wanted) = request {
            self.stage.hang(wanted);
        }
        let reply = match (answer, self.catalogue.reply(request)) {
            (Answer::Fault, _) => request.failed(fault),
            (Answer::Lying(total), Reply::Page(Ok(mut page))) => {
                page.total_count = Some(total);
                Reply::Page(Ok(page))
            }
            (Answer::Empty, Reply::Page(Ok(mut page))) => {
                page.groups.clear();
                Reply::Page(Ok(page))
            }
            (_, reply) => reply,
        };
        Event::Answered { ticket, reply }
    }

    pub(super) fn event(&mut self, event: Event) {
        let effects = self.stage.update(event);
        self.perform(effects);
        self.draw();
        self.check();
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        // What an effect brings comes after the others of the same update: one of those may cancel.
        let mut facts = Vec::new();
        for effect in effects {
            match effect {
                Effect::Ask { ticket, what } => {
                    assert!(self.tickets.insert(ticket), "a ticket names one request: {ticket:?}");
                    self.under_way.push((ticket, what));
                }
                Effect::Cancel { ticket } => {
                    let cancelled = |request: &mut (Ticket, Request)| request.0 == ticket;
                    self.done.extend(self.under_way.extract_if(.., cancelled));
                }
                Effect::Copy { kind, text } => {
                    let route = if self.stage.now.as_millis().is_multiple_of(2) {
                        Ok(ClipboardRoute::Terminal)
                    } else {
                        Err(ClipboardProblem { reason: Sentence::new(|_| "no".to_owned()) })
                    };
                    facts.push(Event::Copied { kind, text, route });
                }
                Effect::OpenUrl { url } => facts.push(Event::Opened { url, opened: false }),
                Effect::Quit { .. } => self.ended = true,
                Effect::Highlight { language, text } => {
                    facts.push(Event::Highlighted { language, text, runs: Arc::default() });
                }
                Effect::StartDemo
                | Effect::SavePicture { .. }
                | Effect::Remember { .. }
                | Effect::Amend(_)
                | Effect::Redraw
                | Effect::Suspend => {}
            }
        }
        facts.into_iter().for_each(|fact| self.event(fact));
    }

    fn draw(&mut self) {
        let effects = self.stage.draw();
        is_well_drawn(self.stage.frame());
        self.perform(effects);
    }

    /// What holds after every step.
    fn check(&mut self) {
        let mut asked: Vec<&Request> = Vec::new();
        for (ticket, request) in &self.under_way {
            assert!(!asked.contains(&request), "asked twice at once: {request:?}");
            asked.push(request);
            assert!(self.stage.state.requests.get(*ticket).is_some(), "nobody waits for {request:?}");
        }
        let caret = self.stage.caret();
        let state = &self.stage.state;
        let big_enough = state.measured.size.0 >= 20 && state.measured.size.1 >= 6;
        if big_enough {
            assert_eq!(caret.is_some(), state.is_typing(), "whoever types has a caret: {:?}", state.focus);
        }
        if state.screen == Screen::Explorer && !state.list.browse.groups().is_empty() {
            let row = state.list.selected_row().expect("one of the groups on screen is selected");
            let (rows, total) = (state.measured.list_rows, state.list.browse.groups().len());
            let top = state.list.scroll.top(row, total, rows);
            assert!(
                rows == 0 || (top..top + rows).contains(&row),
                "row {row} is not among {rows} from {top}"
            );
            assert!(rows == 0 || state.list.scroll.rows() == rows, "what is scrolled is what was drawn");
        }
    }

    /// Everything is answered, all time passes: then nothing is due any more, and nothing under way.
    pub(super) fn comes_to_rest(&mut self) {
        for _ in 0..DEADLINES {
            while !self.under_way.is_empty() {
                self.step(Step::Answer(0, Answer::Well));
            }
            self.wait(Duration::from_secs(60));
            if self.under_way.is_empty() && self.stage.state.next_deadline(self.stage.now).is_none() {
                return self.check_rest();
            }
        }
        panic!("never at rest: {:?} {:?}", self.stage.state.next_deadline(self.stage.now), self.under_way);
    }

    /// At rest, the list is what was asked for, or says why it is not, and is empty only where nothing matches.
    fn check_rest(&self) {
        let browse = &self.stage.state.list.browse;
        match browse.results() {
            Remote::Ready(results) => {
                assert!(browse.is_current(), "the list waits for something that nobody asked for");
                let matching = self
                    .catalogue
                    .page(browse.query(), compshare_tui::face::catalogue::Window { offset: 0, limit: 1 });
                let lost = results.groups.is_empty() && !matching.groups.is_empty() && browse.page() > 0;
                assert!(!lost, "an empty page {} of a list that has some", browse.page());
            }
            Remote::Failed { .. } => {}
            Remote::Idle | Remote::Loading { .. } => {
                panic!("neither ready nor failed: {:?}", browse.results())
            }
        }
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
