//! An answer: which groups, in which order, a place in a Readme where only that matches, and counts behind filters.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::catalogue::{GroupId, Page, Query, SortField, SortOrder, Status, Window};
use crate::text::CleanText;

use super::corpus::Corpus;
use super::facets::{Counts, Facets};
use super::filter::{Filter, Verdict};
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
    let nothing = CleanText::default();
    let document = Query { fuzzy: nothing.clone(), author: nothing, conditions: vec![], ..query.clone() };
    let filter = Filter::new(corpus, query, &document, reader);
    let scores = (!query.fuzzy.is_empty()).then(|| words::scores(corpus, &query.fuzzy));
    let mut counts = Counts::new(&corpus.values, reader.now);
    let mut matching = Vec::new();
    for (at, group) in corpus.groups().iter().enumerate() {
        if scores.as_ref().is_some_and(|scores| scores[at] == 0) || !filter.wants_group(group) {
            continue;
        }
        let mut matches = group.data.is_empty() && filter.wants_empty();
        for (number, version) in group.data.iter().enumerate() {
            match filter.version(at, group, version) {
                Verdict::Holds => {
                    matches = true;
                    counts.version(at, (number, version), None);
                }
                Verdict::FailsOnly(kind) => counts.version(at, (number, version), Some(kind)),
                Verdict::Fails => {}
            }
        }
        counts.group(at, matches);
        if matches {
            matching.push(at);
        }
    }
    sort(corpus, query.sort, scores.as_deref(), &mut matching);
    let available = matching.iter().filter(|at| corpus.groups()[**at].status == Status::Available).count();
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

/// Puts matching groups in order. Words sort by how well they match, unless the reader wants another order.
fn sort(corpus: &Corpus, order: SortOrder, scores: Option<&[u32]>, matching: &mut [usize]) {
    let groups = corpus.groups();
    let popularity = |at: usize| (groups[at].created_count, groups[at].favorites_count);
    let by_relevance = order.field == SortField::Relevance || order == SortOrder::default();
    match scores {
        Some(scores) if by_relevance => {
            matching
                .sort_by_cached_key(|at| (Reverse((scores[*at], popularity(*at))), &groups[*at].group_id));
        }
        None if order.field == SortField::Relevance => {
            matching.sort_by_cached_key(|at| (Reverse(popularity(*at)), &groups[*at].group_id));
        }
        Some(_) | None if order.field == SortField::Name => {
            let ranks = corpus.by_name();
            // Letters rise by themselves: "largest first" is from A to Z.
            matching.sort_unstable_by_key(
                |at| if order.ascending { usize::MAX - ranks[*at] } else { ranks[*at] },
            );
        }
        Some(_) | None => matching.sort_by(|a, b| order.compare(&groups[*a], &groups[*b])),
    }
}
