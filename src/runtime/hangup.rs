//! Notices that the terminal has vanished where no SIGHUP says so: without this, reading a dead terminal burns a
//! core for ever.

use std::io;
#[cfg(unix)]
use std::time::Duration;

use tokio::sync::mpsc;

use super::message::Message;

/// How long the loop may take to end properly.
#[cfg(unix)]
const GRACE: Duration = Duration::from_secs(1);

/// The line to the terminal that is read.
#[cfg(unix)]
pub(super) struct TerminalLine(std::os::fd::OwnedFd);

#[cfg(unix)]
impl TerminalLine {
    /// Takes hold of it.
    ///
    /// # Errors
    /// There is no terminal.
    pub(super) fn open() -> io::Result<Self> {
        use std::io::IsTerminal;
        // Where that is standard input, it need not control us, and `/dev/tty` not be there.
        if io::stdin().is_terminal() {
            Ok(TerminalLine(rustix::io::dup(rustix::stdio::stdin())?))
        } else {
            Ok(TerminalLine(std::fs::File::open("/dev/tty")?.into()))
        }
    }

    /// Whether nobody is at its other end any more.
    pub(super) fn is_gone(&self) -> bool {
        self.wait(Some(&rustix::event::Timespec::default())) == Ok(1)
    }

    /// Starts a thread that sleeps until that is so.
    pub(super) fn watch(&self, events: mpsc::Sender<Message>) -> io::Result<()> {
        let line = TerminalLine(self.0.try_clone()?);
        let wait = move || {
            while line.wait(None) == Err(rustix::io::Errno::INTR) {}
            // A full channel must not keep the program alive: the loop may be busy with a flood of the same terminal.
            let _ = events.try_send(Message::TerminalGone);
            std::thread::sleep(GRACE);
            std::process::exit(128 + 1);
        };
        std::thread::Builder::new().name("hang-up".to_owned()).spawn(wait)?;
        Ok(())
    }

    /// Waits until it has been hung up; how many lines have been, one or none.
    fn wait(&self, patience: Option<&rustix::event::Timespec>) -> rustix::io::Result<usize> {
        use rustix::event::{PollFd, PollFlags, poll};
        poll(&mut [PollFd::new(&self.0, PollFlags::empty())], patience)
    }
}

/// Elsewhere the system ends the program.
#[cfg(not(unix))]
pub(super) struct TerminalLine;

#[cfg(not(unix))]
impl TerminalLine {
    pub(super) fn open() -> io::Result<Self> {
        Ok(TerminalLine)
    }

    pub(super) fn is_gone(&self) -> bool {
        false
    }

    pub(super) fn watch(&self, _events: mpsc::Sender<Message>) -> io::Result<()> {
        Ok(())
    }
}
