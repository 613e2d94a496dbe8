//! What each version says, as numbers that lie side by side: the values of facets, and what conditions measure. A key
//! press goes through those of 50,000 groups, so nothing here follows a pointer into a group.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::catalogue::{Bounds, Group, Kind, Measure, Test, TextKey, Version, month, price_units};

use super::facets::FacetKind;

/// Days that "published within" is offered for.
pub(super) const PUBLISHED_DAYS: [u64; 3] = [7, 30, 365];
/// What depends on who asks; the numbers of these values follow those of [`PUBLISHED_DAYS`].
pub(super) const OWN: [Kind; 2] = [Kind::Favourite, Kind::New];
/// CNY per hour between which ranges of prices are cut, in ten-thousandths.
const PRICE_CUTS: [u64; 9] = [1_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

/// Lists of numbers, one after another.
#[derive(Debug, Default)]
struct Lists {
    numbers: Vec<u32>,
    ends: Vec<usize>,
}

impl Lists {
    /// Adds a list, each number once.
    fn add(&mut self, list: &mut Vec<u32>) {
        list.sort_unstable();
        list.dedup();
        self.numbers.append(list);
        self.ends.push(self.numbers.len());
    }

    fn get(&self, at: usize) -> &[u32] {
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[from..self.ends[at]]
    }
}

/// What conditions measure of a version.
#[derive(Debug)]
struct Measured {
    price: Option<u64>,
    size: u64,
    published: i64,
    updated: i64,
}

/// The values of all facets as numbers, and those of each version.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// Each value; its number is its place.
    pub(super) all: Vec<(FacetKind, Test)>,
    /// The kind of each value.
    pub(super) kinds: Vec<FacetKind>,
    /// How many groups have each value.
    pub(super) totals: Vec<usize>,
    /// Of each version, one group after another.
    versions: Lists,
    /// Of each group.
    groups: Lists,
    measured: Vec<Measured>,
    /// Where each group's versions end.
    ends: Vec<usize>,
    /// When each group's newest version was published, Unix seconds.
    newest: Vec<i64>,
}

impl Values {
    pub(super) fn new(groups: &[Arc<Group>]) -> Self {
        let mut values = Values::default();
        let mut known = HashMap::new();
        let published = PUBLISHED_DAYS
            .map(|days| Test::Within(Measure::Published, Bounds { from: 0, below: Some(days * 86_400) }));
        for test in published {
            values.number(&mut known, FacetKind::Published, test);
        }
        for kind in OWN {
            values.number(&mut known, FacetKind::Own, Test::Is(kind));
        }
        for group in groups {
            values.add(group, &mut known);
        }
        values
    }

    fn add(&mut self, group: &Group, known: &mut HashMap<(FacetKind, Test), u32>) {
        let mut of_group = Vec::new();
        for version in &group.data {
            let mut numbers = tests(version).map(|(kind, test)| self.number(known, kind, test)).collect();
            self.versions.add(&mut numbers);
            of_group.extend_from_slice(self.versions.get(self.measured.len()));
            self.measured.push(Measured {
                price: version.price.map(price_units),
                size: version.size,
                published: version.pub_time,
                updated: version.update_time.max(version.pub_time),
            });
        }
        self.groups.add(&mut of_group);
        for number in self.groups.get(self.ends.len()) {
            self.totals[*number as usize] += 1;
        }
        self.newest.push(group.data.iter().map(|version| version.pub_time).max().unwrap_or(0));
        self.ends.push(self.measured.len());
    }

    fn number(&mut self, known: &mut HashMap<(FacetKind, Test), u32>, kind: FacetKind, test: Test) -> u32 {
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        *known.entry((kind, test)).or_insert_with_key(|(kind, test)| {
            self.all.push((*kind, test.clone()));
            self.kinds.push(*kind);
            self.totals.push(0);
            next
        })
    }

    /// The places of a group's versions among all versions.
    pub(super) fn versions_of(&self, group: usize) -> Range<usize> {
        group.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[group]
    }

    /// The values of a version, but for those that depend on who asks and when.
    pub(super) fn of_version(&self, version: usize) -> &[u32] {
        self.versions.get(version)
    }

    /// The values of a group's versions, each once, but for those that depend on who asks and when.
    pub(super) fn of_group(&self, group: usize) -> &[u32] {
        self.groups.get(group)
    }

    /// When each group's newest version was published, Unix seconds.
    pub(super) fn newest(&self) -> &[i64] {
        &self.newest
    }

    /// The values of "published within" that hold of a version.
    pub(super) fn published(&self, version: usize, now: i64) -> impl Iterator<Item = u32> + use<> {
        published_within(self.measured[version].published, now)
    }

    /// Which values a condition means, by their numbers.
    pub(super) fn meant(&self, means: impl Fn(FacetKind, &Test) -> bool) -> Vec<bool> {
        self.all.iter().map(|(kind, test)| means(*kind, test)).collect()
    }

    /// A number of a version; `None` where it is not known.
    pub(super) fn measure(&self, measure: Measure, group: usize, version: usize, now: i64) -> Option<u64> {
        let of = &self.measured[version];
        let age = |time: i64| (time > 0).then(|| now.saturating_sub(time).max(0).unsigned_abs());
        match measure {
            Measure::Price => of.price,
            Measure::Size => Some(of.size).filter(|size| *size > 0),
            Measure::Versions => Some(self.versions_of(group).len() as u64),
            Measure::Updated => age(of.updated),
            Measure::Published => age(of.published),
            Measure::Month => month(of.published),
        }
    }
}

/// The values of "published within" that hold of a time.
pub(super) fn published_within(time: i64, now: i64) -> impl Iterator<Item = u32> {
    let age = now.saturating_sub(time).max(0).unsigned_abs();
    let within = PUBLISHED_DAYS.into_iter().zip(0..).filter(move |(days, _)| time > 0 && age < days * 86_400);
    within.map(|(_, number)| number)
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
