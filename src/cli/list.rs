//! `list`: the catalogue as a table for people, or as JSON, JSON lines, CSV or ids for scripts.
//!
//! What a script reads as a stream (ids, JSON lines, CSV) is written page by page, so that `list --ids | head -1`
//! ends as soon as the first page is there.

use std::io::{IsTerminal, Write};
use std::sync::Arc;

use clap::Args;
use indicatif::ProgressBar;

use crate::api::{Walked, walk};
use crate::catalogue::{Group, Query, Window};
use crate::i18n::Lang;

use super::filters::FilterArgs;
use super::local::InHand;
use super::output::{self, Meta, Stream};
use super::service::{self, Service};
use super::{Failure, rows, table};

/// Arguments of `list`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  compshare-tui list --query comfyui --free              a table
  compshare-tui list --tag ComfyUI --ids                 ids, one a line
  compshare-tui list --all --jsonl | jq -r .ImageName    a group a line
  compshare-tui list --query 'gpu:4090 price:<1'         from disk, after sync
  compshare-tui list --ids | fzf --preview 'compshare-tui show {}'

--json is compshare-cli's envelope, with whole groups in .data.items under the
API's own names. In --csv, text that a spreadsheet would run as a formula has
an apostrophe in front.")]
pub struct ListArgs {
    /// Filters.
    #[command(flatten)]
    pub filters: FilterArgs,
    /// How many groups, 1 to 100
    #[arg(long, help_heading = "Page", value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub limit: u16,
    /// How many groups to skip
    #[arg(long, help_heading = "Page", value_name = "N", default_value_t = 0)]
    pub offset: u32,
    /// All groups; fetches pages in parallel
    #[arg(long, help_heading = "Page", conflicts_with = "limit")]
    pub all: bool,
    /// Have the catalogue on disk answer (`sync` fetches it): words are also found in Readmes and by pinyin
    #[arg(long)]
    pub local: bool,
    /// What to print.
    #[command(flatten)]
    pub format: FormatArgs,
}

/// What to print in place of a table.
#[derive(Debug, Clone, Copy, Default, Args)]
#[group(multiple = false)]
pub struct FormatArgs {
    /// One JSON document, as compshare-cli prints
    #[arg(long, help_heading = "Format")]
    pub json: bool,
    /// A group a line, as JSON
    #[arg(long, help_heading = "Format")]
    pub jsonl: bool,
    /// A version a row
    #[arg(long, help_heading = "Format")]
    pub csv: bool,
    /// An image id a line: every version of each group
    #[arg(long, help_heading = "Format")]
    pub ids: bool,
    /// A table in Markdown, for a wiki or a chat
    #[arg(long, help_heading = "Format")]
    pub markdown: bool,
}

/// Runs `list`.
///
/// # Errors
/// What the service or the output said.
pub(super) async fn list(
    arguments: &ListArgs,
    service: Service,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let lang = service.lang;
    let query = arguments.filters.query(service.data.as_deref(), lang)?;
    let mut printer = Printer::new(arguments.format, out)?;
    let bold = service.bold_heads();
    match print(arguments, &query, service, &mut printer).await {
        Ok(meta) => printer.finish(&meta, lang, bold),
        Err(failure) => Err(printer.fail(failure, lang)),
    }
}

/// Prints what there is, as far as that can be done before all is there.
///
/// # Errors
/// What the service or the output said.
async fn print<W: Write>(
    arguments: &ListArgs,
    query: &Query,
    service: Service,
    printer: &mut Printer<'_, W>,
) -> Result<Meta, Failure> {
    if arguments.local || !query.is_document() {
        return local(arguments, query, &service, printer);
    }
    let offset = arguments.offset as usize;
    // Whole groups have their Readmes; everything else does without, which makes answers several times smaller.
    let service = if printer.needs_readmes() { service } else { service.without_readmes() };
    let walked = if arguments.all {
        let bar = bar(printer);
        let report = service.report(bar.clone());
        let fetch = |window| service.client.page(query, window, &report);
        let walked = walk(offset, fetch, |groups, walked| {
            bar.set_length(walked.total.unwrap_or_default().max(walked.returned as u64));
            bar.set_position(walked.returned as u64);
            printer.take(groups)
        })
        .await;
        bar.finish_and_clear();
        walked?
    } else {
        let window = Window { offset, limit: arguments.limit.into() };
        let page = service.client.page(query, window, &service.report(ProgressBar::hidden())).await?;
        printer.take(&page.groups)?;
        Walked { total: page.total_count, returned: page.groups.len(), unreadable: page.skipped }
    };
    Ok(meta(arguments, &walked))
}

/// Has the catalogue on disk answer.
///
/// # Errors
/// There is none, or what the output said.
fn local<W: Write>(
    arguments: &ListArgs,
    query: &Query,
    service: &Service,
    printer: &mut Printer<'_, W>,
) -> Result<Meta, Failure> {
    let in_hand = InHand::of(service)?;
    let limit = if arguments.all { usize::MAX } else { arguments.limit.into() };
    let page = in_hand.answer(query, Window { offset: arguments.offset as usize, limit }).page;
    printer.take(&page.groups)?;
    let walked = Walked { total: page.total_count, returned: page.groups.len(), unreadable: 0 };
    Ok(Meta { taken: Some(in_hand.taken), ..meta(arguments, &walked) })
}

fn meta(arguments: &ListArgs, walked: &Walked) -> Meta {
    Meta {
        action: "DescribeCommunityImages",
        total: walked.total,
        returned: walked.returned,
        offset: Some(arguments.offset as usize),
        limit: (!arguments.all).then_some(arguments.limit.into()),
        source: "community",
        all: Some(arguments.all),
        unreadable: walked.unreadable,
        ..Meta::default()
    }
}

/// A bar on standard error, where it disturbs no output on the same terminal.
fn bar<W: Write>(printer: &Printer<'_, W>) -> ProgressBar {
    let disturbs = printer.is_streaming() && std::io::stdout().is_terminal();
    if disturbs { ProgressBar::hidden() } else { service::bar() }
}

/// Where groups go: straight out, or kept until all are there.
enum Printer<'a, W: Write> {
    Ids(&'a mut W),
    Jsonl(&'a mut W),
    Csv(Box<csv::Writer<&'a mut W>>),
    Json(Stream<'a, W>),
    Table(&'a mut W, Vec<Arc<Group>>),
    Markdown(&'a mut W, Vec<Arc<Group>>),
}

impl<'a, W: Write> Printer<'a, W> {
    fn new(format: FormatArgs, out: &'a mut W) -> Result<Self, Failure> {
        Ok(if format.ids {
            Printer::Ids(out)
        } else if format.jsonl {
            Printer::Jsonl(out)
        } else if format.json {
            Printer::Json(Stream::new(out))
        } else if format.csv {
            let mut csv = csv::Writer::from_writer(out);
            rows::head(&mut csv).map_err(from_csv)?;
            Printer::Csv(Box::new(csv))
        } else if format.markdown {
            Printer::Markdown(out, Vec::new())
        } else {
            Printer::Table(out, Vec::new())
        })
    }

    fn is_streaming(&self) -> bool {
        matches!(self, Printer::Ids(_) | Printer::Jsonl(_) | Printer::Json(_) | Printer::Csv(_))
    }

    fn needs_readmes(&self) -> bool {
        matches!(self, Printer::Json(_) | Printer::Jsonl(_))
    }

    fn take(&mut self, groups: &[Arc<Group>]) -> Result<(), Failure> {
        match self {
            Printer::Ids(out) => {
                for version in groups.iter().flat_map(|group| &group.data) {
                    writeln!(out, "{}", version.comp_share_image_id)?;
                }
                out.flush()?;
            }
            Printer::Jsonl(out) => {
                groups.iter().try_for_each(|group| output::line(out, &**group))?;
                out.flush()?;
            }
            Printer::Csv(csv) => {
                groups.iter().try_for_each(|group| rows::group(csv, group)).map_err(from_csv)?;
                csv.flush()?;
            }
            Printer::Json(stream) => stream.take(groups.iter().map(AsRef::<Group>::as_ref))?,
            Printer::Table(_, kept) | Printer::Markdown(_, kept) => {
                kept.extend_from_slice(groups);
            }
        }
        Ok(())
    }

    fn finish(self, meta: &Meta, lang: Lang, bold: bool) -> Result<(), Failure> {
        match self {
            Printer::Ids(_) | Printer::Jsonl(_) => Ok(()),
            Printer::Csv(mut csv) => Ok(csv.flush()?),
            Printer::Json(stream) => Ok(stream.finish(meta)?),
            Printer::Markdown(out, groups) => Ok(table::markdown(out, &groups, lang)?),
            Printer::Table(out, groups) => {
                Ok(table::groups(out, &groups, lang, service::terminal_cells(), bold)?)
            }
        }
    }
}

impl<W: Write> Printer<'_, W> {
    /// Ends what could not be had to its end; what is still to be told.
    fn fail(self, failure: Failure, lang: Lang) -> Failure {
        match self {
            Printer::Json(stream) => stream.fail(failure, lang),
            Printer::Ids(_)
            | Printer::Jsonl(_)
            | Printer::Csv(_)
            | Printer::Table(..)
            | Printer::Markdown(..) => failure,
        }
    }
}

/// The cause under the CSV writer's wrapping, so that a broken pipe is still known as one.
#[expect(clippy::wildcard_enum_match_arm, reason = "the csv crate's enum")]
fn from_csv(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Failure::Output(error),
        other => Failure::Output(std::io::Error::other(format!("{other:?}"))),
    }
}
