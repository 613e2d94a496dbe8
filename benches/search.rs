//! Searching the whole catalogue in hand: 750 groups and 50,000, each with a Readme of 2 KB, beside a floor of the same
//! run: looking for a word in all of the same text, once, case and pinyin aside.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark that fails is a panic")]

use std::hint::black_box;

use compshare_tui::face::catalogue::{Query, Window, parse_search};
use compshare_tui::face::search::{Corpus, Reader, answer};
use criterion::{Criterion, criterion_group, criterion_main};

mod support;

use support::groups;

const FIRST_PAGE: Window = Window { offset: 0, limit: 40 };

fn search(c: &mut Criterion) {
    let reader = Reader { now: 1_795_449_600, ..Reader::default() };
    for count in [750, 50_000] {
        let groups = groups(count);
        let all: String = groups
            .iter()
            .flat_map(|group| &group.data)
            .filter_map(|version| version.readme.as_deref())
            .collect();
        let mut bench = c.benchmark_group(format!("search/{count}"));
        bench.sample_size(10);
        bench.bench_function("floor: one pass over the Readmes", |b| {
            b.iter(|| memchr::memmem::find(black_box(all.as_bytes()), b"nowhere-at-all"));
        });
        bench.bench_function("make ready", |b| b.iter(|| Corpus::new(black_box(groups.clone()))));
        let corpus = Corpus::new(groups);
        for (what, text) in [
            ("everything", ""),
            ("name", "comfyui"),
            ("pinyin", "gongzuoliu"),
            ("readme", "word4"),
            ("two words", "comfyui python"),
            ("misspelt", "comfuyi"),
            ("conditions", "gpu:4090 price:<0.5 -forge is:container"),
        ] {
            let query = parse_search(text);
            bench
                .bench_function(what, |b| b.iter(|| answer(&corpus, black_box(&query), FIRST_PAGE, &reader)));
        }
        let by_name = Query {
            sort: compshare_tui::face::catalogue::SortOrder {
                field: compshare_tui::face::catalogue::SortField::Name,
                ascending: false,
            },
            ..Query::default()
        };
        bench.bench_function("sorted by name", |b| {
            b.iter(|| answer(&corpus, black_box(&by_name), FIRST_PAGE, &reader));
        });
    }
}

criterion_group!(benches, search);
criterion_main!(benches);
