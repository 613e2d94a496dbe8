//! The state: data only. Selection is an id, never an index; time is deadlines.

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::time::Duration;

use crate::catalogue::{Group, Query, TagIndex, Version, Yours};
use crate::i18n::Lang;
use crate::pictures::Showing;
use crate::search::{Completion, complete};
use crate::text::CleanText;

use super::{
    Chord, Codes, Context, Detail, FilterHistory, Keymap, List, Local, Measured, Pictures, Popup, Remote,
    Requests, ServiceLabel, Sidebar, SidebarLine, SidebarParts, Toasts, UnderWay, sidebar_lines,
};

/// A time: how long ago the program started.
pub type Moment = Duration;

/// Loading shorter than this shows nothing.
pub(crate) const QUIET: Duration = Duration::from_millis(150);

/// The list's share of the room it has with the detail, percent, unless the reader wants another.
pub(crate) const LIST_SHARE: u8 = 52;

/// Groups a page when it follows the window, from the service's own default to the most it sends.
const PAGE_SIZES: RangeInclusive<usize> = 20..=100;

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Focus {
    /// The search field of the sidebar.
    Search,
    /// The sidebar.
    Filters,
    /// The list.
    List,
    /// The detail pane.
    Detail,
    /// The field that searches the Readme.
    Find,
}

/// Which screen is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The screen shown without keys.
    FirstRun,
    /// The catalogue.
    Explorer,
}

/// How the program was started; nothing of it changes, but what the terminal tells of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// The service that is browsed; `None` where no keys were found.
    pub service: Option<ServiceLabel>,
    /// Draw with narrow ASCII only.
    pub ascii: bool,
    /// Groups a page, 1 to 100; `None`: as many as the list shows.
    pub page_size: Option<usize>,
    /// Filters to begin with.
    pub query: Query,
    /// Whether `Enter` chooses and the program prints ids.
    pub pick: bool,
    /// Whether filters and pane sizes are remembered for the next start.
    pub remember: bool,
    /// Names of all themes, for the chooser.
    pub themes: Vec<String>,
    /// Whether colours are off, so that no theme can be chosen.
    pub mono: bool,
    /// Whether the whole catalogue may be kept in hand.
    pub keeps_catalogue: bool,
    /// How old the catalogue in hand may become before it is fetched anew by itself; `None`: it never is.
    pub sync_after: Option<Duration>,
    /// The region of commands to copy.
    pub region: String,
    /// The zone of commands to copy.
    pub zone: Option<String>,
    /// How this screen can show pictures; `None` where it cannot.
    pub pictures: Option<Showing>,
    /// Keys.
    pub keymap: Keymap,
    /// What the reader may change, as it is at the start.
    pub prefs: Prefs,
}

/// What the reader changes while the program runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefs {
    /// The interface's language.
    pub lang: Lang,
    /// The theme's name.
    pub theme: String,
    /// Whether the mouse is on.
    pub mouse: bool,
    /// The list's share of the room it has with the detail, percent, 20 to 80.
    pub list_share: u8,
    /// Rows of a group in the list, 1 or 2.
    pub rows: u8,
    /// Whether pictures are shown, where they can be.
    pub pictures: bool,
}

impl Default for Prefs {
    fn default() -> Self {
        Prefs {
            lang: Lang::default(),
            theme: "terminal".to_owned(),
            mouse: false,
            list_share: LIST_SHARE,
            rows: 1,
            pictures: false,
        }
    }
}

impl Default for Setup {
    /// A plain start that browses nothing, with the default keys.
    fn default() -> Self {
        Setup {
            service: None,
            ascii: false,
            page_size: None,
            query: Query::default(),
            pick: false,
            remember: false,
            themes: Vec::new(),
            mono: false,
            keeps_catalogue: false,
            sync_after: None,
            region: String::new(),
            zone: None,
            pictures: None,
            keymap: Keymap::default(),
            prefs: Prefs::default(),
        }
    }
}

/// Everything the explorer knows.
#[derive(Debug, Clone)]
pub struct State {
    /// How it was started.
    pub setup: Setup,
    /// What the reader has changed.
    pub prefs: Prefs,
    /// The service that is browsed.
    pub service: Option<ServiceLabel>,
    /// Which screen is on.
    pub screen: Screen,
    /// What has the focus.
    pub focus: Focus,
    /// What is asked of the service.
    pub requests: Requests,
    /// The whole catalogue in hand.
    pub local: Local,
    /// What is the reader's own.
    pub yours: Yours,
    /// The service's tags.
    pub tags: Remote<TagIndex>,
    /// The sidebar.
    pub sidebar: Sidebar,
    /// Filters as they were before.
    pub filter_history: FilterHistory,
    /// The list.
    pub list: List,
    /// The detail pane.
    pub detail: Detail,
    /// What is known of pictures.
    pub pictures: Pictures,
    /// What QR codes in pictures say.
    pub codes: Codes,
    /// The open popup.
    pub popup: Option<Popup>,
    /// Messages at the bottom right.
    pub toasts: Toasts,
    /// Keys of an unfinished sequence.
    pub pressed: Vec<Chord>,
    /// What the last frame measured.
    pub measured: Measured,
}

impl State {
    /// The state at the start; nothing is fetched before `Started`.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let page_size = setup.page_size.unwrap_or(*PAGE_SIZES.start());
        State {
            screen: if setup.service.is_none() { Screen::FirstRun } else { Screen::Explorer },
            service: setup.service.clone(),
            prefs: setup.prefs.clone(),
            focus: Focus::List,
            requests: Requests::default(),
            local: Local::default(),
            yours: Yours::default(),
            tags: Remote::Idle,
            sidebar: Sidebar::new(setup.query.search_text()),
            filter_history: FilterHistory::default(),
            list: List::new(setup.query.clone(), page_size),
            detail: Detail::default(),
            pictures: Pictures::default(),
            codes: Codes::default(),
            popup: None,
            toasts: Toasts::default(),
            pressed: Vec::new(),
            measured: Measured::default(),
            setup,
        }
    }

    /// The interface's language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.prefs.lang
    }

    /// Groups a page of the next query: what was set, else as many as the list shows.
    #[must_use]
    pub fn page_size(&self) -> usize {
        let fitting = self.list.scroll.rows().clamp(*PAGE_SIZES.start(), *PAGE_SIZES.end());
        self.setup.page_size.unwrap_or(fitting)
    }

    /// The query that was asked for last.
    #[must_use]
    pub fn query(&self) -> &Query {
        self.list.browse.query()
    }

    /// The service's tags, or those met in loaded groups.
    #[must_use]
    pub fn tag_index(&self) -> Cow<'_, TagIndex> {
        match self.tags.value() {
            Some(tags) => Cow::Borrowed(tags),
            None => Cow::Owned(TagIndex::from_groups(self.list.browse.loaded().map(AsRef::as_ref))),
        }
    }

    /// The sidebar's lines below its search field.
    #[must_use]
    pub fn sidebar_lines(&self) -> Vec<SidebarLine> {
        let facets = self.local.snapshot().map(|_| &self.local.facets);
        sidebar_lines(&SidebarParts {
            tags: &self.tag_index(),
            query: self.query(),
            facets,
            folded: &self.sidebar.folded,
            whole: &self.sidebar.whole,
        })
    }

    /// What may stand where the caret is in the search field.
    #[must_use]
    pub fn proposals(&self) -> Vec<Completion> {
        let (field, facets) = (&self.sidebar.search, self.local.snapshot().map(|_| &self.local.facets));
        let caret = field.value().chars().take(field.cursor()).map(char::len_utf8).sum();
        complete(field.value(), caret, facets)
    }

    /// How something on its way is getting on.
    #[must_use]
    pub fn under_way<T>(&self, remote: &Remote<T>) -> Option<&UnderWay> {
        self.requests.get(remote.ticket()?)
    }

    /// The group in the detail pane.
    #[must_use]
    pub fn detail_group(&self) -> Option<&std::sync::Arc<Group>> {
        let shown = self.detail.shown.as_ref()?;
        self.list.browse.groups().iter().find(|group| group.group_id == *shown)
    }

    /// The version of a group that is shown, or would be: the one chosen, else the lead.
    #[must_use]
    pub fn version_of<'a>(&self, group: &'a Group) -> Option<&'a Version> {
        let chosen = self.detail.memory(&group.group_id).version;
        chosen.and_then(|id| group.version(&id)).or_else(|| group.lead())
    }

    /// The group and version in the detail pane.
    #[must_use]
    pub fn detail_version(&self) -> Option<(&Group, &Version)> {
        let group = self.detail_group()?;
        Some((group, self.version_of(group)?))
    }

    /// A version's Readme: `Ready(None)` when it has none.
    #[must_use]
    pub fn readme_of(&self, version: &Version) -> &Remote<Option<CleanText>> {
        self.detail.readmes.get(&version.comp_share_image_id)
    }

    /// How pictures are shown, where they are.
    #[must_use]
    pub fn showing(&self) -> Option<&Showing> {
        self.setup.pictures.as_ref().filter(|_| self.prefs.pictures)
    }

    /// The first visible row of the detail's scrolled part, within what the last frame measured.
    #[must_use]
    pub fn detail_top(&self) -> usize {
        let Some(shown) = &self.detail.shown else { return 0 };
        self.measured.row_of(self.detail.memory(shown).top).min(self.measured.detail_last_top())
    }

    /// The first visible row of About, within what the last frame measured.
    #[must_use]
    pub fn about_top(&self) -> usize {
        let Some(shown) = &self.detail.shown else { return 0 };
        self.detail.memory(shown).about_top.min(self.measured.about_last_top())
    }

    /// Whether keys are text: the terminal then should bracket what is pasted.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.contexts().contains(&Context::Field)
    }

    /// The contexts a key is looked up in, innermost first.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        match (&self.popup, self.screen, self.focus) {
            (Some(popup), _, _) if popup.kind.switches() => {
                &[Context::Chooser, Context::Popup, Context::Field]
            }
            (Some(popup), _, _) if popup.kind.is_typed() => &[Context::Popup, Context::Field],
            (Some(_), _, _) => &[Context::Menu, Context::Popup],
            (None, Screen::FirstRun, _) => &[Context::FirstRun],
            (None, Screen::Explorer, Focus::List) => &[Context::List, Context::Everywhere],
            (None, Screen::Explorer, Focus::Filters) => &[Context::Filters, Context::Everywhere],
            (None, Screen::Explorer, Focus::Detail) => &[Context::Detail, Context::Everywhere],
            (None, Screen::Explorer, Focus::Search) => &[Context::Search, Context::Field],
            (None, Screen::Explorer, Focus::Find) => &[Context::Find, Context::Field],
        }
    }

    /// When something has to happen next without a key or a reply; `None` when idle.
    #[must_use]
    pub fn next_deadline(&self, now: Moment) -> Option<Moment> {
        let own =
            [self.sidebar.search_at, self.sidebar.check_at, self.detail.follow_at, self.detail.fetch_at];
        let shown = [self.toasts.next_deadline(), self.requests.next_deadline(now)];
        own.into_iter().chain(shown).flatten().min()
    }
}
