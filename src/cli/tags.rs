//! `tags`: the tags that can be filtered by; on a terminal under their categories, into a pipe one a line.

use std::io::{IsTerminal, Write};

use clap::Args;
use indicatif::ProgressBar;
use serde::Serialize;

use crate::catalogue::TagIndex;

use super::Failure;
use super::output::{self, Items, Meta};
use super::service::Service;

/// Arguments of `tags`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  compshare-tui tags
  compshare-tui list --tag \"$(compshare-tui tags | fzf)\"")]
pub struct TagsArgs {
    /// Print JSON, as compshare-cli does
    #[arg(long)]
    pub json: bool,
}

/// A category in JSON.
#[derive(Serialize)]
struct Item<'a> {
    #[serde(rename = "Category")]
    category: &'a str,
    #[serde(rename = "Tags")]
    tags: Vec<&'a str>,
}

/// Runs `tags`.
///
/// # Errors
/// What the service or the output said.
pub(super) async fn tags(
    arguments: &TagsArgs,
    service: &Service,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let index = service.client.tags(&service.report(ProgressBar::hidden())).await?;
    if arguments.json {
        let items = items(&index);
        let returned = items.len();
        let meta =
            Meta { action: "DescribeCompShareImageTags", returned, source: "community", ..Meta::default() };
        output::success(out, Items { items }, meta)?;
    } else {
        print(out, &index, std::io::stdout().is_terminal())?;
    }
    Ok(())
}

fn items(index: &TagIndex) -> Vec<Item<'_>> {
    let categories = index.categories.iter();
    categories.map(|c| Item { category: &c.name, tags: c.tags.iter().map(|tag| &**tag).collect() }).collect()
}

fn print(out: &mut impl Write, index: &TagIndex, categories: bool) -> std::io::Result<()> {
    for category in &index.categories {
        if categories && !category.name.is_empty() {
            writeln!(out, "{}", category.name)?;
        }
        let indent = if categories { "  " } else { "" };
        category.tags.iter().try_for_each(|tag| writeln!(out, "{indent}{tag}"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::TagCategory;

    #[test]
    fn a_pipe_gets_tags_alone_and_a_terminal_categories_too() {
        let index = TagIndex {
            categories: vec![TagCategory {
                name: "应用".into(), tags: vec!["ComfyUI".into(), "LLM".into()]
            }],
        };
        let printed = |categories| {
            let mut out = Vec::new();
            print(&mut out, &index, categories).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(printed(false), "ComfyUI\nLLM\n");
        assert_eq!(printed(true), "应用\n  ComfyUI\n  LLM\n");
    }
}
