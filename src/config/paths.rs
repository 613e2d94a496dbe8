//! Where files live: the XDG base folders, on macOS too, since that is where command-line users look.

use std::path::PathBuf;

use super::Environment;

/// Every path the program may read or write; `None` where no home folder is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paths {
    /// Our settings, `~/.config/compshare-tui/config.toml`.
    pub config: Option<PathBuf>,
    /// Folder of the user's own themes, `~/.config/compshare-tui/themes`.
    pub themes: Option<PathBuf>,
    /// Folder of what we remember, `~/.local/state/compshare-tui`.
    pub state: Option<PathBuf>,
    /// Folder of what can be fetched again, `~/.cache/compshare-tui`.
    pub cache: Option<PathBuf>,
    /// Folder of what is the reader's own, `~/.local/share/compshare-tui`.
    pub data: Option<PathBuf>,
    /// `compshare-cli`'s settings and keys; read only.
    pub compshare: Option<PathBuf>,
    /// Folder of UCloud's own tools, `~/.ucloud`; read only.
    pub ucloud: Option<PathBuf>,
}

impl Paths {
    /// The paths in an environment: `COMPSHARE_TUI_CONFIG` and `COMPSHARE_CONFIG_FILE` name files, the `XDG_*`
    /// variables folders (a relative one is ignored, as the XDG specification says).
    #[must_use]
    pub(crate) fn of(environment: &Environment) -> Self {
        let under = |variable, default| {
            environment
                .get(variable)
                .map(PathBuf::from)
                .filter(|folder| folder.is_absolute())
                .or_else(|| Some(environment.home()?.join(default)))
        };
        let named = |variable| environment.get(variable).map(|path| environment.expand(path));
        let config_home = under("XDG_CONFIG_HOME", ".config");
        let ours = config_home.as_ref().map(|folder| folder.join("compshare-tui"));
        Paths {
            config: named("COMPSHARE_TUI_CONFIG").or_else(|| Some(ours.as_ref()?.join("config.toml"))),
            themes: ours.map(|folder| folder.join("themes")),
            state: under("XDG_STATE_HOME", ".local/state").map(|folder| folder.join("compshare-tui")),
            cache: under("XDG_CACHE_HOME", ".cache").map(|folder| folder.join("compshare-tui")),
            data: under("XDG_DATA_HOME", ".local/share").map(|folder| folder.join("compshare-tui")),
            compshare: named("COMPSHARE_CONFIG_FILE")
                .or_else(|| Some(config_home?.join("compshare/config.json"))),
            ucloud: environment.home().map(|home| home.join(".ucloud")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_under_the_home_folder() {
        let paths = Paths::of(&Environment::new([("HOME", "/home/u")]));
        assert_eq!(paths.config, Some("/home/u/.config/compshare-tui/config.toml".into()));
        assert_eq!(paths.state, Some("/home/u/.local/state/compshare-tui".into()));
        assert_eq!(paths.cache, Some("/home/u/.cache/compshare-tui".into()));
        assert_eq!(paths.data, Some("/home/u/.local/share/compshare-tui".into()));
        assert_eq!(paths.compshare, Some("/home/u/.config/compshare/config.json".into()));
    }

    #[test]
    fn xdg_and_our_own_variables_move_them() {
        let paths = Paths::of(&Environment::new([
            ("HOME", "/home/u"),
            ("XDG_CONFIG_HOME", "/c"),
            ("XDG_STATE_HOME", "relative"),
            ("COMPSHARE_CONFIG_FILE", "~/keys.json"),
        ]));
        assert_eq!(paths.config, Some("/c/compshare-tui/config.toml".into()));
        assert_eq!(paths.state, Some("/home/u/.local/state/compshare-tui".into()));
        assert_eq!(paths.compshare, Some("/home/u/keys.json".into()));
    }

    #[test]
    fn without_a_home_there_are_no_paths() {
        assert_eq!(Paths::of(&Environment::default()), Paths::default());
    }
}
