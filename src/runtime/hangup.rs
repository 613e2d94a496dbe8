//! Notices that the terminal has vanished where no SIGHUP says so: without this, reading a dead terminal burns a
//! core for ever.

use tokio::sync::mpsc;

use super::event_loop::Message;

/// Starts a thread that sleeps until the terminal hangs up.
#[cfg(unix)]
pub(super) fn watch(events: mpsc::Sender<Message>) -> std::io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    let terminal = std::fs::File::open("/dev/tty")?;
    let wait = move || {
        let mut fds = [PollFd::new(&terminal, PollFlags::empty())];
        loop {
            match poll(&mut fds, None) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(_) | Err(_) => break,
            }
        }
        // A full channel must not keep the program alive: the receiver may be busy with a flood of the same terminal.
        if events.try_send(Message::TerminalGone).is_err() {
            std::thread::sleep(std::time::Duration::from_secs(1));
            super::terminal::restore();
            std::process::exit(128 + 1);
        }
    };
    std::thread::Builder::new().name("hang-up".to_owned()).spawn(wait)?;
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn watch(_events: mpsc::Sender<Message>) -> std::io::Result<()> {
    Ok(())
}
