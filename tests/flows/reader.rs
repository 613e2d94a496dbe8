//! A reader at an explorer without a terminal or a network: effects are answered from the bundled catalogue, and
//! time is a number.

use std::collections::VecDeque;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use compshare_tui::api::decode;
use compshare_tui::app::{
    Chord, ClipboardRoute, Effect, Event, Keymap, LIST_SHARE, Moment, ServiceLabel, Setup, Source, State,
    update,
};
use compshare_tui::catalogue::{Fault, Group, ImageId, Page, Query, TagIndex, Window, select};
use compshare_tui::i18n::Lang;
use compshare_tui::readme::highlight;
use compshare_tui::ui::{self, ViewCache, theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// 2026-11-24 00:00 in China.
const TODAY: i64 = 1_795_449_600;

/// The bundled catalogue.
pub(crate) fn catalogue() -> (Vec<Arc<Group>>, TagIndex) {
    let json = include_str!("../../assets/catalogue.json");
    (decode::page(json).unwrap().groups, decode::tags(json).unwrap())
}

/// How the program is started in these tests.
pub(crate) fn setup(lang: Lang) -> Setup {
    Setup {
        source: Source::Service(ServiceLabel { demo: true, region: "cn-wlcb".to_owned() }),
        lang,
        ascii: false,
        page_size: Some(20),
        query: Query::default(),
        pick: false,
        mouse: false,
        remember: false,
        list_share: LIST_SHARE,
        theme: "terminal".to_owned(),
        themes: vec!["terminal".to_owned(), "mono".to_owned()],
        mono: false,
        region: "cn-wlcb".to_owned(),
        zone: None,
        keymap: Keymap::default(),
    }
}

/// A reader and everything around the core.
pub(crate) struct Reader {
    pub(crate) state: State,
    pub(crate) now: Moment,
    /// Effects other than requests, in order.
    pub(crate) effects: Vec<Effect>,
    /// Requests that are not answered while `offline`.
    pub(crate) held: VecDeque<Effect>,
    pub(crate) offline: bool,
    pub(crate) fault: Option<Fault>,
    /// Whether list answers come without Readmes, as the service's may.
    pub(crate) lean: bool,
    terminal: Terminal<TestBackend>,
    cache: ViewCache,
    theme: theme::Theme,
    groups: Vec<Arc<Group>>,
    tags: TagIndex,
}

impl Reader {
    /// Opens the explorer at a size and waits until it is calm.
    pub(crate) fn open(setup: Setup, size: (u16, u16)) -> Self {
        let mut reader = Self::closed(setup, size);
        reader.event(Event::Started);
        reader.calm();
        reader
    }

    /// Opens the explorer in a theme.
    pub(crate) fn dressed(setup: Setup, size: (u16, u16), theme: theme::Theme) -> Self {
        let mut reader = Reader { theme, ..Self::closed(setup, size) };
        reader.event(Event::Started);
        reader.calm();
        reader
    }

    /// A program that has not been told that it started.
    pub(crate) fn closed(setup: Setup, size: (u16, u16)) -> Self {
        let (groups, tags) = catalogue();
        let theme = if setup.mono { theme::mono() } else { theme::terminal(None) };
        Reader {
            state: State::new(setup),
            now: Moment::ZERO,
            effects: vec![],
            held: VecDeque::new(),
            offline: false,
            fault: None,
            lean: false,
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).unwrap(),
            cache: ViewCache::default(),
            theme,
            groups,
            tags,
        }
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
        let effects = update(&mut self.state, event, self.now);
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
                let effects = update(&mut self.state, event, self.now);
                self.perform(effects);
            }
        }
    }

    fn answer(&mut self, effect: Effect) -> Option<Event> {
        let request =
            matches!(effect, Effect::FetchPage { .. } | Effect::FetchTags { .. } | Effect::FetchImage { .. });
        if request && self.offline {
            self.held.push_back(effect);
            return None;
        }
        match effect {
            Effect::FetchPage { ticket, query, window } => {
                let reply = self.reply(|reader| reader.page(&query, window));
                Some(Event::PageLoaded { ticket, reply })
            }
            Effect::FetchTags { ticket } => {
                let reply = self.reply(|reader| reader.tags.clone());
                Some(Event::TagsLoaded { ticket, reply })
            }
            Effect::FetchImage { ticket, id } => {
                let reply = self.reply(|reader| reader.image(&id));
                Some(Event::ImageLoaded { ticket, reply })
            }
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

    fn reply<T>(&self, answer: impl FnOnce(&Self) -> T) -> Result<T, Fault> {
        self.fault.clone().map_or_else(|| Ok(answer(self)), Err)
    }

    fn page(&self, query: &Query, window: Window) -> Page {
        let mut page = select(query, &self.groups, window);
        for group in page.groups.iter_mut().filter(|_| self.lean) {
            Arc::make_mut(group).data.iter_mut().for_each(|version| version.readme = None);
        }
        page
    }

    fn image(&self, id: &ImageId) -> Option<Arc<Group>> {
        let query = Query { image_id: id.clone(), ..Query::default() };
        select(&query, &self.groups, Window { offset: 0, limit: 1 }).groups.pop()
    }

    fn draw(&mut self) {
        let context = self.cache.context(&self.theme, self.now, TODAY);
        let mut view = None;
        self.terminal.draw(|frame| view = Some(ui::draw(&self.state, &context, frame))).unwrap();
        let effects = update(&mut self.state, Event::Drawn(Box::new(view.unwrap())), self.now);
        if !effects.is_empty() {
            self.perform(effects);
            self.draw();
        }
    }

    /// Draws at another size.
    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
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

    /// The cells.
    pub(crate) fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }
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
