//! The command line, as clap reads it. Its help is English and teaches by example; keys never stand in it, since
//! other users can read a process's arguments.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser, styling};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::{ColorChoice, Flags, Layer, PicturesChoice};
use crate::demo;
use crate::i18n::Lang;

use super::compare::CompareArgs;
use super::doctor::DoctorArgs;
use super::filters::FilterArgs;
use super::generate::{CompletionsArgs, ManArgs};
use super::keys::KeysArgs;
use super::list::ListArgs;
use super::qr::QrArgs;
use super::readme::ReadmeArgs;
use super::show::ShowArgs;
use super::stats::StatsArgs;
use super::sync::SyncArgs;
use super::tags::TagsArgs;

const EXAMPLES: &str = "\
Without a command it opens the explorer. The other commands print, for scripts.

Examples:
  compshare-tui --demo                     look around without keys or network
  compshare-tui --query comfyui --free     start with filters
  compshare-tui list --tag ComfyUI --ids   ids for a script
  compshare-tui list --all --json          the whole catalogue
  compshare instance create --image \"$(compshare-tui pick)\" ...

Keys come from COMPSHARE_PUBLIC_KEY and COMPSHARE_PRIVATE_KEY, from
compshare-cli's profiles, or from UCloud's own variables and files;
`compshare-tui doctor` says which.
`compshare-tui config` lists all settings and their environment variables.

Exit codes: 0 done, 1 the service refused, 2 wrong usage or settings,
3 no or wrong keys, 4 network, 130 interrupted";

const PICK_EXAMPLES: &str = "\
Examples:
  compshare instance create --image \"$(compshare-tui pick --free)\" ...
  compshare-tui pick --query comfyui | xargs -n 1 compshare-tui readme

Enter chooses, Space marks several. The exit code is 1 when nothing was chosen.";

const STYLES: styling::Styles = styling::Styles::styled()
    .header(styling::AnsiColor::Green.on_default().bold())
    .usage(styling::AnsiColor::Green.on_default().bold())
    .literal(styling::AnsiColor::Cyan.on_default().bold())
    .placeholder(styling::AnsiColor::Cyan.on_default());

/// Explore CompShare's community GPU images in the terminal (优云智算社区镜像)
#[derive(Debug, Clone, Default, Parser)]
#[command(name = "compshare-tui", version, long_version = env!("COMPSHARE_TUI_VERSION"), after_help = EXAMPLES)]
#[command(styles = STYLES, max_term_width = 80)]
#[command(subcommand_help_heading = "Commands", disable_help_subcommand = true)]
pub struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub common: CommonArgs,
    /// What the explorer takes.
    #[command(flatten)]
    pub explorer: ExplorerArgs,
    /// What to do; the explorer, when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// A command line that opens the explorer.
#[derive(Debug, Parser)]
#[command(name = "compshare-tui")]
struct WithoutCommand {
    #[command(flatten)]
    common: CommonArgs,
    #[command(flatten)]
    explorer: ExplorerArgs,
}

/// Flags that stand before or after any command.
#[derive(Debug, Clone, Default, Args)]
pub struct CommonArgs {
    /// Use the embedded demo catalogue: no keys, no network
    #[arg(long, global = true, help_heading = "Service")]
    pub demo: bool,
    /// Profile whose keys to use
    #[arg(long, value_name = "NAME", global = true, help_heading = "Service")]
    pub profile: Option<String>,
    /// Region [default: cn-wlcb]
    #[arg(long, value_name = "REGION", global = true, help_heading = "Service")]
    pub region: Option<String>,
    /// Availability zone
    #[arg(long, value_name = "ZONE", global = true, help_heading = "Service")]
    pub zone: Option<String>,
    /// Project
    #[arg(long, value_name = "ID", global = true, help_heading = "Service")]
    pub project_id: Option<String>,
    /// Address of the service [default: https://api.compshare.cn]
    #[arg(long, value_name = "URL", global = true, help_heading = "Service")]
    pub base_url: Option<String>,
    /// Accept http:// for another machine
    #[arg(long, global = true, help_heading = "Service", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", value_name = "BOOL", hide_possible_values = true)]
    pub allow_http: Option<bool>,
    /// Language [default: the locale's]
    #[arg(long, value_name = "zh|en", global = true, help_heading = "General", value_parser = lang_parser(), hide_possible_values = true)]
    pub lang: Option<Lang>,
    /// When to use colour: auto (default), always or never
    #[arg(long, value_name = "WHEN", global = true, help_heading = "General", hide_possible_values = true)]
    pub color: Option<When>,
    /// Read settings from this file
    #[arg(long, value_name = "FILE", global = true, help_heading = "General")]
    pub config: Option<PathBuf>,
    /// Write diagnostics to this file
    #[arg(long, value_name = "FILE", global = true, help_heading = "General")]
    pub log: Option<PathBuf>,
}

/// Flags of the explorer and of `pick`.
#[derive(Debug, Clone, Default, PartialEq, Args)]
pub struct ExplorerArgs {
    /// Filters to start with.
    #[command(flatten)]
    pub filters: FilterArgs,
    /// How it looks.
    #[command(flatten)]
    pub screen: ScreenArgs,
}

/// How the explorer looks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct ScreenArgs {
    /// Groups on a page, 1 to 100 [default: as many as the list shows, 20 or more]
    #[arg(long, value_name = "N", help_heading = "Screen", value_parser = clap::value_parser!(u16).range(1..=100))]
    pub page_size: Option<u16>,
    /// Colours: a theme's name
    #[arg(long, value_name = "NAME", help_heading = "Screen")]
    pub theme: Option<String>,
    /// Draw with ASCII only
    #[arg(long, help_heading = "Screen", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", value_name = "BOOL", hide_possible_values = true)]
    pub ascii: Option<bool>,
    /// Covers and Readme pictures: auto (default), kitty, sixel, iterm, blocks or off
    #[arg(long, value_name = "HOW", help_heading = "Screen", value_parser = pictures_parser(), hide_possible_values = true)]
    pub pictures: Option<PicturesChoice>,
    /// Take the mouse
    #[arg(long, help_heading = "Screen", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", value_name = "BOOL", hide_possible_values = true)]
    pub mouse: Option<bool>,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs, reason = "a doc comment would turn into help")]
pub enum When {
    Auto,
    Always,
    Never,
}

impl From<When> for ColorChoice {
    fn from(when: When) -> Self {
        match when {
            When::Auto => ColorChoice::Auto,
            When::Always => ColorChoice::Always,
            When::Never => ColorChoice::Never,
        }
    }
}

/// The commands.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// List images: a table, or JSON, CSV and ids for scripts
    List(ListArgs),
    /// Show everything about an image
    Show(ShowArgs),
    /// Compare images side by side, with their Readmes
    Compare(CompareArgs),
    /// Print an image's Readme, or any Markdown file
    Readme(ReadmeArgs),
    /// Print a QR code of a text, or of an image's web page, for a phone
    Qr(QrArgs),
    /// List the tags that can be filtered by
    Tags(TagsArgs),
    /// Fetch the whole catalogue, for instant search, and tell what has changed
    Sync(SyncArgs),
    /// Count what the catalogue on disk holds: tags, GPU types, prices, authors, months
    Stats(StatsArgs),
    /// Say which settings and keys are used, and whether everything works
    Doctor(DoctorArgs),
    /// Choose images in the explorer; their ids are printed on exit
    #[command(after_help = PICK_EXAMPLES)]
    Pick(ExplorerArgs),
    /// Print the explorer's keys and commands
    Keys(KeysArgs),
    /// Print settings with their defaults, check a file, or tell its path
    Config(ConfigArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
    /// Run the demo service, until it is stopped
    DemoServer(DemoServerArgs),
}

/// Arguments of `demo-server`.
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "\
It prints where it listens and the keys it knows, a line each.
In another terminal:
  export COMPSHARE_PUBLIC_KEY=... COMPSHARE_PRIVATE_KEY=...
  compshare-tui --base-url http://127.0.0.1:8080")]
pub struct DemoServerArgs {
    /// Port on 127.0.0.1; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
    /// Size of the catalogue [default: as bundled]
    #[arg(long, value_name = "N")]
    pub groups: Option<usize>,
    /// Milliseconds to hold back every answer
    #[arg(long, value_name = "MS", default_value_t = 0)]
    pub delay: u64,
}

impl From<DemoServerArgs> for demo::Options {
    fn from(arguments: DemoServerArgs) -> Self {
        let delay = Duration::from_millis(arguments.delay);
        demo::Options { port: arguments.port, groups: arguments.groups, delay }
    }
}

/// Arguments of `config`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  compshare-tui config > ~/.config/compshare-tui/config.toml   an annotated file
  compshare-tui config --check                                 every mistake

COMPSHARE_TUI_CONFIG names another file, as --config does.")]
#[group(multiple = false)]
pub struct ConfigArgs {
    /// Check the settings file; exit code 2 tells of mistakes
    #[arg(long)]
    pub check: bool,
    /// Print the path of the settings file
    #[arg(long)]
    pub path: bool,
}

fn pictures_parser() -> impl TypedValueParser<Value = PicturesChoice> {
    PossibleValuesParser::new(PicturesChoice::ALL.map(PicturesChoice::word))
        .map(|word| PicturesChoice::of(&word).unwrap_or_default())
}

fn lang_parser() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(["zh", "en"]).map(|code| if code == "zh" { Lang::Zh } else { Lang::En })
}

impl Arguments {
    /// Reads a command line.
    ///
    /// The explorer is tried first: describing all the commands to clap would cost its start more than its settings do.
    ///
    /// # Errors
    /// The line is wrong, or asks for help or the version.
    pub(super) fn read(line: &[OsString]) -> Result<Self, clap::Error> {
        match WithoutCommand::try_parse_from(line) {
            Ok(WithoutCommand { common, explorer }) => Ok(Arguments { common, explorer, command: None }),
            Err(_) => Arguments::try_parse_from(line),
        }
    }

    /// The explorer's flags: `pick` has its own.
    fn screen(&self) -> &ScreenArgs {
        if let Some(Command::Pick(pick)) = &self.command { &pick.screen } else { &self.explorer.screen }
    }

    /// Whether the answer is asked for as one JSON document, errors included.
    #[must_use]
    pub fn wants_json(&self) -> bool {
        match &self.command {
            Some(Command::List(list)) => list.format.json,
            Some(Command::Show(show)) => show.json,
            Some(Command::Compare(compare)) => compare.json,
            Some(Command::Qr(qr)) => qr.json,
            Some(Command::Tags(tags)) => tags.json,
            Some(Command::Sync(sync)) => sync.json,
            Some(Command::Stats(stats)) => stats.json,
            Some(Command::Doctor(doctor)) => doctor.json,
            Some(
                Command::Pick(_)
                | Command::Readme(_)
                | Command::Keys(_)
                | Command::Config(_)
                | Command::Completions(_)
                | Command::Man(_)
                | Command::DemoServer(_),
            )
            | None => false,
        }
    }

    /// The flags as a layer of settings.
    #[must_use]
    pub fn flags(&self) -> Flags {
        let common = self.common.clone();
        let screen = self.screen().clone();
        let layer = Layer {
            lang: common.lang,
            theme: screen.theme,
            color: common.color.map(Into::into),
            ascii: screen.ascii,
            mouse: screen.mouse,
            page_size: screen.page_size,
            rows: None,
            remember: None,
            sync_after: None,
            pictures: screen.pictures,
            pictures_from: None,
            region: common.region,
            zone: common.zone,
            project_id: common.project_id,
            base_url: common.base_url,
            allow_http: common.allow_http,
            profile: common.profile,
            clipboard: None,
            log: common.log,
        };
        Flags { layer, config: common.config }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn clap_finds_nothing_wrong_with_the_definition() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_line_without_a_command_is_read_as_one_that_may_have_one() {
        let lines = [
            "",
            "--demo",
            "--free --query comfyui --tag LLM",
            "--lang zh --theme nord",
            "--ascii=false",
            "list --all",
            "--demo list",
            "pick --free",
            "--free list",
            "nonsense",
            "--nonsense",
            "--query",
            "--page-size 101",
            "--help",
            "-h",
            "--version",
            "-V",
            "list --help",
        ];
        for line in lines {
            let words: Vec<OsString> =
                format!("compshare-tui {line}").split_whitespace().map(Into::into).collect();
            let tell = |read: Result<Arguments, clap::Error>| match read {
                Ok(arguments) => format!("{arguments:?}"),
                Err(error) => error.to_string(),
            };
            assert_eq!(tell(Arguments::read(&words)), tell(Arguments::try_parse_from(&words)), "{line}");
        }
    }

    #[test]
    fn common_flags_stand_before_or_after_a_command() {
        for line in [["compshare-tui", "--lang", "zh", "config"], ["compshare-tui", "config", "--lang", "zh"]]
        {
            assert_eq!(Arguments::try_parse_from(line).unwrap().flags().layer.lang, Some(Lang::Zh));
        }
    }

    #[test]
    fn a_switch_is_turned_off_with_an_equals_sign() {
        let ascii = |flag| Arguments::try_parse_from(["compshare-tui", flag]).unwrap().flags().layer.ascii;
        assert_eq!(
            (ascii("--ascii"), ascii("--ascii=false"), ascii("--demo")),
            (Some(true), Some(false), None)
        );
    }

    #[test]
    fn a_page_of_more_than_a_hundred_is_refused() {
        assert!(Arguments::try_parse_from(["compshare-tui", "--page-size", "101"]).is_err());
    }
}
