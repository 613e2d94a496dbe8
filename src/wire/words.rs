//! Words that groups share: tags, GPU types, authors, software.
//!
//! A page of 100 groups says the same few hundred of them thousands of times. Each is cleaned and kept once.

use std::collections::HashSet;

use crate::text::CleanText;

use super::fields::Field;

/// The words met so far.
#[derive(Debug, Default)]
pub struct Words(HashSet<CleanText>);

impl Words {
    /// A text of one line.
    pub(super) fn line(&mut self, field: Field<'_>) -> CleanText {
        field.with_text(|text| self.word(text))
    }

    /// A list; one that is written as text is read too: `"4090,A100"`, `"LLM、推理"`, `"[\"LLM\"]"`.
    pub(super) fn lines(&mut self, field: Field<'_>) -> Vec<CleanText> {
        let mut items: Vec<CleanText> = match field.string() {
            Some(list) if list.trim_start().starts_with('[') => {
                Field::new(&list).items().into_iter().map(|item| self.line(item)).collect()
            }
            Some(list) => list.split([',', '，', '、', ';', '；']).map(|word| self.word(word)).collect(),
            None => field.items().into_iter().map(|item| self.line(item)).collect(),
        };
        items.retain(|text| !text.is_empty());
        items
    }

    fn word(&mut self, text: &str) -> CleanText {
        // What is clean already cleans to itself.
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let word = CleanText::line(text);
        if !word.is_empty() {
            self.0.insert(word.clone());
        }
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_kept_once_and_cleaned() {
        let mut words = Words::default();
        let first = words.line(Field::new("\"LLM\""));
        let again = words.lines(Field::new("[\" LLM\",\"\",\"L\\u200bLM\",\"LLM\"]"));
        assert_eq!(again, [first.clone(), first.clone(), first.clone()]);
        assert!(std::ptr::eq(first.as_str(), again[2].as_str()), "the same memory");
    }
}
