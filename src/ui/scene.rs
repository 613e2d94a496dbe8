//! What a frame shows: the state, and how it is to look. It has no cells, so whatever takes only a scene paints nothing.

use std::borrow::Cow;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{Focus, State};
use crate::i18n::Lang;
use crate::search::Marker;
use crate::text;

use super::context::ViewContext;
use super::glyphs::{self, Glyphs};
use super::theme::Role;

/// State, theme, language and time.
pub(super) struct Scene<'a> {
    pub(super) state: &'a State,
    pub(super) context: &'a ViewContext<'a>,
    pub(super) glyphs: &'static Glyphs,
    pub(super) lang: Lang,
    /// Finds what is searched for.
    pub(super) marker: Marker,
}

impl<'a> Scene<'a> {
    pub(super) fn new(state: &'a State, context: &'a ViewContext<'a>) -> Self {
        let glyphs = if state.setup.ascii { &glyphs::ASCII } else { &glyphs::UNICODE };
        Scene { state, context, glyphs, lang: state.lang(), marker: Marker::new(state.query()) }
    }

    pub(super) fn style(&self, role: Role) -> Style {
        self.context.theme.style(role)
    }

    pub(super) fn span<'t>(&self, text: impl Into<Cow<'t, str>>, role: Role) -> Span<'t> {
        Span::styled(text, self.style(role))
    }

    /// Text cut to a number of cells with this set's mark.
    pub(super) fn fit(&self, text: &str, cells: usize) -> String {
        text::fit_with(text, cells, self.glyphs.ellipsis)
    }

    /// Text with the words marked that are searched for.
    pub(super) fn marked(&self, text: &str, style: Style) -> Line<'static> {
        let found = style.patch(self.style(Role::Found));
        let (mut spans, mut from) = (Vec::new(), 0);
        let ranges = if self.marker.is_empty() { vec![] } else { self.marker.ranges(text) };
        for range in ranges {
            spans.push(Span::styled(text[from..range.start].to_owned(), style));
            spans.push(Span::styled(text[range.clone()].to_owned(), found));
            from = range.end;
        }
        spans.push(Span::styled(text[from..].to_owned(), style));
        Line::from(spans)
    }

    /// Whether keys go to a pane.
    pub(super) fn has_focus(&self, pane: Focus) -> bool {
        let focus = match self.state.focus {
            Focus::Search => Focus::Filters,
            Focus::Find => Focus::Detail,
            other @ (Focus::Filters | Focus::List | Focus::Detail) => other,
        };
        self.state.popup.is_none() && focus == pane
    }
}
