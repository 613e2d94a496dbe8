//! What a completion can know without asking anybody: settings, the reader's own files, and the catalogue on disk.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::sync::{Arc, OnceLock};

use clap::Args;

use crate::catalogue::{Group, Version, Window, parse_search};
use crate::cli::args::{Arguments, CommonArgs};
use crate::cli::local::now;
use crate::cli::service::{Found, find};
use crate::config::{Environment, Loaded, load, profile_names};
use crate::runtime::Themes;
use crate::search::{Completion, Corpus, Facets, Reader, answer, complete, word_start};
use crate::store::snapshot::{self, Place};
use crate::store::yours;
use crate::sync::place_of;

/// What is known without asking anybody; each part is read when it is first needed.
pub(super) struct Known {
    loaded: Option<Loaded>,
    environment: Environment,
    demo: bool,
    place: Option<Place>,
    groups: OnceLock<Vec<Arc<Group>>>,
}

impl Known {
    pub(super) fn of(words: &[OsString], environment: &Environment) -> Self {
        let arguments = Arguments::read(&common_flags(words)).unwrap_or_default();
        let demo = arguments.common.demo;
        let loaded = load(&arguments.flags(), environment).ok();
        let place = loaded.as_ref().and_then(|loaded| place(loaded, environment, demo));
        Known { loaded, environment: environment.clone(), demo, place, groups: OnceLock::new() }
    }

    fn groups(&self) -> &[Arc<Group>] {
        self.groups.get_or_init(|| {
            let snapshot = self.place.as_ref().and_then(|place| snapshot::load(place).ok().flatten());
            snapshot.map(|snapshot| snapshot.groups).unwrap_or_default()
        })
    }

    /// Values of one of the arguments that have some, each with what it is.
    pub(super) fn values(&self, argument: &str) -> Vec<(String, String)> {
        let plain = |names: Vec<String>| names.into_iter().map(|name| (name, String::new())).collect();
        let paths = self.loaded.as_ref().map(|loaded| &loaded.paths);
        match argument {
            "theme" => {
                let themes = Themes::with_folder(paths.and_then(|paths| paths.themes.as_deref()), true);
                plain(themes.names().to_vec())
            }
            "profile" if self.demo => vec![],
            "profile" => {
                plain(paths.map(|paths| profile_names(paths, &self.environment)).unwrap_or_default())
            }
            "filter" => {
                let data = paths.and_then(|paths| paths.data.as_deref());
                let (yours, _) = data.map(yours::load).unwrap_or_default();
                plain(yours.filters.iter().map(|filter| filter.name.to_string()).collect())
            }
            "tags" => plain(self.each(|group| {
                group.data.iter().flat_map(|version| &version.tags).map(ToString::to_string).collect()
            })),
            "author" => plain(
                self.each(|group| group.data.iter().map(|version| version.author.to_string()).collect()),
            ),
            "group" => self
                .groups()
                .iter()
                .map(|group| (group.group_id.to_string(), group.image_name.to_string()))
                .collect(),
            "id" | "ids" => self.images(),
            _ => vec![],
        }
    }

    /// What may stand in place of a search that is being written, each with how many groups there would be.
    pub(super) fn terms(&self, typed: &str) -> Vec<(String, String)> {
        let facets = self.facets(&typed[..word_start(typed)]);
        let proposed = |typed: &str| {
            let whole = |completion: Completion| {
                let count = completion.count.map(|count| count.to_string()).unwrap_or_default();
                (format!("{}{}", &typed[..completion.range.start], completion.text), count)
            };
            complete(typed, typed.len(), facets.as_ref()).into_iter().map(whole).collect::<Vec<_>>()
        };
        let terms = proposed(typed);
        match &terms[..] {
            // A shell takes the only answer for the end of the word, and a key is only its beginning.
            [(key, _)] if key.ends_with(':') => match proposed(key) {
                values if values.is_empty() => {
                    vec![(key.clone(), String::new()), (format!("{key}\""), String::new())]
                }
                values => values,
            },
            _ => terms,
        }
    }

    /// Counts behind every filter of a search; `None` without a catalogue on disk.
    fn facets(&self, search: &str) -> Option<Facets> {
        let groups = self.groups();
        if groups.is_empty() {
            return None;
        }
        let data = self.loaded.as_ref().and_then(|loaded| loaded.paths.data.as_deref());
        let (yours, _) = data.map(yours::load).unwrap_or_default();
        let window = Window { offset: 0, limit: 0 };
        let corpus = Corpus::new(groups.to_vec());
        Some(answer(&corpus, &parse_search(search), window, &Reader::of(&yours, now())).facets)
    }

    /// What the groups have of something, each once, in order.
    fn each(&self, of: impl Fn(&Group) -> Vec<String>) -> Vec<String> {
        let all: BTreeSet<String> = self.groups().iter().flat_map(|group| of(group)).collect();
        all.into_iter().filter(|text| !text.is_empty()).collect()
    }

    fn images(&self) -> Vec<(String, String)> {
        let of_group = |group: &Arc<Group>| {
            let name = group.image_name.to_string();
            let image = move |version: &Version| {
                (version.comp_share_image_id.to_string(), format!("{name} {}", version.version_name))
            };
            group.data.iter().map(image).collect::<Vec<_>>()
        };
        self.groups().iter().flat_map(of_group).collect()
    }
}

/// Where the catalogue lies that a line would ask.
fn place(loaded: &Loaded, environment: &Environment, demo: bool) -> Option<Place> {
    let cache = loaded.paths.cache.as_deref()?;
    if demo {
        return Some(Place::demo(cache, &loaded.settings.region));
    }
    match find(loaded, environment) {
        Found::Endpoint(endpoint, _) => Some(place_of(cache, &endpoint)),
        Found::NoCredentials(_) => None,
    }
}

/// The words of a line that are flags of every command, with their values. A line that is still being written seldom
/// parses as a whole.
fn common_flags(words: &[OsString]) -> Vec<OsString> {
    let known = CommonArgs::augment_args(clap::Command::new(""));
    let mut kept = vec![OsString::from("compshare-tui")];
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let Some(text) = word.to_str().and_then(|word| word.strip_prefix("--")) else { continue };
        let name = text.split_once('=').map_or(text, |(name, _)| name);
        let Some(flag) = known.get_arguments().find(|argument| argument.get_long() == Some(name)) else {
            continue;
        };
        let apart = flag.get_action().takes_values() && !flag.is_require_equals_set() && !text.contains('=');
        kept.push(word.clone());
        if apart {
            match words.next() {
                Some(value) => kept.push(value.clone()),
                None => drop(kept.pop()),
            }
        }
    }
    kept
}
