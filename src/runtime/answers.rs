//! The terminal's own colours and its name, asked for once and never waited for: many terminals do not answer, and over a
//! slow link an answer comes late.
//!
//! It comes on the line that keys come on. crossterm knows no such answer and passes it on as keys: Alt and `]` (`P` for the
//! name), its text, then Ctrl and `g` or Alt and `\`. Here they are put together again, so that an answer never becomes
//! commands.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use crate::ui::theme::Background;

/// What asks for the terminal's name (XTVERSION).
pub(super) const NAME_QUESTION: &str = "\x1b[>0q";
/// What asks for the foreground (OSC 10) and the background (OSC 11).
pub(super) const COLOUR_QUESTIONS: &str = "\x1b]10;?\x07\x1b]11;?\x07";

/// How long keys that may begin an answer are held back. An answer's bytes come together.
const DOUBTFUL: Duration = Duration::from_millis(100);
/// How long the rest of an answer may take.
const CERTAIN: Duration = Duration::from_secs(1);
/// Characters an answer may have.
const LONGEST: usize = 80;
/// What begins the text of a name.
const NAME: &str = ">|";

/// Red, green, blue.
type Colour = (u8, u8, u8);

/// What was asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// For colours.
    pub(super) colours: bool,
    /// For the name.
    pub(super) name: bool,
}

impl Asked {
    /// The character that begins an answer, after the escape character, if it is one to what was asked.
    fn begins(self, key: KeyEvent, alt: KeyModifiers) -> bool {
        let is = |c, modifiers| (key.code, key.modifiers) == (KeyCode::Char(c), modifiers);
        (self.colours && is(']', alt)) || (self.name && is('P', alt | KeyModifiers::SHIFT))
    }
}

/// Tells answers from keys.
#[derive(Debug, Default)]
pub(super) struct Answers {
    asked: Asked,
    /// Answers that have not come.
    outstanding: u8,
    /// What may be part of an answer.
    held: Vec<Event>,
    /// The held keys as the text after `]` or `P`.
    text: String,
    name: Option<String>,
    fore: Option<Colour>,
    back: Option<Colour>,
}

impl Answers {
    /// None has come yet.
    pub(super) fn new(asked: Asked) -> Self {
        let outstanding = u8::from(asked.colours) * 2 + u8::from(asked.name);
        Answers { asked, outstanding, ..Answers::default() }
    }

    /// Takes an event; gives back those that are no part of an answer.
    pub(super) fn take(&mut self, event: Event) -> Vec<Event> {
        let Event::Key(key) = event else { return vec![event] };
        // A multiplexer with several clients passes on an answer of each. Once the first have come, only what nobody
        // types begins another, so that no key is held back.
        let surplus = self.asked.begins(key, KeyModifiers::ALT);
        if self.outstanding == 0 && self.held.is_empty() && !surplus {
            return vec![event];
        }
        self.held.push(event);
        if self.is_end(key) {
            self.finish();
            return vec![];
        }
        if self.goes_on(key) {
            return vec![];
        }
        if self.held.len() == 1 {
            return self.give_up();
        }
        // What was held ends here, and this key may begin anew.
        let last = self.held.pop();
        let mut keys = self.time_out();
        keys.extend(last.into_iter().flat_map(|event| self.take(event)));
        keys
    }

    /// How long the next event may take, while it matters.
    pub(super) fn patience(&self) -> Option<Duration> {
        let some = !self.held.is_empty();
        some.then_some(if self.is_certain() { CERTAIN } else { DOUBTFUL })
    }

    /// Nothing came in that time: gives back the keys that were held, unless they were an answer's.
    pub(super) fn time_out(&mut self) -> Vec<Event> {
        if self.is_certain() {
            self.held.clear();
        }
        self.give_up()
    }

    /// The colours, once, when both are known.
    pub(super) fn background(&mut self) -> Option<Background> {
        let (fore, back) = (self.fore?, self.back?);
        (self.fore, self.back) = (None, None);
        Some(Background { back, fore })
    }

    /// The terminal's name, once.
    pub(super) fn name(&mut self) -> Option<String> {
        self.name.take()
    }

    /// Expects no more answers: from here on a key is passed on at once. One that has begun to come may end.
    pub(super) fn expect_none(&mut self) {
        if self.held.is_empty() {
            self.outstanding = 0;
        }
    }

    fn give_up(&mut self) -> Vec<Event> {
        self.text.clear();
        std::mem::take(&mut self.held)
    }

    /// Whether nobody types what has come.
    fn is_certain(&self) -> bool {
        ["10;", "11;", NAME].iter().any(|begin| self.text.starts_with(begin))
    }

    /// Whether a key ends an answer: BEL, or ST in one read or in two.
    fn is_end(&self, key: KeyEvent) -> bool {
        let cut = self.text.ends_with('\x1b');
        let end = match (key.code, key.modifiers) {
            (KeyCode::Char('g'), KeyModifiers::CONTROL) | (KeyCode::Char('\\'), KeyModifiers::ALT) => !cut,
            (KeyCode::Char('\\'), KeyModifiers::NONE) => cut,
            _ => false,
        };
        end && self.is_certain()
    }

    /// Whether a key begins an answer or goes on with it.
    fn goes_on(&mut self, key: KeyEvent) -> bool {
        match (self.held.as_slice(), key.code, key.modifiers) {
            ([_], KeyCode::Esc, KeyModifiers::NONE) => true,
            ([_], _, _) if self.asked.begins(key, KeyModifiers::ALT) => true,
            // A read may end anywhere, also after the escape character.
            ([Event::Key(first), _], _, _) if first.code == KeyCode::Esc => {
                self.asked.begins(key, KeyModifiers::NONE)
            }
            ([_], _, _) => false,
            (_, KeyCode::Esc, KeyModifiers::NONE) => self.is_certain() && self.add('\x1b'),
            (_, KeyCode::Char(c), KeyModifiers::NONE | KeyModifiers::SHIFT) => self.add(c),
            _ => false,
        }
    }

    fn add(&mut self, c: char) -> bool {
        let is_name = self.text.starts_with('>');
        let fits = match self.text.len() {
            0 => (self.asked.colours && c == '1') || (self.asked.name && c == '>'),
            1 if is_name => c == '|',
            1 => matches!(c, '0' | '1'),
            2 if !is_name => c == ';',
            LONGEST.. => false,
            _ if self.text.ends_with('\x1b') => false,
            _ if is_name => c == '\x1b' || c == ' ' || c.is_ascii_graphic(),
            _ => c.is_ascii_hexdigit() || "rgb:/#\x1b".contains(c),
        };
        if fits {
            self.text.push(c);
        }
        fits
    }

    fn finish(&mut self) {
        self.outstanding = self.outstanding.saturating_sub(1);
        let text = self.text.trim_end_matches('\x1b');
        if let Some(name) = text.strip_prefix(NAME) {
            self.name = Some(name.to_owned());
        } else if let Some(colour) = text.strip_prefix("10;") {
            self.fore = parse(colour);
        } else if let Some(colour) = text.strip_prefix("11;") {
            self.back = parse(colour);
            // It was asked for last: a terminal that has not told its name by then does not tell it.
            self.outstanding = 0;
        }
        self.give_up();
    }
}

/// A colour as X11 writes it: `rgb:`, or `rgba:` with its opacity last, and one to four hexadecimal digits each.
fn parse(text: &str) -> Option<Colour> {
    let mut parts = text.strip_prefix("rgba:").or(text.strip_prefix("rgb:"))?.split('/');
    let mut part = || {
        let digits = parts.next().filter(|digits| (1..=4).contains(&digits.len()))?;
        let largest = (1 << (4 * digits.len())) - 1;
        u8::try_from(u32::from_str_radix(digits, 16).ok()? * 255 / largest).ok()
    };
    Some((part()?, part()?, part()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    /// What crossterm makes of some bytes read at once.
    fn events(bytes: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let mut characters = bytes.chars();
        while let Some(c) = characters.next() {
            events.push(match c {
                '\x07' => key(KeyCode::Char('g'), KeyModifiers::CONTROL),
                '\x1b' => match characters.next() {
                    Some(c) if c.is_uppercase() => {
                        key(KeyCode::Char(c), KeyModifiers::ALT | KeyModifiers::SHIFT)
                    }
                    Some(c) => key(KeyCode::Char(c), KeyModifiers::ALT),
                    None => key(KeyCode::Esc, KeyModifiers::NONE),
                },
                c if c.is_uppercase() => key(KeyCode::Char(c), KeyModifiers::SHIFT),
                c => key(KeyCode::Char(c), KeyModifiers::NONE),
            });
        }
        events
    }

    fn pass(answers: &mut Answers, reads: &[&str]) -> Vec<Event> {
        reads.iter().flat_map(|read| events(read)).flat_map(|event| answers.take(event)).collect()
    }

    const ALL: Asked = Asked { colours: true, name: true };
    const LIGHT: Background = Background { back: (255, 255, 255), fore: (0x11, 0x22, 0xab) };

    #[test]
    fn answers_are_colours_and_no_keys_wherever_a_read_ends() {
        let whole = "\x1b]10;rgb:1111/2222/ABAB\x1b\\\x1b]11;rgba:ff/ff/ff/80\x07";
        for at in 0..=whole.len() {
            let mut answers = Answers::new(ALL);
            let (first, second) = whole.split_at(at);
            assert_eq!(pass(&mut answers, &[first, second, "j"]), events("j"), "{first:?}");
            assert_eq!((answers.background(), answers.background()), (Some(LIGHT), None), "{first:?}");
            assert_eq!(answers.patience(), None);
        }
    }

    #[test]
    fn a_name_is_a_name_and_no_key_wherever_a_read_ends() {
        let whole = "\x1bP>|WezTerm 20240203-110809\x1b\\\x1b]10;rgb:1/2/a\x07";
        for at in 0..=whole.len() {
            let mut answers = Answers::new(ALL);
            let (first, second) = whole.split_at(at);
            assert_eq!(pass(&mut answers, &[first, second, "j"]), events("j"), "{first:?}");
            assert_eq!(answers.name(), Some("WezTerm 20240203-110809".to_owned()), "{first:?}");
            assert_eq!((answers.name(), answers.patience()), (None, None));
        }
        let mut colours = Answers::new(Asked { colours: true, name: false });
        assert_eq!(pass(&mut colours, &["\x1bP>|x\x1b\\"]), events("\x1bP>|x\x1b\\"), "nobody asked");
    }

    #[test]
    fn a_terminal_that_tells_its_colours_and_no_name_holds_no_key_up() {
        let mut answers = Answers::new(ALL);
        assert_eq!(pass(&mut answers, &["\x1b]10;rgb:1/2/a\x07\x1b]11;rgb:1/2/3\x07"]), vec![]);
        assert_eq!((pass(&mut answers, &["\x1b"]), answers.patience()), (events("\x1b"), None));
    }

    #[test]
    fn keys_stay_keys() {
        for typed in [
            "\x1bP",
            "\x1bPx",
            "\x1bP>j",
            "j",
            "\x1b]j",
            "\x1b]1",
            "\x1b]1j",
            "\x1b]\x1b]",
            "\x1bx",
            "]11;rgb:",
            "\x07",
        ] {
            let mut answers = Answers::new(ALL);
            let mut passed = pass(&mut answers, &[typed]);
            passed.extend(answers.time_out());
            assert_eq!(passed, events(typed), "{typed:?}");
        }
        let mut answers = Answers::new(ALL);
        assert_eq!(pass(&mut answers, &["\x1b"]), vec![]);
        assert_eq!((answers.patience(), answers.time_out()), (Some(DOUBTFUL), events("\x1b")));
        assert_eq!(
            pass(&mut answers, &["\x1b", "11;j"]),
            events("\x1b").into_iter().chain(events("11;j")).collect::<Vec<_>>()
        );
        let mut unasked = Answers::new(Asked::default());
        let typed = "\x1b]11;rgb:ff/ff/ff\x07";
        assert_eq!(pass(&mut unasked, &[typed]), events(typed));
    }

    #[test]
    fn an_answer_that_breaks_off_is_no_key_and_the_next_key_is() {
        let mut answers = Answers::new(ALL);
        assert_eq!(pass(&mut answers, &["\x1b]11;rgb:ff/", "j"]), events("j"));
        assert_eq!(pass(&mut answers, &["\x1b]11;rgb:ff/"]), vec![]);
        assert_eq!((answers.patience(), answers.time_out()), (Some(CERTAIN), vec![]));
        let twice = ["\x1b]11;rgb:ff/", "\x1b]11;rgb:ff/ff/ff\x07\x1b]", "\x1b]10;rgb:11/22/ab\x07"];
        assert_eq!(pass(&mut Answers::new(ALL), &twice), events("\x1b]"));
        let endless = format!("\x1b]11;{}", "f".repeat(LONGEST));
        assert!(pass(&mut answers, &[&endless]).len() < 5);
    }

    #[test]
    fn an_answer_nobody_expects_any_more_holds_no_key_up() {
        let mut answers = Answers::new(ALL);
        assert_eq!(pass(&mut answers, &["\x1b]11;rgb:1/"]), vec![]);
        answers.expect_none();
        assert_eq!(pass(&mut answers, &["2/3\x07"]), vec![], "it has begun to come");
        answers.expect_none();
        assert_eq!((pass(&mut answers, &["\x1b"]), answers.patience()), (events("\x1b"), None));
    }

    /// A multiplexer with three clients passes on the answers of all.
    #[test]
    fn answers_beyond_the_first_are_no_keys_and_hold_no_key_up() {
        let both = "\x1b]10;rgb:1111/2222/abab\x07\x1b]11;rgb:ff/ff/ff\x1b\\";
        let mut answers = Answers::new(ALL);
        assert_eq!(pass(&mut answers, &[both, both, "j", both, "k"]), events("jk"));
        assert_eq!((pass(&mut answers, &["\x1b"]), answers.patience()), (events("\x1b"), None));
        assert_eq!(pass(&mut answers, &["\x1b]j"]), events("\x1b]j"));
    }

    #[test]
    fn colours_are_read_as_x11_writes_them() {
        assert_eq!(parse("rgb:f/80/0000"), Some((255, 128, 0)));
        assert_eq!(parse("rgb:ffff/ffff/ffff"), Some((255, 255, 255)));
        for wrong in ["", "rgb:", "rgb:1/2", "rgb:12345/0/0", "#ffffff"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
