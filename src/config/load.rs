//! Puts the sources on top of each other: flags, environment, `config.toml`, what `compshare-cli` was told about
//! the language, defaults; and remembers which one won.

use std::path::{Path, PathBuf};

use crate::api::{DEFAULT_BASE_URL, DEFAULT_REGION};
use crate::catalogue::Query;
use crate::i18n::Lang;
use crate::text::{Unreadable, utf8};

use super::file::{FileSettings, parse};
use super::layer::Written;
use super::{
    ColorChoice, ConfigError, Environment, Flags, Layer, Paths, PicturesChoice, PicturesFrom, Place, Problem,
    Rebinding, Setting, SyncAfter, credential_file,
};

/// What the program goes by, every source considered.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each field is documented by its `Setting`")]
pub(crate) struct Settings {
    pub lang: Lang,
    pub theme: String,
    pub color: ColorChoice,
    pub ascii: bool,
    pub mouse: bool,
    pub page_size: Option<u16>,
    /// Rows of a group in the list, 1 or 2.
    pub rows: u8,
    pub remember: bool,
    pub sync_after: SyncAfter,
    pub pictures: PicturesChoice,
    pub pictures_from: PicturesFrom,
    pub region: String,
    pub zone: Option<String>,
    pub project_id: Option<String>,
    pub base_url: String,
    pub allow_http: bool,
    pub profile: Option<String>,
    pub clipboard: Option<String>,
    pub log: Option<PathBuf>,
    /// The explorer's starting filters, `[start]`.
    pub start: Query,
    /// `[keys]`, unchecked.
    pub keys: Vec<Rebinding>,
}

impl Settings {
    /// A setting's value as text; `None` where it has none.
    #[must_use]
    pub(crate) fn value(&self, setting: Setting) -> Option<String> {
        match setting {
            Setting::Lang => Some(self.lang.code().to_owned()),
            Setting::Theme => Some(self.theme.clone()),
            Setting::Color => Some(self.color.word().to_owned()),
            Setting::Ascii => Some(self.ascii.to_string()),
            Setting::Mouse => Some(self.mouse.to_string()),
            Setting::PageSize => self.page_size.map(|size| size.to_string()),
            Setting::Rows => Some(self.rows.to_string()),
            Setting::Remember => Some(self.remember.to_string()),
            Setting::SyncAfter => Some(self.sync_after.to_string()),
            Setting::Pictures => Some(self.pictures.word().to_owned()),
            Setting::PicturesFrom => Some(self.pictures_from.word().to_owned()),
            Setting::Region => Some(self.region.clone()),
            Setting::Zone => self.zone.clone(),
            Setting::ProjectId => self.project_id.clone(),
            Setting::BaseUrl => Some(self.base_url.clone()),
            Setting::AllowHttp => Some(self.allow_http.to_string()),
            Setting::Profile => self.profile.clone(),
            Setting::Clipboard => self.clipboard.clone(),
            Setting::Log => self.log.as_ref().map(|path| path.display().to_string()),
        }
    }
}

/// Where a setting's value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A flag.
    Flag,
    /// A variable.
    Variable(&'static str),
    /// A line of `config.toml`.
    Line(usize),
    /// `compshare-cli`'s settings.
    Compshare,
    /// The locale or the kind of terminal.
    Surroundings,
    /// Nobody said anything.
    Default,
}

/// The settings, and how they came about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Loaded {
    /// The settings.
    pub settings: Settings,
    /// Where each setting came from.
    pub origins: Vec<(Setting, Origin)>,
    /// Every path.
    pub paths: Paths,
}

/// The language to speak before, or without, readable settings: flag, variable, locale.
#[must_use]
pub(crate) fn early_lang(flags: &Flags, environment: &Environment) -> Lang {
    let variable = environment.get("COMPSHARE_LANG").and_then(|code| code.parse().ok());
    flags.layer.lang.or(variable).unwrap_or_else(|| locale_lang(environment))
}

/// Reads every source of settings.
///
/// # Errors
/// The first mistake in a variable or in `config.toml`, or a file named by `--config` that cannot be read. That
/// the usual file is missing is no error.
pub(crate) fn load(flags: &Flags, environment: &Environment) -> Result<Loaded, ConfigError> {
    let mut paths = Paths::of(environment);
    if let Some(path) = &flags.config {
        paths.config = Some(path.clone());
    }
    let named = flags.config.is_some() || environment.get("COMPSHARE_TUI_CONFIG").is_some();
    let (file, mut mistakes) = read_file(&paths, named, environment);
    let variables = from_variables(environment)?;
    if !mistakes.is_empty() {
        return Err(mistakes.remove(0));
    }
    let sources = Sources { flags: &flags.layer, variables, file, environment, paths: &paths };
    let (settings, origins) = sources.merge();
    Ok(Loaded { settings, origins, paths })
}

/// Every mistake in `config.toml`, for `config --check`.
#[must_use]
pub(crate) fn mistakes(path: &Path, environment: &Environment) -> Vec<ConfigError> {
    let paths = Paths { config: Some(path.to_owned()), ..Paths::default() };
    read_file(&paths, true, environment).1
}

fn read_file(paths: &Paths, named: bool, environment: &Environment) -> (FileSettings, Vec<ConfigError>) {
    let Some(path) = &paths.config else { return (FileSettings::default(), Vec::new()) };
    let read = match std::fs::read(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !named => {
            return (FileSettings::default(), Vec::new());
        }
        Err(error) => Err(Unreadable::System(error.to_string())),
        Ok(bytes) => utf8(bytes),
    };
    match read {
        Ok(text) => parse(&text, path, environment),
        Err(reason) => {
            let problem = Problem::Unreadable(reason);
            (FileSettings::default(), vec![ConfigError { place: Place::File(path.clone()), problem }])
        }
    }
}

/// What the environment says.
#[derive(Default)]
struct Variables {
    layer: Layer,
    /// Which variable gave a setting.
    used: Vec<(Setting, &'static str)>,
}

/// The settings given by variables, and which variable gave each.
fn from_variables(environment: &Environment) -> Result<Variables, ConfigError> {
    let Variables { mut layer, mut used } = Variables::default();
    for &setting in Setting::ALL {
        let set = setting.variables().iter().find_map(|name| Some((*name, environment.get(name)?)));
        let Some((name, value)) = set else { continue };
        layer.set(setting, Written::Text(value), environment).map_err(|expected| {
            let problem = Problem::WrongValue { name: name.to_owned(), expected };
            ConfigError { place: Place::Variable(name), problem }
        })?;
        used.push((setting, name));
    }
    Ok(Variables { layer, used })
}

fn locale_lang(environment: &Environment) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| environment.get(name));
    Lang::from_locale(locale.unwrap_or_default())
}

/// Everything that says something about settings, the strongest first.
struct Sources<'a> {
    flags: &'a Layer,
    variables: Variables,
    file: FileSettings,
    environment: &'a Environment,
    paths: &'a Paths,
}

impl Sources<'_> {
    /// The strongest source's value of a setting; `origins` learns which that was.
    fn pick<T: Clone>(
        &self,
        origins: &mut Vec<(Setting, Origin)>,
        setting: Setting,
        field: impl Fn(&Layer) -> &Option<T>,
    ) -> Option<T> {
        let variable =
            || self.variables.used.iter().find(|(used, _)| *used == setting).map(|(_, name)| *name);
        let line = || self.file.lines.iter().find(|(used, _)| *used == setting).map_or(0, |(_, line)| *line);
        let layers = [self.flags, &self.variables.layer, &self.file.layer];
        let (at, value) =
            layers.iter().enumerate().find_map(|(at, layer)| Some((at, field(layer).clone()?)))?;
        origins.push(match at {
            0 => (setting, Origin::Flag),
            1 => (setting, Origin::Variable(variable().unwrap_or_default())),
            _ => (setting, Origin::Line(line())),
        });
        Some(value)
    }

    fn merge(&self) -> (Settings, Vec<(Setting, Origin)>) {
        let mut origins = Vec::new();
        let o = &mut origins;
        let picked_lang = self.pick(o, Setting::Lang, |l| &l.lang);
        let picked_ascii = self.pick(o, Setting::Ascii, |l| &l.ascii);
        let picked_color = self.pick(o, Setting::Color, |l| &l.color).unwrap_or_default();
        let settings = Settings {
            lang: picked_lang.unwrap_or_else(|| self.default_lang(o)),
            ascii: picked_ascii.unwrap_or_else(|| self.default_ascii(o)),
            color: self.color(picked_color, o),
            theme: self.pick(o, Setting::Theme, |l| &l.theme).unwrap_or_else(|| "terminal".to_owned()),
            mouse: self.pick(o, Setting::Mouse, |l| &l.mouse).unwrap_or_default(),
            page_size: self.pick(o, Setting::PageSize, |l| &l.page_size),
            rows: self.pick(o, Setting::Rows, |l| &l.rows).unwrap_or(1),
            remember: self.pick(o, Setting::Remember, |l| &l.remember).unwrap_or_default(),
            sync_after: self.pick(o, Setting::SyncAfter, |l| &l.sync_after).unwrap_or_default(),
            pictures: self.pick(o, Setting::Pictures, |l| &l.pictures).unwrap_or_default(),
            pictures_from: self.pick(o, Setting::PicturesFrom, |l| &l.pictures_from).unwrap_or_default(),
            region: self.pick(o, Setting::Region, |l| &l.region).unwrap_or_else(|| DEFAULT_REGION.to_owned()),
            zone: self.pick(o, Setting::Zone, |l| &l.zone),
            project_id: self.pick(o, Setting::ProjectId, |l| &l.project_id),
            base_url: self
                .pick(o, Setting::BaseUrl, |l| &l.base_url)
                .unwrap_or_else(|| DEFAULT_BASE_URL.to_owned()),
            allow_http: self.pick(o, Setting::AllowHttp, |l| &l.allow_http).unwrap_or_default(),
            profile: self.pick(o, Setting::Profile, |l| &l.profile),
            clipboard: self.pick(o, Setting::Clipboard, |l| &l.clipboard),
            log: self.pick(o, Setting::Log, |l| &l.log),
            start: self.file.start.clone(),
            keys: self.file.keys.clone(),
        };
        for &setting in Setting::ALL {
            if !origins.iter().any(|(known, _)| *known == setting) {
                origins.push((setting, Origin::Default));
            }
        }
        origins.sort_by_key(|(setting, _)| *setting as usize);
        (settings, origins)
    }

    fn default_lang(&self, origins: &mut Vec<(Setting, Origin)>) -> Lang {
        let told = self.paths.compshare.as_deref().and_then(credential_file::compshare_lang);
        origins.push((Setting::Lang, told.map_or(Origin::Surroundings, |_| Origin::Compshare)));
        told.unwrap_or_else(|| locale_lang(self.environment))
    }

    /// The console of Linux and dumb terminals have no box lines worth the name.
    fn default_ascii(&self, origins: &mut Vec<(Setting, Origin)>) -> bool {
        let plain = matches!(self.environment.get("TERM"), Some("linux" | "dumb"));
        if plain {
            origins.push((Setting::Ascii, Origin::Surroundings));
        }
        plain
    }

    /// Colours as chosen; `auto`, chosen or not, leaves it to the surroundings.
    ///
    /// <https://no-color.org> and <https://bixense.com/clicolors>: what turns colours off beats what forces them.
    fn color(&self, choice: ColorChoice, origins: &mut Vec<(Setting, Origin)>) -> ColorChoice {
        if choice != ColorChoice::Auto {
            return choice;
        }
        let is_off = |name: &str| matches!(self.environment.get(name), Some("0" | "false"));
        let is_forced = |name: &str| self.environment.get(name).is_some() && !is_off(name);
        let (decided, origin) = if self.environment.get("NO_COLOR").is_some() {
            (ColorChoice::Never, Origin::Variable("NO_COLOR"))
        } else if is_off("CLICOLOR") {
            (ColorChoice::Never, Origin::Variable("CLICOLOR"))
        } else if let Some(name) = ["CLICOLOR_FORCE", "FORCE_COLOR"].into_iter().find(|name| is_forced(name))
        {
            (ColorChoice::Always, Origin::Variable(name))
        } else if self.environment.get("TERM") == Some("dumb") {
            (ColorChoice::Never, Origin::Surroundings)
        } else {
            return ColorChoice::Auto;
        };
        origins.retain(|(setting, _)| *setting != Setting::Color);
        origins.push((Setting::Color, origin));
        decided
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(loaded: &Loaded, setting: Setting) -> &Origin {
        &loaded.origins.iter().find(|(known, _)| *known == setting).unwrap().1
    }

    #[test]
    fn flags_beat_variables_beat_the_file_beats_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.toml");
        std::fs::write(&path, "theme = 'nord'\nregion = 'r-file'\nzone = 'z-file'\n").unwrap();
        let environment = Environment::new([("COMPSHARE_REGION", "r-env"), ("COMPSHARE_ZONE", "z-env")]);
        let layer = Layer { zone: Some("z-flag".into()), ..Layer::default() };
        let loaded = load(&Flags { layer, config: Some(path) }, &environment).unwrap();
        let settings = &loaded.settings;
        assert_eq!(settings.zone.as_deref(), Some("z-flag"));
        assert_eq!(settings.region, "r-env");
        assert_eq!(settings.theme, "nord");
        assert_eq!(settings.page_size, None);
        assert_eq!(origin(&loaded, Setting::Zone), &Origin::Flag);
        assert_eq!(origin(&loaded, Setting::Region), &Origin::Variable("COMPSHARE_REGION"));
        assert_eq!(origin(&loaded, Setting::Theme), &Origin::Line(1));
        assert_eq!(origin(&loaded, Setting::PageSize), &Origin::Default);
    }

    #[test]
    fn compshares_variables_beat_uclouds() {
        let both = Environment::new([("COMPSHARE_REGION", "a"), ("UCLOUD_REGION", "b")]);
        assert_eq!(load(&Flags::default(), &both).unwrap().settings.region, "a");
        let one = Environment::new([("UCLOUD_REGION", "b")]);
        assert_eq!(load(&Flags::default(), &one).unwrap().settings.region, "b");
    }

    #[test]
    fn a_missing_file_matters_only_when_it_was_named() {
        let environment = Environment::new([("HOME", "/nowhere/at/all")]);
        assert!(load(&Flags::default(), &environment).is_ok());
        let flags = Flags { config: Some("/nowhere/c.toml".into()), ..Flags::default() };
        let error = load(&flags, &environment).unwrap_err();
        assert_eq!(error.place, Place::File("/nowhere/c.toml".into()));
    }

    #[test]
    fn a_wrong_variable_is_named() {
        let environment = Environment::new([("COMPSHARE_TUI_PAGE_SIZE", "all")]);
        let error = load(&Flags::default(), &environment).unwrap_err();
        assert_eq!(
            error.sentence(Lang::En),
            "COMPSHARE_TUI_PAGE_SIZE: “COMPSHARE_TUI_PAGE_SIZE” must be a whole number from 1 to 100"
        );
    }

    #[test]
    fn the_language_comes_from_the_strongest_source() {
        let folder = tempfile::tempdir().unwrap();
        let compshare = folder.path().join("config.json");
        std::fs::write(&compshare, r#"{"language":"zh","profiles":{}}"#).unwrap();
        let compshare = compshare.to_str().unwrap();
        let lang = |variables: &[(&str, &str)]| {
            let environment = Environment::new(variables.iter().copied());
            let loaded = load(&Flags::default(), &environment).unwrap();
            (loaded.settings.lang, origin(&loaded, Setting::Lang).clone())
        };
        assert_eq!(lang(&[("LANG", "zh_CN.UTF-8")]), (Lang::Zh, Origin::Surroundings));
        assert_eq!(
            lang(&[("LANG", "en_GB.UTF-8"), ("COMPSHARE_CONFIG_FILE", compshare)]),
            (Lang::Zh, Origin::Compshare)
        );
        assert_eq!(
            lang(&[("COMPSHARE_LANG", "en"), ("COMPSHARE_CONFIG_FILE", compshare)]),
            (Lang::En, Origin::Variable("COMPSHARE_LANG"))
        );
    }

    #[test]
    fn poor_terminals_get_ascii_and_no_colour() {
        let load = |variables: &[(&str, &str)]| {
            load(&Flags::default(), &Environment::new(variables.iter().copied())).unwrap().settings
        };
        assert_eq!((load(&[("TERM", "linux")]).ascii, load(&[("TERM", "xterm")]).ascii), (true, false));
        assert_eq!(load(&[("TERM", "dumb")]).color, ColorChoice::Never);
    }

    #[test]
    fn colours_are_decided_once_and_the_flag_beats_all() {
        let load = |choice, variables: &[(&str, &str)]| {
            let layer = Layer { color: choice, ..Layer::default() };
            let flags = Flags { layer, ..Flags::default() };
            load(&flags, &Environment::new(variables.iter().copied())).unwrap()
        };
        let (no, clicolor, forced, dumb) =
            (("NO_COLOR", "1"), ("CLICOLOR", "0"), ("FORCE_COLOR", "1"), ("TERM", "dumb"));
        for (variables, expected) in [
            (&[][..], ColorChoice::Auto),
            (&[no], ColorChoice::Never),
            (&[clicolor], ColorChoice::Never),
            (&[("CLICOLOR_FORCE", "1")], ColorChoice::Always),
            (&[forced], ColorChoice::Always),
            (&[("CLICOLOR_FORCE", "0")], ColorChoice::Auto),
            (&[("FORCE_COLOR", "")], ColorChoice::Auto),
            (&[no, forced], ColorChoice::Never),
            (&[clicolor, forced], ColorChoice::Never),
            (&[dumb], ColorChoice::Never),
            (&[dumb, forced], ColorChoice::Always),
        ] {
            for auto in [None, Some(ColorChoice::Auto)] {
                assert_eq!(load(auto, variables).settings.color, expected, "{auto:?} {variables:?}");
            }
            for chosen in [ColorChoice::Always, ColorChoice::Never] {
                assert_eq!(load(Some(chosen), variables).settings.color, chosen, "{variables:?}");
            }
        }
        let loaded = load(Some(ColorChoice::Auto), &[no]);
        assert_eq!(origin(&loaded, Setting::Color), &Origin::Variable("NO_COLOR"));
    }

    #[test]
    fn ascii_can_be_turned_off_on_a_poor_terminal() {
        let layer = Layer { ascii: Some(false), ..Layer::default() };
        let console = Environment::new([("TERM", "linux")]);
        assert!(!load(&Flags { layer, ..Flags::default() }, &console).unwrap().settings.ascii);
    }
}
