//! Ways to a clipboard: the user's command, tmux, the desktop's tool, and last the terminal itself.
//!
//! tmux at its defaults drops OSC 52, bare or wrapped, while `load-buffer -w` (3.2 and later) arrives and is passed
//! on to the outer terminal. Over SSH a desktop tool would fill the clipboard of the wrong machine.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::time::timeout;

use crate::app::ClipboardRoute;
use crate::config::Environment;
use crate::i18n::Lang;
use crate::messages;

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

/// How long a program may take to read the text.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why a program did not take the text.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.sentence(Lang::En))]
pub(crate) enum ProgramFailure {
    /// It could not be run or written to.
    Io(#[from] std::io::Error),
    /// It ended with an error.
    Status(std::process::ExitStatus),
    /// It did not end.
    Hangs,
}

messages! {
    /// Sentences of [`ProgramFailure`].
    enum ClipboardText {
        Status: "it ended with {}", "异常退出（{}）";
        Hangs: "it did not end within {} s", "{} 秒内没有结束";
    }
}

impl ProgramFailure {
    /// What went wrong, as the end of a sentence.
    #[must_use]
    pub(crate) fn sentence(&self, lang: Lang) -> String {
        match self {
            ProgramFailure::Io(error) => error.to_string(),
            ProgramFailure::Status(status) => ClipboardText::Status.fill(lang, &[status]),
            ProgramFailure::Hangs => ClipboardText::Hangs.fill(lang, &[&PATIENCE.as_secs()]),
        }
    }
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

/// Runs a program and gives it the text; one that does not end is killed.
///
/// # Errors
/// It could not be run, ended with an error, or did not end.
pub(super) async fn feed(command: &[String], text: &str) -> Result<(), ProgramFailure> {
    timeout(PATIENCE, run(command, text)).await.unwrap_or(Err(ProgramFailure::Hangs))
}

async fn run(command: &[String], text: &str) -> Result<(), ProgramFailure> {
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
    if status.success() { Ok(()) } else { Err(ProgramFailure::Status(status)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(ClipboardText::ALL, ClipboardText::text).unwrap();
    }

    fn shell(script: &str) -> Vec<String> {
        ["sh", "-c", script].map(str::to_owned).to_vec()
    }

    #[tokio::test]
    async fn a_program_that_ends_badly_or_never_is_told_apart_from_one_that_took_the_text() {
        assert!(feed(&shell("cat > /dev/null"), "text").await.is_ok());
        let failed = feed(&shell("cat > /dev/null; exit 3"), "text").await.unwrap_err();
        assert!(failed.sentence(Lang::En).ends_with("3"), "{failed}");
        // Time only stands still while nothing is ready, so the child does start.
        tokio::time::pause();
        let hangs = feed(&shell("exec sleep 3600"), "text").await.unwrap_err();
        assert_eq!(hangs.sentence(Lang::En), "it did not end within 2 s");
        assert_eq!(hangs.sentence(Lang::Zh), "2 秒内没有结束");
    }
}
