//! Where things go for a size of the window.

use ratatui::layout::Rect;

use crate::app::{Focus, State};

/// From here on three panes stand side by side.
const WIDE: u16 = 110;
/// From here on list and detail stand side by side.
const MEDIUM: u16 = 70;
const SMALLEST: (u16, u16) = (20, 6);

/// The parts of the screen; a part without room is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Panes {
    pub(super) header: Option<Rect>,
    /// The filters in one line, where the sidebar has no room of its own.
    pub(super) chips: Option<Rect>,
    pub(super) filters: Option<Rect>,
    pub(super) list: Option<Rect>,
    pub(super) detail: Option<Rect>,
    pub(super) footer: Rect,
    /// Everything between header and footer.
    pub(super) body: Rect,
}

/// The parts for this size; `None` when the window is too small.
pub(super) fn panes(area: Rect, state: &State) -> Option<Panes> {
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        return None;
    }
    let (header, rest) = if area.height >= 12 { cut_top(area) } else { (None, area) };
    let (body, footer) = cut_bottom(rest);
    let none = Panes { header, chips: None, filters: None, list: None, detail: None, footer, body };
    let reading = matches!(state.focus, Focus::Detail | Focus::Find);
    let filtering = state.focus == Focus::Filters;
    // Whoever types into the search field sees it, whatever had the window before.
    let zoomed = state.detail.zoomed && !filtering && state.focus != Focus::Search;
    Some(if zoomed {
        Panes { detail: Some(body), ..none }
    } else if area.width >= WIDE {
        let (filters, rest) = cut_left(body, sidebar_width(area.width));
        let (list, detail) = cut_left(rest, list_width(rest.width, state));
        Panes { filters: Some(filters), list: Some(list), detail: Some(detail), ..none }
    } else if area.width >= MEDIUM {
        let (chips, rest) = cut_top(body);
        let (list, detail) = cut_left(rest, list_width(rest.width, state));
        Panes { chips, filters: filtering.then_some(list), list: Some(list), detail: Some(detail), ..none }
    } else if reading {
        Panes { detail: Some(body), ..none }
    } else {
        let (chips, rest) = cut_top(body);
        Panes { chips, filters: filtering.then_some(rest), list: (!filtering).then_some(rest), ..none }
    })
}

fn sidebar_width(width: u16) -> u16 {
    if width >= 160 { 30 } else { 26 }
}

/// The list's part of the room it has with the detail.
fn list_width(room: u16, state: &State) -> u16 {
    // At most 80 percent of a 16-bit number of cells.
    u16::try_from(u32::from(room) * u32::from(state.prefs.list_share) / 100).unwrap_or(room)
}

fn cut_top(area: Rect) -> (Option<Rect>, Rect) {
    let top = Rect { height: 1, ..area };
    (Some(top), Rect { y: area.y + 1, height: area.height - 1, ..area })
}

fn cut_bottom(area: Rect) -> (Rect, Rect) {
    let rest = Rect { height: area.height - 1, ..area };
    (rest, Rect { y: rest.bottom(), height: 1, ..area })
}

fn cut_left(area: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    (Rect { width, ..area }, Rect { x: area.x + width, width: area.width - width, ..area })
}
