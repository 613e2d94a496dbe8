//! An answer: which groups, in which order, a place in a Readme where only that matches, and counts behind filters.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use crate::catalogue::{GroupId, Page, Query, SortField, SortOrder, Window};

use super::corpus::Corpus;
use super::counts::Counts;
use super::facets::Facets;
use super::filter::{Filter, Verdict, names_and_ids};
use super::marks::{Marker, Snippet};
use super::reader::Reader;
use super::words;

/// What the catalogue in hand says to a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The groups of the window, and how many there are in all.
    pub page: Page,
    /// Places in Readmes, for groups that only those speak for.
    pub snippets: Vec<(GroupId, Snippet)>,
    /// Counts behind filters.
    pub facets: Facets,
}

/// Answers a query.
#[must_use]
pub fn answer(corpus: &Corpus, query: &Query, window: Window, reader: &Reader) -> Answer {
    let (names, own) = (names_and_ids(query), reader.own(corpus));
    let filter = Filter::new(corpus, query, &names, &own, reader.now);
    let scores = (!query.fuzzy.is_empty()).then(|| words::scores(corpus, &query.fuzzy));
    let mut counts = Counts::new(&corpus.values, &own, reader.now);
    let mut matching = matching(corpus, &filter, scores.as_deref(), &mut counts);
    sort(corpus, query.sort, scores.as_deref(), &mut matching, window);
    let available = matching.iter().filter(|at| corpus.facts(**at).is_available).count();
    let groups: Vec<_> = matching
        .iter()
        .skip(window.offset)
        .take(window.limit)
        .map(|at| Arc::clone(&corpus.groups()[*at]))
        .collect();
    let marker = Marker::new(query);
    let snippet =
        |group: &Arc<crate::catalogue::Group>| Some((group.group_id.clone(), marker.snippet(group)?));
    Answer {
        snippets: groups.iter().filter_map(snippet).collect(),
        page: Page {
            total_count: Some(matching.len() as u64),
            available_total_count: Some(available as u64),
            groups,
            skipped: 0,
        },
        facets: counts.finish(query),
    }
}

/// The groups that match; what their versions say is counted.
fn matching(
    corpus: &Corpus,
    filter: &Filter<'_>,
    scores: Option<&[u32]>,
    counts: &mut Counts<'_>,
) -> Vec<usize> {
    let all = 0..corpus.groups().len();
    match scores {
        None if filter.is_open() => {
            counts.everything(all.len());
            all.collect()
        }
        None => all.filter(|at| matches(corpus, filter, *at, counts)).collect(),
        Some(scores) => all.filter(|at| scores[*at] > 0 && matches(corpus, filter, *at, counts)).collect(),
    }
}

/// Whether a group matches; what its versions say is counted.
fn matches(corpus: &Corpus, filter: &Filter<'_>, at: usize, counts: &mut Counts<'_>) -> bool {
    if filter.is_open() {
        counts.whole_group(at);
        return true;
    }
    if !filter.wants_group(&corpus.groups()[at]) {
        return false;
    }
    let versions = corpus.values.versions_of(at);
    let first = versions.start;
    let mut matches = versions.is_empty() && filter.wants_empty();
    for version in versions {
        match filter.version(at, version, first) {
            Verdict::Holds => {
                matches = true;
                counts.version(at, version, None);
            }
            Verdict::FailsOnly(kind) => counts.version(at, version, Some(kind)),
            Verdict::Fails => {}
        }
    }
    counts.group(at, matches);
    matches
}

/// Puts matching groups in order, as far as the window's end. Words sort by how well they match, unless the reader wants
/// another order.
fn sort(corpus: &Corpus, order: SortOrder, scores: Option<&[u32]>, matching: &mut [usize], window: Window) {
    let groups = corpus.groups();
    let by_id = |at: usize| corpus.facts(at).by_id;
    let popularity = |at: usize| corpus.facts(at).popularity;
    let by_relevance = order.field == SortField::Relevance || order == SortOrder::default();
    let end = window.offset.saturating_add(window.limit);
    match scores {
        Some(scores) if by_relevance => {
            first_by_key(matching, end, |at| (Reverse((scores[at], popularity(at))), by_id(at)));
        }
        None if order.field == SortField::Relevance => {
            first_by_key(matching, end, |at| (Reverse(popularity(at)), by_id(at)));
        }
        Some(_) | None if order.field == SortField::Name => {
            let ranks = corpus.by_name();
            // Letters rise by themselves: "largest first" is from A to Z.
            first_by_key(
                matching,
                end,
                |at| if order.ascending { usize::MAX - ranks[at] } else { ranks[at] },
            );
        }
        Some(_) | None => first_by(matching, end, |a, b| {
            order.compare_fields(&groups[a], &groups[b]).then_with(|| by_id(a).cmp(&by_id(b)))
        }),
    }
}

fn first_by_key<K: Ord>(all: &mut [usize], end: usize, key: impl Fn(usize) -> K) {
    first_by(all, end, |a, b| key(a).cmp(&key(b)));
}

/// Puts the first `end` in order; the rest is anywhere behind them.
fn first_by(all: &mut [usize], end: usize, compare: impl Fn(usize, usize) -> Ordering) {
    let first = if end < all.len() { all.select_nth_unstable_by(end, |a, b| compare(*a, *b)).0 } else { all };
    first.sort_unstable_by(|a, b| compare(*a, *b));
}
