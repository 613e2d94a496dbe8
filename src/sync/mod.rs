//! Fetching the whole catalogue and keeping it on disk: [`sync`], and [`fetch_readmes`] for what lists leave out.
//!
//! At most [`IN_FLIGHT`] requests are under way, so that a reader's own always find a place. What breaks off leaves
//! the catalogue on disk as it was.

use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use futures_util::StreamExt;
use futures_util::stream::iter;

use crate::api::{Client, Endpoint, Progress, walk_gently};
use crate::catalogue::{Fault, FaultKind, Group, ImageId, Query};
use crate::store::StoreError;
use crate::store::snapshot::{Changes, Place, Snapshot, load, save};

/// Most requests of a sync under way at the same time; the client allows twice as many.
const IN_FLIGHT: usize = 2;

/// Most groups that are had in hand, more than a hundred times what there is: a service that never ends must not fill
/// the disk.
const MOST_GROUPS: usize = 100_000;

/// What a sync tells while it is under way.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Groups have come.
    Groups {
        /// How many by now.
        done: usize,
        /// How many there are, as far as the service tells.
        total: Option<u64>,
    },
    /// Readmes have come.
    Readmes {
        /// How many by now.
        done: usize,
        /// How many are missing altogether.
        total: usize,
    },
    /// A request waits for another attempt.
    Waiting(Progress),
}

/// Who listens.
pub(crate) type Listener<'a> = &'a (dyn Fn(Step) + Send + Sync);

/// What a sync brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Synced {
    /// The catalogue as it is now.
    pub snapshot: Snapshot,
    /// What has changed; nothing where there was no catalogue before.
    pub changes: Changes,
    /// When the catalogue before was fetched, Unix seconds; `None` where there was none that could be used.
    pub since: Option<i64>,
    /// How many items could not be read and are missing.
    pub unreadable: usize,
    /// Why the catalogue is not kept on disk, if it is not.
    pub unkept: Option<StoreError>,
}

/// Where under the cache folder the catalogue of an endpoint is kept.
#[must_use]
pub(crate) fn place_of(cache: &Path, endpoint: &Endpoint) -> Place {
    Place::new(cache, &endpoint.base_url, &endpoint.region, &endpoint.credentials.public_key)
}

/// Fetches the whole catalogue, compares it with the one on disk, and keeps it in its place, if it has one.
///
/// # Errors
/// What the service said, or that it showed nothing at all where there was something before; the catalogue on disk is
/// then the one before.
pub async fn sync(client: &Client, place: Option<&Place>, tell: Listener<'_>) -> Result<Synced, Fault> {
    let at = place.cloned();
    // What cannot be read is replaced: this is how a reader mends it.
    let older = blocking(move || load(&at?).ok().flatten()).await?;
    let mut synced = fetch(client, older.as_ref(), tell).await?;
    if let Some(place) = place {
        synced.unkept = keep(place, &synced.snapshot).await?;
    }
    Ok(synced)
}

/// Fetches the whole catalogue and compares it with an older one, whose Readmes it takes where lists leave them out.
///
/// # Errors
/// Those of [`sync`].
async fn fetch(client: &Client, older: Option<&Snapshot>, tell: Listener<'_>) -> Result<Synced, Fault> {
    let report = |progress| tell(Step::Waiting(progress));
    let query = Query::default();
    let mut groups: Vec<Arc<Group>> = Vec::new();
    let walked = walk_gently::<_, Fault>(
        IN_FLIGHT,
        0,
        |window| client.page(&query, window, &report),
        |page, walked| {
            groups.extend_from_slice(page);
            tell(Step::Groups { done: walked.returned, total: walked.total });
            if walked.returned.max(walked.total.unwrap_or(0) as usize) > MOST_GROUPS {
                return Err(Fault::new(FaultKind::TooLarge));
            }
            Ok(())
        },
    )
    .await?;
    if groups.is_empty() && older.is_some_and(|older| !older.groups.is_empty()) {
        return Err(Fault::new(FaultKind::Incomplete));
    }
    let known = older.map(Snapshot::by_id).unwrap_or_default();
    for group in &mut groups {
        if let Some(before) = known.get(&group.group_id) {
            *group = group.with_readmes_of(before);
        }
    }
    let snapshot = Snapshot { taken: now(), groups };
    let changes = older.map(|older| snapshot.changes_since(older)).unwrap_or_default();
    let since = older.map(|older| older.taken);
    Ok(Synced { snapshot, changes, since, unreadable: walked.unreadable, unkept: None })
}

/// Fetches the Readmes that a synced catalogue lacks, image by image, and keeps them with it. Tells how many came.
///
/// # Errors
/// What the service said; the Readmes that came before are kept.
pub async fn fetch_readmes(
    client: &Client,
    place: &Place,
    synced: &mut Synced,
    tell: Listener<'_>,
) -> Result<usize, Fault> {
    let report = &|progress| tell(Step::Waiting(progress));
    let missing = missing_readmes(&synced.snapshot);
    let total = missing.len();
    let mut answers = iter(missing)
        .map(|(at, id)| async move { (at, client.image(&id, report).await) })
        .buffer_unordered(IN_FLIGHT);
    let mut done = 0;
    let mut failed = None;
    while let Some((at, answer)) = answers.next().await {
        match answer {
            Ok(found) => {
                // One that has vanished meanwhile has no Readme to wait for.
                if let Some(complete) = found {
                    let group = &mut synced.snapshot.groups[at];
                    *group = group.with_readmes_of(&complete);
                }
                done += 1;
                tell(Step::Readmes { done, total });
            }
            Err(fault) => {
                failed = Some(fault);
                break;
            }
        }
    }
    drop(answers);
    synced.unkept = keep(place, &synced.snapshot).await?;
    failed.map_or(Ok(done), Err)
}

/// Images whose Readme is not known, with the place of their group.
fn missing_readmes(snapshot: &Snapshot) -> Vec<(usize, ImageId)> {
    let groups = snapshot.groups.iter().enumerate();
    let versions = groups.flat_map(|(at, group)| group.data.iter().map(move |version| (at, version)));
    let missing = versions.filter(|(_, version)| !version.has_readme());
    missing.map(|(at, version)| (at, version.comp_share_image_id.clone())).collect()
}

/// Keeps a catalogue on disk; why not, where it cannot be kept.
async fn keep(place: &Place, snapshot: &Snapshot) -> Result<Option<StoreError>, Fault> {
    let (place, snapshot) = (place.clone(), snapshot.clone());
    blocking(move || save(&place, &snapshot).err()).await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Fault::new(FaultKind::Internal).with_detail(&error.to_string()))
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or_default()
}
