//! Text of strangers in Markdown that others will render: none of it may become a link, an image or markup.

/// Text for a cell of a table, on one line, with everything that means something to Markdown escaped.
#[must_use]
pub(crate) fn cell(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '!' | '~' | '&' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A row of a table.
#[must_use]
pub(crate) fn row<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> String {
    cells.into_iter().fold("|".to_owned(), |row, cell| format!("{row} {} |", cell.as_ref()))
}

/// A fence for a block of code that nothing in it ends.
#[must_use]
pub(crate) fn fence<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let longest_in = |line: &str| line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let longest = lines.into_iter().map(longest_in).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_strangers_stays_text() {
        assert_eq!(cell("a|b [x](http://y) <img> **b**\nc"), r"a\|b \[x\](http://y) \<img\> \*\*b\*\* c");
        assert_eq!(row(["a", "", "b"]), "| a |  | b |");
        assert_eq!(fence(["a", "```rust", "````"]), "`````");
        assert_eq!(fence([]), "```");
    }
}
