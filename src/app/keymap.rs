//! From chords to commands: the table's defaults with the user's overrides.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::i18n::Lang;
use crate::messages;
use crate::text::nearest;

use super::{Chord, Command, CommandRow, Context, TABLE};

/// What pressed chords lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// A command.
    Command(Command),
    /// The beginning of longer sequences.
    Prefix,
    /// Nothing.
    Unbound,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Binding {
    context: Context,
    sequence: Vec<Chord>,
    /// The sequence as it is shown: frames ask for it often.
    written: Cow<'static, str>,
    command: Command,
}

/// All bindings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// Why overrides were refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence(Lang::En))]
pub enum BindingError {
    /// No command has this name.
    UnknownCommand {
        /// The name as written.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// A chord cannot be read.
    Chord {
        /// The command.
        command: String,
        /// What is wrong.
        error: super::UnknownChord,
    },
    /// Two commands want the same keys in the same place.
    Conflict {
        /// The keys.
        keys: String,
        /// One command.
        first: String,
        /// The other.
        second: String,
    },
    /// One command's keys begin another's.
    Hidden {
        /// The shorter keys.
        short: String,
        /// The longer keys.
        long: String,
        /// The shorter's command.
        first: String,
        /// The longer's command.
        second: String,
    },
}

messages! {
    /// Sentences of [`BindingError`].
    enum BindingText {
        UnknownCommand: "there is no command “{}”", "没有“{}”这个命令";
        UnknownCommandNear: "there is no command “{}”; did you mean “{}”?", "没有“{}”这个命令，是否想写“{}”？";
        Chord: "“{}”: “{}” is no key; write j, C-d, M-x, S-Tab, Enter, Space, PgDn or F1",
            "“{}”：“{}”不是按键；写法如 j、C-d、M-x、S-Tab、Enter、Space、PgDn 或 F1";
        Conflict: "“{}” is bound to “{}” and to “{}”", "“{}”同时绑定到“{}”与“{}”";
        Hidden: "“{}” ({}) begins “{}” ({}), so the longer could never be typed",
            "“{}”（{}）是“{}”（{}）的开头，较长的按键永远无法输入";
    }
}

impl BindingError {
    /// What is wrong, in one sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            BindingError::UnknownCommand { name, nearest: None } => {
                BindingText::UnknownCommand.fill(lang, &[name])
            }
            BindingError::UnknownCommand { name, nearest: Some(nearest) } => {
                BindingText::UnknownCommandNear.fill(lang, &[name, nearest])
            }
            BindingError::Chord { command, error } => BindingText::Chord.fill(lang, &[command, &error.0]),
            BindingError::Conflict { keys, first, second } => {
                BindingText::Conflict.fill(lang, &[keys, first, second])
            }
            BindingError::Hidden { short, long, first, second } => {
                BindingText::Hidden.fill(lang, &[short, first, long, second])
            }
        }
    }

    /// The command of the line that is wrong, to find it in the file.
    #[must_use]
    pub fn command(&self) -> &str {
        match self {
            BindingError::UnknownCommand { name, .. } => name,
            BindingError::Chord { command, .. } => command,
            BindingError::Conflict { second, .. } | BindingError::Hidden { second, .. } => second,
        }
    }
}

impl Default for Keymap {
    fn default() -> Self {
        Keymap { bindings: TABLE.iter().flat_map(defaults_of).collect() }
    }
}

/// A row's default keys, each in its contexts.
fn defaults_of(row: &CommandRow) -> Vec<Binding> {
    let groups = row.keys.iter().flat_map(|(contexts, keys)| {
        // The table writes keys as they are shown.
        let read = |keys: &&'static str| Some((sequence(keys).ok()?, Cow::Borrowed(*keys)));
        bindings(row.command, contexts.iter().copied(), &keys.iter().filter_map(read).collect::<Vec<_>>())
    });
    groups.collect()
}

fn sequence(keys: &str) -> Result<Vec<Chord>, super::UnknownChord> {
    keys.split_whitespace().map(str::parse).collect()
}

fn bindings(
    command: Command,
    contexts: impl Iterator<Item = Context>,
    keys: &[(Vec<Chord>, Cow<'static, str>)],
) -> Vec<Binding> {
    let binding = |context, (sequence, written)| Binding { context, sequence, written, command };
    contexts.flat_map(|context| keys.iter().map(move |keys| binding(context, keys.clone()))).collect()
}

/// Keys as written in a file.
fn written(sequence: &[Chord]) -> String {
    sequence.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

impl Keymap {
    /// The defaults with overrides: command id to the keys it shall have instead; an empty list or `none` unbinds it.
    ///
    /// An override takes its keys from whichever default had them; two overrides may not share keys.
    ///
    /// # Errors
    /// Unknown commands and keys, conflicts, and sequences that hide others.
    pub fn with_overrides(overrides: &BTreeMap<String, Vec<String>>) -> Result<Self, BindingError> {
        let mut own: Vec<Binding> = Vec::new();
        for (id, keys) in overrides {
            let command = Command::by_id(id).ok_or_else(|| BindingError::UnknownCommand {
                name: id.clone(),
                nearest: nearest(id, TABLE.iter().map(|row| row.id)).map(str::to_owned),
            })?;
            let keys: Vec<&String> = keys.iter().filter(|keys| *keys != "none").collect();
            let read = |keys: &&String| {
                let sequence = sequence(keys)?;
                let written = written(&sequence).into();
                Ok((sequence, written))
            };
            let keys: Result<Vec<_>, _> = keys.iter().map(read).collect();
            let keys = keys.map_err(|error| BindingError::Chord { command: id.clone(), error })?;
            own.extend(bindings(command, each_once(command.row().contexts()), &keys));
        }
        let defaults = TABLE.iter().filter(|row| !overrides.contains_key(row.id));
        let defaults = defaults.flat_map(defaults_of);
        let free: Vec<Binding> = defaults.filter(|d| !own.iter().any(|o| collide(o, d))).collect();
        for (at, second) in own.iter().enumerate() {
            for first in &own[..at] {
                check(first, second)?;
            }
        }
        Ok(Keymap { bindings: own.into_iter().chain(free).collect() })
    }

    /// What `pressed` leads to in the given contexts, innermost first.
    #[must_use]
    pub fn lookup(&self, contexts: &[Context], pressed: &[Chord]) -> Lookup {
        for context in contexts {
            let mut prefix = false;
            for binding in self.bindings.iter().filter(|b| b.context == *context) {
                if binding.sequence == pressed {
                    return Lookup::Command(binding.command);
                }
                prefix |= binding.sequence.starts_with(pressed);
            }
            if prefix {
                return Lookup::Prefix;
            }
        }
        Lookup::Unbound
    }

    /// The keys of a command, as written; the first is the one to show.
    #[must_use]
    pub fn keys(&self, command: Command) -> Vec<String> {
        let own = self.bindings.iter().filter(|b| b.command == command);
        each_once(own.map(|binding| binding.written.to_string())).collect()
    }

    /// A command's keys in the given contexts, as written; the first is the one to show.
    #[must_use]
    pub fn keys_in(&self, command: Command, contexts: &[Context]) -> Vec<String> {
        let here = self.bindings.iter().filter(|b| b.command == command && contexts.contains(&b.context));
        each_once(here.map(|binding| binding.written.to_string())).collect()
    }

    /// The first keys of a command where the reader is.
    #[must_use]
    pub fn first_in(&self, command: Command, contexts: &[Context]) -> Option<&str> {
        let is_here = |b: &&Binding| b.command == command && contexts.contains(&b.context);
        self.bindings.iter().find(is_here).map(|binding| &*binding.written)
    }

    /// Which of a command's keys was pressed, from 0.
    #[must_use]
    pub fn number(&self, command: Command, pressed: &[Chord]) -> Option<usize> {
        self.bindings.iter().filter(|b| b.command == command).position(|b| b.sequence == pressed)
    }

    /// What may follow `pressed`: the rest of each sequence and its command, for the which-key popup.
    #[must_use]
    pub fn continuations(&self, contexts: &[Context], pressed: &[Chord]) -> Vec<(String, Command)> {
        let mut found: Vec<(String, Command)> = Vec::new();
        for binding in self.bindings.iter().filter(|b| contexts.contains(&b.context)) {
            if let Some(rest) = binding.sequence.strip_prefix(pressed).filter(|rest| !rest.is_empty()) {
                let row = (written(rest), binding.command);
                if !found.contains(&row) {
                    found.push(row);
                }
            }
        }
        found
    }
}

/// Each value where it comes first.
fn each_once<T: PartialEq + Clone>(values: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    let mut seen: Vec<T> = Vec::new();
    values.filter(move |value| {
        let new = !seen.contains(value);
        if new {
            seen.push(value.clone());
        }
        new
    })
}

/// Whether two bindings of one context could not both be typed.
fn collide(a: &Binding, b: &Binding) -> bool {
    a.context == b.context && (a.sequence.starts_with(&b.sequence) || b.sequence.starts_with(&a.sequence))
}

fn check(first: &Binding, second: &Binding) -> Result<(), BindingError> {
    if first.command == second.command || !collide(first, second) {
        return Ok(());
    }
    let name = |binding: &Binding| binding.command.row().id.to_owned();
    if first.sequence == second.sequence {
        return Err(BindingError::Conflict {
            keys: written(&first.sequence),
            first: name(first),
            second: name(second),
        });
    }
    let (short, long) =
        if first.sequence.len() < second.sequence.len() { (first, second) } else { (second, first) };
    Err(BindingError::Hidden {
        short: written(&short.sequence),
        long: written(&long.sequence),
        first: name(short),
        second: name(long),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chords(keys: &str) -> Vec<Chord> {
        sequence(keys).unwrap()
    }

    fn overrides(rows: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        rows.iter()
            .map(|(id, keys)| ((*id).to_owned(), keys.iter().map(|k| (*k).to_owned()).collect()))
            .collect()
    }

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(BindingText::ALL, BindingText::text).unwrap();
    }

    #[test]
    fn every_default_key_is_written_as_it_is_shown_and_none_collide() {
        for row in TABLE {
            for keys in row.keys.iter().flat_map(|(_, keys)| *keys) {
                assert_eq!(written(&sequence(keys).unwrap()), *keys);
            }
        }
        let Keymap { bindings } = Keymap::default();
        for (at, second) in bindings.iter().enumerate() {
            for first in &bindings[..at] {
                check(first, second).unwrap();
            }
        }
    }

    #[test]
    fn the_innermost_context_wins() {
        let keymap = Keymap::default();
        let pressed = chords("n");
        assert_eq!(
            keymap.lookup(&[Context::List, Context::Everywhere], &pressed),
            Lookup::Command(Command::NextPage)
        );
        assert_eq!(
            keymap.lookup(&[Context::Detail, Context::Everywhere], &pressed),
            Lookup::Command(Command::FindNext)
        );
        assert_eq!(keymap.lookup(&[Context::Filters], &pressed), Lookup::Unbound);
    }

    #[test]
    fn an_override_takes_the_key_from_its_default() {
        let keymap = Keymap::with_overrides(&overrides(&[("copy-id", &["s", "g y"])])).unwrap();
        let contexts = [Context::List, Context::Everywhere];
        assert_eq!(keymap.lookup(&contexts, &chords("s")), Lookup::Command(Command::CopyId));
        assert_eq!(keymap.lookup(&contexts, &chords("g")), Lookup::Prefix);
        assert_eq!(keymap.lookup(&contexts, &chords("g y")), Lookup::Command(Command::CopyId));
        assert_eq!(keymap.lookup(&contexts, &chords("y")), Lookup::Unbound);
        assert_eq!(keymap.continuations(&contexts, &chords("g")), [("y".to_owned(), Command::CopyId)]);
    }

    #[test]
    fn none_unbinds() {
        let keymap = Keymap::with_overrides(&overrides(&[("quit", &["none"])])).unwrap();
        assert_eq!(keymap.lookup(&[Context::Everywhere], &chords("q")), Lookup::Unbound);
        assert_eq!(keymap.keys(Command::Quit), Vec::<String>::new());
    }

    #[test]
    fn mistakes_are_named() {
        let unknown = Keymap::with_overrides(&overrides(&[("copy-idd", &["y"])])).unwrap_err();
        assert_eq!(unknown.to_string(), "there is no command “copy-idd”; did you mean “copy-id”?");
        let chord = Keymap::with_overrides(&overrides(&[("quit", &["Q-x"])])).unwrap_err();
        assert!(chord.to_string().starts_with("“quit”: “Q-x” is no key"), "{chord}");
        let conflict =
            Keymap::with_overrides(&overrides(&[("quit", &["x"]), ("reload", &["x"])])).unwrap_err();
        assert_eq!(conflict.to_string(), "“x” is bound to “quit” and to “reload”");
        let hidden =
            Keymap::with_overrides(&overrides(&[("quit", &["x"]), ("reload", &["x y"])])).unwrap_err();
        assert_eq!(
            hidden.to_string(),
            "“x” (quit) begins “x y” (reload), so the longer could never be typed"
        );
    }
}
