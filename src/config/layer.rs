//! One source's settings: those it gives, and no others. Sources are put on top of each other in `load`.

use std::path::PathBuf;

use crate::i18n::Lang;

use super::{Environment, Expected, Setting};

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
