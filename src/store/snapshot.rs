//! The whole catalogue as it was fetched last, one file for each service, account and region in the cache folder.
//!
//! The first line is a header, every other a group as the service would send it, so `head`, `grep` and `jq` read the
//! file, and the wire's decoder does. The header's checksum covers itself and the rest: what is cut short, altered or
//! of another version is never taken for a catalogue.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use serde::{Deserialize, Serialize};
use sha1::{Digest, Sha1};

use crate::catalogue::{Group, GroupId};
use crate::text::Unreadable;
use crate::wire::decode;

use super::file::replace;
use super::{FileProblem, Kept, StoreError};

/// Raised when the format changes in a way an older program would misread.
const FORMAT: u32 = 1;
/// Fewer groups than this are read by one thread: starting another costs more than it saves.
const GROUPS_A_THREAD: usize = 100;

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
        Place {
            path: cache.join("catalogues").join(name),
            service,
            region: region.to_owned(),
            account,
        }
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
    read.map(Some).map_err(|problem| StoreError {
        path: place.path.clone(),
        what: Kept::Catalogue,
        problem,
    })
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
    let is_ours = (&header.service, &header.region, &header.account)
        == (&place.service, &place.region, &place.account);
    if !is_ours || header.checksum(rest) != header.crc32 {
        return Err(FileProblem::Damaged);
    }
    let text = str::from_utf8(rest).map_err(|_| FileProblem::Damaged)?;
    let groups = groups(text, header.count).ok_or(FileProblem::Damaged)?;
    Ok(Snapshot { taken: header.taken, groups })
}

/// Reads `count` groups, a line each, on as many threads as that is worth; `None` when there are more or fewer.
fn groups(text: &str, count: usize) -> Option<Vec<Arc<Group>>> {
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() != count {
        return None;
    }
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = lines.len().div_ceil(cores).max(GROUPS_A_THREAD);
    let read = |lines: &[&str]| -> Option<Vec<Arc<Group>>> {
        lines.iter().map(|line| decode::kept_group(line).map(Arc::new)).collect()
    };
    let mut shares = lines.chunks(share);
    let own = shares.next().unwrap_or_default();
    thread::scope(|scope| {
        let others: Vec<_> = shares.map(|lines| scope.spawn(move || read(lines))).collect();
        let mut groups = read(own)?;
        for other in others {
            groups.append(&mut other.join().ok()??);
        }
        Some(groups)
    })
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
