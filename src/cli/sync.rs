//! `sync`: the whole catalogue onto the disk, and what has changed since the last time.

use std::io::{self, Write};
use std::sync::Arc;

use clap::Args;
use indicatif::ProgressBar;
use serde::Serialize;

use crate::catalogue::{Group, GroupId, minute};
use crate::i18n::Lang;
use crate::messages;
use crate::sync::{Step, Synced, fetch_readmes, sync as fetch};
use crate::text::CleanText;

use super::exit::{ExitText, Failure};
use super::output::{self, Meta};
use super::service::{self, Service};

/// Groups that are told one by one, of each kind of change.
const TOLD: usize = 20;

/// Arguments of `sync`.
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "\
Examples:
  compshare-tui sync                   fetch all, tell what is new
  compshare-tui sync --json | jq -r '.data.new[].GroupId'
  compshare-tui sync --readmes         also Readmes that lists leave out

The catalogue is kept under ~/.cache/compshare-tui, a group a line as JSON,
apart for each service, region and account. The explorer fetches it by itself;
see sync_after in the settings.")]
pub struct SyncArgs {
    /// Fetch missing Readmes too, image by image
    #[arg(long)]
    pub readmes: bool,
    /// Print JSON, as compshare-cli does
    #[arg(long)]
    pub json: bool,
}

/// Runs `sync`.
///
/// # Errors
/// What the service said, or that the catalogue cannot be kept.
pub(super) async fn sync(arguments: SyncArgs, service: Service, out: &mut impl Write) -> Result<(), Failure> {
    let place = service.place.clone().ok_or(Failure::Usage(ExitText::NoCache))?;
    let bar = service::bar();
    let waits = service.report(bar.clone());
    let shown = bar.clone();
    let tell = move |step| match step {
        Step::Groups { done, total } => show(&shown, done, total.unwrap_or_default()),
        Step::Readmes { done, total } => show(&shown, done, total as u64),
        Step::Waiting(progress) => waits(progress),
    };
    let mut done = fetch(&service.client, Some(&place), &tell).await;
    if let (true, Ok(synced)) = (arguments.readmes, &mut done) {
        let readmes = fetch_readmes(&service.client, &place, synced, &tell).await;
        done = readmes.and(done);
    }
    bar.finish_and_clear();
    let synced = done?;
    if let Some(trouble) = synced.unkept {
        return Err(Failure::Store(trouble));
    }
    if arguments.json {
        let returned = synced.snapshot.groups.len();
        let meta = Meta {
            action: "DescribeCommunityImages",
            returned,
            source: "community",
            all: Some(true),
            unreadable: synced.unreadable,
            ..Meta::default()
        };
        return Ok(output::success(out, report(&synced, place.path().display().to_string()), meta)?);
    }
    Ok(text(out, &synced, service.lang)?)
}

fn show(bar: &ProgressBar, done: usize, total: u64) {
    bar.set_length(total.max(done as u64));
    bar.set_position(done as u64);
}

/// What `--json` says.
#[derive(Serialize)]
struct Report<'a> {
    groups: usize,
    images: usize,
    images_without_readme: usize,
    /// Unix seconds.
    taken: i64,
    /// Unix seconds; `null` the first time.
    since: Option<i64>,
    new: Vec<Changed<'a>>,
    changed: Vec<Changed<'a>>,
    gone: Vec<Changed<'a>>,
    file: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Changed<'a> {
    group_id: &'a GroupId,
    image_name: &'a CleanText,
}

fn named(groups: &[Arc<Group>]) -> Vec<Changed<'_>> {
    groups.iter().map(|group| Changed { group_id: &group.group_id, image_name: group.title() }).collect()
}

fn report(synced: &Synced, file: String) -> Report<'_> {
    let (snapshot, changes) = (&synced.snapshot, &synced.changes);
    let versions = || snapshot.groups.iter().flat_map(|group| &group.data);
    Report {
        groups: snapshot.groups.len(),
        images: versions().count(),
        images_without_readme: versions().filter(|version| !version.has_readme()).count(),
        taken: snapshot.taken,
        since: synced.since,
        new: named(&changes.new),
        changed: named(&changes.changed),
        gone: named(&changes.gone),
        file,
    }
}

fn text(out: &mut impl Write, synced: &Synced, lang: Lang) -> io::Result<()> {
    let (snapshot, changes) = (&synced.snapshot, &synced.changes);
    let images = snapshot.groups.iter().map(|group| group.data.len()).sum::<usize>();
    writeln!(out, "{}", SyncText::Groups.fill(lang, &[&snapshot.groups.len(), &images]))?;
    if synced.unreadable > 0 {
        writeln!(out, "{}", SyncText::Unreadable.fill(lang, &[&synced.unreadable]))?;
    }
    let Some(since) = synced.since else { return writeln!(out, "{}", SyncText::First.text(lang)) };
    let counts = [changes.new.len(), changes.changed.len(), changes.gone.len()];
    writeln!(out, "{}", SyncText::Since.fill(lang, &[&minute(since), &counts[0], &counts[1], &counts[2]]))?;
    for (sign, groups) in [('+', &changes.new), ('~', &changes.changed), ('-', &changes.gone)] {
        for group in groups.iter().take(TOLD) {
            writeln!(out, "{sign} {}  {}", group.group_id, group.title())?;
        }
        if groups.len() > TOLD {
            writeln!(out, "{sign} {}", SyncText::More.fill(lang, &[&(groups.len() - TOLD)]))?;
        }
    }
    Ok(())
}

messages! {
    /// What `sync` says.
    enum SyncText {
        Groups: "{} groups, {} images.", "{} 个版本组，{} 个镜像。";
        Unreadable: "{} items could not be read and are missing.", "{} 项无法解析，未收录。";
        First: "Nothing was here before to compare with.", "此前没有可供比较的本地目录。";
        Since: "Since {}: {} new, {} changed, {} gone.", "自 {} 以来：新增 {}，变更 {}，消失 {}。";
        More: "and {} more; --json lists all", "另有 {} 个，--json 列出全部";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::snapshot::{Changes, Snapshot};

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(SyncText::ALL, SyncText::text).unwrap();
    }

    #[test]
    fn changes_are_counted_and_the_first_ones_named() {
        let group = |at: usize| {
            let group_id = GroupId::new(&format!("g{at}"));
            Arc::new(Group { group_id, image_name: format!("n{at}").as_str().into(), ..Group::default() })
        };
        let synced = Synced {
            snapshot: Snapshot { taken: 1_700_003_600, groups: (0..30).map(group).collect() },
            changes: Changes {
                new: (0..22).map(group).collect(),
                gone: vec![group(99)],
                ..Changes::default()
            },
            since: Some(1_700_000_000),
            unreadable: 1,
            unkept: None,
        };
        let mut out = Vec::new();
        text(&mut out, &synced, Lang::En).unwrap();
        let told = String::from_utf8(out).unwrap();
        let told: Vec<&str> = told.lines().collect();
        assert_eq!(
            told[..4],
            [
                "30 groups, 0 images.",
                "1 items could not be read and are missing.",
                "Since 2023-11-15 06:13: 22 new, 0 changed, 1 gone.",
                "+ g0  n0"
            ]
        );
        assert_eq!(told[23..], ["+ and 2 more; --json lists all", "- g99  n99"]);
    }
}
