//! The input thread: reads the terminal's events and passes them on as facts.
//!
//! A thread of its own, since crossterm's event stream loses wake-ups; a bounded channel, so that a flood of mouse
//! reports waits in the terminal and not in our memory.

use std::time::{Duration, Instant};

use crossterm::event::{self, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use tokio::sync::mpsc;

use crate::app::{Chord, Event, Key, Mouse, MouseKind};

use super::answers::Answers;
use super::message::Message;

/// Events that may wait.
pub(super) const WAITING: usize = 1024;
/// When a terminal that has not told its colours is taken for one that never will: `Esc` is then passed on at once.
const LATEST_ANSWER: Duration = Duration::from_secs(10);

/// Starts the thread; it ends with the channel or the terminal. `answers` are those the terminal may still give.
pub(super) fn start(events: mpsc::Sender<Message>, answers: Answers) -> std::io::Result<()> {
    // The first look makes crossterm listen for resizes: none is missed from here on.
    event::poll(Duration::ZERO)?;
    std::thread::Builder::new().name("input".to_owned()).spawn(move || read_all(&events, answers))?;
    Ok(())
}

fn read_all(events: &mpsc::Sender<Message>, mut answers: Answers) {
    let begun = Instant::now();
    loop {
        if begun.elapsed() > LATEST_ANSWER {
            answers.expect_none();
        }
        let keys = match read(answers.patience()) {
            Ok(Some(event)) => answers.take(event),
            Ok(None) => answers.time_out(),
            Err(error) => {
                tracing::warn!(%error, "the terminal cannot be read");
                // Nobody may be there any more to hear it.
                let _ = events.blocking_send(Message::TerminalGone);
                return;
            }
        };
        let facts = keys.into_iter().filter_map(translate).map(Message::Event);
        let told = answers.told().into_iter().map(Message::Told);
        for message in facts.chain(told) {
            if events.blocking_send(message).is_err() {
                return;
            }
        }
    }
}

/// The next event; `None` when none comes in time.
fn read(patience: Option<Duration>) -> std::io::Result<Option<event::Event>> {
    if patience.is_some_and(|patience| !event::poll(patience).unwrap_or(true)) {
        return Ok(None);
    }
    event::read().map(Some)
}

/// A terminal event as a fact of ours; `None` for those we don't use.
#[must_use]
#[expect(clippy::wildcard_enum_match_arm, reason = "crossterm's enum")]
pub(super) fn translate(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) => chord(key).map(Event::Key),
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Resize(..) => Some(Event::Resized),
        event::Event::Mouse(mouse) => {
            let kind = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => MouseKind::Click,
                MouseEventKind::ScrollUp => MouseKind::ScrollUp,
                MouseEventKind::ScrollDown => MouseKind::ScrollDown,
                _ => return None,
            };
            Some(Event::Mouse(Mouse { kind, x: mouse.column, y: mouse.row }))
        }
        event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "crossterm's enum")]
fn chord(event: event::KeyEvent) -> Option<Chord> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let key = match event.code {
        KeyCode::Char(c) => {
            shift = false;
            Key::Char(c)
        }
        KeyCode::BackTab => {
            shift = true;
            Key::Tab
        }
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(number),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    Some(Chord { key, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift })
}

#[cfg(test)]
mod tests {
    use crossterm::event::{Event as Raw, KeyEvent};

    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<Event> {
        translate(Raw::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn keys_become_chords() {
        let all = [
            (KeyCode::Char('j'), KeyModifiers::NONE, "j"),
            (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
            (KeyCode::Char('d'), KeyModifiers::CONTROL, "C-d"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "S-Tab"),
            (KeyCode::F(3), KeyModifiers::SHIFT, "S-F3"),
            (KeyCode::Char('y'), KeyModifiers::ALT, "M-y"),
        ];
        for (code, modifiers, chord) in all {
            assert_eq!(key(code, modifiers), Some(Event::Key(chord.parse().unwrap())));
        }
        assert_eq!(key(KeyCode::CapsLock, KeyModifiers::NONE), None);
    }
}
