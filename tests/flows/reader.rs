//! A reader at an explorer: keys in, effects answered from the bundled catalogue, the screen as text.

use std::collections::VecDeque;
use std::fmt::Write;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use compshare_tui::face::app::{Chord, ClipboardRoute, Effect, Event, Reply, Request, Setup, Wanted};
use compshare_tui::face::catalogue::{Fault, FaultKind, Page};
use compshare_tui::face::pictures::{Size, Trouble};
use compshare_tui::face::readme::highlight;
use compshare_tui::face::store::yours::Yours;
use compshare_tui::face::text::CleanText;
use compshare_tui::face::ui::theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use crate::stage::{Catalogue, Stage, catalogue, picture_of, reply_or};

/// A reader and everything around the core.
pub(crate) struct Reader {
    stage: Stage,
    catalogue: Catalogue,
    /// Effects other than requests, in order.
    pub(crate) effects: Vec<Effect>,
    /// Requests that are not answered while `offline`.
    pub(crate) held: VecDeque<Effect>,
    pub(crate) offline: bool,
    pub(crate) fault: Option<Fault>,
    /// What is the reader's own, as it lies on disk.
    pub(crate) yours: Yours,
    /// Whether list answers come without Readmes, as the service's may.
    pub(crate) lean: bool,
    /// Pictures that were fetched.
    pub(crate) fetched: Vec<String>,
    /// Why none can be had.
    pub(crate) picture_trouble: Option<Trouble>,
    /// What the codes in pictures say.
    pub(crate) code: Option<String>,
}

impl Deref for Reader {
    type Target = Stage;

    fn deref(&self) -> &Stage {
        &self.stage
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Stage {
        &mut self.stage
    }
}

impl Reader {
    /// Opens the explorer at a size and waits until it is calm.
    pub(crate) fn open(setup: Setup, size: (u16, u16)) -> Self {
        Self::closed(setup, size).started()
    }

    /// Opens the explorer on another catalogue than the bundled one.
    pub(crate) fn browsing(catalogue: Catalogue, setup: Setup, size: (u16, u16)) -> Self {
        Reader { catalogue, ..Self::closed(setup, size) }.started()
    }

    /// Opens the explorer in a theme.
    pub(crate) fn dressed(setup: Setup, size: (u16, u16), theme: theme::Theme) -> Self {
        Reader { stage: Stage::new(setup.clone(), size, theme), ..Self::closed(setup, size) }.started()
    }

    /// A program that has not been told that it started.
    pub(crate) fn closed(setup: Setup, size: (u16, u16)) -> Self {
        let theme = if setup.mono { theme::mono() } else { theme::terminal(None) };
        Reader {
            stage: Stage::new(setup, size, theme),
            catalogue: catalogue(),
            effects: vec![],
            held: VecDeque::new(),
            offline: false,
            fault: None,
            yours: Yours::default(),
            lean: false,
            fetched: vec![],
            picture_trouble: None,
            code: None,
        }
    }

    fn started(mut self) -> Self {
        self.event(Event::Started);
        self.calm();
        self
    }

    /// Types keys, written as in the key table and parted by spaces; `"text"` is typed letter by letter.
    pub(crate) fn keys(&mut self, script: &str) -> &mut Self {
        for word in script.split(' ').filter(|word| !word.is_empty()) {
            match word.strip_prefix('"').and_then(|word| word.strip_suffix('"')) {
                Some(text) => text.chars().for_each(|c| self.event(Event::Key(Chord::char(c)))),
                None => self.event(Event::Key(word.parse().unwrap())),
            }
        }
        self.calm();
        self
    }

    /// Gives a fact to the core, answers what it asks for, and draws.
    pub(crate) fn event(&mut self, event: Event) {
        let effects = self.update(event);
        self.perform(effects);
        self.draw();
    }

    /// Lets time pass until nothing is due any more within a second.
    pub(crate) fn calm(&mut self) {
        let end = self.now + Duration::from_secs(1);
        while let Some(at) = self.state.next_deadline(self.now).filter(|at| *at <= end) {
            self.now = at.max(self.now);
            self.event(Event::TimeCame);
        }
        self.now = end;
    }

    /// Answers requests that were held.
    pub(crate) fn online(&mut self) -> &mut Self {
        self.offline = false;
        let held: Vec<Effect> = self.held.drain(..).collect();
        self.perform(held);
        self.draw();
        self.calm();
        self
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Some(event) = self.answer(effect) {
                let effects = self.update(event);
                self.perform(effects);
            }
        }
    }

    fn answer(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            ask @ Effect::Ask { .. } if self.offline => {
                self.held.push_back(ask);
                None
            }
            Effect::Ask { ticket, what: Request::Code(url) } => {
                self.fetched.push(url);
                let read = self.code.as_deref().map(|text| CleanText::block(text, usize::MAX));
                let reply = self.picture_trouble.clone().map_or(Ok(read), Err);
                Some(Event::Answered { ticket, reply: Reply::Code(reply) })
            }
            Effect::Ask { ticket, what: Request::Picture(wanted) } => {
                let reply = self.picture(&wanted);
                Some(Event::Answered { ticket, reply: Reply::Picture(reply) })
            }
            Effect::Ask { ticket, what } => Some(Event::Answered { ticket, reply: self.reply(&what) }),
            Effect::Highlight { language, text } => {
                let runs = Arc::new(highlight(&language, &text));
                Some(Event::Highlighted { language, text, runs })
            }
            Effect::Copy { kind, text } => {
                self.effects.push(Effect::Copy { kind, text: text.clone() });
                Some(Event::Copied { kind, text, route: Ok(ClipboardRoute::Terminal) })
            }
            other => {
                self.effects.push(other);
                None
            }
        }
    }

    fn picture(&mut self, wanted: &Wanted) -> Result<Size, Trouble> {
        if let Some(trouble) = &self.picture_trouble {
            return Err(trouble.clone());
        }
        self.fetched.push(wanted.url.clone());
        self.hang(wanted);
        Ok(picture_of(&wanted.url).size())
    }

    fn reply(&self, request: &Request) -> Reply {
        if *request == Request::Yours {
            return Reply::Yours(self.yours.clone());
        }
        if let Request::Local { .. } | Request::Snapshot = request {
            let kept = self.state.setup.keeps_catalogue;
            let none = || request.failed(Fault::new(FaultKind::NotInHand));
            return if kept { self.catalogue.reply(request) } else { none() };
        }
        match reply_or(self.fault.as_ref(), request, &self.catalogue) {
            Reply::Page(Ok(page)) if self.lean => Reply::Page(Ok(without_readmes(page))),
            reply => reply,
        }
    }

    fn draw(&mut self) {
        let effects = self.stage.draw();
        if !effects.is_empty() {
            self.perform(effects);
            self.draw();
        }
    }

    /// Draws at another size.
    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.stage.resize(width, height);
        self.event(Event::Resized);
        self
    }

    /// The screen as text, a row a line.
    pub(crate) fn screen(&self) -> String {
        text(self.buffer())
    }

    /// The screen as text, followed by a row of style letters under each row that has styles.
    pub(crate) fn styled_screen(&self) -> String {
        styled(self.buffer())
    }
}

fn without_readmes(mut page: Page) -> Page {
    for group in &mut page.groups {
        Arc::make_mut(group).data.iter_mut().for_each(|version| version.readme = None);
    }
    page
}

pub(crate) fn text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        let mut row = String::new();
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += u16::try_from(symbol.width().max(1)).unwrap();
        }
        writeln!(text, "{}", row.trim_end()).unwrap();
    }
    text
}

/// Letters for styles: colours r g y b m c, upper case where bold; `-` dim, `#` reversed, `B` bold, `_` underlined.
fn styled(buffer: &Buffer) -> String {
    let plain = text(buffer);
    let mut out = String::new();
    for (y, row) in plain.lines().enumerate() {
        writeln!(out, "{row}").unwrap();
        let letters: String =
            (0..buffer.area.width).map(|x| letter(&buffer[(x, u16::try_from(y).unwrap())])).collect();
        let letters = letters.trim_end();
        if !letters.is_empty() {
            writeln!(out, "{letters}").unwrap();
        }
    }
    out
}

fn letter(cell: &Cell) -> char {
    let colour = match cell.fg {
        Color::Red => 'r',
        Color::Green => 'g',
        Color::Yellow => 'y',
        Color::Blue => 'b',
        Color::Magenta => 'm',
        Color::Cyan => 'c',
        Color::Black => 'k',
        _ => ' ',
    };
    if cell.modifier.contains(Modifier::REVERSED) {
        '#'
    } else if colour != ' ' && cell.modifier.contains(Modifier::BOLD) {
        colour.to_ascii_uppercase()
    } else if colour != ' ' {
        colour
    } else if cell.modifier.contains(Modifier::BOLD) {
        'B'
    } else if cell.modifier.contains(Modifier::DIM) {
        '-'
    } else if cell.modifier.contains(Modifier::UNDERLINED) {
        '_'
    } else {
        ' '
    }
}
