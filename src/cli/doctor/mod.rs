//! `doctor`: what is set and by whom, whether keys and service work, and what the terminal can do; with a remedy for
//! whatever does not. Exits with the code the first failing thing would give any other command.

mod checks;
mod report;
mod terminal;

use std::io::Write;

use clap::Args;

use crate::config::{Environment, Loaded};

use super::Failure;

/// Arguments of `doctor`.
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "\
Examples:
  compshare-tui doctor
  compshare-tui doctor --json | jq '.error.details.checks // .data.checks'

A key is shown by its source and the last four characters of the public half.")]
pub struct DoctorArgs {
    /// Print JSON, as compshare-cli does
    #[arg(long)]
    pub json: bool,
}

/// Runs `doctor`.
///
/// # Errors
/// The first thing that would not work, or output that cannot be written.
pub(super) async fn doctor(
    arguments: DoctorArgs,
    loaded: &Loaded,
    environment: &Environment,
    demo: bool,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut checks = vec![checks::program()];
    checks.extend(checks::keys_and_service(loaded, environment, demo).await);
    checks.extend(checks::places(loaded, environment));
    checks.extend(terminal::checks(environment, loaded.settings.lang));
    checks.push(terminal::clipboard(loaded, environment));
    let failure = checks.iter().find_map(|check| check.failed).map(Failure::Told);
    if arguments.json {
        report::json(out, &checks, loaded, failure.as_ref())?;
    } else {
        report::text(out, &checks, loaded, environment)?;
    }
    failure.map_or(Ok(()), Err)
}
