//! The detail pane: pinned id and facts, then what is known of the image and its Readme, scrolled as one.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::app::{Command, Focus, Remote, Spot};
use crate::catalogue::{Group, Version};
use crate::readme::{LayoutOptions, Row, Rows};

use super::head::{self, HeadRow};
use super::paint::{Painter, Titles, row_from};
use super::theme::Role;
use super::words::UiText;
use super::{field, problem};

/// Lines longer than this are hard to read.
const README_WIDTH: u16 = 110;
/// From this height on the id and the facts stay in place while the rest scrolls.
const PINNED_FROM: u16 = 8;

/// Draws the pane.
pub(super) fn draw(painter: &mut Painter<'_, '_>, area: Rect) {
    match painter.state.detail_version() {
        Some((group, version)) => image(painter, area, group, version),
        None => empty(painter, area),
    }
    // Whoever types sees the field, even where the image has gone meanwhile.
    if painter.state.focus == Focus::Find {
        find_field(painter, area);
    }
}

fn image(painter: &mut Painter<'_, '_>, area: Rect, group: &Group, version: &Version) {
    let room = super::inside(area);
    let (pinned, room) = pin(room);
    let head = head::rows(painter, room, group, version);
    let readme = painter.state.readme_of(version).clone();
    let (notes, rows) = readme_rows(painter, room, version, &readme);
    let head: Vec<HeadRow> = head.into_iter().chain(notes).collect();
    painter.measured.detail_head = head.len();
    painter.measured.detail_rows = usize::from(room.height);
    if let (Some(find), Some(rows)) = (&painter.state.detail.find, &rows) {
        painter.measured.found = painter.context.readmes.borrow_mut().find(rows, &find.needle);
    }
    painter.measured.readme = rows.map(|rows| (version.comp_share_image_id.clone(), rows));
    let top = top(painter);
    let titles = titles(painter, group, version, top);
    painter.pane(area, Focus::Detail, &titles);
    if let Some(pinned) = pinned {
        pinned_lines(painter, pinned, version);
    }
    body(painter, room, &head, top);
}

fn empty(painter: &mut Painter<'_, '_>, area: Rect) {
    let room = painter.pane(area, Focus::Detail, &Titles::default());
    if painter.state.list.browse.results().is_ready() {
        let line = Line::from(painter.span(UiText::NothingSelected.text(painter.lang), Role::Muted));
        problem::centre(painter, room, &[line]);
    }
}

/// The pinned rows with a rule below, when there is room for both.
fn pin(room: Rect) -> (Option<Rect>, Rect) {
    if room.height < PINNED_FROM {
        return (None, room);
    }
    let pinned = Rect { height: 3, ..room };
    (Some(pinned), Rect { y: room.y + 3, height: room.height - 3, ..room })
}

fn pinned_lines(painter: &mut Painter<'_, '_>, area: Rect, version: &Version) {
    let id = Line::from(painter.span(version.comp_share_image_id.to_string(), Role::Accent));
    painter.line(row_from(area, area.x, area.y), &id);
    let hint = Line::from(painter.span("[y]", Role::Key));
    painter.line_right(row_from(area, area.x, area.y), &hint);
    painter.spot(Rect { height: 1, ..area }, Spot::Command(Command::CopyId));
    let facts = Line::from(head::facts(painter, version));
    painter.line(row_from(area, area.x, area.y + 1), &facts);
    painter.rule(area, area.y + 2);
}

fn titles(painter: &Painter<'_, '_>, group: &Group, version: &Version, top: usize) -> Titles<'static> {
    let at =
        group.data.iter().position(|v| v.comp_share_image_id == version.comp_share_image_id).unwrap_or(0) + 1;
    let name = painter.fit(&version.version_name, 18);
    let count = group.data.len();
    let right = match (count, name.is_empty()) {
        (0 | 1, true) => None,
        (0 | 1, false) => Some(format!(" {name} ")),
        (_, _) => Some(format!(" {name} {} {at}/{count} ", painter.glyphs.current)),
    };
    let last = painter.measured.detail_last_top();
    let percent = (top * 100).checked_div(last).map(|percent| format!(" {percent}% "));
    Titles {
        left: group.title().to_string(),
        right: right.map(|text| Line::from(painter.span(text, Role::Muted))),
        bottom: percent.map(|text| Line::from(painter.span(text, Role::Muted))),
    }
}

/// The first visible row, by what this frame measured: the width may have changed since the last.
fn top(painter: &Painter<'_, '_>) -> usize {
    let Some(shown) = &painter.state.detail.shown else { return 0 };
    let top = painter.state.detail.memory(shown).top;
    painter.measured.row_of(top).min(painter.measured.detail_last_top())
}

/// Notes about the Readme where it is not there, else its rows.
fn readme_rows(
    painter: &Painter<'_, '_>,
    room: Rect,
    version: &Version,
    readme: &Remote<Option<crate::text::CleanText>>,
) -> (Vec<HeadRow>, Option<std::sync::Arc<Rows>>) {
    let lang = painter.lang;
    let rule = Line::from(painter.span(painter.glyphs.rule.repeat(usize::from(room.width)), Role::Faint));
    let note = |text: String, role: Role| {
        let wrapped = crate::readme::wrap(&text, usize::from(room.width));
        let style = painter.style(role);
        let lines = wrapped.into_iter().map(|text| Line::styled(text, style));
        std::iter::once(Line::default()).chain(lines).map(HeadRow::from).collect()
    };
    match readme {
        Remote::Ready(Some(source)) if !source.trim().is_empty() => {
            let options =
                LayoutOptions { width: room.width.min(README_WIDTH), ascii: painter.state.setup.ascii, lang };
            let rows =
                painter.context.readmes.borrow_mut().rows(&version.comp_share_image_id, source, &options);
            let before = vec![Line::default().into(), rule.into(), Line::default().into()];
            (before, Some(rows))
        }
        Remote::Ready(_) => (note(UiText::NoReadme.text(lang).to_owned(), Role::Muted), None),
        Remote::Loading { .. } => (note(UiText::ReadmeLoading.text(lang).to_owned(), Role::Muted), None),
        Remote::Failed { fault, .. } => {
            (note(UiText::ReadmeFailed.fill(lang, &[&fault.sentence(lang)]), Role::Danger), None)
        }
        Remote::Idle => (vec![], None),
    }
}

fn body(painter: &mut Painter<'_, '_>, room: Rect, head: &[HeadRow], top: usize) {
    let readme = painter.measured.readme.as_ref().map(|(_, rows)| std::sync::Arc::clone(rows));
    let height = usize::from(room.height);
    let first = top.saturating_sub(head.len());
    let found = matches(painter, &(first..first + height));
    for (y, at) in (room.y..room.bottom()).zip(top..top + height) {
        match (head.get(at), &readme) {
            (Some(row), _) => {
                painter.line(row_from(room, room.x, y), &row.line);
                if let Some(version) = &row.version {
                    painter.spot(Rect { y, height: 1, ..room }, Spot::Version(version.clone()));
                }
            }
            (None, Some(rows)) => {
                readme_row(painter, row_from(room, room.x, y), rows, at - head.len(), &found);
            }
            (None, None) => {}
        }
    }
}

/// A match on screen: row, bytes, and whether the cursor is at it.
type VisibleMatch = (usize, std::ops::Range<usize>, bool);

/// Matches of the search that touch the visible rows.
fn matches(painter: &Painter<'_, '_>, visible: &std::ops::Range<usize>) -> Vec<VisibleMatch> {
    let mut found: Vec<VisibleMatch> = Vec::new();
    let current = painter.state.detail.find.as_ref().map_or(0, |find| find.current);
    let all = painter.measured.found.iter().enumerate();
    for (at, one) in all.filter(|(_, one)| visible.contains(&one.row) || visible.contains(&(one.row + 1))) {
        found.push((one.row, one.range.clone(), at == current));
        found.extend(one.rest.clone().map(|rest| (one.row + 1, rest, at == current)));
    }
    found
}

fn readme_row(painter: &mut Painter<'_, '_>, area: Rect, rows: &Rows, at: usize, found: &[VisibleMatch]) {
    let Some(row) = rows.rows.get(at) else { return };
    let block = rows.code_block_at(at).and_then(|block| rows.code_blocks.get(block));
    let highlights =
        block.map_or(&[][..], |block| painter.state.detail.highlights.get(&block.language, &block.text));
    let mut x = area.x;
    for span in &rows.highlighted_spans(at, highlights) {
        let style = painter.context.theme.span(span.style);
        x = painter.put(row_from(area, x, area.y), &row.text[span.range.clone()], style);
    }
    for (_, range, current) in found.iter().filter(|(row, _, _)| *row == at) {
        let style = painter.style(if *current { Role::MatchCurrent } else { Role::Match });
        overlay(painter, area, row, range, style);
    }
}

/// Lays a style over bytes of a row.
fn overlay(
    painter: &mut Painter<'_, '_>,
    area: Rect,
    row: &Row,
    range: &std::ops::Range<usize>,
    style: Style,
) {
    let before = crate::text::width(&row.text[..range.start]);
    let cells = crate::text::width(&row.text[range.clone()]);
    let x = area.x.saturating_add(u16::try_from(before).unwrap_or(u16::MAX));
    let width = u16::try_from(cells).unwrap_or(u16::MAX);
    painter.tint(Rect { x, width, ..area }.intersection(area), style);
}

/// The field that searches the Readme stands in the pane's bottom border.
fn find_field(painter: &mut Painter<'_, '_>, area: Rect) {
    let row = Rect { x: area.x + 2, y: area.bottom() - 1, width: area.width.saturating_sub(4), height: 1 };
    painter.clear(row);
    let x = painter.put(
        row_from(row, row.x, row.y),
        UiText::FindPrompt.text(painter.lang),
        painter.style(Role::Key),
    );
    let room = Rect { x, width: row.right().saturating_sub(x), ..row };
    let caret = field::Caret::of(painter, true);
    field::draw(painter, room, &painter.state.detail.find_field, caret, "");
}
