//! Syntax highlighting: code to ranges with a role, slow and so meant to run beside the event loop.
//!
//! Rows are laid out plain; what is highlighted later is laid over the rows on screen with
//! [`Rows::highlighted_spans`].

use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::rows::{CodeLine, Rows, Span, SpanStyle, TextRole};

/// A part of a code block's text, in bytes, and what it is. Highlights are in order and do not overlap.
pub(crate) type Highlight = (Range<usize>, TextRole);

/// Longer code stays plain.
const BYTES: usize = 64 * 1024;
/// A line longer than this is no code a person wrote; it would take the parser long, and stays plain.
const LINE_BYTES: usize = 2 * 1024;

/// Highlights code in the language its author named; nothing where the language is unknown or the code too long.
///
/// The first call loads the syntaxes, which takes tens of milliseconds. Never panics.
#[must_use]
pub fn highlight(language: &str, text: &str) -> Vec<Highlight> {
    if text.len() > BYTES {
        return Vec::new();
    }
    let Some(token) = token(language) else { return Vec::new() };
    let syntaxes = syntaxes(&token);
    let syntax = syntaxes.find_syntax_by_token(&token);
    syntax.map_or_else(Vec::new, |syntax| highlight_as(&syntaxes, syntax, text))
}

fn highlight_as(syntaxes: &SyntaxSet, syntax: &SyntaxReference, text: &str) -> Vec<Highlight> {
    let mut code =
        Code { syntaxes, state: ParseState::new(syntax), stack: ScopeStack::new(), out: Vec::new() };
    let mut start = 0;
    for line in LinesWithEndings::from(text) {
        if line.len() <= LINE_BYTES && code.line(line, start).is_none() {
            break;
        }
        start += line.len();
    }
    code.out
}

/// Syntaxes compile their patterns when they are first used, some 10 MB for one, and keep them. So they are loaded anew,
/// in tens of milliseconds, when more than this many languages were met.
const LANGUAGES: usize = 2;

/// The syntaxes, and the languages they were used for.
#[derive(Default)]
struct Loaded {
    syntaxes: Option<Arc<SyntaxSet>>,
    languages: Vec<String>,
}

static LOADED: Mutex<Loaded> = Mutex::new(Loaded { syntaxes: None, languages: Vec::new() });

/// The syntaxes, to be used for a language.
fn syntaxes(token: &str) -> Arc<SyntaxSet> {
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    let is_unknown = |syntaxes: &Arc<SyntaxSet>| syntaxes.find_syntax_by_token(token).is_none();
    if let Some(syntaxes) = loaded.syntaxes.as_ref().filter(|syntaxes| is_unknown(syntaxes)) {
        return Arc::clone(syntaxes);
    }
    if !loaded.languages.iter().any(|known| known == token) {
        if loaded.languages.len() == LANGUAGES {
            *loaded = Loaded::default();
        }
        loaded.languages.push(token.to_owned());
    }
    Arc::clone(loaded.syntaxes.get_or_insert_with(|| Arc::new(two_face::syntax::extra_newlines())))
}

/// What a language is called among the syntaxes; `None` where it is plain text.
fn token(language: &str) -> Option<String> {
    let token = match language.to_ascii_lowercase().as_str() {
        "" | "text" | "txt" | "plain" | "plaintext" | "none" | "output" | "log" => return None,
        "shell" | "console" | "terminal" | "shell-session" | "shellsession" | "cmd" | "bash-session" => {
            "bash".to_owned()
        }
        "docker" => "dockerfile".to_owned(),
        "python3" | "py3" | "ipython" | "pycon" => "python".to_owned(),
        "jsonc" | "json5" => "json".to_owned(),
        "golang" => "go".to_owned(),
        "c#" => "cs".to_owned(),
        other => other.to_owned(),
    };
    Some(token)
}

/// Code while it is highlighted.
struct Code<'a> {
    syntaxes: &'a SyntaxSet,
    state: ParseState,
    stack: ScopeStack,
    out: Vec<Highlight>,
}

impl Code<'_> {
    /// Highlights one line; `None` when the parser gave up.
    fn line(&mut self, line: &str, start: usize) -> Option<()> {
        let operations = self.state.parse_line(line, self.syntaxes).ok()?;
        let visible = line.trim_end_matches('\n').len();
        let mut at = 0;
        for (until, operation) in operations {
            let until = until.min(visible);
            add(&mut self.out, start + at..start + until, &self.stack);
            at = until;
            self.stack.apply(&operation).ok()?;
        }
        add(&mut self.out, start + at..start + visible, &self.stack);
        Some(())
    }
}

fn add(out: &mut Vec<Highlight>, range: Range<usize>, stack: &ScopeStack) {
    let Some(role) = role(stack).filter(|_| !range.is_empty()) else { return };
    match out.last_mut() {
        Some((last, same)) if *same == role && last.end == range.start => last.end = range.end,
        _ => out.push((range, role)),
    }
}

/// Scopes by what they are to a reader, more special ones first.
static ROLES: LazyLock<Vec<(Scope, TextRole)>> = LazyLock::new(|| {
    [
        ("comment", TextRole::SyntaxComment),
        ("string", TextRole::SyntaxString),
        ("constant.character.escape", TextRole::SyntaxNumber),
        ("constant", TextRole::SyntaxNumber),
        ("keyword.operator", TextRole::SyntaxPunctuation),
        ("keyword", TextRole::SyntaxKeyword),
        ("storage", TextRole::SyntaxKeyword),
        ("entity.name.function", TextRole::SyntaxFunction),
        ("support.function", TextRole::SyntaxFunction),
        ("variable.function", TextRole::SyntaxFunction),
        ("entity.name.tag", TextRole::SyntaxType),
        ("entity.name", TextRole::SyntaxType),
        ("entity.other.attribute-name", TextRole::SyntaxType),
        ("support.type", TextRole::SyntaxType),
        ("support.class", TextRole::SyntaxType),
        ("variable.parameter", TextRole::SyntaxVariable),
        ("variable", TextRole::SyntaxVariable),
        ("punctuation.definition.string", TextRole::SyntaxString),
        ("punctuation.definition.comment", TextRole::SyntaxComment),
        ("punctuation", TextRole::SyntaxPunctuation),
    ]
    .into_iter()
    .filter_map(|(scope, role)| Scope::new(scope).ok().map(|scope| (scope, role)))
    .collect()
});

/// What the innermost scope that says something says.
fn role(stack: &ScopeStack) -> Option<TextRole> {
    stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| ROLES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, role)| *role))
}

impl Rows {
    /// The code block of which a row shows a line.
    #[must_use]
    pub fn code_block_at(&self, row: usize) -> Option<usize> {
        let after = self.code_blocks.partition_point(|block| block.first_line <= row);
        let index = after.checked_sub(1)?;
        let block = self.code_blocks.get(index)?;
        (row - block.first_line < block.lines.len()).then_some(index)
    }

    /// A row's spans with the highlights of its code block laid over them; code that none covers becomes text, so
    /// that the highlights stand out. Costs as much as the row is long.
    #[must_use]
    pub fn highlighted_spans(&self, row: usize, highlights: &[Highlight]) -> Vec<Span> {
        let Some(spans) = self.rows.get(row).map(|row| row.spans.as_slice()) else { return Vec::new() };
        let block = self.code_block_at(row).and_then(|index| self.code_blocks.get(index));
        let line = block.and_then(|block| block.lines.get(row - block.first_line));
        let Some(line) = line else { return spans.to_vec() };
        let shown = line.at..line.at + line.range.len();
        let mut out = Vec::with_capacity(spans.len() + 8);
        for span in spans {
            if span.style.role == TextRole::Code && shown.contains(&span.range.start) {
                overlay(span, line, highlights, &mut out);
            } else {
                out.push(span.clone());
            }
        }
        out
    }
}

/// Splits a span of code at the highlights.
fn overlay(span: &Span, line: &CodeLine, highlights: &[Highlight], out: &mut Vec<Span>) {
    let in_text = |byte: usize| byte - line.at + line.range.start;
    let in_row = |byte: usize| byte - line.range.start + line.at;
    let (start, end) = (in_text(span.range.start), in_text(span.range.end));
    let mut push = |range: Range<usize>, role: TextRole| {
        if !range.is_empty() {
            out.push(Span { range, style: SpanStyle { role, ..span.style }, link: span.link });
        }
    };
    let mut done = span.range.start;
    let first = highlights.partition_point(|(range, _)| range.end <= start);
    for (range, role) in highlights[first..].iter().take_while(|(range, _)| range.start < end) {
        let (from, to) = (in_row(range.start.max(start)), in_row(range.end.min(end)));
        push(done..from, TextRole::Text);
        push(from..to, *role);
        done = to;
    }
    push(done..span.range.end, TextRole::Text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readme::{LayoutOptions, parse};

    fn roles<'a>(language: &str, text: &'a str) -> Vec<(&'a str, TextRole)> {
        highlight(language, text).into_iter().map(|(range, role)| (&text[range], role)).collect()
    }

    #[test]
    fn code_is_highlighted_in_the_languages_of_readmes() {
        assert!(roles("bash", "# run\nexport A=1").contains(&("# run", TextRole::SyntaxComment)));
        assert!(roles("py", "def f(x):\n    return 'a'").contains(&("'a'", TextRole::SyntaxString)));
        for language in ["json", "yaml", "toml", "dockerfile", "Docker", "ini", "rust", "shell"] {
            let token = token(language).unwrap();
            assert!(syntaxes(&token).find_syntax_by_token(&token).is_some(), "{language}");
        }
        assert_eq!(highlight("no such language", "x = 1"), []);
        assert_eq!(highlight("python", &"x = 1\n".repeat(20_000)), []);
    }

    #[test]
    fn highlights_are_in_order_and_on_character_borders() {
        let text = "print('变量') # 注释\nx = {'a': [1, 2]}\n\"\"\"未完";
        let mut end = 0;
        for (range, _) in highlight("python", text) {
            assert!(range.start >= end && text.get(range.clone()).is_some(), "{range:?}");
            end = range.end;
        }
    }

    #[test]
    fn every_syntax_survives_any_text() {
        let text = "a: \"b\" # <x y='z'>{% \\begin{x} $1 変数 (((\n'''";
        let all = two_face::syntax::extra_newlines();
        for syntax in all.syntaxes() {
            let _ = highlight_as(&all, syntax, text);
        }
    }

    #[test]
    fn highlights_are_laid_over_wrapped_rows_only_where_code_stands() {
        let source = "> - x\n>   ```python\n>   value = 'a rather long string' # 注释\n>   ```";
        let rows = parse(source, 1000).layout(&LayoutOptions { width: 30, ..LayoutOptions::default() });
        let block = &rows.code_blocks[0];
        let highlights = highlight(&block.language, &block.text);
        let mut seen = String::new();
        for row in block.rows.clone() {
            let text = &rows.rows[row].text;
            let spans = rows.highlighted_spans(row, &highlights);
            let joined: String = spans.iter().map(|span| &text[span.range.clone()]).collect();
            assert_eq!(joined, *text);
            for span in spans.iter().filter(|span| span.style.role == TextRole::SyntaxString) {
                seen.push_str(&text[span.range.clone()]);
            }
        }
        assert_eq!(seen, "'a rather long string'");
        assert_eq!(rows.code_block_at(0), None);
    }

    #[test]
    fn code_in_table_cells_keeps_its_place() {
        let source = "<table><tr><td>左</td><td><pre><code class=\"language-python\">x = 'a'</code></pre></td></tr></table>";
        let rows = parse(source, 1000).layout(&LayoutOptions { width: 60, ..LayoutOptions::default() });
        let block = &rows.code_blocks[0];
        let row = block.first_line;
        let spans = rows.highlighted_spans(row, &highlight(&block.language, &block.text));
        let string = spans.iter().find(|span| span.style.role == TextRole::SyntaxString).expect("a string");
        assert_eq!(&rows.rows[row].text[string.range.clone()], "'a'");
    }
}
