//! A text field in one row: scrolls so that the caret stays visible, and puts the hardware cursor there.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::width;

use super::canvas::row_from;
use super::paint::Painter;
use super::scene::Scene;
use super::theme::Role;

/// Where the caret stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caret {
    /// In this field.
    Here,
    /// Somewhere else.
    Elsewhere,
}

impl Caret {
    /// The caret of a field that has the focus or not, unless a popup lies on top.
    pub(super) fn of(scene: &Scene<'_>, has_focus: bool) -> Self {
        if has_focus && scene.state.popup.is_none() { Caret::Here } else { Caret::Elsewhere }
    }
}

/// Draws a field; an empty one shows what it is for.
pub(super) fn draw(
    painter: &mut Painter<'_, '_>,
    area: Rect,
    input: &Input,
    caret: Caret,
    placeholder: &str,
) {
    if area.width == 0 || area.height == 0 {
        return;
    }
    if input.value().is_empty() {
        painter.canvas.put(row_from(area, area.x, area.y), placeholder, painter.scene.style(Role::Muted));
    }
    let cells = usize::from(area.width) - 1;
    let hidden = input.visual_scroll(cells);
    let mut skipped = 0;
    let shown: String = input
        .value()
        .graphemes(true)
        .skip_while(|grapheme| {
            let hide = skipped < hidden;
            skipped += if hide { width(grapheme) } else { 0 };
            hide
        })
        .collect();
    painter.canvas.put(
        row_from(area, area.x, area.y),
        &crate::text::fit_with(&shown, cells + 1, ""),
        painter.scene.style(Role::Text),
    );
    if caret == Caret::Here {
        set_cursor(painter, area, input, skipped);
    }
}

/// Underlines parts of a field's text, in bytes.
pub(super) fn underline(painter: &mut Painter<'_, '_>, area: Rect, input: &Input, ranges: &[Range<usize>]) {
    let hidden = input.visual_scroll(usize::from(area.width).saturating_sub(1));
    let style = painter.scene.style(Role::Warning).add_modifier(Modifier::UNDERLINED);
    for range in ranges {
        let column = |at: usize| width(input.value().get(..at).unwrap_or_default()).saturating_sub(hidden);
        let (from, to) = (column(range.start), column(range.end).min(usize::from(area.width)));
        let cells = |cells: usize| u16::try_from(cells).unwrap_or(0);
        if from < to {
            painter
                .canvas
                .tint(Rect { x: area.x + cells(from), width: cells(to - from), height: 1, ..area }, style);
        }
    }
}

/// Puts the hardware cursor at the caret; `hidden` cells are scrolled out at the left.
fn set_cursor(painter: &mut Painter<'_, '_>, area: Rect, input: &Input, hidden: usize) {
    let column = u16::try_from(input.visual_cursor().saturating_sub(hidden)).unwrap_or(u16::MAX);
    painter.cursor = Some(Position { x: area.x.saturating_add(column).min(area.right() - 1), y: area.y });
}
