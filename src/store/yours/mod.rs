//! What is the reader's own, as JSON lines in the data folder, to be read and edited by hand: `bookmarks.jsonl`,
//! `filters.jsonl` and `history.jsonl`.
//!
//! A change is made to what the file says at that moment, under a lock, and the file replaced: two programs lose nothing to
//! each other. A line that cannot be understood costs itself and is told; it stays in the file, so that it can be mended.

mod lines;

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::catalogue::{Change, Yours};
use crate::text::{Unreadable, utf8};

use super::file::{make_folder, replace};
use super::{FileProblem, Kept, StoreError};
use lines::Lines;

/// Held by whoever changes a file.
const LOCK: &str = ".lock";

const FILES: [(Kept, &str); 3] = [
    (Kept::Bookmarks, "bookmarks.jsonl"),
    (Kept::Filters, "filters.jsonl"),
    (Kept::History, "history.jsonl"),
];

/// What is kept in the data folder, and what is the matter with its files.
#[must_use]
pub fn load(folder: &Path) -> (Yours, Vec<StoreError>) {
    let (mut yours, mut troubles) = (Yours::default(), Vec::new());
    for (what, name) in FILES {
        let path = folder.join(name);
        match read(&path) {
            Ok(lines) => {
                lines.say(&mut yours);
                let damaged = lines.damaged();
                if !damaged.is_empty() {
                    troubles.push(StoreError { path, what, problem: FileProblem::DamagedLines(damaged) });
                }
            }
            Err(problem) => troubles.push(StoreError { path, what, problem }),
        }
    }
    (yours, troubles)
}

/// Makes a change to what is kept in the data folder.
///
/// # Errors
/// The file can be neither read nor written; it stays as it is.
pub fn amend(folder: &Path, change: &Change) -> Result<(), StoreError> {
    let what = kind_of(change);
    let path =
        FILES.iter().find(|(kept, _)| *kept == what).map_or(PathBuf::new(), |(_, name)| folder.join(name));
    let amended = amend_file(folder, &path, change);
    amended.map_err(|problem| StoreError { path, what, problem })
}

fn amend_file(folder: &Path, path: &Path, change: &Change) -> Result<(), FileProblem> {
    let unwritable = |error: io::Error| FileProblem::Unwritable(error.to_string());
    make_folder(folder).map_err(unwritable)?;
    let mut lock = fd_lock::RwLock::new(open_lock(folder).map_err(unwritable)?);
    // Where a file system has no locks, two programs at the same moment are left to chance.
    let _held = lock.write().ok();
    let lines = read(path)?;
    let mut before = Yours::default();
    lines.say(&mut before);
    let mut after = before.clone();
    after.apply(change);
    if after == before { Ok(()) } else { replace(path, lines.saying(&after).as_bytes()).map_err(unwritable) }
}

fn open_lock(folder: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(folder.join(LOCK))
}

fn read(path: &Path) -> Result<Lines, FileProblem> {
    match std::fs::read(path) {
        Ok(bytes) => utf8(bytes).map(|text| Lines::read(&text)).map_err(FileProblem::Unreadable),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Lines::default()),
        Err(error) => Err(FileProblem::Unreadable(Unreadable::System(error.to_string()))),
    }
}

/// Which file a change is about.
pub(super) fn kind_of(change: &Change) -> Kept {
    match change {
        Change::Bookmark(_) | Change::Unbookmark(_) => Kept::Bookmarks,
        Change::SaveFilter(_) | Change::DropFilter(_) => Kept::Filters,
        Change::Searched(_) | Change::Viewed(_) | Change::Visited(_) => Kept::History,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{
        Bookmark, GroupId, ImageId, NamedFilter, Query, SortField, SortOrder, Toggle, Toggles, Viewed,
        parse_search,
    };
    use crate::i18n::Lang;

    fn bookmark(group: &str, note: &str) -> Change {
        let group = GroupId::new(group);
        Change::Bookmark(Bookmark {
            group,
            name: "ComfyUI 整合".into(),
            note: note.into(),
            added: 1_800_000_000,
        })
    }

    fn filter() -> NamedFilter {
        let query = Query {
            tags: vec!["视频".into()],
            toggles: Toggles::of(&[Toggle::Free]),
            sort: SortOrder { field: SortField::Price, ascending: true },
            ..parse_search("gpu:4090 \"just so\" -forge")
        };
        NamedFilter { name: "cheap \"video\"".into(), query }
    }

    fn viewed(image: &str) -> Change {
        let image = ImageId::new(image);
        Change::Viewed(Viewed { image, group: GroupId::new("g"), name: "n".into(), at: 1_800_000_000 })
    }

    fn text(folder: &Path, name: &str) -> String {
        std::fs::read_to_string(folder.join(name)).unwrap()
    }

    #[test]
    fn what_was_changed_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let folder = &folder.path().join("data");
        assert_eq!(load(folder), (Yours::default(), vec![]));
        let changes = [
            bookmark("a", "runs on a 4090"),
            bookmark("b", ""),
            Change::SaveFilter(filter()),
            Change::Searched("文生图".into()),
            Change::Searched("flux".into()),
            viewed("i1"),
            Change::Searched("文生图".into()),
            Change::Visited(1_800_000_000),
            Change::Unbookmark(GroupId::new("b")),
        ];
        let mut expected = Yours::default();
        for change in &changes {
            amend(folder, change).unwrap();
            expected.apply(change);
            assert_eq!(load(folder), (expected.clone(), vec![]), "{change:?}");
        }
        assert_eq!(
            text(folder, "bookmarks.jsonl"),
            "{\"bookmark\":\"a\",\"name\":\"ComfyUI 整合\",\"note\":\"runs on a 4090\",\"added\":1800000000}\n"
        );
        assert!(text(folder, "filters.jsonl").starts_with("{\"filter\":\"cheap \\\"video\\\"\",\"search\":"));
        assert_eq!(text(folder, "history.jsonl").lines().next(), Some("{\"searched\":\"flux\"}"));
    }

    #[test]
    fn a_damaged_line_costs_itself_is_told_and_stays_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let by_hand = "# my images\n{\"bookmark\":\"a\"}\n{\"bookmark\":\"b\", \"note\": \"cut\n\n{ \"bookmark\" : \"c\", \"note\":\"mine\" }";
        std::fs::write(folder.join("bookmarks.jsonl"), by_hand).unwrap();
        let (yours, troubles) = load(folder);
        let groups: Vec<&str> = yours.bookmarks.iter().map(|bookmark| bookmark.group.as_str()).collect();
        assert_eq!(groups, ["a", "c"]);
        assert_eq!(troubles.len(), 1);
        assert_eq!(troubles[0].problem, FileProblem::DamagedLines(vec![3]));
        let told = troubles[0].sentence(Lang::En);
        assert!(told.ends_with("bookmarks.jsonl, line 3, cannot be understood and is left out."), "{told}");
        amend(folder, &bookmark("a", "")).unwrap();
        amend(folder, &bookmark("d", "")).unwrap();
        amend(folder, &Change::Unbookmark(GroupId::new("a"))).unwrap();
        let lines = text(folder, "bookmarks.jsonl");
        let lines: Vec<&str> = lines.lines().collect();
        assert_eq!(lines[..2], ["# my images", "{\"bookmark\":\"b\", \"note\": \"cut"]);
        assert_eq!(
            lines[2..4],
            ["", "{ \"bookmark\" : \"c\", \"note\":\"mine\" }"],
            "untouched, as it was written"
        );
        assert!(lines[4].starts_with("{\"bookmark\":\"d\"") && lines.len() == 5, "{lines:?}");
    }

    #[test]
    fn text_in_a_file_is_as_harmless_as_text_of_the_service() {
        let folder = tempfile::tempdir().unwrap();
        let hostile = "{\"bookmark\":\"a\\u001b[31m\",\"note\":\"\\u202e\\u001b]52;c;x\\u0007\"}\n";
        std::fs::write(folder.path().join("bookmarks.jsonl"), hostile).unwrap();
        let bookmark = &load(folder.path()).0.bookmarks[0];
        assert_eq!(
            (bookmark.group.as_str(), &*bookmark.note),
            ("a\u{FFFD}[31m", "\u{FFFD}\u{FFFD}]52;c;x\u{FFFD}")
        );
    }

    #[test]
    fn two_programs_that_change_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for program in ["a", "b", "c"] {
                let folder = folder.path();
                scope.spawn(move || {
                    for at in 0..20 {
                        amend(folder, &bookmark(&format!("{program}{at}"), "")).unwrap();
                        amend(folder, &viewed(&format!("{program}{at}"))).unwrap();
                    }
                });
            }
        });
        let (yours, troubles) = load(folder.path());
        assert_eq!((yours.bookmarks.len(), yours.viewed.len(), troubles), (60, 60, vec![]));
    }

    #[test]
    fn a_change_that_changes_nothing_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        amend(folder.path(), &Change::Unbookmark(GroupId::new("a"))).unwrap();
        assert!(!folder.path().join("bookmarks.jsonl").exists());
    }

    #[test]
    fn files_that_cannot_be_read_or_written_are_told_and_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bookmarks.jsonl");
        std::fs::write(&path, b"{\"bookmark\":\"\xff\"}\n").unwrap();
        let told = amend(folder.path(), &bookmark("a", "")).unwrap_err();
        assert!(matches!(told.problem, FileProblem::Unreadable(_)), "{told}");
        assert_eq!(std::fs::read(&path).unwrap(), b"{\"bookmark\":\"\xff\"}\n");
        assert_eq!(load(folder.path()).1, [told]);
        let told = amend(Path::new("/dev/null/nowhere"), &bookmark("a", "")).unwrap_err();
        assert_eq!(told.what, Kept::Bookmarks);
        assert!(matches!(told.problem, FileProblem::Unwritable(_)), "{told}");
    }

    #[test]
    fn only_their_owner_reads_the_files() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("data");
        amend(&folder, &bookmark("a", "")).unwrap();
        let mode = |name| std::fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!([mode("."), mode("bookmarks.jsonl"), mode(LOCK)], [0o700, 0o600, 0o600]);
    }
}
