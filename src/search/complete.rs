//! What may stand where the caret is in the search field: keys first, then values with counts.

use std::ops::Range;

use crate::catalogue::{Kind, Measure, Quotation, Role, Term, Test, TextKey, amount, quoted_if_needed};
use crate::text::pinyin;

use super::facets::{FacetKind, Facets};
use super::folded::folded;

/// Most proposals.
const MOST: usize = 50;

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the field it takes the place of.
    pub range: Range<usize>,
    /// What stands there then.
    pub text: String,
    /// How many groups there would be with it.
    pub count: Option<usize>,
}

/// Proposals for the word that ends at `caret`, a byte of the text. Without the catalogue in hand only keys the service
/// knows are proposed.
pub(crate) fn complete(text: &str, caret: usize, facets: Option<&Facets>) -> Vec<Completion> {
    let Some(before) = text.get(..caret) else { return vec![] };
    let start = word_start(before);
    let start = start + before[start..].len() - before[start..].trim_start_matches(['-', '－']).len();
    let word = &before[start..];
    match word.split_once([':', '：']) {
        None => keys(&folded(word), facets.is_some())
            .map(|key| Completion { range: start..caret, text: format!("{key}:"), count: None })
            .collect(),
        Some((key, value)) => {
            let from = value
                .rfind(['|', '｜'])
                .map_or(0, |at| at + value[at..].chars().next().map_or(1, char::len_utf8));
            let begun = value[from..].trim_start_matches(['"', '“', '”']);
            let range = caret - value[from..].len()..caret;
            let values =
                facets.map(|facets| values(&folded(key), &folded(begun), facets)).unwrap_or_default();
            let complete = |(text, count)| Completion { range: range.clone(), text, count };
            values.into_iter().take(MOST).map(complete).collect()
        }
    }
}

/// Where the word begins that a text ends with; white space in quotes is part of it.
pub(crate) fn word_start(text: &str) -> usize {
    let mut quotation = Quotation::default();
    let mut behind = text.chars().skip(1);
    let mut is_space = |c: char| quotation.role(c, behind.next()) == Role::Space;
    let spaces = text.char_indices().filter(|(_, c)| is_space(*c));
    spaces.last().map_or(0, |(at, c)| at + c.len_utf8())
}

/// Keys that begin like a word.
fn keys(begun: &str, in_hand: bool) -> impl Iterator<Item = &'static str> {
    let local = TextKey::ALL.map(TextKey::word).into_iter().chain(["is", "port"]);
    let local = local.chain(Measure::ALL.map(Measure::word)).filter(move |_| in_hand);
    let terms = Term::ALL
        .map(Term::prefix)
        .into_iter()
        .filter(move |word| !in_hand || *word != TextKey::Author.word());
    local.chain(terms).filter(move |word| word.starts_with(begun))
}

/// Values of a key that have what was begun, as they stand in the field.
fn values(key: &str, begun: &str, facets: &Facets) -> Vec<(String, Option<usize>)> {
    let of = |kind: FacetKind| {
        let has = |text: &str| {
            folded(text).contains(begun) || (pinyin::is_typed(begun) && pinyin::find(text, begun).is_some())
        };
        let text = |test: &Test| match test {
            Test::Text(_, text) => Some(text.to_string()),
            Test::Within(Measure::Month, bounds) => Some(amount(Measure::Month, bounds.from)),
            Test::Words(_) | Test::Port(_) | Test::Within(..) | Test::Is(_) => None,
        };
        let values = facets.of(kind).filter_map(|value| Some((text(&value.test)?, Some(value.count))));
        values
            .filter(|(text, _)| has(text))
            .map(|(text, count)| (quoted_if_needed(&text), count))
            .collect::<Vec<_>>()
    };
    let fixed = |values: &[&str]| {
        let values = values.iter().filter(|value| value.starts_with(begun));
        values.map(|value| ((*value).to_owned(), None)).collect::<Vec<_>>()
    };
    match key {
        "tag" => of(FacetKind::Tag),
        "gpu" => of(FacetKind::Gpu),
        "author" => of(FacetKind::Author),
        "month" => of(FacetKind::Month),
        "is" => {
            let kinds = Kind::ALL.into_iter().filter(|kind| kind.word().starts_with(begun));
            kinds.map(|kind| (kind.word().to_owned(), facets.count(&Test::Is(kind)))).collect()
        }
        // JupyterLab, Gradio, web interfaces, ComfyUI, TensorBoard, Ollama.
        "port" => fixed(&["8888", "7860", "8000", "8080", "8188", "6006", "11434"]),
        "price" => fixed(&["free", "<0.5", "<1", "<2", ">=2"]),
        "size" => fixed(&["<10GB", "<50GB", "<100GB", ">100GB"]),
        "versions" => fixed(&[">1", ">3"]),
        "updated" | "published" => fixed(&["<7d", "<30d", "<90d", "<1y"]),
        _ => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Query, Window};
    use crate::search::tests::sample;
    use crate::search::{Reader, answer};

    fn proposed(text: &str) -> Vec<String> {
        let window = Window { offset: 0, limit: 0 };
        let facets = answer(&sample(), &Query::default(), window, &Reader::default()).facets;
        let whole = |completion: Completion| {
            let mut text = text.to_owned();
            text.replace_range(completion.range, &completion.text);
            completion.count.map_or(text.clone(), |count| format!("{text} {count}"))
        };
        complete(text, text.len(), Some(&facets)).into_iter().map(whole).collect()
    }

    #[test]
    fn keys_come_first_then_values_with_counts() {
        assert_eq!(proposed("flux ta"), ["flux tag:"]);
        assert_eq!(proposed("flux tag:l"), ["flux tag:LLM 2"]);
        assert_eq!(proposed("tag:wst"), ["tag:文生图 1"]);
        assert_eq!(proposed("gpu：4090|a"), ["gpu：4090|A100 1"]);
        assert_eq!(proposed("-is:v"), ["-is:vm 1"]);
        assert_eq!(proposed("price:<"), ["price:<0.5", "price:<1", "price:<2"]);
        assert_eq!(proposed("author:\"ki"), ["author:kijai 1"]);
        assert_eq!(proposed("port:8"), ["port:8888", "port:8000", "port:8080", "port:8188"]);
        assert_eq!(proposed("month:20"), ["month:2026-11 1", "month:2026-10 1"]);
        assert_eq!(proposed("\"a ta"), [""; 0]);
        assert!(proposed("").len() >= 12);
    }

    #[test]
    fn without_a_catalogue_only_the_services_keys() {
        let keys: Vec<_> = complete("", 0, None).into_iter().map(|completion| completion.text).collect();
        assert_eq!(keys, ["author:", "name:", "group:", "id:"]);
        assert_eq!(complete("author:k", 8, None), []);
    }
}
