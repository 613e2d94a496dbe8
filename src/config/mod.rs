//! Settings, credentials, and where each came from.
//!
//! Everything the process could tell us about its surroundings is one value, [`Environment`], taken once in
//! `main`: this room reads files, never the process, so its tests need no special process. Flags beat the
//! environment, the environment beats `config.toml`, and that beats the defaults ([`load()`]). API keys are found
//! where other programs keep them ([`find_credentials`]) and never written.

mod credential_file;
mod credentials;
mod default_file;
mod environment;
mod error;
mod file;
mod layer;
mod load;
mod paths;
mod pictures;
mod setting;

pub(crate) use credentials::{Note, NoteKind, find_credentials, profile_names};
pub(crate) use default_file::default_file;
pub use environment::Environment;
pub(crate) use error::{ConfigError, Expected, Place, Problem};
pub(crate) use file::Rebinding;
pub(crate) use layer::{ColorChoice, Flags, Layer, SyncAfter};
pub(crate) use load::{Loaded, Origin, Settings, early_lang, load, mistakes};
pub(crate) use paths::Paths;
pub(crate) use pictures::{PicturesChoice, PicturesFrom};
pub(crate) use setting::Setting;
