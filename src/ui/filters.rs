//! The sidebar: search field, toggles, sort field, tags by category.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::{FilterItem, Focus, Spot};
use crate::catalogue::SortField;

use super::field;
use super::paint::{Painter, Titles};
use super::theme::Role;
use super::words::UiText;

/// A row of the scrolled part: a heading, or something the cursor can stand on.
enum Row {
    Heading(String),
    Item(FilterItem),
}

/// Draws the sidebar.
pub(super) fn draw(painter: &mut Painter<'_, '_>, area: Rect) {
    painter.clear(area);
    let titles = Titles { left: UiText::Filters.text(painter.lang).to_owned(), ..Titles::default() };
    let room = painter.pane(area, Focus::Filters, &titles);
    if room.height == 0 {
        return;
    }
    search(painter, room);
    let list = Rect { y: room.y + 1, height: room.height - 1, ..room };
    let rows = rows(painter);
    let cursor =
        rows.iter().position(|row| matches!(row, Row::Item(item) if *item == painter.state.filter_cursor));
    let top =
        scroll(painter.state.view.filter_top, cursor.unwrap_or(0), rows.len(), usize::from(list.height));
    painter.view.filter_top = top;
    painter.view.filter_rows = usize::from(list.height);
    for (at, row) in rows.iter().enumerate().skip(top).take(usize::from(list.height)) {
        let y = list.y + u16::try_from(at - top).unwrap_or(0);
        match row {
            Row::Heading(text) => {
                painter.put(list, list.x, y, text, painter.style(Role::Muted));
            }
            Row::Item(item) => draw_item(painter, list, y, item),
        }
    }
    more_marks(painter, area, top, rows.len().saturating_sub(top + usize::from(list.height)));
}

fn search(painter: &mut Painter<'_, '_>, room: Rect) {
    let row = Rect { height: 1, ..room };
    painter.spot(row, Spot::Filter(FilterItem::Search));
    let focused = painter.state.focus == Focus::Search;
    painter.put(row, row.x, row.y, "/", painter.style(Role::Key));
    let field = Rect { x: row.x + 2, width: row.width.saturating_sub(2), ..row };
    let hint = UiText::SearchHint.text(painter.lang);
    field::draw(painter, field, &painter.state.search, focused, hint);
    if painter.state.focus == Focus::Filters && painter.state.filter_cursor == FilterItem::Search {
        painter.tint(row, painter.style(Role::Selection));
    }
}

/// Headings and items below the search field.
fn rows(painter: &Painter<'_, '_>) -> Vec<Row> {
    let lang = painter.lang;
    let heading = |word: UiText| Row::Heading(word.text(lang).to_owned());
    let mut rows = vec![heading(UiText::Only)];
    rows.extend([FilterItem::Free, FilterItem::Official, FilterItem::Autostart].map(Row::Item));
    rows.push(heading(UiText::Sort));
    rows.extend(SortField::ALL.map(|field| Row::Item(FilterItem::Sort(field))));
    for category in &painter.state.tag_index().categories {
        let name = if category.name.is_empty() { UiText::Tags.text(lang) } else { &category.name };
        rows.push(Row::Heading(name.to_owned()));
        rows.extend(category.tags.iter().cloned().map(|tag| Row::Item(FilterItem::Tag(tag))));
    }
    rows
}

fn draw_item(painter: &mut Painter<'_, '_>, area: Rect, y: u16, item: &FilterItem) {
    let (box_text, label, on) = describe(painter, item);
    let role = if on { Role::Accent } else { Role::Text };
    let line = Line::from(vec![
        painter.span(format!("{box_text} "), if on { Role::Accent } else { Role::Faint }),
        painter.span(label, role),
    ]);
    painter.line(area, y, &line, false);
    let row = Rect { y, height: 1, ..area };
    if painter.state.filter_cursor == *item && painter.state.focus == Focus::Filters {
        painter.tint(row, painter.style(Role::Selection));
    }
    painter.spot(row, Spot::Filter(item.clone()));
}

fn describe(painter: &Painter<'_, '_>, item: &FilterItem) -> (&'static str, String, bool) {
    let (query, lang, glyphs) = (painter.state.query(), painter.lang, painter.glyphs);
    let checkbox =
        |on: bool, label: &str| (if on { glyphs.checked } else { glyphs.unchecked }, label.to_owned(), on);
    match item {
        FilterItem::Search => ("/", String::new(), false),
        FilterItem::Free => checkbox(query.free, UiText::FreeOnly.text(lang)),
        FilterItem::Official => checkbox(query.official, UiText::OfficialOnly.text(lang)),
        FilterItem::Autostart => checkbox(query.autostart, UiText::AutostartOnly.text(lang)),
        FilterItem::Tag(tag) => checkbox(query.tags.contains(tag), tag),
        FilterItem::Sort(field) => {
            let label = field.label(lang);
            if query.sort.field == *field {
                let turn = if query.sort.ascending { glyphs.ascending } else { glyphs.descending };
                (glyphs.chosen, format!("{label} {turn}"), true)
            } else {
                (glyphs.option, label.to_owned(), false)
            }
        }
    }
}

/// The first visible row so that the cursor's row is visible, and the heading above it where there is room.
pub(super) fn scroll(top: usize, cursor: usize, rows: usize, height: usize) -> usize {
    let highest = cursor.saturating_sub(usize::from(height > 1));
    let lowest = (cursor + 1).saturating_sub(height);
    top.clamp(lowest.min(highest), highest).min(rows.saturating_sub(height))
}

/// Marks in the right border that there is more above or below.
pub(super) fn more_marks(painter: &mut Painter<'_, '_>, area: Rect, above: usize, below: usize) {
    let x = area.right().saturating_sub(1);
    if above > 0 {
        painter.put(area, x, area.y + 1, painter.glyphs.more_up, painter.style(Role::Muted));
    }
    if below > 0 {
        painter.put(
            area,
            x,
            area.bottom().saturating_sub(2),
            painter.glyphs.more_down,
            painter.style(Role::Muted),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::scroll;

    #[test]
    fn the_cursor_stays_visible_and_nothing_scrolls_without_need() {
        assert_eq!(scroll(0, 3, 20, 5), 0);
        assert_eq!(scroll(0, 5, 20, 5), 1);
        assert_eq!(scroll(10, 4, 20, 5), 3);
        assert_eq!(scroll(18, 19, 20, 5), 15);
        assert_eq!(scroll(9, 0, 3, 5), 0);
        assert_eq!(scroll(0, 0, 0, 0), 0);
    }
}
