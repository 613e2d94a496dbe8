//! Faults on screen: what happened, what to do, which request; and texts in the middle of a pane.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::Command;
use crate::catalogue::Fault;

use super::canvas::row_from;
use super::paint::Painter;
use super::scene::Scene;
use super::theme::Role;
use super::words::UiText;

/// Writes lines into the middle of a pane, wrapped to its width.
pub(super) fn centre(painter: &mut Painter<'_, '_>, room: Rect, lines: &[Line<'_>]) {
    let width = usize::from(room.width).min(64);
    let mut rows: Vec<Line<'_>> = Vec::new();
    for line in lines {
        match &line.spans[..] {
            [only] if only.width() > width => {
                let wrapped = crate::readme::wrap(&only.content, width);
                rows.extend(wrapped.into_iter().map(|text| Line::styled(text, only.style)));
            }
            _ => rows.push(line.clone()),
        }
    }
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(room.height);
    let top = room.y + (room.height - height) / 2;
    for (y, line) in (top..room.bottom()).zip(&rows) {
        let cells = u16::try_from(line.width()).unwrap_or(u16::MAX).min(room.width);
        let x = room.x + (room.width - cells) / 2;
        let text: Vec<(String, ratatui::style::Style)> =
            line.spans.iter().map(|span| (span.content.to_string(), line.style.patch(span.style))).collect();
        let mut at = x;
        for (text, style) in text {
            at = painter.canvas.put(row_from(room, at, y), &text, style);
        }
    }
}

/// A fault in the middle of an otherwise empty pane.
pub(super) fn centred(painter: &mut Painter<'_, '_>, room: Rect, fault: &Fault) {
    let lines = lines(&painter.scene, fault);
    centre(painter, room, &lines);
}

/// A fault above what is still on screen; returns the room below it.
pub(super) fn banner(painter: &mut Painter<'_, '_>, room: Rect, fault: &Fault) -> Rect {
    let lines = lines(&painter.scene, fault);
    let height = u16::try_from(lines.len() + 1).unwrap_or(u16::MAX).min(room.height / 2);
    for (y, line) in (room.y..room.y + height).zip(&lines) {
        painter.canvas.line(row_from(room, room.x, y), line);
    }
    Rect { y: room.y + height, height: room.height - height, ..room }
}

/// The key that stays with the catalogue in hand, where there is one that could answer.
fn local(scene: &Scene<'_>) -> Vec<Span<'static>> {
    let (state, keymap) = (scene.state, &scene.state.setup.keymap);
    let offered = state.local.snapshot().is_some() && state.local.pin.is_none();
    let Some(key) = keymap.keys(Command::Pin).first().filter(|_| offered).cloned() else { return vec![] };
    let text = UiText::UseLocal.text(scene.lang);
    vec![scene.span(format!("   {key}"), Role::Key), scene.span(format!(" {text}"), Role::Text)]
}

fn lines(scene: &Scene<'_>, fault: &Fault) -> Vec<Line<'static>> {
    let lang = scene.lang;
    let sentence = format!("{} {}", scene.glyphs.wrong, fault.sentence(lang));
    let mut lines = vec![Line::from(scene.span(sentence, Role::Danger))];
    if !fault.detail.is_empty() {
        lines.push(Line::from(scene.span(fault.detail.to_string(), Role::Muted)));
    }
    lines.push(Line::from(scene.span(fault.remedy(lang), Role::Text)));
    if let Some(keys) = scene.state.setup.keymap.keys(Command::Reload).first() {
        let retry = scene.span(format!(" {}", UiText::Retry.text(lang)), Role::Text);
        let mut keys = vec![scene.span(keys.clone(), Role::Key), retry];
        keys.extend(local(scene));
        lines.push(Line::from(keys));
    }
    if let Some(key) = &fault.key {
        let text = UiText::KeyUsed.fill(lang, &[&key.public_tail, &key.source]);
        lines.push(Line::from(scene.span(text, Role::Muted)));
    }
    if let Some(id) = &fault.request_id {
        lines.push(Line::from(scene.span(UiText::RequestId.fill(lang, &[id]), Role::Muted)));
    }
    lines
}
