//! Pictures fetched, kept, decoded and painted, off the event loop.
//!
//! What is decoded is kept for a while, so that another size needs no other fetch; one is decoded at a time, so that a
//! screen full of large ones costs no more memory than the largest.

use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OnceCell, Semaphore};

use crate::api::{PictureFetcher, Route, RouteOf};
use crate::app::Wanted;
use crate::catalogue::Fault;
use crate::pictures::{MOST_BYTES, Painting, Pixels, Showing, Size, Trouble, decode, fit};
use crate::qr;
use crate::store::pictures::PictureStore;
use crate::text::CleanText;

use super::connection::Connection;

/// Bytes of decoded pictures that are kept.
const KEPT: usize = 12 * 1024 * 1024;

/// Where pictures are made ready. Clones share everything.
#[derive(Clone)]
pub(crate) struct Studio(Arc<Inner>);

struct Inner {
    connection: Connection,
    route_of: RouteOf,
    store: Option<PictureStore>,
    fetcher: OnceCell<PictureFetcher>,
    /// The one decoded last stands last.
    decoded: Mutex<Vec<(String, Arc<Pixels>)>>,
    decoding: Semaphore,
}

/// How the tasks of a studio tell of sizes.
pub(crate) type Sized<'a> = &'a (dyn Fn(Size) + Send + Sync);

impl Studio {
    /// A studio for a service's pictures, kept in a store if there is one.
    pub(super) fn new(connection: Connection, route_of: RouteOf, store: Option<PictureStore>) -> Self {
        Studio(Arc::new(Inner {
            connection,
            route_of,
            store,
            fetcher: OnceCell::new(),
            decoded: Mutex::default(),
            decoding: Semaphore::new(1),
        }))
    }

    /// A studio with a fetcher of its own.
    pub(crate) fn with(fetcher: PictureFetcher, store: Option<PictureStore>) -> Self {
        let studio = Studio::new(Connection::nothing(), Arc::new(|_| Route::Direct), store);
        // Nobody else has it yet, so it is empty.
        let _ = studio.0.fetcher.set(fetcher);
        studio
    }

    /// The same for another service.
    pub(super) fn of(&self, connection: Connection) -> Self {
        Studio::new(connection, Arc::clone(&self.0.route_of), self.0.store.clone())
    }

    /// Makes a picture ready for the room it is wanted in; `sized` hears its size as soon as it is known.
    ///
    /// # Errors
    /// Why it cannot be had.
    pub(crate) async fn paint(
        &self,
        wanted: &Wanted,
        showing: Showing,
        sized: Sized<'_>,
    ) -> Result<(Size, Painting), Trouble> {
        let pixels = self.pixels(&wanted.url, sized).await?;
        let size = pixels.size();
        let cells = fit(size, showing.cell, wanted.room, wanted.grows);
        let painting = on_thread(move || Painting::paint(&pixels, cells, showing)).await?;
        Ok((size, painting))
    }

    /// What the QR code in a picture says; `None` where there is none that can be read.
    ///
    /// # Errors
    /// Why the picture cannot be had.
    pub(super) async fn read_code(&self, url: &str) -> Result<Option<CleanText>, Trouble> {
        let pixels = self.pixels(url, &|_| {}).await?;
        // Reading takes as long as decoding, so it waits its turn among those.
        let _permit = self.0.decoding.acquire().await;
        let read = move || {
            let (grey, width, height) = pixels.grey();
            qr::read(&grey, width, height)
        };
        let text = on_thread(read).await?;
        Ok(text.map(|text| CleanText::block(&text, usize::MAX)))
    }

    /// Saves a picture as a file of its name in a folder; gives the file.
    ///
    /// # Errors
    /// Why it cannot be had, or the system's reason.
    pub(super) async fn save(&self, url: &str, folder: PathBuf) -> Result<PathBuf, SaveError> {
        let (url, _) = self.address(url).await.map_err(SaveError::Trouble)?;
        let bytes = self.bytes(&url, &|_| {}).await.map_err(SaveError::Trouble)?;
        let saved = on_thread(move || write_new(&folder, &file_name(&url), &bytes)).await;
        saved.map_err(SaveError::Trouble)?.map_err(SaveError::File)
    }

    async fn pixels(&self, url: &str, sized: Sized<'_>) -> Result<Arc<Pixels>, Trouble> {
        let (url, _) = self.address(url).await?;
        if let Some(pixels) = self.decoded(&url) {
            return Ok(pixels);
        }
        let bytes = self.bytes(&url, sized).await?;
        let pixels = match self.decode(bytes).await {
            // What lies on disk may be damaged: then it is fetched anew.
            Err(Trouble::Damaged | Trouble::NoPicture) if self.forget(&url).await => {
                let bytes = self.fetch(&url, sized).await?;
                self.decode(bytes).await?
            }
            decoded => decoded?,
        };
        let pixels = Arc::new(pixels);
        self.keep(url, Arc::clone(&pixels));
        Ok(pixels)
    }

    /// A picture's whole address, and who fetches it.
    async fn address(&self, url: &str) -> Result<(String, &PictureFetcher), Trouble> {
        let make = || async {
            let base_url = self.0.connection.base_url().await?;
            Ok::<_, Fault>(PictureFetcher::new(&base_url, Arc::clone(&self.0.route_of)))
        };
        let fetcher = self.0.fetcher.get_or_try_init(make).await.map_err(|_| Trouble::Unreachable)?;
        Ok((fetcher.resolved(url)?, fetcher))
    }

    /// A picture's bytes, from disk or from where it is.
    async fn bytes(&self, url: &str, sized: Sized<'_>) -> Result<Vec<u8>, Trouble> {
        if let Some(store) = self.store_for(url) {
            let url = url.to_owned();
            if let Some(bytes) = on_thread(move || store.get(&url, MOST_BYTES)).await? {
                return Ok(bytes);
            }
        }
        self.fetch(url, sized).await
    }

    async fn fetch(&self, url: &str, sized: Sized<'_>) -> Result<Vec<u8>, Trouble> {
        let (_, fetcher) = self.address(url).await?;
        let bytes = fetcher.fetch(url, sized).await?;
        if let Some(store) = self.store_for(url) {
            let (url, kept) = (url.to_owned(), bytes.clone());
            let written = on_thread(move || store.put(&url, &kept)).await?;
            if let Err(error) = written {
                tracing::debug!(%error, "a picture is not kept");
            }
        }
        Ok(bytes)
    }

    /// Forgets what is kept of a picture; `false` where nothing is kept.
    async fn forget(&self, url: &str) -> bool {
        let Some(store) = self.store_for(url) else { return false };
        let url = url.to_owned();
        on_thread(move || store.forget(&url)).await.is_ok()
    }

    /// Nothing of a service on this machine is kept: its port is another one the next time.
    fn store_for(&self, url: &str) -> Option<PictureStore> {
        self.0.store.clone().filter(|_| url.starts_with("https://"))
    }

    async fn decode(&self, bytes: Vec<u8>) -> Result<Pixels, Trouble> {
        // The semaphore is never closed, so acquiring cannot fail.
        let _permit = self.0.decoding.acquire().await;
        on_thread(move || decode(&bytes)).await?
    }

    fn decoded(&self, url: &str) -> Option<Arc<Pixels>> {
        let mut decoded = self.0.decoded.lock().unwrap_or_else(PoisonError::into_inner);
        let at = decoded.iter().position(|(known, _)| known == url)?;
        let entry = decoded.remove(at);
        let pixels = Arc::clone(&entry.1);
        decoded.push(entry);
        Some(pixels)
    }

    fn keep(&self, url: String, pixels: Arc<Pixels>) {
        let mut decoded = self.0.decoded.lock().unwrap_or_else(PoisonError::into_inner);
        decoded.retain(|(known, _)| *known != url);
        decoded.push((url, pixels));
        while decoded.len() > 1 && decoded.iter().map(|(_, pixels)| pixels.bytes()).sum::<usize>() > KEPT {
            decoded.remove(0);
        }
    }
}

/// Why a picture was not saved.
#[derive(Debug)]
pub(super) enum SaveError {
    /// It cannot be had.
    Trouble(Trouble),
    /// The file cannot be written.
    File(io::Error),
}

impl SaveError {
    pub(super) fn words(&self, lang: crate::i18n::Lang) -> String {
        match self {
            SaveError::Trouble(trouble) => trouble.words(lang),
            SaveError::File(error) => error.to_string(),
        }
    }
}

thread_local! {
    static AMONG_STRANGERS: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is at work on a stranger's bytes: should a decoder panic, the picture is damaged and the program goes
/// on.
pub(super) fn is_among_strangers() -> bool {
    AMONG_STRANGERS.get()
}

/// Does what takes its time on a thread of its own.
async fn on_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
    let guarded = || {
        AMONG_STRANGERS.set(true);
        let done = catch_unwind(AssertUnwindSafe(work));
        AMONG_STRANGERS.set(false);
        done
    };
    let done = tokio::task::spawn_blocking(guarded).await.map_err(|_| Trouble::Damaged)?;
    done.map_err(|_| Trouble::Damaged)
}

/// The last part of an address, as far as it is safe as a file's name.
fn file_name(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name: String = last.chars().filter(|c| safe(*c)).take(80).collect();
    let name = name.trim_start_matches(['.', '-']);
    if name.is_empty() { "picture".to_owned() } else { name.to_owned() }
}

/// Writes a file that was not there before, under its name or one with a number.
fn write_new(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        Some(_) | None => (name, String::new()),
    };
    let names = std::iter::once(name.to_owned()).chain((2..100).map(|at| format!("{stem}-{at}{extension}")));
    for path in names.map(|name| folder.join(name)) {
        match std::fs::File::create_new(&path) {
            Ok(mut file) => {
                io::Write::write_all(&mut file, bytes)?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_decoder_that_panics_costs_its_picture_and_no_more() {
        let strangers =
            |panics: bool| move || if panics { panic!("what is this?") } else { is_among_strangers() };
        assert_eq!(on_thread(strangers(true)).await, Err(Trouble::Damaged));
        assert_eq!(on_thread(strangers(false)).await, Ok(true));
        assert!(!tokio::task::spawn_blocking(is_among_strangers).await.unwrap());
    }

    #[test]
    fn a_file_gets_a_harmless_name_and_replaces_none() {
        assert_eq!(file_name("https://a.example/covers/wan22-kite.jpg?x=/../y"), "wan22-kite.jpg");
        assert_eq!(file_name("https://a.example/.bashrc"), "bashrc");
        assert_eq!(file_name("https://a.example/%2e%2e%2fx;rm -rf"), "2e2e2fxrm-rf");
        assert_eq!(file_name("https://a.example/"), "picture");
        let folder = tempfile::tempdir().unwrap();
        let names = [(); 3].map(|()| write_new(folder.path(), "a.png", b"x").unwrap());
        let expected = ["a.png", "a-2.png", "a-3.png"].map(|name| folder.path().join(name));
        assert_eq!(names, expected);
    }
}
