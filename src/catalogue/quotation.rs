//! Quotation in the search field: which characters mean something there, and how a text is written that has them.

/// Reads the field character by character, and knows which ones stand in quotes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Quotation {
    is_open: bool,
    is_escaped: bool,
}

/// What a character of the field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A quotation mark that opens.
    Open,
    /// A quotation mark that closes, or a backslash that takes the next character's meaning.
    Mark,
    /// White space between words.
    Space,
    /// A sign that may mean something, as ASCII.
    Sign(char),
    /// A part of a text.
    Text,
}

impl Quotation {
    /// What the next character is; `after` is the one behind it.
    pub(crate) fn role(&mut self, c: char, after: Option<char>) -> Role {
        if !self.is_open {
            self.is_open = is_quote(c);
            return match sign(c) {
                _ if self.is_open => Role::Open,
                Some(sign) => Role::Sign(sign),
                None if c.is_whitespace() => Role::Space,
                None => Role::Text,
            };
        }
        if std::mem::take(&mut self.is_escaped) {
            return Role::Text;
        }
        self.is_escaped = c == '\\' && after.is_some_and(needs_escape);
        self.is_open = !is_quote(c);
        if self.is_escaped || !self.is_open { Role::Mark } else { Role::Text }
    }
}

/// A text as it stands behind a key: in quotes where it would be read as something else without them.
pub(crate) fn quoted_if_needed(text: &str) -> String {
    // ASCII's own signs mean nothing behind a key, save the one between alternatives.
    let is_changed = |c: char| sign(c).is_some_and(|sign| sign != c || sign == '|');
    let is_special = |c: char| c.is_whitespace() || is_quote(c) || is_changed(c);
    if text.contains(is_special) { quoted(text) } else { text.to_owned() }
}

/// A text in quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        if needs_escape(c) {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

/// What a character means outside quotes, whatever its width.
fn sign(c: char) -> Option<char> {
    match c {
        ':' | '|' | '<' | '>' | '=' | '-' => Some(c),
        '：' | '｜' | '＜' | '＞' | '＝' | '－' => Some(half_width(c)),
        '《' => Some('<'),
        '》' => Some('>'),
        _ => None,
    }
}

/// A full-width form of ASCII as ASCII (U+FF01 to U+FF5E).
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '。' => '.',
        _ => c,
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '＂')
}

/// What a backslash in quotes takes the meaning of; before all else it is a character like others (`C:\models`).
fn needs_escape(c: char) -> bool {
    is_quote(c) || c == '\\'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_in_quotes_only_where_it_must_be() {
        for text in ["kijai", "秋叶", "a-b", "a:b", "x=1", "C:\\models", "中文，（ab）。"] {
            assert_eq!(quoted_if_needed(text), text);
        }
        for (text, written) in [
            ("a b", "\"a b\""),
            ("a|b", "\"a|b\""),
            ("《a》", "\"《a》\""),
            ("a：b", "\"a：b\""),
            ("say \"hi\"", "\"say \\\"hi\\\"\""),
            ("“a”", "\"\\“a\\”\""),
            ("a \\", "\"a \\\\\""),
        ] {
            assert_eq!(quoted_if_needed(text), written);
        }
    }

    proptest::proptest! {
        /// Whatever stands in quotes is read as it is, and the quotes end where they are closed.
        #[test]
        fn what_is_quoted_is_text(text in "(\\PC|[\"“”＂|：《》\\\\ ]){0,12}") {
            let written = quoted(&text);
            let mut quotation = Quotation::default();
            let mut behind = written.chars().skip(1);
            let read: String = written
                .chars()
                .filter(|c| quotation.role(*c, behind.next()) == Role::Text)
                .collect();
            proptest::prop_assert_eq!(&read, &text);
            proptest::prop_assert!(!quotation.is_open);
        }
    }
}
