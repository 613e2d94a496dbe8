//! The event loop, the terminal, and effects on tokio.

mod options;

pub use options::{Options, Outcome, Purpose, Source};

/// Why the explorer could not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not part of this build.
    #[error("the explorer's screen is not part of this build")]
    NoScreen,
}

/// Runs the explorer.
///
/// # Errors
/// Why it could not run.
pub fn run(_options: &Options) -> Result<Outcome, Error> {
    Err(Error::NoScreen)
}
