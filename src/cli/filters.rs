//! Filters as flags, under the names `compshare image list` uses, so that fingers and scripts need not relearn.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::catalogue::{Query, SortField, SortOrder, Term, Toggle, Toggles, parse_search};

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
    #[command(flatten)]
    toggles: ToggleArgs,
    /// Sort by published (default), popularity, favourites or use-time
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
    let ours = SortField::of_service().map(|field| PossibleValue::new(field.name()));
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

    /// The query they make; a flag of its own beats a prefix in `--query`.
    #[must_use]
    pub fn to_query(&self) -> Query {
        let mut query = parse_search(self.query.as_deref().unwrap_or_default());
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
        query.set_tags(&self.tags);
        query.toggles = self.toggles.0;
        query.sort = SortOrder { field: self.sort.unwrap_or_default(), ascending: self.ascending };
        query
    }
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
