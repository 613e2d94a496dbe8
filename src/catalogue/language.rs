//! The language of the search field: words, `key:value`, `-not`, `"just so"`, `a|b`; in quotes, `\"` is a mark itself.
//!
//! Reading never fails, since half-typed text is what a live search sees: a term that cannot be meant is told apart, with
//! its place, and the rest counts. Full-width letters and punctuation, as an input method types them, mean the same.

use std::ops::Range;

use crate::messages;
use crate::text::CleanText;

use super::condition::{Bounds, Condition, Kind, Measure, Test, TextKey};
use super::quotation::{Quotation, Role, half_width};
use super::{Query, Term};

/// Most characters of a search that are read. Far more than anybody types: what a query is written as is longer than what
/// was typed, and is read as a whole again.
const SEARCH_CHARS: usize = 1 << 14;

/// What a search says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parsed {
    /// The query: words, terms and conditions.
    pub query: Query,
    /// Terms that cannot be meant.
    pub problems: Vec<Problem>,
}

/// A term that cannot be meant, and is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub why: Wrong,
}

messages! {
    /// What can be wrong with a term, in a few words.
    pub(crate) enum Wrong {
        Value: "a value is missing", "缺少取值";
        Price: "a price looks like 0.5, <0.5 or free", "价格应写作 0.5、<0.5 或 free";
        Size: "a size looks like <50GB", "大小应写作 <50GB";
        Count: "a number looks like 3 or >3", "数字应写作 3 或 >3";
        Month: "a month looks like 2026-11", "月份应写作 2026-11";
        Age: "an age looks like <30d (h, d, w, mo, y)", "时间应写作 <30d（h、d、w、mo、y）";
        Port: "a port is a number up to 65535", "端口是不超过 65535 的数字";
        Kind: "is: knows free, official, certified, autostart, container, vm, online, favourite, new",
            "is: 可用 free、official、certified、autostart、container、vm、online、favourite、new";
        Alternatives: "this key takes one value", "此项只能取一个值";
    }
}

/// A word of the text between white space.
#[derive(Debug, Default)]
struct Token {
    range: Range<usize>,
    negated: bool,
    key: Option<Key>,
    values: Vec<Value>,
}

#[derive(Debug, Clone, Copy)]
enum Key {
    Term(Term),
    Text(TextKey),
    Measure(Measure),
    Port,
    Is,
}

#[derive(Debug, Default)]
struct Value {
    text: String,
    is_quoted: bool,
}

/// Reads the search field.
#[must_use]
pub(crate) fn parse(search: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut words: Vec<String> = Vec::new();
    for token in tokens(search) {
        let range = token.range.clone();
        if let Err(why) = take(token, &mut parsed.query, &mut words) {
            parsed.problems.push(Problem { range, why });
        }
    }
    parsed.query.fuzzy = CleanText::line(&words.join(" "));
    parsed
}

/// The query of a search, without what cannot be meant.
#[must_use]
pub fn parse_search(search: &str) -> Query {
    // What cannot be seen goes first: behind it a minus or a key would be taken for a part of a word.
    parse(&CleanText::block(search, SEARCH_CHARS)).query
}

/// Adds a token to a query, or to its plain words.
fn take(token: Token, query: &mut Query, words: &mut Vec<String>) -> Result<(), Wrong> {
    let Token { negated, key, values, .. } = token;
    // `a|` has no second alternative yet, but is no plain word any more.
    let is_simple = !negated && values.len() == 1;
    let values: Vec<Value> =
        values.into_iter().filter(|value| !CleanText::line(&value.text).is_empty()).collect();
    let Some(first) = values.first() else {
        return if key.is_some() || negated { Err(Wrong::Value) } else { Ok(()) };
    };
    let is_plain = !negated && values.len() == 1;
    match key {
        None if is_simple && !first.is_quoted => {
            words.push(first.text.clone());
            return Ok(());
        }
        // An author's name alone is a parameter of the service.
        Some(Key::Text(TextKey::Author)) if is_plain => query.set_term(Term::Author, &first.text),
        Some(Key::Term(term)) if is_plain => query.set_term(term, &first.text),
        Some(Key::Term(_)) => return Err(Wrong::Alternatives),
        None | Some(Key::Text(_) | Key::Measure(_) | Key::Port | Key::Is) => {
            let any = values.iter().map(|value| test(key, value)).collect::<Result<_, _>>()?;
            let condition = Condition { negated, any };
            if !query.conditions.contains(&condition) {
                query.conditions.push(condition);
            }
        }
    }
    Ok(())
}

fn test(key: Option<Key>, value: &Value) -> Result<Test, Wrong> {
    let text = CleanText::line(&value.text);
    match key {
        None | Some(Key::Term(_)) => Ok(Test::Words(text)),
        Some(Key::Text(key)) => Ok(Test::Text(key, text)),
        Some(Key::Port) => text.parse().map(Test::Port).map_err(|_| Wrong::Port),
        Some(Key::Is) => Kind::named(&text).map(Test::Is).ok_or(Wrong::Kind),
        Some(Key::Measure(Measure::Price)) if text.eq_ignore_ascii_case("free") => Ok(Test::Is(Kind::Free)),
        Some(Key::Measure(measure)) => {
            bounds(measure, &text).map(|bounds| Test::Within(measure, bounds)).ok_or(match measure {
                Measure::Price => Wrong::Price,
                Measure::Size => Wrong::Size,
                Measure::Versions => Wrong::Count,
                Measure::Updated | Measure::Published => Wrong::Age,
                Measure::Month => Wrong::Month,
            })
        }
    }
}

/// `<x`, `<=x`, `>x`, `>=x`, `=x`, `x..y`, `x`.
fn bounds(measure: Measure, text: &str) -> Option<Bounds> {
    if let Some((from, below)) = text.split_once("..") {
        let (from, below) = (number(measure, from)?, number(measure, below)?);
        return (from < below).then_some(Bounds { from, below: Some(below) });
    }
    let operators = ["<=", ">=", "<", ">", "="];
    let operator = operators.into_iter().find(|operator| text.starts_with(operator)).unwrap_or_default();
    let number = number(measure, text.strip_prefix(operator)?)?;
    let (from, below) = match operator {
        "<" => (0, Some(number)),
        "<=" => (0, Some(number + 1)),
        ">" => (number + 1, None),
        ">=" => (number, None),
        "" if measure.is_age() => (0, Some(number)),
        _ => (number, Some(number + 1)),
    };
    (below != Some(0)).then_some(Bounds { from, below })
}

/// A number with or without its unit; `None` for what is no number, or beyond all sense.
fn number(measure: Measure, text: &str) -> Option<u64> {
    let text = text.trim();
    if measure == Measure::Month {
        let (year, month) = text.split_once('-')?;
        let (year, month): (u64, u64) = (year.parse().ok()?, month.parse().ok()?);
        return ((1..=12).contains(&month) && year < 10_000).then_some(year * 12 + month - 1);
    }
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, unit) = text.split_at(digits);
    let unit = match (measure, unit) {
        (Measure::Size, "g" | "G") => "GB",
        (Measure::Size, "t" | "T") => "TB",
        (Measure::Size, "m" | "M") => "MB",
        _ => unit,
    };
    let mut units = measure.units().iter();
    let (_, size) = if unit.is_empty() {
        units.next()?
    } else {
        units.find(|(name, _)| name.eq_ignore_ascii_case(unit))?
    };
    let amount = digits.parse::<f64>().ok()? * *size as f64;
    // What is smaller is exact as a float.
    (amount < 9e15).then_some(amount.round() as u64)
}

/// Splits at white space outside quotes, and each word into its parts.
fn tokens(search: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut token: Option<Token> = None;
    let mut quotation = Quotation::default();
    let mut behind = search.chars().skip(1);
    for (at, c) in search.char_indices() {
        let role = quotation.role(c, behind.next());
        if role == Role::Space {
            tokens.extend(token.take());
            continue;
        }
        let end = at + c.len_utf8();
        let token = token.get_or_insert_with(|| Token { range: at..end, ..Token::default() });
        let is_first = token.range.start == at;
        token.range.end = end;
        if token.values.is_empty() {
            token.values.push(Value::default());
        }
        let is_alone = token.values.len() == 1;
        let Some(value) = token.values.last_mut() else { continue };
        match role {
            Role::Open => value.is_quoted = true,
            Role::Mark | Role::Space => {}
            Role::Sign('-') if is_first => token.negated = true,
            Role::Sign('|') => token.values.push(Value::default()),
            Role::Sign(':') if token.key.is_none() && is_alone && !value.is_quoted => {
                match key(&value.text) {
                    Some(key) => {
                        token.key = Some(key);
                        value.text.clear();
                    }
                    None => value.text.push(c),
                }
            }
            Role::Sign(sign @ ('<' | '>' | '=')) => value.text.push(sign),
            Role::Sign(_) | Role::Text => value.text.push(c),
        }
    }
    tokens.extend(token);
    tokens.into_iter().map(plain).collect()
}

/// What looked like punctuation may be a word: `-` or `|` alone, `a|` while `b` is not typed yet.
fn plain(mut token: Token) -> Token {
    let filled = token.values.iter().filter(|value| !value.text.is_empty()).count();
    if token.key.is_none() && filled == 0 && !token.values.iter().any(|value| value.is_quoted) {
        let text = if token.negated { "-" } else { "|" };
        token.negated = false;
        token.values = vec![Value { text: text.to_owned(), is_quoted: false }];
    }
    if matches!(token.key, Some(Key::Measure(_) | Key::Port | Key::Is)) {
        token.values.iter_mut().for_each(|value| value.text = value.text.chars().map(half_width).collect());
    }
    token
}

/// The key of a word, whatever its case and width.
fn key(word: &str) -> Option<Key> {
    let word: String =
        word.chars().map(half_width).filter(|c| !is_invisible(*c)).collect::<String>().to_ascii_lowercase();
    let text = TextKey::ALL.into_iter().find(|key| key.word() == word).map(Key::Text);
    let term = || Term::ALL.into_iter().find(|term| term.prefix() == word).map(Key::Term);
    let measure = || Measure::ALL.into_iter().find(|measure| measure.word() == word).map(Key::Measure);
    let other = || match word.as_str() {
        "port" => Some(Key::Port),
        "is" => Some(Key::Is),
        _ => None,
    };
    text.or_else(term).or_else(measure).or_else(other)
}

/// Whether a character is dropped from all text: it must not hide a key.
fn is_invisible(c: char) -> bool {
    CleanText::line(c.encode_utf8(&mut [0; 4])).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Condition;

    fn conditions(search: &str) -> Vec<String> {
        parse(search).query.conditions.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn prefixes_become_parameters_and_the_rest_is_fuzzy() {
        let query = parse_search("comfy author:\"秋 叶\" id:compshareImage-x  flux");
        assert_eq!(query.fuzzy.as_str(), "comfy flux");
        assert_eq!(query.author.as_str(), "秋 叶");
        assert_eq!(query.image_id.as_str(), "compshareImage-x");
        assert!(query.is_document());
    }

    #[test]
    fn an_input_methods_punctuation_and_letters_mean_the_same() {
        assert_eq!(parse_search("author：“秋叶 aaaki”").author.as_str(), "秋叶 aaaki");
        for (typed, meant) in [
            ("ｐｒｉｃｅ：＜０．５", "price:<0.5"),
            ("is：ｆｒｅｅ", "is:free"),
            ("gpu：4090｜A100", "gpu:4090|A100"),
            ("price：《1", "price:<1"),
            ("－flux", "-flux"),
        ] {
            assert_eq!(parse(typed), parse(meant).clone_with_ranges_of(&parse(typed)), "{typed}");
        }
    }

    impl Parsed {
        fn clone_with_ranges_of(self, other: &Parsed) -> Parsed {
            assert_eq!(self.problems.len(), other.problems.len());
            Parsed { problems: other.problems.clone(), ..self }
        }
    }

    #[test]
    fn unknown_prefixes_are_words() {
        let query = parse_search("http://x foo:bar - |");
        assert_eq!(query.fuzzy.as_str(), "http://x foo:bar - |");
        assert!(query.is_document());
    }

    #[test]
    fn an_invisible_character_makes_no_difference() {
        assert_eq!(parse_search("aut\u{200B}hor:墨白"), parse_search("author:墨白"));
    }

    #[test]
    fn the_whole_language_is_read_and_written() {
        for text in [
            "tag:LLM",
            "gpu:4090",
            "gpu:4090|A100",
            "price:<0.5",
            "price:>=1",
            "price:0.5..1",
            "price:=0.88",
            "port:8188",
            "is:free",
            "is:vm",
            "updated:<1mo",
            "size:<50GB",
            "versions:>=4",
            "month:=2026-11",
            "month:>=2026-01",
            "-\"forge\"",
            "-tag:视频",
            "\"exact phrase\"",
            "\"a\"|\"b\"",
            "author:a|b",
            "-author:\"秋 叶\"",
            "text:\"hello world\"",
        ] {
            assert_eq!(conditions(text), [text]);
            assert_eq!(parse(text).problems, [], "{text}");
        }
    }

    #[test]
    fn several_ways_to_say_the_same() {
        for (typed, meant) in [
            ("price:free", "is:free"),
            ("-forge", "-\"forge\""),
            ("a|b", "\"a\"|\"b\""),
            ("versions:>3", "versions:>=4"),
            ("updated:30d", "updated:<1mo"),
            ("updated:<30D", "updated:<1mo"),
            ("size:<=50g", "size:<51201MB"),
            ("size:<50", "size:<50GB"),
            ("PRICE:0.88", "price:=0.88"),
            ("Is:Free", "is:free"),
            ("a|", "\"a\""),
        ] {
            assert_eq!(conditions(typed), [meant], "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_told_with_its_place_and_the_rest_counts() {
        let cases = [
            ("flux price:abc", 5..14, Wrong::Price),
            ("price: flux", 0..6, Wrong::Value),
            ("flux is:nice", 5..12, Wrong::Kind),
            ("port:99999 flux", 0..10, Wrong::Port),
            ("size:<x flux", 0..7, Wrong::Size),
            ("versions:many flux", 0..13, Wrong::Count),
            ("flux updated:<30q", 5..17, Wrong::Age),
            ("flux month:2026-13", 5..18, Wrong::Month),
            ("flux -name:x", 5..12, Wrong::Alternatives),
            ("flux price:1..0.5", 5..17, Wrong::Price),
            ("flux price:<0", 5..13, Wrong::Price),
        ];
        for (text, range, why) in cases {
            let parsed = parse(text);
            assert_eq!(parsed.problems, [Problem { range, why }], "{text}");
            assert_eq!((parsed.query.fuzzy.as_str(), parsed.query.conditions.len()), ("flux", 0), "{text}");
        }
    }

    #[test]
    fn what_the_service_knows_is_its_business() {
        let is_document = |text: &str| parse_search(text).is_document();
        assert!(["flux", "tag:LLM is:free", "author:a name:b", ""].into_iter().all(is_document));
        assert!(
            !["-flux", "a|b", "\"a b\"", "gpu:4090", "-is:free", "tag:a|b", "is:vm"]
                .into_iter()
                .any(is_document)
        );
        let document = parse_search("tag:LLM tag:a is:free is:autostart flux").document();
        assert_eq!(document.tags, ["LLM".into(), "a".into()] as [CleanText; 2]);
        assert_eq!((document.toggles.iter().count(), document.conditions), (2, Vec::<Condition>::new()));
    }

    #[test]
    fn every_complaint_stands_in_both_languages() {
        crate::i18n::check_table(Wrong::ALL, Wrong::text).unwrap();
    }

    proptest::proptest! {
        /// What a group tells (its author's name, a tag) is written so that it is read again, whatever it is.
        #[test]
        fn any_name_can_be_asked_for(name in "(\\PC|[\"“”＂|：《》\\\\ ]){0,12}", negated: bool) {
            let mut query = Query::default();
            Term::ALL.into_iter().for_each(|term| query.set_term(term, &name));
            let text = CleanText::line(&name);
            if !text.is_empty() {
                let any = vec![Test::Text(TextKey::Tag, text.clone()), Test::Text(TextKey::Tag, "x".into())];
                query.conditions = vec![Condition { negated, any }];
                query.conditions.push(Condition { negated, any: vec![Test::Words(text)] });
            }
            proptest::prop_assert_eq!(&parse_search(&query.search_text()), &query, "{}", query.search_text());
        }

        /// The same for any text at all.
        #[test]
        fn any_text_can_be_written(text in "(\\PC|[\"|: -]){0,16}") {
            let query = parse_search(&text);
            proptest::prop_assert_eq!(&parse_search(&query.search_text()), &query, "{}", query.search_text());
        }

        /// Whatever is typed: what it means can be written, and then means the same.
        #[test]
        fn what_is_read_can_be_written(text in "([a-z:|\"<>=.0-9 -]|tag:|is:free|price:|updated:|gpu:|author:|：|“|文|－){0,12}") {
            let query = parse_search(&text);
            proptest::prop_assert_eq!(&parse_search(&query.search_text()), &query, "{}", query.search_text());
        }
    }

    #[test]
    fn what_is_written_longer_than_it_was_typed_is_read_whole() {
        let query = parse_search(&"a|".repeat(crate::text::LINE_CHARS / 2));
        assert_eq!(parse_search(&query.search_text()), query);
    }

    #[test]
    fn what_cannot_be_seen_hides_no_condition() {
        for text in
            ["\u{fe0d}-i", "t\u{fe0d}ag:x", "\u{200b}\"a b\"", "author:\"作＝〽作＝", "author:\"a《b》\""]
        {
            let query = parse_search(text);
            assert_eq!(parse_search(&query.search_text()), query, "{text:?}");
        }
    }
}
