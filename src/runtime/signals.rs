//! Signals that end or continue the program.
//!
//! They are waited for beside the loop, not in it: a terminal that takes no bytes holds the loop up in a write, and
//! a signal has to end the program even then.

use std::io;
use std::time::Duration;

use tokio::sync::mpsc;

use super::message::Message;
use super::terminal;

/// How long the loop may take to end properly, also on a machine that is busy.
const GRACE: Duration = Duration::from_millis(1500);

/// Passes signals on, on the current tokio, and ends the program itself when the loop does not.
///
/// # Errors
/// The system refuses to tell of signals.
pub(super) fn watch() -> io::Result<mpsc::UnboundedReceiver<Message>> {
    let mut signals = Signals::new()?;
    let (sender, receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            let message = signals.next().await;
            let ends = if let Message::Signal(number) = message { Some(number) } else { None };
            // A loop that has ended needs no signals.
            let _ = sender.send(message);
            if let Some(number) = ends {
                tokio::time::sleep(GRACE).await;
                terminal::abandon();
                std::process::exit(128 + number);
            }
        }
    });
    Ok(receiver)
}

/// Signals to wait for.
#[cfg(unix)]
struct Signals {
    streams: [(i32, tokio::signal::unix::Signal); 5],
}

#[cfg(unix)]
impl Signals {
    /// Takes the signals over.
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let stream = |kind: SignalKind| io::Result::Ok((kind.as_raw_value(), signal(kind)?));
        let continued = SignalKind::from_raw(rustix::process::Signal::CONT.as_raw());
        Ok(Signals {
            streams: [
                stream(SignalKind::terminate())?,
                stream(SignalKind::interrupt())?,
                stream(SignalKind::hangup())?,
                stream(SignalKind::quit())?,
                stream(continued)?,
            ],
        })
    }

    /// The next signal, as a message for the loop.
    async fn next(&mut self) -> Message {
        let [(a, term), (b, int), (c, hup), (d, quit), (_, cont)] = &mut self.streams;
        tokio::select! {
            _ = term.recv() => Message::Signal(*a),
            _ = int.recv() => Message::Signal(*b),
            _ = hup.recv() => Message::Signal(*c),
            _ = quit.recv() => Message::Signal(*d),
            _ = cont.recv() => Message::Continued,
        }
    }
}

/// Elsewhere there are none.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Signals)
    }

    async fn next(&mut self) -> Message {
        std::future::pending().await
    }
}
