//! The top line: who we are, which service, how much there is.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::Source;
use crate::text::width;

use super::format;
use super::paint::{Painter, row_from};
use super::theme::Role;
use super::words::UiText;

/// Draws the top line; what has no room is left out, least important first.
pub(super) fn draw(painter: &mut Painter<'_, '_>, area: Rect) {
    let lang = painter.lang;
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let shown = painter.state.list.browse.shown();
    let count = painter.state.query().filter_count();
    let filters =
        if count > 0 { format!("{}  ", UiText::FilterCount.fill(lang, &[&count])) } else { String::new() };
    let totals = match (shown.total, shown.available) {
        (Some(total), Some(online)) => UiText::TotalsOnline.fill(lang, &[&total, &online]),
        (Some(total), None) => UiText::Totals.fill(lang, &[&total]),
        (None, _) => String::new(),
    };
    let totals = format!("{filters}{totals}");
    let service = service(painter);
    let mut left = vec![painter.span("compshare-tui", Role::TitleFocus)];
    let room = usize::from(area.width);
    let subtitle = UiText::Subtitle.text(lang);
    let service_width = service.width();
    if room > 13 + 2 + width(subtitle) + 2 + service_width + 2 + width(&totals) {
        left.push(painter.span(format!("  {subtitle}"), Role::Muted));
    }
    let left = Line::from(left);
    let left_width = u16::try_from(left.width()).unwrap_or(u16::MAX);
    painter.line(row_from(area, area.x, area.y), &left);
    let after = Rect { x: area.x + left_width + 2, width: area.width.saturating_sub(left_width + 2), ..area };
    painter.line(row_from(after, after.x, area.y), &service);
    if room > usize::from(left_width) + 2 + service_width + 2 + width(&totals) {
        let totals = Line::from(painter.span(totals, Role::Muted));
        painter.line_right(row_from(area, area.x, area.y), &totals);
    }
}

fn service(painter: &Painter<'_, '_>) -> Line<'static> {
    let Some(label) = &painter.state.service else { return Line::default() };
    let (word, role) = if label.demo { (UiText::Demo, Role::Warning) } else { (UiText::Live, Role::Good) };
    let region = if label.demo { String::new() } else { format!("  {}", label.region) };
    let mut line = Line::from(vec![
        painter.span(format!("{} {}", painter.glyphs.dot, word.text(painter.lang)), role),
        painter.span(region, Role::Muted),
    ]);
    line.extend(local(painter).map(|text| painter.span(format!("  {text}"), Role::Warning)));
    line.extend(syncing(painter).map(|text| painter.span(format!("  {text}"), Role::Muted)));
    line
}

/// That the catalogue in hand has answered, and how old it is: `◌ local · 2 h`.
fn local(painter: &Painter<'_, '_>) -> Option<String> {
    let snapshot = painter.state.local.snapshot()?;
    let browse = &painter.state.list.browse;
    if browse.shown().source != Source::Local {
        return None;
    }
    let (glyphs, word) = (painter.glyphs, UiText::Local.text(painter.lang));
    let age = format::age(snapshot.taken, painter.context.unix, painter.lang);
    Some(format!("{} {word} {} {age}", glyphs.ring, glyphs.separator))
}

/// How far a sync has come, once it takes long enough for somebody to wonder.
fn syncing(painter: &Painter<'_, '_>) -> Option<String> {
    let syncing = painter.state.local.syncing?;
    let request = painter.state.requests.get(syncing.ticket)?;
    let done = match syncing.total {
        Some(total) => format!("{}/{total}", syncing.done),
        None => syncing.done.to_string(),
    };
    request.shows(painter.context.now).then(|| UiText::Syncing.fill(painter.lang, &[&done]))
}
