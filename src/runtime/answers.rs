//! What the terminal tells of itself: its colours, its name, the size of its cells. It is asked once and never waited for: many
//! terminals do not answer, and over a slow link an answer comes late.
//!
//! It comes on the line that keys come on. crossterm knows no such answer and passes it on as keys: Alt and `]` (`P` for the
//! name), its text, then Ctrl and `g` or Alt and `\`. Here they are put together again, so that an answer never becomes
//! commands. [`KINDS`] has all there are.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use crate::pictures::CellSize;
use crate::ui::theme::Background;

/// How long keys that may begin an answer are held back. An answer's bytes come together.
const DOUBTFUL: Duration = Duration::from_millis(100);
/// How long the rest of an answer may take.
const CERTAIN: Duration = Duration::from_secs(1);
/// Characters an answer may have.
const LONGEST: usize = 80;

/// Red, green, blue.
type Colour = (u8, u8, u8);

/// What a terminal can be asked, in the order it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// The pixels of a cell, as iTerm2 has it; the answer to CSI 16 t crossterm keeps to itself.
    Cell,
    /// The name (XTVERSION).
    Name,
    /// The foreground (OSC 10) and the background (OSC 11).
    Colours,
}

impl Question {
    /// What asks for it.
    pub(super) fn text(self) -> &'static str {
        match self {
            Question::Cell => "\x1b]1337;ReportCellSize\x07",
            Question::Name => "\x1b[>0q",
            Question::Colours => "\x1b]10;?\x07\x1b]11;?\x07",
        }
    }

    /// The kinds of answers it has.
    fn kinds(self) -> impl Iterator<Item = &'static Kind> {
        KINDS.iter().filter(move |kind| kind.question == self)
    }
}

/// What the terminal has told.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// The pixels of a cell.
    Cell(CellSize),
    /// The name and version.
    Name(String),
    /// Its colours, once both are known.
    Colours(Background),
    /// What `TERM` calls the terminal outside tmux, which tmux tells and which is sent what is meant for it.
    Outside(String),
}

impl Told {
    /// What it answers, where the terminal was asked.
    fn question(&self) -> Option<Question> {
        match self {
            Told::Cell(_) => Some(Question::Cell),
            Told::Name(_) => Some(Question::Name),
            Told::Colours(_) => Some(Question::Colours),
            Told::Outside(_) => None,
        }
    }

    /// Closes its question, and those asked before it: a terminal answers in order.
    pub(super) fn close(&self, open: &mut Vec<Question>) {
        if let Some(at) = open.iter().position(|question| Some(*question) == self.question()) {
            open.drain(..=at);
        }
    }
}

/// A kind of answer.
#[derive(Debug)]
struct Kind {
    question: Question,
    /// How it begins, after the escape character. Nobody types that.
    begin: &'static str,
    /// Whether a character can be in the rest.
    has: fn(char) -> bool,
    /// Takes the rest.
    read: fn(&mut Answers, &str),
}

/// All kinds of answers, in the order of the questions.
const KINDS: [Kind; 4] = [
    Kind {
        question: Question::Cell,
        begin: "]1337;ReportCellSize=",
        has: |c| c.is_ascii_digit() || matches!(c, '.' | ';'),
        read: |answers, text| answers.told.extend(cell(text).map(Told::Cell)),
    },
    Kind {
        question: Question::Name,
        begin: "P>|",
        has: |c| c == ' ' || c.is_ascii_graphic(),
        read: |answers, text| answers.told.push(Told::Name(text.to_owned())),
    },
    Kind {
        question: Question::Colours,
        begin: "]10;",
        has: is_of_a_colour,
        read: |answers, text| answers.fore = colour(text),
    },
    Kind { question: Question::Colours, begin: "]11;", has: is_of_a_colour, read: Answers::read_background },
];

fn is_of_a_colour(c: char) -> bool {
    c.is_ascii_hexdigit() || matches!(c, 'r' | 'g' | ':' | '/' | '#')
}

/// Tells answers from keys.
#[derive(Debug, Default)]
pub(super) struct Answers {
    asked: Vec<Question>,
    /// Answers that have not come.
    outstanding: usize,
    /// What may be part of an answer.
    held: Vec<Event>,
    /// The held keys as the text after the escape character.
    text: String,
    fore: Option<Colour>,
    told: Vec<Told>,
}

impl Answers {
    /// None has come yet.
    pub(super) fn new(asked: Vec<Question>) -> Self {
        let outstanding = asked.iter().flat_map(|question| question.kinds()).count();
        Answers { asked, outstanding, ..Answers::default() }
    }

    /// Takes an event; gives back those that are no part of an answer.
    pub(super) fn take(&mut self, event: Event) -> Vec<Event> {
        let Event::Key(key) = event else { return vec![event] };
        // A multiplexer with several clients passes on an answer of each. Once the first have come, only what nobody
        // types begins another, so that no key is held back.
        let surplus = self.begins(key, KeyModifiers::ALT);
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

    /// What has been told since it was last asked for.
    pub(super) fn told(&mut self) -> Vec<Told> {
        std::mem::take(&mut self.told)
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

    /// The kinds of answers to what was asked.
    fn kinds(&self) -> impl Iterator<Item = &'static Kind> {
        self.asked.iter().flat_map(|question| question.kinds())
    }

    /// The answer that is coming, once nobody can have typed what has come.
    fn certain(&self) -> Option<(&'static Kind, &str)> {
        self.kinds().find_map(|kind| Some((kind, self.text.strip_prefix(kind.begin)?)))
    }

    fn is_certain(&self) -> bool {
        self.certain().is_some()
    }

    /// Whether a key is the first character of an answer after the escape character.
    fn begins(&self, key: KeyEvent, escape: KeyModifiers) -> bool {
        let is = |c: char| {
            let shift = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
            (key.code, key.modifiers) == (KeyCode::Char(c), escape | shift)
        };
        self.kinds().filter_map(|kind| kind.begin.chars().next()).any(is)
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
            ([_], KeyCode::Char(c), _) if self.begins(key, KeyModifiers::ALT) => self.add(c),
            // A read may end anywhere, also after the escape character.
            ([Event::Key(first), _], KeyCode::Char(c), _) if first.code == KeyCode::Esc => {
                self.begins(key, KeyModifiers::NONE) && self.add(c)
            }
            ([_], _, _) => false,
            (_, KeyCode::Esc, KeyModifiers::NONE) => self.is_certain() && self.add('\x1b'),
            (_, KeyCode::Char(c), KeyModifiers::NONE | KeyModifiers::SHIFT) => self.add(c),
            _ => false,
        }
    }

    /// Adds a character to the text, if that is an answer's still.
    fn add(&mut self, c: char) -> bool {
        let fits = match self.certain() {
            Some((kind, rest)) => {
                rest.len() < LONGEST && !rest.ends_with('\x1b') && (c == '\x1b' || (kind.has)(c))
            }
            None => {
                self.kinds().any(|kind| kind.begin.strip_prefix(&self.text).is_some_and(|b| b.starts_with(c)))
            }
        };
        if fits {
            self.text.push(c);
        }
        fits
    }

    fn finish(&mut self) {
        self.outstanding = self.outstanding.saturating_sub(1);
        let text = std::mem::take(&mut self.text);
        let kind = self.kinds().find(|kind| text.starts_with(kind.begin));
        if let Some(kind) = kind {
            (kind.read)(self, text[kind.begin.len()..].trim_end_matches('\x1b'));
        }
        self.give_up();
    }

    fn read_background(&mut self, text: &str) {
        if let (Some(fore), Some(back)) = (self.fore.take(), colour(text)) {
            self.told.push(Told::Colours(Background { back, fore }));
        }
        // It was asked for last: a terminal that has not told the rest by then does not tell it.
        self.outstanding = 0;
    }
}

/// A size as iTerm2 writes it: height and width, in points, and how many pixels a point has where that is told.
fn cell(text: &str) -> Option<CellSize> {
    let mut parts = text.split(';').map(|part| part.parse::<f32>().ok());
    let (height, width) = (parts.next()??, parts.next()??);
    let scale = parts.next().flatten().unwrap_or(1.0);
    // What is no number that fits becomes 0 or the largest, and neither is believed.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
    let pixels = |points: f32| (points * scale).round() as u16;
    let cell = CellSize { width: pixels(width), height: pixels(height) };
    cell.is_believable().then_some(cell)
}

/// A colour as X11 writes it: `rgb:`, or `rgba:` with its opacity last, and one to four hexadecimal digits each.
fn colour(text: &str) -> Option<Colour> {
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

    fn all() -> Answers {
        Answers::new(vec![Question::Cell, Question::Name, Question::Colours])
    }

    const LIGHT: Background = Background { back: (255, 255, 255), fore: (0x11, 0x22, 0xab) };

    #[test]
    fn answers_are_colours_and_no_keys_wherever_a_read_ends() {
        let whole = "\x1b]10;rgb:1111/2222/ABAB\x1b\\\x1b]11;rgba:ff/ff/ff/80\x07";
        for at in 0..=whole.len() {
            let mut answers = all();
            let (first, second) = whole.split_at(at);
            assert_eq!(pass(&mut answers, &[first, second, "j"]), events("j"), "{first:?}");
            assert_eq!(answers.told(), [Told::Colours(LIGHT)], "{first:?}");
            assert_eq!(answers.told(), []);
            assert_eq!(answers.patience(), None);
        }
    }

    #[test]
    fn a_name_is_a_name_and_no_key_wherever_a_read_ends() {
        let whole = "\x1bP>|WezTerm 20240203-110809\x1b\\\x1b]10;rgb:1/2/a\x07";
        for at in 0..=whole.len() {
            let mut answers = all();
            let (first, second) = whole.split_at(at);
            assert_eq!(pass(&mut answers, &[first, second, "j"]), events("j"), "{first:?}");
            let name = Told::Name("WezTerm 20240203-110809".to_owned());
            assert_eq!((answers.told(), answers.patience()), (vec![name], None), "{first:?}");
        }
        let mut colours = Answers::new(vec![Question::Colours]);
        assert_eq!(pass(&mut colours, &["\x1bP>|x\x1b\\"]), events("\x1bP>|x\x1b\\"), "nobody asked");
    }

    #[test]
    fn a_terminal_that_tells_its_colours_and_no_name_holds_no_key_up() {
        let mut answers = all();
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
            let mut answers = all();
            let mut passed = pass(&mut answers, &[typed]);
            passed.extend(answers.time_out());
            assert_eq!(passed, events(typed), "{typed:?}");
        }
        let mut answers = all();
        assert_eq!(pass(&mut answers, &["\x1b"]), vec![]);
        assert_eq!((answers.patience(), answers.time_out()), (Some(DOUBTFUL), events("\x1b")));
        assert_eq!(
            pass(&mut answers, &["\x1b", "11;j"]),
            events("\x1b").into_iter().chain(events("11;j")).collect::<Vec<_>>()
        );
        let mut unasked = Answers::new(vec![]);
        let typed = "\x1b]11;rgb:ff/ff/ff\x07";
        assert_eq!(pass(&mut unasked, &[typed]), events(typed));
    }

    #[test]
    fn an_answer_that_breaks_off_is_no_key_and_the_next_key_is() {
        let mut answers = all();
        assert_eq!(pass(&mut answers, &["\x1b]11;rgb:ff/", "j"]), events("j"));
        assert_eq!(pass(&mut answers, &["\x1b]11;rgb:ff/"]), vec![]);
        assert_eq!((answers.patience(), answers.time_out()), (Some(CERTAIN), vec![]));
        let twice = ["\x1b]11;rgb:ff/", "\x1b]11;rgb:ff/ff/ff\x07\x1b]", "\x1b]10;rgb:11/22/ab\x07"];
        assert_eq!(pass(&mut all(), &twice), events("\x1b]"));
        let endless = format!("\x1b]11;{}", "f".repeat(LONGEST));
        assert!(pass(&mut answers, &[&endless]).len() < 5);
    }

    #[test]
    fn an_answer_nobody_expects_any_more_holds_no_key_up() {
        let mut answers = all();
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
        let mut answers = all();
        assert_eq!(pass(&mut answers, &[both, both, "j", both, "k"]), events("jk"));
        assert_eq!((pass(&mut answers, &["\x1b"]), answers.patience()), (events("\x1b"), None));
        assert_eq!(pass(&mut answers, &["\x1b]j"]), events("\x1b]j"));
    }

    #[test]
    fn a_size_of_cells_is_no_key_wherever_a_read_ends() {
        let whole = "\x1b]1337;ReportCellSize=17.50;8.00;2.0\x1b\\\x1b]10;rgb:1/2/a\x07";
        for at in 0..=whole.len() {
            let mut answers = all();
            let (first, second) = whole.split_at(at);
            assert_eq!(pass(&mut answers, &[first, second, "j"]), events("j"), "{first:?}");
            let size = Told::Cell(CellSize { width: 16, height: 35 });
            assert_eq!((answers.told(), answers.patience()), (vec![size], None), "{first:?}");
        }
        let other = "\x1b]1337;CurrentDir=/\x07";
        assert_eq!(pass(&mut all(), &[other]), events(other), "nobody asked");
    }

    #[test]
    fn sizes_are_believed_where_they_can_be_true() {
        assert_eq!(cell("18;9"), Some(CellSize { width: 9, height: 18 }));
        for wrong in ["", "18", "18;", ";9", "0;0", "18;9;0", "9999;9999", "18.0.0;9", "18;9;1e9", "1;1"] {
            assert_eq!(cell(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn colours_are_read_as_x11_writes_them() {
        assert_eq!(colour("rgb:f/80/0000"), Some((255, 128, 0)));
        assert_eq!(colour("rgb:ffff/ffff/ffff"), Some((255, 255, 255)));
        for wrong in ["", "rgb:", "rgb:1/2", "rgb:12345/0/0", "#ffffff"] {
            assert_eq!(colour(wrong), None, "{wrong}");
        }
    }
}
