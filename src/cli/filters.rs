//! Filters as flags, under the names `compshare image list` uses, so that fingers and scripts need not relearn.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::catalogue::{GroupId, ImageId, Query, SortField, SortOrder, parse_search};
use crate::config::{SORT_WORDS, sort_field};
use crate::text::CleanText;

/// Every filter of the service, and the sort order.
#[derive(Debug, Clone, Default, PartialEq, Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// Part of a name or author; author: name: group: id: as in the search field
    #[arg(long, value_name = "TEXT")]
    query: Option<String>,
    /// Part of a name
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// An author's exact name
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// A tag; repeat it or use commas: all must be there
    #[arg(long = "tag", value_name = "TAG", value_delimiter = ',')]
    tags: Vec<String>,
    /// A version group's id
    #[arg(long, value_name = "ID")]
    group: Option<String>,
    /// An image's id
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Only free images
    #[arg(long)]
    free: bool,
    /// Only images of official accounts
    #[arg(long)]
    official: bool,
    /// Only images whose software starts by itself
    #[arg(long)]
    autostart: bool,
    /// Sort by published (default), popularity, favourites or use-time
    #[arg(long, value_name = "FIELD", value_parser = sort_parser(), hide_possible_values = true)]
    sort: Option<SortField>,
    /// Smallest first
    #[arg(long)]
    ascending: bool,
}

/// Our words show in completions, the API's are taken silently.
fn sort_parser() -> impl TypedValueParser<Value = SortField> {
    let words = SORT_WORDS.iter().enumerate();
    let values = words.map(|(at, (word, _))| PossibleValue::new(*word).hide(at >= SortField::ALL.len()));
    PossibleValuesParser::new(values).map(|word| sort_field(&word).unwrap_or_default())
}

impl FilterArgs {
    /// Whether none was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == FilterArgs::default()
    }

    /// The query they make; a flag of its own beats a prefix in `--query`.
    #[must_use]
    pub fn to_query(&self) -> Query {
        let mut query = parse_search(self.query.as_deref().unwrap_or_default());
        let line = |text: &String| CleanText::line(text);
        if let Some(name) = &self.name {
            query.name = line(name);
        }
        if let Some(author) = &self.author {
            query.author = line(author);
        }
        if let Some(group) = &self.group {
            query.group_id = GroupId::new(group);
        }
        if let Some(id) = &self.id {
            query.image_id = ImageId::new(id);
        }
        query.tags = self.tags.iter().map(line).filter(|tag| !tag.is_empty()).collect();
        query.tags.sort_unstable();
        query.tags.dedup();
        let sort = SortOrder { field: self.sort.unwrap_or_default(), ascending: self.ascending };
        Query { free: self.free, official: self.official, autostart: self.autostart, sort, ..query }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Only {
        #[command(flatten)]
        filters: FilterArgs,
    }

    fn query(flags: &[&str]) -> Query {
        Only::try_parse_from([&["x"], flags].concat()).unwrap().filters.to_query()
    }

    #[test]
    fn every_flag_reaches_the_query() {
        let query = query(&[
            "--query",
            "flux",
            "--name",
            "n",
            "--author",
            "a",
            "--tag",
            "b,a",
            "--tag",
            "b",
            "--group",
            "g",
            "--id",
            "i",
            "--free",
            "--official",
            "--autostart",
            "--sort",
            "FavoritesCount",
            "--ascending",
        ]);
        let expected = Query {
            fuzzy: "flux".into(),
            name: "n".into(),
            author: "a".into(),
            group_id: GroupId::new("g"),
            image_id: ImageId::new("i"),
            tags: vec!["a".into(), "b".into()],
            free: true,
            official: true,
            autostart: true,
            sort: SortOrder { field: SortField::FavoritesCount, ascending: true },
        };
        assert_eq!(query, expected);
    }

    #[test]
    fn without_flags_everything_is_asked_for_newest_first() {
        assert_eq!(query(&[]), Query::default());
        assert!(Only::try_parse_from(["x"]).unwrap().filters.is_empty());
    }

    #[test]
    fn a_flag_beats_a_prefix() {
        let query = query(&["--query", "author:x comfy", "--author", "y z"]);
        assert_eq!((query.author.as_str(), query.fuzzy.as_str()), ("y z", "comfy"));
    }
}
