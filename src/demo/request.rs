//! What a request asks for: parameters checked as the service checks them, and turned into a query.

use crate::catalogue::{Query, SortField, SortOrder, Term, Toggle, Window};
use crate::text::CleanText;
use crate::wire::MAX_LIMIT;
use crate::wire::params::Params;

/// Why a request is refused: the service's `RetCode` and `Message`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// `RetCode`, not 0.
    pub(super) code: i64,
    /// `Message`.
    pub(super) message: String,
}

impl Refusal {
    pub(super) fn new(code: i64, message: impl Into<String>) -> Self {
        Refusal { code, message: message.into() }
    }

    fn missing(name: &str) -> Self {
        Refusal::new(220, format!("Missing params [{name}]"))
    }

    fn not_available(name: &str) -> Self {
        Refusal::new(230, format!("Params [{name}] not available"))
    }
}

/// A parameter that has to be there.
pub(super) fn required<'a>(params: &'a Params, name: &str) -> Result<&'a str, Refusal> {
    params.get(name).filter(|value| !value.is_empty()).ok_or_else(|| Refusal::missing(name))
}

/// The query and window of `DescribeCommunityImages`.
pub(super) fn query(params: &Params) -> Result<(Query, Window), Refusal> {
    let mut query = Query {
        fuzzy: CleanText::line(params.get("FuzzySearch").unwrap_or_default()),
        tags: tags(params),
        sort: SortOrder { field: sort_field(params)?, ascending: toggle(params, "SortCondition.ASC")? },
        ..Query::default()
    };
    for term in Term::ALL {
        query.set_term(term, params.get(term.api_word()).unwrap_or_default());
    }
    for filter in Toggle::ALL {
        query.toggles.set(filter, toggle(params, filter.api_word())?);
    }
    let window = Window {
        offset: number(params, "Offset", 0)?,
        limit: number(params, "Limit", 20).and_then(|limit| match limit {
            1..=MAX_LIMIT => Ok(limit),
            _ => Err(Refusal::not_available("Limit")),
        })?,
    };
    Ok((query, window))
}

/// A boolean; off where it is left out.
pub(super) fn toggle(params: &Params, name: &str) -> Result<bool, Refusal> {
    match params.get(name) {
        Some("true" | "True") => Ok(true),
        Some("false" | "False" | "") | None => Ok(false),
        Some(_) => Err(Refusal::not_available(name)),
    }
}

fn number(params: &Params, name: &str, default: usize) -> Result<usize, Refusal> {
    params.get(name).map_or(Ok(default), |value| value.parse().map_err(|_| Refusal::not_available(name)))
}

fn sort_field(params: &Params) -> Result<SortField, Refusal> {
    const NAME: &str = "SortCondition.Field";
    let Some(word) = params.get(NAME) else { return Ok(SortField::default()) };
    SortField::ALL
        .into_iter()
        .find(|f| f.api_word() == Some(word))
        .ok_or_else(|| Refusal::not_available(NAME))
}

/// `Tag.0`, `Tag.1`, …, or a single `Tag` as one official SDK sends it; sorted as a query keeps them.
fn tags(params: &Params) -> Vec<CleanText> {
    let is_tag = |name: &str| name == "Tag" || name.starts_with("Tag.");
    let mut tags: Vec<CleanText> =
        params.iter().filter(|(name, _)| is_tag(name)).map(|(_, tag)| CleanText::line(tag)).collect();
    tags.retain(|tag| !tag.is_empty());
    tags.sort();
    tags.dedup();
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{GroupId, ImageId, Toggles};
    use crate::wire::params::params;

    fn refused(name: &str, value: &str) -> Option<i64> {
        let mut request = Params::default();
        request.set(name, value);
        query(&request).err().map(|refusal| refusal.code)
    }

    #[test]
    fn what_our_client_encodes_is_read_back() {
        let asked = Query {
            fuzzy: "a b".into(),
            name: "n".into(),
            author: "秋叶".into(),
            group_id: GroupId::new("g"),
            image_id: ImageId::new("i"),
            tags: (0..12).map(|n| CleanText::line(&format!("t{n:02}"))).collect(),
            toggles: Toggles::of(&Toggle::ALL),
            conditions: vec![],
            sort: SortOrder { field: SortField::ImageUseTime, ascending: true },
        };
        let window = Window { offset: 7, limit: 100 };
        assert_eq!(query(&params(&asked, window)), Ok((asked, window)));
    }

    #[test]
    fn tags_are_sorted_and_stand_once() {
        let request = Params::from_body(b"Tag.0=b&Tag.1=a&Tag.2=b&Tag.3=&Tag=c&Tagged=d");
        assert_eq!(query(&request).unwrap().0.tags, ["a", "b", "c"].map(CleanText::from));
    }

    #[test]
    fn defaults_are_the_documents() {
        let (asked, window) = query(&Params::default()).unwrap();
        assert_eq!(asked, Query::default());
        assert_eq!(window, Window { offset: 0, limit: 20 });
    }

    #[test]
    fn values_that_are_not_available_are_named() {
        for (name, value) in [
            ("Limit", "0"),
            ("Limit", "101"),
            ("Limit", "ten"),
            ("Offset", "-1"),
            ("IsFree", "maybe"),
            ("SortCondition.Field", "Price"),
            ("SortCondition.ASC", "2"),
        ] {
            assert_eq!(refused(name, value), Some(230), "{name}={value}");
        }
        assert_eq!(refused("IsFree", "false"), None);
    }
}
