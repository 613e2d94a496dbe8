//! Starts the explorer: where the catalogue comes from, which query comes first, and whether there is a terminal.

use std::io::{IsTerminal, Write};

use crate::catalogue::Query;
use crate::config::{Environment, Loaded};
use crate::runtime::{self, Options, Outcome, Purpose, Source};
use crate::store::snapshot::Place;
use crate::store::{self, LastView, StoreError};
use crate::sync::place_of;

use super::args::ExplorerArgs;
use super::exit::{Exit, ExitText, Failure};
use super::local;
use super::service::{self, Found};

/// Opens the explorer.
///
/// # Errors
/// Why it could not run; [`ExitText::NotATerminal`] where standard output is a pipe.
pub(super) fn browse(
    loaded: &Loaded,
    environment: &Environment,
    arguments: &ExplorerArgs,
    demo: bool,
) -> Result<(), Failure> {
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        return Err(Failure::Usage(ExitText::NotATerminal));
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
            Found::NoCredentials(notes) => Source::NoCredentials(notes),
        }
    };
    let (remembered, trouble) = recall(loaded);
    let list_share = remembered.as_ref().and_then(|view| view.list_share);
    let start = start_query(loaded, arguments, remembered)?;
    // Without keys the first screen says so, which comes before all else.
    let is_reachable = !matches!(source, Source::NoCredentials(_));
    if is_reachable && !arguments.filters.is_empty() {
        local::must_be_answerable(&start, place(loaded, &source).as_ref())?;
    }
    let options = Options {
        settings: loaded.settings.clone(),
        paths: loaded.paths.clone(),
        source,
        list_share,
        start,
        purpose,
    };
    let outcome = runtime::run(&options, environment)?;
    // Said when the explorer's screen is gone: before, nobody could have read it.
    if let Some(trouble) = trouble {
        service::say(&trouble.sentence(loaded.settings.lang));
    }
    match outcome.signal.map(u8::try_from) {
        Some(number) => Err(Failure::Told(Exit::Signal(number.unwrap_or(u8::MAX)))),
        None => Ok(outcome),
    }
}

/// What was remembered, where that is asked for, or why it cannot be had.
fn recall(loaded: &Loaded) -> (Option<LastView>, Option<StoreError>) {
    let folder = loaded.paths.state.as_deref().filter(|_| loaded.settings.remember);
    match folder.map(store::recall) {
        Some(Ok(view)) => (view, None),
        Some(Err(trouble)) => (None, Some(trouble)),
        None => (None, None),
    }
}

/// Where the whole catalogue of a source is kept.
fn place(loaded: &Loaded, source: &Source) -> Option<Place> {
    let cache = loaded.paths.cache.as_deref()?;
    match source {
        Source::Demo => Some(Place::demo(cache, &loaded.settings.region)),
        Source::Service(endpoint, _) => Some(place_of(cache, endpoint)),
        Source::NoCredentials(_) => None,
    }
}

/// The query to start with. Filters on the command line replace all others; what was remembered replaces `[start]`.
fn start_query(
    loaded: &Loaded,
    arguments: &ExplorerArgs,
    remembered: Option<LastView>,
) -> Result<Query, Failure> {
    if arguments.filters.is_empty() {
        Ok(remembered.map_or_else(|| loaded.settings.start.clone(), |view| view.query))
    } else {
        arguments.filters.query(loaded.paths.data.as_deref(), loaded.settings.lang)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::Arguments;
    use crate::config::{Flags, load};

    /// What the explorer starts with, given flags, in a home where `remembered` was shown last.
    fn start(line: &[&str], remembered: Option<&str>, settings: &str) -> (Query, bool) {
        let home = tempfile::tempdir().unwrap();
        let config = home.path().join("c.toml");
        std::fs::write(&config, settings).unwrap();
        let home = home.path().to_str().unwrap();
        let loaded =
            load(&Flags { config: Some(config), ..Flags::default() }, &Environment::new([("HOME", home)]))
                .unwrap();
        if let Some(text) = remembered {
            let folder = loaded.paths.state.as_deref().unwrap();
            std::fs::create_dir_all(folder).unwrap();
            std::fs::write(folder.join("view.json"), text).unwrap();
        }
        let arguments = Arguments::try_parse_from([&["compshare-tui"], line].concat()).unwrap();
        let (view, trouble) = recall(&loaded);
        (start_query(&loaded, &arguments.explorer, view).unwrap(), trouble.is_some())
    }

    const REMEMBER: &str = "remember = true\n[start]\nsearch = 'from-file'\n";
    const LAST: &str = r#"{"format":1,"search":"last"}"#;

    #[test]
    fn flags_beat_what_was_remembered_and_that_beats_the_file() {
        let fuzzy = |(query, trouble): (Query, bool)| (query.fuzzy.to_string(), trouble);
        assert_eq!(fuzzy(start(&["--query", "flag"], Some(LAST), REMEMBER)), ("flag".into(), false));
        assert_eq!(fuzzy(start(&[], Some(LAST), REMEMBER)), ("last".into(), false));
        assert_eq!(fuzzy(start(&[], None, REMEMBER)), ("from-file".into(), false));
        assert_eq!(fuzzy(start(&[], Some(LAST), "")), (String::new(), false));
    }

    #[test]
    fn what_cannot_be_recalled_is_told_and_costs_nothing_else() {
        let (query, trouble) = start(&[], Some(r#"{"format":1,"sea"#), REMEMBER);
        assert_eq!((query.fuzzy.as_str(), trouble), ("from-file", true));
    }
}
