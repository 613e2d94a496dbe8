//! The whole catalogue, fetched from a service and kept on disk.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use compshare_tui::face::catalogue::FaultKind;
use compshare_tui::face::store::snapshot::{Place, Snapshot, load, save};
use compshare_tui::face::sync::{Step, Synced, fetch_readmes, sync};
use serde_json::{Value, json};

use super::client_of;
use super::support::service::{Parameters, group, page, serve, window};

fn place(cache: &Path) -> Place {
    Place::new(cache, "test", "cn-wlcb", "key")
}

/// Groups from `from` to `to` as the service pages them.
fn pages(from: usize, to: usize) -> impl Fn(&Parameters) -> Value + Clone + Send + 'static {
    move |asked| {
        let (offset, limit) = window(asked);
        let groups: Vec<Value> = (from + offset..to.min(from + offset + limit)).map(group).collect();
        page(&groups, to - from)
    }
}

async fn synced(url: &str, place: &Place) -> Synced {
    sync(&client_of(url), Some(place), &|_| ()).await.unwrap()
}

fn names(groups: &[Arc<compshare_tui::face::catalogue::Group>]) -> Vec<&str> {
    groups.iter().map(|group| group.group_id.as_str()).collect()
}

#[tokio::test]
async fn a_sync_of_743_groups_asks_for_eight_pages_two_at_a_time() {
    let (under_way, most, asked) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let counts = Arc::new((under_way, most, asked));
    let (seen, pages) = (Arc::clone(&counts), pages(0, 743));
    let url = serve(move |parameters| {
        let now = seen.0.fetch_add(1, Ordering::SeqCst) + 1;
        seen.1.fetch_max(now, Ordering::SeqCst);
        seen.2.fetch_add(1, Ordering::SeqCst);
        // A service takes its time, so that requests which may overlap do.
        std::thread::sleep(Duration::from_millis(20));
        seen.0.fetch_sub(1, Ordering::SeqCst);
        pages(parameters)
    });
    let cache = tempfile::tempdir().unwrap();
    let steps = Mutex::new(Vec::new());
    let synced =
        sync(&client_of(&url), Some(&place(cache.path())), &|step| steps.lock().unwrap().push(step)).await;
    assert_eq!(synced.unwrap().snapshot.groups.len(), 743);
    assert_eq!((counts.1.load(Ordering::SeqCst), counts.2.load(Ordering::SeqCst)), (2, 8));
    let steps = steps.into_inner().unwrap();
    assert_eq!(steps.first(), Some(&Step::Groups { done: 100, total: Some(743) }));
    assert_eq!(steps.last(), Some(&Step::Groups { done: 743, total: Some(743) }));
}

#[tokio::test]
async fn the_second_sync_tells_what_has_changed_since_the_first() {
    let cache = tempfile::tempdir().unwrap();
    let place = place(cache.path());
    let first = synced(&serve(pages(0, 150)), &place).await;
    assert_eq!((first.since, first.changes.new.len(), first.unkept.clone()), (None, 0, None));
    assert_eq!(load(&place), Ok(Some(first.snapshot.clone())));
    let second = synced(&serve(pages(2, 152)), &place).await;
    assert_eq!(second.since, Some(first.snapshot.taken));
    assert_eq!(names(&second.changes.new), ["group150", "group151"]);
    assert_eq!(names(&second.changes.gone), ["group0", "group1"]);
    assert_eq!(names(&second.changes.changed), Vec::<&str>::new());
    assert_eq!(load(&place), Ok(Some(second.snapshot)));
}

#[tokio::test]
async fn a_sync_that_breaks_off_leaves_the_catalogue_before() {
    let cache = tempfile::tempdir().unwrap();
    let place = place(cache.path());
    let before = synced(&serve(pages(0, 150)), &place).await.snapshot;
    let whole = pages(0, 743);
    let breaks = serve(move |asked| {
        if window(asked).0 >= 300 { json!({"RetCode": 230, "Message": "no more"}) } else { whole(asked) }
    });
    let fault = sync(&client_of(&breaks), Some(&place), &|_| ()).await.unwrap_err();
    assert_eq!(fault.kind, FaultKind::Service(230));
    assert_eq!(load(&place), Ok(Some(before)));
}

#[tokio::test]
async fn an_empty_answer_never_replaces_a_catalogue() {
    let cache = tempfile::tempdir().unwrap();
    let place = place(cache.path());
    let before = synced(&serve(pages(0, 5)), &place).await.snapshot;
    let fault = sync(&client_of(&serve(pages(0, 0))), Some(&place), &|_| ()).await.unwrap_err();
    assert_eq!(fault.kind, FaultKind::Incomplete);
    assert_eq!(load(&place), Ok(Some(before)));
}

#[tokio::test]
async fn a_damaged_catalogue_is_replaced_by_the_next_sync() {
    let cache = tempfile::tempdir().unwrap();
    let place = place(cache.path());
    save(&place, &Snapshot::default()).unwrap();
    std::fs::write(place.path(), "damaged").unwrap();
    let synced = synced(&serve(pages(0, 5)), &place).await;
    assert_eq!((synced.since, load(&place)), (None, Ok(Some(synced.snapshot))));
}

#[tokio::test]
async fn a_catalogue_that_cannot_be_kept_is_in_hand_all_the_same() {
    let synced = synced(&serve(pages(0, 5)), &place(Path::new("/dev/null/nowhere"))).await;
    assert_eq!(synced.snapshot.groups.len(), 5);
    assert!(synced.unkept.unwrap().to_string().starts_with("The local catalogue is not kept: /dev/null"));
}

/// A service that leaves Readmes out of lists; asked by id, an odd image has none.
fn lean(refuses: usize) -> impl Fn(&Parameters) -> Value + Clone + Send + 'static {
    let pages = pages(0, 4);
    move |asked| {
        if let Some(id) = asked.get("CompShareImageId") {
            let number: usize = id.trim_start_matches("compshareImage-test").parse().unwrap();
            let mut group = group(number);
            if number == refuses {
                return json!({"RetCode": 230, "Message": "not this one"});
            }
            if !number.is_multiple_of(2) {
                group["Data"][0]["Readme"] = "".into();
            }
            return page(&[group], 1);
        }
        let mut answer = pages(asked);
        for group in answer["CompshareImageGroup"].as_array_mut().unwrap() {
            group["Data"][0]["Readme"] = Value::Null;
        }
        answer
    }
}

fn readmes(snapshot: &Snapshot) -> Vec<Option<bool>> {
    let versions = snapshot.groups.iter().flat_map(|group| &group.data);
    versions.map(|version| version.readme.as_ref().map(|readme| !readme.is_empty())).collect()
}

#[tokio::test]
async fn readmes_left_out_of_lists_are_fetched_once_and_stay() {
    let cache = tempfile::tempdir().unwrap();
    let (place, client) = (place(cache.path()), client_of(&serve(lean(usize::MAX))));
    let mut synced = sync(&client, Some(&place), &|_| ()).await.unwrap();
    assert_eq!(readmes(&synced.snapshot), [None; 4]);
    assert_eq!(fetch_readmes(&client, &place, &mut synced, &|_| ()).await, Ok(4));
    assert_eq!(readmes(&synced.snapshot), [Some(true), Some(false), Some(true), Some(false)]);
    assert_eq!(load(&place), Ok(Some(synced.snapshot.clone())));
    // The next time none is missing, not even those that are known to be empty, and nothing has changed.
    let mut again = sync(&client, Some(&place), &|_| ()).await.unwrap();
    assert_eq!(again.snapshot.groups, synced.snapshot.groups);
    assert_eq!((again.changes.changed.len(), again.since), (0, Some(synced.snapshot.taken)));
    assert_eq!(fetch_readmes(&client, &place, &mut again, &|_| ()).await, Ok(0));
}

#[tokio::test]
async fn readmes_that_came_before_a_fault_are_kept() {
    let cache = tempfile::tempdir().unwrap();
    let (place, client) = (place(cache.path()), client_of(&serve(lean(3))));
    let mut synced = sync(&client, Some(&place), &|_| ()).await.unwrap();
    // Two are under way at a time, so any two of the first three have come when the fourth is asked for.
    let came = AtomicUsize::new(0);
    let count = |step| {
        if let Step::Readmes { done, .. } = step {
            came.store(done, Ordering::Relaxed);
        }
    };
    let fault = fetch_readmes(&client, &place, &mut synced, &count).await.unwrap_err();
    assert_eq!(fault.kind, FaultKind::Service(230));
    let kept = readmes(&load(&place).unwrap().unwrap()).iter().flatten().count();
    assert!(kept >= 2, "{kept}");
    assert_eq!(kept, came.into_inner());
}
