//! Signals that end or continue the program.

use std::io;

use super::event_loop::Message;

/// Signals to wait for.
#[cfg(unix)]
pub(super) struct Signals {
    streams: [(i32, tokio::signal::unix::Signal); 5],
}

#[cfg(unix)]
impl Signals {
    /// Takes the signals over. Needs a running tokio.
    pub(super) fn new() -> io::Result<Self> {
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
    pub(super) async fn next(&mut self) -> Message {
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
pub(super) struct Signals;

#[cfg(not(unix))]
impl Signals {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Signals)
    }

    pub(super) async fn next(&mut self) -> Message {
        std::future::pending().await
    }
}
