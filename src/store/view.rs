//! The filters and pane sizes of the last session, as `view.json` in the state folder.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::catalogue::Query;
use crate::text::{Unreadable, utf8};

use super::query::StoredQuery;
use super::{FileProblem, Kept, StoreError, Writer};

const FILE: &str = "view.json";
/// Raised when the format changes in a way an older program would misread.
const FORMAT: u32 = 1;

/// What stands in the file; names a reader of the file understands, values the API's own.
#[derive(Serialize, Deserialize)]
struct Stored {
    format: u32,
    #[serde(default)]
    list_share: Option<u8>,
    #[serde(flatten)]
    query: StoredQuery,
}

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastView {
    /// Filters and order.
    pub query: Query,
    /// The list's share of the room it has with the detail, percent; `None` where a file does not say.
    pub list_share: Option<u8>,
}

/// Has a view remembered in the state folder.
pub(crate) fn remember(writer: &Writer, folder: &Path, view: &LastView) {
    writer.put(folder.join(FILE), encode(view));
}

fn encode(view: &LastView) -> Vec<u8> {
    let stored = Stored { format: FORMAT, list_share: view.list_share, query: (&view.query).into() };
    // Texts, switches and numbers always have a form in JSON.
    serde_json::to_vec_pretty(&stored).unwrap_or_default()
}

/// What is remembered in the state folder, if anything.
///
/// # Errors
/// The file cannot be used.
pub fn recall(folder: &Path) -> Result<Option<LastView>, StoreError> {
    let path = folder.join(FILE);
    let text = match std::fs::read(&path) {
        Ok(bytes) => utf8(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => Err(Unreadable::System(error.to_string())),
    };
    let view = text.map_err(FileProblem::Unreadable).and_then(|text| read(&text));
    view.map(Some).map_err(|problem| StoreError { path, what: Kept::View, problem })
}

fn read(text: &str) -> Result<LastView, FileProblem> {
    /// The format is read first: another version's file may have nothing else in common with ours.
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let Format { format } = serde_json::from_str(text).map_err(|_| FileProblem::Damaged)?;
    if format != FORMAT {
        return Err(FileProblem::OtherFormat(format));
    }
    let stored: Stored = serde_json::from_str(text).map_err(|_| FileProblem::Damaged)?;
    let list_share = stored.list_share.map(|share| share.clamp(20, 80));
    Ok(LastView { query: (&stored.query).into(), list_share })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{SortField, SortOrder, Toggle, Toggles, parse_search};

    fn view() -> LastView {
        let query = Query {
            tags: vec!["ComfyUI".into(), "图像生成".into()],
            toggles: Toggles::of(&[Toggle::Free]),
            sort: SortOrder { field: SortField::ImageUseTime, ascending: true },
            ..parse_search("author:\"秋 叶\" flux")
        };
        LastView { query, list_share: Some(60) }
    }

    fn written(folder: &Path) {
        let writer = Writer::new(|error| panic!("{error}"));
        remember(&writer, folder, &view());
        assert!(writer.finish());
    }

    #[test]
    fn a_view_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(recall(folder.path()), Ok(None));
        written(folder.path());
        assert_eq!(recall(folder.path()), Ok(Some(view())));
    }

    #[test]
    fn a_mark_is_skipped_and_utf16_is_told() {
        let folder = tempfile::tempdir().unwrap();
        written(folder.path());
        let path = folder.path().join(FILE);
        let marked = ["\u{FEFF}".as_bytes(), &std::fs::read(&path).unwrap()].concat();
        std::fs::write(&path, marked).unwrap();
        assert_eq!(recall(folder.path()), Ok(Some(view())));
        std::fs::write(&path, b"\xFF\xFE{\0").unwrap();
        assert_eq!(recall(folder.path()).unwrap_err().problem, FileProblem::Unreadable(Unreadable::Utf16));
    }

    #[test]
    fn a_file_cut_short_is_damaged_and_never_a_panic() {
        let folder = tempfile::tempdir().unwrap();
        written(folder.path());
        let whole = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
        for end in whole.char_indices().map(|(at, _)| at) {
            assert_eq!(read(&whole[..end]), Err(FileProblem::Damaged), "{end}");
        }
    }

    #[test]
    fn another_format_is_told_apart_from_damage_and_missing_fields_are_none() {
        assert_eq!(read(r#"{"format":2,"search":["new"]}"#), Err(FileProblem::OtherFormat(2)));
        assert_eq!(
            read(r#"{"format":1,"future":true}"#),
            Ok(LastView { query: Query::default(), list_share: None })
        );
    }

    #[test]
    fn an_absurd_share_is_brought_into_bounds() {
        assert_eq!(read(r#"{"format":1,"list_share":250}"#).unwrap().list_share, Some(80));
    }
}
