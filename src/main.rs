//! The front door: takes the arguments and the environment, once, and hands them to the command line's room.

use std::process::ExitCode;

fn main() -> ExitCode {
    compshare_tui::run(std::env::args_os(), &compshare_tui::Environment::of_process()).into()
}
