//! Narrowing choices by what is typed.

use std::cell::RefCell;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use unicode_segmentation::UnicodeSegmentation;

use crate::i18n::Lang;
use crate::text::pinyin;

use super::table::Order;
use super::{Act, Choice};

thread_local! {
    static MATCHER: RefCell<Matcher> = RefCell::new(Matcher::new(Config::DEFAULT));
}

/// Choices that match a fuzzy pattern in label or note.
pub(super) fn matching(all: Vec<Choice>, typed: &str, order: Order) -> Vec<Choice> {
    let pattern = match order {
        Order::Substring => {
            Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Substring)
        }
        Order::Best | Order::Given => Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart),
    };
    let typed = Typed { pattern, letters: typed.to_lowercase() };
    MATCHER.with_borrow_mut(|matcher| {
        let scored = all.into_iter().filter_map(|choice| scored(choice, &typed, matcher));
        let mut scored: Vec<(u32, Choice)> = scored.collect();
        if order == Order::Best {
            scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        }
        scored.into_iter().map(|(_, choice)| choice).collect()
    })
}

/// A choice that matches, with its score and the graphemes of its label that match. Words of either language count, and
/// pinyin where the letters themselves match nothing: nobody has to switch an input method to give a command.
fn scored(mut choice: Choice, typed: &Typed, matcher: &mut Matcher) -> Option<(u32, Choice)> {
    let mut buffer = Vec::new();
    let mut matched = Vec::new();
    let label = typed.pattern.indices(Utf32Str::new(&choice.label, &mut buffer), matcher, &mut matched);
    let other = typed.pattern.score(Utf32Str::new(&unseen(&choice), &mut buffer), matcher);
    let score = match (label.max(other), typed.pinyin(&choice.label)) {
        (Some(score), _) => score,
        (None, Some(graphemes)) => {
            matched = graphemes;
            1
        }
        (None, None) => return None,
    };
    matched.sort_unstable();
    matched.dedup();
    choice.matched = matched;
    Some((score, choice))
}

/// What a choice is found by, beside its label: its id, its note, its words in the other language.
fn unseen(choice: &Choice) -> String {
    if let Act::Run(command) = &choice.act {
        let row = command.row();
        let foreign = Lang::ALL.map(|lang| row.doc(lang)).into_iter().find(|doc| *doc != choice.label);
        format!("{} {} {}", row.id, choice.note, foreign.unwrap_or_default())
    } else {
        choice.note.clone()
    }
}

/// What was typed.
struct Typed {
    pattern: Pattern,
    letters: String,
}

impl Typed {
    /// The graphemes of a label that read like what was typed.
    fn pinyin(&self, label: &str) -> Option<Vec<u32>> {
        let range = Some(&self.letters)
            .filter(|letters| pinyin::is_typed(letters))
            .and_then(|letters| pinyin::find(label, letters))?;
        let graphemes = label.grapheme_indices(true).zip(0_u32..);
        Some(graphemes.filter(|((at, _), _)| range.contains(at)).map(|(_, number)| number).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(label: &str, pattern: &str) -> Option<Vec<u32>> {
        let all = vec![Choice::new(label, "", Act::GoTo(0))];
        matching(all, pattern, Order::Given).pop().map(|choice| choice.matched)
    }

    #[test]
    fn graphemes_that_match_are_counted_not_characters() {
        assert_eq!(matched("Setup", "t"), Some(vec![2]));
        assert_eq!(matched("⚙️ Setup", "t"), Some(vec![4]));
        assert_eq!(matched("👨‍👩‍👧 家庭", "庭"), Some(vec![3]));
        assert_eq!(matched("Setup", "x"), None);
    }

    #[test]
    fn labels_are_found_by_pinyin() {
        assert_eq!(matched("⚙️ 选择主题", "zhuti"), Some(vec![4, 5]));
        assert_eq!(matched("选择主题", "xzzt"), Some(vec![0, 1, 2, 3]));
    }
}
