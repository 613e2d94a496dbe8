//! What travels: request parameters with their signature, and answers made safe and turned into the domain. Pure.
//!
//! The client, the embedded service and what is kept on disk all read and write the service's own words here.
//!
//! - [`params`] — what a query looks like as request parameters, and their signature
//! - [`decode`] — tolerant JSON to groups, versions and tags

pub mod decode;
mod fields;
pub mod params;
mod words;

/// Most groups one request may ask for; a larger `Limit` is refused by the service.
pub(crate) const MAX_LIMIT: usize = 100;
