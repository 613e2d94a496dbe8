//! Notices that the terminal has vanished where no SIGHUP says so: without this, reading a dead terminal burns a
//! core for ever.

use std::time::Duration;

use tokio::sync::mpsc;

use super::event_loop::Message;

/// How long the loop may take to end properly.
#[cfg(unix)]
const GRACE: Duration = Duration::from_secs(1);

/// Starts a thread that sleeps until the terminal hangs up.
#[cfg(unix)]
pub(super) fn watch(events: mpsc::Sender<Message>) -> std::io::Result<()> {
    use std::fs::File;
    use std::io::IsTerminal;
    use std::os::fd::AsFd;

    use rustix::event::{PollFd, PollFlags, poll};

    // The terminal that is read. Where that is standard input, it need not control us, and `/dev/tty` not be there.
    let controlling = if std::io::stdin().is_terminal() { None } else { Some(File::open("/dev/tty")?) };
    let wait = move || {
        let stdin = rustix::stdio::stdin();
        let terminal = controlling.as_ref().map_or(stdin, AsFd::as_fd);
        let mut fds = [PollFd::new(&terminal, PollFlags::empty())];
        while poll(&mut fds, None) == Err(rustix::io::Errno::INTR) {}
        // A full channel must not keep the program alive: the loop may be busy with a flood of the same terminal.
        let _ = events.try_send(Message::TerminalGone);
        std::thread::sleep(GRACE);
        std::process::exit(128 + 1);
    };
    std::thread::Builder::new().name("hang-up".to_owned()).spawn(wait)?;
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn watch(_events: mpsc::Sender<Message>) -> std::io::Result<()> {
    Ok(())
}
