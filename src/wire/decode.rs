//! Answers to the domain: every field of the document `DescribeCommunityImages`, none required.
//!
//! Tolerant on purpose, since the service's answers differ from its document: a field that is missing, `null` or of
//! another type is unknown; an item that cannot be told from others (no object, no id) is skipped and counted, and
//! its neighbours are kept. All text passes the sanitiser here and nowhere later.

use std::sync::Arc;

use crate::catalogue::{
    AuthInfo, Container, Fault, FaultKind, Group, GroupId, ImageId, Page, README_CHARS, SoftwarePort, Status,
    TagCategory, TagIndex, Version,
};
use crate::text::{BLOCK_CHARS, CleanText};

use super::fields::{Field, Fields, GROUPS};
pub use super::words::Words;

/// The last second of the year 9999, after which no date is believable.
const LAST_SECOND: i64 = 253_402_300_799;
/// The largest believable image, in MB: 100 TB.
const LARGEST_MB: u64 = 100 * 1_024 * 1_024;
/// The dearest believable price, in CNY per hour.
const DEAREST: f64 = 100_000.0;

/// Reads an answer of `DescribeCommunityImages` that came with HTTP status 200.
///
/// # Errors
/// The service's own error ([`FaultKind::Service`]), an answer that ended too early, or one that is not the API's.
pub fn page(json: &str) -> Result<Page, Fault> {
    let mut answer = answer(json)?;
    let items = answer.take("CompshareImageGroup");
    let mut page = Page {
        groups: Vec::with_capacity(items.len()),
        total_count: answer.get("TotalCount").count(),
        available_total_count: answer.get("AvailableTotalCount").count(),
        skipped: 0,
    };
    let mut words = Words::default();
    for item in items {
        match item.and_then(|fields| group(fields, &mut words, &mut page.skipped)) {
            Some(mut group) => {
                // Lists leave Readmes out in both ways: an empty one says nothing.
                for version in &mut group.data {
                    version.readme.take_if(|readme| readme.is_empty());
                }
                page.groups.push(Arc::new(group));
            }
            None => page.skipped += 1,
        }
    }
    Ok(page)
}

/// Reads one group by itself, as it is kept on disk: there, an empty Readme is known to be empty. Groups read with the
/// same `words` share theirs.
#[must_use]
pub fn kept_group(json: &str, words: &mut Words) -> Option<Group> {
    group(Fields::read_at(json, GROUPS).ok()?, words, &mut 0)
}

/// Reads an answer of `DescribeCompShareImageTags`.
///
/// # Errors
/// Those of [`page`].
pub fn tags(json: &str) -> Result<TagIndex, Fault> {
    let answer = answer(json)?;
    let mut categories: Vec<TagCategory> = Vec::new();
    let mut words = Words::default();
    if let Some(map) = answer.get("TagsMap").fields() {
        let order = words.lines(answer.get("TagIndex"));
        let category = |(name, tags): (&str, _)| TagCategory { name: name.into(), tags: words.lines(tags) };
        categories = map.iter().map(category).collect();
        categories.sort_by_key(|c| order.iter().position(|name| *name == c.name).unwrap_or(order.len()));
    }
    let mut others = words.lines(answer.get("Tags"));
    others.retain(|tag| !categories.iter().any(|category| category.tags.contains(tag)));
    categories.push(TagCategory { name: CleanText::default(), tags: others });
    categories.retain(|category| !category.tags.is_empty());
    Ok(TagIndex { categories })
}

/// What an answer with an error status says about itself: its `Message`, or nothing where it is not the API's.
#[must_use]
pub fn message(json: &str) -> CleanText {
    Fields::read(json).map(|answer| line(answer.get("Message"))).unwrap_or_default()
}

/// An answer's fields, once it is known to be a success.
fn answer(json: &str) -> Result<Fields<'_>, Fault> {
    let answer = Fields::read(json).map_err(|error| {
        Fault::new(if broke_off(json, &error) { FaultKind::Incomplete } else { FaultKind::NotTheApi(200) })
    })?;
    match answer.get("RetCode").integer() {
        Some(0) => Ok(answer),
        Some(code) => {
            Err(Fault { detail: line(answer.get("Message")), ..Fault::new(FaultKind::Service(code)) })
        }
        None => Err(Fault::new(FaultKind::NotTheApi(200))),
    }
}

/// Whether the text was good as far as it goes. An end within a number (`0.`) is no end of file to serde_json, but the
/// error stands at the end.
fn broke_off(json: &str, error: &serde_json::Error) -> bool {
    let last_line = json.rsplit('\n').next().unwrap_or_default();
    let lines = json.matches('\n').count() + 1;
    let at_the_end = error.line() == lines && error.column() >= last_line.len();
    error.is_eof() || (error.is_syntax() && at_the_end)
}

/// A group; `None` when it has nothing to select it by. Adds versions that were skipped to `skipped`.
fn group(mut fields: Fields<'_>, words: &mut Words, skipped: &mut usize) -> Option<Group> {
    let versions = fields.take("Data");
    let told = versions.len();
    let data: Vec<Version> = versions.into_iter().filter_map(|item| version(item?, words)).collect();
    // A group that lost its id can still be told apart, and its images used, by its first image's.
    let mut group_id = GroupId::new(&fields.get("GroupId").text());
    if group_id.as_str().is_empty() {
        group_id = GroupId::new(data.first()?.comp_share_image_id.as_str());
    }
    *skipped += told - data.len();
    Some(Group {
        group_id,
        image_name: line(fields.get("ImageName")),
        image_desc: block(fields.get("ImageDesc")),
        created_count: fields.get("CreatedCount").count().unwrap_or_default(),
        favorites_count: fields.get("FavoritesCount").count().unwrap_or_default(),
        recommend_count: fields.get("RecommendCount").count().unwrap_or_default(),
        image_use_time: fields.get("ImageUseTime").number().unwrap_or_default(),
        is_favorite: fields.get("IsFavorite").flag().unwrap_or_default(),
        status: status(fields.get("Status")),
        data,
    })
}

/// A version; `None` when it has no id to use it by.
fn version(mut fields: Fields<'_>, words: &mut Words) -> Option<Version> {
    let comp_share_image_id = ImageId::new(&fields.get("CompShareImageId").text());
    if comp_share_image_id.as_str().is_empty() {
        return None;
    }
    let ports = fields.take("SoftwarePorts");
    Some(Version {
        comp_share_image_id,
        name: line(fields.get("Name")),
        author: words.line(fields.get("Author")),
        auth_info: AuthInfo::from_api(fields.get("AuthInfo").integer().unwrap_or_default()),
        status: status(fields.get("Status")),
        price: price(fields.get("Price")),
        version_name: words.line(fields.get("VersionName")),
        version_desc: block(fields.get("VersionDesc")),
        description: block(fields.get("Description")),
        tags: words.lines(fields.get("Tags")),
        supported_gpu_types: words.lines(fields.get("SupportedGpuTypes")),
        cover: line(fields.get("Cover")),
        container: match fields.get("Container").flag() {
            Some(true) => Container::Container,
            Some(false) => Container::VirtualMachine,
            None => Container::Unknown,
        },
        auto_start: fields.get("AutoStart").flag(),
        create_time: time(fields.get("CreateTime")),
        update_time: time(fields.get("UpdateTime")),
        pub_time: time(fields.get("PubTime")),
        size: fields.get("Size").count().filter(|size| *size <= LARGEST_MB).unwrap_or_default(),
        readme: readme(fields.get("Readme")),
        qr_code_url: words.line(fields.get("QrCodeUrl")),
        software_ports: ports.into_iter().filter_map(|item| port(&item?, words)).collect(),
    })
}

/// A port; `None` when it names neither software nor a port.
fn port(fields: &Fields<'_>, words: &mut Words) -> Option<SoftwarePort> {
    let software = words.line(fields.get("Software"));
    let port = fields.get("Port").integer().and_then(|port| port.try_into().ok());
    (!software.is_empty() || port.is_some()).then_some(SoftwarePort { software, port })
}

fn line(field: Field<'_>) -> CleanText {
    field.with_text(CleanText::line)
}

fn block(field: Field<'_>) -> CleanText {
    field.with_text(|text| CleanText::block(text, BLOCK_CHARS))
}

fn status(field: Field<'_>) -> Status {
    Status::from_api(&line(field))
}

/// CNY per hour; `None` where nobody can mean it.
fn price(field: Field<'_>) -> Option<f64> {
    // Adding 0 makes -0 a 0.
    field.number().filter(|price| (0.0..=DEAREST).contains(price)).map(|price| price + 0.0)
}

/// Unix seconds, also where the service gave milliseconds or microseconds; 0 for a date nobody can mean.
fn time(field: Field<'_>) -> i64 {
    let Some(given) = field.integer() else { return 0 };
    let units = [1, 1_000, 1_000_000].map(|unit| given / unit);
    units.into_iter().find(|seconds| (0..=LAST_SECOND).contains(seconds)).unwrap_or_default()
}

/// A Readme of nothing but spaces is empty; one that is no text was left out.
fn readme(field: Field<'_>) -> Option<CleanText> {
    // One more than is shown, so that whoever shows it sees that there is more.
    let text = field.with_text(|text| CleanText::block(text, README_CHARS + 1));
    if text.trim().is_empty() { field.string().map(|_| CleanText::default()) } else { Some(text) }
}
