//! Narrowing choices by what is typed.

use std::cell::RefCell;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::table::Order;
use super::{Act, Choice};

thread_local! {
    static MATCHER: RefCell<Matcher> = RefCell::new(Matcher::new(Config::DEFAULT));
}

/// Choices that match a fuzzy pattern in label or note.
pub(super) fn matching(all: Vec<Choice>, pattern: &str, order: Order) -> Vec<Choice> {
    let pattern = match order {
        Order::Substring => {
            Pattern::new(pattern, CaseMatching::Ignore, Normalization::Smart, AtomKind::Substring)
        }
        Order::Best | Order::Given => Pattern::parse(pattern, CaseMatching::Ignore, Normalization::Smart),
    };
    MATCHER.with_borrow_mut(|matcher| {
        let scored = all.into_iter().filter_map(|choice| scored(choice, &pattern, matcher));
        let mut scored: Vec<(u32, Choice)> = scored.collect();
        if order == Order::Best {
            scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        }
        scored.into_iter().map(|(_, choice)| choice).collect()
    })
}

/// A choice that matches, with its score and the graphemes of its label that match.
fn scored(mut choice: Choice, pattern: &Pattern, matcher: &mut Matcher) -> Option<(u32, Choice)> {
    let mut buffer = Vec::new();
    let mut matched = Vec::new();
    let label = pattern.indices(Utf32Str::new(&choice.label, &mut buffer), matcher, &mut matched);
    let id = match &choice.act {
        Act::Run(command) => command.row().id,
        Act::Copy(..) | Act::Link { .. } | Act::GoTo(_) | Act::Theme(_) | Act::Tag(_) => "",
    };
    let other = pattern.score(Utf32Str::new(&format!("{id} {}", choice.note), &mut buffer), matcher);
    let score = label.max(other)?;
    if label.is_some() {
        matched.sort_unstable();
        matched.dedup();
        choice.matched = matched;
    }
    Some((score, choice))
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
}
