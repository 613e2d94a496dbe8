//! Which versions meet a query's conditions, and which would but for one kind of filter.

use crate::catalogue::{
    Condition, Group, Measure, Query, Test, TextKey, Version, Wanted, month, price_units,
};

use super::corpus::{Corpus, Field};
use super::facets::FacetKind;
use super::reader::Reader;
use super::words::having;

/// Whether a version meets a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It does.
    Holds,
    /// All but what the filters of this kind ask.
    FailsOnly(FacetKind),
    /// It does not.
    Fails,
}

/// A query's filters, prepared once for all groups.
pub(super) struct Filter<'a> {
    wanted: Wanted<'a>,
    query: &'a Query,
    conditions: Vec<Prepared<'a>>,
    reader: &'a Reader,
}

/// A condition, and the kind of filters that stands in for it.
struct Prepared<'a> {
    replaced_by: Option<FacetKind>,
    negated: bool,
    any: Vec<PreparedTest<'a>>,
}

enum PreparedTest<'a> {
    /// Of groups that have a text, already known.
    Groups(Vec<bool>),
    /// Of a version.
    Version(&'a Test),
}

impl<'a> Filter<'a> {
    /// `document` is the query without words, author and conditions.
    pub(super) fn new(corpus: &Corpus, query: &'a Query, document: &'a Query, reader: &'a Reader) -> Self {
        let mut has_gpus = false;
        let prepare = |condition: &'a Condition| {
            // Another GPU type joins the first condition on GPU types; a second one must hold whatever is switched.
            let kind = FacetKind::replacing(condition).filter(|kind| *kind != FacetKind::Gpu || !has_gpus);
            has_gpus |= kind == Some(FacetKind::Gpu);
            Prepared {
                replaced_by: kind,
                negated: condition.negated,
                any: condition.any.iter().map(|test| prepared(corpus, test)).collect(),
            }
        };
        let conditions = query.conditions.iter().map(prepare).collect();
        Filter { wanted: Wanted::new(document), query, conditions, reader }
    }

    /// Whether everything matches.
    pub(super) fn is_open(&self) -> bool {
        self.wants_empty() && self.query.group_id.as_str().is_empty()
    }

    /// Whether a group may match at all.
    pub(super) fn wants_group(&self, group: &Group) -> bool {
        self.wanted.wants_group(group)
    }

    /// Whether a group without versions matches.
    pub(super) fn wants_empty(&self) -> bool {
        !self.wanted.filters_images() && self.conditions.is_empty() && self.query.author.is_empty()
    }

    /// What a version of a group is worth; `at` is the group's number.
    pub(super) fn version(&self, at: usize, group: &Group, version: &Version) -> Verdict {
        if !self.wanted.wants_version(group, version) {
            return Verdict::Fails;
        }
        let mut verdict = Verdict::Holds;
        let mut fail = |kind: Option<FacetKind>| {
            verdict = match (verdict, kind) {
                (Verdict::Holds, Some(kind)) => Verdict::FailsOnly(kind),
                (Verdict::FailsOnly(one), Some(kind)) if one == kind => verdict,
                (Verdict::Holds | Verdict::FailsOnly(_) | Verdict::Fails, _) => Verdict::Fails,
            };
        };
        if !self.query.author.is_empty() && version.author != self.query.author {
            fail(Some(FacetKind::Author));
        }
        for condition in &self.conditions {
            let holds = condition.any.iter().any(|test| match test {
                PreparedTest::Groups(having) => having[at],
                PreparedTest::Version(test) => self.holds(test, group, version),
            });
            if holds == condition.negated {
                fail(condition.replaced_by);
            }
        }
        verdict
    }

    fn holds(&self, test: &Test, group: &Group, version: &Version) -> bool {
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b) || a.to_lowercase() == b.to_lowercase();
        match test {
            Test::Text(TextKey::Tag, tag) => version.tags.iter().any(|own| same(own, tag)),
            Test::Text(TextKey::Author, author) => same(&version.author, author),
            Test::Text(TextKey::Gpu, gpu) => version.supported_gpu_types.iter().any(|own| same(own, gpu)),
            Test::Port(port) => version.software_ports.iter().any(|own| own.port == Some(*port)),
            Test::Within(measure, bounds) => {
                number(*measure, group, version, self.reader.now).is_some_and(|number| bounds.hold(number))
            }
            Test::Is(kind) => kind.holds(version).unwrap_or_else(|| self.reader.is(*kind, group)),
            Test::Words(_) | Test::Text(TextKey::Text, _) => false,
        }
    }
}

fn prepared<'a>(corpus: &Corpus, test: &'a Test) -> PreparedTest<'a> {
    match test {
        Test::Words(words) => {
            let is_short = words.chars().count() < 2;
            let fields = if is_short { &Field::ALL[..3] } else { &Field::ALL[..] };
            PreparedTest::Groups(having(corpus, words, fields))
        }
        Test::Text(TextKey::Text, text) => PreparedTest::Groups(having(corpus, text, &[Field::Readme])),
        Test::Text(TextKey::Tag | TextKey::Author | TextKey::Gpu, _)
        | Test::Port(_)
        | Test::Within(..)
        | Test::Is(_) => PreparedTest::Version(test),
    }
}

/// A number of a version; `None` where it is not known.
fn number(measure: Measure, group: &Group, version: &Version, now: i64) -> Option<u64> {
    let age = |time: i64| (time > 0).then(|| now.saturating_sub(time).max(0).unsigned_abs());
    match measure {
        Measure::Price => version.price.map(price_units),
        Measure::Size => Some(version.size).filter(|size| *size > 0),
        Measure::Versions => Some(group.data.len() as u64),
        Measure::Updated => age(version.update_time.max(version.pub_time)),
        Measure::Published => age(version.pub_time),
        Measure::Month => month(version.pub_time),
    }
}
