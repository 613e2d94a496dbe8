//! Highlighted code blocks: asked for once, plain until they come, the oldest forgotten beyond a limit.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::readme::Highlight;

/// Code blocks kept.
const KEPT: usize = 128;

/// Highlighted runs by language and code.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Highlights {
    done: HashMap<String, HashMap<String, Arc<Vec<Highlight>>>>,
    asked: VecDeque<(String, String)>,
}

impl Highlights {
    /// A block's runs; empty while they are on their way.
    #[must_use]
    pub fn get(&self, language: &str, code: &str) -> &[Highlight] {
        self.done.get(language).and_then(|blocks| blocks.get(code)).map_or(&[], |runs| runs)
    }

    /// Whether a block has to be asked for; notes it as asked for.
    pub fn wants(&mut self, language: &str, code: &str) -> bool {
        if language.is_empty() || self.asked.iter().any(|(known, text)| known == language && text == code) {
            return false;
        }
        self.asked.push_back((language.to_owned(), code.to_owned()));
        if self.asked.len() > KEPT
            && let Some((language, code)) = self.asked.pop_front()
            && let Some(blocks) = self.done.get_mut(&language)
        {
            blocks.remove(&code);
        }
        true
    }

    /// Takes a block's runs, unless it was forgotten meanwhile.
    pub fn put(&mut self, language: String, code: String, runs: Arc<Vec<Highlight>>) {
        if self.asked.iter().any(|(known, text)| *known == language && *text == code) {
            self.done.entry(language).or_default().insert(code, runs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readme::TextRole;

    #[test]
    fn a_block_is_asked_for_once_and_plain_until_it_comes() {
        let mut highlights = Highlights::default();
        assert!(highlights.wants("bash", "ls"));
        assert!(!highlights.wants("bash", "ls"));
        assert!(highlights.wants("python", "ls"));
        assert!(!highlights.wants("", "ls"), "code without a language stays plain");
        assert_eq!(highlights.get("bash", "ls"), []);
        let runs = Arc::new(vec![(0..2, TextRole::SyntaxFunction)]);
        highlights.put("bash".to_owned(), "ls".to_owned(), Arc::clone(&runs));
        assert_eq!(highlights.get("bash", "ls"), &runs[..]);
    }

    #[test]
    fn the_oldest_is_forgotten() {
        let mut highlights = Highlights::default();
        for number in 0..KEPT + 1 {
            let code = number.to_string();
            highlights.wants("bash", &code);
            highlights.put("bash".to_owned(), code, Arc::new(vec![(0..1, TextRole::Code)]));
        }
        assert_eq!(highlights.get("bash", "0"), []);
        assert_eq!(highlights.get("bash", "1").len(), 1);
    }
}
