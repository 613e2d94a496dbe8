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
    let finder = Finder::new(word);
    let (near, far) = (|| near(corpus, &finder, word), || far(corpus, &finder, word));
    let is_long = corpus.texts(Field::Readme).is_long();
    let (mut scores, readmes) = if is_long { beside(near, far) } else { (near(), far()) };
    for (group, place) in readmes {
        scores[group] = score(Field::Readme, How::Literal, place).max(scores[group]);
    }
    if word.chars().count() >= FUZZY_CHARS && scores.iter().all(|score| *score == 0) {
        misspelt(corpus, word, &mut scores);
    }
    scores
}

/// How well each group has a word in anything but its Readmes.
fn near(corpus: &Corpus, finder: &Finder<'_>, word: &str) -> Vec<u32> {
    let mut scores = vec![0; corpus.groups().len()];
    let mut keep = |group: usize, score: u32| scores[group] = score.max(scores[group]);
    for field in [Field::Name, Field::Tag, Field::Description] {
        corpus.texts(field).each(finder, |group, place| keep(group, score(field, How::Literal, place)));
        if let Some(chinese) = corpus.chinese(field).filter(|_| pinyin::is_typed(word)) {
            chinese.each(word, |group| keep(group, score(field, How::Pinyin, Place::Inside)));
        }
    }
    scores
}

/// The groups that have a word in their Readmes.
fn far(corpus: &Corpus, finder: &Finder<'_>, word: &str) -> Vec<(usize, Place)> {
    let mut found = Vec::new();
    if word.chars().nth(README_CHARS - 1).is_some() {
        corpus.texts(Field::Readme).each(finder, |group, place| found.push((group, place)));
    }
    found
}

/// Does something, and something else on another thread meanwhile.
fn beside<A, B: Send + Default>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    std::thread::scope(|scope| {
        let there = scope.spawn(there);
        (here(), there.join().unwrap_or_default())
    })
}

/// Names that have the letters of a word in order, or a word that differs in few letters.
fn misspelt(corpus: &Corpus, word: &str, scores: &mut [u32]) {
    let pattern = Pattern::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let (letters, length) = (letters(word), word.chars().count());
    let wrong = if length < 6 { 1 } else { 2 };
    for (group, score_of) in scores.iter_mut().enumerate() {
        let title = corpus.texts(Field::Name).first(group);
        // Each wrong letter leaves at most one out, so most titles are done with here.
        let missing = (letters & !self::letters(title)).count_ones() as usize;
        if missing > wrong {
            continue;
        }
        let mut parts = title.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        let is_near = parts.any(|part| {
            part.chars().count().abs_diff(length) <= wrong && strsim::osa_distance(part, word) <= wrong
        });
        let mut is_like = || pattern.score(Utf32Str::new(title, &mut buffer), &mut matcher).is_some();
        if is_near || (missing == 0 && is_like()) {
            *score_of = score(Field::Name, How::Fuzzy, if is_near { Place::Word } else { Place::Inside });
        }
    }
}

/// The letters of a text as a set; some share a place.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
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
