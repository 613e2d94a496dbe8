//! The whole catalogue in hand: the tasks that read, fetch, freshen and ask it share it here.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::api::Client;
use crate::app::{Snapshot, Synced};
use crate::catalogue::{Change, Fault, FaultKind, Group, Page, Query, Window, Yours};
use crate::search::{Answer, Corpus, Reader, answer};
use crate::store::StoreError;
use crate::store::snapshot::{Place, add_readmes, load};
use crate::sync::{self, Step};

/// The catalogue in hand, if there is one.
#[derive(Clone, Default)]
pub(super) struct InHand {
    corpus: Arc<Mutex<Option<Arc<Corpus>>>>,
    /// Where it is kept, if anywhere.
    place: Option<Place>,
    /// Groups whose Readmes the service has told by id, and that are not on disk yet.
    told: Arc<Mutex<Vec<Arc<Group>>>>,
    /// Held while a catalogue is made of the one in hand, so that no change overtakes another.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// What is the reader's own; the last visit in it is the one before this.
    yours: Arc<Mutex<Yours>>,
}

impl InHand {
    /// Nothing in hand yet; `place` is where it is kept.
    pub(super) fn kept_at(place: Option<Place>) -> Self {
        InHand { place, ..InHand::default() }
    }

    fn get(&self) -> Option<Arc<Corpus>> {
        lock(&self.corpus).clone()
    }

    fn put(&self, corpus: Corpus) {
        *lock(&self.corpus) = Some(Arc::new(corpus));
    }

    /// Takes what is the reader's own.
    pub(super) fn belongs_to(&self, yours: Yours) {
        *lock(&self.yours) = yours;
    }

    /// Makes a change to what is the reader's own; this visit does not count, so that what is new stays new.
    pub(super) fn amend(&self, change: &Change) {
        if !matches!(change, Change::Visited(_)) {
            lock(&self.yours).apply(change);
        }
    }

    /// Reads what lies on disk.
    ///
    /// # Errors
    /// It cannot be used; the next sync replaces it.
    pub(super) async fn read(&self) -> Result<Option<Snapshot>, StoreError> {
        let Some(place) = self.place.clone() else { return Ok(None) };
        let read = move || load(&place).map(|kept| kept.map(|kept| (kept.taken, Corpus::new(kept.groups))));
        let Ok(read) = on_thread(read).await else { return Ok(None) };
        Ok(read?.map(|(taken, corpus)| {
            let snapshot = snapshot(taken, corpus.groups().len());
            self.put(corpus);
            snapshot
        }))
    }

    /// Answers a query, on a thread where that may take its time.
    ///
    /// # Errors
    /// There is no catalogue in hand.
    pub(super) async fn answer(&self, query: Query, window: Window) -> Result<Answer, Fault> {
        let corpus = self.get().ok_or_else(|| Fault::new(FaultKind::NotInHand))?;
        let reader = Reader::of(&lock(&self.yours), now());
        on_thread(move || answer(&corpus, &query, window, &reader)).await
    }

    /// Takes groups as the service has just told them, where they are news.
    pub(super) async fn freshen(&self, page: &Page) {
        let _turn = self.turn.lock().await;
        let Some(corpus) = self.get() else { return };
        let newer: Vec<_> = page.groups.iter().filter(|group| !corpus.has(group)).cloned().collect();
        if !newer.is_empty()
            && let Ok(corpus) = on_thread(move || corpus.with(&newer)).await
        {
            self.put(corpus);
        }
    }

    /// Takes Readmes that lists leave out and the service has told by id, so that they are searched from now on.
    pub(super) async fn complete(&self, told: &Arc<Group>) {
        let _turn = self.turn.lock().await;
        let Some(corpus) = self.get() else { return };
        let Some(complete) = corpus.completed(told) else { return };
        lock(&self.told).push(Arc::clone(&complete));
        if let Ok(corpus) = on_thread(move || corpus.with(&[complete])).await {
            self.put(corpus);
        }
    }

    /// Puts the Readmes that were told onto disk; once for many, since the file is written whole.
    ///
    /// # Errors
    /// The file cannot be used or written.
    pub(super) fn keep(&self) -> Result<(), StoreError> {
        let told = std::mem::take(&mut *lock(&self.told));
        match &self.place {
            Some(place) if !told.is_empty() => add_readmes(place, &told),
            Some(_) | None => Ok(()),
        }
    }

    /// Fetches the whole catalogue and keeps it. What could not be kept is told beside.
    ///
    /// # Errors
    /// What the service said; the catalogue in hand stays as it is.
    pub(super) async fn sync(
        &self,
        client: &Client,
        progress: impl Fn(usize, Option<u64>) + Send + Sync,
    ) -> Result<(Synced, Option<StoreError>), Fault> {
        let tell = |step| match step {
            Step::Groups { done, total } => progress(done, total),
            Step::Readmes { .. } | Step::Waiting(_) => {}
        };
        // A sync takes the Readmes that lists leave out from the catalogue on disk.
        let this = self.clone();
        if let Err(error) = on_thread(move || this.keep()).await? {
            tracing::warn!(problem = ?error.problem, "Readmes could not be kept");
        }
        let fetched = sync::sync(client, self.place.as_ref(), &tell).await?;
        let synced = Synced {
            snapshot: snapshot(fetched.snapshot.taken, fetched.snapshot.groups.len()),
            new: fetched.changes.new.len(),
            changed: fetched.changes.changed.len(),
            gone: fetched.changes.gone.len(),
            is_first: fetched.since.is_none(),
        };
        let groups = fetched.snapshot.groups;
        let _turn = self.turn.lock().await;
        self.put(on_thread(move || Corpus::new(groups)).await?);
        Ok((synced, fetched.unkept))
    }
}

/// What the core knows of a catalogue.
fn snapshot(taken: i64, groups: usize) -> Snapshot {
    let age = now().saturating_sub(taken).max(0).unsigned_abs();
    Snapshot { groups, taken, age: Duration::from_secs(age) }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does what takes its time on a thread of its own.
async fn on_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Fault::new(FaultKind::Internal).with_detail(&error.to_string()))
}

/// Now, Unix seconds.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{GroupId, ImageId, Version, parse_search};
    use crate::store::snapshot::{Snapshot as Kept, save};

    fn group(readme: Option<&str>) -> Arc<Group> {
        let id = ImageId::new("compshareImage-1");
        let version =
            Version { comp_share_image_id: id, readme: readme.map(Into::into), ..Version::default() };
        Arc::new(Group { group_id: GroupId::new("g1"), data: vec![version], ..Group::default() })
    }

    #[tokio::test]
    async fn a_readme_that_was_read_is_searched_and_kept() {
        let cache = tempfile::tempdir().unwrap();
        let place = Place::new(cache.path(), "https://example.com", "cn-wlcb", "key");
        save(&place, &Kept { taken: 1, groups: vec![group(None)] }).unwrap();
        let in_hand = InHand::kept_at(Some(place.clone()));
        in_hand.read().await.unwrap().unwrap();
        in_hand.complete(&group(Some("# How to paint"))).await;
        let query = parse_search("text:paint");
        let found = in_hand.answer(query, Window { offset: 0, limit: 9 }).await.unwrap();
        assert_eq!(found.page.total_count, Some(1));
        assert_eq!(
            load(&place).unwrap().unwrap().groups,
            [group(None)],
            "the file is written once, at the end"
        );
        in_hand.keep().unwrap();
        assert_eq!(
            load(&place).unwrap(),
            Some(Kept { taken: 1, groups: vec![group(Some("# How to paint"))] })
        );
    }
}
