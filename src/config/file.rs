//! Reads `config.toml`: our settings, the explorer's starting filters (`[start]`) and key overrides (`[keys]`).
//!
//! It reads on after a mistake, so that `config --check` can tell all of them at once. A message shows names and
//! line numbers, never a line's content: someone may have put a key there.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::catalogue::{Query, SortField, Toggle};
use crate::text::nearest;

use super::layer::Written;
use super::{ConfigError, Environment, Expected, Layer, Place, Problem, Setting};

/// A row of `[keys]`: the explorer checks command names and chords against its key table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rebinding {
    /// The command's name.
    pub command: String,
    /// The keys that shall run it; empty to unbind it (`"none"`).
    pub chords: Vec<String>,
    /// The line it stands on, from 1.
    pub line: usize,
}

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct FileSettings {
    /// Its settings.
    pub(super) layer: Layer,
    /// The line of each of them.
    pub(super) lines: Vec<(Setting, usize)>,
    /// `[start]`.
    pub(super) start: Query,
    /// `[keys]`.
    pub(super) keys: Vec<Rebinding>,
}

/// Reads a file's text; mistakes come back in the order of their lines.
pub(super) fn parse(text: &str, path: &Path, environment: &Environment) -> (FileSettings, Vec<ConfigError>) {
    let mut reader = Reader { text, path, environment, found: FileSettings::default(), errors: Vec::new() };
    match DeTable::parse(text) {
        Ok(table) => reader.top(table.get_ref()),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            reader.report(at, Problem::Syntax(error.message().to_owned()));
        }
    }
    reader.errors.sort_by_key(|(at, _)| *at);
    (reader.found, reader.errors.into_iter().map(|(_, error)| error).collect())
}

/// The names of `[start]`.
fn start_names() -> impl Iterator<Item = &'static str> {
    ["search", "tags", "sort", "ascending"].into_iter().chain(Toggle::ALL.map(Toggle::name))
}

/// Names under which other programs' files hold keys: worth more than "there is no such setting".
const SECRET_NAMES: [&str; 4] = ["public_key", "private_key", "PublicKey", "PrivateKey"];

struct Reader<'a> {
    text: &'a str,
    path: &'a Path,
    environment: &'a Environment,
    found: FileSettings,
    errors: Vec<(usize, ConfigError)>,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count()
    }

    fn report(&mut self, at: usize, problem: Problem) {
        let place = Place::Line(PathBuf::from(self.path), self.line(at));
        self.errors.push((at, ConfigError { place, problem }));
    }

    fn unknown(&mut self, at: usize, name: &str, known: impl Iterator<Item = &'static str>) {
        let problem = if SECRET_NAMES.contains(&name) {
            Problem::KeyInSettings(name.to_owned())
        } else {
            Problem::UnknownName { name: name.to_owned(), nearest: nearest(name, known) }
        };
        self.report(at, problem);
    }

    fn wrong(&mut self, at: usize, name: &str, expected: Expected) {
        self.report(at, Problem::WrongValue { name: name.to_owned(), expected });
    }

    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let (name, at) = (key.get_ref().as_ref(), key.span().start);
            match (name, Setting::named(name), value.get_ref()) {
                ("start", _, DeValue::Table(start)) => self.start(start),
                ("keys", _, DeValue::Table(keys)) => self.keys(keys),
                ("start" | "keys", _, _) => self.wrong(at, name, Expected::Table),
                (_, Some(setting), value) => {
                    match self.found.layer.set(setting, written(value), self.environment) {
                        Ok(()) => self.found.lines.push((setting, self.line(at))),
                        Err(expected) => self.wrong(at, name, expected),
                    }
                }
                (_, None, _) => {
                    let known = Setting::ALL.iter().map(|s| s.name()).chain(["start", "keys"]);
                    self.unknown(at, name, known);
                }
            }
        }
    }

    fn start(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let (name, at) = (key.get_ref().as_ref(), key.span().start);
            if !start_names().any(|known| known == name) {
                self.unknown(at, name, start_names());
            } else if let Err(expected) = self.start_filter(name, value.get_ref()) {
                self.wrong(at, name, expected);
            }
        }
    }

    fn start_filter(&mut self, name: &str, value: &DeValue<'_>) -> Result<(), Expected> {
        let start = &mut self.found.start;
        let switch = || value.as_bool().ok_or(Expected::Bool);
        match name {
            "search" => *start = start.with_search(value.as_str().ok_or(Expected::Text)?),
            "tags" => {
                start.set_tags(value.as_array().and_then(texts).ok_or(Expected::Tags)?);
            }
            "sort" => start.sort.field = value.as_str().and_then(of_service).ok_or(Expected::Sort)?,
            "ascending" => start.sort.ascending = switch()?,
            toggle => {
                if let Some(toggle) = Toggle::named(toggle) {
                    start.toggles.set(toggle, switch()?);
                }
            }
        }
        Ok(())
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "toml's enum")]
    fn keys(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let (command, at) = (key.get_ref().as_ref(), key.span().start);
            let chords = match value.get_ref() {
                DeValue::String(text) if text == "none" => Some(Vec::new()),
                DeValue::String(text) => Some(vec![text.to_string()]),
                DeValue::Array(list) => texts(list),
                _ => None,
            };
            match chords {
                Some(chords) => {
                    let line = self.line(at);
                    self.found.keys.push(Rebinding { command: command.to_owned(), chords, line });
                }
                None => self.wrong(at, command, Expected::Chords),
            }
        }
    }
}

fn written<'a>(value: &'a DeValue<'_>) -> Written<'a> {
    match value {
        DeValue::String(text) => Written::Text(text),
        DeValue::Boolean(value) => Written::Bool(*value),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Written::Other, Written::Number)
        }
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => Written::Other,
    }
}

fn texts(list: &DeArray<'_>) -> Option<Vec<String>> {
    list.iter().map(Spanned::get_ref).map(|value| value.as_str().map(str::to_owned)).collect()
}

/// The sort field of a word, where the service knows it: a start must not depend on what is in hand.
fn of_service(word: &str) -> Option<SortField> {
    SortField::named(word).filter(|field| !field.is_local())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::SortField;

    fn read(text: &str) -> (FileSettings, Vec<String>) {
        let environment = Environment::new([("HOME", "/home/u")]);
        let (found, errors) = parse(text, Path::new("c.toml"), &environment);
        (found, errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn settings_filters_and_keys_are_read() {
        let (found, errors) = read(concat!(
            "lang = 'zh'\npage_size = 50\nlog = '~/l'\n",
            "[start]\nsearch = 'author:kijai flux'\ntags = ['b', 'a', 'b']\nfree = true\nsort = 'favourites'\n",
            "[keys]\nquit = ['q', 'C-q']\nsuspend = 'none'\n",
        ));
        assert_eq!(errors, [""; 0]);
        assert_eq!(found.layer.page_size, Some(50));
        assert_eq!(found.layer.log, Some("/home/u/l".into()));
        assert_eq!(found.lines, [(Setting::Lang, 1), (Setting::Log, 3), (Setting::PageSize, 2)]);
        assert_eq!((found.start.author.as_str(), found.start.fuzzy.as_str()), ("kijai", "flux"));
        assert_eq!((found.start.tags.len(), found.start.sort.field), (2, SortField::FavoritesCount));
        assert_eq!(
            found.keys,
            [
                Rebinding { command: "quit".into(), chords: vec!["q".into(), "C-q".into()], line: 10 },
                Rebinding { command: "suspend".into(), chords: vec![], line: 11 },
            ]
        );
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let (_, errors) =
            read("pagesize = 3\nmouse = 'x'\n\n[start]\nsrot = 'x'\nsort = 'price'\n[keys]\nquit = 1\n");
        assert_eq!(
            errors,
            [
                "c.toml:1: there is no setting “pagesize”; did you mean “page_size”?",
                "c.toml:2: “mouse” must be true or false",
                "c.toml:5: there is no setting “srot”; did you mean “sort”?",
                "c.toml:6: “sort” must be published, popularity, favourites or use-time",
                "c.toml:8: “quit” must be a key, a list of keys, or \"none\"",
            ]
        );
    }

    #[test]
    fn what_is_no_toml_is_told_without_showing_it() {
        let (_, errors) = read("lang = 'zh'\nprivate_key = canary\n");
        assert_eq!(errors.len(), 1);
        assert!(errors[0].starts_with("c.toml:2: is not TOML"), "{}", errors[0]);
        assert!(!errors[0].contains("canary"), "{}", errors[0]);
    }

    #[test]
    fn a_key_in_this_file_is_refused_with_the_right_place() {
        let (_, errors) = read("private_key = 'canary'\n");
        assert!(errors[0].contains("COMPSHARE_PRIVATE_KEY"));
        assert!(!errors[0].contains("canary"));
    }
}
