//! FrontMatter matter: what a file's first lines say to programs, between two lines of `---` (YAML) or `+++` (TOML).
//!
//! A thematic break looks the same, so only lines that read as keys and their values count, and only at the very
//! start. pulldown-cmark has options for it, but takes any text between two breaks anywhere.

use crate::readme::document::Block;
use crate::text::CleanText;

/// The front matter of a source: the language it is in, its lines, and how many bytes it takes with its fences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FrontMatter<'a> {
    pub(super) language: &'static str,
    pub(super) text: &'a str,
    pub(super) len: usize,
}

impl FrontMatter<'_> {
    /// It is shown as the code it is.
    pub(super) fn block(self) -> Block {
        let text = CleanText::block(self.text, usize::MAX).as_str().to_owned();
        Block::Code { language: self.language.to_owned(), text }
    }
}

/// The front matter that `source` begins with.
pub(super) fn front_matter(source: &str) -> Option<FrontMatter<'_>> {
    let mut lines = source.split_inclusive('\n');
    let first = lines.next()?;
    let (language, fence, sign) = match first.trim_start_matches('\u{FEFF}').trim_end() {
        fence @ "---" => ("yaml", fence, ':'),
        fence @ "+++" => ("toml", fence, '='),
        _ => return None,
    };
    let mut at = first.len();
    let mut keys = 0;
    for line in lines {
        let text = line.trim_end();
        let ends = text == fence || (fence == "---" && text == "...");
        if ends {
            let text = source[first.len()..at].trim_end();
            return (keys > 0).then_some(FrontMatter { language, text, len: at + line.len() });
        }
        if begins_with_key(text, sign) {
            keys += 1;
        } else if keys == 0 && !text.starts_with(['#', '[']) || !goes_on(text) {
            return None;
        }
        at += line.len();
    }
    None
}

/// Whether a line reads `key: value`, or `key = value` in TOML.
fn begins_with_key(line: &str, sign: char) -> bool {
    let Some((key, value)) = line.split_once(sign) else { return false };
    let key = key.trim_end();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'' | '/');
    let parted = sign == '=' || value.is_empty() || value.starts_with([' ', '\t']);
    parted
        && key.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"'))
        && key.chars().all(is_part)
}

/// Whether a line may stand between keys: a blank, a comment, a list's item or a table's name, the rest of a value.
fn goes_on(line: &str) -> bool {
    line.is_empty()
        || line == "-"
        || line.starts_with("- ")
        || line.starts_with(['#', ' ', '\t', '[', ']', '}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Option<(&str, &str, &str)> {
        front_matter(source).map(|front| (front.language, front.text, &source[front.len..]))
    }

    #[test]
    fn keys_between_fences_at_the_start_are_front_matter() {
        let card = "license: apache-2.0\nlanguage:\n- zh\n  # both\n- en\nbase_model: Qwen/Qwen2.5-7B\n\nwidget:\n  - text: |\n      x";
        assert_eq!(found(&format!("---\n{card}\n---\n# T")), Some(("yaml", card, "# T")));
        assert_eq!(found("---\r\na: 1\r\n...\r\nT"), Some(("yaml", "a: 1", "T")));
        assert_eq!(found("\u{FEFF}--- \n# note\n\"标 题\": x\n---"), None, "a key has no space in it");
        assert_eq!(found("\u{FEFF}--- \n# note\n标题: x\n---"), Some(("yaml", "# note\n标题: x", "")));
        assert_eq!(found("+++\n[extra]\na = 'b'\n+++\nT"), Some(("toml", "[extra]\na = 'b'", "T")));
    }

    #[test]
    fn a_thematic_break_is_none() {
        for source in [
            "---\n\nSome text\n\n---\n",
            "---\nFoo\n---\nBar\n---",
            "---\nSee: this and\nthat\n---\n",
            "---\n---\n",
            "---\n# Title\n---\n",
            "---\n- item\n---\n",
            "---\n\na: b\n---\n",
            "---\nhttp://a.example\n---\n",
            "---\na: b\n",
            "text\n---\na: b\n---\n",
            "----\na: b\n----\n",
            "+++\nText\n+++\n",
        ] {
            assert_eq!(found(source), None, "{source}");
        }
    }
}
