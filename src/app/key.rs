//! Keys and chords as the core knows them, and their notation: `j`, `C-d`, `S-Tab`, `M-x`, `PgDn`, `Space`.

use std::fmt;
use std::str::FromStr;

/// A key of the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A character; shifted letters are upper case.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator; with shift it is the backward one.
    Tab,
    /// Deletes backwards.
    Backspace,
    /// Deletes forwards.
    Delete,
    /// Up arrow.
    Up,
    /// Down arrow.
    Down,
    /// Left arrow.
    Left,
    /// Right arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Control.
    pub ctrl: bool,
    /// Alt, also called meta.
    pub alt: bool,
    /// Shift, for keys that are no characters.
    pub shift: bool,
}

const NAMED: [(&str, Key); 18] = [
    ("Enter", Key::Enter),
    ("Esc", Key::Esc),
    ("Tab", Key::Tab),
    ("Backspace", Key::Backspace),
    ("Delete", Key::Delete),
    ("Up", Key::Up),
    ("Down", Key::Down),
    ("Left", Key::Left),
    ("Right", Key::Right),
    ("Home", Key::Home),
    ("End", Key::End),
    ("PgUp", Key::PageUp),
    ("PgDn", Key::PageDown),
    ("Space", Key::Char(' ')),
    ("Return", Key::Enter),
    ("Escape", Key::Esc),
    ("PageUp", Key::PageUp),
    ("PageDown", Key::PageDown),
];

impl Chord {
    /// A key without modifiers.
    #[must_use]
    pub const fn plain(key: Key) -> Self {
        Chord { key, ctrl: false, alt: false, shift: false }
    }

    /// A character without modifiers.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Chord::plain(Key::Char(c))
    }

    /// A character with control.
    #[must_use]
    pub const fn ctrl(c: char) -> Self {
        Chord { key: Key::Char(c), ctrl: true, alt: false, shift: false }
    }

    /// The character it stands for where keys are text.
    #[must_use]
    pub fn text(self) -> Option<char> {
        let Key::Char(c) = self.key else { return None };
        (!self.ctrl && !self.alt).then_some(c)
    }

    /// The chord an input method's full-width letter stands for: `ｊ` is `j`, `／` and `、` are `/`, `【` is `[`.
    #[must_use]
    pub fn folded(self) -> Self {
        let Key::Char(c) = self.key else { return self };
        let key = match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            '、' => '/',
            '【' => '[',
            '】' => ']',
            '《' => '<',
            '》' => '>',
            '。' => '.',
            _ => c,
        };
        Chord { key: Key::Char(key), ..self }
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, mark) in [(self.ctrl, "C-"), (self.alt, "M-"), (self.shift, "S-")] {
            if held {
                f.write_str(mark)?;
            }
        }
        match (self.key, NAMED.iter().find(|(_, key)| *key == self.key)) {
            (_, Some((name, _))) => f.write_str(name),
            (Key::Char(c), None) => write!(f, "{c}"),
            (Key::F(n), None) => write!(f, "F{n}"),
            (key, None) => write!(f, "{key:?}"),
        }
    }
}

/// Text that is no chord.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no key; write `j`, `C-d`, `M-x`, `S-Tab`, `Enter`, `Space`, `PgDn` or `F1`")]
pub struct UnknownChord(pub String);

impl FromStr for Chord {
    type Err = UnknownChord;

    fn from_str(text: &str) -> Result<Self, UnknownChord> {
        let mut chord = Chord::plain(Key::Esc);
        let mut rest = text;
        while let Some((mark, tail)) =
            rest.split_once('-').filter(|(mark, tail)| mark.len() == 1 && !tail.is_empty())
        {
            match mark {
                "C" | "c" => chord.ctrl = true,
                "M" | "m" | "A" | "a" => chord.alt = true,
                "S" | "s" => chord.shift = true,
                _ => return Err(UnknownChord(text.to_owned())),
            }
            rest = tail;
        }
        chord.key = key_named(rest).ok_or_else(|| UnknownChord(text.to_owned()))?;
        if let (Key::Char(c), true) = (chord.key, chord.shift) {
            chord.key = Key::Char(c.to_ascii_uppercase());
            chord.shift = false;
        }
        Ok(chord)
    }
}

fn key_named(name: &str) -> Option<Key> {
    if let Some((_, key)) = NAMED.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some(*key);
    }
    let mut chars = name.chars();
    match (chars.next()?, chars.as_str()) {
        (c, "") => Some(Key::Char(c)),
        ('F' | 'f', number) => number.parse().ok().filter(|n| (1..=24).contains(n)).map(Key::F),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_is_read_and_written_alike() {
        for text in ["j", "G", "C-d", "M-x", "S-Tab", "Enter", "Space", "PgDn", "F1", "-", "C--", "?", "镜"]
        {
            assert_eq!(text.parse::<Chord>().unwrap().to_string(), text);
        }
        assert_eq!("s-g".parse(), Ok(Chord::char('G')));
        for text in ["", "X-j", "F99", "jj", "C-"] {
            assert!(text.parse::<Chord>().is_err(), "{text}");
        }
    }

    #[test]
    fn full_width_letters_fold() {
        for (wide, narrow) in
            [('ｊ', 'j'), ('／', '/'), ('？', '?'), ('、', '/'), ('【', '['), ('《', '<'), ('\u{3000}', ' ')]
        {
            assert_eq!(Chord::char(wide).folded(), Chord::char(narrow));
        }
        assert_eq!(Chord::char('镜').folded(), Chord::char('镜'));
    }
}
