//! Which versions meet a query's conditions, and which would but for one kind of filter.

use crate::catalogue::{
    Bounds, Condition, Group, Kind, Measure, Query, Test, TextKey, Toggles, Version, Wanted,
};
use crate::text::CleanText;

use super::corpus::{Corpus, Field};
use super::facets::FacetKind;
use super::reader::Own;
use super::values::Values;
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
    corpus: &'a Corpus,
    own: &'a Own,
    now: i64,
    /// What can be asked of nothing but the groups themselves: names and ids.
    wanted: Wanted<'a>,
    conditions: Vec<Prepared<'a>>,
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
    /// Values of facets, by their numbers.
    Values(Vec<bool>),
    /// What depends on who asks.
    Own(Kind),
    /// A number of a version.
    Within(Measure, Bounds),
    /// Of a version.
    Version(&'a Test),
}

/// The part of a query that is asked of groups themselves.
pub(super) fn names_and_ids(query: &Query) -> Query {
    Query {
        fuzzy: CleanText::default(),
        author: CleanText::default(),
        conditions: vec![],
        tags: Default::default(),
        toggles: Toggles::default(),
        ..query.clone()
    }
}

impl<'a> Filter<'a> {
    /// `names` is [`names_and_ids`] of the query.
    pub(super) fn new(
        corpus: &'a Corpus,
        query: &'a Query,
        names: &'a Query,
        own: &'a Own,
        now: i64,
    ) -> Self {
        let mut conditions = fields(&corpus.values, query);
        let mut has_gpus = false;
        for condition in &query.conditions {
            // Another GPU type joins the first condition on GPU types; a second one must hold whatever is switched.
            let kind = FacetKind::replacing(condition).filter(|kind| *kind != FacetKind::Gpu || !has_gpus);
            has_gpus |= kind == Some(FacetKind::Gpu);
            conditions.push(prepared(corpus, condition, kind));
        }
        // What needs the version itself is asked last, of those that are left.
        conditions.sort_by_key(|condition| condition.any.iter().any(PreparedTest::needs_version));
        Filter { corpus, own, now, wanted: Wanted::new(names), conditions }
    }

    /// Whether everything matches.
    pub(super) fn is_open(&self) -> bool {
        self.wants_empty() && self.wanted.wants_all_groups()
    }

    /// Whether a group may match at all.
    pub(super) fn wants_group(&self, group: &Group) -> bool {
        self.wanted.wants_group(group)
    }

    /// Whether a group without versions matches.
    pub(super) fn wants_empty(&self) -> bool {
        !self.wanted.filters_images() && self.conditions.is_empty()
    }

    /// What a version is worth, by its place among all versions; `first` is that of its group's first one.
    pub(super) fn version(&self, group: usize, version: usize, first: usize) -> Verdict {
        let itself = || {
            let group = &self.corpus.groups()[group];
            (&**group, &group.data[version - first])
        };
        let mut verdict = Verdict::Holds;
        for condition in &self.conditions {
            let holds = condition.any.iter().any(|test| self.holds(test, group, version, itself));
            if holds == condition.negated {
                verdict = match (verdict, condition.replaced_by) {
                    (Verdict::Holds, Some(kind)) => Verdict::FailsOnly(kind),
                    (Verdict::FailsOnly(one), Some(kind)) if one == kind => verdict,
                    (Verdict::Holds | Verdict::FailsOnly(_) | Verdict::Fails, _) => return Verdict::Fails,
                };
            }
        }
        let is_wanted = !self.wanted.filters_images() || {
            let (group, version) = itself();
            self.wanted.wants_version(group, version)
        };
        if is_wanted { verdict } else { Verdict::Fails }
    }

    fn holds<'b>(
        &self,
        test: &PreparedTest<'_>,
        group: usize,
        version: usize,
        itself: impl Fn() -> (&'b Group, &'b Version),
    ) -> bool {
        let values = &self.corpus.values;
        match test {
            PreparedTest::Groups(having) => having[group],
            PreparedTest::Values(meant) => {
                values.of_version(version).iter().any(|number| meant[*number as usize])
            }
            PreparedTest::Own(kind) => self.own.is(*kind, group),
            PreparedTest::Within(measure, bounds) => {
                values.measure(*measure, group, version, self.now).is_some_and(|number| bounds.hold(number))
            }
            PreparedTest::Version(test) => of_version(test, itself().1),
        }
    }
}

impl PreparedTest<'_> {
    fn needs_version(&self) -> bool {
        matches!(self, PreparedTest::Version(_))
    }
}

/// What a query's own fields ask: author, tags and toggles.
fn fields<'a>(values: &Values, query: &Query) -> Vec<Prepared<'a>> {
    let one =
        |replaced_by, meant| Prepared { replaced_by, negated: false, any: vec![PreparedTest::Values(meant)] };
    let text = |kind, text: &CleanText| {
        values.meant(|of, test| of == kind && matches!(test, Test::Text(_, own) if own == text))
    };
    let author = Some(&query.author).filter(|author| !author.is_empty());
    let author = author.map(|author| one(Some(FacetKind::Author), text(FacetKind::Author, author)));
    let tags = query.tags.iter().map(|tag| one(None, text(FacetKind::Tag, tag)));
    let toggles = query.toggles.iter().map(|toggle| {
        let is = |test: &Test| matches!(test, Test::Is(kind) if kind.toggle() == Some(toggle));
        one(None, values.meant(|kind, test| kind == FacetKind::Toggle && is(test)))
    });
    author.into_iter().chain(tags).chain(toggles).collect()
}

fn prepared<'a>(corpus: &Corpus, condition: &'a Condition, replaced_by: Option<FacetKind>) -> Prepared<'a> {
    let any = condition.any.iter().map(|test| prepared_test(corpus, test)).collect();
    Prepared { replaced_by, negated: condition.negated, any }
}

fn prepared_test<'a>(corpus: &Corpus, test: &'a Test) -> PreparedTest<'a> {
    let values = &corpus.values;
    match test {
        Test::Words(words) => {
            let is_short = words.chars().count() < 2;
            let fields = if is_short { &Field::ALL[..3] } else { &Field::ALL[..] };
            PreparedTest::Groups(having(corpus, words, fields))
        }
        Test::Text(TextKey::Text, text) => PreparedTest::Groups(having(corpus, text, &[Field::Readme])),
        Test::Text(key, text) => {
            let lower = text.to_lowercase();
            let is_same = |own: &str| own.to_lowercase() == lower;
            PreparedTest::Values(
                values.meant(|_, test| matches!(test, Test::Text(of, own) if of == key && is_same(own))),
            )
        }
        Test::Within(measure, bounds) => PreparedTest::Within(*measure, *bounds),
        Test::Is(kind @ (Kind::Favourite | Kind::New)) => PreparedTest::Own(*kind),
        Test::Is(Kind::Certified) | Test::Port(_) => PreparedTest::Version(test),
        Test::Is(_) => PreparedTest::Values(
            values.meant(|of, own| own == test && !matches!(of, FacetKind::Price | FacetKind::Own)),
        ),
    }
}

/// Whether what only a version itself knows holds of it.
fn of_version(test: &Test, version: &Version) -> bool {
    match test {
        Test::Port(port) => version.software_ports.iter().any(|own| own.port == Some(*port)),
        Test::Is(kind) => kind.holds(version) == Some(true),
        Test::Words(_) | Test::Text(..) | Test::Within(..) => false,
    }
}
