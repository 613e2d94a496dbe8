//! Emphasis beside Chinese punctuation: `**注意：**请` is meant to be bold.
//!
//! CommonMark lets `**` close only where no letter follows punctuation, a rule made for scripts with spaces. Where
//! the parser left such a delimiter as text, an invisible character at its outer side makes it count, and the
//! sanitiser drops that again.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser};

use super::inline::is_unspaced;

/// A zero-width space, as an entity: its last character is the punctuation that lets a delimiter count.
const NUDGE: &str = "&#8203;";

/// The source, with delimiters nudged that CommonMark takes for text only for want of a space.
pub(super) fn emphasis(source: &str, options: Options) -> Cow<'_, str> {
    if !has_candidate(source) {
        return Cow::Borrowed(source);
    }
    let nudges: Vec<usize> = Parser::new_ext(source, options)
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Text(text) if matches!(&*text, "*" | "~") => run(source, range.start),
            _ => None,
        })
        .filter_map(|(start, end)| nudge(source, start, end))
        .collect();
    if nudges.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut repaired = String::with_capacity(source.len() + nudges.len() * NUDGE.len());
    let mut at = 0;
    for nudge in nudges {
        repaired.push_str(source.get(at..nudge).unwrap_or_default());
        repaired.push_str(NUDGE);
        at = nudge;
    }
    repaired.push_str(source.get(at..).unwrap_or_default());
    Cow::Owned(repaired)
}

/// The run of delimiters that begins at byte `start`; `None` in the middle of one. The parser gives each of an
/// unmatched run as a text of its own.
fn run(source: &str, start: usize) -> Option<(usize, usize)> {
    let bytes = source.as_bytes();
    let delimiter = bytes.get(start)?;
    let inside = start.checked_sub(1).is_some_and(|before| bytes[before] == *delimiter);
    let len = bytes[start..].iter().take_while(|b| *b == delimiter).count();
    (!inside).then_some((start, start + len))
}

/// Whether any delimiter of the source stands between punctuation and a Chinese character: most documents have
/// none, and are read once only.
fn has_candidate(source: &str) -> bool {
    let mut from = 0;
    while let Some(found) = source[from..].find(['*', '~']) {
        let start = from + found;
        let Some((_, end)) = run(source, start) else { return false };
        if nudge(source, start, end).is_some() {
            return true;
        }
        from = end;
    }
    false
}

/// Where the delimiter at `start..end` needs a nudge: after it where it should close, before it where it should
/// open.
fn nudge(source: &str, start: usize, end: usize) -> Option<usize> {
    let before = source.get(..start)?.chars().next_back()?;
    let after = source.get(end..)?.chars().next()?;
    if before == '\\' {
        return None;
    }
    if is_punctuation(before) && is_letter(after) && (is_unspaced(before) || is_unspaced(after)) {
        return Some(end);
    }
    if is_letter(before) && is_punctuation(after) && (is_unspaced(before) || is_unspaced(after)) {
        return Some(start);
    }
    None
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !matches!(c, '*' | '~')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_delimiters_left_as_text_are_nudged() {
        let repaired = |source| emphasis(source, Options::ENABLE_STRIKETHROUGH).into_owned();
        assert_eq!(repaired("**注意：**请"), "**注意：**&#8203;请");
        assert_eq!(repaired("是**“重点”**内"), "是&#8203;**“重点”**&#8203;内");
        assert_eq!(
            repaired("**端口：**8188，**密码：**abc"),
            "**端口：**&#8203;8188，**&#8203;密码：**&#8203;abc"
        );
        assert_eq!(repaired("~~删，~~留"), "~~删，~~&#8203;留");
        for kept in ["**粗**体", "`**注意：**请`", r"\**注意：\**请", "2*（3+4）*5 = x", "a ** b"]
        {
            assert_eq!(repaired(kept).replace(NUDGE, ""), kept);
        }
        assert_eq!(repaired("`**注意：**请`"), "`**注意：**请`");
        assert_eq!(repaired(r"\*\*注意：\*\*请"), r"\*\*注意：\*\*请");
    }
}
