//! Images side by side: every fact in a row that says whether they differ in it, and their Readmes line by line.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::i18n::Lang;
use crate::text::CleanText;

use super::facts::{Fact, facts};
use super::{Group, ImageId, Version};

/// Most images that are compared at once: more columns would have no room.
pub(crate) const MOST_COMPARED: usize = 4;
/// Readmes that differ in more lines than this are told as wholly different, since finding out how takes the product.
const MOST_LINES: usize = 2000;

/// Images side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Comparison {
    /// The images.
    pub columns: Vec<Column>,
    /// What is known of them, in the order people ask for it; what is known of none is left out.
    pub rows: Vec<Row>,
    /// Each Readme but the first, compared with the first.
    pub readmes: Vec<ReadmeChange>,
}

/// An image that is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its id.
    pub image: ImageId,
    /// Its group's name.
    pub name: CleanText,
    /// Its version's name.
    pub version: CleanText,
}

/// A fact about each image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// The fact.
    pub fact: Fact,
    /// Its label.
    pub label: &'static str,
    /// Its value for each image; empty where it is not known.
    pub cells: Vec<String>,
    /// Whether it is not the same for all.
    pub differs: bool,
}

/// How a Readme differs from the first image's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ReadmeChange {
    /// One of the two is empty or not known.
    Unknown,
    /// They are the same.
    Same,
    /// Line by line.
    Lines(Vec<Line>),
}

/// A line of two Readmes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Which of them has it.
    pub side: Side,
    /// The line.
    pub text: String,
}

/// Which of two Readmes has a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Both.
    Both,
    /// The first image's only.
    First,
    /// The other image's only.
    Other,
}

/// Puts images side by side.
#[must_use]
pub(crate) fn compare(images: &[(&Group, &Version)], lang: Lang) -> Comparison {
    let column = |(group, version): &(&Group, &Version)| Column {
        image: version.comp_share_image_id.clone(),
        name: group.title().clone(),
        version: version.version_name.clone(),
    };
    let values: Vec<Vec<(Fact, String)>> =
        images.iter().map(|(group, version)| facts(group, version, lang)).collect();
    let row = |(at, fact): (usize, &Fact)| {
        let cells: Vec<String> = values.iter().map(|facts| facts[at].1.clone()).collect();
        let differs = cells.windows(2).any(|pair| pair[0] != pair[1]);
        Row { fact: *fact, label: fact.text(lang), cells, differs }
    };
    let rows = Fact::ALL.iter().enumerate().map(row);
    let readmes = images.split_first().map(|((_, first), others)| {
        others.iter().map(|(_, other)| readme_change(first.readme.as_ref(), other.readme.as_ref())).collect()
    });
    Comparison {
        columns: images.iter().map(column).collect(),
        rows: rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect(),
        readmes: readmes.unwrap_or_default(),
    }
}

fn readme_change(first: Option<&CleanText>, other: Option<&CleanText>) -> ReadmeChange {
    let told = |readme: Option<&'_ CleanText>| readme.filter(|readme| !readme.is_empty()).cloned();
    match (told(first), told(other)) {
        (Some(first), Some(other)) if first == other => ReadmeChange::Same,
        (Some(first), Some(other)) => ReadmeChange::Lines(changed_lines(&first, &other)),
        (Some(_) | None, None) | (None, Some(_)) => ReadmeChange::Unknown,
    }
}

fn changed_lines(first: &str, other: &str) -> Vec<Line> {
    let (first, other): (Vec<&str>, Vec<&str>) = (first.lines().collect(), other.lines().collect());
    let same = first.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (head, first) = first.split_at(same);
    let other = &other[same..];
    let mut lines: Vec<Line> = Vec::new();
    let mut push = |side, texts: &[&str]| {
        lines.extend(texts.iter().map(|text| Line { side, text: (*text).to_owned() }));
    };
    push(Side::Both, head);
    if first.len().max(other.len()) > MOST_LINES {
        push(Side::First, first);
        push(Side::Other, other);
        return lines;
    }
    for change in capture_diff_slices(Algorithm::Myers, first, other) {
        let (tag, old, new) = change.as_tag_tuple();
        match tag {
            DiffTag::Equal => push(Side::Both, &first[old]),
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                push(Side::First, &first[old]);
                push(Side::Other, &other[new]);
            }
        }
    }
    lines
}

/// A part of compared Readmes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// A line.
    Line(&'a Line),
    /// So many lines that both have, with nothing different near them.
    Folded(usize),
}

/// Leaves out what is the same in both, but for `around` lines before and after what is different.
#[must_use]
pub(crate) fn fold(lines: &[Line], around: usize) -> Vec<Part<'_>> {
    let mut is_near = vec![false; lines.len()];
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| line.side != Side::Both) {
        let end = (at + around + 1).min(lines.len());
        is_near[at.saturating_sub(around)..end].fill(true);
    }
    let mut parts = Vec::new();
    for (line, is_near) in lines.iter().zip(is_near) {
        match parts.last_mut() {
            _ if is_near => parts.push(Part::Line(line)),
            Some(Part::Folded(count)) => *count += 1,
            Some(Part::Line(_)) | None => parts.push(Part::Folded(1)),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::GroupId;

    fn group(versions: &[(&str, Option<&str>)]) -> Group {
        let version = |(name, readme): &(&str, Option<&str>)| Version {
            comp_share_image_id: ImageId::new(&format!("compshareImage-{name}")),
            author: "秋叶".into(),
            version_name: (*name).into(),
            readme: readme.map(|text| CleanText::block(text, 1_000_000)),
            ..Version::default()
        };
        let data = versions.iter().map(version).collect();
        Group { group_id: GroupId::new("g"), image_name: "ComfyUI".into(), data, ..Group::default() }
    }

    fn compared(versions: &[(&str, Option<&str>)]) -> Comparison {
        let group = group(versions);
        let images: Vec<(&Group, &Version)> = group.data.iter().map(|version| (&group, version)).collect();
        compare(&images, Lang::En)
    }

    fn marked(change: &ReadmeChange) -> String {
        let ReadmeChange::Lines(lines) = change else { return format!("{change:?}") };
        let sign = |side| match side {
            Side::Both => ' ',
            Side::First => '-',
            Side::Other => '+',
        };
        lines.iter().map(|line| format!("{}{}\n", sign(line.side), line.text)).collect()
    }

    #[test]
    fn rows_tell_whether_images_differ_and_what_nobody_knows_is_left_out() {
        let found = compared(&[("v1", None), ("v2", None), ("v1", None)]);
        let row = |label: &str| found.rows.iter().find(|row| row.label == label);
        assert_eq!(row("Version").unwrap().cells, ["v1", "v2", "v1"]);
        assert_eq!(row("Version").map(|row| row.differs), Some(true));
        assert_eq!(row("Author").map(|row| row.differs), Some(false));
        assert_eq!(row("Price/h"), None);
        assert_eq!(found.columns[1].image.as_str(), "compshareImage-v2");
        assert_eq!(found.columns[1].name.as_str(), "ComfyUI");
    }

    #[test]
    fn readmes_are_compared_with_the_first_line_by_line() {
        let found = compared(&[
            ("v1", Some("a\nb\nc\nd")),
            ("v2", Some("a\nx\nc\nd\ne")),
            ("v3", Some("a\nb\nc\nd")),
            ("v4", None),
            ("v5", Some("")),
        ]);
        assert_eq!(marked(&found.readmes[0]), " a\n-b\n+x\n c\n d\n+e\n");
        assert_eq!(found.readmes[1..], [ReadmeChange::Same, ReadmeChange::Unknown, ReadmeChange::Unknown]);
    }

    #[test]
    fn readmes_that_are_enormous_and_different_are_told_as_wholly_different() {
        let text = |word: &str| (0..30_000).map(|at| format!("{word} {at}\n")).collect::<String>();
        let (one, two) = (format!("same\n{}", text("a")), format!("same\n{}", text("b")));
        let found = compared(&[("v1", Some(&one)), ("v2", Some(&two))]);
        let ReadmeChange::Lines(lines) = &found.readmes[0] else { panic!("{:?}", found.readmes[0]) };
        let count = |side| lines.iter().filter(|line| line.side == side).count();
        assert_eq!([count(Side::Both), count(Side::First), count(Side::Other)], [1, 30_000, 30_000]);
    }

    #[test]
    fn lines_far_from_a_change_are_folded() {
        let old = (0..10).map(|at| format!("{at}\n")).collect::<String>();
        let found = compared(&[("v1", Some(&old)), ("v2", Some(&old.replace('5', "five")))]);
        let ReadmeChange::Lines(lines) = &found.readmes[0] else { panic!("{:?}", found.readmes[0]) };
        let parts = fold(lines, 1);
        let told: Vec<String> = parts
            .iter()
            .map(|part| match part {
                Part::Line(line) => line.text.clone(),
                Part::Folded(count) => format!("({count})"),
            })
            .collect();
        assert_eq!(told, ["(4)", "4", "5", "five", "6", "(3)"]);
        assert_eq!(fold(&lines[..3], 1), [Part::Folded(3)]);
    }

    #[test]
    fn nothing_compared_is_nothing() {
        assert_eq!(compare(&[], Lang::En), Comparison::default());
        assert_eq!(compared(&[("v1", Some("a"))]).readmes, []);
    }
}
