//! What tmux says of the terminal outside it. That terminal cannot be asked itself: tmux answers in its place.

use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

/// How long tmux may take.
const PATIENCE: Duration = Duration::from_secs(1);
/// What is asked: whether what is meant for the terminal outside is passed on to it, and what `TERM` calls that.
const FORMAT: &str = "#{allow-passthrough} #{client_termname}";

/// What `TERM` calls the terminal outside tmux, where tmux passes on what is meant for it. `pane` is `TMUX_PANE`.
pub(super) async fn outside(pane: Option<String>) -> Option<String> {
    let mut command = Command::new("tmux");
    command.args(["display-message", "-p"]);
    if let Some(pane) = pane {
        command.args(["-t", &pane]);
    }
    let output = command.arg(FORMAT).stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).output();
    let output = timeout(PATIENCE, output).await.ok()?.ok()?;
    passing(std::str::from_utf8(&output.stdout).ok()?)
}

/// The name in tmux's answer. Up to tmux 3.3 the option is a flag, since then a choice (tmux's CHANGES, 3.4).
fn passing(answer: &str) -> Option<String> {
    let (passes, name) = answer.trim().split_once(' ')?;
    matches!(passes, "1" | "on" | "all").then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_counts_where_it_is_passed_to() {
        for yes in ["1 xterm-kitty\n", "on xterm-kitty", "all xterm-kitty"] {
            assert_eq!(passing(yes).as_deref(), Some("xterm-kitty"), "{yes}");
        }
        for no in ["", "1", "0 xterm-kitty", "off xterm-kitty", " xterm-kitty", "1 "] {
            assert_eq!(passing(no), None, "{no}");
        }
    }
}
