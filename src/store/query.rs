//! Filters and order as they stand in files: names a reader of the file understands, values the API's own.

use serde::{Deserialize, Serialize};

use crate::catalogue::{Query, SortField, SortOrder, Toggle};

/// A query in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StoredQuery {
    #[serde(default)]
    search: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    ascending: bool,
    /// Each toggle under its own name.
    #[serde(flatten)]
    toggles: serde_json::Map<String, serde_json::Value>,
}

impl From<&Query> for StoredQuery {
    fn from(query: &Query) -> Self {
        let toggles = Toggle::ALL.map(|it| (it.name().to_owned(), query.toggles.is_on(it).into()));
        StoredQuery {
            search: query.search_text(),
            tags: query.tags.iter().map(ToString::to_string).collect(),
            sort: query.sort.field.api_word().unwrap_or(query.sort.field.name()).to_owned(),
            ascending: query.sort.ascending,
            toggles: toggles.into_iter().collect(),
        }
    }
}

impl From<&StoredQuery> for Query {
    fn from(stored: &StoredQuery) -> Self {
        let sort = SortField::named(&stored.sort).unwrap_or_default();
        let sort = SortOrder { field: sort, ascending: stored.ascending };
        let mut query = Query { sort, ..Query::default() };
        query.set_tags(&stored.tags);
        for toggle in Toggle::ALL {
            query.toggles.set(toggle, stored.toggles.get(toggle.name()).is_some_and(|on| *on == true));
        }
        query.with_search(&stored.search)
    }
}
