//! `compare`: images side by side, for reading, for a wiki or a chat, and for scripts.

use std::io::{self, Write};
use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use crate::catalogue::{
    Comparison, Group, GroupId, ImageId, MOST_COMPARED, Part, ReadmeChange, Row, Side, Version, compare, fold,
};
use crate::i18n::Lang;
use crate::messages;
use crate::text::{CleanText, fit, pad_end, width};

use super::output::{self, Meta};
use super::service::{self, Service};
use super::{Failure, markdown, show};

/// Lines shown before and after what is different in Readmes.
const AROUND: usize = 3;
const GAP: usize = 2;
/// What a column may shrink to.
const NARROWEST: usize = 12;

/// Arguments of `compare`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  compshare-tui compare compshareImage-1pl06yxr5lvm compshareImage-1pm2b7k3xqzc
  compshare-tui compare ID ID ID --markdown | pbcopy     for a wiki or a chat
  compshare-tui compare ID ID --json | jq '.data.facts[] | select(.differs)'

What differs comes first, marked with ~; Readmes are compared with the first image's.")]
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
        as_markdown(out, &comparison, service.lang)?;
    } else {
        as_text(out, &comparison, service.lang, service::terminal_cells())?;
    }
    Ok(())
}

messages! {
    /// What `compare` says.
    enum CompareText {
        Same: "The same in all", "完全相同";
        Readmes: "Readmes: {} (-) and {} (+)", "使用说明：{}（-）与 {}（+）";
        ReadmesSame: "Readmes: {} and {} have the same", "使用说明：{} 与 {} 相同";
        ReadmeUnknown: "Readmes: {} or {} has none", "使用说明：{} 或 {} 没有使用说明";
        Folded: "{} lines the same", "{} 行相同";
    }
}

/// What a column is called.
fn heads(comparison: &Comparison) -> Vec<String> {
    let head = |name: &CleanText, version: &CleanText| format!("{name} {version}").trim().to_owned();
    comparison.columns.iter().map(|column| head(&column.name, &column.version)).collect()
}

/// The rows that differ, and those that do not.
fn parted(comparison: &Comparison) -> (Vec<&Row>, Vec<&Row>) {
    comparison.rows.iter().partition(|row| row.differs)
}

fn as_text(
    out: &mut impl Write,
    comparison: &Comparison,
    lang: Lang,
    cells: Option<usize>,
) -> io::Result<()> {
    let (different, same) = parted(comparison);
    let heads = heads(comparison);
    let label = comparison.rows.iter().map(|row| width(row.label)).max().unwrap_or(0);
    let columns = heads.len().max(1);
    let room = cells.map_or(usize::MAX, |cells| cells.saturating_sub(2 + label) / columns);
    let widest = |at: usize| {
        let cells = different.iter().map(|row| row.cells[at].as_str()).chain([heads[at].as_str()]);
        cells.map(width).max().unwrap_or(0).min(room.saturating_sub(GAP).max(NARROWEST))
    };
    let widths: Vec<usize> = (0..heads.len()).map(widest).collect();
    let line = |sign: &str, name: &str, cells: &[String]| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| pad_end(&fit(cell, *width), *width));
        let row = format!(
            "{sign} {}{}",
            pad_end(name, label),
            padded.fold(String::new(), |row, cell| row + "  " + &cell)
        );
        row.trim_end().to_owned()
    };
    writeln!(out, "{}", line(" ", "", &heads))?;
    different.iter().try_for_each(|row| writeln!(out, "{}", line("~", row.label, &row.cells)))?;
    if !same.is_empty() {
        writeln!(out, "\n{}", CompareText::Same.text(lang))?;
    }
    for row in same {
        writeln!(out, "  {}  {}", pad_end(row.label, label), row.cells.first().map_or("", String::as_str))?;
    }
    for (head, change) in heads.iter().skip(1).zip(&comparison.readmes) {
        let (title, lines) = readme(&heads[0], head, change, lang);
        writeln!(out, "\n{title}")?;
        lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    Ok(())
}

/// How a Readme differs from the first one: a title, and lines as `diff` writes them.
fn readme(first: &str, other: &str, change: &ReadmeChange, lang: Lang) -> (String, Vec<String>) {
    let names: [&dyn std::fmt::Display; 2] = [&first, &other];
    let line = |part: Part<'_>| match part {
        Part::Folded(count) => format!("@ {}", CompareText::Folded.fill(lang, &[&count])),
        Part::Line(line) => match line.side {
            Side::Both => format!("  {}", line.text),
            Side::First => format!("- {}", line.text),
            Side::Other => format!("+ {}", line.text),
        },
    };
    match change {
        ReadmeChange::Unknown => (CompareText::ReadmeUnknown.fill(lang, &names), vec![]),
        ReadmeChange::Same => (CompareText::ReadmesSame.fill(lang, &names), vec![]),
        ReadmeChange::Lines(lines) => {
            (CompareText::Readmes.fill(lang, &names), fold(lines, AROUND).into_iter().map(line).collect())
        }
    }
}

fn as_markdown(out: &mut impl Write, comparison: &Comparison, lang: Lang) -> io::Result<()> {
    let (different, same) = parted(comparison);
    let heads = heads(comparison);
    let cells = |cells: &[String]| cells.iter().map(|cell| markdown::cell(cell)).collect::<Vec<_>>();
    let first = |text: String, rest: Vec<String>| markdown::row(std::iter::once(text).chain(rest));
    writeln!(out, "{}", first(String::new(), cells(&heads)))?;
    writeln!(out, "|{}", "---|".repeat(heads.len() + 1))?;
    for row in different {
        writeln!(out, "{}", first(format!("**{}**", markdown::cell(row.label)), cells(&row.cells)))?;
    }
    if !same.is_empty() {
        writeln!(out, "\n{}\n", CompareText::Same.text(lang))?;
    }
    for row in same {
        let value = row.cells.first().map_or("", String::as_str);
        writeln!(out, "- {}: {}", markdown::cell(row.label), markdown::cell(value))?;
    }
    for (head, change) in heads.iter().skip(1).zip(&comparison.readmes) {
        let (title, lines) = readme(&heads[0], head, change, lang);
        writeln!(out, "\n{}", markdown::cell(&title))?;
        if !lines.is_empty() {
            let fence = markdown::fence(lines.iter().map(String::as_str));
            writeln!(out, "\n{fence}diff\n{}\n{fence}", lines.join("\n"))?;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(CompareText::ALL, CompareText::text).unwrap();
    }

    fn group() -> Group {
        let version = |name: &str, readme: &str| Version {
            comp_share_image_id: ImageId::new(&format!("compshareImage-{name}")),
            version_name: name.into(),
            author: "a|b".into(),
            readme: Some(CleanText::block(readme, 1000)),
            ..Version::default()
        };
        let data = vec![version("v1", "one\n```\ntwo"), version("v2", "one\n```\nthree")];
        Group { group_id: GroupId::new("g1"), image_name: "ComfyUI".into(), data, ..Group::default() }
    }

    fn printed(write: impl Fn(&mut Vec<u8>, &Comparison) -> io::Result<()>) -> String {
        let group = group();
        let images: Vec<(&Group, &Version)> = group.data.iter().map(|version| (&group, version)).collect();
        let mut out = Vec::new();
        write(&mut out, &compare(&images, Lang::En)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_differs_comes_first_and_columns_line_up() {
        let text = printed(|out, comparison| as_text(out, comparison, Lang::En, Some(80)));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[..6],
            [
                "                     ComfyUI v1         ComfyUI v2",
                "~ ID                 compshareImage-v1  compshareImage-v2",
                "~ Version            v1                 v2",
                "",
                "The same in all",
                "  Name               ComfyUI",
            ]
        );
        assert_eq!(
            lines[lines.len() - 5..],
            ["Readmes: ComfyUI v1 (-) and ComfyUI v2 (+)", "  one", "  ```", "- two", "+ three"]
        );
        let narrow = printed(|out, comparison| as_text(out, comparison, Lang::En, Some(50)));
        let facts = narrow.lines().take(3);
        facts.for_each(|line| assert!(width(line) <= 50, "{line}"));
    }

    #[test]
    fn markdown_is_a_table_and_a_diff_that_strangers_cannot_leave() {
        let text = printed(|out, comparison| as_markdown(out, comparison, Lang::En));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[..4],
            [
                "|  | ComfyUI v1 | ComfyUI v2 |",
                "|---|---|---|",
                "| **ID** | compshareImage-v1 | compshareImage-v2 |",
                "| **Version** | v1 | v2 |"
            ]
        );
        assert!(lines.contains(&r"- Author: a\|b"), "{text}");
        assert_eq!(lines[lines.len() - 6..], ["````diff", "  one", "  ```", "- two", "+ three", "````"]);
    }
}
