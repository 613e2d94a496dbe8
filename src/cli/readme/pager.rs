//! Long text on a terminal goes through the reader's pager.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use crate::config::Environment;

/// Shows `text` with `$PAGER`, or `less -R`; `false` when there is no pager to be had.
///
/// # Errors
/// The pager cannot be written to or waited for; leaving it early is no error.
pub(super) fn show(text: &[u8], environment: &Environment) -> io::Result<bool> {
    let pager = environment.get_even_empty("PAGER").unwrap_or("less -R");
    // A pager is a shell's command line, arguments and all. An empty one, or `cat`, asks for none.
    if matches!(pager.trim(), "" | "cat") {
        return Ok(false);
    }
    let mut command = Command::new("sh");
    command.args(["-c", pager]).stdin(Stdio::piped());
    if environment.get("LESS").is_none() {
        // As git does: quit when all fits, show colours, leave the text on the screen.
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.spawn() else { return Ok(false) };
    let written = child.stdin.take().map_or(Ok(()), |mut input| input.write_all(text));
    let status = child.wait()?;
    match written {
        // The shell's word for a command that does not exist; nothing was shown.
        _ if status.code() == Some(127) => Ok(false),
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        Ok(()) | Err(_) => Ok(true),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn with(pager: &str) -> io::Result<bool> {
        show(&b"line\n".repeat(100_000), &Environment::new([("PAGER", pager)]))
    }

    #[test]
    fn a_pager_that_is_left_early_is_no_error() {
        assert!(with("head -n 1 > /dev/null").unwrap());
        assert!(with("true").unwrap());
    }

    #[test]
    fn without_a_pager_the_text_is_printed_plainly() {
        assert!(!with("cat").unwrap());
        assert!(!with("").unwrap(), "`PAGER=` asks for none");
        assert!(!with("no-such-pager-anywhere").unwrap());
    }
}
