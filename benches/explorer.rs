//! What a key press costs: `update` for moving and paging, and a whole frame at three sizes beside a bare frame of
//! the same size (every cell set, nothing measured), which no program can beat.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark that cannot start has nothing to measure")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Style;

mod support;

use support::Explorer;

const SIZES: [(u16, u16); 3] = [(80, 24), (140, 40), (240, 67)];

fn open((width, height): (u16, u16)) -> Explorer<TestBackend> {
    Explorer::open(Terminal::new(TestBackend::new(width, height)).expect("a test backend never fails"))
}

fn moving(c: &mut Criterion) {
    let mut group = c.benchmark_group("update");
    let mut explorer = open((140, 40));
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
        let mut explorer = open((width, height));
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
