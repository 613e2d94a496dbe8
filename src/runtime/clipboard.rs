//! Ways to a clipboard: the user's command, tmux, the desktop's tool, and last the terminal itself.
//!
//! tmux at its defaults drops OSC 52, bare or wrapped, while `load-buffer -w` (3.2 and later) arrives and is passed
//! on to the outer terminal. Over SSH a desktop tool would fill the clipboard of the wrong machine.

use std::process::Stdio;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::app::ClipboardRoute;
use crate::config::Environment;

/// A way to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// A program that reads the text from its standard input.
    Program {
        /// The program and its arguments.
        command: Vec<String>,
        /// What to tell the reader.
        told: ClipboardRoute,
    },
    /// OSC 52: always possible, never certain.
    Terminal,
}

/// Ways in the order in which they are tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clipboard {
    routes: Vec<Route>,
}

/// Why a program did not take the text.
#[derive(Debug, thiserror::Error)]
pub enum CommandFailure {
    /// It could not be run or written to.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// It ended with an error.
    #[error("it ended with {0}")]
    Status(std::process::ExitStatus),
}

impl Clipboard {
    /// The ways of this environment; `user_command` is the `clipboard` setting, run by `sh`.
    #[must_use]
    pub fn detect(environment: &Environment, user_command: Option<&str>) -> Self {
        let set = |name: &str| environment.get(name).is_some_and(|value| !value.is_empty());
        let mut routes = Vec::new();
        if let Some(command) = user_command {
            let command = ["sh", "-c", command].map(str::to_owned).to_vec();
            return Clipboard { routes: vec![Route::Program { command, told: ClipboardRoute::UserCommand }] };
        }
        if set("TMUX") {
            routes.push(program(&["tmux", "load-buffer", "-w", "-"], ClipboardRoute::Tmux));
        }
        let remote = set("SSH_TTY") || set("SSH_CONNECTION");
        if !remote {
            routes.extend(desktop(&set));
        }
        routes.push(Route::Terminal);
        Clipboard { routes }
    }

    /// The ways in the order in which they are tried.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }
}

fn program(command: &[&str], told: ClipboardRoute) -> Route {
    Route::Program { command: command.iter().map(|part| (*part).to_owned()).collect(), told }
}

fn desktop(set: &impl Fn(&str) -> bool) -> Option<Route> {
    let command: &[&str] = if cfg!(target_os = "macos") {
        &["pbcopy"]
    } else if cfg!(windows) || set("WSL_DISTRO_NAME") {
        &["clip.exe"]
    } else if set("WAYLAND_DISPLAY") {
        &["wl-copy"]
    } else if set("DISPLAY") {
        &["xclip", "-selection", "clipboard"]
    } else {
        return None;
    };
    Some(program(
        command,
        ClipboardRoute::Desktop(command.first().map(|name| (*name).to_owned()).unwrap_or_default()),
    ))
}

/// Runs a program and gives it the text.
///
/// # Errors
/// It could not be run, or ended with an error.
pub(super) async fn feed(command: &[String], text: &str) -> Result<(), CommandFailure> {
    let (name, arguments) = command.split_first().ok_or_else(|| std::io::Error::other("no command"))?;
    let mut child = Command::new(name)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(text.as_bytes()).await?;
    }
    let status = child.wait().await?;
    if status.success() { Ok(()) } else { Err(CommandFailure::Status(status)) }
}
