//! The front door: takes the arguments and the environment, once, and hands them to [`compshare_tui::cli`].

use std::process::ExitCode;

use compshare_tui::cli;
use compshare_tui::config::Environment;

fn main() -> ExitCode {
    cli::run(std::env::args_os(), &Environment::of_process()).into()
}
