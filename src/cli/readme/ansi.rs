//! Rows as text with ANSI colours, for standard output.
//!
//! Only the 16 colours of the terminal's own palette, so that it reads on a dark and on a light background.

use std::borrow::Cow;
use std::io::{self, Write};

use super::hyperlink::linked;
use crate::readme::{Row, Span, SpanStyle, TextRole, Tint};

/// Writes a row with a line feed after it; without colour it is its text and nothing else. A span whose link has a
/// place in `targets` becomes a hyperlink.
///
/// # Errors
/// Those of `out`.
pub(super) fn write_row(
    out: &mut dyn Write,
    row: &Row,
    spans: &[Span],
    colour: bool,
    targets: &[Option<&str>],
) -> io::Result<()> {
    if !colour {
        return writeln!(out, "{}", row.text);
    }
    let mut at = 0;
    for span in spans {
        let (start, end) = (span.range.start.max(at), span.range.end);
        write!(out, "{}", row.text.get(at..start).unwrap_or_default())?;
        let text = row.text.get(start..end).unwrap_or_default();
        let target = span.link.and_then(|link| Some((link + 1, (*targets.get(link)?)?)));
        let text = target.map_or(Cow::Borrowed(text), |(id, target)| Cow::Owned(linked(text, target, id)));
        match parameters(span.style) {
            codes if codes.is_empty() => write!(out, "{text}")?,
            codes => write!(out, "\x1b[{codes}m{text}\x1b[0m")?,
        }
        at = end.max(at);
    }
    writeln!(out, "{}", row.text.get(at..).unwrap_or_default())
}

/// The SGR parameters of a style.
fn parameters(style: SpanStyle) -> String {
    let mut codes: Vec<&str> = role(style.role).to_vec();
    if let Some(tint) = style.tint {
        codes.push(match tint {
            Tint::Red => "31",
            Tint::Green => "32",
            Tint::Yellow => "33",
            Tint::Blue => "34",
            Tint::Magenta => "35",
            Tint::Cyan => "36",
            Tint::Grey => "90",
        });
    }
    let attrs = style.attrs;
    let flags = [
        (attrs.bold, "1"),
        (attrs.dim, "2"),
        (attrs.italic, "3"),
        (attrs.underline, "4"),
        (attrs.strike, "9"),
    ];
    for (set, code) in flags {
        if set && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.join(";")
}

fn role(role: TextRole) -> &'static [&'static str] {
    match role {
        TextRole::Text => &[],
        TextRole::Heading(1) => &["1", "35"],
        TextRole::Heading(2) => &["1", "34"],
        TextRole::Heading(3) => &["1", "36"],
        TextRole::Heading(4) => &["1", "32"],
        TextRole::Heading(5) => &["1"],
        TextRole::Heading(_) => &["1", "90"],
        TextRole::Rule | TextRole::CodeFrame | TextRole::TableLine | TextRole::Muted => &["90"],
        TextRole::Quote => &["3"],
        TextRole::Marker => &["36"],
        TextRole::AlertNote => &["34"],
        TextRole::AlertTip => &["32"],
        TextRole::AlertImportant => &["35"],
        TextRole::AlertWarning => &["33"],
        TextRole::AlertCaution => &["31"],
        TextRole::Code | TextRole::Math => &["33"],
        TextRole::TableHead => &["1"],
        TextRole::Link => &["4", "34"],
        TextRole::Media => &["36"],
        TextRole::Mark | TextRole::Key | TextRole::Badge => &["7"],
        TextRole::SyntaxKeyword => &["35"],
        TextRole::SyntaxString => &["32"],
        TextRole::SyntaxComment => &["90"],
        TextRole::SyntaxNumber => &["33"],
        TextRole::SyntaxFunction => &["34"],
        TextRole::SyntaxType => &["36"],
        TextRole::SyntaxVariable | TextRole::SyntaxPunctuation => &[],
    }
}
