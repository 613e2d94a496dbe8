//! The terminal's side of a pty: it writes keys, reads what is drawn, and answers questions.

use std::fs::File;
use std::io::{self, PipeReader, Read, Write};
use std::sync::mpsc::Sender;
use std::time::Duration;

use portable_pty::PtySize;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{InputModes, LocalModes, OutputModes, tcgetattr};

/// How long a condition may take before the test fails.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// What a terminal answers to a question about its colours.
const ANSWERS: [(&[u8], &[u8]); 2] = [
    (b"\x1b]10;?", b"\x1b]10;rgb:cccc/cccc/cccc\x1b\\"),
    (b"\x1b]11;?", b"\x1b]11;rgb:1111/1111/1111\x1b\\"),
];

/// A window's size as the pty takes it.
pub(super) fn window_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// A terminal's modes, as far as programs change them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Modes(InputModes, OutputModes, LocalModes);

impl Modes {
    pub(super) fn of(terminal: &File) -> Self {
        let modes = tcgetattr(terminal).unwrap();
        Modes(modes.input_modes, modes.output_modes, modes.local_modes)
    }
}

/// Writes to a terminal that does not block.
pub(super) fn write_all(mut terminal: &File, mut bytes: &[u8]) -> io::Result<()> {
    let patience = Timespec::try_from(PATIENCE).unwrap();
    while !bytes.is_empty() {
        if poll(&mut [PollFd::new(terminal, PollFlags::OUT)], Some(&patience))? == 0 {
            return Err(io::Error::new(io::ErrorKind::TimedOut, "the program does not read"));
        }
        match terminal.write(bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Reads until the terminal ends or the other end of `stopped` is dropped, and answers questions as terminals do, unless
/// it is a `silent` one.
pub(super) fn read_all(mut terminal: &File, stopped: &PipeReader, out: &Sender<Vec<u8>>, silent: bool) {
    let mut buffer = vec![0; 0x10000];
    let mut tail = Vec::new();
    loop {
        let mut ready = [PollFd::new(terminal, PollFlags::IN), PollFd::new(stopped, PollFlags::IN)];
        poll(&mut ready, None).unwrap();
        if !ready[1].revents().is_empty() {
            return;
        }
        match terminal.read(&mut buffer) {
            Ok(0) => return,
            Ok(count) => {
                let bytes = &buffer[..count];
                if !silent {
                    tail.extend_from_slice(bytes);
                    answer(&mut tail, terminal);
                }
                if out.send(bytes.to_vec()).is_err() {
                    return;
                }
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => {}
            // EIO: nobody has the terminal open any more.
            Err(_) => return,
        }
    }
}

/// Answers the questions in what was written, in their order, and keeps what may be the beginning of another.
fn answer(tail: &mut Vec<u8>, terminal: &File) {
    let question = |bytes: &[u8]| {
        let at = |needle: &[u8]| bytes.windows(needle.len()).position(|window| window == needle);
        let found =
            ANSWERS.iter().filter_map(|(question, answer)| Some((at(question)?, question.len(), *answer)));
        found.min()
    };
    while let Some((at, length, answer)) = question(tail) {
        // The program may be gone already.
        let _ = write_all(terminal, answer);
        tail.drain(..at + length);
    }
    let keep = tail.len().min(8);
    tail.drain(..tail.len() - keep);
}
