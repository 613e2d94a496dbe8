//! A table for people: columns as wide as their content, cut to the terminal where there is one. An id is never
//! cut; where the terminal is too narrow, whole columns go, the least useful first.

use std::io::{self, Write};
use std::sync::Arc;

use crate::catalogue::{Group, Version, day};
use crate::i18n::Lang;
use crate::messages;
use crate::text::{fit, markdown, pad_end, pad_start, width};

messages! {
    /// Column heads.
    pub(super) enum TableText {
        Id: "ID", "ID";
        Name: "NAME", "名称";
        Version: "VERSION", "版本";
        Author: "AUTHOR", "作者";
        Price: "PRICE/H", "价格/小时";
        Favourites: "FAV", "收藏";
        Published: "PUBLISHED", "发布日期";
        Status: "STATUS", "状态";
        Nothing: "No image matches.", "没有匹配的镜像。";
    }
}

/// How a column behaves.
struct Column {
    head: TableText,
    right: bool,
    /// Which goes first where there is no room; the id's is never reached.
    rank: u8,
    /// What it may shrink to.
    least: usize,
}

const COLUMNS: [Column; 8] = [
    Column { head: TableText::Id, right: false, rank: 9, least: usize::MAX },
    Column { head: TableText::Name, right: false, rank: 8, least: 12 },
    Column { head: TableText::Version, right: false, rank: 6, least: 6 },
    Column { head: TableText::Author, right: false, rank: 5, least: 8 },
    Column { head: TableText::Price, right: true, rank: 7, least: usize::MAX },
    Column { head: TableText::Favourites, right: true, rank: 4, least: usize::MAX },
    Column { head: TableText::Published, right: false, rank: 3, least: usize::MAX },
    Column { head: TableText::Status, right: false, rank: 2, least: usize::MAX },
];
const GAP: usize = 2;

/// Writes groups, one a row, each with the version that is shown first; `cells` is the terminal's width, if any.
pub(super) fn groups(
    out: &mut impl Write,
    groups: &[Arc<Group>],
    lang: Lang,
    cells: Option<usize>,
    bold: bool,
) -> io::Result<()> {
    if groups.is_empty() {
        return writeln!(out, "{}", TableText::Nothing.text(lang));
    }
    let heads = COLUMNS.map(|column| column.head.text(lang).to_owned());
    let rows: Vec<[String; 8]> = groups.iter().map(|group| cells_of(group, lang)).collect();
    let mut widths: Vec<usize> = (0..COLUMNS.len())
        .map(|at| rows.iter().map(|row| width(&row[at])).chain([width(&heads[at])]).max().unwrap_or(0))
        .collect();
    if let Some(cells) = cells {
        shrink(&mut widths, cells);
    }
    let line = |row: &[String; 8]| {
        let shown = (0..COLUMNS.len()).filter(|at| widths[*at] > 0);
        let padded = shown.map(|at| {
            let pad = if COLUMNS[at].right { pad_start } else { pad_end };
            pad(&row[at], widths[at])
        });
        padded.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned()
    };
    let head = line(&heads);
    if bold {
        writeln!(out, "\u{1b}[1m{head}\u{1b}[0m")?;
    } else {
        writeln!(out, "{head}")?;
    }
    rows.iter().try_for_each(|row| writeln!(out, "{}", line(row)))
}

/// Writes groups as a table in Markdown; names lead to the groups' pages.
pub(super) fn markdown(out: &mut impl Write, groups: &[Arc<Group>], lang: Lang) -> io::Result<()> {
    if groups.is_empty() {
        return writeln!(out, "{}", TableText::Nothing.text(lang));
    }
    writeln!(out, "{}", markdown::row(COLUMNS.map(|column| column.head.text(lang))))?;
    let rule = COLUMNS.map(|column| if column.right { "---:|" } else { "---|" });
    writeln!(out, "|{}", rule.concat())?;
    for group in groups {
        let mut cells = cells_of(group, lang).map(|cell| markdown::cell(&cell));
        if let Some(page) = group.group_id.web_page() {
            cells[1] = format!("[{}]({page})", cells[1]);
        }
        writeln!(out, "{}", markdown::row(cells))?;
    }
    Ok(())
}

/// Makes columns fit `cells`: shrinks those that can, the widest first, then drops whole ones (width 0).
fn shrink(widths: &mut [usize], cells: usize) {
    let total = |widths: &[usize]| {
        let shown = widths.iter().filter(|width| **width > 0);
        shown.map(|width| width + GAP).sum::<usize>().saturating_sub(GAP)
    };
    while total(widths) > cells {
        let shrinkable = (0..widths.len()).filter(|at| widths[*at] > COLUMNS[*at].least);
        let droppable = (1..widths.len()).filter(|at| widths[*at] > 0);
        if let Some(widest) = shrinkable.max_by_key(|at| widths[*at]) {
            widths[widest] -= 1;
        } else if let Some(least) = droppable.min_by_key(|at| COLUMNS[*at].rank) {
            widths[least] = 0;
        } else {
            return;
        }
    }
}

fn cells_of(group: &Group, lang: Lang) -> [String; 8] {
    let none = Version::default();
    let lead = group.lead().unwrap_or(&none);
    [
        lead.comp_share_image_id.to_string(),
        fit(group.title(), 60),
        fit(&lead.version_name, 24),
        author(lead, lang),
        lead.price_label(lang, "¥"),
        group.favorites_count.to_string(),
        day(lead.shown_time()),
        lead.status.label(lang).to_owned(),
    ]
}

/// An author's name with the standing that matters.
pub(super) fn author(version: &Version, lang: Lang) -> String {
    let name = fit(&version.author, 30);
    match version.auth_info.badge(lang) {
        Some(badge) => format!("{name} [{badge}]"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{AuthInfo, GroupId, ImageId, Status};

    fn group(name: &str, id: &str) -> Arc<Group> {
        let version = Version {
            comp_share_image_id: ImageId::new(id),
            author: "秋叶".into(),
            auth_info: AuthInfo::Official,
            version_name: "v1".into(),
            price: Some(0.35),
            status: Status::Available,
            pub_time: 1_700_000_000,
            ..Version::default()
        };
        Arc::new(Group {
            group_id: GroupId::new("g"),
            image_name: name.into(),
            favorites_count: 842,
            data: vec![version],
            ..Group::default()
        })
    }

    fn table(rows: &[Arc<Group>], lang: Lang, cells: Option<usize>) -> String {
        let mut out = Vec::new();
        groups(&mut out, rows, lang, cells, false).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_word_stands_in_both_languages() {
        crate::i18n::check_table(TableText::ALL, TableText::text).unwrap();
    }

    #[test]
    fn columns_line_up_to_the_cell_with_wide_glyphs() {
        let rows = [group("ComfyUI 全能整合", "compshareImage-1pl06yxr5lvm"), group("x", "compshareImage-2")];
        assert_eq!(
            table(&rows, Lang::En, None),
            "\
ID                           NAME              VERSION  AUTHOR           PRICE/H  FAV  PUBLISHED   STATUS
compshareImage-1pl06yxr5lvm  ComfyUI 全能整合  v1       秋叶 [official]    ¥0.35  842  2023-11-15  online
compshareImage-2             x                 v1       秋叶 [official]    ¥0.35  842  2023-11-15  online
"
        );
    }

    #[test]
    fn an_id_is_whole_at_any_width_and_rows_fit() {
        let id = "compshareImage-1pl06yxr5lvm";
        let rows = [group("A name that goes on and on for a very long while indeed", id)];
        for cells in 1..=160 {
            let table = table(&rows, Lang::Zh, Some(cells));
            for line in table.lines().skip(1) {
                assert!(line.starts_with(id), "{cells}: {line}");
                assert!(width(line) <= cells.max(id.len()), "{cells}: {line}");
            }
        }
    }

    #[test]
    fn a_table_for_a_wiki_links_names_and_keeps_strangers_text_as_text() {
        let mut out = Vec::new();
        markdown(&mut out, &[group("a|b [x](y)", "compshareImage-1")], Lang::En).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\
| ID | NAME | VERSION | AUTHOR | PRICE/H | FAV | PUBLISHED | STATUS |
|---|---|---|---|---:|---:|---|---|
| compshareImage-1 | [a\\|b \\[x\\](y)](https://www.compshare.cn/images/g) | v1 | 秋叶 \\[official\\] | ¥0.35 | 842 | 2023-11-15 | online |
"
        );
    }

    #[test]
    fn an_empty_answer_says_so() {
        assert_eq!(table(&[], Lang::En, None), "No image matches.\n");
    }
}
