//! From settings and keys to a service that can be asked.

use crate::api::Endpoint;
use crate::config::{Environment, Loaded, Note, find_keys};

/// What the search for keys led to.
#[derive(Debug)]
pub(super) enum Found {
    /// A service with keys, and what was odd about their files.
    Endpoint(Box<Endpoint>, Vec<Note>),
    /// No complete pair of keys.
    NoKeys(Vec<Note>),
}

/// Looks for keys and makes the endpoint that settings and keys describe.
pub(super) fn find(loaded: &Loaded, environment: &Environment) -> Found {
    let settings = &loaded.settings;
    let keys = find_keys(settings.profile.as_deref(), &loaded.paths, environment);
    match keys.credentials {
        None => Found::NoKeys(keys.notes),
        Some(credentials) => {
            let endpoint = Endpoint {
                base_url: settings.base_url.clone(),
                region: settings.region.clone(),
                zone: settings.zone.clone(),
                project_id: settings.project_id.clone().or(keys.project_id),
                allow_http: settings.allow_http,
                credentials,
            };
            Found::Endpoint(Box::new(endpoint), keys.notes)
        }
    }
}
