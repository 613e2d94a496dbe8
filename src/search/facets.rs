//! Counts behind filters: how many groups would be left if this were switched on.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::catalogue::{
    Bounds, Condition, Group, Kind, Measure, Query, Term, Test, TextKey, Version, amount, month, price_units,
};
use crate::i18n::Lang;
use crate::messages;

use super::reader::Reader;

/// Days that "published within" is offered for.
const PUBLISHED_DAYS: [u64; 3] = [7, 30, 365];
/// What depends on who asks.
const OWN: [Kind; 2] = [Kind::Favourite, Kind::New];
/// CNY per hour between which ranges of prices are cut, in ten-thousandths.
const PRICE_CUTS: [u64; 9] = [1_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];
/// Most values of a facet that are told; authors are many.
const MOST: usize = 200;

/// A kind of filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FacetKind {
    /// Filters that are on or off; all that are on must hold.
    Toggle,
    /// GPU types; one of those that are on is enough.
    Gpu,
    /// Ranges of prices; one at a time.
    Price,
    /// Container or virtual machine; one at a time.
    Kind,
    /// Online; on or off.
    Status,
    /// Published within some days; one at a time.
    Published,
    /// Authors; one at a time.
    Author,
    /// Tags; all that are on must be there.
    Tag,
    /// Months of publication; one at a time.
    Month,
    /// Bookmarked, or new since the last visit; both may be on.
    Own,
}

impl FacetKind {
    /// All kinds, in the order the interface shows.
    pub const ALL: [FacetKind; 10] = [
        FacetKind::Toggle,
        FacetKind::Gpu,
        FacetKind::Price,
        FacetKind::Kind,
        FacetKind::Status,
        FacetKind::Published,
        FacetKind::Author,
        FacetKind::Tag,
        FacetKind::Month,
        FacetKind::Own,
    ];

    /// What the values are called together.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            FacetKind::Toggle => FacetText::Toggle,
            FacetKind::Gpu => FacetText::Gpu,
            FacetKind::Price => FacetText::Price,
            FacetKind::Kind => FacetText::Kind,
            FacetKind::Status => FacetText::Status,
            FacetKind::Published => FacetText::Published,
            FacetKind::Author => FacetText::Author,
            FacetKind::Tag => FacetText::Tag,
            FacetKind::Month => FacetText::Month,
            FacetKind::Own => FacetText::Own,
        }
        .text(lang)
    }

    fn of_test(test: &Test) -> Option<Self> {
        match test {
            Test::Text(TextKey::Gpu, _) => Some(FacetKind::Gpu),
            Test::Text(TextKey::Tag, _) => Some(FacetKind::Tag),
            Test::Text(TextKey::Author, _) => Some(FacetKind::Author),
            Test::Within(Measure::Price, _) => Some(FacetKind::Price),
            Test::Within(Measure::Published, _) => Some(FacetKind::Published),
            Test::Within(Measure::Month, _) => Some(FacetKind::Month),
            Test::Is(Kind::Container | Kind::VirtualMachine) => Some(FacetKind::Kind),
            Test::Is(Kind::Online) => Some(FacetKind::Status),
            Test::Is(Kind::Free) => Some(FacetKind::Price),
            Test::Is(Kind::Official | Kind::Autostart) => Some(FacetKind::Toggle),
            Test::Is(Kind::Favourite | Kind::New) => Some(FacetKind::Own),
            Test::Is(Kind::Certified)
            | Test::Words(_)
            | Test::Text(TextKey::Text, _)
            | Test::Port(_)
            | Test::Within(Measure::Size | Measure::Versions | Measure::Updated, _) => None,
        }
    }

    /// The kind whose values stand in for a condition: switching another one on replaces it, or adds to it.
    pub(super) fn replacing(condition: &Condition) -> Option<Self> {
        let kind = FacetKind::of_test(condition.any.first()?)?;
        let is_same = condition.any.iter().all(|test| FacetKind::of_test(test) == Some(kind));
        let replaces = !matches!(kind, FacetKind::Tag | FacetKind::Toggle | FacetKind::Own);
        (is_same && replaces && !condition.negated).then_some(kind)
    }
}

/// A filter that can be switched on or off, and how many groups would be left with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// Its kind.
    pub kind: FacetKind,
    /// What it asks.
    pub test: Test,
    /// How many groups there are with it, given everything else that is asked.
    pub count: usize,
}

impl FacetValue {
    /// What it is called.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        label(&self.test, lang)
    }
}

/// What a test is called in the sidebar.
#[must_use]
pub(crate) fn label(test: &Test, lang: Lang) -> String {
    match test {
        Test::Words(text) | Test::Text(_, text) => text.to_string(),
        Test::Port(port) => port.to_string(),
        Test::Within(Measure::Published, Bounds { below: Some(below), .. }) => {
            FacetText::Days.fill(lang, &[&(below / 86_400)])
        }
        Test::Within(Measure::Price, Bounds { from, below }) => {
            let yuan = |number: u64| number as f64 / 10_000.0;
            match below {
                Some(below) if *from == 1 => format!("< ¥{}", yuan(*below)),
                Some(below) => format!("¥{} – {}", yuan(*from), yuan(*below)),
                None => format!("≥ ¥{}", yuan(*from)),
            }
        }
        Test::Within(Measure::Month, bounds) => amount(Measure::Month, bounds.from),
        Test::Within(..) => Condition::one(test.clone()).to_string(),
        Test::Is(kind) => kind.label(lang).to_owned(),
    }
}

/// Whether a value of a kind is on in a query.
#[must_use]
pub(crate) fn is_on(query: &Query, kind: FacetKind, test: &Test) -> bool {
    let toggle = |kind: &Kind| kind.toggle().is_some_and(|toggle| query.toggles.is_on(toggle));
    let own = match (kind, test) {
        (FacetKind::Tag, Test::Text(_, tag)) => query.tags.contains(tag),
        (FacetKind::Author, Test::Text(_, author)) => query.author == *author,
        (FacetKind::Toggle, Test::Is(kind)) => toggle(kind),
        (
            FacetKind::Tag
            | FacetKind::Author
            | FacetKind::Toggle
            | FacetKind::Gpu
            | FacetKind::Price
            | FacetKind::Kind
            | FacetKind::Status
            | FacetKind::Published
            | FacetKind::Month
            | FacetKind::Own,
            _,
        ) => false,
    };
    own || query.conditions.iter().any(|condition| !condition.negated && condition.any.contains(test))
}

/// Switches a value of a kind in a query.
pub(crate) fn switch(query: &mut Query, kind: FacetKind, test: &Test) {
    let was_on = is_on(query, kind, test);
    match (kind, test) {
        (FacetKind::Tag, Test::Text(_, tag)) => return query.toggle_tag(tag),
        (FacetKind::Author, Test::Text(_, author)) => {
            return query.set_term(Term::Author, if was_on { "" } else { author });
        }
        (FacetKind::Toggle, Test::Is(kind)) => {
            query.conditions.retain(|condition| condition.only() != Some(test));
            return kind.toggle().into_iter().for_each(|toggle| query.toggles.set(toggle, !was_on));
        }
        (FacetKind::Gpu, _) => return switch_alternative(query, test),
        (FacetKind::Own, _) => query.conditions.retain(|condition| condition.only() != Some(test)),
        (
            FacetKind::Tag
            | FacetKind::Author
            | FacetKind::Toggle
            | FacetKind::Price
            | FacetKind::Kind
            | FacetKind::Status
            | FacetKind::Published
            | FacetKind::Month,
            _,
        ) => {}
    }
    query.conditions.retain(|condition| FacetKind::replacing(condition) != Some(kind));
    if !was_on {
        query.conditions.push(Condition::one(test.clone()));
    }
}

/// Adds an alternative to the condition on GPU types, or takes it out.
fn switch_alternative(query: &mut Query, test: &Test) {
    let gpus = |condition: &&mut Condition| FacetKind::replacing(condition) == Some(FacetKind::Gpu);
    match query.conditions.iter_mut().find(gpus) {
        Some(condition) => match condition.any.iter().position(|other| other == test) {
            Some(at) => {
                condition.any.remove(at);
                query.conditions.retain(|condition| !condition.any.is_empty());
            }
            None => condition.any.push(test.clone()),
        },
        None => query.conditions.push(Condition::one(test.clone())),
    }
}

/// Filters with their counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Each kind's values, the most frequent first.
    values: Vec<FacetValue>,
    /// Where each test stands among them.
    places: HashMap<Test, usize>,
}

impl Facets {
    fn new(values: Vec<FacetValue>) -> Self {
        let places = values.iter().enumerate().map(|(at, value)| (value.test.clone(), at)).collect();
        Facets { values, places }
    }

    /// All values, by kind.
    #[must_use]
    pub fn values(&self) -> &[FacetValue] {
        &self.values
    }

    /// The values of a kind.
    pub fn of(&self, kind: FacetKind) -> impl Iterator<Item = &FacetValue> {
        self.values.iter().filter(move |value| value.kind == kind)
    }

    /// How many groups there would be with this.
    #[must_use]
    pub fn count(&self, test: &Test) -> Option<usize> {
        self.places.get(test).map(|at| self.values[*at].count)
    }
}

/// The values of all facets as numbers, and those of each version.
#[derive(Debug)]
pub(super) struct Values {
    all: Vec<(FacetKind, Test)>,
    /// Of each version, one group after another.
    versions: Vec<Vec<u32>>,
    /// When each version was published, Unix seconds.
    pub_times: Vec<i64>,
    /// Where each group's versions begin.
    groups: Vec<usize>,
}

impl Values {
    pub(super) fn new(groups: &[Arc<Group>]) -> Self {
        let mut values =
            Values { all: Vec::new(), versions: Vec::new(), pub_times: Vec::new(), groups: Vec::new() };
        let mut known: HashMap<(FacetKind, Test), u32> = HashMap::new();
        let published = PUBLISHED_DAYS
            .map(|days| Test::Within(Measure::Published, Bounds { from: 0, below: Some(days * 86_400) }));
        for test in published {
            values.number(&mut known, FacetKind::Published, test);
        }
        for kind in OWN {
            values.number(&mut known, FacetKind::Own, Test::Is(kind));
        }
        for group in groups {
            values.groups.push(values.versions.len());
            for version in &group.data {
                let mut numbers: Vec<u32> =
                    tests(version).map(|(kind, test)| values.number(&mut known, kind, test)).collect();
                numbers.sort_unstable();
                numbers.dedup();
                values.versions.push(numbers);
                values.pub_times.push(version.pub_time);
            }
        }
        values
    }

    fn number(&mut self, known: &mut HashMap<(FacetKind, Test), u32>, kind: FacetKind, test: Test) -> u32 {
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        *known.entry((kind, test)).or_insert_with_key(|(kind, test)| {
            self.all.push((*kind, test.clone()));
            next
        })
    }

    /// The numbers of a group's versions.
    fn of_group(&self, group: usize) -> Range<usize> {
        self.groups[group]..self.groups.get(group + 1).copied().unwrap_or(self.versions.len())
    }

    /// The values of "published within" that hold of a version.
    fn published(&self, version: usize, now: i64) -> impl Iterator<Item = u32> + use<> {
        let time = self.pub_times[version];
        let age = now.saturating_sub(time).max(0).unsigned_abs();
        let within =
            PUBLISHED_DAYS.into_iter().zip(0..).filter(move |(days, _)| time > 0 && age < days * 86_400);
        within.map(|(_, number)| number)
    }
}

/// What a version says of each facet.
fn tests(version: &Version) -> impl Iterator<Item = (FacetKind, Test)> {
    let text = |kind, key, text: &crate::text::CleanText| (kind, Test::Text(key, text.clone()));
    let tags = version.tags.iter().map(move |tag| text(FacetKind::Tag, TextKey::Tag, tag));
    let gpus = version.supported_gpu_types.iter().map(move |gpu| text(FacetKind::Gpu, TextKey::Gpu, gpu));
    let author = Some(&version.author).filter(|author| !author.is_empty());
    let author = author.into_iter().map(move |author| text(FacetKind::Author, TextKey::Author, author));
    let kinds = [
        (FacetKind::Toggle, Kind::Free),
        (FacetKind::Toggle, Kind::Official),
        (FacetKind::Toggle, Kind::Autostart),
        (FacetKind::Kind, Kind::Container),
        (FacetKind::Kind, Kind::VirtualMachine),
        (FacetKind::Status, Kind::Online),
    ];
    let kinds = kinds.into_iter().filter(|(_, kind)| kind.holds(version) == Some(true));
    let month = month(version.pub_time).into_iter().map(|month| {
        (FacetKind::Month, Test::Within(Measure::Month, Bounds { from: month, below: Some(month + 1) }))
    });
    let price =
        version.price.map(price_units).into_iter().map(|price| (FacetKind::Price, price_range(price)));
    tags.chain(gpus)
        .chain(author)
        .chain(kinds.map(|(facet, kind)| (facet, Test::Is(kind))))
        .chain(price)
        .chain(month)
}

/// The range of prices that a price is counted in.
fn price_range(price: u64) -> Test {
    if price == 0 {
        return Test::Is(Kind::Free);
    }
    let below = PRICE_CUTS.into_iter().find(|cut| price < *cut);
    let from = PRICE_CUTS.into_iter().rev().find(|cut| price >= *cut).unwrap_or(1);
    Test::Within(Measure::Price, Bounds { from, below })
}

/// Counts while groups are gone through.
pub(super) struct Counts<'a> {
    values: &'a Values,
    reader: &'a Reader,
    groups: &'a [Arc<Group>],
    counts: Vec<usize>,
    /// The last group that each value was counted for.
    last: Vec<usize>,
    /// Groups that only a value of an alternative facet would add.
    extra: Vec<usize>,
    extra_last: Vec<usize>,
    total: usize,
}

impl<'a> Counts<'a> {
    pub(super) fn new(values: &'a Values, groups: &'a [Arc<Group>], reader: &'a Reader) -> Self {
        let length = values.all.len();
        let none = vec![usize::MAX; length];
        Counts {
            values,
            reader,
            groups,
            counts: vec![0; length],
            last: none.clone(),
            extra: vec![0; length],
            extra_last: none,
            total: 0,
        }
    }

    /// A version that meets everything, or everything but what a kind asks.
    pub(super) fn version(&mut self, group: usize, version: usize, but: Option<FacetKind>) {
        let values = self.values;
        let at = values.groups[group] + version;
        let own = self.own(group);
        let dynamic = values.published(at, self.reader.now).chain(own);
        for number in dynamic.chain(values.versions[at].iter().copied()) {
            let number = number as usize;
            let kind = values.all[number].0;
            if but == Some(FacetKind::Gpu) && kind == FacetKind::Gpu {
                if self.extra_last[number] != group {
                    self.extra_last[number] = group;
                    self.extra[number] += 1;
                }
            } else if (but.is_none() || but == Some(kind)) && self.last[number] != group {
                self.last[number] = group;
                self.counts[number] += 1;
            }
        }
    }

    /// The values that hold of a group for the one who asks.
    fn own(&self, group: usize) -> impl Iterator<Item = u32> + use<> {
        let first = u32::try_from(PUBLISHED_DAYS.len()).unwrap_or(0);
        let is = OWN.map(|kind| self.reader.is(kind, &self.groups[group]));
        is.into_iter().zip(first..).filter(|(is, _)| *is).map(|(_, number)| number)
    }

    /// A group of which every version meets everything.
    pub(super) fn whole_group(&mut self, group: usize) {
        for version in 0..self.values.of_group(group).len() {
            self.version(group, version, None);
        }
        self.total += 1;
    }

    /// A group is through; what a GPU type would add is nothing where the group matches anyway.
    pub(super) fn group(&mut self, group: usize, matches: bool) {
        if !matches {
            return;
        }
        self.total += 1;
        for version in self.values.of_group(group) {
            for number in &self.values.versions[version] {
                let number = *number as usize;
                if self.extra_last[number] == group {
                    self.extra_last[number] = usize::MAX;
                    self.extra[number] -= 1;
                }
            }
        }
    }

    /// The counts; an alternative adds to what the chosen ones leave.
    pub(super) fn finish(self, query: &Query) -> Facets {
        let has_gpus = query.conditions.iter().any(|it| FacetKind::replacing(it) == Some(FacetKind::Gpu));
        let count = |number: usize, kind: FacetKind| match kind {
            FacetKind::Gpu if is_on(query, kind, &self.values.all[number].1) => self.total,
            FacetKind::Gpu if has_gpus => self.total + self.extra[number],
            FacetKind::Toggle
            | FacetKind::Gpu
            | FacetKind::Price
            | FacetKind::Kind
            | FacetKind::Status
            | FacetKind::Published
            | FacetKind::Author
            | FacetKind::Tag
            | FacetKind::Month
            | FacetKind::Own => self.counts[number],
        };
        let mut values: Vec<FacetValue> = self
            .values
            .all
            .iter()
            .enumerate()
            .map(|(number, (kind, test))| FacetValue {
                kind: *kind,
                test: test.clone(),
                count: count(number, *kind),
            })
            .collect();
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

/// Ranges stand in their own order, everything else by how frequent it is.
fn order(value: &FacetValue) -> u64 {
    match &value.test {
        Test::Within(Measure::Published, bounds) => bounds.below.unwrap_or(u64::MAX),
        // The newest month first.
        Test::Within(Measure::Month, bounds) => u64::MAX - bounds.from,
        Test::Within(_, bounds) => bounds.from,
        Test::Is(Kind::Free) if value.kind == FacetKind::Price => 0,
        Test::Is(kind) if value.kind == FacetKind::Toggle => *kind as u64,
        Test::Words(_) | Test::Text(..) | Test::Port(_) | Test::Is(_) => u64::MAX - value.count as u64,
    }
}

messages! {
    /// What kinds of filters are called.
    enum FacetText {
        Toggle: "Only", "只看";
        Gpu: "GPU", "GPU";
        Price: "Price per hour", "每小时价格";
        Kind: "Kind", "类型";
        Status: "Status", "状态";
        Published: "Published", "发布时间";
        Author: "Author", "作者";
        Tag: "Tags", "标签";
        Month: "Published in", "发布月份";
        Own: "Yours", "我的";
        Days: "within {} days", "{} 天内";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::parse_search;

    #[test]
    fn every_label_stands_in_both_languages() {
        crate::i18n::check_table(FacetText::ALL, FacetText::text).unwrap();
    }

    fn switched(query: &str, kind: FacetKind, test: &str) -> String {
        let mut query = parse_search(query);
        let test = parse_search(test).conditions.remove(0).any.remove(0);
        let before = is_on(&query, kind, &test);
        switch(&mut query, kind, &test);
        assert_ne!(is_on(&query, kind, &test), before);
        query.search_text()
    }

    #[test]
    fn gpu_types_are_alternatives_and_ranges_replace_each_other() {
        assert_eq!(switched("", FacetKind::Gpu, "gpu:4090"), "gpu:4090");
        assert_eq!(switched("gpu:4090 flux", FacetKind::Gpu, "gpu:A100"), "gpu:4090|A100 flux");
        assert_eq!(switched("gpu:4090|A100", FacetKind::Gpu, "gpu:4090"), "gpu:A100");
        assert_eq!(switched("gpu:A100", FacetKind::Gpu, "gpu:A100"), "");
        assert_eq!(switched("price:<1", FacetKind::Price, "price:1..2"), "price:1..2");
        assert_eq!(switched("is:vm", FacetKind::Kind, "is:container"), "is:container");
        assert_eq!(switched("is:container", FacetKind::Kind, "is:container"), "");
    }

    #[test]
    fn tags_toggles_and_authors_are_the_querys_own() {
        let mut query = Query::default();
        switch(&mut query, FacetKind::Tag, &Test::Text(TextKey::Tag, "LLM".into()));
        switch(&mut query, FacetKind::Toggle, &Test::Is(Kind::Free));
        switch(&mut query, FacetKind::Author, &Test::Text(TextKey::Author, "kijai".into()));
        assert!(query.is_document() && query.author.as_str() == "kijai");
        assert_eq!((query.tags.len(), query.toggles.iter().count()), (1, 1));
    }
}
