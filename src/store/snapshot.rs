//! The whole catalogue as it was fetched last, one file for each service, account and region in the cache folder.
//!
//! The first line is a header, every other a group as the service would send it, so `head`, `grep` and `jq` read the
//! file, and the wire's decoder does. The header's checksum covers itself and the rest: what is cut short, altered or
//! of another version is never taken for a catalogue.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::{Deserialize, Serialize};
use sha1::{Digest, Sha1};

use crate::catalogue::{Group, GroupId};
use crate::text::{Unreadable, valid_utf8};
use crate::wire::decode;

use super::file::replace;
use super::{FileProblem, Kept, StoreError};

/// Raised when the format changes in a way an older program would misread.
const FORMAT: u32 = 1;
/// Groups that a thread takes at a time: few, since Readmes differ in length and cores have other work as well, yet
/// enough to be worth starting another thread.
const GROUPS_A_SHARE: usize = 50;

/// Where a catalogue is kept, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    path: PathBuf,
    service: String,
    region: String,
    account: String,
}

impl Place {
    /// The place under the cache folder of what a service shows an account in a region. The key itself is not kept.
    #[must_use]
    pub fn new(cache: &Path, service: &str, region: &str, public_key: &str) -> Self {
        let service = service.trim_end_matches('/').to_ascii_lowercase();
        let account = digest(&["account", public_key]);
        let plain = |text: &str| text.replace(|c: char| !c.is_ascii_alphanumeric() && c != '.', "-");
        let host = service.split_once("://").map_or(service.as_str(), |(_, host)| host);
        // The readable part is for people; what tells places apart is the hash.
        let hash = digest(&[&service, region, &account]);
        let name = format!("{:.40}_{:.20}_{hash}.jsonl", plain(host), plain(region));
        Place { path: cache.join("catalogues").join(name), service, region: region.to_owned(), account }
    }

    /// The place of the demo's catalogue.
    #[must_use]
    pub fn demo(cache: &Path, region: &str) -> Self {
        Place::new(cache, "demo", region, "")
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Sixteen hexadecimal digits that tell texts apart.
fn digest(parts: &[&str]) -> String {
    let mut sha1 = Sha1::new();
    for part in parts {
        sha1.update(part);
        sha1.update([0]);
    }
    let mut digits = hex::encode(sha1.finalize());
    digits.truncate(16);
    digits
}

/// A whole catalogue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// When it was fetched, Unix seconds.
    pub taken: i64,
    /// Its groups.
    pub groups: Vec<Arc<Group>>,
}

/// The first line.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Header {
    format: u32,
    service: String,
    region: String,
    account: String,
    taken: i64,
    count: usize,
    /// Of this line with a zero in its place, and of all that follows.
    crc32: u32,
}

impl Header {
    fn line(&self) -> Vec<u8> {
        // Texts and numbers always have a form in JSON.
        let mut line = serde_json::to_vec(self).unwrap_or_default();
        line.push(b'\n');
        line
    }

    fn checksum(&self, rest: &[u8]) -> u32 {
        let mut crc32 = crc32fast::Hasher::new();
        crc32.update(&Header { crc32: 0, ..self.clone() }.line());
        crc32.update(rest);
        crc32.finalize()
    }
}

/// Keeps a catalogue, in place of the one before it.
///
/// # Errors
/// It cannot be written; the one before it is then untouched.
pub fn save(place: &Place, snapshot: &Snapshot) -> Result<(), StoreError> {
    replace(&place.path, &encode(place, snapshot)).map_err(|error| StoreError {
        path: place.path.clone(),
        what: Kept::Catalogue,
        problem: FileProblem::Unwritable(error.to_string()),
    })
}

/// Adds Readmes to the catalogue that is kept in a place, where it has these groups and lacks those.
///
/// # Errors
/// The file cannot be used or written; it is then as it was.
pub(crate) fn add_readmes(place: &Place, told: &[Arc<Group>]) -> Result<(), StoreError> {
    let Some(mut kept) = load(place)? else { return Ok(()) };
    let told: HashMap<&GroupId, &Arc<Group>> = told.iter().map(|group| (&group.group_id, group)).collect();
    let mut is_news = false;
    for group in &mut kept.groups {
        if let Some(told) = told.get(&group.group_id) {
            let complete = group.with_readmes_of(told);
            is_news |= complete != *group;
            *group = complete;
        }
    }
    if is_news { save(place, &kept) } else { Ok(()) }
}

fn encode(place: &Place, snapshot: &Snapshot) -> Vec<u8> {
    let mut rest = Vec::new();
    for group in &snapshot.groups {
        // What was decoded from JSON always has a form in JSON, and memory takes every byte.
        let _ = serde_json::to_writer(&mut rest, &**group);
        rest.push(b'\n');
    }
    let mut header = Header {
        format: FORMAT,
        service: place.service.clone(),
        region: place.region.clone(),
        account: place.account.clone(),
        taken: snapshot.taken,
        count: snapshot.groups.len(),
        crc32: 0,
    };
    header.crc32 = header.checksum(&rest);
    [header.line(), rest].concat()
}

/// The catalogue that is kept in a place, if any.
///
/// # Errors
/// The file cannot be used.
pub fn load(place: &Place) -> Result<Option<Snapshot>, StoreError> {
    let read = match std::fs::read(&place.path) {
        Ok(bytes) => decode(&bytes, place),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => Err(FileProblem::Unreadable(Unreadable::System(error.to_string()))),
    };
    read.map(Some).map_err(|problem| StoreError { path: place.path.clone(), what: Kept::Catalogue, problem })
}

fn decode(bytes: &[u8], place: &Place) -> Result<Snapshot, FileProblem> {
    /// The format is read first: another version's file may have nothing else in common with ours.
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or(FileProblem::Damaged)?;
    let (first, rest) = (&bytes[..end], &bytes[end + 1..]);
    let Format { format } = serde_json::from_slice(first).map_err(|_| FileProblem::Damaged)?;
    if format != FORMAT {
        return Err(FileProblem::OtherFormat(format));
    }
    let header: Header = serde_json::from_slice(first).map_err(|_| FileProblem::Damaged)?;
    let is_ours =
        (&header.service, &header.region, &header.account) == (&place.service, &place.region, &place.account);
    if !is_ours || header.checksum(rest) != header.crc32 {
        return Err(FileProblem::Damaged);
    }
    let groups = groups(rest, header.count).ok_or(FileProblem::Damaged)?;
    Ok(Snapshot { taken: header.taken, groups })
}

/// The lines of a text, the last one also where nothing ends it.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    let mut from = 0;
    let ends = memchr::memchr_iter(b'\n', text).map(|end| end + 1).chain([text.len()]);
    ends.map(|end| &text[std::mem::replace(&mut from, end)..end]).filter(|line| !line.is_empty()).collect()
}

/// Reads `count` groups, a line each, on as many threads as that is worth; `None` when there are more or fewer. A thread
/// that is done takes the next share.
fn groups(rest: &[u8], count: usize) -> Option<Vec<Arc<Group>>> {
    let lines = lines(rest);
    if lines.len() != count {
        return None;
    }
    let shares: Vec<&[&[u8]]> = lines.chunks(GROUPS_A_SHARE).collect();
    let next = AtomicUsize::new(0);
    let take = || {
        let at = next.fetch_add(1, Ordering::Relaxed);
        Some((at, shares.get(at)?))
    };
    let read = || -> Option<Vec<(usize, Vec<Arc<Group>>)>> {
        let (mut words, mut read) = (decode::Words::default(), Vec::new());
        while let Some((at, lines)) = take() {
            let group = |line| decode::kept_group(&valid_utf8(line)?, &mut words).map(Arc::new);
            read.push((at, lines.iter().copied().map(group).collect::<Option<_>>()?));
        }
        Some(read)
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut groups = thread::scope(|scope| {
        let others: Vec<_> = (1..cores.min(shares.len())).map(|_| scope.spawn(read)).collect();
        let mut groups = read()?;
        for other in others {
            groups.append(&mut other.join().ok()??);
        }
        Some(groups)
    })?;
    groups.sort_unstable_by_key(|(at, _)| *at);
    Some(groups.into_iter().flat_map(|(_, share)| share).collect())
}

/// What is different from an older catalogue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Groups that were not there.
    pub new: Vec<Arc<Group>>,
    /// Groups that are not what they were, but for the counts of their use.
    pub changed: Vec<Arc<Group>>,
    /// Groups that are not there any more.
    pub gone: Vec<Arc<Group>>,
}

impl Snapshot {
    /// What has changed since an older catalogue.
    #[must_use]
    pub fn changes_since(&self, older: &Snapshot) -> Changes {
        let before = older.by_id();
        let now = self.by_id();
        let mut changes = Changes::default();
        for group in &self.groups {
            match before.get(&group.group_id) {
                None => changes.new.push(Arc::clone(group)),
                Some(older) if group.says_otherwise_than(older) => changes.changed.push(Arc::clone(group)),
                Some(_) => {}
            }
        }
        let gone = older.groups.iter().filter(|group| !now.contains_key(&group.group_id));
        changes.gone.extend(gone.cloned());
        changes
    }

    /// The groups by their ids.
    #[must_use]
    pub fn by_id(&self) -> HashMap<&GroupId, &Arc<Group>> {
        self.groups.iter().map(|group| (&group.group_id, group)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{ImageId, SoftwarePort, Status, Version};
    use crate::text::CleanText;

    #[test]
    fn a_text_is_cut_into_its_lines() {
        for text in ["", "a", "a\n", "a\n\nb", "\n\n", "a\nbc\n"] {
            let expected: Vec<_> = text.as_bytes().split_inclusive(|byte| *byte == b'\n').collect();
            assert_eq!(lines(text.as_bytes()), expected, "{text:?}");
        }
    }

    fn place(cache: &Path) -> Place {
        Place::new(cache, "https://api.compshare.cn/", "cn-wlcb", "a-public-key")
    }

    fn group(at: usize, readme: Option<&str>) -> Arc<Group> {
        let version = Version {
            comp_share_image_id: ImageId::new(&format!("compshareImage-{at}")),
            author: "秋叶".into(),
            price: Some(0.35),
            status: Status::Other("Frozen".into()),
            tags: vec!["文生图".into(), "\"quoted\"".into()],
            size: 43_008,
            readme: readme.map(|text| CleanText::block(text, 10_000)),
            software_ports: vec![SoftwarePort { software: "ComfyUI".into(), port: Some(8188) }],
            ..Version::default()
        };
        Arc::new(Group {
            group_id: GroupId::new(&format!("g{at}")),
            image_name: format!("Image {at}").as_str().into(),
            image_use_time: 6.5,
            data: vec![version],
            ..Group::default()
        })
    }

    fn snapshot(groups: usize) -> Snapshot {
        let readmes = [Some("# 使用\n\n\"a\"\t\\ 👨‍👩‍👧\n"), Some(""), None];
        Snapshot { taken: 1_800_000_000, groups: (0..groups).map(|at| group(at, readmes[at % 3])).collect() }
    }

    fn problem(found: Result<Option<Snapshot>, StoreError>) -> FileProblem {
        found.unwrap_err().problem
    }

    #[test]
    fn a_catalogue_comes_back_as_it_was_on_one_thread_or_several() {
        let home = tempfile::tempdir().unwrap();
        let place = place(home.path());
        assert_eq!(load(&place), Ok(None));
        for groups in [0, 1, 99, 743] {
            save(&place, &snapshot(groups)).unwrap();
            assert_eq!(load(&place), Ok(Some(snapshot(groups))), "{groups}");
        }
    }

    #[test]
    fn a_line_is_what_the_service_would_send() {
        let home = tempfile::tempdir().unwrap();
        let place = place(home.path());
        save(&place, &snapshot(1)).unwrap();
        let text = std::fs::read_to_string(place.path()).unwrap();
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((&lines[0]["format"], &lines[0]["count"]), (&1.into(), &1.into()));
        assert_eq!(lines[0]["service"], "https://api.compshare.cn");
        assert_eq!(lines[1], serde_json::to_value(&*snapshot(1).groups[0]).unwrap());
        assert!(!text.contains("a-public-key"), "{text}");
    }

    #[test]
    fn services_accounts_and_regions_have_places_of_their_own() {
        let of = |service, region, key| Place::new(Path::new("/c"), service, region, key);
        let places = [
            of("https://api.compshare.cn", "cn-wlcb", "k"),
            of("https://api.compshare.cn:8443", "cn-wlcb", "k"),
            of("https://api.compshare.cn", "cn-sh2", "k"),
            of("https://api.compshare.cn", "cn-wlcb", "l"),
            Place::demo(Path::new("/c"), "cn-wlcb"),
        ];
        let paths: std::collections::BTreeSet<&Path> = places.iter().map(Place::path).collect();
        assert_eq!(paths.len(), places.len());
        assert_eq!(of("https://API.compshare.cn/", "cn-wlcb", "k"), places[0]);
        let odd = of("https://../../etc", "../x", "k");
        assert_eq!(odd.path().parent(), Some(Path::new("/c/catalogues")));
    }

    #[test]
    fn a_catalogue_cut_short_anywhere_is_damaged() {
        let home = tempfile::tempdir().unwrap();
        let place = place(home.path());
        let whole = encode(&place, &snapshot(5));
        for end in 0..whole.len() {
            assert_eq!(decode(&whole[..end], &place), Err(FileProblem::Damaged), "{end} of {}", whole.len());
        }
    }

    #[test]
    fn a_bit_flipped_at_every_97th_byte_is_never_taken_for_a_catalogue() {
        let home = tempfile::tempdir().unwrap();
        let place = place(home.path());
        let whole = encode(&place, &snapshot(20));
        let header = whole.iter().position(|byte| *byte == b'\n').unwrap();
        // The header whole, since it is what everything else hangs on.
        for at in (0..=header).chain((0..whole.len()).step_by(97)) {
            for bit in 0..8 {
                let mut bytes = whole.clone();
                bytes[at] ^= 1 << bit;
                let read = decode(&bytes, &place);
                let told = matches!(read, Err(FileProblem::Damaged | FileProblem::OtherFormat(_)));
                assert!(told, "bit {bit} of byte {at}: {read:?}");
            }
        }
    }

    #[test]
    fn another_version_or_another_accounts_catalogue_is_told() {
        let home = tempfile::tempdir().unwrap();
        let place = place(home.path());
        std::fs::create_dir_all(place.path().parent().unwrap()).unwrap();
        std::fs::write(place.path(), "{\"format\":2,\"else\":[]}\nbinary \u{0}").unwrap();
        assert_eq!(problem(load(&place)), FileProblem::OtherFormat(2));
        let foreign = Place::new(home.path(), "https://api.compshare.cn", "cn-wlcb", "another-key");
        std::fs::write(place.path(), encode(&foreign, &snapshot(1))).unwrap();
        assert_eq!(problem(load(&place)), FileProblem::Damaged);
    }

    #[test]
    fn two_programs_that_write_at_once_leave_one_whole_catalogue() {
        let home = tempfile::tempdir().unwrap();
        let place = place(home.path());
        thread::scope(|scope| {
            for groups in [150, 250] {
                let place = &place;
                scope.spawn(move || (0..10).for_each(|_| save(place, &snapshot(groups)).unwrap()));
            }
            for _ in 0..50 {
                let read = load(&place).unwrap();
                assert!(read.is_none_or(|read| [150, 250].contains(&read.groups.len())));
            }
        });
        assert!([150, 250].map(|groups| Ok(Some(snapshot(groups)))).contains(&load(&place)));
    }

    #[test]
    fn a_cache_that_cannot_be_written_is_told_and_the_catalogue_stays() {
        let place = place(Path::new("/dev/null/nowhere"));
        let told = save(&place, &snapshot(1)).unwrap_err();
        assert_eq!(told.what, Kept::Catalogue);
        assert!(matches!(told.problem, FileProblem::Unwritable(_)), "{told}");
    }

    #[test]
    fn only_its_owner_reads_a_catalogue() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let place = place(home.path());
        save(&place, &snapshot(1)).unwrap();
        assert_eq!(std::fs::metadata(place.path()).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn changes_are_told_apart() {
        let older = Snapshot { taken: 1, groups: vec![group(1, None), group(2, None), group(3, Some("r"))] };
        let renamed = Arc::new(Group { image_name: "new name".into(), ..(*group(2, None)).clone() });
        let used = Arc::new(Group { created_count: 99, ..(*group(3, None)).clone() });
        let newer = Snapshot { taken: 2, groups: vec![renamed.clone(), used, group(4, None)] };
        let expected =
            Changes { new: vec![group(4, None)], changed: vec![renamed], gone: vec![group(1, None)] };
        assert_eq!(newer.changes_since(&older), expected);
        assert_eq!(newer.changes_since(&newer), Changes::default());
    }
}
