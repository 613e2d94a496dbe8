//! Images side by side, in words: as lines for a screen, and as Markdown.

use crate::i18n::Lang;
use crate::messages;
use crate::text::{CleanText, head, markdown, pad_end, width};

use super::compare::{Comparison, Part, ReadmeChange, Row, Side, fold};

/// Lines shown before and after what is different in Readmes.
const AROUND: usize = 3;
const GAP: usize = 2;
/// What a column may shrink to.
const NARROWEST: usize = 12;

messages! {
    /// What is said about images side by side.
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

impl Comparison {
    /// The comparison as lines, for so many cells where there is a limit: `~` begins what differs, `-` and `+` the lines of
    /// the first and of another Readme.
    #[must_use]
    pub(crate) fn lines(&self, lang: Lang, cells: Option<usize>) -> Vec<String> {
        let (different, same) = parted(self);
        let heads = heads(self);
        let label = self.rows.iter().map(|row| width(row.label)).max().unwrap_or(0);
        let columns = heads.len().max(1);
        let room = cells.map_or(usize::MAX, |cells| cells.saturating_sub(2 + label) / columns);
        let widest = |at: usize| {
            let cells = different.iter().map(|row| row.cells[at].as_str()).chain([heads[at].as_str()]);
            cells.map(width).max().unwrap_or(0).min(room.saturating_sub(GAP).max(NARROWEST))
        };
        let widths: Vec<usize> = (0..heads.len()).map(widest).collect();
        let line = |sign: &str, name: &str, cells: &[&str]| {
            let padded = cells.iter().zip(&widths).map(|(cell, width)| pad_end(cell, *width));
            let name = pad_end(name, label);
            let row = format!("{sign} {name}{}", padded.fold(String::new(), |row, cell| row + "  " + &cell));
            row.trim_end().to_owned()
        };
        let rows = |sign: &str, name: &str, cells: &[String]| {
            let wrapped: Vec<Vec<String>> =
                cells.iter().zip(&widths).map(|(cell, width)| wrapped(cell, *width)).collect();
            let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
            let cells = |at: usize| wrapped.iter().map(move |cell| cell.get(at).map_or("", String::as_str));
            let row = |at: usize| line(sign, if at == 0 { name } else { "" }, &cells(at).collect::<Vec<_>>());
            (0..height).map(row).collect::<Vec<_>>()
        };
        let mut lines = rows(" ", "", &heads);
        lines.extend(different.iter().flat_map(|row| rows("~", row.label, &row.cells)));
        if !same.is_empty() {
            lines.extend([String::new(), CompareText::Same.text(lang).to_owned()]);
        }
        for row in same {
            let value = row.cells.first().map_or("", String::as_str);
            lines.push(format!("  {}  {value}", pad_end(row.label, label)));
        }
        for (head, change) in heads.iter().skip(1).zip(&self.readmes) {
            let (title, changes) = readme(&heads[0], head, change, lang);
            lines.extend([String::new(), title]);
            lines.extend(changes);
        }
        lines
    }

    /// The comparison as Markdown, for a wiki or a chat.
    #[must_use]
    pub(crate) fn markdown(&self, lang: Lang) -> String {
        let (different, same) = parted(self);
        let heads = heads(self);
        let cells = |cells: &[String]| cells.iter().map(|cell| markdown::cell(cell)).collect::<Vec<_>>();
        let first = |text: String, rest: Vec<String>| markdown::row(std::iter::once(text).chain(rest));
        let mut lines =
            vec![first(String::new(), cells(&heads)), format!("|{}", "---|".repeat(heads.len() + 1))];
        for row in different {
            lines.push(first(format!("**{}**", markdown::cell(row.label)), cells(&row.cells)));
        }
        if !same.is_empty() {
            lines.extend([String::new(), CompareText::Same.text(lang).to_owned(), String::new()]);
        }
        for row in same {
            let value = row.cells.first().map_or("", String::as_str);
            lines.push(format!("- {}: {}", markdown::cell(row.label), markdown::cell(value)));
        }
        for (head, change) in heads.iter().skip(1).zip(&self.readmes) {
            let (title, changes) = readme(&heads[0], head, change, lang);
            lines.extend([String::new(), markdown::cell(&title)]);
            if !changes.is_empty() {
                let fence = markdown::fence(changes.iter().map(String::as_str));
                lines.extend([String::new(), format!("{fence}diff")]);
                lines.extend(changes);
                lines.push(fence);
            }
        }
        lines.iter().map(|line| format!("{line}\n")).collect()
    }
}

/// A cell's text in lines: broken between words, and within one that is wider than the column.
fn wrapped(cell: &str, cells: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in cell.split(' ') {
        let mut word = word;
        let line = lines.last().map_or(0, |line| width(line));
        if line > 0 && line + 1 + width(word) <= cells {
            lines.last_mut().into_iter().for_each(|line| *line += " ");
        } else if line > 0 {
            lines.push(String::new());
        }
        while width(word) > cells {
            let (part, rest) =
                word.split_at(head(word, cells).0.max(word.chars().next().map_or(0, char::len_utf8)));
            lines.last_mut().into_iter().for_each(|line| *line += part);
            lines.push(String::new());
            word = rest;
        }
        lines.last_mut().into_iter().for_each(|line| *line += word);
    }
    lines
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Group, GroupId, ImageId, Version, compare};

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

    fn compared() -> Comparison {
        let group = group();
        let images: Vec<(&Group, &Version)> = group.data.iter().map(|version| (&group, version)).collect();
        compare(&images, Lang::En)
    }

    #[test]
    fn what_differs_comes_first_and_columns_line_up() {
        let lines = compared().lines(Lang::En, Some(80));
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
        let narrow = compared().lines(Lang::En, Some(50));
        narrow.iter().take(3).for_each(|line| assert!(width(line) <= 50, "{line}"));
    }

    #[test]
    fn nothing_of_a_cell_is_lost() {
        assert_eq!(wrapped("4090 4090_48G 5090 A100", 14), ["4090 4090_48G", "5090 A100"]);
        assert_eq!(wrapped("https://a.example/x", 8), ["https://", "a.exampl", "e/x"]);
        assert_eq!(wrapped("文生图模型", 4), ["文生", "图模", "型"]);
        assert_eq!(wrapped("", 4), [""]);
    }

    #[test]
    fn markdown_is_a_table_and_a_diff_that_strangers_cannot_leave() {
        let text = compared().markdown(Lang::En);
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
