//! A Readme as text: its rows, its code highlighted, and where its links lead.

use std::collections::HashMap;
use std::io::{self, Write};

use super::ansi::write_row;
use super::{hyperlink, paint};
use crate::pictures::Painting;
use crate::readme::{
    CodeBlock, Highlight, LayoutOptions, Link, LinkKind, Row, Rows, Span, SpanStyle, TextRole, Word,
    highlight, parse, wrap_ranges,
};

/// A Readme laid out for printing, with the list of links below it.
pub(super) struct Page {
    rows: Rows,
    list: Vec<Row>,
    /// Of each code block; `None` without colour.
    highlights: Option<Vec<Vec<Highlight>>>,
    width: u16,
    /// Pictures by their links.
    paintings: HashMap<usize, Painting>,
    true_colour: bool,
}

impl Page {
    /// Lays out a Readme's source, of which at most `max_chars` characters are shown.
    pub(super) fn new(source: &str, max_chars: usize, layout: &LayoutOptions, colour: bool) -> Self {
        let rows = parse(source, max_chars).layout(layout);
        let list = link_list(&rows.links, layout);
        let of_block = |block: &CodeBlock| highlight(&block.language, &block.text);
        let highlights = colour.then(|| rows.code_blocks.iter().map(of_block).collect());
        let (width, paintings) = (layout.width, HashMap::new());
        Page { rows, list, highlights, width, paintings, true_colour: false }
    }

    /// Columns it was laid out for.
    pub(super) fn width(&self) -> u16 {
        self.width
    }

    /// The pictures there is a place for: their links, and their addresses.
    pub(super) fn pictures(&self) -> Vec<(usize, String)> {
        let links = (0..self.rows.rows.len()).flat_map(|row| self.rows.pictures_at(row));
        links.map(|link| (link, self.rows.links[link].target.clone())).collect()
    }

    /// The same page with pictures, by their links.
    pub(super) fn with_pictures(
        self,
        paintings: impl Iterator<Item = (usize, Painting)>,
        true_colour: bool,
    ) -> Self {
        let paintings: HashMap<usize, Painting> = paintings.collect();
        let cells = |link| paintings.get(&link).map(Painting::cells).map(|cells| (cells.columns, cells.rows));
        let cells: Vec<_> = (0..self.rows.links.len()).map(cells).collect();
        Page { rows: self.rows.with_pictures(&cells), paintings, true_colour, ..self }
    }

    /// Whether a pager would show it as it is.
    pub(super) fn is_text(&self) -> bool {
        self.paintings.values().all(|painting| matches!(painting, Painting::Blocks(_)))
    }

    /// How many rows it has.
    pub(super) fn height(&self) -> usize {
        self.rows.rows.len() + self.list.len()
    }

    /// Prints it; with `hyperlinks`, addresses can be clicked.
    ///
    /// # Errors
    /// Those of `out`.
    pub(super) fn print(&self, hyperlinks: bool, out: &mut dyn Write) -> io::Result<()> {
        let targets = |rows| if hyperlinks { hyperlink::targets(rows, &self.rows.links) } else { Vec::new() };
        let in_text = targets(&self.rows.rows);
        for (i, row) in self.rows.rows.iter().enumerate() {
            if let Some(picture) = row.picture {
                if let Some(painting) = self.paintings.get(&picture.link) {
                    paint::print_row(painting, picture, self.true_colour, out)?;
                }
                continue;
            }
            let highlighted = self.highlights_at(i).map(|found| self.rows.highlighted_spans(i, found));
            self.print_row(row, highlighted.as_deref().unwrap_or(&row.spans), &in_text, out)?;
        }
        let in_list = targets(&self.list);
        self.list.iter().try_for_each(|row| self.print_row(row, &row.spans, &in_list, out))
    }

    fn print_row(
        &self,
        row: &Row,
        spans: &[Span],
        targets: &[Option<&str>],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        write_row(out, row, spans, self.highlights.is_some(), targets)
    }

    fn highlights_at(&self, row: usize) -> Option<&Vec<Highlight>> {
        self.highlights.as_ref()?.get(self.rows.code_block_at(row)?)
    }
}

/// Lists the links whose target the text does not show, since nobody can click on paper or in a pipe.
fn link_list(links: &[Link], layout: &LayoutOptions) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, link) in links.iter().enumerate() {
        if link.kind == LinkKind::Image || link.shows_target() || link.target.is_empty() {
            continue;
        }
        let name = link.text.replace('\n', " ");
        let text = format!("{name}  {}", link.target);
        let text = text.trim_start();
        let begins = text.len() - link.target.len();
        for range in wrap_ranges(text, usize::from(layout.width)) {
            rows.push(listed(&text[range.clone()], begins.saturating_sub(range.start), at));
        }
    }
    if !rows.is_empty() {
        let title = row(Word::Links.text(layout.lang), [(0, TextRole::TableHead, None)]);
        rows.splice(0..0, [Row::default(), title]);
    }
    rows
}

/// A row of the list, in which the target of link `at` begins at byte `begins`.
fn listed(text: &str, begins: usize, at: usize) -> Row {
    row(text, [(0, TextRole::Muted, None), (begins, TextRole::Muted, Some(at))])
}

/// A row of spans that begin at the bytes given.
fn row<const N: usize>(text: &str, begins: [(usize, TextRole, Option<usize>); N]) -> Row {
    let mut row = Row { text: text.to_owned(), ..Row::default() };
    let ends = begins.iter().skip(1).map(|(begins, ..)| *begins).chain([text.len()]);
    for ((begins, role, link), end) in begins.into_iter().zip(ends) {
        let range = begins.min(text.len())..end.min(text.len());
        let style = SpanStyle { role, ..SpanStyle::default() };
        if !range.is_empty() {
            row.spans.push(Span { range, style, link });
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(source: &str, width: u16, colour: bool) -> String {
        printed_with(source, width, colour, false)
    }

    fn printed_with(source: &str, width: u16, colour: bool, hyperlinks: bool) -> String {
        let layout = LayoutOptions { width, ..LayoutOptions::default() };
        let page = Page::new(source, 1000, &layout, colour);
        let mut out = Vec::new();
        page.print(hyperlinks, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), page.height());
        text
    }

    #[test]
    fn without_colour_there_is_no_escape() {
        let text = printed("# A\n\n**b** `c` [d](https://e.example)\n\n```sh\necho 1\n```", 30, false);
        assert!(!text.contains('\u{1b}'));
        assert!(text.ends_with("Links\nd  https://e.example\n"), "{text}");
    }

    #[test]
    fn with_colour_code_is_highlighted_and_every_style_ends() {
        let text = printed("**b**\n\n```sh\n# note\n```", 30, true);
        assert!(text.starts_with("\u{1b}[1mb\u{1b}[0m\n"), "{text:?}");
        assert!(text.contains("\u{1b}[90m# note"), "{text:?}");
        assert_eq!(text.matches("\u{1b}[0m").count() * 2, text.matches('\u{1b}').count());
    }

    #[test]
    fn an_address_that_is_in_the_text_is_not_listed_again() {
        let source = "see https://a.example, www.b.example, me@c.example or <you@d.example>";
        let shown = "see https://a.example, www.b.example, me@c.example or you@d.example\n";
        assert_eq!(printed(source, 80, false), shown);
    }

    #[test]
    fn an_address_over_several_rows_is_one_hyperlink() {
        let text = printed_with("[good.example](https://a.example/one/two/three)", 20, true, true);
        let opened = "\u{1b}]8;id=1;https://a.example/one/two/three\u{1b}\\";
        let parts: Vec<&str> =
            text.split(opened).skip(1).map(|part| part.split_once("\u{1b}]8;;\u{1b}\\").unwrap().0).collect();
        assert_eq!(parts.concat(), "https://a.example/one/two/three", "{text:?}");
        assert!(parts.len() > 1, "{text:?}");
        assert!(text.starts_with("\u{1b}[4;34mgood.example\u{1b}[0m"), "the link's text is none: {text:?}");
    }
}
