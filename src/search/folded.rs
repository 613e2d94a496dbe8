//! Text as it is compared: lower case, and an input method's full-width letters as ordinary ones.

/// A character as it is compared.
pub(super) fn fold(c: char) -> impl Iterator<Item = char> {
    let c = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    c.to_lowercase()
}

/// Whether a character is compared as it stands: most text is copied in long pieces.
fn stays(c: char) -> bool {
    match c {
        '\0'..='\x7F' => !c.is_ascii_uppercase(),
        // Chinese, Japanese and Korean, and their punctuation, but for the wide space.
        '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => c != '\u{3000}',
        _ => false,
    }
}

/// A text as it is compared.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    push(&mut folded, text);
    folded
}

/// Adds a text as it is compared.
pub(super) fn push(folded: &mut String, text: &str) {
    let mut copied = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !stays(*c)) {
        folded.push_str(&text[copied..at]);
        folded.extend(fold(c));
        copied = at + c.len_utf8();
    }
    folded.push_str(&text[copied..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_is_what_folding_leaves() {
        for c in ('\0'..'\u{FFFF}').filter(|c| stays(*c)) {
            assert!(fold(c).eq([c]), "{c:?}");
        }
        assert_eq!(folded("ＡＢ c 中文\u{3000}ÄÖ Σ"), "ab c 中文 äö σ");
    }
}
