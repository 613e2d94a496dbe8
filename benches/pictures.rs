//! What pictures cost: a Readme with thirty of them scrolled with and without, and painting one for the screen.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark that cannot start has nothing to measure")]

use std::hint::black_box;

use compshare_tui::face::app::{
    Chord, Effect, Event, Moment, Reply, Request, ServiceLabel, Setup, State, update,
};
use compshare_tui::face::catalogue::{Window, select};
use compshare_tui::face::pictures::{CellSize, Cells, Means, Painting, Pixels, Showing, decode, fit};
use compshare_tui::face::ui::{self, ViewCache, theme};
use compshare_tui::face::wire::decode as answer;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use image::{ExtendedColorType, ImageEncoder};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const MEANS: [(&str, Option<Means>); 4] = [
    ("without", None),
    ("blocks", Some(Means::Blocks)),
    ("kitty", Some(Means::Kitty { through_tmux: false })),
    ("sixel", Some(Means::Sixel)),
];

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(1);
    let pixels: Vec<u8> = (0..width * height * 3).map(|at| (at / 700) as u8 ^ random.u8(..16)).collect();
    let mut png = Vec::new();
    image::codecs::png::PngEncoder::new(&mut png)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .expect("a picture can be encoded");
    png
}

fn showing(means: Means) -> Showing {
    Showing { means, cell: CellSize::default(), true_colour: true, strangers: true, readmes: true }
}

/// A Readme with thirty pictures, read in a window of 140×40.
struct Reader {
    state: State,
    terminal: Terminal<TestBackend>,
    cache: ViewCache,
    theme: theme::Theme,
    pixels: Pixels,
    answer: String,
}

impl Reader {
    fn open(means: Option<Means>) -> Self {
        let paragraph = "Some words about a picture, and a few more of them. ".repeat(4);
        let readme: String =
            (0..30).map(|at| format!("{paragraph}\n\n![shot](https://a.example/{at}.png)\n\n")).collect();
        let group = serde_json::json!([{ "GroupId": "g", "ImageName": "x", "Status": "Available", "Data": [
            { "CompShareImageId": "compshareImage-1", "Name": "x", "Status": "Available", "Readme": readme }
        ]}]);
        let mut setup = Setup {
            service: Some(ServiceLabel { demo: true, region: String::new() }),
            pictures: means.map(showing),
            ..Setup::default()
        };
        setup.prefs.pictures = means.is_some();
        let mut reader = Reader {
            state: State::new(setup),
            terminal: Terminal::new(TestBackend::new(140, 40)).expect("a test backend never fails"),
            cache: ViewCache::default(),
            theme: theme::terminal(None),
            pixels: decode(&png(320, 160)).expect("it is a picture"),
            answer: serde_json::json!({ "RetCode": 0, "CompshareImageGroup": group }).to_string(),
        };
        reader.event(Event::Started);
        reader.draw();
        for key in ['l', 'z'] {
            reader.event(Event::Key(Chord::char(key)));
            reader.draw();
        }
        // Once through, so that every picture is at hand.
        for _ in 0..400 {
            reader.event(Event::Key(Chord::char('j')));
            reader.draw();
        }
        reader.event(Event::Key(Chord::char('g')));
        reader.draw();
        reader
    }

    fn event(&mut self, event: Event) {
        let effects = update(&mut self.state, event, Moment::ZERO);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let Effect::Ask { ticket, what } = effect else { continue };
            let reply = match &what {
                Request::Page { query, .. } => {
                    let groups = answer::page(&self.answer).map(|page| page.groups).unwrap_or_default();
                    Reply::Page(Ok(select(query, &groups, Window { offset: 0, limit: 20 })))
                }
                Request::Picture(wanted) => {
                    let showing = self.state.setup.pictures.expect("pictures are shown");
                    let cells = fit(self.pixels.size(), showing.cell, wanted.room, wanted.grows);
                    self.cache.hang(wanted.url.clone(), Painting::paint(&self.pixels, cells, showing));
                    Reply::Picture(Ok(self.pixels.size()))
                }
                Request::Tags
                | Request::Local { .. }
                | Request::Snapshot
                | Request::Yours
                | Request::Sync
                | Request::Image(_)
                | Request::Code(_) => continue,
            };
            self.event(Event::Answered { ticket, reply });
        }
    }

    fn draw(&mut self) {
        let context = self.cache.context(&self.theme, Moment::ZERO, 0);
        let (state, mut measured) = (&self.state, None);
        self.terminal
            .draw(|frame| measured = Some(ui::draw(state, &context, frame)))
            .expect("a test backend never fails");
        black_box(self.cache.beside());
        if let Some(measured) = measured {
            let effects = update(&mut self.state, Event::Drawn(Box::new(measured)), Moment::ZERO);
            self.perform(effects);
        }
    }
}

fn scrolling(c: &mut Criterion) {
    let mut group = c.benchmark_group("scroll 30 pictures");
    for (name, means) in MEANS {
        let mut reader = Reader::open(means);
        let mut row = 0;
        group.bench_function(name, |b| {
            b.iter(|| {
                row = (row + 1) % 200;
                reader.event(Event::Key(Chord::char(if row < 100 { 'j' } else { 'k' })));
                reader.draw();
            });
        });
    }
    group.finish();
}

fn painting(c: &mut Criterion) {
    let mut group = c.benchmark_group("paint");
    let file = png(1920, 1080);
    group.bench_function("decode 1920x1080", |b| b.iter(|| decode(black_box(&file)).is_ok()));
    let pixels = decode(&file).expect("it is a picture");
    for (name, means) in MEANS {
        let Some(means) = means else { continue };
        group.bench_function(BenchmarkId::new(name, "60x12"), |b| {
            b.iter(|| Painting::paint(&pixels, Cells { columns: 60, rows: 12 }, showing(means)));
        });
    }
    group.finish();
}

criterion_group!(benches, scrolling, painting);
criterion_main!(benches);
