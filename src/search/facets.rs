//! Counts behind filters: how many groups would be left if this were switched on.

use std::collections::HashMap;

use crate::catalogue::{Bounds, Condition, Kind, Measure, Query, Term, Test, TextKey, amount};
use crate::i18n::Lang;
use crate::messages;

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
    pub(super) fn new(values: Vec<FacetValue>) -> Self {
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

/// Ranges stand in their own order, everything else by how frequent it is.
pub(super) fn order(value: &FacetValue) -> u64 {
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
