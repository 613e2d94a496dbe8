//! Words: which groups have them, and how well.

use memchr::memmem::Finder;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text::pinyin;

use super::corpus::{Corpus, Field, Place};
use super::folded::folded;

/// Characters of the shortest word that is looked for in Readmes.
const README_CHARS: usize = 2;
/// Characters of the shortest word that may be misspelt.
const FUZZY_CHARS: usize = 3;

/// How a word was found, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Fuzzy,
    Pinyin,
    Literal,
}

/// How well a group has a word; 0 is not at all. The field counts most, then how it was found, then where it stands.
fn score(field: Field, how: How, place: Place) -> u32 {
    let field = (Field::ALL.len() - field as usize) as u32;
    (field * 3 + how as u32) * 4 + place as u32
}

/// How well each group has all of some words; 0 is not.
pub(super) fn scores(corpus: &Corpus, words: &str) -> Vec<u32> {
    let mut total = vec![1_u32; corpus.groups().len()];
    for word in words.split_whitespace() {
        let scores = scores_of(corpus, &folded(word));
        for (total, score) in total.iter_mut().zip(scores) {
            // A group that lacks one word is out for good.
            *total = if *total == 0 || score == 0 { 0 } else { *total + score };
        }
    }
    total
}

/// How well each group has a word. Misspellings count only where nothing else matches at all.
fn scores_of(corpus: &Corpus, word: &str) -> Vec<u32> {
    let mut scores = vec![0; corpus.groups().len()];
    let length = word.chars().count();
    let finder = Finder::new(word);
    let mut keep = |group: usize, score: u32| scores[group] = score.max(scores[group]);
    for field in Field::ALL {
        if field != Field::Readme || length >= README_CHARS {
            corpus.texts(field).each(&finder, |group, place| keep(group, score(field, How::Literal, place)));
        }
        if let Some(chinese) = corpus.chinese(field).filter(|_| pinyin::is_typed(word)) {
            chinese.each(word, |group| keep(group, score(field, How::Pinyin, Place::Inside)));
        }
    }
    if length >= FUZZY_CHARS && scores.iter().all(|score| *score == 0) {
        misspelt(corpus, word, &mut scores);
    }
    scores
}

/// Names that have the letters of a word in order, or a word that differs in few letters.
fn misspelt(corpus: &Corpus, word: &str, scores: &mut [u32]) {
    let pattern = Pattern::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let wrong = if word.chars().count() < 6 { 1 } else { 2 };
    for (group, score_of) in corpus.groups().iter().zip(scores) {
        let title = folded(group.title());
        let mut parts = title.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        let is_near = parts.any(|part| {
            part.len().abs_diff(word.len()) <= 4 * wrong && strsim::osa_distance(part, word) <= wrong
        });
        if is_near || pattern.score(Utf32Str::new(&title, &mut buffer), &mut matcher).is_some() {
            *score_of = score(Field::Name, How::Fuzzy, if is_near { Place::Word } else { Place::Inside });
        }
    }
}

/// Which groups have a text just as it stands, in some fields.
pub(super) fn having(corpus: &Corpus, text: &str, fields: &[Field]) -> Vec<bool> {
    let mut having = vec![false; corpus.groups().len()];
    let text = folded(text);
    let finder = Finder::new(&text);
    for field in fields {
        corpus.texts(*field).each(&finder, |group, _| having[group] = true);
    }
    having
}
