//! One writer for all that lasts on disk: values are written in order, on a thread of their own, and the newest value
//! of a file replaces an older one that is still waiting. Changes of the reader's own are made one by one.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::catalogue::Change;

use super::file::replace;
use super::yours::{amend, kind_of};
use super::{FileProblem, Kept, StoreError};

/// How the end of the program waits for what is still unwritten.
pub(crate) const PATIENCE: Duration = Duration::from_millis(800);

type Write = dyn Fn(&Path, &[u8]) -> io::Result<()> + Send + Sync;
type Failed = dyn Fn(StoreError) + Send + Sync;

/// The writer. Its thread starts with the first value, and sleeps while nothing waits.
pub(crate) struct Writer {
    shared: Arc<Shared>,
}

struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
    write: Box<Write>,
    failed: Box<Failed>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Job>,
    state: Thread,
    /// No further value comes.
    closed: bool,
}

/// Something to be done.
enum Job {
    /// A file gets this content.
    Replace(PathBuf, Vec<u8>),
    /// Something of the reader's own, in this data folder, becomes different.
    Amend(PathBuf, Change),
}

/// What the thread is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Thread {
    /// There is none.
    #[default]
    Absent,
    Sleeping,
    Writing,
}

impl Writer {
    /// A writer of files, each with mode 0600 and replaced as a whole; `failed` is told what could not be written.
    pub(crate) fn new(failed: impl Fn(StoreError) + Send + Sync + 'static) -> Self {
        Self::with(replace, failed)
    }

    fn with(
        write: impl Fn(&Path, &[u8]) -> io::Result<()> + Send + Sync + 'static,
        failed: impl Fn(StoreError) + Send + Sync + 'static,
    ) -> Self {
        let (queue, changed) = (Mutex::default(), Condvar::new());
        Writer {
            shared: Arc::new(Shared { queue, changed, write: Box::new(write), failed: Box::new(failed) }),
        }
    }

    /// Has a file's content replaced.
    pub(crate) fn put(&self, path: PathBuf, content: Vec<u8>) {
        let mut queue = self.shared.lock();
        let older = queue.waiting.iter_mut().find_map(|job| match job {
            Job::Replace(waiting, older) if *waiting == path => Some(older),
            Job::Replace(..) | Job::Amend(..) => None,
        });
        match older {
            Some(older) => *older = content,
            None => queue.waiting.push_back(Job::Replace(path, content)),
        }
        self.start(queue);
    }

    /// Has a change made to what is kept of the reader's own in the data folder.
    pub(crate) fn amend(&self, folder: &Path, change: Change) {
        let mut queue = self.shared.lock();
        queue.waiting.push_back(Job::Amend(folder.to_owned(), change));
        self.start(queue);
    }

    /// Sees to it that the thread does what waits.
    fn start(&self, mut queue: MutexGuard<'_, Queue>) {
        if queue.state == Thread::Absent {
            let shared = Arc::clone(&self.shared);
            let started = thread::Builder::new().name("writer".to_owned()).spawn(move || shared.work());
            if let Err(error) = started {
                let failed: Vec<StoreError> = queue.waiting.drain(..).map(|job| job.failed(&error)).collect();
                drop(queue);
                failed.into_iter().for_each(|error| (self.shared.failed)(error));
                return;
            }
            queue.state = Thread::Writing;
        }
        self.shared.changed.notify_all();
    }

    /// Waits until everything is written, [`PATIENCE`] at most; `false` when something was not.
    pub(crate) fn finish(&self) -> bool {
        let mut queue = self.shared.lock();
        queue.closed = true;
        self.shared.changed.notify_all();
        let busy = |queue: &mut Queue| queue.state != Thread::Absent;
        let waited = self.shared.changed.wait_timeout_while(queue, PATIENCE, busy);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        // A thread that panicked ends the program; whatever it left in the queue is whole.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The thread: writes what waits, sleeps while nothing does, ends once the writer is closed.
    fn work(&self) {
        let mut queue = self.lock();
        loop {
            while let Some(job) = queue.waiting.pop_front() {
                queue.state = Thread::Writing;
                drop(queue);
                let done = match job {
                    Job::Replace(path, content) => {
                        (self.write)(&path, &content).map_err(|error| unwritable(path, &error))
                    }
                    Job::Amend(folder, change) => amend(&folder, &change),
                };
                if let Err(error) = done {
                    (self.failed)(error);
                }
                queue = self.lock();
            }
            if queue.closed {
                queue.state = Thread::Absent;
                self.changed.notify_all();
                return;
            }
            queue.state = Thread::Sleeping;
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Job {
    fn failed(self, error: &io::Error) -> StoreError {
        match self {
            Job::Replace(path, _) => unwritable(path, error),
            Job::Amend(folder, change) => {
                let problem = FileProblem::Unwritable(error.to_string());
                StoreError { path: folder, what: kind_of(&change), problem }
            }
        }
    }
}

fn unwritable(path: PathBuf, error: &io::Error) -> StoreError {
    StoreError { path, what: Kept::View, problem: FileProblem::Unwritable(error.to_string()) }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn the_newest_value_replaces_one_that_waits_and_files_are_written_in_order() {
        let (begun, begins) = mpsc::channel();
        let (go, gate) = mpsc::channel::<()>();
        let (gate, begun) = (Mutex::new(gate), Mutex::new(begun));
        let slow = move |path: &Path, content: &[u8]| {
            let written = format!("{} {}", path.display(), String::from_utf8_lossy(content));
            begun.lock().unwrap().send(written).unwrap();
            gate.lock().unwrap().recv().map_err(io::Error::other)
        };
        let writer = Writer::with(slow, |error| panic!("{error}"));
        let put = |path: &str, content: &str| writer.put(path.into(), content.into());
        put("a", "1");
        assert_eq!(begins.recv().unwrap(), "a 1");
        for (path, content) in [("a", "2"), ("b", "1"), ("a", "3")] {
            put(path, content);
        }
        (0..3).for_each(|_| go.send(()).unwrap());
        assert!(writer.finish());
        assert_eq!(begins.try_iter().collect::<Vec<_>>(), ["a 3", "b 1"]);
    }

    #[test]
    fn everything_is_on_disk_when_the_program_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/value");
        let writer = Writer::new(|error| panic!("{error}"));
        for value in 0..200 {
            writer.put(path.clone(), value.to_string().into_bytes());
        }
        assert!(writer.finish());
        assert_eq!(std::fs::read_to_string(path).unwrap(), "199");
    }

    #[test]
    fn changes_of_the_readers_own_are_made_in_order_and_failures_told() {
        let folder = tempfile::tempdir().unwrap();
        let (told, failures) = mpsc::channel();
        let told = Mutex::new(told);
        let writer = Writer::new(move |error| told.lock().unwrap().send(error.what).unwrap());
        for search in ["one", "two", "one"] {
            writer.amend(folder.path(), Change::Searched(search.into()));
        }
        writer.amend(Path::new("/dev/null/nowhere"), Change::Visited(1));
        assert!(writer.finish());
        let (yours, _) = crate::store::yours::load(folder.path());
        assert_eq!(yours.searches, ["two".into(), "one".into()]);
        assert_eq!(failures.try_iter().collect::<Vec<_>>(), [Kept::History]);
    }

    #[test]
    fn a_writer_that_was_never_used_ends_at_once() {
        assert!(Writer::new(|_| ()).finish());
    }

    #[test]
    fn what_cannot_be_written_is_told_and_the_rest_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (told, failures) = mpsc::channel();
        let told = Mutex::new(told);
        let writer = Writer::new(move |error| told.lock().unwrap().send(error.path).unwrap());
        let (bad, good) = (folder.path().to_owned(), folder.path().join("good"));
        writer.put(bad.clone(), vec![]);
        writer.put(good.clone(), b"x".to_vec());
        assert!(writer.finish());
        assert_eq!(failures.try_iter().collect::<Vec<_>>(), [bad]);
        assert_eq!(std::fs::read(good).unwrap(), b"x");
    }

    #[test]
    fn a_disk_that_hangs_does_not_hold_the_end_up_for_ever() {
        let (_never, gate) = mpsc::channel::<()>();
        let gate = Mutex::new(gate);
        let writer = Writer::with(move |_, _| gate.lock().unwrap().recv().map_err(io::Error::other), |_| ());
        writer.put("a".into(), vec![]);
        assert!(!writer.finish());
    }
}
