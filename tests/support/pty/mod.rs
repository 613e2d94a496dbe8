//! The real binary in a real terminal: a pty, a screen model, and every byte it ever wrote.
//!
//! Nothing here sleeps in the hope that something will have happened: a test waits for a condition, and blocks on the
//! reader's channel until it holds. The patience is long, since it is only ever used up by a failure.

mod launch;
mod process;
mod terminal;

use std::fs::File;
use std::io::{self, PipeWriter};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, MasterPty, SlavePty};
use rustix::process::{Pid, Signal, kill_process};

pub(crate) use launch::{EXPLORER, Launch};
use process::Account;
use terminal::{Modes, PATIENCE, read_all, window_size, write_all};

/// How long nothing may happen before a program counts as settled; longer than its debounces.
const CALM: Duration = Duration::from_millis(300);

/// The escape key: one alone, and what follows at once, would be a key with Alt.
pub(crate) const ESCAPE: &str = "\x1b\x1b";

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
    /// What the program had cost when it was told to end.
    told: Option<Account>,
    /// Whether the terminal answers no question.
    silent: bool,
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
        self.wait_anywhere(what, |session| !session.in_frame && holds(session))
    }

    /// Waits until a condition holds, even in the middle of a frame: a program that was stopped there does not end it.
    pub(crate) fn wait_anywhere(&mut self, what: &str, holds: impl Fn(&Self) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if holds(self) {
                return self;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!("{what}: {error}; the screen is\n{}", self.text()),
            }
        }
    }

    /// Sends a key and waits until a text that it brings is on the screen, for no longer than a time.
    pub(crate) fn answers_within(&mut self, limit: Duration, key: &str, text: &str) -> &mut Self {
        let asked = Account::of(self.pid());
        self.send(key).wait_for(text);
        asked.assert_within(limit, &Account::of(self.pid()));
        self
    }

    /// Has the screen drawn anew, whatever has the focus. Once it is, all keys sent before have had their effect.
    pub(crate) fn redraw(&mut self) -> &mut Self {
        let seen = self.raw.len();
        self.send("\x0c").wait_redrawn(seen)
    }

    /// Waits until the whole screen has been drawn anew since so many bytes.
    pub(crate) fn wait_redrawn(&mut self, seen: usize) -> &mut Self {
        let cleared = |session: &Self| session.raw[seen..].windows(4).any(|window| window == b"\x1b[2J");
        self.wait_raw("a full redraw", cleared)
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
        process::wake_ups(self.pid())
    }

    /// Its resident memory in KiB.
    pub(crate) fn memory(&self) -> u64 {
        process::memory(self.pid()).0
    }

    /// The most resident memory it ever had, in KiB.
    pub(crate) fn peak_memory(&self) -> u64 {
        process::memory(self.pid()).1
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.master.as_ref().unwrap().resize(window_size(columns, rows)).unwrap();
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
        let silent = self.silent;
        let thread = std::thread::spawn(move || read_all(&terminal, &stopped, &sender, silent));
        self.output = output;
        self.reading = Some((stop, thread));
        self
    }

    /// Closes the terminal while the program runs.
    pub(crate) fn vanish(&mut self) {
        self.freeze();
        self.told = Some(Account::of(self.pid()));
        self.slave = None;
        self.terminal = None;
        self.master = None;
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&mut self, signal: Signal) -> &mut Self {
        self.told = Some(Account::of(self.pid()));
        kill_process(self.process(), signal).unwrap();
        self
    }

    /// Waits for the program's end, takes what it wrote last, and returns its exit code.
    pub(crate) fn end(&mut self) -> u32 {
        self.hear_out();
        self.end_unheard()
    }

    /// [`Session::end`] of a program that was sent a signal: within a time, and without spinning meanwhile.
    pub(crate) fn end_within(&mut self, limit: Duration) -> u32 {
        self.hear_out();
        self.end_unheard_within(limit)
    }

    /// Takes what the program writes until nobody has the terminal open any more.
    fn hear_out(&mut self) {
        // Without the program and without us holding its end, the pty says end of file, and the reader ends.
        self.slave = None;
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end; the screen is\n{}", self.text()),
            }
        }
    }

    /// Waits for the end of a program whose terminal is frozen or gone, and returns its exit code.
    pub(crate) fn end_unheard(&mut self) -> u32 {
        process::wait_for_end(self.process());
        self.child.wait().unwrap().exit_code()
    }

    /// [`Session::end_unheard`] of a program that was sent a signal, or whose terminal has vanished: within a time, and
    /// without spinning meanwhile.
    pub(crate) fn end_unheard_within(&mut self, limit: Duration) -> u32 {
        process::wait_for_end(self.process());
        let told = self.told.take().unwrap();
        let now = Account::of(self.pid());
        told.assert_within(limit, &now);
        told.assert_asleep(&now);
        self.end_unheard()
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
