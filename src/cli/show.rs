//! `show`: everything about one image or group.

use std::io::{self, Write};

use clap::Args;
use indicatif::ProgressBar;
use serde::Serialize;

use crate::catalogue::{Group, GroupId, ImageId, Query, Version, Window, day, facts};
use crate::i18n::Lang;
use crate::messages;
use crate::text::{pad_end, width};

use super::Failure;
use super::output::{self, Meta};
use super::service::Service;

/// Arguments of `show`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  compshare-tui show compshareImage-1pl06yxr5lvm
  compshare-tui show 0bwUeAJZW7sE --json | jq '.data.image.SoftwarePorts'

--json has the image in .data.image and its whole group in .data.group.")]
pub struct ShowArgs {
    /// An image's or a group's id
    #[arg(value_name = "ID")]
    pub id: String,
    /// Print JSON, as compshare-cli does
    #[arg(long)]
    pub json: bool,
}

/// An image with the group it belongs to.
#[derive(Serialize)]
struct Shown<'a> {
    image: &'a Version,
    group: &'a Group,
}

/// Runs `show`.
///
/// # Errors
/// There is no such id, or what the service or the output said.
pub(super) async fn show(
    arguments: &ShowArgs,
    service: &Service,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let (group, id) = find(&arguments.id, service).await?;
    let missing = || Failure::NotFound(arguments.id.clone());
    let image = group.version(&id).ok_or_else(missing)?;
    if arguments.json {
        let meta =
            Meta { action: "DescribeCommunityImages", returned: 1, source: "community", ..Meta::default() };
        output::success(out, Shown { image, group: &group }, meta)?;
    } else {
        text(out, &group, image, service.lang)?;
    }
    Ok(())
}

/// The group of an image's or group's id, and the image meant: a group means the version that is shown first.
///
/// # Errors
/// There is no such id, or what the service said.
pub(super) async fn find(id: &str, service: &Service) -> Result<(std::sync::Arc<Group>, ImageId), Failure> {
    let report = service.report(ProgressBar::hidden());
    let image = ImageId::new(id);
    if let Some(group) = service.client.image(&image, &report).await? {
        return Ok((group, image));
    }
    let query = Query { group_id: GroupId::new(id), ..Query::default() };
    let page = service.client.page(&query, Window { offset: 0, limit: 1 }, &report).await?;
    let not_found = || Failure::NotFound(id.to_owned());
    let group = page.groups.into_iter().find(|group| group.group_id == query.group_id);
    let lead = group.ok_or_else(not_found)?.lead().map(|version| version.comp_share_image_id.clone());
    let lead = lead.ok_or_else(not_found)?;
    // Asked for by its own id, an image has its Readme.
    let group = service.client.image(&lead, &report).await?.ok_or_else(not_found)?;
    Ok((group, lead))
}

fn text(out: &mut impl Write, group: &Group, image: &Version, lang: Lang) -> io::Result<()> {
    let facts = facts(group, image, lang);
    let widest = facts.iter().map(|(fact, _)| width(fact.text(lang))).max().unwrap_or_default();
    for (fact, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "{}  {value}", pad_end(fact.text(lang), widest))?;
    }
    let mut descriptions = vec![&group.image_desc, &image.description, &image.version_desc];
    descriptions.retain(|description| !description.is_empty());
    // A group and its only version often carry the same words.
    descriptions.dedup();
    descriptions.iter().try_for_each(|description| writeln!(out, "\n{description}"))?;
    if group.data.len() > 1 {
        writeln!(out, "\n{}", ShowText::Versions.text(lang))?;
        for version in &group.data {
            let mark = if version.comp_share_image_id == image.comp_share_image_id { '*' } else { ' ' };
            let published = day(version.shown_time());
            let status = version.status.label(lang);
            writeln!(
                out,
                "{mark} {}  {}  {published}  {status}",
                version.comp_share_image_id, version.version_name
            )?;
        }
    }
    Ok(())
}

messages! {
    /// Words of its own.
    enum ShowText {
        Versions: "Versions", "版本列表";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_stands_in_both_languages() {
        crate::i18n::check_table(ShowText::ALL, ShowText::text).unwrap();
    }
}
