//! What a key press costs: `update` for moving and paging, and a whole frame at three sizes beside a bare frame of
//! the same size (every cell set, nothing measured), which no program can beat.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark that cannot start has nothing to measure")]

use std::hint::black_box;
use std::sync::Arc;

use compshare_tui::face::app::{
    Chord, Effect, Event, Moment, Reply, Request, ServiceLabel, Setup, State, update,
};
use compshare_tui::face::catalogue::{Group, select};
use compshare_tui::face::i18n::Lang;
use compshare_tui::face::ui::{self, ViewCache, theme};
use compshare_tui::face::wire::decode;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Style;

const SIZES: [(u16, u16); 3] = [(80, 24), (140, 40), (240, 67)];
const TODAY: i64 = 1_795_449_600;

/// An explorer with its first page on screen and the next one fetched.
struct Explorer {
    state: State,
    groups: Vec<Arc<Group>>,
    terminal: Terminal<TestBackend>,
    cache: ViewCache,
    theme: theme::Theme,
}

impl Explorer {
    fn open((width, height): (u16, u16)) -> Self {
        let groups = decode::page(include_str!("../assets/catalogue.json"))
            .map(|page| page.groups)
            .unwrap_or_default();
        let mut setup = Setup {
            service: Some(ServiceLabel { demo: true, region: "cn-wlcb".to_owned() }),
            page_size: Some(20),
            region: "cn-wlcb".to_owned(),
            ..Setup::default()
        };
        setup.prefs.lang = Lang::Zh;
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a test backend never fails");
        let mut explorer = Explorer {
            state: State::new(setup),
            groups,
            terminal,
            cache: ViewCache::default(),
            theme: theme::terminal(None),
        };
        explorer.event(Event::Started);
        explorer.draw();
        explorer
    }

    /// A fact, and the answers to what it asks for.
    fn event(&mut self, event: Event) {
        for effect in update(&mut self.state, event, Moment::ZERO) {
            if let Effect::Ask { ticket, what: Request::Page { query, window } } = effect {
                let reply = Reply::Page(Ok(select(&query, &self.groups, window)));
                self.event(Event::Answered { ticket, reply });
            }
        }
    }

    fn key(&mut self, chord: char) {
        self.event(Event::Key(Chord::char(chord)));
    }

    fn draw(&mut self) {
        let context = self.cache.context(&self.theme, Moment::ZERO, TODAY);
        let (state, mut measured) = (&self.state, None);
        self.terminal
            .draw(|frame| measured = Some(ui::draw(state, &context, frame)))
            .expect("a test backend never fails");
        if let Some(measured) = measured {
            update(&mut self.state, Event::Drawn(Box::new(measured)), Moment::ZERO);
        }
    }
}

fn moving(c: &mut Criterion) {
    let mut group = c.benchmark_group("update");
    let mut explorer = Explorer::open((140, 40));
    group.bench_function("move", |b| {
        b.iter(|| {
            explorer.key('j');
            explorer.key('k');
        });
    });
    group.bench_function("page", |b| {
        b.iter(|| {
            explorer.key('n');
            explorer.key('p');
        });
    });
    group.finish();
}

fn frames(c: &mut Criterion) {
    let mut group = c.benchmark_group("frame");
    for (width, height) in SIZES {
        let name = format!("{width}x{height}");
        let mut bare = Terminal::new(TestBackend::new(width, height)).expect("a test backend never fails");
        let row = "x".repeat(usize::from(width));
        group.bench_function(BenchmarkId::new("bare", &name), |b| {
            b.iter(|| {
                let drawn = bare.draw(|frame| {
                    for y in 0..height {
                        frame.buffer_mut().set_string(0, y, &row, Style::new());
                    }
                });
                black_box(drawn.is_ok())
            });
        });
        let mut explorer = Explorer::open((width, height));
        group.bench_function(BenchmarkId::new("still", &name), |b| b.iter(|| explorer.draw()));
        group.bench_function(BenchmarkId::new("move", &name), |b| {
            let mut down = true;
            b.iter(|| {
                explorer.key(if down { 'j' } else { 'k' });
                down = !down;
                explorer.draw();
            });
        });
    }
    group.finish();
}

criterion_group!(benches, moving, frames);
criterion_main!(benches);
