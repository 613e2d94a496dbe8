//! Finds API keys where other programs keep them; first complete pair wins, nothing is ever written.
//!
//! 1. `COMPSHARE_PUBLIC_KEY` and `COMPSHARE_PRIVATE_KEY`, each over the profile of `compshare-cli`'s `config.json`
//! 2. `UCLOUD_PUBLIC_KEY` and `UCLOUD_PRIVATE_KEY`, each over the profile of `~/.ucloud/credential.json`
//!
//! The profile is the one named by flag, `COMPSHARE_PROFILE` or `config.toml`, else each program's current one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::de::DeserializeOwned;

use crate::api::Credentials;
use crate::catalogue::CredentialOrigin;
use crate::i18n::Lang;
use crate::messages;
use crate::text::{CleanText, Unreadable, nearest};

use super::credential_file::{CompshareFile, StoredKeys, UcloudCredential, UcloudProfile, read_json};
use super::{Environment, Paths};

/// What the search for keys found.
#[derive(Debug, Default)]
pub(crate) struct FoundKeys {
    /// The keys, where a complete pair was found.
    pub credentials: Option<Credentials>,
    /// The project their profile names, if any.
    pub project_id: Option<String>,
    /// What was odd on the way, whether keys were found or not.
    pub notes: Vec<Note>,
}

/// Something a reader should know about a file or variable of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    /// The file or variable.
    pub place: String,
    /// What about it.
    pub kind: NoteKind,
}

/// What a [`Note`] says.
#[cfg_attr(not(unix), expect(dead_code, reason = "owners and modes of files are Unix's"))]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoteKind {
    /// It cannot be read.
    Unreadable(Unreadable),
    /// It is a folder, a pipe or a device.
    NotAFile,
    /// It belongs to another user.
    Foreign,
    /// Other users can read or change it; its mode. The only note about a file that is used.
    Exposed(u32),
    /// It is not the JSON that was expected; the line, from 1.
    Malformed(usize),
    /// One key of the pair is missing; the variable that would give it.
    HalfPair(&'static str),
    /// It has no such profile.
    NoProfile {
        /// The profile.
        name: String,
        /// The nearest that exists.
        nearest: Option<String>,
    },
}

impl Note {
    /// Whether the keys are used all the same.
    #[must_use]
    pub(crate) fn is_warning(&self) -> bool {
        matches!(self.kind, NoteKind::Exposed(_))
    }

    /// What is odd, in one line.
    #[must_use]
    pub(crate) fn sentence(&self, lang: Lang) -> String {
        let what = match &self.kind {
            NoteKind::Unreadable(reason) => CredentialsText::Unreadable.fill(lang, &[&reason.reason(lang)]),
            NoteKind::NotAFile => CredentialsText::NotAFile.text(lang).to_owned(),
            NoteKind::Foreign => CredentialsText::Foreign.text(lang).to_owned(),
            NoteKind::Exposed(mode) => CredentialsText::Exposed.fill(lang, &[&format!("{mode:o}")]),
            NoteKind::Malformed(line) => CredentialsText::Malformed.fill(lang, &[line]),
            NoteKind::HalfPair(missing) => CredentialsText::HalfPair.fill(lang, &[missing]),
            NoteKind::NoProfile { name, nearest: None } => CredentialsText::NoProfile.fill(lang, &[name]),
            NoteKind::NoProfile { name, nearest: Some(nearest) } => {
                CredentialsText::NoProfileNear.fill(lang, &[name, nearest])
            }
        };
        format!("{}: {what}", self.place)
    }

    /// The command that puts it right, where there is one.
    #[must_use]
    pub(crate) fn remedy(&self) -> Option<String> {
        match self.kind {
            NoteKind::Exposed(_) => Some(format!("chmod 600 {}", self.place)),
            NoteKind::Unreadable(_)
            | NoteKind::NotAFile
            | NoteKind::Foreign
            | NoteKind::Malformed(_)
            | NoteKind::HalfPair(_)
            | NoteKind::NoProfile { .. } => None,
        }
    }
}

messages! {
    /// Sentences of [`Note`].
    enum CredentialsText {
        Unreadable: "cannot be read ({})", "无法读取（{}）";
        NotAFile: "is not a file; not used", "不是普通文件，未使用";
        Foreign: "belongs to another user; not used", "属于其他用户，未使用";
        Exposed: "other users can get at this file (mode {})", "其他用户可访问此文件（权限 {}）";
        Malformed: "is not the JSON it should be (line {}); not used", "不是预期的 JSON（第 {} 行），未使用";
        HalfPair: "only half a pair of keys: {} is missing", "密钥不成对：缺少 {}";
        NoProfile: "has no profile “{}”", "没有名为“{}”的密钥配置";
        NoProfileNear: "has no profile “{}”; did you mean “{}”?", "没有名为“{}”的密钥配置，是否想写“{}”？";
    }
}

/// Looks for keys; `profile` is the one asked for by name, if any.
#[must_use]
pub(crate) fn find_credentials(profile: Option<&str>, paths: &Paths, environment: &Environment) -> FoundKeys {
    let mut search = Search { profile, paths, environment, notes: Vec::new() };
    let found = match search.compshare() {
        Some(credentials) => Some((credentials, None)),
        None => search.ucloud(),
    };
    let (credentials, project_id) = found.unzip();
    FoundKeys { credentials, project_id: project_id.flatten(), notes: search.notes }
}

/// Names of the profiles in the key files, each once, for completions. Keys are read and dropped.
#[must_use]
pub(crate) fn profile_names(paths: &Paths, environment: &Environment) -> Vec<String> {
    let mut search = Search { profile: None, paths, environment, notes: Vec::new() };
    let ours: CompshareFile = search.read(paths.compshare.as_deref()).unwrap_or_default();
    let path = paths.ucloud.as_ref().map(|folder| folder.join("credential.json"));
    let theirs: Vec<UcloudCredential> = search.read(path.as_deref()).unwrap_or_default();
    let theirs = theirs.into_iter().filter(UcloudCredential::signs).map(|entry| entry.profile);
    let names: BTreeSet<String> = ours.profiles.into_keys().chain(theirs).collect();
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

/// One key, and whether a variable gave it.
struct Key {
    text: String,
    from_variable: bool,
}

/// The variables of a pair, public key first.
type Variables = [&'static str; 2];
const COMPSHARE: Variables = ["COMPSHARE_PUBLIC_KEY", "COMPSHARE_PRIVATE_KEY"];
const UCLOUD: Variables = ["UCLOUD_PUBLIC_KEY", "UCLOUD_PRIVATE_KEY"];

struct Search<'a> {
    profile: Option<&'a str>,
    paths: &'a Paths,
    environment: &'a Environment,
    notes: Vec<Note>,
}

impl Search<'_> {
    fn compshare(&mut self) -> Option<Credentials> {
        let path = self.paths.compshare.clone();
        let file: CompshareFile = self.read(path.as_deref()).unwrap_or_default();
        let mut profiles = file.profiles;
        let asked = self.profile.map(str::to_owned);
        let name = asked.or(file.current_profile).unwrap_or_else(|| "default".to_owned());
        let place = self.place(path, &name);
        let stored = profiles.remove(&name);
        if stored.is_none() && self.profile.is_some() && !profiles.is_empty() {
            let nearest = nearest(&name, profiles.keys().map(String::as_str)).map(str::to_owned);
            self.notes.push(Note { place: place.clone(), kind: NoteKind::NoProfile { name, nearest } });
        }
        self.pair(COMPSHARE, stored.unwrap_or_default(), &place)
    }

    fn ucloud(&mut self) -> Option<(Credentials, Option<String>)> {
        let path = |name| self.paths.ucloud.as_ref().map(|folder| folder.join(name));
        let (profile_path, key_path) = (path("config.json"), path("credential.json"));
        let profiles: Vec<UcloudProfile> = self.read(profile_path.as_deref()).unwrap_or_default();
        let stored: Vec<UcloudCredential> = self.read(key_path.as_deref()).unwrap_or_default();
        let active = profiles.iter().find(|profile| profile.active == Some(true));
        let asked = self.profile.or_else(|| self.environment.get("UCLOUD_PROFILE"));
        let name = asked.or(active.map(|profile| &*profile.profile)).unwrap_or("default").to_owned();
        let stored = stored.into_iter().find(|entry| entry.profile == name && entry.signs());
        let place = self.place(key_path, &name);
        let pair = self.pair(UCLOUD, stored.map(|entry| entry.keys).unwrap_or_default(), &place)?;
        let project = profiles.into_iter().find(|profile| profile.profile == name);
        Some((pair, project.and_then(|profile| profile.project_id).filter(|id| !id.is_empty())))
    }

    /// Joins variables and stored keys; a variable beats what is stored.
    fn pair(&mut self, variables: Variables, stored: StoredKeys, place: &str) -> Option<Credentials> {
        let environment = self.environment;
        let key = |variable: &str, stored: Option<String>| {
            let given = environment.get(variable).map(str::to_owned);
            let from_variable = given.is_some();
            let text = given.or(stored)?.trim().to_owned();
            (!text.is_empty()).then_some(Key { text, from_variable })
        };
        let [public_variable, private_variable] = variables;
        match (key(public_variable, stored.public_key), key(private_variable, stored.private_key)) {
            (Some(public), Some(private)) => {
                let source = match (public.from_variable, private.from_variable) {
                    (true, true) => public_variable.to_owned(),
                    (false, false) => place.to_owned(),
                    (true, false) => format!("{public_variable} + {place}"),
                    (false, true) => format!("{place} + {private_variable}"),
                };
                Some(credentials(public.text, private.text, &source))
            }
            (Some(public), None) => self.half(public, public_variable, place, private_variable),
            (None, Some(private)) => self.half(private, private_variable, place, public_variable),
            (None, None) => None,
        }
    }

    #[allow(clippy::needless_pass_by_value, reason = "half a pair is of no more use: it ends here")]
    fn half(&mut self, key: Key, variable: &str, place: &str, missing: &'static str) -> Option<Credentials> {
        let place = if key.from_variable { variable } else { place }.to_owned();
        self.notes.push(Note { place, kind: NoteKind::HalfPair(missing) });
        None
    }

    fn read<T: DeserializeOwned>(&mut self, path: Option<&Path>) -> Option<T> {
        let path = path?;
        let place = self.environment.shorten(path);
        let notes = &mut self.notes;
        let mut note = |kind| notes.push(Note { place: place.clone(), kind });
        let read = read_json(path, &mut note);
        read.unwrap_or_else(|kind| {
            note(kind);
            None
        })
    }

    fn place(&self, path: Option<PathBuf>, profile: &str) -> String {
        let path = path.map(|path| self.environment.shorten(&path)).unwrap_or_default();
        format!("{path} (profile {profile})")
    }
}

fn credentials(public_key: String, private_key: String, source: &str) -> Credentials {
    let tail = public_key.chars().count().saturating_sub(4);
    let public_tail: String = public_key.chars().skip(tail).collect();
    let origin =
        CredentialOrigin { source: CleanText::line(source), public_tail: CleanText::line(&public_tail) };
    Credentials { public_key, private_key: SecretString::from(private_key), origin }
}

#[cfg(test)]
mod tests;
