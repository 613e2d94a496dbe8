//! The whole catalogue in hand: the tasks that read, fetch, freshen and ask it share it here.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::api::{Client, walk};
use crate::app::{Snapshot, Synced};
use crate::catalogue::{Fault, FaultKind, Page, Query, Window};
use crate::search::{Answer, Corpus, Reader, answer};

/// The catalogue in hand, if there is one.
#[derive(Clone, Default)]
pub(super) struct InHand(Arc<Mutex<Option<Arc<Corpus>>>>);

impl InHand {
    fn get(&self) -> Option<Arc<Corpus>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, corpus: Corpus) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(corpus));
    }

    /// Reads what lies on disk.
    pub(super) async fn read(&self) -> Option<Snapshot> {
        None
    }

    /// Answers a query, on a thread where that may take its time.
    ///
    /// # Errors
    /// There is no catalogue in hand.
    pub(super) async fn answer(&self, query: Query, window: Window) -> Result<Answer, Fault> {
        let corpus = self.get().ok_or_else(|| Fault::new(FaultKind::NotInHand))?;
        let reader = Reader { now: now(), ..Reader::default() };
        on_thread(move || answer(&corpus, &query, window, &reader)).await
    }

    /// Takes groups as the service has just told them, where they are news.
    pub(super) async fn freshen(&self, page: &Page) {
        let Some(corpus) = self.get() else { return };
        let newer: Vec<_> = page.groups.iter().filter(|group| !corpus.has(group)).cloned().collect();
        if !newer.is_empty()
            && let Ok(corpus) = on_thread(move || corpus.with(&newer)).await
        {
            self.put(corpus);
        }
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
        let snapshot = Snapshot { groups: groups.len(), taken: now(), age: Duration::ZERO };
        self.put(on_thread(move || Corpus::new(groups)).await?);
        Ok(Synced { snapshot, new: 0, changed: 0, gone: 0, is_first: before.is_none() })
    }
}

/// Does what takes its time on a thread of its own.
async fn on_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Fault::new(FaultKind::Internal).with_detail(&error.to_string()))
}

/// Now, Unix seconds.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
