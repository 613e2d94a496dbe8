//! Intents: what each command of the key table does.

use crate::app::{
    Command, CopyKind, Effect, FilterItem, Focus, Moment, Notice, Picker, PickerKind, Screen, State,
};
use crate::catalogue::Query;
use crate::i18n::Lang;

use super::list::{self, End};
use super::{notify, readme, reply, search};

/// Runs a command; one that is not available does nothing.
pub(super) fn run(state: &mut State, command: Command, now: Moment, out: &mut Vec<Effect>) {
    if !command.available(state) {
        unavailable(state, command, now);
        return;
    }
    match command {
        Command::MoveDown => step(state, 1, now, out),
        Command::MoveUp => step(state, -1, now, out),
        Command::HalfPageDown => step(state, half(state), now, out),
        Command::HalfPageUp => step(state, -half(state), now, out),
        Command::ScreenDown => readme::scroll(state, screen(state)),
        Command::ScreenUp => readme::scroll(state, -screen(state)),
        Command::First => to_end(state, End::First, now),
        Command::Last => to_end(state, End::Last, now),
        Command::NextPage => list::turn(state, 1, End::First, now, out),
        Command::PreviousPage => list::turn(state, -1, End::First, now, out),
        Command::Open => open(state, now, out),
        Command::Back => back(state),
        Command::FocusNext => focus_by(state, 1),
        Command::FocusPrevious => focus_by(state, -1),
        Command::Close => close(state, now, out),
        Command::Search if state.focus == Focus::Detail => search::open_find(state),
        Command::Search => state.focus = Focus::Search,
        Command::Filters => {
            state.focus = if state.focus == Focus::Filters { Focus::List } else { Focus::Filters }
        }
        Command::Toggle => toggle(state, now, out),
        Command::Apply => {
            toggle(state, now, out);
            if state.focus == Focus::Filters {
                state.focus = Focus::List;
            }
        }
        Command::ToggleFree => list::change(state, now, out, |query| query.free = !query.free),
        Command::ToggleOfficial => list::change(state, now, out, |query| query.official = !query.official),
        Command::ToggleAutostart => list::change(state, now, out, |query| query.autostart = !query.autostart),
        Command::NextSort => {
            list::change(state, now, out, |query| query.sort.field = query.sort.field.next());
        }
        Command::TurnSort => {
            list::change(state, now, out, |query| query.sort.ascending = !query.sort.ascending);
        }
        Command::ClearFilters => clear_filters(state, now, out),
        Command::PreviousVersion => readme::turn_version(state, -1, now),
        Command::NextVersion => readme::turn_version(state, 1, now),
        Command::Zoom => zoom(state),
        Command::NarrowList => share_room(state, -5, out),
        Command::WidenList => share_room(state, 5, out),
        Command::Outline => state.picker = Some(Picker::new(PickerKind::Outline)),
        Command::Links => state.picker = Some(Picker::new(PickerKind::Links)),
        Command::CodeBlocks => state.picker = Some(Picker::new(PickerKind::CodeBlocks)),
        Command::FindNext => readme::find_next(state, 1),
        Command::FindPrevious => readme::find_next(state, -1),
        Command::Mark => mark(state, now, out),
        Command::CopyId => copy_id(state, now, out),
        Command::CopyMenu => state.picker = Some(Picker::new(PickerKind::CopyMenu)),
        Command::OpenWeb => open_web(state, out),
        Command::Help => state.picker = Some(Picker::new(PickerKind::Help)),
        Command::Palette => state.picker = Some(Picker::new(PickerKind::Palette)),
        Command::Themes => open_themes(state),
        Command::Language => {
            state.setup.lang = match state.setup.lang {
                Lang::Zh => Lang::En,
                Lang::En => Lang::Zh,
            };
        }
        Command::Reload => reply::reload(state, now, out),
        Command::Mouse => {
            state.setup.mouse = !state.setup.mouse;
            notify(state, Notice::Mouse(state.setup.mouse), now);
        }
        Command::Redraw => out.push(Effect::Redraw),
        Command::Suspend => out.push(Effect::Suspend),
        Command::Demo => out.push(Effect::StartDemo),
        Command::Quit => out.push(Effect::Quit { chosen: vec![] }),
    }
}

/// Says why nothing happens, where a reader would wonder.
fn unavailable(state: &mut State, command: Command, now: Moment) {
    let notice = match command {
        Command::NextPage => Notice::LastPage,
        Command::PreviousPage => Notice::FirstPage,
        Command::Outline | Command::Links | Command::CodeBlocks => Notice::NothingThere,
        _ => return,
    };
    if state.screen == Screen::Explorer {
        notify(state, notice, now);
    }
}

fn half(state: &State) -> isize {
    let rows = match state.focus {
        Focus::Detail | Focus::Find => state.view.detail_rows,
        Focus::Filters | Focus::Search => state.view.filter_rows,
        Focus::List => state.view.list_rows,
    };
    (rows / 2).max(1).cast_signed()
}

fn screen(state: &State) -> isize {
    state.view.detail_rows.saturating_sub(1).max(1).cast_signed()
}

fn step(state: &mut State, by: isize, now: Moment, out: &mut Vec<Effect>) {
    match state.focus {
        Focus::Detail | Focus::Find => readme::scroll(state, by),
        Focus::Filters | Focus::Search => step_filters(state, by),
        Focus::List => list::step(state, by, now, out),
    }
}

fn step_filters(state: &mut State, by: isize) {
    let items = state.filter_items();
    let at = items.iter().position(|item| *item == state.filter_cursor).unwrap_or(0);
    let to = at.saturating_add_signed(by).min(items.len().saturating_sub(1));
    if let Some(item) = items.get(to) {
        state.filter_cursor = item.clone();
    }
}

fn to_end(state: &mut State, end: End, now: Moment) {
    match (state.focus, end) {
        (Focus::List, end) => list::select_end(state, end, now),
        (Focus::Detail | Focus::Find, End::First) => readme::scroll_to(state, 0),
        (Focus::Detail | Focus::Find, End::Last) => readme::scroll_to(state, usize::MAX),
        (Focus::Filters | Focus::Search, End::First) => step_filters(state, isize::MIN + 1),
        (Focus::Filters | Focus::Search, End::Last) => step_filters(state, isize::MAX),
    }
}

fn open(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    if state.setup.pick {
        choose(state, out);
        return;
    }
    list::follow(state, now);
    state.focus = Focus::Detail;
}

/// Ends pick mode with the marked images, or the selected one when none is marked.
fn choose(state: &State, out: &mut Vec<Effect>) {
    let selected =
        state.selected_group().and_then(|group| Some(state.version_of(group)?.comp_share_image_id.clone()));
    let chosen = if state.marked.is_empty() { selected.into_iter().collect() } else { state.marked.clone() };
    out.push(Effect::Quit { chosen });
}

fn mark(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    let Some(group) = state.selected_group() else { return };
    let Some(version) = state.version_of(group) else { return };
    let id = version.comp_share_image_id.clone();
    match state.marked.iter().position(|marked| *marked == id) {
        Some(at) => {
            state.marked.remove(at);
        }
        None => state.marked.push(id),
    }
    list::step(state, 1, now, out);
}

fn back(state: &mut State) {
    state.detail.zoomed = false;
    state.focus = Focus::List;
}

fn focus_by(state: &mut State, by: isize) {
    const ORDER: [Focus; 3] = [Focus::Filters, Focus::List, Focus::Detail];
    let at = ORDER.iter().position(|focus| *focus == state.focus).unwrap_or(0);
    let to = (at.cast_signed() + by).rem_euclid(ORDER.len().cast_signed()).cast_unsigned();
    state.focus = ORDER[to];
    state.detail.zoomed = false;
}

/// Closes or clears the innermost thing: a search of the Readme, the zoom, the pane, the search of the list.
fn close(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    match state.focus {
        Focus::Detail | Focus::Find if state.detail.find.is_some() => state.detail.find = None,
        Focus::Detail | Focus::Find if state.detail.zoomed => state.detail.zoomed = false,
        Focus::Detail | Focus::Find | Focus::Filters | Focus::Search => state.focus = Focus::List,
        Focus::List if state.detail.zoomed => state.detail.zoomed = false,
        Focus::List if !state.search.value().is_empty() => {
            state.search.reset();
            search::apply(state, now, out);
        }
        Focus::List => {}
    }
}

fn zoom(state: &mut State) {
    state.detail.zoomed = !state.detail.zoomed;
    state.focus = if state.detail.zoomed { Focus::Detail } else { Focus::List };
}

/// Gives the list more or less of the room it has with the detail.
fn share_room(state: &mut State, percent: i8, out: &mut Vec<Effect>) {
    state.setup.list_share = state.setup.list_share.saturating_add_signed(percent).clamp(20, 80);
    list::remember(state, state.query(), out);
}

fn toggle(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    match state.filter_cursor.clone() {
        FilterItem::Search => state.focus = Focus::Search,
        FilterItem::Free => list::change(state, now, out, |query| query.free = !query.free),
        FilterItem::Official => list::change(state, now, out, |query| query.official = !query.official),
        FilterItem::Autostart => list::change(state, now, out, |query| query.autostart = !query.autostart),
        FilterItem::Sort(field) => list::change(state, now, out, |query| {
            if query.sort.field == field {
                query.sort.ascending = !query.sort.ascending;
            } else {
                query.sort.field = field;
            }
        }),
        FilterItem::Tag(tag) => list::change(state, now, out, |query| query.toggle_tag(&tag)),
    }
}

fn clear_filters(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    state.search.reset();
    state.search_at = None;
    let query = Query { sort: state.query().sort, ..Query::default() };
    list::ask(state, query, now, out);
}

fn copy_id(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    let Some(group) = state.selected_group() else { return };
    let Some(version) = state.version_of(group) else { return };
    let id = &version.comp_share_image_id;
    if id.is_plain() {
        out.push(Effect::Copy { kind: CopyKind::ImageId, text: id.as_str().to_owned() });
    } else {
        notify(state, Notice::OddId, now);
    }
}

fn open_web(state: &State, out: &mut Vec<Effect>) {
    const CONSOLE: &str = "https://console.compshare.cn/uaccount/api_manage";
    let url = match state.screen {
        Screen::FirstRun => Some(CONSOLE.to_owned()),
        Screen::Explorer => state.selected_group().and_then(|group| group.group_id.web_page()),
    };
    out.extend(url.map(|url| Effect::OpenUrl { url }));
}

fn open_themes(state: &mut State) {
    if state.has_choices(PickerKind::Themes) {
        let cursor = state.setup.themes.iter().position(|name| *name == state.setup.theme).unwrap_or(0);
        let worn = Some(state.setup.theme.clone());
        state.picker = Some(Picker { cursor, worn, ..Picker::new(PickerKind::Themes) });
    }
}
