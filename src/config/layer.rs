//! One source's settings: those it gives, and no others. Sources are put on top of each other in `load`.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use crate::i18n::Lang;

use super::{Environment, Expected, PicturesChoice, PicturesFrom, Setting};

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// Where a terminal has it.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColorChoice {
    /// Its word in settings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ColorChoice::Auto => "auto",
            ColorChoice::Always => "always",
            ColorChoice::Never => "never",
        }
    }
}

/// How old the catalogue on disk may get before it is fetched anew by itself; `None`: as old as it likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncAfter(pub Option<Duration>);

impl Default for SyncAfter {
    fn default() -> Self {
        SyncAfter(Some(Duration::from_secs(3600)))
    }
}

/// Units of a time, in seconds, the largest first.
const UNITS: [(&str, u64); 4] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)];

impl SyncAfter {
    fn read(text: &str) -> Result<Self, Expected> {
        if text == "off" {
            return Ok(SyncAfter(None));
        }
        let parts = UNITS.iter().find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, seconds)));
        let (number, seconds) = parts.ok_or(Expected::Age)?;
        let number: u64 = number.trim().parse().map_err(|_| Expected::Age)?;
        number
            .checked_mul(*seconds)
            .map(|time| SyncAfter(Some(Duration::from_secs(time))))
            .ok_or(Expected::Age)
    }
}

impl fmt::Display for SyncAfter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(time) = self.0 else { return f.write_str("off") };
        let time = time.as_secs();
        let unit = UNITS.iter().find(|(_, seconds)| time.is_multiple_of(*seconds) && time > 0);
        let (unit, seconds) = unit.unwrap_or(&UNITS[3]);
        write!(f, "{}{unit}", time / seconds)
    }
}

/// The settings one source gives; `None` where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is documented by its `Setting`")]
pub struct Layer {
    pub lang: Option<Lang>,
    pub theme: Option<String>,
    pub color: Option<ColorChoice>,
    pub ascii: Option<bool>,
    pub mouse: Option<bool>,
    pub page_size: Option<u16>,
    pub rows: Option<u8>,
    pub remember: Option<bool>,
    pub sync_after: Option<SyncAfter>,
    pub pictures: Option<PicturesChoice>,
    pub pictures_from: Option<PicturesFrom>,
    pub region: Option<String>,
    pub zone: Option<String>,
    pub project_id: Option<String>,
    pub base_url: Option<String>,
    pub allow_http: Option<bool>,
    pub profile: Option<String>,
    pub clipboard: Option<String>,
    pub log: Option<PathBuf>,
}

/// What the command line says: its settings, and which file to read in place of the usual one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    /// Settings given as flags.
    pub layer: Layer,
    /// `--config FILE`.
    pub config: Option<PathBuf>,
}

/// A value as it was written; a variable's is always text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Written<'a> {
    /// Text.
    Text(&'a str),
    /// `true` or `false`, unquoted.
    Bool(bool),
    /// A whole number, unquoted.
    Number(i64),
    /// Something no setting takes: a date, a list, a table.
    Other,
}

impl<'a> Written<'a> {
    fn text(self) -> Result<&'a str, Expected> {
        match self {
            Written::Text(text) => Ok(text),
            Written::Bool(_) | Written::Number(_) | Written::Other => Err(Expected::Text),
        }
    }

    /// Text that must say something, such as a region.
    fn name(self) -> Result<String, Expected> {
        match self {
            Written::Text(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
            Written::Text(_) | Written::Bool(_) | Written::Number(_) | Written::Other => Err(Expected::Name),
        }
    }

    /// A switch; the words are those people give to environment variables.
    fn bool(self) -> Result<bool, Expected> {
        match self {
            Written::Bool(value) => Ok(value),
            Written::Text("1" | "true" | "yes" | "on") => Ok(true),
            Written::Text("0" | "false" | "no" | "off") => Ok(false),
            Written::Text(_) | Written::Number(_) | Written::Other => Err(Expected::Bool),
        }
    }

    fn page_size(self) -> Result<u16, Expected> {
        let number = match self {
            Written::Number(number) => u16::try_from(number).ok(),
            Written::Text(text) => text.parse().ok(),
            Written::Bool(_) | Written::Other => None,
        };
        number.filter(|number| (1..=100).contains(number)).ok_or(Expected::PageSize)
    }

    fn rows(self) -> Result<u8, Expected> {
        match self {
            Written::Number(1) | Written::Text("1") => Ok(1),
            Written::Number(2) | Written::Text("2") => Ok(2),
            Written::Number(_) | Written::Text(_) | Written::Bool(_) | Written::Other => Err(Expected::Rows),
        }
    }

    fn age(self) -> Result<SyncAfter, Expected> {
        match self {
            Written::Text(text) => SyncAfter::read(text.trim()),
            Written::Bool(false) => Ok(SyncAfter(None)),
            Written::Bool(true) | Written::Number(_) | Written::Other => Err(Expected::Age),
        }
    }

    fn pictures(self) -> Result<PicturesChoice, Expected> {
        match self {
            Written::Text(word) => PicturesChoice::of(word).ok_or(Expected::Pictures),
            Written::Bool(false) => Ok(PicturesChoice::Off),
            Written::Bool(true) | Written::Number(_) | Written::Other => Err(Expected::Pictures),
        }
    }

    fn pictures_from(self) -> Result<PicturesFrom, Expected> {
        match self {
            Written::Text(word) => PicturesFrom::of(word).ok_or(Expected::PicturesFrom),
            Written::Bool(_) | Written::Number(_) | Written::Other => Err(Expected::PicturesFrom),
        }
    }

    fn color(self) -> Result<ColorChoice, Expected> {
        match self {
            Written::Text("auto") => Ok(ColorChoice::Auto),
            Written::Text("always") => Ok(ColorChoice::Always),
            Written::Text("never") => Ok(ColorChoice::Never),
            Written::Text(_) | Written::Bool(_) | Written::Number(_) | Written::Other => Err(Expected::Color),
        }
    }
}

impl Layer {
    /// Takes a value for a setting; `environment` knows what `~` means in paths.
    ///
    /// # Errors
    /// What the setting takes, where the value is something else.
    pub(super) fn set(
        &mut self,
        setting: Setting,
        value: Written<'_>,
        environment: &Environment,
    ) -> Result<(), Expected> {
        match setting {
            Setting::Lang => self.lang = Some(value.text()?.parse().map_err(|_| Expected::Lang)?),
            Setting::Theme => self.theme = Some(value.name()?),
            Setting::Color => self.color = Some(value.color()?),
            Setting::Ascii => self.ascii = Some(value.bool()?),
            Setting::Mouse => self.mouse = Some(value.bool()?),
            Setting::PageSize => self.page_size = Some(value.page_size()?),
            Setting::Rows => self.rows = Some(value.rows()?),
            Setting::Remember => self.remember = Some(value.bool()?),
            Setting::SyncAfter => self.sync_after = Some(value.age()?),
            Setting::Pictures => self.pictures = Some(value.pictures()?),
            Setting::PicturesFrom => self.pictures_from = Some(value.pictures_from()?),
            Setting::Region => self.region = Some(value.name()?),
            Setting::Zone => self.zone = Some(value.name()?),
            Setting::ProjectId => self.project_id = Some(value.name()?),
            Setting::BaseUrl => self.base_url = Some(value.name()?),
            Setting::AllowHttp => self.allow_http = Some(value.bool()?),
            Setting::Profile => self.profile = Some(value.name()?),
            Setting::Clipboard => self.clipboard = Some(value.name()?),
            Setting::Log => self.log = Some(environment.expand(&value.name()?)),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(setting: Setting, value: Written<'_>) -> Result<Layer, Expected> {
        let mut layer = Layer::default();
        layer.set(setting, value, &Environment::default())?;
        Ok(layer)
    }

    #[test]
    fn a_page_has_one_to_a_hundred_groups() {
        assert_eq!(set(Setting::PageSize, Written::Number(100)).map(|l| l.page_size), Ok(Some(100)));
        assert_eq!(set(Setting::PageSize, Written::Text("7")).map(|l| l.page_size), Ok(Some(7)));
        for wrong in [Written::Number(0), Written::Number(101), Written::Number(-1), Written::Text("many")] {
            assert_eq!(set(Setting::PageSize, wrong), Err(Expected::PageSize), "{wrong:?}");
        }
    }

    #[test]
    fn an_age_is_a_number_with_its_unit_or_off() {
        let age = |text| set(Setting::SyncAfter, Written::Text(text)).map(|layer| layer.sync_after.unwrap());
        for (text, seconds) in [("90s", 90), ("30m", 1800), ("1h", 3600), ("2d", 172_800), ("0s", 0)] {
            assert_eq!(age(text), Ok(SyncAfter(Some(Duration::from_secs(seconds)))), "{text}");
            assert_eq!(age(text).unwrap().to_string(), text);
        }
        assert_eq!(age("60m").unwrap().to_string(), "1h");
        assert_eq!((age("off"), age("off").unwrap().to_string()), (Ok(SyncAfter(None)), "off".to_owned()));
        assert_eq!(set(Setting::SyncAfter, Written::Bool(false)).unwrap().sync_after, Some(SyncAfter(None)));
        for wrong in ["", "h", "1", "-1h", "1.5h", "1 week", "99999999999999999999d", "999999999999999999d"] {
            assert_eq!(age(wrong), Err(Expected::Age), "{wrong}");
        }
        assert_eq!(set(Setting::SyncAfter, Written::Number(3600)), Err(Expected::Age));
    }

    #[test]
    fn pictures_have_their_words() {
        for choice in PicturesChoice::ALL {
            let layer = set(Setting::Pictures, Written::Text(choice.word()));
            assert_eq!(layer.map(|layer| layer.pictures), Ok(Some(choice)));
        }
        let off = set(Setting::Pictures, Written::Bool(false)).map(|layer| layer.pictures);
        assert_eq!(off, Ok(Some(PicturesChoice::Off)));
        assert_eq!(set(Setting::Pictures, Written::Text("on")), Err(Expected::Pictures));
        let all = set(Setting::PicturesFrom, Written::Text("all")).map(|layer| layer.pictures_from);
        assert_eq!(all, Ok(Some(PicturesFrom::All)));
        assert_eq!(set(Setting::PicturesFrom, Written::Text("me")), Err(Expected::PicturesFrom));
    }

    #[test]
    fn switches_take_the_words_of_variables() {
        assert_eq!(set(Setting::Ascii, Written::Text("1")).map(|l| l.ascii), Ok(Some(true)));
        assert_eq!(set(Setting::Mouse, Written::Bool(false)).map(|l| l.mouse), Ok(Some(false)));
        assert_eq!(set(Setting::Mouse, Written::Text("maybe")), Err(Expected::Bool));
    }

    #[test]
    fn a_name_that_says_nothing_is_refused() {
        assert_eq!(set(Setting::Region, Written::Text(" ")), Err(Expected::Name));
        assert_eq!(set(Setting::Region, Written::Number(3)), Err(Expected::Name));
    }
}
