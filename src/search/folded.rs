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

/// A text as it is compared.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    push(&mut folded, text);
    folded
}

/// Adds a text as it is compared.
pub(super) fn push(folded: &mut String, text: &str) {
    if text.is_ascii() {
        folded.extend(text.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        folded.extend(text.chars().flat_map(fold));
    }
}
