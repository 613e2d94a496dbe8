//! What the explorer is started with, and what it gives back.

use crate::api::Endpoint;
use crate::catalogue::{ImageId, Query};
use crate::config::{Note, Paths, Settings};

/// Where the catalogue comes from.
#[derive(Debug)]
pub(crate) enum Source {
    /// The embedded demo service.
    Demo,
    /// The service, with keys; what is odd about where they are kept.
    Service(Box<Endpoint>, Vec<Note>),
    /// No keys were found; why not, as far as is known. The explorer opens its first-run screen.
    NoCredentials(Vec<Note>),
}

/// What the explorer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Browsing.
    Browse,
    /// Choosing images; their ids are the outcome. Standard output may be a pipe.
    Pick,
}

/// Everything the explorer needs.
#[derive(Debug)]
pub(crate) struct Options {
    /// The settings.
    pub settings: Settings,
    /// The paths of themes and state.
    pub paths: Paths,
    /// Where the catalogue comes from.
    pub source: Source,
    /// The query to start with.
    pub start: Query,
    /// The list's share of the room it has with the detail, percent, where one was remembered.
    pub list_share: Option<u8>,
    /// What it is for.
    pub purpose: Purpose,
}

/// How the explorer ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// What was chosen, in order; empty after browsing or when nothing was chosen.
    pub chosen: Vec<ImageId>,
    /// The signal that ended it, if one did.
    pub signal: Option<i32>,
}
