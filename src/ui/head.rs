//! The head of the detail pane: in a few rows, whether an image is for you.

use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::catalogue::{Group, Status, Version, day};
use crate::text::width;

use super::format;
use super::rows::{FactRow, Item, flow};
use super::scene::Scene;
use super::theme::Role;
use super::words::UiText;

/// A pane lower than this has a smaller head.
const LOW: usize = 18;

/// The rows of the head, without the rule below: id, facts, GPU types, ports, author, versions.
///
/// Where that would take too many rows, kinds of facts share rows; none but the versions is cut.
pub(super) fn rows(
    scene: &Scene<'_>,
    (cells, height): (usize, usize),
    group: &Group,
    version: &Version,
) -> Head {
    let limit = if height < LOW { 5 } else { 7 };
    let kinds =
        [facts(scene, version), gpus(scene, version), ports(scene, version), origin(scene, group, version)];
    let id = Line::from(scene.span(version.comp_share_image_id.to_string(), Role::Accent)).into();
    let versions = versions(scene, cells, group, version);
    for begins in WAYS {
        let rows =
            lines(&kinds, &begins).iter().flat_map(|items| flow(scene, items, cells)).collect::<Vec<_>>();
        let head = [vec![FactRow::clone(&id)], rows, versions.clone().into_iter().collect()].concat();
        if head.len() <= limit {
            return Head { rows: head, names_version: group.data.len() > 1 };
        }
    }
    // As little as the versions can take is which one of how many is shown; the pane's title has its name then.
    let mut items = kinds.concat();
    items.extend(version_count(scene, group, version));
    Head { rows: [vec![id], flow(scene, &items, cells)].concat(), names_version: false }
}

/// The head as laid out.
pub(super) struct Head {
    pub(super) rows: Vec<FactRow>,
    /// Whether it names the version shown.
    pub(super) names_version: bool,
}

/// Which kinds of facts begin a row of their own, from generous to dense.
const WAYS: [[bool; 4]; 4] = [
    [true, true, true, true],
    [true, false, true, true],
    [true, false, false, true],
    [true, false, false, false],
];

/// The kinds joined to lines.
fn lines(kinds: &[Vec<Item>; 4], begins: &[bool; 4]) -> Vec<Vec<Item>> {
    let mut lines: Vec<Vec<Item>> = Vec::new();
    for (items, begins) in kinds.iter().zip(begins) {
        match lines.last_mut() {
            Some(line) if !begins => line.extend(items.iter().cloned()),
            Some(_) | None => lines.push(items.clone()),
        }
    }
    lines
}

/// Which version of how many is shown.
fn version_count(scene: &Scene<'_>, group: &Group, version: &Version) -> Option<Item> {
    let count = group.data.len();
    let at = group.data.iter().position(|v| v.comp_share_image_id == version.comp_share_image_id)? + 1;
    let text = format!("{} {at}/{count}", scene.glyphs.current);
    (count > 1).then(|| Item::new(vec![scene.span(text, Role::Accent)], scene))
}

/// Price, kind, autostart, size.
fn facts(scene: &Scene<'_>, version: &Version) -> Vec<Item> {
    let lang = scene.lang;
    let price_role = if version.is_free() { Role::Good } else { Role::Text };
    let price = format::price_per_hour(version, lang, scene.glyphs);
    let mut facts = vec![scene.span(price, price_role)];
    facts.extend(version.container.label(lang).map(|text| scene.span(text, Role::Text)));
    if version.auto_start == Some(true) {
        facts.push(scene.span(UiText::StartsByItself.text(lang), Role::Text));
    }
    if version.size > 0 {
        facts.push(scene.span(version.size_label(), Role::Text));
    }
    facts.into_iter().map(|fact| Item::new(vec![fact], scene)).collect()
}

fn gpus(scene: &Scene<'_>, version: &Version) -> Vec<Item> {
    let named = version.supported_gpu_types.iter().map(|gpu| vec![scene.span(gpu.to_string(), Role::Text)]);
    named
        .enumerate()
        .map(|(at, spans)| if at == 0 { Item::new(spans, scene) } else { Item::close(spans) })
        .collect()
}

fn ports(scene: &Scene<'_>, version: &Version) -> Vec<Item> {
    let item = |port: &crate::catalogue::SoftwarePort| {
        let number = port.port.map_or_else(|| "?".to_owned(), |port| port.to_string());
        let mut spans = Vec::new();
        if !port.software.is_empty() {
            spans.push(scene.span(format!("{} ", port.software), Role::Text));
        }
        spans.push(scene.span(number, Role::Accent));
        Item::new(spans, scene)
    };
    version.software_ports.iter().map(item).collect()
}

/// Author, date, favourites and uses.
fn origin(scene: &Scene<'_>, group: &Group, version: &Version) -> Vec<Item> {
    let lang = scene.lang;
    let mut author = vec![scene.span(version.author.to_string(), Role::Text)];
    author.extend(version.auth_info.badge(lang).map(|badge| scene.span(format!(" ({badge})"), Role::Muted)));
    let muted = |text: String| vec![scene.span(text, Role::Muted)];
    let items = [
        author,
        muted(day(version.shown_time())),
        muted(format!("{} {}", scene.glyphs.heart, group.favorites_count)),
        muted(format!("{} {}", UiText::Instances.text(lang), group.created_count)),
    ];
    let is_empty = |spans: &Vec<Span<'_>>| spans.iter().all(|span| span.content.is_empty());
    items.into_iter().filter(|spans| !is_empty(spans)).map(|spans| Item::new(spans, scene)).collect()
}

/// The versions in one row, as many as fit around the one shown, and how many do not.
fn versions(scene: &Scene<'_>, cells: usize, group: &Group, shown: &Version) -> Option<FactRow> {
    if group.data.len() < 2 {
        return None;
    }
    let current = group.data.iter().position(|v| v.comp_share_image_id == shown.comp_share_image_id)?;
    let names: Vec<String> =
        group.data.iter().enumerate().map(|(at, v)| segment(scene, v, at == current)).collect();
    let count = group.data.len();
    let rest = |shown: usize| {
        if shown < count { format!(" {} +{}", scene.glyphs.ellipsis, count - shown) } else { String::new() }
    };
    let fits = |from: usize, to: usize| {
        let names: usize = names[from..to].iter().map(|name| width(name)).sum();
        names + (to - from - 1) + width(&rest(to - from)) <= cells
    };
    let from = (0..=current).find(|&from| fits(from, current + 1)).unwrap_or(current);
    let to = (current + 1..=count).rev().find(|&to| fits(from, to)).unwrap_or(current + 1);
    let mut row = FactRow::default();
    let mut at = 0;
    for (version, name) in group.data[from..to].iter().zip(&names[from..to]) {
        if at > 0 {
            row.line.push_span(Span::raw(" "));
            at += 1;
        }
        let is_current = version.comp_share_image_id == shown.comp_share_image_id;
        let mut style = scene.style(if is_current { Role::Accent } else { Role::Muted });
        if !matches!(version.status, Status::Available | Status::Missing) {
            style = style.add_modifier(Modifier::CROSSED_OUT);
        }
        row.versions.push((at..at + width(name), version.comp_share_image_id.clone()));
        at += width(name);
        row.line.push_span(Span::styled(name.clone(), style));
    }
    row.line.push_span(scene.span(rest(to - from), Role::Faint));
    Some(row)
}

/// A version's name with a mark before the one shown, and a date where it has no name.
fn segment(scene: &Scene<'_>, version: &Version, is_current: bool) -> String {
    let date = day(version.shown_time());
    let names = [version.version_name.as_str(), date.as_str(), "-"];
    let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let name = scene.fit(name, 18);
    if is_current { format!("{} {name}", scene.glyphs.current) } else { name }
}
