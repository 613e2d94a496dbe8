//! The Readme on screen: scrolling by what the last frame measured, finding, fetching what is missing.

use crate::app::{Effect, Moment, Remote, State, Top, View};
use crate::readme::Rows;

/// Rows kept visible above a place that was jumped to.
const CONTEXT_ROWS: usize = 2;

/// Takes what a frame measured and asks for highlighting of the code that became visible.
pub(super) fn measured(state: &mut State, view: View, out: &mut Vec<Effect>) {
    state.view = view;
    if state.view.list_rows > 0 {
        state.list_rows = state.view.list_rows;
    }
    let top = state.detail_top();
    let Some((_, rows)) = state.view.readme.clone() else { return };
    let first = top.saturating_sub(state.view.detail_head);
    let visible = first..first + state.view.detail_rows;
    for block in rows.code_blocks.iter().filter(|block| overlaps(&block.rows, &visible)) {
        if state.detail.highlights.wants(&block.language, &block.text) {
            out.push(Effect::Highlight { language: block.language.clone(), text: block.text.clone() });
        }
    }
}

fn overlaps(a: &std::ops::Range<usize>, b: &std::ops::Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether the shown version came without its Readme and nobody has asked for it.
pub(super) fn is_missing(state: &State) -> bool {
    state.detail_version().is_some_and(|(_, version)| {
        let id = &version.comp_share_image_id;
        let asked = match state.detail.readme(id) {
            Remote::Idle => false,
            Remote::Loading { .. } | Remote::Ready(_) | Remote::Failed { .. } => true,
        };
        version.readme.is_none() && !id.as_str().is_empty() && !asked
    })
}

/// Fetches the shown version's Readme when the list did not bring it.
pub(super) fn fetch_missing(state: &mut State, now: Moment, out: &mut Vec<Effect>) {
    if !is_missing(state) {
        return;
    }
    let Some((_, version)) = state.detail_version() else { return };
    let id = version.comp_share_image_id.clone();
    let ticket = state.ticket();
    state.detail.put_readme(&id, Remote::loading(ticket, now, None));
    out.push(Effect::FetchImage { ticket, id });
}

/// Scrolls by rows.
pub(super) fn scroll(state: &mut State, by: isize) {
    let row = state.detail_top().saturating_add_signed(by).min(state.view.detail_last_top());
    scroll_to(state, row);
}

/// Scrolls to a row of the scrolled part.
pub(super) fn scroll_to(state: &mut State, row: usize) {
    let top = state.view.top_of(row.min(state.view.detail_last_top()));
    remember_top(state, top);
}

/// Scrolls so that a row of the Readme is near the top.
pub(super) fn go_to(state: &mut State, row: usize) {
    let target = state.view.detail_head + row;
    scroll_to(state, target.saturating_sub(CONTEXT_ROWS));
}

fn remember_top(state: &mut State, top: Top) {
    if let Some(shown) = state.detail.shown.clone() {
        state.detail.remember(&shown, |memory| memory.top = top);
    }
}

/// Shows another version of the group.
pub(super) fn turn_version(state: &mut State, by: isize, now: Moment) {
    let Some(group) = state.selected_group().cloned() else { return };
    let Some(current) = state.version_of(&group) else { return };
    let at =
        group.data.iter().position(|v| v.comp_share_image_id == current.comp_share_image_id).unwrap_or(0);
    let Some(next) = group.data.get(at.saturating_add_signed(by)) else { return };
    show_version(state, next.comp_share_image_id.clone(), now);
}

/// Shows a version of the selected group by its id.
pub(super) fn show_version(state: &mut State, id: crate::catalogue::ImageId, now: Moment) {
    let Some(group) = state.selected_group().cloned() else { return };
    state.detail.remember(&group.group_id, |memory| {
        if memory.version.as_ref() != Some(&id) {
            memory.version = Some(id);
            memory.top = Top::default();
        }
    });
    state.detail.shown = Some(group.group_id.clone());
    state.detail.follow_at = None;
    state.detail.find = None;
    state.detail.fetch_at = Some(now);
}

fn rows(state: &State) -> Option<&Rows> {
    state.view.readme.as_ref().map(|(_, rows)| rows.as_ref())
}

/// Goes to the first match at or below the visible part, else to the first of all; `false` without a match.
pub(super) fn find_from_here(state: &mut State) -> bool {
    let first = state.detail_top().saturating_sub(state.view.detail_head);
    let (Some(find), Some(rows)) = (&state.detail.find, rows(state)) else { return false };
    let matches = rows.find(&find.needle);
    if matches.is_empty() {
        return false;
    }
    let current = matches.iter().position(|found| found.row >= first).unwrap_or(0);
    let row = matches[current].row;
    if let Some(find) = &mut state.detail.find {
        find.current = current;
    }
    go_to(state, row);
    true
}

/// Goes to the next (1) or previous (-1) match, round and round.
pub(super) fn find_next(state: &mut State, by: isize) {
    let (Some(find), Some(rows)) = (&state.detail.find, rows(state)) else { return };
    let matches = rows.find(&find.needle);
    if matches.is_empty() {
        return;
    }
    let count = matches.len().cast_signed();
    let current = (find.current.cast_signed() + by).rem_euclid(count).cast_unsigned();
    let row = matches[current].row;
    if let Some(find) = &mut state.detail.find {
        find.current = current;
    }
    go_to(state, row);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::setup;
    use crate::catalogue::ImageId;
    use crate::readme::{LayoutOptions, parse};

    /// A state that shows a Readme below four rows of facts, ten rows of both at a time, and what that asks for.
    fn showing(source: &str) -> (State, Vec<Effect>) {
        let rows = parse(source, 10_000).layout(&LayoutOptions { width: 40, ..LayoutOptions::default() });
        let readme = Some((ImageId::new("x"), std::sync::Arc::new(rows)));
        let mut state = State::new(setup());
        state.detail.shown = Some(crate::catalogue::GroupId::new("g"));
        let mut out = Vec::new();
        measured(&mut state, View { readme, detail_head: 4, detail_rows: 10, ..View::default() }, &mut out);
        (state, out)
    }

    #[test]
    fn only_code_that_can_be_seen_is_highlighted() {
        let source = format!("```py\nnear\n```\n{}\n```py\nfar\n```\n", "word\n\n".repeat(50));
        let near = Effect::Highlight { language: "py".into(), text: "near".into() };
        assert_eq!(showing(&source).1, [near]);
    }

    #[test]
    fn a_search_begins_at_what_is_on_screen_and_goes_round() {
        let source = format!("needle\n\n{}needle\n\n{}", "word\n\n".repeat(30), "word\n\n".repeat(30));
        let (mut state, _) = showing(&source);
        let seek = |needle: &str| Some(crate::app::Find { needle: needle.to_owned(), current: 9 });
        state.detail.find = seek("needle");
        let mut current = |act: fn(&mut State)| {
            act(&mut state);
            state.detail.find.as_ref().map(|find| find.current)
        };
        assert_eq!(current(|state| assert!(find_from_here(state))), Some(0));
        assert_eq!(current(|state| find_next(state, 1)), Some(1));
        assert_eq!(
            current(|state| assert!(find_from_here(state))),
            Some(1),
            "the first one is above the screen"
        );
        assert_eq!(current(|state| find_next(state, 1)), Some(0));
        state.detail.find = seek("nowhere");
        assert!(!find_from_here(&mut state));
    }
}
