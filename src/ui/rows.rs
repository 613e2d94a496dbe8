//! Rows of facts: items that flow and wrap between them, and labels with values beside them.

use std::ops::Range;
use std::sync::Arc;

use ratatui::text::{Line, Span};

use crate::catalogue::ImageId;
use crate::pictures::Cells;
use crate::readme::wrap;
use crate::text::{pad_end, width};

use super::scene::Scene;
use super::theme::Role;
use super::words::UiText;

/// A row, and the versions that a click on some of its cells should show; or a row of a picture.
#[derive(Debug, Clone, Default)]
pub(super) struct FactRow {
    pub(super) line: Line<'static>,
    pub(super) versions: Vec<(Range<usize>, ImageId)>,
    /// A row of a picture in place of text.
    pub(super) picture: Option<PictureRow>,
}

/// A row of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PictureRow {
    /// Its address.
    pub(super) url: Arc<str>,
    /// The cells of the whole picture.
    pub(super) cells: Cells,
    /// Which row of them, from 0.
    pub(super) row: u16,
}

impl From<Line<'static>> for FactRow {
    fn from(line: Line<'static>) -> Self {
        FactRow { line, ..FactRow::default() }
    }
}

/// Something that is not broken where it fits a row.
#[derive(Debug, Clone)]
pub(super) struct Item {
    spans: Vec<Span<'static>>,
    /// What parts it from an item before it in the same row.
    separator: &'static str,
}

impl Item {
    /// An item after a separator and spaces.
    pub(super) fn new(spans: Vec<Span<'static>>, scene: &Scene<'_>) -> Self {
        Item { spans, separator: scene.glyphs.separator }
    }

    /// An item after a space.
    pub(super) fn close(spans: Vec<Span<'static>>) -> Self {
        Item { spans, separator: "" }
    }

    fn width(&self) -> usize {
        self.spans.iter().map(|span| width(&span.content)).sum()
    }
}

/// Items one after another, in rows of at most so many cells.
pub(super) fn flow(scene: &Scene<'_>, items: &[Item], cells: usize) -> Vec<FactRow> {
    let mut rows: Vec<Vec<Span<'static>>> = Vec::new();
    let mut used = 0;
    for item in items {
        let separator =
            if item.separator.is_empty() { " ".to_owned() } else { format!(" {} ", item.separator) };
        match rows.last_mut() {
            Some(row) if used + width(&separator) + item.width() <= cells => {
                used += width(&separator) + item.width();
                row.push(scene.span(separator, Role::Faint));
                row.extend(item.spans.iter().cloned());
            }
            _ if item.width() <= cells => {
                used = item.width();
                rows.push(item.spans.clone());
            }
            _ => {
                let parts = broken(item, cells);
                used = parts.last().map_or(0, |part| width(&part.content));
                rows.extend(parts.into_iter().map(|part| vec![part]));
            }
        }
    }
    rows.into_iter().map(|spans| Line::from(spans).into()).collect()
}

/// An item that is wider than a row.
fn broken(item: &Item, cells: usize) -> Vec<Span<'static>> {
    let text: String = item.spans.iter().map(|span| span.content.as_ref()).collect();
    let style = item.spans.first().map(|span| span.style).unwrap_or_default();
    wrap(&text, cells).into_iter().map(|part| Span::styled(part, style)).collect()
}

/// Rows of labels and values.
pub(super) struct Table<'p, 'a> {
    pub(super) scene: &'p Scene<'a>,
    cells: usize,
    label: usize,
    pub(super) rows: Vec<FactRow>,
}

impl<'p, 'a> Table<'p, 'a> {
    pub(super) fn new(scene: &'p Scene<'a>, cells: usize) -> Self {
        Table { scene, cells, label: 11.min(cells / 3), rows: Vec::new() }
    }

    pub(super) fn blank(&mut self) {
        if !self.rows.is_empty() {
            self.rows.push(FactRow::default());
        }
    }

    pub(super) fn paragraph(&mut self, text: &str, role: Role) {
        let style = self.scene.style(role);
        for line in text.lines() {
            let rows = wrap(line, self.cells).into_iter();
            self.rows.extend(rows.map(|row| self.scene.marked(&row, style).into()));
        }
    }

    /// A label and a value that wraps beside it; nothing for an empty value.
    pub(super) fn row(&mut self, label: UiText, value: &str, role: Role) {
        if !value.is_empty() {
            let style = self.scene.style(role);
            let values = wrap(value, self.room()).into_iter().map(|row| Line::styled(row, style).into());
            self.labelled(label, values.collect());
        }
    }

    /// A label and items that flow beside it.
    pub(super) fn items(&mut self, label: UiText, items: &[Item]) {
        self.labelled(label, flow(self.scene, items, self.room()));
    }

    /// A label beside rows.
    pub(super) fn labelled(&mut self, label: UiText, values: Vec<FactRow>) {
        let text = label.text(self.scene.lang);
        for (at, row) in values.into_iter().enumerate() {
            let label = pad_end(if at == 0 { text } else { "" }, self.label);
            let mut spans = vec![self.scene.span(format!("{label} "), Role::Muted)];
            spans.extend(row.line.spans.into_iter().map(|span| span.patch_style(row.line.style)));
            let shift = self.label + 1;
            let moved = |(cells, id): (Range<usize>, ImageId)| (cells.start + shift..cells.end + shift, id);
            self.rows.push(FactRow {
                line: Line::from(spans),
                versions: row.versions.into_iter().map(moved).collect(),
                picture: None,
            });
        }
    }

    /// Cells beside the label.
    pub(super) fn room(&self) -> usize {
        self.cells.saturating_sub(self.label + 1).max(1)
    }
}
