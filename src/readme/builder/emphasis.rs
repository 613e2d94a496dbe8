//! Emphasis beside Chinese punctuation: `**注意：**请` is meant to be bold.
//!
//! CommonMark lets `**` close only where no letter follows punctuation, a rule made for scripts with spaces, and
//! pulldown-cmark leaves such a delimiter as text. What is left is paired here once more, under the rules with
//! Chinese characters and punctuation exempt (as the CJK-friendly amendments to CommonMark have it).

use std::ops::Range;

use super::unspaced::is_unspaced;
use crate::readme::document::{Run, Text};
use crate::readme::rows::Attrs;

/// A run of one delimiter character that the parser left as text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delimiter {
    /// `*` or `~`.
    pub(super) mark: char,
    /// Its first byte in the inline text; it is `len` bytes long.
    pub(super) start: usize,
    pub(super) len: usize,
}

impl Delimiter {
    fn end(self) -> usize {
        self.start + self.len
    }

    /// What it does to text between two of it.
    fn attrs(self) -> Option<Attrs> {
        match (self.mark, self.len) {
            ('*', 1) => Some(Attrs { italic: true, ..Attrs::default() }),
            ('*', 2) => Some(Attrs { bold: true, ..Attrs::default() }),
            ('*', 3) => Some(Attrs { bold: true, italic: true, ..Attrs::default() }),
            ('~', 1 | 2) => Some(Attrs { strike: true, ..Attrs::default() }),
            _ => None,
        }
    }

    /// Whether it may open and whether it may close emphasis.
    fn flanks(self, text: &str) -> (bool, bool) {
        let before = text[..self.start].chars().next_back().unwrap_or(' ');
        let after = text[self.end()..].chars().next().unwrap_or(' ');
        let inward = |near: char, far: char| {
            // A lone star beside a letter or digit may be a product.
            if self.len == 1 && far.is_ascii_alphanumeric() {
                return false;
            }
            let spared = far.is_whitespace() || is_punctuation(far) || is_unspaced(far);
            !near.is_whitespace() && (!is_punctuation(near) || is_unspaced(near) || spared)
        };
        (inward(after, before), inward(before, after))
    }
}

/// Pairs delimiters left in `inline` and gives the text between them its emphasis.
pub(super) fn pair(inline: &mut Text, delimiters: &[Delimiter]) {
    if delimiters.is_empty() {
        return;
    }
    let mut open: Vec<Delimiter> = Vec::new();
    let mut pairs: Vec<(Delimiter, Delimiter)> = Vec::new();
    for &delimiter in delimiters {
        let (opens, closes) = delimiter.flanks(&inline.text);
        let reach = open.len().saturating_sub(LOOK_BACK);
        let mate = open[reach..].iter().rposition(|o| (o.mark, o.len) == (delimiter.mark, delimiter.len));
        if let Some(at) = mate.filter(|_| closes) {
            pairs.push((open[reach + at], delimiter));
            open.truncate(reach + at);
        } else if opens && delimiter.attrs().is_some() {
            open.push(delimiter);
        }
    }
    if !pairs.is_empty() {
        apply(inline, &pairs);
    }
}

/// How many open delimiters a closing one may look back over; hostile input leaves many.
const LOOK_BACK: usize = 16;

/// A paired delimiter: bytes to leave out, and the emphasis that begins or ends there.
type Edit = (Range<usize>, Attrs, bool);

fn apply(inline: &mut Text, pairs: &[(Delimiter, Delimiter)]) {
    let mut edits: Vec<Edit> = Vec::with_capacity(pairs.len() * 2);
    for (open, close) in pairs {
        let attrs = open.attrs().unwrap_or_default();
        edits.push((open.start..open.end(), attrs, true));
        edits.push((close.start..close.end(), attrs, false));
    }
    edits.sort_by_key(|(range, ..)| range.start);
    let mut out = Text { text: String::with_capacity(inline.text.len()), runs: Vec::new() };
    let mut depths = Depths::default();
    let mut edits = edits.into_iter().peekable();
    let mut at = 0;
    for run in &inline.runs {
        while at < run.end {
            let next = edits.peek().map_or(run.end, |(range, ..)| range.start.min(run.end));
            let mut look = run.look;
            look.style.attrs = depths.over(look.style.attrs);
            if next > at {
                out.text.push_str(&inline.text[at..next]);
                out.runs.push(Run { end: out.text.len(), look });
            }
            at = next;
            if let Some((range, attrs, begins)) =
                edits.next_if(|(range, ..)| range.start == at && at < run.end)
            {
                depths.turn(attrs, begins);
                at = range.end;
            }
        }
    }
    *inline = out;
}

/// How often each emphasis is open.
#[derive(Default)]
struct Depths {
    bold: usize,
    italic: usize,
    strike: usize,
}

impl Depths {
    fn turn(&mut self, attrs: Attrs, begins: bool) {
        let turn = |depth: &mut usize, named: bool| {
            if named {
                *depth = if begins { *depth + 1 } else { depth.saturating_sub(1) };
            }
        };
        turn(&mut self.bold, attrs.bold);
        turn(&mut self.italic, attrs.italic);
        turn(&mut self.strike, attrs.strike);
    }

    fn over(&self, attrs: Attrs) -> Attrs {
        Attrs {
            bold: attrs.bold || self.bold > 0,
            italic: attrs.italic || self.italic > 0,
            strike: attrs.strike || self.strike > 0,
            ..attrs
        }
    }
}

fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use crate::readme::{LayoutOptions, parse};

    /// The text of a Markdown paragraph, its bold and struck parts in brackets and braces.
    fn shown(source: &str) -> String {
        let rows = parse(source, 1000).layout(&LayoutOptions { width: 200, ..LayoutOptions::default() });
        let row = &rows.rows[0];
        let mut shown = String::new();
        for span in &row.spans {
            let text = &row.text[span.range.clone()];
            let attrs = span.style.attrs;
            shown += &match (attrs.bold, attrs.strike, attrs.italic) {
                (true, ..) => format!("[{text}]"),
                (_, true, _) => format!("{{{text}}}"),
                (_, _, true) => format!("/{text}/"),
                _ => text.to_owned(),
            };
        }
        shown
    }

    #[test]
    fn emphasis_beside_chinese_punctuation_counts() {
        assert_eq!(shown("**注意：**请"), "[注意：]请");
        assert_eq!(shown("是**“重点”**内"), "是[“重点”]内");
        assert_eq!(shown("~~删，~~留"), "{删，}留");
        assert_eq!(shown("*（斜）*体"), "/（斜）/体");
        assert_eq!(shown("**端口：**8188，**密码：**abc"), "[端口：]8188，[密码：]abc");
        assert_eq!(shown("**注意：**请 **看[这里](https://a.com)。**好"), "[注意：]请 [看][这里][。]好");
    }

    #[test]
    fn what_is_no_emphasis_stays_as_written() {
        for source in ["2*（3+4）*5", "a ** b", "**注意", "5 * 3 * 2"] {
            assert_eq!(shown(source), source);
        }
        assert_eq!(shown("`**注意：**请`"), "**注意：**请");
        assert_eq!(shown(r"\*\*注意：\*\*请"), "**注意：**请");
        assert_eq!(shown(r"&#42;&#42;注意：&#42;&#42;请"), "**注意：**请");
    }
}
