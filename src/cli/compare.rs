//! `compare`: images side by side, for reading, for a wiki or a chat, and for scripts.

use std::io::Write;
use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use crate::catalogue::{
    Comparison, Group, GroupId, ImageId, MOST_COMPARED, ReadmeChange, Row, Side, Version, compare,
};
use crate::text::CleanText;

use super::output::{self, Meta};
use super::service::{self, Service};
use super::{Failure, show};

/// Arguments of `compare`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  compshare-tui compare compshareImage-1pl06yxr5lvm compshareImage-1pm2b7k3xqzc
  compshare-tui compare ID ID ID --markdown | pbcopy     for a wiki or a chat
  compshare-tui compare ID ID --json | jq '.data.facts[] | select(.differs)'

What differs comes first, marked with ~; Readmes are compared with the first
image's.")]
pub struct CompareArgs {
    /// Ids of images or groups, two to four; a group stands for its newest image online
    #[arg(value_name = "ID", required = true, num_args = 2..=MOST_COMPARED)]
    pub ids: Vec<String>,
    /// Print Markdown
    #[arg(long, conflicts_with = "json")]
    pub markdown: bool,
    /// Print JSON, as compshare-cli does
    #[arg(long)]
    pub json: bool,
}

/// Runs `compare`.
///
/// # Errors
/// One of the ids does not exist, or what the service or the output said.
pub(super) async fn compare_images(
    arguments: &CompareArgs,
    service: &Service,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut found: Vec<(Arc<Group>, ImageId)> = Vec::new();
    for id in &arguments.ids {
        found.push(show::find(id, service).await?);
    }
    let images: Vec<(&Group, &Version)> =
        found.iter().filter_map(|(group, id)| Some((&**group, group.version(id)?))).collect();
    let comparison = compare(&images, service.lang);
    if arguments.json {
        let meta = Meta {
            action: "DescribeCommunityImages",
            returned: images.len(),
            source: "community",
            ..Meta::default()
        };
        output::success(out, report(&images, &comparison), meta)?;
    } else if arguments.markdown {
        out.write_all(comparison.markdown(service.lang).as_bytes())?;
    } else {
        let lines = comparison.lines(service.lang, service::terminal_cells());
        lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    Ok(())
}

/// What `--json` says.
#[derive(Serialize)]
struct Report<'a> {
    images: Vec<Image<'a>>,
    facts: Vec<FactReport<'a>>,
    readmes: Vec<ReadmeReport<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Image<'a> {
    comp_share_image_id: &'a ImageId,
    group_id: &'a GroupId,
    image_name: &'a CleanText,
    version_name: &'a CleanText,
}

#[derive(Serialize)]
struct FactReport<'a> {
    name: &'static str,
    values: &'a [String],
    differs: bool,
}

/// A Readme compared with the first image's; `differs` is `null` where one of them has none.
#[derive(Serialize)]
struct ReadmeReport<'a> {
    image: &'a ImageId,
    differs: Option<bool>,
    lines: Vec<LineReport<'a>>,
}

#[derive(Serialize)]
struct LineReport<'a> {
    side: &'static str,
    text: &'a str,
}

fn report<'a>(images: &[(&'a Group, &'a Version)], comparison: &'a Comparison) -> Report<'a> {
    let image = |(group, version): &(&'a Group, &'a Version)| Image {
        comp_share_image_id: &version.comp_share_image_id,
        group_id: &group.group_id,
        image_name: group.title(),
        version_name: &version.version_name,
    };
    let fact = |row: &'a Row| FactReport { name: row.fact.name(), values: &row.cells, differs: row.differs };
    let others = comparison.columns.iter().skip(1).zip(&comparison.readmes);
    Report {
        images: images.iter().map(image).collect(),
        facts: comparison.rows.iter().map(fact).collect(),
        readmes: others.map(|(column, change)| readme_report(&column.image, change)).collect(),
    }
}

fn readme_report<'a>(image: &'a ImageId, change: &'a ReadmeChange) -> ReadmeReport<'a> {
    let (differs, lines) = match change {
        ReadmeChange::Unknown => (None, &[][..]),
        ReadmeChange::Same => (Some(false), &[][..]),
        ReadmeChange::Lines(lines) => (Some(true), &lines[..]),
    };
    let side = |side| match side {
        Side::Both => "both",
        Side::First => "first",
        Side::Other => "other",
    };
    let lines = lines.iter().map(|line| LineReport { side: side(line.side), text: &line.text });
    ReadmeReport { image, differs, lines: lines.collect() }
}
