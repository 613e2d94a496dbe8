//! What the event loop draws on, so that tests can give it something else than a terminal.

use std::io;

use ratatui::Frame;

use crate::ui::Beside;

/// Terminal modes that follow the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Modes {
    /// Bracketed paste: on only while a text field has the focus, since a paste that never ends swallows all keys.
    pub paste: bool,
    /// Mouse reports.
    pub mouse: bool,
}

/// Renders a frame, and tells what it shows beside its cells.
pub type Render<'a> = dyn FnMut(&mut Frame<'_>) -> Beside + 'a;

/// Something to draw frames on.
pub trait Surface {
    /// Draws a frame and what it shows beside its cells. Pictures that the terminal kept for frames before are taken away.
    ///
    /// # Errors
    /// The terminal is gone.
    fn draw(&mut self, render: &mut Render<'_>) -> io::Result<()>;

    /// Switches modes that differ from those set.
    ///
    /// # Errors
    /// The terminal is gone.
    fn set_modes(&mut self, modes: Modes) -> io::Result<()>;

    /// Forgets what is on the screen, so that the next frame is drawn whole.
    fn renew(&mut self);

    /// Gives the terminal back, stops the process until it is continued, and takes the terminal again.
    ///
    /// # Errors
    /// The terminal is gone.
    fn suspend(&mut self) -> io::Result<()>;

    /// Takes the terminal again after a stop that came from outside.
    ///
    /// # Errors
    /// The terminal is gone.
    fn retake(&mut self) -> io::Result<()>;

    /// Offers text to the terminal's clipboard (OSC 52).
    ///
    /// # Errors
    /// The terminal is gone.
    fn offer_clipboard(&mut self, text: &str) -> io::Result<()>;
}
