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

/// Bytes looked at together.
const CHUNK: usize = 16;

/// Adds a text as it is compared.
pub(super) fn push(folded: &mut String, text: &str) {
    let mut rest = text;
    loop {
        let (same, other) = rest.split_at(same_prefix(rest));
        folded.push_str(same);
        let mut chars = other.chars();
        let Some(c) = chars.next() else { return };
        folded.extend(fold(c));
        rest = chars.as_str();
    }
}

/// How many bytes at the beginning of a text are compared as they stand.
fn same_prefix(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while bytes.get(at..at + CHUNK).is_some_and(same_chunk) {
        at += CHUNK;
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    text[at..].find(|c| !stays(c)).map_or(text.len(), |end| at + end)
}

/// Whether all bytes of a chunk are of characters that stay: ASCII but for capitals, and U+4000 to U+9FFF, whose first
/// byte tells. Without a branch, a compiler makes this one step for all bytes.
fn same_chunk(chunk: &[u8]) -> bool {
    chunk.iter().fold(true, |all, byte| {
        let small = byte.is_ascii() & !byte.is_ascii_uppercase();
        all & (small | matches!(byte, 0x80..=0xBF | 0xE4..=0xE9))
    })
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

    proptest::proptest! {
        /// Looking at many bytes together changes nothing.
        #[test]
        fn long_pieces_are_folded_as_their_characters(text in "([a-z]{0,20}|[文字处理]{0,9}|[A-ZÄΣÿ]|\u{3000}|Ａ|。|\\PC){0,12}") {
            let slowly: String = text.chars().flat_map(fold).collect();
            proptest::prop_assert_eq!(folded(&text), slowly);
        }
    }
}
