//! The list of groups, one row each.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

use crate::app::{Focus, Remote, Source, Spot, State};
use crate::catalogue::{Group, SortField, SortOrder, Status, Version};
use crate::text::width;

use super::canvas::row_from;
use super::list_columns::{Column, GAP, columns, cut_name, right, wide_names};
use super::paint::{Painter, Titles};
use super::scene::Scene;
use super::theme::Role;
use super::words::UiText;
use super::{filters, format, problem};

/// Draws the list with its states: loading, empty, failed, stale.
pub(super) fn draw(painter: &mut Painter<'_, '_>, area: Rect) {
    let titles = titles(&painter.scene);
    let room = painter.pane(area, Focus::List, &titles);
    // All but the head; known before there is a group, since the first page is to fill it.
    painter.measured.list_rows = usize::from(body_height(room) / u16::from(painter.scene.state.prefs.rows));
    let results = painter.scene.state.list.browse.results();
    let empty = painter.scene.state.list.browse.groups().is_empty();
    match (results, empty) {
        (Remote::Failed { fault, .. }, true) => problem::centred(painter, room, fault),
        (Remote::Failed { fault, .. }, false) => {
            let below = problem::banner(painter, room, fault);
            rows(painter, below);
        }
        (Remote::Ready(_), true) => nothing(painter, room),
        (Remote::Loading { .. }, true) => {
            if painter
                .scene
                .state
                .under_way(results)
                .is_some_and(|request| request.shows(painter.scene.context.now))
            {
                skeleton(painter, room);
            }
        }
        (Remote::Idle, true) => {}
        (Remote::Idle | Remote::Ready(_) | Remote::Loading { .. }, false) => rows(painter, room),
    }
}

fn titles(scene: &Scene<'_>) -> Titles<'static> {
    let (lang, glyphs) = (scene.lang, scene.glyphs);
    let query = scene.state.query();
    let mut left = UiText::Images.text(lang).to_owned();
    if let Some(progress) = progress(scene) {
        left = format!("{left} {} {progress}", glyphs.separator);
    }
    let turn = if query.sort.ascending { glyphs.ascending } else { glyphs.descending };
    let by_relevance = scene.state.list.browse.shown().source == Source::Local
        && !query.fuzzy.is_empty()
        && query.sort == SortOrder::default();
    // The service does not tell the number it sorts by; what the catalogue in hand sorts by is near it.
    let local = scene.state.list.browse.shown().source == Source::Local;
    let near = if local && query.sort.field == SortField::Favor { glyphs.nearly } else { "" };
    let sort = if by_relevance {
        format!(" {} ", SortField::Relevance.label(lang))
    } else {
        format!(" {near}{} {turn} ", query.sort.field.label(lang))
    };
    Titles {
        left,
        right: Some(Line::from(scene.span(sort, Role::Muted))),
        bottom: page_line(scene),
        hints: vec![],
    }
}

/// What the title says of something on its way.
fn progress(scene: &Scene<'_>) -> Option<String> {
    let now = scene.context.now;
    let results = scene.state.list.browse.results();
    if results.fault().is_some() {
        let stale = !scene.state.list.browse.groups().is_empty();
        return stale.then(|| UiText::Stale.text(scene.lang).to_owned());
    }
    let request = scene.state.under_way(results)?;
    match request.pause(now) {
        Some(wait) => {
            let words = UiText::Retrying;
            Some(words.fill(scene.lang, &[&wait.attempt, &wait.of, &wait.seconds_left(now)]))
        }
        None => request.shows(now).then(|| UiText::Loading.text(scene.lang).to_owned()),
    }
}

/// `page 2/38 · 21–40 of 743`.
fn page_line(scene: &Scene<'_>) -> Option<Line<'static>> {
    let browse = &scene.state.list.browse;
    if browse.groups().is_empty() {
        return None;
    }
    let (shown, page) = (browse.shown(), browse.page());
    let (pages, certain) = shown.page_count(page);
    let first = page * shown.limit + 1;
    let last = first + browse.groups().len() - 1;
    let total = shown.total.unwrap_or(0).max(last as u64);
    let range = UiText::Range.fill(scene.lang, &[&format!("{first}{}{last}", scene.glyphs.dash), &total]);
    let more = if certain { "" } else { "+" };
    let page = UiText::Page.fill(scene.lang, &[&(page + 1), &format!("{pages}{more}")]);
    Some(Line::from(scene.span(format!(" {page} {} {range} ", scene.glyphs.separator), Role::Muted)))
}

fn nothing(painter: &mut Painter<'_, '_>, room: Rect) {
    let lang = painter.scene.lang;
    let lines = if painter.scene.state.query().is_unfiltered() {
        vec![Line::from(painter.scene.span(UiText::CatalogueEmpty.text(lang), Role::Text))]
    } else {
        vec![
            Line::from(painter.scene.span(UiText::NothingMatches.text(lang), Role::Text)),
            Line::from(painter.scene.span(UiText::NothingMatchesHint.text(lang), Role::Muted)),
        ]
    };
    problem::centre(painter, room, &lines);
}

/// The shape of rows to come, before the first page is there.
fn skeleton(painter: &mut Painter<'_, '_>, room: Rect) {
    let (name, _) = columns(room.width.saturating_sub(2));
    let style = painter.scene.style(Role::Faint);
    for row in 1..room.height.min(12) {
        let cells = usize::from(name).saturating_sub(usize::from(row * 5 % 11)).max(3);
        painter.canvas.put(
            row_from(room, room.x + 2, room.y + row),
            &painter.scene.glyphs.skeleton.repeat(cells),
            style,
        );
    }
}

fn rows(painter: &mut Painter<'_, '_>, room: Rect) {
    if room.height == 0 || room.width < 4 {
        return;
    }
    let lines = u16::from(painter.scene.state.prefs.rows);
    let (name, shown) = if lines > 1 { wide_names(room.width - 2) } else { columns(room.width - 2) };
    head(painter, room, name, &shown);
    let body = Rect { y: room.y + 1, height: room.height - 1, ..room };
    let groups = painter.scene.state.list.browse.groups();
    let selected = painter.scene.state.list.selected_row();
    let height = usize::from(body.height / lines);
    let top = painter.scene.state.list.scroll.top(selected.unwrap_or(0), groups.len(), height);
    for (at, group) in groups.iter().enumerate().skip(top).take(height) {
        let y = body.y + u16::try_from(at - top).unwrap_or(0) * lines;
        let area = Rect { y, height: lines, ..body };
        if lines > 1 {
            second_row(painter, row_from(area, area.x + 2, y + 1), group);
        }
        row(painter, area, group, name, &shown);
    }
    let hidden = groups.len().saturating_sub(top + height);
    let frame = Rect { x: room.x - 2, width: room.width + 4, y: room.y - 1, height: room.height + 2 };
    filters::more_marks(painter, frame, top, hidden);
    if is_stale(&painter.scene) {
        painter.canvas.tint(body, Style::new().add_modifier(Modifier::DIM));
    }
}

/// Rows below the head.
fn body_height(room: Rect) -> u16 {
    room.height.saturating_sub(1)
}

/// What has no place in the first row: the place in the Readme that was found, else author, tags, GPU types.
fn second_row(painter: &mut Painter<'_, '_>, row: Rect, group: &Group) {
    match painter.scene.state.local.snippet(&group.group_id) {
        Some(snippet) => {
            painter.put_marked(row, &snippet.text, painter.scene.style(Role::Muted));
        }
        None => {
            let facts = facts(&painter.scene, group);
            painter.canvas.line(row, &facts);
        }
    }
}

/// Author, tags, GPU types.
fn facts(scene: &Scene<'_>, group: &Group) -> Line<'static> {
    let Some(version) = scene.state.version_of(group) else { return Line::default() };
    let badge = version.auth_info.badge(scene.lang).map(|badge| format!(" ({badge})")).unwrap_or_default();
    let facts = [
        format!("{}{badge}", version.author),
        version.tags.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(" "),
        version.supported_gpu_types.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(" "),
    ];
    let mut spans = Vec::new();
    for fact in facts.into_iter().filter(|fact| !fact.is_empty()) {
        if !spans.is_empty() {
            spans.push(scene.span(format!(" {} ", scene.glyphs.separator), Role::Faint));
        }
        spans.push(scene.span(fact, Role::Muted));
    }
    Line::from(spans)
}

/// Whether the rows on screen are not those asked for, long enough for a reader to see it.
fn is_stale(scene: &Scene<'_>) -> bool {
    let browse = &scene.state.list.browse;
    !browse.is_current() && !browse.is_previewed() && progress(scene).is_some()
}

fn head(painter: &mut Painter<'_, '_>, room: Rect, name: u16, shown: &[Column]) {
    let style = painter.scene.style(Role::Muted);
    painter.canvas.put(row_from(room, room.x + 2, room.y), UiText::Name.text(painter.scene.lang), style);
    let mut x = room.x + 2 + name;
    for column in shown {
        let cells = column.width(room.width - 2);
        let label = column.head().text(painter.scene.lang);
        let label = if column.is_left() { label.to_owned() } else { right(label, cells) };
        painter.canvas.put(row_from(room, x + GAP, room.y), &label, style);
        x += GAP + cells;
    }
}

fn row(painter: &mut Painter<'_, '_>, area: Rect, group: &Group, name: u16, shown: &[Column]) {
    let lead = painter.scene.state.version_of(group);
    let focused = painter.scene.state.focus == Focus::List;
    let marked = lead.is_some_and(|v| painter.scene.state.list.marked.contains(&v.comp_share_image_id));
    if marked {
        painter.canvas.put(
            row_from(area, area.x + 1, area.y),
            painter.scene.glyphs.marked,
            painter.scene.style(Role::Accent),
        );
    } else if painter.scene.state.yours.bookmark(&group.group_id).is_some() {
        painter.canvas.put(
            row_from(area, area.x + 1, area.y),
            painter.scene.glyphs.star,
            painter.scene.style(Role::Warning),
        );
    } else if is_new(painter.scene.state, group) {
        painter.canvas.put(
            row_from(area, area.x + 1, area.y),
            painter.scene.glyphs.new,
            painter.scene.style(Role::Good),
        );
    }
    let title = if group.title().is_empty() { group.group_id.as_str() } else { group.title() };
    let cell = Rect { x: area.x + 2, width: name, ..area };
    let usable = matches!(group.status, Status::Available | Status::Missing);
    painter.put_marked(
        row_from(cell, cell.x, area.y),
        &cut_name(title, name.into(), painter.scene.glyphs.ellipsis),
        painter.scene.style(if usable { Role::Text } else { Role::Muted }),
    );
    let mut x = area.x + 2 + name;
    for column in shown {
        let cells = column.width(area.width - 2);
        let cell = Rect { x: x + GAP, width: cells, ..area };
        draw_column(painter, cell, *column, group, lead);
        x += GAP + cells;
    }
    if painter.scene.state.list.selected.as_ref() == Some(&group.group_id) {
        let role = if focused { Role::Selection } else { Role::SelectionIdle };
        painter.canvas.tint(area, painter.scene.style(role));
        for y in area.y..area.bottom() {
            painter.canvas.put(
                row_from(area, area.x, y),
                painter.scene.glyphs.bar,
                painter.scene.style(Role::Bar),
            );
        }
    }
    painter.spot(area, Spot::Group(group.group_id.clone()));
}

/// Whether a group has a version that was published after the last visit.
fn is_new(state: &State, group: &Group) -> bool {
    let visited = state.yours.visited;
    visited.is_some_and(|visited| group.data.iter().any(|version| version.pub_time > visited))
}

fn draw_column(
    painter: &mut Painter<'_, '_>,
    cell: Rect,
    column: Column,
    group: &Group,
    lead: Option<&Version>,
) {
    let lang = painter.scene.lang;
    let (text, role) = match column {
        Column::Author => return author(painter, cell, lead),
        Column::Price => {
            let role = if lead.is_some_and(Version::is_free) { Role::Good } else { Role::Text };
            (
                lead.map(|version| version.price_label(lang, painter.scene.glyphs.yuan)).unwrap_or_default(),
                role,
            )
        }
        Column::Favourites => {
            let mark = if group.is_favorite { painter.scene.glyphs.heart } else { "" };
            (format!("{mark}{}", format::count(group.favorites_count)), Role::Muted)
        }
        Column::Uses => (format::count(group.created_count), Role::Muted),
        Column::Age => {
            let time = lead.map_or(0, Version::shown_time);
            (format::age(time, painter.scene.context.unix, lang), Role::Muted)
        }
    };
    painter.canvas.put(row_from(cell, cell.x, cell.y), &right(&text, cell.width), painter.scene.style(role));
}

/// A badge longer than this leaves too little of the author's name, so a mark stands for it.
const SHORT_BADGE: usize = 4;

/// The author with a badge behind; a long name gives way to the badge.
fn author(painter: &mut Painter<'_, '_>, cell: Rect, lead: Option<&Version>) {
    let Some(version) = lead else { return };
    let badge = version.auth_info.badge(painter.scene.lang);
    let is_short = |badge: &str| width(badge) <= SHORT_BADGE || cell.width >= 20;
    let badge = badge.map(|badge| if is_short(badge) { badge } else { painter.scene.glyphs.done });
    let reserved = badge.map_or(0, |badge| width(badge) + 1);
    let name = painter.scene.fit(&version.author, usize::from(cell.width).saturating_sub(reserved));
    let x = painter.canvas.put(row_from(cell, cell.x, cell.y), &name, painter.scene.style(Role::Muted));
    if let Some(badge) = badge {
        let role = if version.auth_info == crate::catalogue::AuthInfo::Official {
            Role::Badge
        } else {
            Role::BadgeCertified
        };
        painter.canvas.put(row_from(cell, x + 1, cell.y), badge, painter.scene.style(role));
    }
}
