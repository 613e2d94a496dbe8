//! The command line: arguments, and the commands that need no screen.
//!
//! [`run`] is the whole program; `main` only calls it. A command writes its answer to standard output and nothing
//! else there; whatever is said about the answer goes to standard error, and the exit code tells the outcome.

pub mod args;
mod exit;
mod explore;
mod filters;
mod log;
mod service;
mod settings;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};

use clap::Parser;

use crate::config::{Environment, Loaded, early_lang, load};
use crate::i18n::Lang;

use args::{Arguments, Command};
pub use exit::{Exit, Failure};
pub use filters::FilterArgs;

/// Reads the command line, does what it says, and tells what went wrong.
pub fn run(line: impl IntoIterator<Item = OsString>, environment: &Environment) -> Exit {
    let arguments = match Arguments::try_parse_from(line) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too. Nothing is left to do when they cannot be printed.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Done };
        }
    };
    let mut lang = early_lang(&arguments.flags(), environment);
    let mut out = BufWriter::new(io::stdout().lock());
    let done = dispatch(&arguments, environment, &mut lang, &mut out)
        .and_then(|()| out.flush().map_err(Failure::Output));
    // What a failed command has already written stands; a reader that went away is no failure.
    match done {
        Ok(()) => Exit::Done,
        Err(failure) if failure.is_broken_pipe() => Exit::Done,
        Err(failure) => {
            let _ = out.flush();
            tell(&failure, lang);
            failure.exit()
        }
    }
}

/// Runs the command; `lang` becomes the language of the settings as soon as they are read.
fn dispatch(
    arguments: &Arguments,
    environment: &Environment,
    lang: &mut Lang,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let flags = arguments.flags();
    if let Some(Command::Config(config)) = &arguments.command {
        return settings::config(config, &flags, environment, out);
    }
    if arguments.command.is_some() && arguments.explorer != args::ExplorerArgs::default() {
        return Err(Failure::Usage(exit::Words::ExplorerFlags));
    }
    let loaded: Loaded = load(&flags, environment)?;
    *lang = loaded.settings.lang;
    if let Some(path) = &loaded.settings.log {
        log::start(path).map_err(Failure::Log)?;
    }
    let demo = arguments.common.demo;
    match &arguments.command {
        None => explore::browse(&loaded, environment, &arguments.explorer, demo),
        Some(Command::Pick(pick)) => explore::pick(&loaded, environment, pick, demo, out),
        Some(Command::Config(config)) => settings::config(config, &flags, environment, out),
    }
}

/// Says on standard error what went wrong and what to do about it.
fn tell(failure: &Failure, lang: Lang) {
    let mut err = io::stderr().lock();
    let sentence = failure.sentence(lang);
    if !sentence.is_empty() {
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(err, "compshare-tui: {sentence}");
    }
    for advice in failure.advice(lang) {
        let _ = writeln!(err, "  {advice}");
    }
}
