//! The state: data only. Selection is an id, never an index; time is deadlines.

use std::collections::VecDeque;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use tui_input::Input;

use crate::catalogue::{Group, GroupId, ImageId, Query, TagIndex, Version};
use crate::i18n::Lang;
use crate::text::CleanText;

use super::{
    Browse, Chord, Context, Detail, FilterItem, Keymap, Picker, Remote, ServiceLabel, Ticket, Toast, View,
    filter_items,
};

/// A time: how long ago the program started.
pub type Moment = Duration;

/// Loading shorter than this shows nothing.
pub const QUIET: Duration = Duration::from_millis(150);

/// The list's share of the room it has with the detail, percent, unless the reader wants another.
pub const LIST_SHARE: u8 = 52;

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

/// What the explorer browses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Nothing yet: no keys were found.
    None,
    /// A service.
    Service(ServiceLabel),
}

/// How the program was started.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// What is browsed.
    pub source: Source,
    /// The interface's language.
    pub lang: Lang,
    /// Draw with narrow ASCII only.
    pub ascii: bool,
    /// Groups a page, 1 to 100; `None`: as many as the list shows.
    pub page_size: Option<usize>,
    /// Filters to begin with.
    pub query: Query,
    /// Whether `Enter` chooses and the program prints ids.
    pub pick: bool,
    /// Whether the mouse is on.
    pub mouse: bool,
    /// Whether filters and pane sizes are remembered for the next start.
    pub remember: bool,
    /// The list's share of the room it has with the detail, percent, 20 to 80.
    pub list_share: u8,
    /// The theme's name.
    pub theme: String,
    /// Names of all themes, for the chooser.
    pub themes: Vec<String>,
    /// Whether colours are off, so that no theme can be chosen.
    pub mono: bool,
    /// The region and zone of commands to copy.
    pub region: String,
    /// The zone of commands to copy.
    pub zone: Option<String>,
    /// Keys.
    pub keymap: Keymap,
}

/// Everything the explorer knows.
#[derive(Debug, Clone)]
pub struct State {
    /// How it was started.
    pub setup: Setup,
    /// Which screen is on.
    pub screen: Screen,
    /// What has the focus.
    pub focus: Focus,
    /// The search field.
    pub search: Input,
    /// When the search field's text is applied.
    pub search_at: Option<Moment>,
    /// The field that searches the Readme.
    pub find_input: Input,
    /// Pages.
    pub browse: Browse,
    /// The service's tags.
    pub tags: Remote<TagIndex>,
    /// The selected group.
    pub selected: Option<GroupId>,
    /// The sidebar's cursor.
    pub filter_cursor: FilterItem,
    /// The detail pane.
    pub detail: Detail,
    /// The open popup.
    pub picker: Option<Picker>,
    /// Images marked in pick mode, in order.
    pub marked: Vec<ImageId>,
    /// Messages at the bottom right, newest last.
    pub toasts: VecDeque<Toast>,
    /// Keys of an unfinished sequence.
    pub pressed: Vec<Chord>,
    /// What the last frame measured.
    pub view: View,
    /// Rows of the list when it was last on screen.
    pub list_rows: usize,
    next_ticket: u64,
}

impl State {
    /// The state at the start; nothing is fetched before `Started`.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let screen = match setup.source {
            Source::None => Screen::FirstRun,
            Source::Service(_) => Screen::Explorer,
        };
        State {
            screen,
            focus: Focus::List,
            search: Input::new(setup.query.search_text()),
            search_at: None,
            find_input: Input::default(),
            browse: Browse::new(setup.query.clone(), setup.page_size.unwrap_or(*PAGE_SIZES.start())),
            tags: Remote::Idle,
            selected: None,
            filter_cursor: FilterItem::Free,
            detail: Detail::default(),
            picker: None,
            marked: Vec::new(),
            toasts: VecDeque::new(),
            pressed: Vec::new(),
            view: View::default(),
            list_rows: 0,
            next_ticket: 0,
            setup,
        }
    }

    /// The interface's language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.setup.lang
    }

    /// Groups a page of the next query: what was set, else as many as the list shows.
    #[must_use]
    pub fn page_size(&self) -> usize {
        let fitting = self.list_rows.clamp(*PAGE_SIZES.start(), *PAGE_SIZES.end());
        self.setup.page_size.unwrap_or(fitting)
    }

    /// The query that was asked for last.
    #[must_use]
    pub fn query(&self) -> &Query {
        self.browse.query()
    }

    /// The service's tags, or those met in loaded groups.
    #[must_use]
    pub fn tag_index(&self) -> std::borrow::Cow<'_, TagIndex> {
        match self.tags.value() {
            Some(tags) => std::borrow::Cow::Borrowed(tags),
            None => std::borrow::Cow::Owned(TagIndex::from_groups(self.browse.loaded().map(AsRef::as_ref))),
        }
    }

    /// The sidebar's lines.
    #[must_use]
    pub fn filter_items(&self) -> Vec<FilterItem> {
        filter_items(&self.tag_index())
    }

    /// The selected row of the list.
    #[must_use]
    pub fn selected_row(&self) -> Option<usize> {
        let selected = self.selected.as_ref()?;
        self.browse.groups().iter().position(|group| group.group_id == *selected)
    }

    /// The selected group.
    #[must_use]
    pub fn selected_group(&self) -> Option<&Arc<Group>> {
        self.browse.groups().get(self.selected_row()?)
    }

    /// The group in the detail pane.
    #[must_use]
    pub fn detail_group(&self) -> Option<&Arc<Group>> {
        let shown = self.detail.shown.as_ref()?;
        self.browse.groups().iter().find(|group| group.group_id == *shown)
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
    pub fn readme_of(&self, version: &Version) -> Remote<Option<CleanText>> {
        match &version.readme {
            Some(readme) => Remote::Ready(Some(readme.clone())),
            None => self.detail.readme(&version.comp_share_image_id).clone(),
        }
    }

    /// The first visible row of the detail's scrolled part, within what the last frame measured.
    #[must_use]
    pub fn detail_top(&self) -> usize {
        let Some(shown) = &self.detail.shown else { return 0 };
        self.view.row_of(self.detail.memory(shown).top).min(self.view.detail_last_top())
    }

    /// Whether keys are text: the terminal then should bracket what is pasted.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        match &self.picker {
            Some(picker) => picker.kind.is_typed(),
            None => matches!(self.focus, Focus::Search | Focus::Find),
        }
    }

    /// The contexts a key is looked up in, innermost first.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        match (self.screen, self.focus) {
            (Screen::FirstRun, _) => &[Context::FirstRun],
            (Screen::Explorer, Focus::List) => &[Context::List, Context::Everywhere],
            (Screen::Explorer, Focus::Filters | Focus::Search) => &[Context::Filters, Context::Everywhere],
            (Screen::Explorer, Focus::Detail | Focus::Find) => &[Context::Detail, Context::Everywhere],
        }
    }

    /// A name for a new request.
    pub(super) fn ticket(&mut self) -> Ticket {
        self.next_ticket += 1;
        Ticket(self.next_ticket)
    }

    /// When something has to happen next without a key or a reply; `None` when idle.
    #[must_use]
    pub fn next_deadline(&self, now: Moment) -> Option<Moment> {
        let toasts = self.toasts.iter().filter_map(|toast| toast.until);
        let own = [self.search_at, self.detail.follow_at, self.detail.fetch_at].into_iter().flatten();
        let browse = next_change(self.browse.results(), now);
        let readme = self
            .detail_version()
            .and_then(|(_, version)| next_change(self.detail.readme(&version.comp_share_image_id), now));
        own.chain(toasts).chain(browse).chain(readme).min()
    }
}

/// When what is on screen of something on its way changes by itself.
fn next_change<T>(remote: &Remote<T>, now: Moment) -> Option<Moment> {
    match remote {
        Remote::Loading { since, wait, .. } => {
            let appears = Some(*since + QUIET).filter(|&at| at > now);
            let counts = wait.as_ref().and_then(|wait| wait.next_change(now)).filter(|&at| at > now);
            appears.into_iter().chain(counts).min()
        }
        Remote::Idle | Remote::Ready(_) | Remote::Failed { .. } => None,
    }
}
