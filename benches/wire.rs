//! What an answer costs between the socket and the screen: decoding a full page, beside the floor of only walking
//! over its JSON and beside serde_json's own `Value`; signing a request; selecting from a large catalogue in memory.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark that cannot start has nothing to measure")]

use std::hint::black_box;
use std::sync::Arc;

use compshare_tui::face::catalogue::{Group, GroupId, Query, Toggle, Toggles, Window, select};
use compshare_tui::face::wire::decode;
use compshare_tui::face::wire::params::params;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde::de::IgnoredAny;
use serde_json::Value;

mod support;

use support::full_page;

/// Groups like the page's, many more of them.
fn many_groups(page: &str, count: usize) -> Vec<Arc<Group>> {
    let groups = decode::page(page).unwrap().groups;
    let numbered = |(at, group): (usize, &Arc<Group>)| {
        Arc::new(Group { group_id: GroupId::new(&format!("g{at}")), ..(**group).clone() })
    };
    groups.iter().cycle().take(count).enumerate().map(numbered).collect()
}

fn decoding(c: &mut Criterion) {
    let page = full_page();
    let mut group = c.benchmark_group("100-group page");
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function("floor: walk over the JSON", |b| {
        b.iter(|| serde_json::from_str::<IgnoredAny>(black_box(&page)).unwrap());
    });
    group.bench_function("floor: serde_json::Value", |b| {
        b.iter(|| serde_json::from_str::<Value>(black_box(&page)).unwrap());
    });
    group.bench_function("decode", |b| b.iter(|| decode::page(black_box(&page)).unwrap()));
    group.finish();
}

fn signing(c: &mut Criterion) {
    let tags = vec!["文生图".into(), "ComfyUI".into()];
    let query =
        Query { fuzzy: "comfy".into(), tags, toggles: Toggles::of(&[Toggle::Free]), ..Query::default() };
    let key = "a-private-key-of-some-length-1234567890".to_owned().into();
    c.bench_function("encode and sign a request", |b| {
        b.iter(|| params(black_box(&query), Window { offset: 40, limit: 20 }).signed_body(&key));
    });
}

fn selecting(c: &mut Criterion) {
    let groups = many_groups(&full_page(), 5000);
    let query = Query { fuzzy: "comfy".into(), toggles: Toggles::of(&[Toggle::Free]), ..Query::default() };
    c.bench_function("select 20 of 5,000 groups", |b| {
        b.iter(|| select(black_box(&query), &groups, Window { offset: 0, limit: 20 }));
    });
}

criterion_group!(benches, decoding, signing, selecting);
criterion_main!(benches);
