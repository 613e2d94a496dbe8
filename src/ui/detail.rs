//! The detail pane: a head that stays in place, then the description and the Readme, scrolled as one, and About.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::app::{Command, Focus, Remote, Spot};
use crate::catalogue::{Group, Version};
use crate::readme::{LayoutOptions, Row, Rows};

use super::canvas::row_from;
use super::head::{self, Head};
use super::paint::{Painter, Titles};
use super::rows::{FactRow, Table};
use super::scene::Scene;
use super::theme::Role;
use super::words::UiText;
use super::{about, field, pictures, problem};

/// Lines longer than this are hard to read.
const README_WIDTH: u16 = 110;
/// From this width of the pane on About stands beside the Readme.
const BESIDE_FROM: u16 = 120;
/// Columns of About beside the Readme.
const BESIDE: u16 = 42;
/// Rows that must be left below a head that stays in place while the rest scrolls.
const BELOW_HEAD: usize = 4;

/// Draws the pane.
pub(super) fn draw(painter: &mut Painter<'_, '_>, area: Rect) {
    match painter.scene.state.detail_version() {
        Some((group, version)) => image(painter, area, group, version),
        None => empty(painter, area),
    }
    // Whoever types sees the field, even where the image has gone meanwhile.
    if painter.scene.state.focus == Focus::Find {
        find_field(painter, area);
    }
}

/// The head above; below it About, the description and the Readme, or both side by side.
fn image(painter: &mut Painter<'_, '_>, area: Rect, group: &Group, version: &Version) {
    let room = super::inside(area);
    let size = (usize::from(room.width), usize::from(room.height));
    let Head { rows: head, names_version } = head::rows(&painter.scene, size, group, version);
    let (pinned, below) = pin(room, head.len());
    let (about, text) = columns(area, below, painter.scene.state.detail.about);
    let unpinned = if pinned.is_some() { Vec::new() } else { head.clone() };
    let about = about.map(|about| {
        let leading = if text.is_none() { unpinned.clone() } else { Vec::new() };
        let rows = about::rows(&painter.scene, about.width.into(), group, version);
        let rows: Vec<FactRow> = leading.into_iter().chain(rows).collect();
        painter.measured.about = (rows.len(), usize::from(about.height));
        (about, rows)
    });
    // The Readme is measured even behind About: its outline and its places are asked for from there.
    let rows = reading(painter, text.unwrap_or(below), (group, version), unpinned);
    let titles = titles(painter, group, (!names_version).then_some(version));
    painter.pane(area, Focus::Detail, &titles);
    if let Some(pinned) = pinned {
        fact_rows(painter, pinned, &head, 0);
        painter.canvas.rule(pinned, pinned.bottom().saturating_sub(1), painter.scene.style(Role::Faint));
        copy_hint(painter, pinned);
    }
    if let Some((area, rows)) = &about {
        fact_rows(painter, *area, rows, about_top(painter));
        if text.is_some() {
            partition(painter, *area);
        }
    }
    if let Some(area) = text {
        let top = top(painter);
        if top == 0 && pinned.is_none() {
            copy_hint(painter, area);
        }
        body(painter, area, &rows, top);
    }
}

/// Where About and the Readme stand; the one that is not read has no place where there is none beside the other.
fn columns(area: Rect, below: Rect, about: bool) -> (Option<Rect>, Option<Rect>) {
    if area.width < BESIDE_FROM {
        return if about { (Some(below), None) } else { (None, Some(below)) };
    }
    let right = Rect { x: below.right().saturating_sub(BESIDE), width: BESIDE, ..below };
    (Some(right), Some(Rect { width: below.width.saturating_sub(BESIDE + 3), ..below }))
}

/// The line between the Readme and About; it is bright where About is read.
fn partition(painter: &mut Painter<'_, '_>, about: Rect) {
    let is_read = painter.scene.state.detail.about;
    let style = painter.scene.style(if is_read { Role::BorderFocus } else { Role::Faint });
    let stroke = painter.scene.glyphs.border.vertical_left;
    for y in about.y..about.bottom() {
        painter.canvas.put(Rect { x: about.x.saturating_sub(2), y, width: 1, height: 1 }, stroke, style);
    }
}

/// Lays the description and the Readme out; gives the rows before the Readme.
fn reading(
    painter: &mut Painter<'_, '_>,
    room: Rect,
    (group, version): (&Group, &Version),
    unpinned: Vec<FactRow>,
) -> Vec<FactRow> {
    let readme = painter.scene.state.readme_of(version).clone();
    let (notes, rows) = readme_rows(&painter.scene, room, version, &readme);
    let mut table = Table::new(&painter.scene, room.width.into());
    table.rows = unpinned;
    table.blank();
    if let Some(snippet) = painter
        .scene
        .state
        .local
        .snippet(&group.group_id)
        .filter(|_| painter.scene.state.detail.find.is_none())
    {
        table.paragraph(&snippet.text, Role::Found);
        table.blank();
    }
    let note = painter.scene.state.yours.bookmark(&group.group_id).map(|bookmark| bookmark.note.clone());
    if let Some(note) = note.filter(|note| !note.is_empty()) {
        table.paragraph(&format!("{} {note}", painter.scene.glyphs.star), Role::Warning);
        table.blank();
    }
    let description = if version.description.is_empty() { &group.image_desc } else { &version.description };
    table.paragraph(description, Role::Text);
    let mut before = table.rows;
    let mut cover = pictures::cover(painter, room, version);
    if !cover.is_empty() && !before.is_empty() {
        cover.insert(0, FactRow::default());
    }
    painter.measured.cover = (before.len(), cover.len());
    before.extend(cover.into_iter().chain(notes));
    painter.measured.detail_head = before.len();
    painter.measured.detail_rows = usize::from(room.height);
    if let (Some(find), Some(rows)) = (&painter.scene.state.detail.find, &rows) {
        painter.measured.found = painter.scene.context.readmes.borrow_mut().find(rows, &find.needle);
    }
    painter.measured.readme = rows.map(|rows| (version.comp_share_image_id.clone(), rows));
    before
}

fn empty(painter: &mut Painter<'_, '_>, area: Rect) {
    let room = painter.pane(area, Focus::Detail, &Titles::default());
    if painter.scene.state.list.browse.results().is_ready() {
        let line =
            Line::from(painter.scene.span(UiText::NothingSelected.text(painter.scene.lang), Role::Muted));
        problem::centre(painter, room, &[line]);
    }
}

/// The place of the head with a rule below it, when there is room for something under it.
fn pin(room: Rect, head: usize) -> (Option<Rect>, Rect) {
    if usize::from(room.height) < head + BELOW_HEAD {
        return (None, room);
    }
    let height = u16::try_from(head + 1).unwrap_or(room.height);
    let pinned = Rect { height, ..room };
    (Some(pinned), Rect { y: room.y + height, height: room.height - height, ..room })
}

/// The key beside the id.
fn copy_hint(painter: &mut Painter<'_, '_>, area: Rect) {
    let hint = Line::from(painter.scene.span("[y]", Role::Key));
    painter.canvas.line_right(row_from(area, area.x, area.y), &hint);
    painter.spot(Rect { height: 1, ..area }, Spot::Command(Command::CopyId));
}

fn fact_rows(painter: &mut Painter<'_, '_>, area: Rect, rows: &[FactRow], top: usize) {
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(top)) {
        fact_row(painter, row_from(area, area.x, y), row);
    }
}

fn fact_row(painter: &mut Painter<'_, '_>, area: Rect, row: &FactRow) {
    if let Some(picture) = &row.picture {
        return pictures::draw_row(painter, area, picture);
    }
    painter.canvas.line(area, &row.line);
    for (cells, version) in &row.versions {
        let cell = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        let x = area.x.saturating_add(cell(cells.start));
        let spot = Rect { x, width: cell(cells.len()), ..area }.intersection(area);
        painter.spot(spot, Spot::Version(version.clone()));
    }
}

/// The group's name, that of a version which does not stand below, and how far what is read is scrolled.
fn titles(painter: &Painter<'_, '_>, group: &Group, version: Option<&Version>) -> Titles<'static> {
    let name =
        version.map(|version| painter.scene.fit(&version.version_name, 18)).filter(|name| !name.is_empty());
    let right = name.map(|name| format!(" {name} "));
    let (top, last) = if painter.scene.state.detail.about {
        (about_top(painter), painter.measured.about_last_top())
    } else {
        (top(painter), painter.measured.detail_last_top())
    };
    let percent = (top * 100).checked_div(last).map(|percent| format!(" {percent}% "));
    Titles {
        left: group.title().to_string(),
        right: right.map(|text| Line::from(painter.scene.span(text, Role::Muted))),
        bottom: percent.map(|text| Line::from(painter.scene.span(text, Role::Muted))),
        hints: vec![],
    }
}

fn about_top(painter: &Painter<'_, '_>) -> usize {
    let Some(shown) = &painter.scene.state.detail.shown else { return 0 };
    painter.scene.state.detail.memory(shown).about_top.min(painter.measured.about_last_top())
}

/// The first visible row, by what this frame measured: the width may have changed since the last.
fn top(painter: &Painter<'_, '_>) -> usize {
    let Some(shown) = &painter.scene.state.detail.shown else { return 0 };
    let top = painter.scene.state.detail.memory(shown).top;
    painter.measured.row_of(top).min(painter.measured.detail_last_top())
}

/// Notes about the Readme where it is not there, else its rows.
fn readme_rows(
    scene: &Scene<'_>,
    room: Rect,
    version: &Version,
    readme: &Remote<Option<crate::text::CleanText>>,
) -> (Vec<FactRow>, Option<std::sync::Arc<Rows>>) {
    let lang = scene.lang;
    let rule = Line::from(scene.span(scene.glyphs.rule.repeat(usize::from(room.width)), Role::Faint));
    let note = |text: String, role: Role| {
        let wrapped = crate::readme::wrap(&text, usize::from(room.width));
        let style = scene.style(role);
        let lines = wrapped.into_iter().map(|text| Line::styled(text, style));
        std::iter::once(Line::default()).chain(lines).map(FactRow::from).collect()
    };
    match readme {
        Remote::Ready(Some(source)) if !source.trim().is_empty() => {
            let options =
                LayoutOptions { width: room.width.min(README_WIDTH), ascii: scene.state.setup.ascii, lang };
            let image = &version.comp_share_image_id;
            let rows = scene.context.readmes.borrow_mut().rows(image, source, &options);
            let cells = pictures::cells_in(scene, room, &rows);
            let rows = scene.context.readmes.borrow_mut().pictured(image, rows, cells);
            let before = vec![rule.into()];
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

fn body(painter: &mut Painter<'_, '_>, room: Rect, head: &[FactRow], top: usize) {
    let readme = painter.measured.readme.as_ref().map(|(_, rows)| std::sync::Arc::clone(rows));
    let height = usize::from(room.height);
    let first = top.saturating_sub(head.len());
    let found = matches(painter, &(first..first + height));
    for (y, at) in (room.y..room.bottom()).zip(top..top + height) {
        match (head.get(at), &readme) {
            (Some(row), _) => fact_row(painter, row_from(room, room.x, y), row),
            (None, Some(rows)) => {
                let area = row_from(room, room.x, y);
                readme_row(painter, (room, area), rows, at - head.len(), &found);
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
    let current = painter.scene.state.detail.find.as_ref().map_or(0, |find| find.current);
    let all = painter.measured.found.iter().enumerate();
    for (at, one) in all.filter(|(_, one)| visible.contains(&one.row) || visible.contains(&(one.row + 1))) {
        found.push((one.row, one.range.clone(), at == current));
        found.extend(one.rest.clone().map(|rest| (one.row + 1, rest, at == current)));
    }
    found
}

fn readme_row(
    painter: &mut Painter<'_, '_>,
    (room, area): (Rect, Rect),
    rows: &Rows,
    at: usize,
    found: &[VisibleMatch],
) {
    let Some(row) = rows.rows.get(at) else { return };
    if pictures::in_readme(painter, area, room, rows, at) {
        return;
    }
    let block = rows.code_block_at(at).and_then(|block| rows.code_blocks.get(block));
    let highlights = block
        .map_or(&[][..], |block| painter.scene.state.detail.highlights.get(&block.language, &block.text));
    let mut x = area.x;
    for span in &rows.highlighted_spans(at, highlights) {
        let style = painter.scene.context.theme.span(span.style);
        x = painter.canvas.put(row_from(area, x, area.y), &row.text[span.range.clone()], style);
    }
    for (_, range, current) in found.iter().filter(|(row, _, _)| *row == at) {
        let style = painter.scene.style(if *current { Role::MatchCurrent } else { Role::Match });
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
    painter.canvas.tint(Rect { x, width, ..area }.intersection(area), style);
}

/// The field that searches the Readme stands in the pane's bottom border.
fn find_field(painter: &mut Painter<'_, '_>, area: Rect) {
    let row = Rect { x: area.x + 2, y: area.bottom() - 1, width: area.width.saturating_sub(4), height: 1 };
    painter.canvas.clear(row);
    let x = painter.canvas.put(
        row_from(row, row.x, row.y),
        UiText::FindPrompt.text(painter.scene.lang),
        painter.scene.style(Role::Key),
    );
    let room = Rect { x, width: row.right().saturating_sub(x), ..row };
    let caret = field::Caret::of(&painter.scene, true);
    field::draw(painter, room, &painter.scene.state.detail.find_field, caret, "");
}
