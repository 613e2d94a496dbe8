//! The client against the embedded service, and against one that misbehaves.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a failed test is a panic"
)]

#[path = "../support/mod.rs"]
mod support;

mod agreeing;
mod canary;
mod decoding;
mod embedded;
mod misbehaving;
mod pictures;
mod proxies;
mod secure;
mod sync;

use compshare_tui::face::api::{Client, Credentials, Endpoint, Route};
use compshare_tui::face::catalogue::CredentialOrigin;
use compshare_tui::face::text::CleanText;

/// A private key that must never be seen anywhere.
const CANARY: &str = "canary-private-key-5f1c";

/// A variable of this process, which lives as long as the test.
fn variable(name: &str) -> Option<&'static str> {
    std::env::var(name).ok().map(|value| &*value.leak())
}

/// A client of a service somewhere, with a made-up key.
fn client_of(base_url: &str) -> Client {
    Client::new(endpoint_of(base_url)).unwrap()
}

/// A service somewhere, with a made-up key.
fn endpoint_of(base_url: &str) -> Endpoint {
    Endpoint {
        base_url: base_url.to_owned(),
        region: "cn-wlcb".to_owned(),
        zone: Some("cn-wlcb-01".to_owned()),
        project_id: Some("org-1".to_owned()),
        allow_http: true,
        route: Route::choose(base_url, variable),
        credentials: Credentials {
            public_key: "a-public-key-with-a-tail".to_owned(),
            private_key: CANARY.to_owned().into(),
            origin: CredentialOrigin {
                source: CleanText::line("a test"),
                public_tail: CleanText::line("tail"),
            },
        },
    }
}
