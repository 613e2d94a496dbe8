//! `stats`: what the catalogue on disk holds, as bars.

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use crate::catalogue::Condition;
use crate::i18n::Lang;
use crate::messages;
use crate::search::{FacetKind, FacetValue, Statistics};
use crate::text::{fit, pad_end, width};

use super::Failure;
use super::filters::FilterArgs;
use super::local::InHand;
use super::output::{self, Meta};
use super::service::Service;

/// What is told, in this order.
const KINDS: [FacetKind; 5] =
    [FacetKind::Tag, FacetKind::Gpu, FacetKind::Price, FacetKind::Author, FacetKind::Month];
/// Bars of each kind.
const BARS: usize = 10;
const BAR_CELLS: usize = 40;
const LABEL_CELLS: usize = 24;

/// Arguments of `stats`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  compshare-tui stats                            the whole catalogue
  compshare-tui stats --query 'gpu:4090'         what there is for a 4090
  compshare-tui stats --json | jq '.data.facets[] | select(.kind == \"tag\")'

It is answered by the catalogue on disk, which `compshare-tui sync` fetches.
In JSON, each value's term can be given to --query.")]
pub struct StatsArgs {
    /// Filters.
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Print JSON, as compshare-cli does
    #[arg(long)]
    pub json: bool,
}

/// Runs `stats`.
///
/// # Errors
/// There is no catalogue on disk, or the output said something.
pub(super) fn stats(arguments: &StatsArgs, service: &Service, out: &mut impl Write) -> Result<(), Failure> {
    let query = arguments.filters.query(service.data.as_deref(), service.lang)?;
    let in_hand = InHand::of(service)?;
    let statistics = in_hand.statistics(&query);
    if arguments.json {
        let returned = statistics.groups;
        let meta = Meta { returned, source: "community", taken: Some(in_hand.taken), ..Meta::default() };
        return Ok(output::success(out, report(&statistics), meta)?);
    }
    Ok(text(out, &statistics, service.lang, if service.ascii { "#" } else { "█" })?)
}

messages! {
    /// What `stats` says.
    enum StatsText {
        Total: "{} groups, {} images; {} online, {} free.", "{} 个版本组，{} 个镜像；{} 已上线，{} 免费。";
    }
}

fn text(out: &mut impl Write, statistics: &Statistics, lang: Lang, stroke: &str) -> io::Result<()> {
    let Statistics { groups, versions, online, free, .. } = statistics;
    writeln!(out, "{}", StatsText::Total.fill(lang, &[groups, versions, online, free]))?;
    for kind in KINDS {
        let values: Vec<&FacetValue> = counted(statistics, kind).take(BARS).collect();
        let Some(most) = values.iter().map(|value| value.count).max() else { continue };
        let labels: Vec<String> = values.iter().map(|value| fit(&value.label(lang), LABEL_CELLS)).collect();
        let widest = labels.iter().map(|label| width(label)).max().unwrap_or_default();
        writeln!(out, "\n{}", kind.label(lang))?;
        for (value, label) in values.iter().zip(&labels) {
            let bar = stroke.repeat((value.count * BAR_CELLS).div_ceil(most));
            writeln!(out, "  {}  {:>5}  {bar}", pad_end(label, widest), value.count)?;
        }
    }
    Ok(())
}

/// Values of a kind that any group has.
fn counted(statistics: &Statistics, kind: FacetKind) -> impl Iterator<Item = &FacetValue> {
    statistics.facets.of(kind).filter(|value| value.count > 0)
}

/// What `--json` says.
#[derive(Serialize)]
struct Report {
    groups: usize,
    images: usize,
    online: usize,
    free: usize,
    facets: Vec<FacetReport>,
}

#[derive(Serialize)]
struct FacetReport {
    kind: &'static str,
    values: Vec<ValueReport>,
}

#[derive(Serialize)]
struct ValueReport {
    term: String,
    groups: usize,
}

fn report(statistics: &Statistics) -> Report {
    let value = |value: &FacetValue| ValueReport {
        term: Condition::one(value.test.clone()).to_string(),
        groups: value.count,
    };
    let facet = |kind: FacetKind| FacetReport {
        kind: name(kind),
        values: counted(statistics, kind).map(value).collect(),
    };
    Report {
        groups: statistics.groups,
        images: statistics.versions,
        online: statistics.online,
        free: statistics.free,
        facets: FacetKind::ALL.into_iter().map(facet).collect(),
    }
}

/// A kind's name for scripts.
fn name(kind: FacetKind) -> &'static str {
    match kind {
        FacetKind::Toggle => "toggle",
        FacetKind::Gpu => "gpu",
        FacetKind::Price => "price",
        FacetKind::Kind => "kind",
        FacetKind::Status => "status",
        FacetKind::Published => "published",
        FacetKind::Author => "author",
        FacetKind::Tag => "tag",
        FacetKind::Month => "month",
        FacetKind::Own => "own",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(StatsText::ALL, StatsText::text).unwrap();
    }
}
