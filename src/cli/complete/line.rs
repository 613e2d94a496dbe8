//! A shell's line up to the caret: its words, and how an answer is written where the caret stands.

/// A line's words as the program would get them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ShellLine {
    /// All words; the last one is still being written, and may be empty.
    pub(super) words: Vec<String>,
    /// The quote that the last word is in.
    quote: Option<char>,
}

impl ShellLine {
    pub(super) fn of(line: &str) -> Self {
        let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
        let mut characters = line.chars().peekable();
        while let Some(character) = characters.next() {
            match (quote, character) {
                (None, ' ' | '\t' | '\n') => {
                    words.extend(word.take());
                    continue;
                }
                (None, '"' | '\'') => quote = Some(character),
                (Some(open), _) if open == character => quote = None,
                (None, '\\') => word.get_or_insert_default().extend(characters.next()),
                (Some('"'), '\\') => {
                    let escaped = characters.next_if(|next| "\"\\$`".contains(*next));
                    word.get_or_insert_default().push(escaped.unwrap_or('\\'));
                }
                _ => word.get_or_insert_default().push(character),
            }
            word.get_or_insert_default();
        }
        words.push(word.unwrap_or_default());
        ShellLine { words, quote }
    }

    /// How bash is to write a value in place of what it replaces, when this is the line before that: in the same quotes, and
    /// without what stands there already. `None` for a value that begins otherwise.
    pub(super) fn for_bash(&self, value: &str) -> Option<String> {
        let rest = value.strip_prefix(self.words.last()?.as_str())?;
        // Bash gets one answer a line.
        if rest.chars().any(char::is_control) {
            return None;
        }
        let written = |character| match self.quote {
            Some('\'') if character == '\'' => r"'\''".to_owned(),
            Some('"') if "\"\\$`".contains(character) => format!("\\{character}"),
            // What went before it on the line's history would stand there.
            Some('"') if character == '!' => "\"'!'\"".to_owned(),
            None if !is_plain(character) => format!("\\{character}"),
            _ => character.to_string(),
        };
        Some(rest.chars().map(written).collect())
    }
}

/// Whether every shell takes a character as it stands.
pub(super) fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || "-_./,=:+@%".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> (Vec<String>, Option<char>) {
        let line = ShellLine::of(line);
        (line.words, line.quote)
    }

    #[test]
    fn words_are_those_the_program_would_get() {
        for (line, expected, quote) in [
            ("", &[""][..], None),
            ("x list ", &["x", "list", ""], None),
            ("x  --tag=L", &["x", "--tag=L"], None),
            (r"x a\ b\", &["x", "a b"], None),
            ("x 'a \"b", &["x", "a \"b"], Some('\'')),
            ("x tag:\"a b", &["x", "tag:a b"], Some('"')),
            (r#"x "a\"b\c" ''"#, &["x", r#"a"b\c"#, ""], None),
        ] {
            let expected = expected.iter().map(ToString::to_string).collect();
            assert_eq!(words(line), (expected, quote), "{line}");
        }
    }

    #[test]
    fn a_value_goes_on_in_the_quotes_that_are_open() {
        let hostile = "tag:it's $(x) \"`y`\" !z";
        for (before, written) in [
            ("x ", r#"tag:it\'s\ \$\(x\)\ \"\`y\`\"\ \!z"#),
            ("x tag:", r#"it\'s\ \$\(x\)\ \"\`y\`\"\ \!z"#),
            ("x '", r#"tag:it'\''s $(x) "`y`" !z"#),
            ("x tag:\"", r#"it's \$(x) \"\`y\`\" "'!'"z"#),
        ] {
            assert_eq!(ShellLine::of(before).for_bash(hostile).unwrap(), written);
            // And what bash would have then is the value.
            let line = format!("{before}{written}");
            let read = ShellLine::of(&line.replace("\"'!'\"", "!")).words.pop().unwrap();
            assert_eq!(read, hostile);
        }
        assert_eq!(ShellLine::of("x gpu:").for_bash(hostile), None);
        assert_eq!(ShellLine::of("x ").for_bash("two\nlines"), None);
    }
}
