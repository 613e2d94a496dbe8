//! The top line: who we are, which service, how much there is.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::Source;
use crate::text::width;

use super::canvas::row_from;
use super::format;
use super::paint::Painter;
use super::scene::Scene;
use super::theme::Role;
use super::words::UiText;

/// Draws the top line; what has no room is left out, least important first.
pub(super) fn draw(painter: &mut Painter<'_, '_>, area: Rect) {
    let lang = painter.scene.lang;
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let shown = painter.scene.state.list.browse.shown();
    let count = painter.scene.state.query().filter_count();
    let filters =
        if count > 0 { format!("{}  ", UiText::FilterCount.fill(lang, &[&count])) } else { String::new() };
    let totals = match (shown.total, shown.available) {
        (Some(total), Some(online)) => UiText::TotalsOnline.fill(lang, &[&total, &online]),
        (Some(total), None) => UiText::Totals.fill(lang, &[&total]),
        (None, _) => String::new(),
    };
    let totals = format!("{filters}{totals}");
    let service = service(&painter.scene);
    let mut left = vec![painter.scene.span("compshare-tui", Role::TitleFocus)];
    let room = usize::from(area.width);
    let subtitle = UiText::Subtitle.text(lang);
    let service_width = service.width();
    if room > 13 + 2 + width(subtitle) + 2 + service_width + 2 + width(&totals) {
        left.push(painter.scene.span(format!("  {subtitle}"), Role::Muted));
    }
    let left = Line::from(left);
    let left_width = u16::try_from(left.width()).unwrap_or(u16::MAX);
    painter.canvas.line(row_from(area, area.x, area.y), &left);
    let after = Rect { x: area.x + left_width + 2, width: area.width.saturating_sub(left_width + 2), ..area };
    painter.canvas.line(row_from(after, after.x, area.y), &service);
    if room > usize::from(left_width) + 2 + service_width + 2 + width(&totals) {
        let totals = Line::from(painter.scene.span(totals, Role::Muted));
        painter.canvas.line_right(row_from(area, area.x, area.y), &totals);
    }
}

fn service(scene: &Scene<'_>) -> Line<'static> {
    let Some(label) = &scene.state.service else { return Line::default() };
    let (word, role) = if label.demo { (UiText::Demo, Role::Warning) } else { (UiText::Live, Role::Good) };
    let region = if label.demo { String::new() } else { format!("  {}", label.region) };
    let mut line = Line::from(vec![
        scene.span(format!("{} {}", scene.glyphs.dot, word.text(scene.lang)), role),
        scene.span(region, Role::Muted),
    ]);
    line.extend(local(scene).map(|text| scene.span(format!("  {text}"), Role::Warning)));
    line.extend(syncing(scene).map(|text| scene.span(format!("  {text}"), Role::Muted)));
    line
}

/// That the catalogue in hand has answered, and how old it is: `◌ local · 2 h`.
fn local(scene: &Scene<'_>) -> Option<String> {
    let snapshot = scene.state.local.snapshot()?;
    let browse = &scene.state.list.browse;
    if browse.shown().source != Source::Local {
        return None;
    }
    let (glyphs, word) = (scene.glyphs, UiText::Local.text(scene.lang));
    let age = format::age(snapshot.taken, scene.context.unix, scene.lang);
    Some(format!("{} {word} {} {age}", glyphs.ring, glyphs.separator))
}

/// How far a sync has come, once it takes long enough for somebody to wonder.
fn syncing(scene: &Scene<'_>) -> Option<String> {
    let syncing = scene.state.local.syncing?;
    let request = scene.state.requests.get(syncing.ticket)?;
    let done = match syncing.total {
        Some(total) => format!("{}/{total}", syncing.done),
        None => syncing.done.to_string(),
    };
    request.shows(scene.context.now).then(|| UiText::Syncing.fill(scene.lang, &[&done]))
}
