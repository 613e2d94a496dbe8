//! The catalogue on disk, 750 groups and 50,000, each with a Readme of 2 KB: reading and replacing it, beside a floor of
//! the same run: reading the file's bytes and walking over their JSON.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark that fails is a panic")]

use std::hint::black_box;
use std::sync::Arc;

use compshare_tui::face::catalogue::{Group, GroupId};
use compshare_tui::face::store::snapshot::{Place, Snapshot, load, save};
use compshare_tui::face::text::CleanText;
use compshare_tui::face::wire::decode;
use criterion::{Criterion, criterion_group, criterion_main};
use serde::de::IgnoredAny;

/// The bundled groups over and over, each with one version and a Readme of 2 KB.
fn groups(count: usize) -> Vec<Arc<Group>> {
    let bundled = decode::page(include_str!("../assets/catalogue.json")).unwrap().groups;
    let readmes = bundled.iter().flat_map(|group| &group.data).filter_map(|version| version.readme.as_ref());
    let text: String = readmes.map(CleanText::as_str).collect();
    let part = |number: usize| -> String {
        let from = text.char_indices().nth(number % 100 * 500).map_or(0, |(at, _)| at);
        let mut bytes = 0;
        text[from..]
            .chars()
            .take_while(|c| {
                bytes += c.len_utf8();
                bytes <= 2048
            })
            .collect()
    };
    let make = |number: usize| {
        let mut group = bundled[number % bundled.len()].as_ref().clone();
        group.group_id = GroupId::new(&format!("group{number}"));
        group.data.truncate(1);
        for version in &mut group.data {
            version.readme = Some(CleanText::block(&part(number), 4000));
        }
        Arc::new(group)
    };
    (0..count).map(make).collect()
}

fn snapshot(c: &mut Criterion) {
    let cache = tempfile::tempdir().unwrap();
    for count in [750, 50_000] {
        let place = Place::new(cache.path(), "bench", "cn-wlcb", &count.to_string());
        let snapshot = Snapshot { taken: 1, groups: groups(count) };
        save(&place, &snapshot).unwrap();
        let mut bench = c.benchmark_group(format!("snapshot/{count}"));
        bench.sample_size(10);
        bench.bench_function("floor: read and walk", |b| {
            b.iter(|| {
                let text = std::fs::read_to_string(place.path()).unwrap();
                text.lines().for_each(|line| {
                    black_box(serde_json::from_str::<IgnoredAny>(line).unwrap());
                });
            });
        });
        // Dropping what was read is not part of reading it.
        bench.bench_function("read", |b| b.iter_with_large_drop(|| load(&place).unwrap()));
        bench.bench_function("replace", |b| b.iter(|| save(&place, black_box(&snapshot)).unwrap()));
        bench.finish();
    }
}

criterion_group!(benches, snapshot);
criterion_main!(benches);
