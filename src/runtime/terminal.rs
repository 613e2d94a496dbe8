//! The real terminal: set up once, restored always.
//!
//! `ratatui::restore` stops at its first error and leaves the cursor hidden; here every step is tried, once, on
//! every way out: return, error, panic in any thread, signal.

#[cfg(unix)]
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EnableLineWrap, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen,
};
use crossterm::{cursor, execute, queue, style, terminal};
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::qr;
use crate::ui::{Beside, Paste};

use super::kept;
use super::pictures::is_among_strangers;
use super::placing::PlacingBackend;
use super::surface::{Modes, Render, Surface};

/// The largest window drawn, in cells: a terminal that claims 65535×65535 would cost 200 GB.
const LARGEST: (u16, u16) = (500, 250);

/// Whether the terminal is ours and has to be given back.
static TAKEN: AtomicBool = AtomicBool::new(false);

type Out = BufWriter<WhileTaken>;

/// The terminal while it is ours; dropping it gives it back.
pub(super) struct TerminalSurface {
    terminal: Terminal<PlacingBackend<Out>>,
    area: Rect,
    modes: Modes,
    /// Whether what is on the screen is not what was drawn last.
    stale: bool,
}

impl TerminalSurface {
    /// Takes the terminal: raw mode, alternate screen.
    pub(super) fn take() -> io::Result<Self> {
        take()?;
        Self::new().inspect_err(|_| restore())
    }

    /// Asks the terminal something; its answer, if any, comes on the line that keys come on.
    pub(super) fn ask(&mut self, questions: &str) -> io::Result<()> {
        let out = self.terminal.backend_mut();
        out.write_all(questions.as_bytes())?;
        Write::flush(out)
    }

    /// Draws strips of pictures over the frame; the cursor stays where it is.
    fn paste(&mut self, pasted: &[Paste]) -> io::Result<()> {
        let out = self.terminal.backend_mut();
        if pasted.is_empty() {
            return Ok(());
        }
        queue!(out, cursor::SavePosition)?;
        for Paste { x, y, bytes, .. } in pasted {
            queue!(out, cursor::MoveTo(*x, *y))?;
            out.write_all(bytes.as_bytes())?;
        }
        queue!(out, cursor::RestorePosition)
    }

    fn new() -> io::Result<Self> {
        let area = window()?;
        let backend = PlacingBackend::new(BufWriter::with_capacity(64 * 1024, WhileTaken(output()?)));
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport: Viewport::Fixed(area) })?;
        Ok(TerminalSurface { terminal, area, modes: Modes::default(), stale: false })
    }
}

impl Drop for TerminalSurface {
    fn drop(&mut self) {
        restore();
    }
}

impl Surface for TerminalSurface {
    fn draw(&mut self, render: &mut Render<'_>) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        // A resize is told of only once the input thread listens; and what is drawn must fit in any case.
        let area = window()?;
        if self.stale || area != self.area {
            kept::forget(self.terminal.backend_mut())?;
            queue!(self.terminal.backend_mut(), Clear(ClearType::All))?;
            // Not `Terminal::clear`: that asks the terminal for its cursor and waits.
            self.terminal.resize(area)?;
            (self.area, self.stale) = (area, false);
        }
        let mut beside = Beside::default();
        self.terminal.draw(|frame| beside = render(frame))?;
        kept::keep(self.terminal.backend_mut(), &beside.kept)?;
        self.paste(&beside.pasted)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    fn set_modes(&mut self, modes: Modes) -> io::Result<()> {
        let out = self.terminal.backend_mut();
        if modes.paste != self.modes.paste {
            if modes.paste { queue!(out, EnableBracketedPaste)? } else { queue!(out, DisableBracketedPaste)? }
        }
        if modes.mouse != self.modes.mouse {
            if modes.mouse { queue!(out, EnableMouseCapture)? } else { queue!(out, DisableMouseCapture)? }
        }
        if modes != self.modes {
            self.modes = modes;
            Write::flush(out)?;
        }
        Ok(())
    }

    fn renew(&mut self) {
        self.stale = true;
    }

    fn suspend(&mut self) -> io::Result<()> {
        restore();
        stop_until_continued();
        self.retake()
    }

    fn retake(&mut self) -> io::Result<()> {
        // Whoever had the terminal meanwhile has left it in its own modes; ours are not those of before any more.
        terminal::disable_raw_mode()?;
        take()?;
        let modes = std::mem::take(&mut self.modes);
        self.renew();
        self.set_modes(modes)
    }

    fn offer_clipboard(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }
}

/// Standard output, or the terminal itself where that is a pipe (`pick`). A file of its own: whoever holds the lock
/// of `io::stdout` must not keep a panicking thread from giving the terminal back.
#[cfg(unix)]
pub(super) fn output() -> io::Result<Output> {
    use std::io::IsTerminal;
    use std::os::fd::AsFd;
    if io::stdout().is_terminal() {
        Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
    } else {
        File::options().write(true).open("/dev/tty")
    }
}

#[cfg(not(unix))]
pub(super) fn output() -> io::Result<Output> {
    Ok(io::stdout())
}

#[cfg(unix)]
pub(super) type Output = File;
#[cfg(not(unix))]
pub(super) type Output = io::Stdout;

/// Writes to the terminal while it is ours, and nowhere after that: no thread draws over the shell, and ratatui, which
/// shows the cursor once more at its end and prints when it cannot, finds nothing to complain about.
struct WhileTaken(Output);

impl Write for WhileTaken {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if TAKEN.load(Ordering::SeqCst) { self.0.write(bytes) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if TAKEN.load(Ordering::SeqCst) { self.0.flush() } else { Ok(()) }
    }
}

/// The part of the window that is drawn.
fn window() -> io::Result<Rect> {
    let (width, height) = terminal::size()?;
    Ok(Rect { x: 0, y: 0, width: width.min(LARGEST.0), height: height.min(LARGEST.1) })
}

fn take() -> io::Result<()> {
    // `NO_COLOR` is our theme's business: crossterm would also drop bold and reverse, and hide the selection.
    style::force_color_output(true);
    TAKEN.store(true, Ordering::SeqCst);
    let taken =
        terminal::enable_raw_mode().and_then(|()| execute!(output()?, EnterAlternateScreen, cursor::Hide));
    // Half of it may be ours.
    taken.inspect_err(|_| restore())
}

/// Gives the terminal back if it is ours. Every step is tried even when one before it fails.
pub(super) fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    if let Ok(out) = output() {
        give_back(out);
    }
    leave_raw_mode();
}

/// [`restore`] where the loop has not done so in time: because the terminal takes no bytes, or because it is late itself.
/// This does not wait for the terminal: what it does not take at once, it does not get.
#[cfg(unix)]
pub(super) fn abandon() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    if let Ok(out) = impatient_output() {
        give_back(out);
    }
    leave_raw_mode();
}

fn give_back(mut out: Output) {
    let steps = [
        kept::forget(&mut out),
        queue!(out, EndSynchronizedUpdate),
        queue!(out, DisableMouseCapture),
        queue!(out, DisableBracketedPaste),
        queue!(out, EnableLineWrap),
        queue!(out, style::ResetColor),
        queue!(out, LeaveAlternateScreen),
        queue!(out, cursor::Show),
        out.flush(),
    ];
    for step in steps {
        if let Err(error) = step {
            tracing::debug!(%error, "a step of giving the terminal back failed");
        }
    }
}

fn leave_raw_mode() {
    if let Err(error) = terminal::disable_raw_mode() {
        tracing::debug!(%error, "raw mode could not be left");
    }
}

/// The terminal, opened anew: what others have open must go on waiting as before.
#[cfg(unix)]
fn impatient_output() -> io::Result<Output> {
    use rustix::fs::{Mode, OFlags, open};
    Ok(File::from(open("/dev/tty", OFlags::WRONLY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty())?))
}

/// Makes a panic in any thread give the terminal back, say what happened, and end the program with 101. One that a
/// stranger's picture brings about is caught where that is read.
pub(super) fn install_panic_hook() {
    let inner = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if qr::is_reading() || is_among_strangers() {
            return;
        }
        restore();
        inner(info);
        std::process::exit(101);
    }));
}

/// Stops the job as the terminal's stop key would, with whatever else is part of it (`pick` in a pipe).
///
/// In the group of the session's leader, which is this program itself or a shell that waits for `$(...)`, nobody could
/// continue us: there the kernel ignores it, and we go on.
#[cfg(unix)]
fn stop_until_continued() {
    use rustix::process::{Signal, kill_current_process_group};
    if let Err(error) = kill_current_process_group(Signal::TSTP) {
        tracing::debug!(%error, "could not stop");
    }
}

#[cfg(not(unix))]
fn stop_until_continued() {}
