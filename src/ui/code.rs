//! The popup of a QR code: the code as large as it is, its text below or beside it, and a sentence where there is no room.
//!
//! Its black and white are the code's and no theme's: a phone has to read them.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::Line;

use crate::app::{Act, Choice, CodeRead, Command, Popup};
use crate::qr::{Code, Look, Shade, TooSmall};
use crate::readme::{wrap, wrap_ranges};
use crate::text::{CleanText, width};

use super::canvas::row_from;
use super::fitting::fit_hints;
use super::paint::{Painter, Titles};
use super::popup;
use super::theme::Role;
use super::viewer;
use super::words::UiText;

/// Cells of a popup's border and padding, across and down.
const FRAME: (u16, u16) = (4, 2);
/// Cells between a code and what stands beside it, and the fewest that are worth it.
const GAP: u16 = 2;
const BESIDE: u16 = 16;
/// Cells of a caption or a sentence that are still read at a glance.
const READABLE: u16 = 72;

/// Draws the code of the choice under the cursor.
pub(super) fn draw(painter: &mut Painter<'_, '_>, screen: Rect, popup: &Popup) {
    let choices = popup.choices(painter.scene.state);
    let Some(choice) = choices.get(popup.cursor) else { return popup::draw(painter, screen, popup) };
    let several = choices.len() > 1;
    // Where there are colours, nobody has to swap them.
    let own: Vec<(Command, UiText)> = [
        several.then_some((Command::MoveDown, UiText::NextCode)),
        painter.scene.state.setup.mono.then_some((Command::InvertCode, UiText::Invert)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let number = several.then(|| format!(" {}/{} ", popup.cursor + 1, choices.len()));
    let titles = Titles {
        left: popup.kind.row().title.text(painter.scene.lang).to_owned(),
        right: number.map(|number| Line::from(painter.scene.span(number, Role::Muted))),
        hints: popup::keys(&painter.scene, popup, &own),
        ..Titles::default()
    };
    // One line: there is one choice on screen at a time.
    painter.measured.popup_rows = 1;
    shown(painter, screen, &Shown { popup, choice }, &titles);
}

/// Draws the code of a choice, or says why there is none.
fn shown(painter: &mut Painter<'_, '_>, screen: Rect, shown: &Shown<'_>, titles: &Titles<'_>) {
    let Shown { popup, choice } = *shown;
    if let Act::CodePicture(url) = &choice.act {
        return picture(painter, screen, shown, titles, url);
    }
    let text = choice.code_text().unwrap_or_default();
    let setup = &painter.scene.state.setup;
    let look = Look { ascii: setup.ascii, colours: !setup.mono, inverted: popup.inverted };
    let code = match Code::of(&text) {
        Ok(code) => code,
        Err(too_long) => {
            return sentence(painter, screen, shown, titles, &too_long.sentence(painter.scene.lang));
        }
    };
    let room = (screen.width.saturating_sub(FRAME.0), screen.height.saturating_sub(FRAME.1));
    let caption = Caption { label: choice.label.trim(), text: &text };
    let all = fit_hints(&titles.hints, usize::MAX, painter.scene.glyphs).unwrap_or_default();
    let hints = cells(width(&all) + 2);
    match plan(room, code.cells(look), &caption, hints) {
        Ok(plan) => {
            let inside = painter.popup(middle(screen, plan.size), titles);
            draw_code(painter, Rect { x: inside.x + plan.indent, ..inside }, &code, look);
            let area = Rect {
                x: inside.x + plan.caption.x,
                y: inside.y + plan.caption.y,
                width: plan.caption.width,
                height: plan.caption.height,
            };
            caption.draw(painter, area);
        }
        Err(needs) => {
            let needs = (needs.0 + FRAME.0, needs.1 + FRAME.1);
            let too_small = TooSmall { needs, has: (screen.width, screen.height) };
            sentence(painter, screen, shown, titles, &too_small.sentence(painter.scene.lang));
        }
    }
}

/// What is shown.
#[derive(Clone, Copy)]
struct Shown<'a> {
    popup: &'a Popup,
    choice: &'a Choice,
}

/// What stands at a code: what it is, and all that it holds.
struct Caption<'a> {
    label: &'a str,
    text: &'a str,
}

impl Caption<'_> {
    /// Where in the text its lines of so many cells stand.
    fn lines(&self, cells: u16) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.text.split('\n') {
            let ranges = wrap_ranges(line, usize::from(cells)).into_iter();
            lines.extend(ranges.map(|range| start + range.start..start + range.end));
            start += line.len() + 1;
        }
        lines
    }

    /// The rows that label and text take.
    fn height(&self, cells: u16) -> u16 {
        self::cells(1 + self.lines(cells).len())
    }

    /// The cells of its longest line, where that can be read at a glance.
    fn width(&self) -> u16 {
        let longest = self.text.lines().chain([self.label]).map(width).max().unwrap_or(0);
        cells(longest).min(READABLE)
    }

    /// Draws it; where there is too little room, the text is cut with a mark, and the label goes first.
    fn draw(&self, painter: &mut Painter<'_, '_>, area: Rect) {
        let mut top = area.y;
        if area.height > 1 {
            painter.canvas.put(row_from(area, area.x, top), self.label, painter.scene.style(Role::Accent));
            top += 1;
        }
        let lines = self.lines(area.width);
        let is_cut = lines.len() > usize::from(area.bottom() - top);
        for (y, line) in (top..area.bottom()).zip(lines) {
            let is_last = is_cut && y + 1 == area.bottom();
            let end = if is_last { self.text.len() } else { line.end };
            let line = self.text[line.start..end].replace('\n', " ");
            painter.canvas.put(row_from(area, area.x, y), &line, painter.scene.style(Role::Code));
        }
    }
}

/// Where code and caption stand in a popup's room; the code is at its top.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    size: (u16, u16),
    /// Cells left of the code.
    indent: u16,
    caption: Rect,
}

/// The caption below the code, else beside it, else below and cut.
///
/// # Errors
/// The room that is needed.
fn plan(room: (u16, u16), code: (u16, u16), caption: &Caption<'_>, hints: u16) -> Result<Plan, (u16, u16)> {
    let (columns, rows) = code;
    let side = room.0.saturating_sub(columns + GAP).min(caption.width().max(hints).max(BESIDE));
    let has_side = side >= BESIDE;
    let below = caption.width().max(hints).min(room.0).max(columns);
    let fits = columns <= room.0;
    let all = caption.height(below);
    if fits && rows + all <= room.1 {
        let caption = Rect { x: 0, y: rows, width: below, height: all };
        Ok(Plan { size: (below, rows + all), indent: (below - columns) / 2, caption })
    } else if has_side && rows <= room.1 && caption.height(side) <= rows {
        let caption = Rect { x: columns + GAP, y: 0, width: side, height: rows };
        Ok(Plan { size: (columns + GAP + side, rows), indent: 0, caption })
    } else if fits && rows < room.1 {
        let caption = Rect { x: 0, y: rows, width: below, height: room.1 - rows };
        Ok(Plan { size: (below, room.1), indent: (below - columns) / 2, caption })
    } else if has_side && caption.height(side) <= rows {
        Err((columns + GAP + BESIDE, rows))
    } else {
        Err((columns, rows + 1))
    }
}

/// A picture of a code that has not been read: as it is where it cannot be.
fn picture(painter: &mut Painter<'_, '_>, screen: Rect, shown: &Shown<'_>, titles: &Titles<'_>, url: &str) {
    let lang = painter.scene.lang;
    let why = match painter.scene.state.codes.get(url) {
        Some(CodeRead::Failed(trouble)) => trouble.words(lang),
        Some(CodeRead::Unreadable) => UiText::NoCodeInPicture.text(lang).to_owned(),
        Some(CodeRead::Loading(_) | CodeRead::Text(_)) | None => UiText::ReadingCode.text(lang).to_owned(),
    };
    let is_unreadable = painter.scene.state.codes.get(url) == Some(&CodeRead::Unreadable);
    if !is_unreadable || painter.scene.state.setup.pictures.is_none() {
        return sentence(painter, screen, shown, titles, &why);
    }
    let room = (screen.width.saturating_sub(2 * FRAME.0), screen.height.saturating_sub(2 * FRAME.1));
    let area = painter.popup(middle(screen, room), titles);
    let above = Rect { height: area.height.saturating_sub(2), ..area };
    viewer::picture(painter, above, url);
    let label = painter.scene.fit(shown.choice.label.trim(), area.width.into());
    for (y, text, role) in [(0, &label, Role::Accent), (1, &why, Role::Text)] {
        painter.canvas.put(row_from(area, area.x, above.bottom() + y), text, painter.scene.style(role));
    }
}

fn draw_code(painter: &mut Painter<'_, '_>, area: Rect, code: &Code, look: Look) {
    let colour = |shade: Shade| Color::Indexed(shade.colour());
    for (y, row) in (area.y..area.bottom()).zip(code.rows(look)) {
        let mut x = area.x;
        for cell in row {
            let style = match look.colours {
                true => Style::new().fg(colour(cell.ink)).bg(colour(cell.paper)),
                false => Style::new(),
            };
            x = painter.canvas.put(row_from(area, x, y), cell.text, style);
        }
    }
}

/// Says why there is no code.
fn sentence(painter: &mut Painter<'_, '_>, screen: Rect, shown: &Shown<'_>, titles: &Titles<'_>, why: &str) {
    let room = screen.width.saturating_sub(FRAME.0).min(READABLE);
    let lines = wrap(why, usize::from(room));
    let height = cells(lines.len() + 3).min(screen.height.saturating_sub(FRAME.1));
    let area = painter.popup(middle(screen, (room, height)), titles);
    let text = CleanText::block(shown.choice.preview().unwrap_or_default(), usize::MAX);
    let head = Caption { label: shown.choice.label.trim(), text: &text };
    head.draw(painter, Rect { height: area.height.min(2), ..area });
    for (y, line) in (area.y + 3..area.bottom()).zip(&lines) {
        painter.canvas.put(row_from(area, area.x, y), line, painter.scene.style(Role::Text));
    }
}

/// A popup with so much room, in the middle of the screen.
fn middle(screen: Rect, room: (u16, u16)) -> Rect {
    let (width, height) = ((room.0 + FRAME.0).min(screen.width), (room.1 + FRAME.1).min(screen.height));
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 3,
        width,
        height,
    }
}

fn cells(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(room: (u16, u16), text: &str) -> Result<(bool, u16), (u16, u16)> {
        let plan = plan(room, (37, 19), &Caption { label: "Link", text }, 20)?;
        Ok((plan.caption.x > 0, plan.caption.height))
    }

    #[test]
    fn the_caption_stands_below_else_beside_else_it_is_cut() {
        let (short, long) = ("https://a.example", "word ".repeat(40));
        assert_eq!(planned((76, 22), short), Ok((false, 2)));
        assert_eq!(planned((76, 20), short), Ok((true, 19)));
        assert_eq!(planned((76, 22), &long), Ok((true, 19)));
        assert_eq!(planned((50, 22), &long), Ok((false, 3)));
        assert_eq!(planned((37, 20), short), Ok((false, 1)));
    }

    #[test]
    fn too_little_room_says_how_much_it_takes() {
        let short = "https://a.example";
        assert_eq!(planned((76, 18), short), Err((37 + GAP + BESIDE, 19)));
        assert_eq!(planned((37, 19), short), Err((37, 20)));
        assert_eq!(planned((36, 40), short), Err((37, 20)));
    }
}
