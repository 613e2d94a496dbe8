//! The real binary in a real terminal: a pty, a screen model, and every byte it ever wrote.
//!
//! Nothing here sleeps in the hope that something will have happened: a test waits for a condition, and blocks on the
//! reader's channel until it holds. The patience is long, since it is only ever used up by a failure.

use std::fs::{self, File};
use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use filedescriptor::FileDescriptor;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{InputModes, LocalModes, OutputModes, tcgetattr};

/// The program.
pub(crate) const EXPLORER: &str = env!("CARGO_BIN_EXE_compshare-tui");
/// How long a condition may take before the test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// How long nothing may happen before a program counts as settled; longer than its debounces.
const CALM: Duration = Duration::from_millis(300);

/// The escape key: one alone, and what follows at once, would be a key with Alt.
pub(crate) const ESCAPE: &str = "\x1b\x1b";

/// What a terminal answers to a question about its colours and its kind.
const ANSWERS: [(&[u8], &[u8]); 3] = [
    (b"\x1b]10;?", b"\x1b]10;rgb:cccc/cccc/cccc\x1b\\"),
    (b"\x1b]11;?", b"\x1b]11;rgb:1111/1111/1111\x1b\\"),
    (b"\x1b[c", b"\x1b[?62;22c"),
];

/// A session about to start.
pub(crate) struct Launch {
    home: tempfile::TempDir,
    program: PathBuf,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    size: (u16, u16),
    controlling: bool,
}

impl Launch {
    /// The explorer with these arguments, 100×30, in a home folder of its own.
    pub(crate) fn new(arguments: &[&str]) -> Self {
        Self::program(Path::new(EXPLORER), arguments)
    }

    /// Another program, for what only a shell or tmux can do.
    pub(crate) fn program(program: &Path, arguments: &[&str]) -> Self {
        Launch {
            home: tempfile::tempdir().unwrap(),
            program: program.to_owned(),
            arguments: Vec::new(),
            variables: Vec::new(),
            size: (100, 30),
            controlling: true,
        }
        .arguments(arguments)
    }

    /// Adds arguments.
    pub(crate) fn arguments(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(|argument| (*argument).to_owned()));
        self
    }

    /// Sets an environment variable.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the window's size, columns and rows.
    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// A terminal that does not control the session, so that no SIGHUP tells of its end.
    pub(crate) fn uncontrolled(mut self) -> Self {
        self.controlling = false;
        self
    }

    /// The home folder, to put files in.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Starts it.
    pub(crate) fn start(self) -> Session {
        let (columns, rows) = self.size;
        let pair = native_pty_system().openpty(pty_size(columns, rows)).unwrap();
        let mut command = CommandBuilder::new(&self.program);
        command.args(&self.arguments);
        command.env_clear();
        command.cwd(self.home.path());
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "en_US.UTF-8"), ("PATH", "/usr/bin:/bin")]
        {
            command.env(name, value);
        }
        command.env("HOME", self.home.path());
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command.set_controlling_tty(self.controlling);
        let terminal = FileDescriptor::dup(&pair.master.as_raw_fd().unwrap()).unwrap().as_file().unwrap();
        rustix::io::ioctl_fionbio(&terminal, true).unwrap();
        let modes = Modes::of(&terminal);
        let child = pair.slave.spawn_command(command).unwrap();
        let mut session = Session {
            _home: self.home,
            master: Some(pair.master),
            slave: Some(pair.slave),
            child,
            terminal: Some(terminal),
            output: channel().1,
            reading: None,
            screen: vt100::Parser::new(rows, columns, 0),
            raw: Vec::new(),
            in_frame: false,
            modes,
        };
        session.thaw();
        session
    }
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// A running program and its terminal.
pub(crate) struct Session {
    _home: tempfile::TempDir,
    master: Option<Box<dyn MasterPty + Send>>,
    /// Kept open, so that the terminal's modes can be asked for after the program's end.
    slave: Option<Box<dyn SlavePty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    /// Our end, for reading and writing; it never blocks.
    terminal: Option<File>,
    output: Receiver<Vec<u8>>,
    reading: Option<(PipeWriter, JoinHandle<()>)>,
    screen: vt100::Parser,
    raw: Vec<u8>,
    /// Whether a frame has begun and not ended: the screen is then neither the old nor the new one.
    in_frame: bool,
    modes: Modes,
}

impl Session {
    /// Types text, or sends any bytes, as the terminal would: waiting when the program reads slowly.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        write_all(self.terminal.as_ref().unwrap(), bytes.as_ref()).unwrap();
        self
    }

    /// Waits until the screen, between two frames, is as described.
    pub(crate) fn wait(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        self.wait_raw(what, |session| holds(session.screen.screen()))
    }

    /// Waits until a text is on the screen.
    pub(crate) fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait(text, |screen| screen.contents().contains(text))
    }

    /// Waits until a text has gone from the screen.
    pub(crate) fn wait_gone(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("no more {text}"), |screen| !screen.contents().contains(text))
    }

    /// Waits until a condition of the whole session holds, between two frames.
    pub(crate) fn wait_raw(&mut self, what: &str, holds: impl Fn(&Self) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if !self.in_frame && holds(self) {
                return self;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!("{what}: {error}; the screen is\n{}", self.text()),
            }
        }
    }

    /// Has the screen drawn anew, whatever has the focus. Once it is, all keys sent before have had their effect.
    pub(crate) fn redraw(&mut self) -> &mut Self {
        let seen = self.raw.len();
        let cleared = |session: &Self| session.raw[seen..].windows(4).any(|window| window == b"\x1b[2J");
        self.send("\x0c").wait_raw("a full redraw", cleared)
    }

    /// Waits until the program does nothing: no byte, no thread awake for a while. Returns its wake-ups so far.
    pub(crate) fn settle(&mut self) -> u64 {
        let deadline = Instant::now() + PATIENCE;
        let mut before = None;
        loop {
            assert!(Instant::now() < deadline, "never at rest; the screen is\n{}", self.text());
            let silent = self.listen(CALM) == 0;
            let now = self.wake_ups();
            if let Some(wake_ups) = now.filter(|_| silent && now == before) {
                return wake_ups;
            }
            before = now;
        }
    }

    /// Takes whatever is written during a time; how many bytes that was.
    pub(crate) fn listen(&mut self, time: Duration) -> usize {
        let (end, before) = (Instant::now() + time, self.raw.len());
        loop {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => return self.raw.len() - before,
                Err(RecvTimeoutError::Disconnected) => panic!("it ended; the screen was\n{}", self.text()),
            }
        }
    }

    /// How often its threads went to sleep and were woken, all together; `None` while one is awake.
    pub(crate) fn wake_ups(&self) -> Option<u64> {
        let mut sum = 0;
        for task in fs::read_dir(format!("/proc/{}/task", self.pid())).unwrap() {
            let status = fs::read_to_string(task.unwrap().path().join("status")).unwrap_or_default();
            let field =
                |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("").trim();
            if !field("State:").starts_with('S') {
                return None;
            }
            sum += field("voluntary_ctxt_switches:").parse::<u64>().unwrap();
        }
        Some(sum)
    }

    /// Its resident memory in KiB.
    pub(crate) fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.master.as_ref().unwrap().resize(pty_size(columns, rows)).unwrap();
        // A new model with the old one's modes, since the model itself does not survive every change of size. What
        // was on it is lost, and has to come by a full redraw. Nor does it survive text that wraps in a tiny window.
        let old = self.screen.screen();
        let mut modes = old.input_mode_formatted();
        modes.extend_from_slice(if old.alternate_screen() { b"\x1b[?1049h" } else { b"" });
        modes.extend_from_slice(if old.hide_cursor() { b"\x1b[?25l" } else { b"" });
        self.screen = vt100::Parser::new(rows.clamp(10, 500), columns.clamp(40, 1000), 0);
        self.screen.process(&modes);
        self
    }

    /// Stops reading what the program writes, as a frozen terminal does.
    pub(crate) fn freeze(&mut self) -> &mut Self {
        if let Some((stop, thread)) = self.reading.take() {
            drop(stop);
            thread.join().unwrap();
        }
        self
    }

    /// Reads again.
    pub(crate) fn thaw(&mut self) -> &mut Self {
        let (sender, output) = channel();
        let (stopped, stop) = io::pipe().unwrap();
        let terminal = self.terminal.as_ref().unwrap().try_clone().unwrap();
        let thread = std::thread::spawn(move || read_all(&terminal, &stopped, &sender));
        self.output = output;
        self.reading = Some((stop, thread));
        self
    }

    /// Closes the terminal while the program runs.
    pub(crate) fn vanish(&mut self) {
        self.freeze();
        self.slave = None;
        self.terminal = None;
        self.master = None;
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&mut self, signal: Signal) -> &mut Self {
        kill_process(self.process(), signal).unwrap();
        self
    }

    /// Waits for the program's end, takes what it wrote last, and returns its exit code.
    pub(crate) fn end(&mut self) -> u32 {
        // Without the program and without us holding its end, the pty says end of file, and the reader ends.
        self.slave = None;
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => return self.end_unheard(),
                Err(RecvTimeoutError::Timeout) => panic!("it does not end; the screen is\n{}", self.text()),
            }
        }
    }

    /// Waits for the end of a program whose terminal is frozen or gone, and returns its exit code.
    pub(crate) fn end_unheard(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < deadline, "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// What is wrong with a terminal that was given back: nothing, it is hoped.
    pub(crate) fn debris(&self) -> Vec<&'static str> {
        let screen = self.screen.screen();
        let left = [
            (screen.alternate_screen(), "alternate screen"),
            (screen.hide_cursor(), "hidden cursor"),
            (screen.bracketed_paste(), "bracketed paste"),
            (screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None, "mouse"),
            (self.in_frame, "unfinished frame"),
            (Modes::of(self.terminal.as_ref().unwrap()) != self.modes, "modes"),
        ];
        left.into_iter().filter_map(|(there, what)| there.then_some(what)).collect()
    }

    /// Every byte the program wrote.
    pub(crate) fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The screen's text.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The screen.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// The program's process id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    fn process(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.pid()).unwrap()).unwrap()
    }

    fn take(&mut self, bytes: &[u8]) {
        // A sequence may be cut between two reads.
        let from = self.raw.len().saturating_sub(8);
        self.raw.extend_from_slice(bytes);
        let recent = &self.raw[from..];
        let last = |needle: &[u8]| recent.windows(needle.len()).rposition(|window| window == needle);
        match (last(b"\x1b[?2026h"), last(b"\x1b[?2026l")) {
            (None, None) => {}
            (begun, ended) => self.in_frame = begun > ended,
        }
        self.screen.process(bytes);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It may have ended long ago.
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.freeze();
    }
}

/// A terminal's modes, as far as programs change them.
#[derive(Debug, PartialEq, Eq)]
struct Modes(InputModes, OutputModes, LocalModes);

impl Modes {
    fn of(terminal: &File) -> Self {
        let modes = tcgetattr(terminal).unwrap();
        Modes(modes.input_modes, modes.output_modes, modes.local_modes)
    }
}

/// Writes to a terminal that does not block.
fn write_all(mut terminal: &File, mut bytes: &[u8]) -> io::Result<()> {
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

/// Reads until the terminal ends or the other end of `stopped` is dropped, and answers questions as terminals do.
fn read_all(mut terminal: &File, stopped: &PipeReader, out: &Sender<Vec<u8>>) {
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
                tail.extend_from_slice(bytes);
                answer(&mut tail, terminal);
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
