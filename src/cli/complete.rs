//! Completions that know values: themes, profiles, named filters, and from the catalogue on disk tags, authors, groups and
//! images.
//!
//! A script that `completions` prints has the shell run this program, with `generate::VARIABLE` naming the shell and the words of
//! the line as arguments. Nothing is asked over a network, and whatever cannot be read offers nothing. What strangers
//! wrote reaches the command line only as a quoted word: completing a tag must not run it.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::sync::{Arc, OnceLock};

use clap::{Arg, Command, CommandFactory, Parser};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::Shells;

use crate::catalogue::{Group, Version};
use crate::config::{Environment, Loaded, load, profile_names};
use crate::runtime::Themes;
use crate::store::snapshot::{self, Place};
use crate::store::yours;
use crate::sync::place_of;

use super::args::{Arguments, CommonArgs, ExplorerArgs};
use super::exit::Exit;
use super::service::{Found, find};

/// The arguments that values are known for.
const VALUED: [&str; 8] = ["theme", "profile", "filter", "tags", "author", "group", "id", "ids"];
/// What bash's script parts values by, and what all others do.
const BETWEEN: [char; 2] = ['\u{b}', '\n'];

/// Answers a shell: `line` is this program's name, `--`, and the words of the line.
pub(super) fn complete(
    shell: &str,
    line: Vec<OsString>,
    environment: &Environment,
    out: &mut impl Write,
) -> Exit {
    let shells = Shells::builtins();
    let Some(completer) = shells.completer(shell) else { return Exit::Usage };
    let mut words: Vec<OsString> = line.into_iter().skip_while(|word| word != "--").skip(1).collect();
    if words.is_empty() {
        return Exit::Usage;
    }
    if shell == "bash"
        && let Some(word) =
            environment.get("_CLAP_COMPLETE_INDEX").and_then(|at| words.get_mut(at.parse::<usize>().ok()?))
    {
        *word = without_quotes(word);
    }
    let mut program = with_values(Arguments::command(), &Arc::new(Known::of(&words, environment)));
    program.build();
    let mut answer = Vec::new();
    let folder = std::env::current_dir().ok();
    let written = completer.write_complete(&mut program, words, folder.as_deref(), &mut answer);
    let answer = String::from_utf8_lossy(&answer);
    let quoted: String = match shell {
        "bash" => answer.split_inclusive(BETWEEN).map(quoted_for_bash).collect(),
        "powershell" => answer.split_inclusive(BETWEEN).map(quoted_for_powershell).collect(),
        _ => answer.into_owned(),
    };
    let written = written.and_then(|()| out.write_all(quoted.as_bytes())).and_then(|()| out.flush());
    if written.is_ok() { Exit::Done } else { Exit::Refused }
}

/// A word as bash has it on its line, without what quotes it.
fn without_quotes(word: &OsStr) -> OsString {
    let text = word.to_string_lossy();
    let mut plain = String::new();
    let mut characters = text.trim_start_matches(['"', '\'']).chars();
    while let Some(character) = characters.next() {
        plain.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    plain.into()
}

/// Whether every shell takes a character as it stands.
fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || "-_./,=:+@%".contains(character)
}

fn quoted_for_bash(value: &str) -> String {
    let quote = |character| {
        let plain = is_plain(character) || BETWEEN.contains(&character);
        (!plain).then_some('\\').into_iter().chain([character])
    };
    value.chars().flat_map(quote).collect()
}

/// PowerShell's lines are a value, a tab and what it is.
fn quoted_for_powershell(line: &str) -> String {
    let (value, help) =
        line.trim_end_matches('\n').split_once('\t').unwrap_or((line.trim_end_matches('\n'), ""));
    let value = if value.chars().all(is_plain) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', "''"))
    };
    if help.is_empty() { format!("{value}\n") } else { format!("{value}\t{help}\n") }
}

/// What is known without asking anybody; each part is read when it is first needed.
struct Known {
    loaded: Option<Loaded>,
    environment: Environment,
    demo: bool,
    place: Option<Place>,
    groups: OnceLock<Vec<Arc<Group>>>,
}

/// The flags that say whose catalogue it is.
#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    common: CommonArgs,
}

impl Known {
    fn of(words: &[OsString], environment: &Environment) -> Self {
        let common = Line::try_parse_from(common_flags(words)).map(|line| line.common).unwrap_or_default();
        let demo = common.demo;
        let arguments = Arguments { common, explorer: ExplorerArgs::default(), command: None };
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

    /// Values of one of the [`VALUED`] arguments, each with what it is.
    fn values(&self, argument: &str) -> Vec<(String, String)> {
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
    let known = Line::command();
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

/// The program's definition with values for the arguments that have some.
fn with_values(program: Command, known: &Arc<Known>) -> Command {
    let add = |argument: Arg| {
        let (name, known) = (argument.get_id().to_string(), Arc::clone(known));
        if !VALUED.contains(&&*name) {
            return argument;
        }
        let candidates = move || known.values(&name).into_iter().map(candidate).collect::<Vec<_>>();
        argument.add(ArgValueCandidates::new(candidates))
    };
    program.mut_args(add).mut_subcommands(|command| command.mut_args(add))
}

fn candidate((value, help): (String, String)) -> CompletionCandidate {
    CompletionCandidate::new(value).help((!help.is_empty()).then(|| help.into()))
}
