//! Facts of the screen and of time: what a frame measured, and deadlines that have come.

use std::ops::Range;

use crate::app::{Effect, Measured, Moment};

use super::{Update, check, detail, field, pages, pictures};

/// Takes what a frame measured.
pub(super) fn drawn(up: &mut Update<'_>, measured: Measured) {
    up.state.measured = measured;
    let (list_rows, filter_rows) = (up.state.measured.list_rows, up.state.measured.filter_rows);
    up.state.list.measured(list_rows);
    pages::grow(up);
    if filter_rows > 0 {
        let lines = up.state.sidebar_lines();
        up.state.sidebar.measured(filter_rows, &lines);
    }
    if let Some(mut popup) = up.state.popup.take() {
        let choices = popup.choices(up.state);
        popup.measured(up.state.measured.popup_rows, &choices);
        up.state.popup = Some(popup);
    }
    highlight_visible(up);
    pictures::seen(up);
}

/// Asks for highlighting of the code that became visible.
fn highlight_visible(up: &mut Update<'_>) {
    let top = up.state.detail_top();
    let Some((_, rows)) = up.state.measured.readme.clone() else { return };
    let first = top.saturating_sub(up.state.measured.detail_head);
    let visible = first..first + up.state.measured.detail_rows;
    for block in rows.code_blocks.iter().filter(|block| overlap(&block.rows, &visible)) {
        if up.state.detail.highlights.wants(&block.language, &block.text) {
            up.effect(Effect::Highlight { language: block.language.clone(), text: block.text.clone() });
        }
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Does what is due.
pub(super) fn time_came(up: &mut Update<'_>) {
    up.state.toasts.expire(up.now);
    let due = |deadline: Option<Moment>| deadline.is_some_and(|at| at <= up.now);
    let (search, follow) = (due(up.state.sidebar.search_at), due(up.state.detail.follow_at));
    let asks = due(up.state.sidebar.check_at);
    if search {
        field::search(up);
    }
    if asks {
        up.state.sidebar.check_at = None;
        check::ask(up);
    }
    if follow {
        pages::follow(up);
    }
    if up.state.detail.fetch_at.is_some_and(|at| at <= up.now) {
        up.state.detail.fetch_at = None;
        detail::fetch_missing(up);
    }
}
