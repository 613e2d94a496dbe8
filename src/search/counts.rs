//! Counting behind filters while an answer is made: how many groups would be left if this were switched on.

use std::collections::HashMap;

use crate::catalogue::Query;
use crate::i18n::Lang;

use super::facets::{FacetKind, FacetValue, Facets, is_on, label, order};
use super::reader::Own;
use super::values::{OWN, PUBLISHED_DAYS, Values, published_within};

/// Most values of a facet that are told; authors are many.
const MOST: usize = 200;

/// How many groups have a value, and the last one it was counted for.
#[derive(Clone)]
struct Tally {
    count: usize,
    last: usize,
}

impl Tally {
    const NONE: Tally = Tally { count: 0, last: usize::MAX };

    fn count(&mut self, group: usize) {
        if self.last != group {
            self.last = group;
            self.count += 1;
        }
    }
}

/// Counts while groups are gone through.
pub(super) struct Counts<'a> {
    values: &'a Values,
    own: &'a Own,
    now: i64,
    tallies: Vec<Tally>,
    /// Groups that only a value of an alternative facet would add.
    extra: Vec<Tally>,
    /// The last group that has some.
    has_extra: usize,
    total: usize,
}

impl<'a> Counts<'a> {
    pub(super) fn new(values: &'a Values, own: &'a Own, now: i64) -> Self {
        let none = vec![Tally::NONE; values.all.len()];
        Counts { values, own, now, tallies: none.clone(), extra: none, has_extra: usize::MAX, total: 0 }
    }

    /// A version, by its place among all, that meets everything, or everything but what a kind asks.
    pub(super) fn version(&mut self, group: usize, version: usize, but: Option<FacetKind>) {
        let values = self.values;
        let dynamic = values.published(version, self.now).chain(self.of_reader(group));
        for number in dynamic.chain(values.of_version(version).iter().copied()) {
            let number = number as usize;
            let kind = values.kinds[number];
            if but == Some(FacetKind::Gpu) && kind == FacetKind::Gpu {
                self.extra[number].count(group);
                self.has_extra = group;
            } else if but.is_none() || but == Some(kind) {
                self.tallies[number].count(group);
            }
        }
    }

    /// The values that hold of a group for the one who asks.
    fn of_reader(&self, group: usize) -> impl Iterator<Item = u32> + use<> {
        let first = u32::try_from(PUBLISHED_DAYS.len()).unwrap_or(0);
        let is = OWN.map(|kind| self.own.is(kind, group));
        is.into_iter().zip(first..).filter(|(is, _)| *is).map(|(_, number)| number)
    }

    /// A group of which every version meets everything; it comes once.
    pub(super) fn whole_group(&mut self, group: usize) {
        self.when_and_whose(group);
        for number in self.values.of_group(group) {
            self.tallies[*number as usize].count += 1;
        }
        self.total += 1;
    }

    /// All groups, of which every version meets everything; nothing else may be counted.
    pub(super) fn everything(&mut self, groups: usize) {
        for (tally, total) in self.tallies.iter_mut().zip(&self.values.totals) {
            tally.count = *total;
        }
        (0..groups).for_each(|group| self.when_and_whose(group));
        self.total = groups;
    }

    /// What depends on who asks and when, of a group with all its versions.
    fn when_and_whose(&mut self, group: usize) {
        if self.values.versions_of(group).is_empty() {
            return;
        }
        let published = published_within(self.values.newest()[group], self.now);
        for number in published.chain(self.of_reader(group)) {
            self.tallies[number as usize].count += 1;
        }
    }

    /// A group is through; what a GPU type would add is nothing where the group matches anyway.
    pub(super) fn group(&mut self, group: usize, matches: bool) {
        if !matches {
            return;
        }
        self.total += 1;
        if self.has_extra == group {
            for number in self.values.of_group(group) {
                let extra = &mut self.extra[*number as usize];
                if extra.last == group {
                    *extra = Tally { count: extra.count - 1, ..Tally::NONE };
                }
            }
        }
    }

    /// The counts; an alternative adds to what the chosen ones leave.
    pub(super) fn finish(self, query: &Query) -> Facets {
        let has_gpus = query.conditions.iter().any(|it| FacetKind::replacing(it) == Some(FacetKind::Gpu));
        let count = |number: usize, kind: FacetKind| match kind {
            FacetKind::Gpu if is_on(query, kind, &self.values.all[number].1) => self.total,
            FacetKind::Gpu if has_gpus => self.total + self.extra[number].count,
            FacetKind::Toggle
            | FacetKind::Gpu
            | FacetKind::Price
            | FacetKind::Kind
            | FacetKind::Status
            | FacetKind::Published
            | FacetKind::Author
            | FacetKind::Tag
            | FacetKind::Month
            | FacetKind::Own => self.tallies[number].count,
        };
        let value = |(number, (kind, test)): (usize, &(FacetKind, _))| FacetValue {
            kind: *kind,
            test: Clone::clone(test),
            count: count(number, *kind),
        };
        let mut values: Vec<FacetValue> = self.values.all.iter().enumerate().map(value).collect();
        let place = |kind: FacetKind| FacetKind::ALL.iter().position(|other| *other == kind);
        values.sort_by_cached_key(|value| (place(value.kind), order(value), label(&value.test, Lang::En)));
        let mut seen = HashMap::new();
        values.retain(|value| {
            let seen: &mut usize = seen.entry(value.kind).or_default();
            *seen += 1;
            *seen <= MOST
        });
        Facets::new(values)
    }
}
