//! Starts the explorer: where the catalogue comes from, which query comes first, and whether there is a terminal.

use std::io::{IsTerminal, Write};

use crate::catalogue::Query;
use crate::config::{Environment, Loaded};
use crate::runtime::{self, Options, Outcome, Purpose, Source};

use super::args::ExplorerArgs;
use super::exit::{Exit, Failure, Words};
use super::service::{self, Found};

/// Opens the explorer.
///
/// # Errors
/// Why it could not run; [`Words::NotATerminal`] where standard output is a pipe.
pub(super) fn browse(
    loaded: &Loaded,
    environment: &Environment,
    arguments: &ExplorerArgs,
    demo: bool,
) -> Result<(), Failure> {
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        return Err(Failure::Usage(Words::NotATerminal));
    }
    run(loaded, environment, arguments, demo, Purpose::Browse)?;
    Ok(())
}

/// Opens the explorer as a chooser and prints what was chosen, an id a line; 1 when nothing was.
///
/// # Errors
/// Why it could not run, or that nothing was chosen.
pub(super) fn pick(
    loaded: &Loaded,
    environment: &Environment,
    arguments: &ExplorerArgs,
    demo: bool,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let outcome = run(loaded, environment, arguments, demo, Purpose::Pick)?;
    for id in &outcome.chosen {
        writeln!(out, "{id}")?;
    }
    if outcome.chosen.is_empty() { Err(Failure::Told(Exit::Refused)) } else { Ok(()) }
}

fn run(
    loaded: &Loaded,
    environment: &Environment,
    arguments: &ExplorerArgs,
    demo: bool,
    purpose: Purpose,
) -> Result<Outcome, Failure> {
    let source = if demo {
        Source::Demo
    } else {
        match service::find(loaded, environment) {
            Found::Endpoint(endpoint, notes) => Source::Service(endpoint, notes),
            Found::NoKeys(notes) => Source::NoKeys(notes),
        }
    };
    let start = start_query(loaded, arguments);
    let options =
        Options { settings: loaded.settings.clone(), paths: loaded.paths.clone(), source, start, purpose };
    let outcome = runtime::run(&options, environment)?;
    match outcome.signal.map(u8::try_from) {
        Some(number) => Err(Failure::Told(Exit::Signal(number.unwrap_or(u8::MAX)))),
        None => Ok(outcome),
    }
}

/// Filters on the command line replace those of `[start]` altogether.
fn start_query(loaded: &Loaded, arguments: &ExplorerArgs) -> Query {
    if arguments.filters.is_empty() { loaded.settings.start.clone() } else { arguments.filters.to_query() }
}
