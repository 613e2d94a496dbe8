//! A snapshot of what the process was started with: environment variables and the home folder.
//!
//! It promises that private keys among the variables never show in `Debug`.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// The environment variables and the home folder, as they were when the program started.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, String>,
    home: Option<PathBuf>,
}

impl Environment {
    /// Takes the snapshot of this process. A variable that is not UTF-8 counts as unset.
    #[must_use]
    pub fn of_process() -> Self {
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Self { variables: variables.collect(), home: std::env::home_dir() }
    }

    /// An environment of these variables; `HOME` among them is the home folder.
    pub fn new<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let variables: BTreeMap<String, String> =
            variables.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let home = variables.get("HOME").map(PathBuf::from);
        Self { variables, home }
    }

    /// A variable's value; one that is empty counts as unset, as shells treat it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A variable's value even where it is empty, for those whose emptiness means something, as `PAGER=` does.
    #[must_use]
    pub fn get_even_empty(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// The home folder; `None` where none is known or the path is not absolute.
    #[must_use]
    pub fn home(&self) -> Option<&Path> {
        self.home.as_deref().filter(|home| home.is_absolute())
    }

    /// Replaces a leading `~` by the home folder.
    #[must_use]
    pub fn expand(&self, path: &str) -> PathBuf {
        match (path.strip_prefix("~/"), self.home()) {
            (Some(rest), Some(home)) => home.join(rest),
            (Some(_) | None, Some(_) | None) => PathBuf::from(path),
        }
    }

    /// A path for people: the home folder is shown as `~`.
    #[must_use]
    pub fn shorten(&self, path: &Path) -> String {
        match self.home().and_then(|home| path.strip_prefix(home).ok()) {
            Some(rest) => format!("~/{}", rest.display()),
            None => path.display().to_string(),
        }
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment")
            .field("variables", &self.variables.keys().collect::<Vec<_>>())
            .field("home", &self.home)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_names_and_never_values() {
        let environment = Environment::new([("COMPSHARE_PRIVATE_KEY", "canary"), ("HOME", "/home/u")]);
        let shown = format!("{environment:?}");
        assert!(shown.contains("COMPSHARE_PRIVATE_KEY"));
        assert!(!shown.contains("canary"));
    }

    #[test]
    fn an_empty_variable_is_unset_and_a_relative_home_is_none() {
        let environment = Environment::new([("A", ""), ("HOME", "here")]);
        assert_eq!(environment.get("A"), None);
        assert_eq!(environment.home(), None);
    }

    #[test]
    fn the_home_folder_is_written_as_a_tilde() {
        let environment = Environment::new([("HOME", "/home/u")]);
        assert_eq!(environment.expand("~/x"), Path::new("/home/u/x"));
        assert_eq!(environment.shorten(Path::new("/home/u/x")), "~/x");
        assert_eq!(environment.shorten(Path::new("/etc/x")), "/etc/x");
    }
}
