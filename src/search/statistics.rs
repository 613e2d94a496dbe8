//! The catalogue at a glance: how much there is, and counts of every value.

use crate::catalogue::{Kind, Query, Test, Window};

use super::answer::answer;
use super::corpus::Corpus;
use super::facets::Facets;
use super::reader::Reader;

/// What a catalogue holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// Groups.
    pub groups: usize,
    /// Versions of all groups.
    pub versions: usize,
    /// Groups with a version online.
    pub online: usize,
    /// Groups with a version that costs nothing.
    pub free: usize,
    /// Groups by tag, GPU type, price, author, month and the other kinds of filters.
    pub facets: Facets,
}

/// The statistics of what matches a query; of the whole catalogue with the default query.
#[must_use]
pub fn statistics(corpus: &Corpus, query: &Query, reader: &Reader) -> Statistics {
    let all = Window { offset: 0, limit: usize::MAX };
    let answer = answer(corpus, query, all, reader);
    let count = |kind| answer.facets.count(&Test::Is(kind)).unwrap_or(0);
    Statistics {
        groups: answer.page.groups.len(),
        versions: answer.page.groups.iter().map(|group| group.data.len()).sum(),
        online: count(Kind::Online),
        free: count(Kind::Free),
        facets: answer.facets,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::parse_search;
    use crate::search::tests::sample;

    #[test]
    fn what_there_is_and_what_a_query_leaves() {
        let told = |search: &str| {
            let told = statistics(&sample(), &parse_search(search), &Reader::default());
            (told.groups, told.versions, told.online, told.free)
        };
        assert_eq!(told(""), (4, 6, 1, 1));
        assert_eq!(told("gpu:4090"), (2, 2, 1, 1));
    }
}
