//! The whole catalogue in hand: the tasks that read, fetch, freshen and ask it share it here.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::api::{Client, walk};
use crate::app::{Snapshot, Synced};
use crate::catalogue::{Fault, FaultKind, Group, Page, Query, Window, select};

/// The catalogue in hand, if there is one.
#[derive(Clone, Default)]
pub(super) struct InHand(Arc<Mutex<Option<Arc<Vec<Arc<Group>>>>>>);

impl InHand {
    fn get(&self) -> Option<Arc<Vec<Arc<Group>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, groups: Vec<Arc<Group>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(groups));
    }

    /// Reads what lies on disk.
    pub(super) async fn read(&self) -> Option<Snapshot> {
        None
    }

    /// Answers a query, on a thread where that may take its time.
    ///
    /// # Errors
    /// There is no catalogue in hand.
    pub(super) async fn answer(&self, query: Query, window: Window) -> Result<Page, Fault> {
        let groups = self.get().ok_or_else(|| Fault::new(FaultKind::NotInHand))?;
        let answer = tokio::task::spawn_blocking(move || select(&query, &groups, window));
        answer.await.map_err(|error| Fault::new(FaultKind::Internal).with_detail(&error.to_string()))
    }

    /// Takes groups as the service has just told them.
    pub(super) fn freshen(&self, page: &Page) {
        let Some(groups) = self.get() else { return };
        let mut groups = groups.as_ref().clone();
        for newer in &page.groups {
            match groups.iter_mut().find(|group| group.group_id == newer.group_id) {
                Some(group) => *group = Arc::clone(newer),
                None => groups.push(Arc::clone(newer)),
            }
        }
        self.put(groups);
    }

    /// Fetches the whole catalogue.
    ///
    /// # Errors
    /// What the service said; the catalogue in hand stays as it is.
    pub(super) async fn sync(
        &self,
        client: &Client,
        progress: impl Fn(usize, Option<u64>),
    ) -> Result<Synced, Fault> {
        let mut groups = Vec::new();
        let before = self.get();
        walk::<_, Fault>(
            0,
            |window| async move { client.page(&Query::default(), window, &|_| ()).await },
            |page, walked| {
                groups.extend(page.iter().cloned());
                progress(walked.returned, walked.total);
                Ok(())
            },
        )
        .await?;
        let taken = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let snapshot = Snapshot {
            groups: groups.len(),
            taken: i64::try_from(taken).unwrap_or_default(),
            age: Duration::ZERO,
        };
        self.put(groups);
        Ok(Synced { snapshot, new: 0, changed: 0, gone: 0, is_first: before.is_none() })
    }
}
