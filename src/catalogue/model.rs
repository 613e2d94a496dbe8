//! Groups of image versions, as the document `DescribeCommunityImages` describes them.

use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use crate::text::CleanText;

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(CleanText);

        impl $name {
            /// Cleans and wraps an id.
            #[must_use]
            pub fn new(id: &str) -> Self {
                Self(CleanText::line(id))
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// Whether the id is safe to put into a command line: `[A-Za-z][A-Za-z0-9_-]{0,127}`, or a digit in
            /// front, since real group ids begin with one.
            #[must_use]
            pub fn is_plain(&self) -> bool {
                let id = self.as_str();
                (1..=128).contains(&id.len())
                    && !id.starts_with(['_', '-'])
                    && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id! {
    /// The id of a version group: 12 letters and digits (`0bwUeAJZW7sE`).
    GroupId
}
id! {
    /// The id an instance is created from: `compshareImage-` and 12 lower-case letters and digits.
    ImageId
}

/// Most characters of a Readme that are shown; a real one has a few thousand.
pub(crate) const README_CHARS: usize = 256 * 1024;

/// Whether an image can be used now. Groups know `Available` and `UnAvailable`, versions the rest too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Status {
    /// Online.
    Available,
    /// Not usable.
    UnAvailable,
    /// Taken down by its author.
    Offline,
    /// Waiting for the platform's review.
    Reviewing,
    /// Being built.
    Making,
    /// The answer had no status.
    #[default]
    Missing,
    /// A value the document does not know, shown as it is.
    Other(CleanText),
}

impl Status {
    /// Reads the API's word; a word it does not define is kept.
    #[must_use]
    pub fn from_api(word: &str) -> Self {
        match word {
            "Available" => Status::Available,
            "UnAvailable" => Status::UnAvailable,
            "Offline" => Status::Offline,
            "Reviewing" => Status::Reviewing,
            "Making" => Status::Making,
            "" => Status::Missing,
            other => Status::Other(CleanText::line(other)),
        }
    }

    /// The API's word.
    #[must_use]
    pub fn api_word(&self) -> &str {
        match self {
            Status::Available => "Available",
            Status::UnAvailable => "UnAvailable",
            Status::Offline => "Offline",
            Status::Reviewing => "Reviewing",
            Status::Making => "Making",
            Status::Missing => "",
            Status::Other(word) => word,
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.api_word())
    }
}

/// Who the author is to the platform (`AuthInfo`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AuthInfo {
    /// 0, an ordinary creator.
    #[default]
    Creator,
    /// 1, an official account.
    Official,
    /// 2, a certified author.
    Certified,
    /// A number the document does not know.
    Other(i64),
}

impl AuthInfo {
    /// Reads the API's number.
    #[must_use]
    pub fn from_api(number: i64) -> Self {
        match number {
            0 => AuthInfo::Creator,
            1 => AuthInfo::Official,
            2 => AuthInfo::Certified,
            other => AuthInfo::Other(other),
        }
    }

    /// The API's number.
    #[must_use]
    pub fn api_number(self) -> i64 {
        match self {
            AuthInfo::Creator => 0,
            AuthInfo::Official => 1,
            AuthInfo::Certified => 2,
            AuthInfo::Other(number) => number,
        }
    }
}

impl Serialize for AuthInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.api_number())
    }
}

/// What an image runs as (`Container`, the strings `"True"` and `"False"`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Container {
    /// A container image.
    Container,
    /// A virtual machine image.
    VirtualMachine,
    /// The answer did not say.
    #[default]
    Unknown,
}

impl Serialize for Container {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Container::Container => "True",
            Container::VirtualMachine => "False",
            Container::Unknown => "",
        })
    }
}

/// A program an image serves, and the port it listens on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SoftwarePort {
    /// The program's name.
    pub software: CleanText,
    /// Its TCP port; `None` where the answer had none or not a number.
    pub port: Option<u16>,
}

/// One image: a version of its group.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Version {
    /// The id an instance is created from.
    pub comp_share_image_id: ImageId,
    /// The image's name; versions of a group often share it.
    pub name: CleanText,
    /// The author's name.
    pub author: CleanText,
    /// The author's standing.
    pub auth_info: AuthInfo,
    /// Whether it can be used now.
    pub status: Status,
    /// CNY per hour; 0 is free, `None` where the answer had no price.
    pub price: Option<f64>,
    /// What tells versions of a group apart, such as `v0.3.66`.
    pub version_name: CleanText,
    /// What changed in this version.
    pub version_desc: CleanText,
    /// What the image is.
    pub description: CleanText,
    /// Tags.
    pub tags: Vec<CleanText>,
    /// GPU types it runs on, such as `4090`.
    pub supported_gpu_types: Vec<CleanText>,
    /// URL of its cover picture.
    pub cover: CleanText,
    /// Container or virtual machine.
    pub container: Container,
    /// Whether its software starts with the instance; `None` where the answer did not say.
    pub auto_start: Option<bool>,
    /// Created, Unix seconds; 0 is unknown.
    pub create_time: i64,
    /// Updated, Unix seconds; 0 is unknown.
    pub update_time: i64,
    /// Published, Unix seconds; 0 is unknown.
    pub pub_time: i64,
    /// Size in MB; 0 is unknown.
    pub size: u64,
    /// Markdown mixed with HTML; `None` where the answer left it out.
    pub readme: Option<CleanText>,
    /// URL of a QR code, usually the author's chat group.
    pub qr_code_url: CleanText,
    /// Software and ports.
    pub software_ports: Vec<SoftwarePort>,
}

impl Version {
    /// Roughly how many bytes it takes in memory.
    fn bytes(&self) -> usize {
        let texts = [&self.name, &self.author, &self.version_name, &self.version_desc, &self.description];
        let lists = self.tags.iter().chain(&self.supported_gpu_types).chain([&self.cover, &self.qr_code_url]);
        let ports = self.software_ports.iter().map(|port| size_of::<SoftwarePort>() + port.software.len());
        let readme = self.readme.as_ref().map_or(0, |readme| readme.len());
        let texts = texts.into_iter().chain(lists).map(|text| size_of::<CleanText>() + text.len());
        size_of::<Version>() + texts.chain(ports).sum::<usize>() + readme
    }

    /// Whether a Readme is known of it, be it an empty one.
    #[must_use]
    pub fn has_readme(&self) -> bool {
        self.readme.is_some()
    }

    /// Whether it costs nothing.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.price == Some(0.0)
    }

    /// Its price, CNY per hour; -1 where it is not known, for sorting.
    pub(super) fn known_price(&self) -> f64 {
        self.price.unwrap_or(-1.0)
    }

    /// The newest of its times that is known, Unix seconds.
    #[must_use]
    pub fn shown_time(&self) -> i64 {
        [self.pub_time, self.update_time, self.create_time].into_iter().find(|&t| t > 0).unwrap_or(0)
    }
}

/// A family of image versions.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Group {
    /// The group's id.
    pub group_id: GroupId,
    /// Its name.
    pub image_name: CleanText,
    /// Its description.
    pub image_desc: CleanText,
    /// Instances created from it.
    pub created_count: u64,
    /// How many people keep it as a favourite.
    pub favorites_count: u64,
    /// How many people recommend it.
    pub recommend_count: u64,
    /// Hours it was used, as a public client observed.
    pub image_use_time: f64,
    /// Whether it is a favourite of the key's owner.
    pub is_favorite: bool,
    /// `Available` when at least one version is online.
    pub status: Status,
    /// Its versions, in the service's order.
    pub data: Vec<Version>,
}

impl Group {
    /// Roughly how many bytes it takes in memory.
    #[must_use]
    pub(crate) fn bytes(&self) -> usize {
        let own = size_of::<Group>() + self.image_name.len() + self.image_desc.len();
        own + self.data.iter().map(Version::bytes).sum::<usize>()
    }

    /// Whether it says something else than an older state of it. The counts of its use, whether it is somebody's
    /// favourite, and a Readme that either of them leaves out, are nothing it says.
    #[must_use]
    pub(crate) fn says_otherwise_than(&self, older: &Group) -> bool {
        let about =
            |group: &Group| (group.image_name.clone(), group.image_desc.clone(), group.status.clone());
        let differs = |(own, older): (&Version, &Version)| {
            let readme = own.readme.as_ref().and(older.readme.as_ref());
            *own != Version { readme: readme.or(own.readme.as_ref()).cloned(), ..older.clone() }
        };
        about(self) != about(older)
            || self.data.len() != older.data.len()
            || self.data.iter().zip(&older.data).any(differs)
    }

    /// The group with Readmes of another state of it, for versions that have none here and were not updated since.
    #[must_use]
    pub(crate) fn with_readmes_of(self: &Arc<Self>, other: &Group) -> Arc<Group> {
        let mut group = Arc::clone(self);
        for (at, version) in self.data.iter().enumerate().filter(|(_, version)| !version.has_readme()) {
            let same = |known: &&Version| {
                known.comp_share_image_id == version.comp_share_image_id
                    && known.update_time == version.update_time
            };
            if let Some(known) = other.data.iter().find(same).filter(|known| known.has_readme()) {
                Arc::make_mut(&mut group).data[at].readme.clone_from(&known.readme);
            }
        }
        group
    }

    /// The version that is shown first: the newest one online, or the newest when none is.
    #[must_use]
    pub fn lead(&self) -> Option<&Version> {
        // The last maximum wins, so reversed: of equals, the service's first.
        self.data.iter().rev().max_by_key(|v| (v.status == Status::Available, v.shown_time()))
    }

    /// A version by its id.
    #[must_use]
    pub fn version(&self, id: &ImageId) -> Option<&Version> {
        self.data.iter().find(|v| v.comp_share_image_id == *id)
    }

    /// The group's name, or its first version's where the group has none.
    #[must_use]
    pub fn title(&self) -> &CleanText {
        match self.lead() {
            Some(lead) if self.image_name.is_empty() => &lead.name,
            Some(_) | None => &self.image_name,
        }
    }
}

/// Which part of an answer is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// How many groups to skip.
    pub offset: usize,
    /// How many to return, 1 to 100.
    pub limit: usize,
}

/// One page of an answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The page's groups.
    pub groups: Vec<Arc<Group>>,
    /// `TotalCount`: what matches. No source says whether it counts groups or versions.
    pub total_count: Option<u64>,
    /// `AvailableTotalCount`: what matches and is published.
    pub available_total_count: Option<u64>,
    /// How many items could not be read and were left out.
    pub skipped: usize,
}

impl Page {
    /// How many items the service sent, readable or not: less than asked for means that the list ends here.
    #[must_use]
    pub fn received(&self) -> usize {
        self.groups.len() + self.skipped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(id: &str, status: Status, pub_time: i64) -> Version {
        Version { comp_share_image_id: ImageId::new(id), status, pub_time, ..Version::default() }
    }

    #[test]
    fn the_lead_is_the_newest_online() {
        let group = Group {
            data: vec![
                version("old", Status::Available, 1),
                version("new", Status::Available, 2),
                version("newer", Status::Reviewing, 3),
            ],
            ..Group::default()
        };
        assert_eq!(group.lead().unwrap().comp_share_image_id.as_str(), "new");
        assert_eq!(Group::default().lead(), None);
    }

    #[test]
    fn a_group_without_a_name_wears_its_first_versions() {
        let lead = Version { name: CleanText::line("lead"), ..version("a", Status::Available, 1) };
        let nameless = Group { data: vec![lead], ..Group::default() };
        assert_eq!(nameless.title().as_str(), "lead");
        let named = Group { image_name: CleanText::line("group"), ..nameless };
        assert_eq!(named.title().as_str(), "group");
    }

    #[test]
    fn a_version_is_found_by_its_id() {
        let group = Group {
            data: vec![version("a", Status::Available, 1), version("b", Status::Making, 2)],
            ..Group::default()
        };
        assert_eq!(group.version(&ImageId::new("b")), group.data.last());
        assert_eq!(group.version(&ImageId::new("c")), None);
    }

    #[test]
    fn what_the_api_said_is_what_it_is_told() {
        for word in ["Available", "UnAvailable", "Offline", "Reviewing", "Making", "", "Frozen"] {
            assert_eq!(Status::from_api(word).api_word(), word);
        }
        for number in [0, 1, 2, 7] {
            assert_eq!(AuthInfo::from_api(number).api_number(), number);
        }
    }

    #[test]
    fn only_plain_ids_may_be_copied() {
        assert!(ImageId::new("compshareImage-1pl06yxr5lvm").is_plain());
        for odd in ["", "-x", "a b", "a;rm", "a\u{1b}b", "图"] {
            assert!(!ImageId::new(odd).is_plain(), "{odd:?}");
        }
    }

    #[test]
    fn serialising_gives_the_apis_names() {
        let json = serde_json::to_value(version("x", Status::Available, 1)).unwrap();
        for name in
            ["CompShareImageId", "AuthInfo", "VersionName", "SupportedGpuTypes", "QrCodeUrl", "SoftwarePorts"]
        {
            assert!(json.get(name).is_some(), "{name}");
        }
    }

    fn group(data: Vec<Version>) -> Arc<Group> {
        Arc::new(Group { image_name: "n".into(), data, ..Group::default() })
    }

    fn with_readme(readme: Option<&str>, update_time: i64) -> Version {
        let readme = readme.map(|text| CleanText::block(text, 99));
        Version { readme, update_time, ..version("a", Status::Available, 1) }
    }

    #[test]
    fn use_favourites_and_readmes_left_out_are_no_change() {
        let older = group(vec![with_readme(Some("r"), 1)]);
        let used = Group { created_count: 9, is_favorite: true, image_use_time: 1.5, ..(*older).clone() };
        assert!(!used.says_otherwise_than(&older));
        let left_out = group(vec![with_readme(None, 1)]);
        assert!(!left_out.says_otherwise_than(&older) && !older.says_otherwise_than(&left_out));
        for other in [
            Group { image_name: "other".into(), ..(*older).clone() },
            Group { data: vec![], ..(*older).clone() },
            (*group(vec![with_readme(Some("other"), 1)])).clone(),
            (*group(vec![Version { price: Some(1.0), ..with_readme(Some("r"), 1) }])).clone(),
        ] {
            assert!(other.says_otherwise_than(&older), "{other:?}");
        }
    }

    #[test]
    fn a_readme_left_out_is_taken_from_before_unless_the_version_was_updated() {
        let older = group(vec![with_readme(Some("r"), 1)]);
        let readme = |group: Arc<Group>| group.data[0].readme.as_deref().map(str::to_owned);
        assert_eq!(readme(group(vec![with_readme(None, 1)]).with_readmes_of(&older)).as_deref(), Some("r"));
        assert_eq!(readme(group(vec![with_readme(None, 2)]).with_readmes_of(&older)), None);
        let own = group(vec![with_readme(Some("new"), 1)]).with_readmes_of(&older);
        assert_eq!(readme(own).as_deref(), Some("new"));
    }
}
