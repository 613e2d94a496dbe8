//! Pictures as they were fetched, by their address, so that none is fetched twice: 100 MB at most, the least recently used
//! goes first.
//!
//! A file is there whole or not at all, and any of them may go at any time: two programs share the folder without knowing
//! of each other. What cannot be written costs nothing but another fetch.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha1::{Digest, Sha1};

use super::file;

/// Bytes of all pictures.
const ALL: u64 = 100 * 1024 * 1024;
/// Characters of a picture's name.
const NAME: usize = 40;
/// How old a file without a name must be to be nobody's.
const LITTER: Duration = Duration::from_secs(3600);

/// The folder of fetched pictures.
#[derive(Debug, Clone)]
pub struct PictureStore {
    folder: PathBuf,
    most: u64,
}

impl PictureStore {
    /// The pictures under the folder of what can be fetched again.
    #[must_use]
    pub fn under(cache: &Path) -> Self {
        PictureStore { folder: cache.join("pictures"), most: ALL }
    }

    /// A picture's bytes, at most so many, if they are there; it counts as used now.
    #[must_use]
    pub fn get(&self, url: &str, most: usize) -> Option<Vec<u8>> {
        let path = self.path(url);
        let file = File::open(&path).ok()?;
        let mut bytes = Vec::new();
        (&file).take(most as u64 + 1).read_to_end(&mut bytes).ok()?;
        // A folder that cannot be written only forgets what was used.
        let _ = file.set_modified(SystemTime::now());
        (bytes.len() <= most).then_some(bytes)
    }

    /// Keeps a picture's bytes; those that were not used for longest make room.
    ///
    /// # Errors
    /// The system's reason; nothing is changed then.
    pub fn put(&self, url: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(url);
        file::replace(&path, bytes)?;
        // The system's own times are coarser, and would put it before one that was used a moment ago.
        if let Ok(file) = File::open(path) {
            let _ = file.set_modified(SystemTime::now());
        }
        self.make_room();
        Ok(())
    }

    /// Forgets a picture, as when it turned out to be damaged.
    pub fn forget(&self, url: &str) {
        // It is not there, or cannot be removed: then it is found damaged again.
        let _ = fs::remove_file(self.path(url));
    }

    /// A name that says nothing of the address.
    fn path(&self, url: &str) -> PathBuf {
        self.folder.join(hex::encode(Sha1::digest(url)))
    }

    /// Removes files until what is left fits. Another program may do so at the same time.
    fn make_room(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let file = |entry: fs::DirEntry| {
            let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            let modified = about.modified().ok()?;
            // What is being written by another program has no name yet; left by one that broke off, it goes in time.
            let is_whole = entry.file_name().len() == NAME;
            let is_litter = modified.elapsed().is_ok_and(|age| age > LITTER);
            (is_whole || is_litter).then(|| (modified, about.len(), entry.path()))
        };
        let mut files: Vec<_> = entries.filter_map(|entry| file(entry.ok()?)).collect();
        files.sort_by_key(|(modified, ..)| std::cmp::Reverse(*modified));
        let mut kept = 0;
        for (at, (_, bytes, path)) in files.into_iter().enumerate() {
            kept += bytes;
            // The newest stays in any case: it was asked for just now.
            if kept > self.most && at > 0 {
                let _ = fs::remove_file(path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(most: u64) -> (tempfile::TempDir, PictureStore) {
        let home = tempfile::tempdir().unwrap();
        let store = PictureStore { most, ..PictureStore::under(home.path()) };
        (home, store)
    }

    /// Makes a picture as old as if it had been used so many seconds ago.
    fn age(store: &PictureStore, url: &str, seconds: u64) {
        let file = File::options().write(true).open(store.path(url)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
    }

    #[test]
    fn what_was_put_is_there_and_what_is_too_large_is_not_read() {
        let (_home, store) = store(1000);
        assert_eq!(store.get("https://a.example/x", 100), None);
        store.put("https://a.example/x", b"picture").unwrap();
        assert_eq!(store.get("https://a.example/x", 7), Some(b"picture".to_vec()));
        assert_eq!(store.get("https://a.example/x", 6), None);
        assert_eq!(store.get("https://a.example/y", 100), None);
        store.forget("https://a.example/x");
        store.forget("https://a.example/x");
        assert_eq!(store.get("https://a.example/x", 100), None);
    }

    #[test]
    fn the_least_recently_used_picture_makes_room() {
        let (_home, store) = store(30);
        for (url, seconds) in [("a", 300), ("b", 200), ("c", 100)] {
            store.put(url, &[0; 10]).unwrap();
            age(&store, url, seconds);
        }
        assert!(store.get("a", 100).is_some(), "used now");
        store.put("d", &[0; 10]).unwrap();
        let there = ["a", "b", "c", "d"].map(|url| store.get(url, 100).is_some());
        assert_eq!(there, [true, false, true, true]);
        store.put("e", &[0; 100]).unwrap();
        assert_eq!(
            store.get("e", 100).map(|bytes| bytes.len()),
            Some(100),
            "one larger than all room is there alone"
        );
        assert_eq!(store.get("a", 100), None);
    }

    #[test]
    fn two_programs_that_fill_the_folder_at_once_leave_whole_pictures_within_its_room() {
        let (_home, store) = store(50_000);
        std::thread::scope(|scope| {
            for program in 0..2_u8 {
                let store = store.clone();
                scope.spawn(move || {
                    for at in 0..40 {
                        store.put(&format!("{}", at % 20), &vec![program; 5000]).unwrap();
                        let read = store.get(&format!("{}", (at * 7) % 20), 10_000);
                        assert!(read.is_none_or(
                            |bytes| bytes.len() == 5000 && bytes.windows(2).all(|b| b[0] == b[1])
                        ));
                    }
                });
            }
        });
        let files = fs::read_dir(&store.folder).unwrap().count();
        assert!((1..=10).contains(&files), "{files}");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("pictures"), "a file").unwrap();
        let store = PictureStore::under(home.path());
        assert!(store.put("a", b"x").is_err());
        assert_eq!(store.get("a", 10), None);
    }
}
