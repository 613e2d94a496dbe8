//! Changes to what is the reader's own, made on disk one after another, on a thread of their own.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::catalogue::Change;
use crate::store::yours::amend;
use crate::store::{PATIENCE, StoreError};

/// Makes changes in order. Its thread starts with the program's first change, and sleeps while there is none.
pub(super) struct Amender {
    folder: Option<PathBuf>,
    failed: std::sync::Arc<dyn Fn(StoreError) + Send + Sync>,
    thread: Option<(Sender<Change>, Receiver<()>)>,
}

impl Amender {
    /// Changes files of a folder; `failed` is told what could not be written.
    pub(super) fn new(folder: Option<PathBuf>, failed: impl Fn(StoreError) + Send + Sync + 'static) -> Self {
        Amender { folder, failed: std::sync::Arc::new(failed), thread: None }
    }

    /// Has a change made.
    pub(super) fn amend(&mut self, change: Change) {
        let Some(folder) = self.folder.clone() else { return };
        let failed = std::sync::Arc::clone(&self.failed);
        let (sender, _) = self.thread.get_or_insert_with(|| {
            let (sender, changes) = channel::<Change>();
            let (done, ended) = channel();
            let work = move || {
                for change in changes {
                    if let Err(error) = amend(&folder, &change) {
                        failed(error);
                    }
                }
                // Nobody waits any more where the program has ended.
                let _ = done.send(());
            };
            // Without a thread the channel is closed, and every change is lost as if there were no folder.
            let _ = thread::Builder::new().name("amender".to_owned()).spawn(work);
            (sender, ended)
        });
        let _ = sender.send(change);
    }

    /// Waits until everything is written, less than a second; `false` when something was not.
    pub(super) fn finish(&mut self) -> bool {
        let Some((sender, ended)) = self.thread.take() else { return true };
        drop(sender);
        ended.recv_timeout(PATIENCE).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Bookmark, GroupId};
    use crate::store::yours::load;

    #[test]
    fn changes_are_on_disk_when_the_program_ends() {
        let folder = tempfile::tempdir().unwrap();
        let mut amender = Amender::new(Some(folder.path().to_owned()), |error| panic!("{error}"));
        for number in 0..20 {
            let group = GroupId::new(&format!("g{number}"));
            let bookmark = Bookmark { group, name: "n".into(), note: "".into(), added: 1 };
            amender.amend(Change::Bookmark(bookmark));
        }
        assert!(amender.finish());
        assert_eq!(load(folder.path()).0.bookmarks.len(), 20);
    }

    #[test]
    fn without_a_folder_nothing_is_kept_and_nothing_waits() {
        let mut amender = Amender::new(None, |error| panic!("{error}"));
        amender.amend(Change::Visited(1));
        assert!(amender.finish());
    }
}
