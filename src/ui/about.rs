//! About: everything that is known of an image and does not stand in its head or description.

use ratatui::text::Line;

use crate::catalogue::{Group, Status, Version, day};
use crate::text::{pad_end, width};

use super::format;
use super::rows::{FactRow, Item, Table};
use super::scene::Scene;
use super::theme::Role;
use super::words::UiText;

/// The rows, for so many cells.
pub(super) fn rows(scene: &Scene<'_>, cells: usize, group: &Group, version: &Version) -> Vec<FactRow> {
    let lang = scene.lang;
    let mut table = Table::new(scene, cells);
    status(&mut table, group, version);
    let tags: Vec<Item> = version
        .tags
        .iter()
        .map(|tag| Item::new(vec![scene.span(tag.to_string(), Role::Text)], scene))
        .collect();
    table.items(UiText::Tags, &tags);
    let muted = |text: String| Item::new(vec![scene.span(text, Role::Text)], scene);
    let dates: Vec<Item> = dates(scene, version).into_iter().map(muted).collect();
    table.items(UiText::Dates, &dates);
    let hours = UiText::HoursOfUse.fill(lang, &[&format::hours(group.image_use_time)]);
    let mut counts = vec![
        format!("{} {}", UiText::Recommended.text(lang), group.recommend_count),
        format!("{} {hours}", UiText::UseTime.text(lang)),
    ];
    counts.extend(group.is_favorite.then(|| UiText::Mine.text(lang).to_owned()));
    let counts: Vec<Item> = counts.into_iter().map(muted).collect();
    table.items(UiText::Counts, &counts);
    table.row(UiText::Group, group.group_id.as_str(), Role::Text);
    table.row(UiText::WebPage, &group.group_id.web_page().unwrap_or_default(), Role::Muted);
    table.row(UiText::Cover, &version.cover, Role::Muted);
    table.row(UiText::QrCode, &version.qr_code_url, Role::Muted);
    if version.name != *group.title() {
        table.row(UiText::Name, &version.name, Role::Text);
    }
    table.row(UiText::Changes, &version.version_desc, Role::Text);
    if !version.description.is_empty()
        && group.image_desc != version.description
        && !group.image_desc.is_empty()
    {
        table.blank();
        table.paragraph(&group.image_desc, Role::Text);
    }
    versions(&mut table, group, version);
    table.rows
}

fn status(table: &mut Table<'_, '_>, group: &Group, version: &Version) {
    let lang = table.scene.lang;
    let role = match version.status {
        Status::Available => Role::Good,
        Status::Reviewing | Status::Making => Role::Warning,
        Status::UnAvailable | Status::Offline => Role::Danger,
        Status::Missing | Status::Other(_) => Role::Text,
    };
    table.row(UiText::Status, version.status.label(lang), role);
    if group.status != version.status {
        table.row(UiText::GroupStatus, group.status.label(lang), Role::Text);
    }
}

/// The dates but for the one in the head.
fn dates(scene: &Scene<'_>, version: &Version) -> Vec<String> {
    let dates = [
        (UiText::Published, version.pub_time),
        (UiText::Updated, version.update_time),
        (UiText::Created, version.create_time),
    ];
    let shown = dates.iter().position(|(_, time)| *time > 0);
    let others = dates.into_iter().enumerate().filter(|(at, _)| Some(*at) != shown);
    let known = others.map(|(_, (label, time))| (label, day(time))).filter(|(_, date)| !date.is_empty());
    known.map(|(label, date)| format!("{} {date}", label.text(scene.lang))).collect()
}

/// Versions share a name: their version names and dates tell them apart.
fn versions(table: &mut Table<'_, '_>, group: &Group, shown: &Version) {
    if group.data.len() < 2 {
        return;
    }
    table.blank();
    let scene = table.scene;
    let longest = group.data.iter().map(|version| width(&version.version_name)).max().unwrap_or(0);
    let column = longest.clamp(1, table.room().saturating_sub(14).clamp(1, 24));
    let row = |version: &Version| {
        let is_current = version.comp_share_image_id == shown.comp_share_image_id;
        let mark = if is_current { scene.glyphs.current } else { " " };
        let name = if version.version_name.is_empty() { "-" } else { &version.version_name };
        let role = if is_current { Role::Accent } else { Role::Text };
        let status = if version.status == Status::Available { "" } else { version.status.label(scene.lang) };
        let line = Line::from(vec![
            scene.span(format!("{mark} {}", pad_end(&scene.fit(name, column), column)), role),
            scene.span(format!("  {:10}", day(version.shown_time())), Role::Muted),
            scene.span(format!("  {status}"), Role::Warning),
        ]);
        let versions = vec![(0..line.width(), version.comp_share_image_id.clone())];
        FactRow { versions, ..line.into() }
    };
    let rows = group.data.iter().map(row).collect();
    table.labelled(UiText::Versions, rows);
}
