//! Walks the whole of an answer: pages in parallel, groups in order, none twice.
//!
//! `TotalCount` only says how far ahead it is worth asking, since no source says what it counts: the walk ends
//! where the data ends, at a page that is not full, and at one that brings nothing new (a service that ignores
//! `Offset` would otherwise go on for ever).

use std::collections::HashSet;
use std::future::Future;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesOrdered;

use crate::catalogue::{Fault, Group, GroupId, Page, Window};
use crate::wire::MAX_LIMIT;

/// At most this many requests are under way where nobody waits for another answer.
const IN_FLIGHT: usize = 4;

/// What a walk met altogether.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Walked {
    /// `TotalCount`, as the last page had it.
    pub total: Option<u64>,
    /// How many groups were handed on.
    pub returned: usize,
    /// How many items could not be read.
    pub unreadable: usize,
}

/// Fetches page after page from `offset` on and hands each page's new groups to `each`, with the count so far.
/// Dropping the walk aborts its requests.
///
/// # Errors
/// The first page that failed, when all before it were handed on; or what `each` answered.
pub(crate) async fn walk<F: Future<Output = Result<Page, Fault>>, E: From<Fault>>(
    offset: usize,
    fetch: impl Fn(Window) -> F,
    each: impl FnMut(&[Arc<Group>], &Walked) -> Result<(), E>,
) -> Result<Walked, E> {
    walk_gently(IN_FLIGHT, offset, fetch, each).await
}

/// [`walk`] with `in_flight` requests under way at most.
///
/// # Errors
/// Those of [`walk`].
pub(crate) async fn walk_gently<F: Future<Output = Result<Page, Fault>>, E: From<Fault>>(
    in_flight: usize,
    offset: usize,
    fetch: impl Fn(Window) -> F,
    mut each: impl FnMut(&[Arc<Group>], &Walked) -> Result<(), E>,
) -> Result<Walked, E> {
    let mut walked = Walked::default();
    let mut seen: HashSet<GroupId> = HashSet::new();
    let mut pending = FuturesOrdered::from_iter([fetch(Window { offset, limit: MAX_LIMIT })]);
    let mut next = offset + MAX_LIMIT;
    while let Some(page) = pending.next().await {
        let mut page = page?;
        let is_last = page.received() < MAX_LIMIT;
        let readable = page.groups.len();
        page.groups.retain(|group| seen.insert(group.group_id.clone()));
        walked.total = page.total_count.or(walked.total);
        walked.returned += page.groups.len();
        walked.unreadable += page.skipped;
        each(&page.groups, &walked)?;
        let ahead = walked.total.map_or(0, |total| usize::try_from(total).unwrap_or(usize::MAX));
        let nothing_new = page.groups.is_empty() && (readable > 0 || next >= ahead);
        if is_last || nothing_new {
            break;
        }
        while pending.is_empty() || (pending.len() < in_flight && next < ahead) {
            pending.push_back(fetch(Window { offset: next, limit: MAX_LIMIT }));
            next += MAX_LIMIT;
        }
    }
    Ok(walked)
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::time::Duration;

    use super::*;
    use crate::catalogue::FaultKind;

    /// A service of `groups` groups that claims another total and answers later pages sooner.
    struct Service {
        groups: usize,
        claims: Option<u64>,
        asked: RefCell<Vec<usize>>,
        in_flight: Cell<usize>,
        most_in_flight: Cell<usize>,
    }

    impl Service {
        fn new(groups: usize, claims: Option<u64>) -> Self {
            let asked = RefCell::default();
            Service { groups, claims, asked, in_flight: Cell::default(), most_in_flight: Cell::default() }
        }

        async fn page(&self, window: Window) -> Result<Page, Fault> {
            self.asked.borrow_mut().push(window.offset);
            self.in_flight.update(|n| n + 1);
            self.most_in_flight.set(self.most_in_flight.get().max(self.in_flight.get()));
            let late = Duration::from_secs(100_000_u64.saturating_sub(window.offset as u64));
            tokio::time::sleep(late).await;
            self.in_flight.update(|n| n - 1);
            let end = self.groups.min(window.offset + window.limit);
            let groups = (window.offset..end).map(|at| Arc::new(group(at))).collect();
            Ok(Page { groups, total_count: self.claims, ..Page::default() })
        }
    }

    fn group(at: usize) -> Group {
        Group { group_id: GroupId::new(&format!("g{at}")), ..Group::default() }
    }

    async fn ids(service: &Service, offset: usize) -> Vec<String> {
        let mut ids = Vec::new();
        walk(
            offset,
            |window| service.page(window),
            |groups, _| {
                ids.extend(groups.iter().map(|group| group.group_id.to_string()));
                Ok::<(), Fault>(())
            },
        )
        .await
        .unwrap();
        ids
    }

    fn all(from: usize, to: usize) -> Vec<String> {
        (from..to).map(|at| format!("g{at}")).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn pages_come_in_order_with_four_at_most_in_flight() {
        let service = Service::new(1234, Some(1234));
        assert_eq!(ids(&service, 0).await, all(0, 1234));
        assert_eq!(service.most_in_flight.get(), 4);
    }

    #[tokio::test(start_paused = true)]
    async fn a_gentle_walk_over_743_groups_takes_the_time_of_five_answers() {
        let answer = Duration::from_millis(50);
        let under_way = Cell::new(0);
        let under_way = &under_way;
        let fetch = |window: Window| async move {
            under_way.update(|n: usize| n + 1);
            assert!(under_way.get() <= 2);
            tokio::time::sleep(answer).await;
            under_way.update(|n| n - 1);
            let groups =
                (window.offset..(window.offset + 100).min(743)).map(|at| Arc::new(group(at))).collect();
            Ok(Page { groups, total_count: Some(743), ..Page::default() })
        };
        let begun = tokio::time::Instant::now();
        let walked = walk_gently(2, 0, fetch, |_, _| Ok::<(), Fault>(())).await.unwrap();
        assert_eq!((walked.returned, begun.elapsed()), (743, 5 * answer));
    }

    #[tokio::test(start_paused = true)]
    async fn a_total_that_lies_loses_nothing_and_adds_no_endless_pages() {
        for claims in [None, Some(0), Some(7), Some(999_999)] {
            let service = Service::new(450, claims);
            assert_eq!(ids(&service, 20).await, all(20, 450), "{claims:?}");
            assert!(service.asked.borrow().len() <= 8, "{claims:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_last_page_that_is_full_is_followed_by_one_empty_page() {
        let service = Service::new(200, Some(200));
        assert_eq!(ids(&service, 0).await, all(0, 200));
        assert_eq!(*service.asked.borrow(), [0, 100, 200]);
    }

    #[tokio::test]
    async fn a_service_that_ignores_the_offset_ends_the_walk() {
        let service = Service::new(100, None);
        let mut handed = 0;
        let walked = walk(
            0,
            |window| async move {
                let groups = (0..window.limit).map(|at| Arc::new(group(at))).collect();
                Ok(Page { groups, total_count: Some(100_000), ..Page::default() })
            },
            |groups, _| {
                handed += groups.len();
                Ok::<(), Fault>(())
            },
        );
        assert_eq!((walked.await.unwrap().returned, handed), (service.groups, 100));
    }

    #[tokio::test]
    async fn groups_that_repeat_across_pages_are_handed_on_once() {
        let fetch = |window: Window| async move {
            let from = window.offset - window.offset / 100;
            let groups = (from..(from + 100).min(150)).map(|at| Arc::new(group(at))).collect();
            Ok(Page { groups, total_count: Some(150), ..Page::default() })
        };
        let mut handed = Vec::new();
        let each = |groups: &[Arc<Group>], _: &Walked| {
            handed.extend(groups.iter().map(|group| group.group_id.to_string()));
            Ok::<(), Fault>(())
        };
        walk(0, fetch, each).await.unwrap();
        assert_eq!(handed, all(0, 150));
    }

    #[tokio::test]
    async fn a_failure_comes_after_the_pages_before_it() {
        let fetch = |window: Window| async move {
            if window.offset > 0 {
                return Err(Fault::new(FaultKind::Stalled));
            }
            let groups = (0..100).map(|at| Arc::new(group(at))).collect();
            Ok(Page { groups, total_count: Some(300), ..Page::default() })
        };
        let mut handed = 0;
        let failed = walk(0, fetch, |groups, _| {
            handed += groups.len();
            Ok::<(), Fault>(())
        });
        assert_eq!(failed.await.map_err(|fault| fault.kind), Err(FaultKind::Stalled));
        assert_eq!(handed, 100);
    }
}
