//! A catalogue made ready for searching: each field of all groups as one text, so that one pass finds a word in all of
//! them, and the values of facets as numbers.

use std::collections::HashMap;
use std::panic::resume_unwind;
use std::sync::{Arc, OnceLock};
use std::thread;

use memchr::memmem::Finder;

use crate::catalogue::{Group, GroupId, Status, Version};
use crate::text::{pinyin, sort_key};

use super::folded;
use super::values::Values;

/// Between texts: no search has it.
const BREAK: char = '\n';

/// Fields in the order of their weight, the heaviest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// Names, authors, ids.
    Name,
    /// Tags.
    Tag,
    /// Descriptions, of the group and its versions.
    Description,
    /// Whole Readmes.
    Readme,
}

impl Field {
    pub(super) const ALL: [Field; 4] = [Field::Name, Field::Tag, Field::Description, Field::Readme];
}

/// One field of all groups.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    /// Where each group's part ends.
    ends: Vec<usize>,
}

impl Texts {
    /// A field of all groups.
    fn of<'a, I: Iterator<Item = &'a str>>(groups: &'a [Arc<Group>], field: impl Fn(&'a Group) -> I) -> Self {
        let mut texts = Texts::default();
        groups.iter().for_each(|group| texts.add(field(group)));
        texts
    }

    fn add<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        let mut before = "";
        for text in texts {
            // Versions of a group mostly say the same.
            if !text.is_empty() && text != before {
                folded::push(&mut self.text, text);
                self.text.push(BREAK);
                before = text;
            }
        }
        self.ends.push(self.text.len());
    }

    /// The groups that have a text, each once, in order, with the place of its first match: whether it begins a text or
    /// a word there.
    pub(super) fn each(&self, finder: &Finder<'_>, mut found: impl FnMut(usize, Place)) {
        let (bytes, mut from, mut group) = (self.text.as_bytes(), 0, 0);
        while let Some(at) = bytes.get(from..).and_then(|rest| finder.find(rest)) {
            let at = from + at;
            while self.ends.get(group).is_some_and(|end| *end <= at) {
                group += 1;
            }
            let Some(end) = self.ends.get(group) else { return };
            found(group, self.place(at, finder.needle().len()));
            from = *end;
        }
    }

    /// Whether going through takes some milliseconds.
    pub(super) fn is_long(&self) -> bool {
        self.text.len() > 16 << 20
    }

    /// Where a group's part begins.
    fn start(&self, group: usize) -> usize {
        group.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    /// The first text of a group.
    pub(super) fn first(&self, group: usize) -> &str {
        self.text[self.start(group)..self.ends[group]].split(BREAK).next().unwrap_or_default()
    }

    fn place(&self, at: usize, length: usize) -> Place {
        let before = self.text[..at].chars().next_back();
        let begins = before.is_none_or(|c| c == BREAK);
        let ends = self.text[at + length..].starts_with(BREAK);
        match (begins, ends, before) {
            (true, true, _) => Place::Whole,
            (true, false, _) => Place::Start,
            (false, _, Some(c)) if !c.is_alphanumeric() => Place::Word,
            (false, _, _) => Place::Inside,
        }
    }
}

/// Where in a text a match stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Inside,
    Word,
    Start,
    Whole,
}

/// Chinese of all groups, to be found by its pinyin.
#[derive(Debug, Default)]
pub(super) struct Chinese {
    chars: Vec<char>,
    /// The first letters of each character's readings.
    initials: Vec<u32>,
    ends: Vec<usize>,
}

impl Chinese {
    /// A field of all groups; `letters` keeps what characters begin with, since asking costs.
    fn of<'a, I: Iterator<Item = &'a str>>(
        groups: &'a [Arc<Group>],
        field: impl Fn(&'a Group) -> I,
        letters: &mut HashMap<char, u32>,
    ) -> Self {
        let mut chinese = Chinese::default();
        groups.iter().for_each(|group| chinese.add(field(group), letters));
        chinese
    }

    fn add<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>, letters: &mut HashMap<char, u32>) {
        let mut before = "";
        for text in texts {
            if text.is_ascii() || text == before {
                continue;
            }
            before = text;
            for c in text.chars().chain([BREAK]) {
                self.chars.push(c);
                self.initials.push(*letters.entry(c).or_insert_with(|| pinyin::initials(c)));
            }
        }
        self.ends.push(self.chars.len());
    }

    /// The groups that read like a search, each once, in order.
    pub(super) fn each(&self, needle: &str, mut found: impl FnMut(usize)) {
        let Some(first) = needle.bytes().next().filter(u8::is_ascii_lowercase) else { return };
        let (bit, mut from) = (1_u32 << (first - b'a'), 0);
        for (group, end) in self.ends.iter().enumerate() {
            let reads = |at: &usize| {
                self.initials[*at] & bit != 0 && pinyin::reads(&self.chars[*at..*end], needle).is_some()
            };
            if (from..*end).any(|at| reads(&at)) {
                found(group);
            }
            from = *end;
        }
    }
}

/// A catalogue made ready for searching.
#[derive(Debug)]
pub struct Corpus {
    groups: Vec<Arc<Group>>,
    texts: [Texts; Field::ALL.len()],
    /// Names and authors, and tags.
    chinese: [Chinese; 2],
    pub(super) values: Values,
    /// What is asked of every group at every key.
    facts: Vec<Facts>,
    /// Groups in the order of their ids.
    by_id: Vec<usize>,
    /// Where each group stands when all are sorted by name.
    by_name: OnceLock<Vec<usize>>,
}

/// What is asked of a group at every key, near at hand.
#[derive(Debug)]
pub(super) struct Facts {
    /// Whether it is published.
    pub(super) is_available: bool,
    /// Whether it is a favourite by the service's word.
    pub(super) is_favourite: bool,
    /// Instances created and favourites.
    pub(super) popularity: (u64, u64),
    /// Where it stands among all ids.
    pub(super) by_id: usize,
}

/// A text of each version of a group.
fn each<'a>(group: &'a Group, text: fn(&'a Version) -> &'a str) -> impl Iterator<Item = &'a str> {
    group.data.iter().map(text)
}

fn names(group: &Group) -> impl Iterator<Item = &str> {
    std::iter::once(group.image_name.as_str())
        .chain(each(group, |v| &v.name))
        .chain(each(group, |v| &v.author))
}

fn ids(group: &Group) -> impl Iterator<Item = &str> {
    std::iter::once(group.group_id.as_str()).chain(each(group, |v| v.comp_share_image_id.as_str()))
}

fn tags(group: &Group) -> impl Iterator<Item = &str> {
    group.data.iter().flat_map(|v| v.tags.iter().map(AsRef::as_ref))
}

fn descriptions(group: &Group) -> impl Iterator<Item = &str> {
    std::iter::once(group.image_desc.as_str())
        .chain(each(group, |v| &v.description))
        .chain(each(group, |v| &v.version_desc))
}

fn readmes(group: &Group) -> impl Iterator<Item = &str> {
    each(group, |v| v.readme.as_deref().unwrap_or_default())
}

/// `order` is that of the groups' ids.
fn facts(groups: &[Arc<Group>], order: &[usize]) -> Vec<Facts> {
    let mut by_id = vec![0; groups.len()];
    order.iter().enumerate().for_each(|(rank, at)| by_id[*at] = rank);
    let facts = |(group, by_id): (&Arc<Group>, usize)| Facts {
        is_available: group.status == Status::Available,
        is_favourite: group.is_favorite,
        popularity: (group.created_count, group.favorites_count),
        by_id,
    };
    groups.iter().zip(by_id).map(facts).collect()
}

impl Corpus {
    /// Makes a catalogue ready; takes time in proportion to its size.
    #[must_use]
    pub fn new(groups: Vec<Arc<Group>>) -> Self {
        let mut by_id: Vec<usize> = (0..groups.len()).collect();
        by_id.sort_unstable_by_key(|at| &groups[*at].group_id);
        let mut letters = HashMap::new();
        let ((readmes, values), [names, tags, descriptions], chinese) = thread::scope(|scope| {
            let half = scope.spawn(|| (Texts::of(&groups, readmes), Values::new(&groups)));
            let texts = [
                Texts::of(&groups, |group| names(group).chain(ids(group))),
                Texts::of(&groups, tags),
                Texts::of(&groups, descriptions),
            ];
            let chinese =
                [Chinese::of(&groups, names, &mut letters), Chinese::of(&groups, tags, &mut letters)];
            (half.join().unwrap_or_else(|panic| resume_unwind(panic)), texts, chinese)
        });
        let texts = [names, tags, descriptions, readmes];
        let facts = facts(&groups, &by_id);
        Corpus { groups, texts, chinese, values, facts, by_id, by_name: OnceLock::new() }
    }

    /// Whether a group is known just as it is; a Readme that this one leaves out makes no difference.
    #[must_use]
    pub fn has(&self, group: &Arc<Group>) -> bool {
        let known = self.place(&group.group_id).map(|at| &self.groups[at]);
        known.is_some_and(|known| group.with_readmes_of(known) == *known)
    }

    /// A group as it is known, with the Readmes that it lacks and another telling of it has; `None` where it lacks none
    /// of those.
    pub(crate) fn completed(&self, told: &Group) -> Option<Arc<Group>> {
        let known = &self.groups[self.place(&told.group_id)?];
        Some(known.with_readmes_of(told)).filter(|complete| complete != known)
    }

    /// Where a group stands among all.
    pub(super) fn place(&self, group: &GroupId) -> Option<usize> {
        let found = self.by_id.binary_search_by(|at| self.groups[*at].group_id.cmp(group));
        found.ok().map(|rank| self.by_id[rank])
    }

    /// The groups, in the order they were given.
    #[must_use]
    pub fn groups(&self) -> &[Arc<Group>] {
        &self.groups
    }

    /// The same catalogue with newer groups in place of those of their ids, or added. A Readme that a newer one leaves
    /// out stays.
    #[must_use]
    pub fn with(&self, newer: &[Arc<Group>]) -> Self {
        let mut groups = self.groups.clone();
        for group in newer {
            match self.place(&group.group_id) {
                Some(at) => groups[at] = group.with_readmes_of(&self.groups[at]),
                None => groups.push(Arc::clone(group)),
            }
        }
        Corpus::new(groups)
    }

    /// Of all groups, in their order.
    pub(super) fn all_facts(&self) -> &[Facts] {
        &self.facts
    }

    pub(super) fn facts(&self, group: usize) -> &Facts {
        &self.facts[group]
    }

    pub(super) fn texts(&self, field: Field) -> &Texts {
        &self.texts[field as usize]
    }

    /// Chinese of a field, where it can be found by pinyin.
    pub(super) fn chinese(&self, field: Field) -> Option<&Chinese> {
        match field {
            Field::Name => Some(&self.chinese[0]),
            Field::Tag => Some(&self.chinese[1]),
            Field::Description | Field::Readme => None,
        }
    }

    /// Where each group stands when all are sorted by name, Chinese by its pinyin.
    pub(super) fn by_name(&self) -> &[usize] {
        self.by_name.get_or_init(|| {
            let mut order: Vec<(String, usize)> =
                self.groups.iter().map(|group| sort_key(group.title())).zip(0..).collect();
            order.sort_unstable();
            let mut ranks = vec![0; order.len()];
            order.into_iter().enumerate().for_each(|(rank, (_, at))| ranks[at] = rank);
            ranks
        })
    }
}
