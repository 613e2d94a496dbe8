//! Subscripts and superscripts as Unicode has them; `^` and `_` in front where it does not.

use std::borrow::Cow;

use super::element::Script;

/// `text` raised or lowered.
pub(super) fn raised(text: &str, script: Script) -> Cow<'_, str> {
    let (table, sign) = match script {
        Script::None => return Cow::Borrowed(text),
        Script::Super => (SUPERSCRIPTS, '^'),
        Script::Sub => (SUBSCRIPTS, '_'),
    };
    let mapped: Option<String> = text
        .chars()
        .map(|c| table.iter().find(|(plain, _)| *plain == c).map(|(_, raised)| *raised))
        .collect();
    match mapped {
        Some(mapped) => Cow::Owned(mapped),
        // An exponent or index gets a sign; longer text is only small print.
        None if text.len() <= SHORT && text.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            Cow::Owned(format!("{sign}{text}"))
        }
        None => Cow::Borrowed(text),
    }
}

/// Bytes of an exponent or index.
const SHORT: usize = 4;

const SUPERSCRIPTS: &[(char, char)] = &[
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('(', '⁽'),
    (')', '⁾'),
    ('n', 'ⁿ'),
];

const SUBSCRIPTS: &[(char, char)] = &[
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
    ('+', '₊'),
    ('-', '₋'),
    ('(', '₍'),
    (')', '₎'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_raised_and_words_marked() {
        assert_eq!(raised("2", Script::Super), "²");
        assert_eq!(raised("10", Script::Sub), "₁₀");
        assert_eq!(raised("max", Script::Super), "^max");
        assert_eq!(raised("下标", Script::Sub), "下标");
        assert_eq!(raised("a courtyard", Script::Sub), "a courtyard");
    }
}
