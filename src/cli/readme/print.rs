//! A Readme as text: its rows, its code highlighted, and where its links lead.

use std::io::{self, Write};

use super::ansi::write_row;
use crate::readme::{Highlight, LayoutOptions, Link, LinkKind, Role, Row, Rows, Span, SpanStyle, Word};
use crate::readme::{highlight, parse, wrap};

/// How to print.
#[derive(Debug, Clone, Copy)]
pub(super) struct Options {
    pub(super) layout: LayoutOptions,
    pub(super) colour: bool,
}

/// Prints a Readme's source, of which at most `max_chars` characters are shown.
///
/// # Errors
/// Those of `out`.
pub(super) fn print(
    source: &str,
    max_chars: usize,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows = parse(source, max_chars).layout(&options.layout);
    let highlights = if options.colour { highlights(&rows) } else { Vec::new() };
    for (i, row) in rows.rows.iter().enumerate() {
        match rows.code_block_at(i).and_then(|block| highlights.get(block)) {
            Some(highlights) => write_row(out, row, &rows.highlighted_spans(i, highlights), options.colour)?,
            None => write_row(out, row, &row.spans, options.colour)?,
        }
    }
    write_links(&rows.links, options, out)
}

fn highlights(rows: &Rows) -> Vec<Vec<Highlight>> {
    rows.code_blocks.iter().map(|block| highlight(&block.language, &block.text)).collect()
}

/// Lists the links whose target the text does not show, since nobody can click on paper or in a pipe.
fn write_links(links: &[Link], options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let hidden =
        |link: &&Link| link.kind != LinkKind::Image && !link.shows_target() && !link.target.is_empty();
    let mut shown = links.iter().filter(hidden).peekable();
    if shown.peek().is_none() {
        return Ok(());
    }
    writeln!(out)?;
    let mut line = |text: String, role: Role| {
        let style = SpanStyle { role, ..SpanStyle::default() };
        let spans = vec![Span { range: 0..text.len(), style, link: None }];
        let row = Row { text, spans, continues: None };
        write_row(out, &row, &row.spans, options.colour)
    };
    line(Word::Links.text(options.layout.lang).to_owned(), Role::TableHead)?;
    for link in shown {
        let text = format!("{}  {}", link.text.replace('\n', " "), link.target);
        for row in wrap(text.trim_start(), usize::from(options.layout.width)) {
            line(row, Role::Muted)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(source: &str, width: u16, colour: bool) -> String {
        let layout = LayoutOptions { width, ..LayoutOptions::default() };
        let mut out = Vec::new();
        print(source, 1000, &Options { layout, colour }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
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
}
