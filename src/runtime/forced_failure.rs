//! Crashes on request, in debug builds only, so that tests can see the terminal survive them:
//! `COMPSHARE_TUI_REHEARSE` is `panic`, `panic in a task`, `error` or `hang`. Release builds have no such switch.

use std::io;

use crate::config::Environment;

/// Fails as the environment asks. To be called with the terminal taken, inside the runtime.
#[allow(clippy::panic, reason = "the panic is what is rehearsed")]
pub(super) fn fail(environment: &Environment) -> io::Result<()> {
    match environment.get("COMPSHARE_TUI_REHEARSE") {
        Some("panic") => panic!("a rehearsed panic"),
        Some("panic in a task") => {
            tokio::spawn(async { panic!("a rehearsed panic in a task") });
            Ok(())
        }
        Some("error") => Err(io::Error::other("a rehearsed error")),
        Some("hang") => loop {
            std::thread::park();
        },
        Some(_) | None => Ok(()),
    }
}
