//! The core and the view without a terminal or a network: time is a number, and the service a list of groups.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use compshare_tui::face::app::{
    Effect, Event, Moment, Reply, Request, ServiceLabel, Setup, Snapshot, State, Synced, Wanted, update,
};
use compshare_tui::face::catalogue::{Fault, Group, ImageId, Page, Query, TagIndex, Window, select};
use compshare_tui::face::i18n::Lang;
use compshare_tui::face::pictures::{CellSize, Means, Painting, Pixels, Showing, decode, fit};
use compshare_tui::face::search::{Answer, Corpus, Reader, answer};
use compshare_tui::face::store::yours::Yours;
use compshare_tui::face::ui::{self, ViewCache, theme};
use compshare_tui::face::wire::decode;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// 2026-11-24 00:00 in China.
pub(crate) const TODAY: i64 = 1_795_449_600;

/// The bundled catalogue, made ready once for all tests.
pub(crate) fn catalogue() -> Catalogue {
    static BUNDLED: LazyLock<Catalogue> = LazyLock::new(|| {
        let json = include_str!("../../assets/catalogue.json");
        Catalogue::new(decode::page(json).unwrap().groups, decode::tags(json).unwrap())
    });
    BUNDLED.clone()
}

/// How the program is started in these tests.
pub(crate) fn setup(lang: Lang) -> Setup {
    let mut setup = Setup {
        service: Some(ServiceLabel { demo: true, region: "cn-wlcb".to_owned() }),
        page_size: Some(20),
        themes: vec!["terminal".to_owned(), "mono".to_owned()],
        region: "cn-wlcb".to_owned(),
        ..Setup::default()
    };
    setup.prefs.lang = lang;
    setup
}

/// How a test shows pictures: half blocks, in cells of the usual size.
pub(crate) fn showing() -> Showing {
    Showing {
        means: Means::Blocks,
        cell: CellSize::default(),
        true_colour: true,
        strangers: false,
        readmes: false,
    }
}

/// The same start with pictures.
pub(crate) fn with_pictures(mut setup: Setup) -> Setup {
    setup.pictures = Some(showing());
    setup.prefs.pictures = true;
    setup
}

/// A picture of an address: two fields, red above and blue below, 320×160 pixels.
pub(crate) fn picture_of(_url: &str) -> Pixels {
    static PNG: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let pixels: Vec<u8> =
            (0..160 * 320).flat_map(|at| if at < 80 * 320 { [200, 0, 0] } else { [0, 0, 200] }).collect();
        let mut png = vec![];
        PngEncoder::new(&mut png).write_image(&pixels, 320, 160, ExtendedColorType::Rgb8).unwrap();
        png
    });
    decode(&PNG).unwrap()
}

/// What a service holds.
#[derive(Clone)]
pub(crate) struct Catalogue {
    pub(crate) groups: Vec<Arc<Group>>,
    pub(crate) tags: TagIndex,
    /// The same, to be searched.
    corpus: Arc<Corpus>,
}

impl Catalogue {
    /// What an answer of the service holds, as JSON of its groups.
    pub(crate) fn of(groups: &serde_json::Value) -> Self {
        let answer = serde_json::json!({"RetCode": 0, "CompshareImageGroup": groups}).to_string();
        let groups = decode::page(&answer).unwrap().groups;
        let tags = TagIndex::from_groups(groups.iter().map(AsRef::as_ref));
        Catalogue::new(groups, tags)
    }

    pub(crate) fn new(groups: Vec<Arc<Group>>, tags: TagIndex) -> Self {
        Catalogue { corpus: Arc::new(Corpus::new(groups.clone())), groups, tags }
    }

    /// What the service answers.
    pub(crate) fn reply(&self, request: &Request) -> Reply {
        match request {
            Request::Page { query, window } => Reply::Page(Ok(self.page(query, *window))),
            Request::Local { query, window } => Reply::Local(Ok(self.answer(query, *window))),
            Request::Snapshot => Reply::Snapshot(None),
            Request::Yours => Reply::Yours(Yours::default()),
            Request::Sync => Reply::Sync(Ok(self.synced())),
            Request::Tags => Reply::Tags(Ok(self.tags.clone())),
            Request::Image(id) => Reply::Image(Ok(self.image(id))),
            Request::Code(_) => Reply::Code(Ok(None)),
            Request::Picture(wanted) => Reply::Picture(Ok(picture_of(&wanted.url).size())),
        }
    }

    pub(crate) fn page(&self, query: &Query, window: Window) -> Page {
        select(&query.document(), &self.groups, window)
    }

    fn answer(&self, query: &Query, window: Window) -> Answer {
        let reader = Reader { now: TODAY, ..Reader::default() };
        answer(&self.corpus, query, window, &reader)
    }

    fn synced(&self) -> Synced {
        let snapshot = Snapshot { groups: self.groups.len(), taken: TODAY - 7200, age: Duration::ZERO };
        Synced { snapshot, new: 0, changed: 0, gone: 0, is_first: true }
    }

    fn image(&self, id: &ImageId) -> Option<Arc<Group>> {
        let query = Query { image_id: id.clone(), ..Query::default() };
        self.page(&query, Window { offset: 0, limit: 1 }).groups.pop()
    }
}

/// The core and its screen.
pub(crate) struct Stage {
    pub(crate) state: State,
    pub(crate) now: Moment,
    theme: theme::Theme,
    terminal: Terminal<TestBackend>,
    /// How pictures are shown.
    pub(crate) showing: Showing,
    cache: ViewCache,
    last: Buffer,
    /// Every frame drawn, where a test wants to see them all.
    pub(crate) frames: Option<Vec<Buffer>>,
}

impl Stage {
    pub(crate) fn new(setup: Setup, (width, height): (u16, u16), theme: theme::Theme) -> Self {
        Stage {
            state: State::new(setup),
            now: Moment::ZERO,
            theme,
            terminal: Terminal::new(TestBackend::new(width, height)).unwrap(),
            showing: showing(),
            cache: ViewCache::default(),
            last: Buffer::default(),
            frames: None,
        }
    }

    /// Forgets what the screen shows, as when that was cleared, and keeps every frame from now on.
    pub(crate) fn watch(&mut self) {
        self.cache.forget_screen();
        self.frames = Some(Vec::new());
    }

    /// Has a picture at hand, as the loop does before it says that it is there.
    pub(crate) fn hang(&mut self, wanted: &Wanted) {
        let (pixels, showing) = (picture_of(&wanted.url), self.showing);
        let cells = fit(pixels.size(), showing.cell, wanted.room, wanted.grows);
        self.cache.hang(wanted.url.clone(), Painting::paint(&pixels, cells, showing));
    }

    /// Gives a fact to the core.
    pub(crate) fn update(&mut self, event: Event) -> Vec<Effect> {
        update(&mut self.state, event, self.now)
    }

    /// Draws, and gives what the frame measured to the core.
    pub(crate) fn draw(&mut self) -> Vec<Effect> {
        let context = self.cache.context(&self.theme, self.now, TODAY);
        let mut measured = None;
        let frame =
            self.terminal.draw(|frame| measured = Some(ui::draw(&self.state, &context, frame))).unwrap();
        self.last = frame.buffer.clone();
        if let Some(frames) = &mut self.frames {
            frames.push(self.last.clone());
        }
        self.update(Event::Drawn(Box::new(measured.unwrap())))
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
    }

    /// The cells as a terminal keeps them.
    pub(crate) fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    /// The last frame itself: what the backend keeps of it lacks the second halves of wide characters.
    pub(crate) fn frame(&self) -> &Buffer {
        &self.last
    }

    /// Where the caret stands, if one is shown.
    pub(crate) fn caret(&mut self) -> Option<(u16, u16)> {
        let backend = self.terminal.backend();
        backend.cursor_visible().then(|| backend.cursor_position()).map(|at| (at.x, at.y))
    }
}

/// An answer to a request, or the fault.
pub(crate) fn reply_or(fault: Option<&Fault>, request: &Request, catalogue: &Catalogue) -> Reply {
    match fault {
        Some(fault) => request.failed(fault.clone()),
        None => catalogue.reply(request),
    }
}
