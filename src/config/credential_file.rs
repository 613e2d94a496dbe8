//! Reads the files in which other programs keep API keys. They are checked on the opened file, not by name, so
//! that nothing can be swapped in between; and nothing of their content gets into a message.

use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::i18n::Lang;
use crate::text::{Unreadable, utf8};

use super::NoteKind;

/// Larger than any list of keys; keeps `/dev/zero` from filling the memory.
const MAX_BYTES: u64 = 1 << 20;

/// `compshare-cli`'s `config.json`.
#[derive(Deserialize, Default)]
pub(super) struct CompshareFile {
    pub(super) current_profile: Option<String>,
    language: Option<String>,
    #[serde(default)]
    pub(super) profiles: BTreeMap<String, StoredKeys>,
}

/// A pair of keys. UCloud's own tools write `public_key`, one helper script of the platform `PublicKey`.
#[derive(Deserialize, Default)]
pub(super) struct StoredKeys {
    #[serde(alias = "PublicKey")]
    pub(super) public_key: Option<String>,
    #[serde(alias = "PrivateKey")]
    pub(super) private_key: Option<String>,
}

/// An entry of `~/.ucloud/config.json`.
#[derive(Deserialize)]
pub(super) struct UcloudProfile {
    #[serde(alias = "Profile", default)]
    pub(super) profile: String,
    #[serde(alias = "Active", default)]
    pub(super) active: Option<bool>,
    #[serde(alias = "ProjectID", alias = "ProjectId")]
    pub(super) project_id: Option<String>,
}

/// An entry of `~/.ucloud/credential.json`.
#[derive(Deserialize)]
pub(super) struct UcloudCredential {
    #[serde(alias = "Profile", default)]
    pub(super) profile: String,
    #[serde(flatten)]
    pub(super) keys: StoredKeys,
    #[serde(alias = "AuthMode")]
    auth_mode: Option<String>,
}

impl UcloudCredential {
    /// Whether it holds keys to sign with; an OAuth login holds none.
    pub(super) fn signs(&self) -> bool {
        self.auth_mode.as_deref() != Some("oauth")
    }
}

/// The language `compshare-cli` was told to speak.
pub(super) fn compshare_lang(path: &Path) -> Option<Lang> {
    let file: CompshareFile = read_json(path, &mut |_| ()).ok()??;
    file.language?.parse().ok()
}

/// Reads a JSON file of keys: `Ok(None)` where there is none, `Err` where it must not or cannot be used.
/// `warn` hears of what should be put right although the file is used.
pub(super) fn read_json<T: DeserializeOwned>(
    path: &Path,
    warn: &mut dyn FnMut(NoteKind),
) -> Result<Option<T>, NoteKind> {
    let file = match open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(NoteKind::Unreadable(Unreadable::System(error.to_string()))),
    };
    let unreadable = |error: std::io::Error| NoteKind::Unreadable(Unreadable::System(error.to_string()));
    check(&file.metadata().map_err(unreadable)?, warn)?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
    let text = SecretString::from(utf8(bytes).map_err(NoteKind::Unreadable)?);
    serde_json::from_str(text.expose_secret()).map(Some).map_err(|error| NoteKind::Malformed(error.line()))
}

/// Opens without waiting: a named pipe would otherwise stop the program here.
#[cfg(unix)]
fn open(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    File::options().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> std::io::Result<File> {
    File::open(path)
}

/// A file of another user may hold planted keys: refused. One that others can read: told.
#[cfg(unix)]
fn check(metadata: &Metadata, warn: &mut dyn FnMut(NoteKind)) -> Result<(), NoteKind> {
    use std::os::unix::fs::MetadataExt;
    if !metadata.is_file() {
        return Err(NoteKind::NotAFile);
    }
    let owner = metadata.uid();
    if owner != 0 && owner != rustix::process::geteuid().as_raw() {
        return Err(NoteKind::Foreign);
    }
    let mode = metadata.mode() & 0o777;
    if mode & 0o077 != 0 {
        warn(NoteKind::Exposed(mode));
    }
    Ok(())
}

#[cfg(not(unix))]
fn check(metadata: &Metadata, _warn: &mut dyn FnMut(NoteKind)) -> Result<(), NoteKind> {
    if metadata.is_file() { Ok(()) } else { Err(NoteKind::NotAFile) }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn written(text: &str, mode: u32) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.json");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        (folder, path)
    }

    fn read(path: &Path) -> (Result<Option<CompshareFile>, NoteKind>, Vec<NoteKind>) {
        let mut warnings = Vec::new();
        let read = read_json(path, &mut |warning| warnings.push(warning));
        (read, warnings)
    }

    #[test]
    fn a_file_only_its_owner_reads_is_taken_quietly() {
        let (_folder, path) = written(r#"{"profiles":{"p":{"public_key":"k"}}}"#, 0o600);
        let (file, warnings) = read(&path);
        assert_eq!(file.unwrap().unwrap().profiles["p"].public_key.as_deref(), Some("k"));
        assert_eq!(warnings, []);
    }

    #[test]
    fn a_file_others_can_read_is_taken_with_a_warning() {
        let (_folder, path) = written("{}", 0o644);
        let (file, warnings) = read(&path);
        assert!(file.unwrap().is_some());
        assert_eq!(warnings, [NoteKind::Exposed(0o644)]);
    }

    #[test]
    fn a_symlink_is_judged_by_what_it_opens() {
        let (folder, path) = written("{}", 0o640);
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert_eq!(read(&link).1, [NoteKind::Exposed(0o640)]);
    }

    #[test]
    fn another_users_file_is_refused_even_when_it_can_be_read() {
        let (_folder, path) = written("{}", 0o644);
        let other = rustix::process::geteuid().as_raw() + 12_345;
        if std::os::unix::fs::chown(&path, Some(other), None).is_err() {
            eprintln!("skipped: only root can give a file away");
            return;
        }
        assert_eq!(read(&path).0.err(), Some(NoteKind::Foreign));
    }

    #[test]
    fn a_malformed_file_is_told_by_line_and_without_its_content() {
        let (_folder, path) = written("{\n\"profiles\": {\"p\": \"canary\"}}", 0o600);
        assert_eq!(read(&path).0.err(), Some(NoteKind::Malformed(2)));
    }

    #[test]
    fn a_folder_or_a_pipe_is_refused_and_a_missing_file_is_none() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()).0.err(), Some(NoteKind::NotAFile));
        assert!(read(&folder.path().join("none")).0.unwrap().is_none());
        assert_eq!(read(Path::new("/dev/null")).0.err(), Some(NoteKind::NotAFile));
    }
}
