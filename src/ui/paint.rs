//! The one who paints: a scene onto a canvas, and notes of what was drawn where.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use crate::app::{Area, Focus, Measured, Spot, State};

use super::canvas::Canvas;
use super::context::ViewContext;
use super::fitting::fit_hints;
use super::scene::Scene;
use super::theme::Role;

/// Everything a part of the screen needs to draw itself.
pub(super) struct Painter<'a, 'f> {
    pub(super) scene: Scene<'a>,
    pub(super) canvas: Canvas<'a, 'f>,
    /// What this frame measures.
    pub(super) measured: &'a mut Measured,
    /// Where the hardware cursor stands, for input methods.
    pub(super) cursor: Option<Position>,
}

impl<'a, 'f> Painter<'a, 'f> {
    pub(super) fn new(
        state: &'a State,
        context: &'a ViewContext<'a>,
        frame: &'f mut Frame<'_>,
        measured: &'a mut Measured,
    ) -> Self {
        let scene = Scene::new(state, context);
        let canvas = Canvas::new(frame.buffer_mut(), scene.glyphs, context.theme.base, context.pasted);
        Painter { scene, canvas, measured, cursor: None }
    }

    /// Writes text, with the words marked that are searched for.
    pub(super) fn put_marked(&mut self, area: Rect, text: &str, style: Style) {
        self.canvas.line(area, &self.scene.marked(text, style));
    }

    /// A pane's border with titles; returns the room inside it.
    pub(super) fn pane(&mut self, area: Rect, pane: Focus, titles: &Titles<'_>) -> Rect {
        self.spot(area, Spot::Pane(pane));
        self.framed(area, self.scene.has_focus(pane), titles)
    }

    /// The border of something on top, which has the focus; returns the room inside it.
    pub(super) fn popup(&mut self, area: Rect, titles: &Titles<'_>) -> Rect {
        self.canvas.clear(area);
        self.framed(area, true, titles)
    }

    fn framed(&mut self, area: Rect, focused: bool, titles: &Titles<'_>) -> Rect {
        let (border, title) =
            if focused { (Role::BorderFocus, Role::TitleFocus) } else { (Role::Border, Role::Title) };
        if area.width < 2 || area.height < 2 {
            return super::inside(area);
        }
        self.canvas.border(area, self.scene.style(border));
        let title = self.scene.style(title);
        let room = usize::from(area.width.saturating_sub(4));
        let right_width = titles.right.as_ref().map_or(0, Line::width);
        let left = self.scene.fit(&titles.left, room.saturating_sub(right_width + 1));
        let edge = |y| Rect { x: area.x + 1, y, width: area.width - 2, height: 1 };
        if !left.is_empty() {
            self.canvas.put(edge(area.y), &format!(" {left} "), title);
        }
        let hints = fit_hints(&titles.hints, room.saturating_sub(2), self.scene.glyphs);
        let hints = hints.map(|hints| Line::from(self.scene.span(format!(" {hints} "), Role::Muted)));
        let bottom = titles.bottom.as_ref().or(hints.as_ref());
        for (line, y) in [(titles.right.as_ref(), area.y), (bottom, area.bottom() - 1)] {
            if let Some(line) = line.filter(|line| line.width() <= room) {
                self.canvas.line_right(edge(y), &line.clone().patch_style(title.patch(line.style)));
            }
        }
        super::inside(area)
    }

    /// Notes what the mouse meets in an area.
    pub(super) fn spot(&mut self, area: Rect, spot: Spot) {
        let area = Area { x: area.x, y: area.y, width: area.width, height: area.height };
        self.measured.spots.push((area, spot));
    }
}

/// What stands in a pane's border.
#[derive(Debug, Default)]
pub(super) struct Titles<'t> {
    pub(super) left: String,
    pub(super) right: Option<Line<'t>>,
    pub(super) bottom: Option<Line<'t>>,
    /// What keys do: as many as fit at the bottom, the last among them.
    pub(super) hints: Vec<String>,
}
