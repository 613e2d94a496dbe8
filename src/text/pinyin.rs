//! Chinese found by what is typed without an input method: whole syllables (`wenshengtu`), initials (`wst`), or a mixture,
//! by any reading of a character (`chongqing`, `zhongqing`).

use std::ops::Range;

use pinyin::ToPinyinMulti;

/// Letters of the longest search that is tried as pinyin.
const LONGEST: usize = 40;

/// Readings of a character, without tones.
fn readings(c: char) -> impl Iterator<Item = &'static str> {
    c.to_pinyin_multi().into_iter().flatten().map(pinyin::Pinyin::plain)
}

/// Whether a search can be meant as pinyin: Latin letters and nothing else.
#[must_use]
pub(crate) fn is_typed(needle: &str) -> bool {
    (2..=LONGEST).contains(&needle.len()) && needle.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Where a text reads like `needle` (lower-case letters): the bytes of the first place with at least one Chinese
/// character.
#[must_use]
pub(crate) fn find(text: &str, needle: &str) -> Option<Range<usize>> {
    let (places, chars): (Vec<usize>, Vec<char>) = text.char_indices().unzip();
    (0..chars.len()).find_map(|from| {
        let to = reads(&chars[from..], needle)?;
        let end = places.get(from + to).copied().unwrap_or(text.len());
        Some(places[from]..end)
    })
}

/// How many of the first characters read like the whole of `needle`, the last one perhaps only begun; at least one of
/// them is Chinese.
#[must_use]
pub(crate) fn reads(chars: &[char], needle: &str) -> Option<usize> {
    reads_on(chars, needle.as_bytes(), false)
}

fn reads_on(chars: &[char], needle: &[u8], has_chinese: bool) -> Option<usize> {
    let [c, rest @ ..] = chars else { return None };
    if c.is_ascii() {
        return letter(*c, rest, needle, has_chinese);
    }
    readings(*c).find_map(|reading| {
        let same = reading.bytes().zip(needle).take_while(|(a, b)| a == *b).count();
        if same == needle.len() {
            return Some(1);
        }
        // A syllable stands whole, or with its initial: the first letter, or `zh`, `ch`, `sh`.
        let initial = if reading.as_bytes().get(1) == Some(&b'h') { 2 } else { 1 };
        let mut tried = 0;
        [reading.len(), initial, 1].into_iter().find_map(|end| {
            if end > same || end == tried {
                return None;
            }
            tried = end;
            reads_on(rest, &needle[end..], true).map(|count| count + 1)
        })
    })
}

/// A letter between Chinese characters stands for itself; what parts words is not typed.
fn letter(c: char, rest: &[char], needle: &[u8], has_chinese: bool) -> Option<usize> {
    if matches!(c, ' ' | '-') && has_chinese {
        return reads_on(rest, needle, has_chinese).map(|count| count + 1);
    }
    match needle {
        [first, after @ ..] if c.to_ascii_lowercase() as u8 == *first => {
            if after.is_empty() {
                return has_chinese.then_some(1);
            }
            reads_on(rest, after, has_chinese).map(|count| count + 1)
        }
        _ => None,
    }
}

/// The letters that readings of a character begin with, as bits from `a` on; for a letter itself, its own bit.
#[must_use]
pub(crate) fn initials(c: char) -> u32 {
    let bit = |letter: u8| 1_u32 << (letter.to_ascii_lowercase() - b'a');
    if c.is_ascii_alphabetic() {
        return bit(c as u8);
    }
    readings(c)
        .filter_map(|reading| reading.bytes().next())
        .filter(u8::is_ascii_lowercase)
        .map(bit)
        .fold(0, |a, b| a | b)
}

/// What a text is sorted by: Chinese stands where its pinyin stands among other words.
#[must_use]
pub(crate) fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        match readings(c).next() {
            Some(reading) => {
                key.push_str(reading);
                key.push(' ');
            }
            None => key.extend(c.to_lowercase()),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, needle: &str) -> Option<&'a str> {
        find(text, needle).map(|range| &text[range])
    }

    #[test]
    fn whole_syllables_initials_and_mixtures() {
        for needle in ["wst", "wenshengtu", "wenst", "wsht", "wshengt", "wenshengt", "wensh"] {
            let expected = if needle == "wensh" { "文生" } else { "文生图" };
            assert_eq!(found("AI 文生图模型", needle), Some(expected), "{needle}");
        }
        assert_eq!(found("图音识别", "tuyin"), Some("图音"));
        assert_eq!(found("音图", "yintu"), Some("音图"));
        assert_eq!(found("文生图", "wtt"), None);
    }

    #[test]
    fn every_reading_counts() {
        assert_eq!(found("重庆火锅", "chongqing"), Some("重庆"));
        assert_eq!(found("重庆火锅", "zhongq"), Some("重庆"));
        assert_eq!(found("银行", "yinhang"), Some("银行"));
        assert_eq!(found("行动", "xd"), Some("行动"));
    }

    #[test]
    fn letters_between_characters_count_and_spaces_do_not() {
        assert_eq!(found("AI绘画", "aihh"), Some("AI绘画"));
        assert_eq!(found("语音 克隆", "yykl"), Some("语音 克隆"));
        assert_eq!(found("plain words", "plain"), None, "that is a literal match, not pinyin");
    }

    #[test]
    fn what_cannot_be_pinyin() {
        assert!(is_typed("wst") && !is_typed("w") && !is_typed("文") && !is_typed("a1"));
        assert_eq!(found("", "ws"), None);
    }

    #[test]
    fn chinese_sorts_by_its_pinyin() {
        let mut names = ["张", "阿里", "Bert", "白"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["阿里", "白", "Bert", "张"]);
    }

    #[test]
    fn the_first_letters_of_every_reading() {
        let has = |letter: u8| initials('重') & (1 << (letter - b'a')) > 0;
        assert!(has(b'c') && has(b'z') && !has(b'a'));
        assert_eq!((initials('A'), initials('1')), (1, 0));
    }
}
