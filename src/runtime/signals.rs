//! Signals that end or continue the program.
//!
//! They are waited for beside the loop, not in it: a terminal that takes no bytes holds the loop up in a write, and
//! a signal has to end the program even then.

use std::io;
#[cfg(unix)]
use std::{thread, time::Duration};

#[cfg(unix)]
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
#[cfg(unix)]
use signal_hook::iterator::Signals;
use tokio::sync::mpsc;

use super::message::Message;
#[cfg(unix)]
use super::terminal;

/// How long the loop may take to end properly, also on a machine that is busy.
#[cfg(unix)]
const GRACE: Duration = Duration::from_millis(1500);

/// Passes signals on, from a thread of their own, and ends the program itself when the loop does not.
///
/// A thread, and not tokio: the screen is taken and drawn before tokio is started, and a signal may come even then.
///
/// # Errors
/// The system refuses to tell of signals, or to start a thread.
#[cfg(unix)]
pub(super) fn watch() -> io::Result<mpsc::UnboundedReceiver<Message>> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGCONT])?;
    let (sender, receiver) = mpsc::unbounded_channel();
    let pass_on = move || {
        for number in signals.forever() {
            let message = if number == SIGCONT { Message::Continued } else { Message::Signal(number) };
            // A loop that has ended needs no signals.
            let _ = sender.send(message);
            if number != SIGCONT {
                thread::sleep(GRACE);
                terminal::abandon();
                std::process::exit(128 + number);
            }
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(pass_on)?;
    Ok(receiver)
}

/// Elsewhere there are none.
#[cfg(not(unix))]
pub(super) fn watch() -> io::Result<mpsc::UnboundedReceiver<Message>> {
    Ok(mpsc::unbounded_channel().1)
}
