//! Filters as flags, under the names `compshare image list` uses, so that fingers and scripts need not relearn.

use std::path::Path;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::catalogue::{Problem, Query, SortField, SortOrder, Term, Toggle, Toggles, parse};
use crate::i18n::Lang;
use crate::store::yours;
use crate::text::CleanText;

use super::{Failure, service};

/// Every filter of the service, and the sort order.
#[derive(Debug, Clone, Default, PartialEq, Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// What the search field takes: words, author: name: gpu: price: ... as in docs/search.md
    #[arg(long, value_name = "TEXT")]
    query: Option<String>,
    /// Filters saved under a name, as filters.jsonl has them; other flags add to them
    #[arg(long, value_name = "NAME")]
    filter: Option<String>,
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
    #[command(flatten)]
    toggles: ToggleArgs,
    /// Sort by published (default), popularity, favourites or use-time; with the local catalogue
    /// also by relevance, name, price, size, updated, created or versions
    #[arg(long, value_name = "FIELD", value_parser = sort_parser(), hide_possible_values = true)]
    sort: Option<SortField>,
    /// Smallest first
    #[arg(long)]
    ascending: bool,
}

/// A flag for each toggle.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct ToggleArgs(Toggles);

impl Args for ToggleArgs {
    fn augment_args(command: Command) -> Command {
        let flag = |toggle: Toggle| {
            Arg::new(toggle.name()).long(toggle.name()).help(toggle.help()).action(ArgAction::SetTrue)
        };
        command.args(Toggle::ALL.map(flag))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for ToggleArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut toggles = ToggleArgs::default();
        toggles.update_from_arg_matches(matches)?;
        Ok(toggles)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for toggle in Toggle::ALL {
            self.0.set(toggle, matches.get_flag(toggle.name()));
        }
        Ok(())
    }
}

/// Our words show in completions, the API's are taken silently.
fn sort_parser() -> impl TypedValueParser<Value = SortField> {
    let ours = SortField::ALL.into_iter().map(|field| PossibleValue::new(field.name()));
    let theirs = SortField::of_service()
        .filter_map(SortField::api_word)
        .map(|word| PossibleValue::new(word).hide(true));
    let values = ours.into_iter().chain(theirs);
    PossibleValuesParser::new(values).map(|word| SortField::named(&word).unwrap_or_default())
}

impl FilterArgs {
    /// Whether none was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == FilterArgs::default()
    }

    /// The query they make. What is saved under a name comes first; a flag of its own beats a prefix in `--query`.
    ///
    /// # Errors
    /// There are no filters of the name, or a term of `--query` cannot be meant.
    pub(super) fn query(&self, data: Option<&Path>, lang: Lang) -> Result<Query, Failure> {
        let mut query = match &self.filter {
            Some(name) => saved(name, data, lang)?,
            None => Query::default(),
        };
        if let Some(text) = &self.query {
            if let Some(Problem { range, why }) = parse(text).problems.into_iter().next() {
                let term = text.get(range).unwrap_or(text).trim().to_owned();
                return Err(Failure::Term { term, why });
            }
            query = query.with_search(&format!("{} {text}", query.search_text()));
        }
        let flags = [
            (Term::Name, &self.name),
            (Term::Author, &self.author),
            (Term::Group, &self.group),
            (Term::Id, &self.id),
        ];
        for (term, text) in flags {
            if let Some(text) = text {
                query.set_term(term, text);
            }
        }
        let tags: Vec<CleanText> =
            query.tags.drain(..).chain(self.tags.iter().map(|tag| CleanText::line(tag))).collect();
        query.set_tags(tags);
        self.toggles.0.iter().for_each(|toggle| query.toggles.set(toggle, true));
        if let Some(field) = self.sort {
            query.sort = SortOrder { field, ascending: false };
        }
        query.sort.ascending |= self.ascending;
        Ok(query)
    }
}

/// Filters that were saved under a name.
fn saved(name: &str, data: Option<&Path>, lang: Lang) -> Result<Query, Failure> {
    let (yours, troubles) = data.map(yours::load).unwrap_or_default();
    troubles.iter().for_each(|trouble| service::say(&trouble.sentence(lang)));
    yours.filter(name).cloned().ok_or_else(|| {
        let known = yours.filters.iter().map(|filter| filter.name.to_string()).collect();
        Failure::NoFilter { name: name.to_owned(), known }
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::catalogue::{GroupId, ImageId};

    #[derive(Parser)]
    struct Only {
        #[command(flatten)]
        filters: FilterArgs,
    }

    fn query_in(data: Option<&Path>, flags: &[&str]) -> Result<Query, Failure> {
        Only::try_parse_from([&["x"], flags].concat()).unwrap().filters.query(data, Lang::En)
    }

    fn query(flags: &[&str]) -> Query {
        query_in(None, flags).unwrap()
    }

    #[test]
    fn a_term_that_cannot_be_meant_is_refused_with_the_reason() {
        let refused = query_in(None, &["--query", "flux price:cheap"]).unwrap_err();
        assert_eq!(
            refused.sentence(Lang::En),
            "“price:cheap” cannot be meant: a price looks like 0.5, <0.5 or free."
        );
    }

    #[test]
    fn saved_filters_come_first_and_flags_add_to_them() {
        let data = tempfile::tempdir().unwrap();
        let by_hand = "{\"filter\":\"cheap\",\"search\":\"price:<0.5 comfy\",\"tags\":[\"a\"],\"sort\":\"price\",\"ascending\":true}\n";
        std::fs::write(data.path().join("filters.jsonl"), by_hand).unwrap();
        let query =
            query_in(Some(data.path()), &["--filter", "cheap", "--query", "gpu:4090 flux", "--tag", "b"]);
        let expected = Query {
            tags: vec!["a".into(), "b".into()],
            sort: SortOrder { field: SortField::Price, ascending: true },
            ..parse("price:<0.5 comfy gpu:4090 flux").query
        };
        assert_eq!(query.unwrap(), expected);
        let newest = query_in(Some(data.path()), &["--filter", "cheap", "--sort", "name"]).unwrap();
        assert_eq!(newest.sort, SortOrder { field: SortField::Name, ascending: false });
        let refused = query_in(Some(data.path()), &["--filter", "dear"]).unwrap_err();
        assert_eq!(refused.sentence(Lang::En), "There is no filter dear; there are: cheap.");
        let refused = query_in(None, &["--filter", "dear"]).unwrap_err();
        assert_eq!(refused.sentence(Lang::En), "There is no filter dear; none is saved yet.");
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
            toggles: Toggles::of(&Toggle::ALL),
            conditions: vec![],
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
