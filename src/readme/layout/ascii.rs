//! An author's signs in ASCII, for terminals where they are two cells wide.
//!
//! Quotes, dashes, arrows, circled numbers, lines and the like; letters stay, whatever their script.

use std::borrow::Cow;

use crate::readme::document::{Run, Text, TextRef};

/// `text` with signs of ambiguous width replaced.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if !text.contains(is_folded) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push(&mut out, c);
    }
    Cow::Owned(out)
}

/// The same for a text with runs.
pub(super) fn fold_text(text: TextRef<'_>) -> Option<Text> {
    if !text.text.contains(is_folded) {
        return None;
    }
    let mut folded = Text::default();
    let mut start = 0;
    for run in text.runs {
        for c in text.text[start..run.end].chars() {
            push(&mut folded.text, c);
        }
        folded.runs.push(Run { end: folded.text.len(), look: run.look });
        start = run.end;
    }
    Some(folded)
}

fn is_folded(c: char) -> bool {
    !c.is_ascii() && (replacement(c).is_some() || circled(c).is_some())
}

fn push(out: &mut String, c: char) {
    match (circled(c), replacement(c)) {
        _ if c.is_ascii() => out.push(c),
        (Some(number), _) => out.push_str(&format!("({number})")),
        (None, Some(signs)) => out.push_str(signs),
        (None, None) => out.push(c),
    }
}

/// The number in a circle.
fn circled(c: char) -> Option<u32> {
    ('\u{2460}'..='\u{2473}').contains(&c).then(|| u32::from(c) - 0x245F)
}

fn replacement(c: char) -> Option<&'static str> {
    Some(match c {
        '“' | '”' => "\"",
        '‘' | '’' => "'",
        '…' => "...",
        '‐' | '–' | '—' | '―' | '─' | '━' | '╌' | '┄' => "-",
        '│' | '┃' | '├' | '┤' => "|",
        '┌' | '┐' | '┘' | '┬' | '┴' | '┼' | '╭' | '╮' | '╯' => "+",
        '└' | '╰' => "`",
        '═' => "=",
        '·' | '‧' => ".",
        '•' | '★' | '☆' | '●' | '○' | '◎' | '■' | '□' | '◆' | '◇' | '▲' | '△' | '▼' | '▽' | '※' => {
            "*"
        }
        '×' => "x",
        '÷' => "/",
        '±' => "+-",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '≈' => "~",
        '√' => "v",
        '∞' => "oo",
        '→' => "->",
        '←' => "<-",
        '↑' => "^",
        '↓' => "v",
        '↔' => "<->",
        '⇒' => "=>",
        '⇔' => "<=>",
        '▶' => ">",
        '◀' => "<",
        '°' => "deg",
        '℃' => "C",
        '§' => "S",
        '®' => "(R)",
        '²' => "^2",
        '³' => "^3",
        '¹' => "^1",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_ascii_and_letters_stay() {
        assert_eq!(fold("“引”……→①×²├──é中"), "\"引\"......->(1)x^2|--é中");
        assert!(matches!(fold("中文 plain"), Cow::Borrowed(_)));
    }
}
