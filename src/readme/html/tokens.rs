//! HTML to tokens: text, opening tags with attributes, closing tags.
//!
//! Total and linear in the length of the input: what is no tag is text, an unfinished tag is text to the end.
//! Comments, declarations and the content of `<script>` and its like give no token.

use std::borrow::Cow;

/// A token of HTML.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Text, entities not decoded.
    Text(&'a str),
    Open(Open<'a>),
    /// A closing tag's name, in lower case.
    Close(String),
}

/// An opening tag.
#[derive(Debug, PartialEq)]
pub(super) struct Open<'a> {
    /// In lower case.
    pub(super) name: String,
    /// Names as written, values with quotes removed and entities not decoded.
    attributes: Vec<(&'a str, &'a str)>,
}

impl Open<'_> {
    /// An attribute's value, entities decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.raw_attribute(name).map(htmlize::unescape_attribute)
    }

    /// An attribute's value as written.
    pub(super) fn raw_attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

/// Elements whose content is no markup.
const RAW: [&str; 7] = ["script", "style", "iframe", "noembed", "noframes", "xmp", "title"];
/// More attributes than this are no markup a person wrote.
const ATTRIBUTES: usize = 64;

/// The tokens of some HTML.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    fn take(&mut self, len: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(len.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn take_past(&mut self, end: &str) {
        let len = self.rest.find(end).map_or(self.rest.len(), |at| at + end.len());
        self.take(len);
    }

    /// The tag at the beginning of the rest; `None` where there is none.
    fn tag(&mut self) -> Option<Token<'a>> {
        let rest = self.rest;
        let (closing, body) = match rest.strip_prefix("</") {
            Some(body) => (true, body),
            None => (false, rest.strip_prefix('<')?),
        };
        let name_len = name_length(body)?;
        let (name, after) = body.split_at(name_len);
        let name = name.to_ascii_lowercase();
        let Some((attributes, after)) = attributes(after) else {
            return Some(Token::Text(self.take(rest.len())));
        };
        self.rest = after;
        if closing {
            return Some(Token::Close(name));
        }
        if RAW.contains(&name.as_str()) {
            self.skip_raw(&name);
        }
        Some(Token::Open(Open { name, attributes }))
    }

    /// Skips to the closing tag of a raw element, or to the end where it is missing.
    fn skip_raw(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let closes = |at: usize| {
            bytes.get(at + 2..at + 2 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
        };
        let end = self.rest.match_indices("</").map(|(at, _)| at).find(|&at| closes(at));
        self.take(end.unwrap_or(self.rest.len()));
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if !self.rest.starts_with('<') {
                let len = self.rest.find('<').unwrap_or(self.rest.len());
                return Some(Token::Text(self.take(len)));
            }
            if self.rest.starts_with("<!--") {
                self.take("<!".len());
                self.take_past("-->");
            } else if self.rest.starts_with("<![CDATA[") {
                self.take_past("]]>");
            } else if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
                self.take_past(">");
            } else if let Some(token) = self.tag() {
                return Some(token);
            } else {
                return Some(Token::Text(self.take(1)));
            }
        }
    }
}

/// Whether `text` begins with an opening or closing tag.
pub(super) fn begins_with_tag(text: &str) -> bool {
    let body = text.strip_prefix("</").or_else(|| text.strip_prefix('<'));
    body.and_then(name_length).is_some()
}

fn name_length(body: &str) -> Option<usize> {
    let bytes = body.as_bytes();
    bytes.first().filter(|b| b.is_ascii_alphabetic())?;
    let len = bytes.iter().position(|&b| b.is_ascii_whitespace() || b == b'/' || b == b'>');
    Some(len.unwrap_or(bytes.len()))
}

/// Attributes up to and including the tag's `>`, and what follows; `None` where the tag is not finished.
fn attributes(source: &str) -> Option<(Vec<(&str, &str)>, &str)> {
    let mut found = Vec::new();
    let mut rest = source;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return Some((found, after));
        }
        // A `=` in front belongs to the name, as HTML has it.
        let sign = usize::from(rest.starts_with('='));
        let len =
            sign + rest[sign..].find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '='))?;
        let (name, after) = rest.split_at(len);
        let (value, after) = value(after)?;
        if found.len() < ATTRIBUTES {
            found.push((name, value));
        }
        rest = after;
    }
}

/// An attribute's value after its name, and what follows.
fn value(source: &str) -> Option<(&str, &str)> {
    let Some(after) = source.trim_ascii_start().strip_prefix('=') else {
        return Some(("", source));
    };
    let after = after.trim_ascii_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = after.strip_prefix(quote) {
            return quoted.split_once(quote);
        }
    }
    let len = after.find(|c: char| c.is_ascii_whitespace() || c == '>')?;
    Some(after.split_at(len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        Tokens::new(html)
            .map(|token| match token {
                Token::Text(text) => format!("\"{text}\""),
                Token::Open(open) => format!("<{} {:?}>", open.name, open.attributes),
                Token::Close(name) => format!("</{name}>"),
            })
            .collect()
    }

    #[test]
    fn tags_and_attributes_are_read_as_written() {
        assert_eq!(shown("a<BR/>b"), ["\"a\"", "<br []>", "\"b\""]);
        assert_eq!(
            shown(r#"<img src='a b.png' alt="<x>" width=3 hidden>"#),
            [r#"<img [("src", "a b.png"), ("alt", "<x>"), ("width", "3"), ("hidden", "")]>"#]
        );
        assert_eq!(shown("</P >x"), ["</p>", "\"x\""]);
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(shown("1 < 2 <3"), ["\"1 \"", "\"<\"", "\" 2 \"", "\"<\"", "\"3\""]);
        assert_eq!(shown("<a b='c"), ["\"<a b='c\""]);
    }

    #[test]
    fn comments_and_scripts_vanish() {
        assert_eq!(shown("a<!-- <b> -->c<!doctype x><?php ?>"), ["\"a\"", "\"c\""]);
        assert_eq!(shown("<script>if (a<b) '</div>'</script>x"), ["<script []>", "</script>", "\"x\""]);
        assert_eq!(shown("<!-->x"), ["\"x\""]);
    }

    #[test]
    fn entities_in_attributes_are_decoded_once() {
        let mut tokens = Tokens::new("<a href='?a=1&amp;b=2&amp;lt;'>");
        let Some(Token::Open(open)) = tokens.next() else { panic!("no tag") };
        assert_eq!(open.attribute("HREF").as_deref(), Some("?a=1&b=2&lt;"));
    }
}
