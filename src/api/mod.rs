//! The client: signed requests to CompShare's API over the network, with retries and limits.
//!
//! Promises: the private key signs and goes nowhere else; requests go to the configured service only, encrypted
//! unless it is this machine; a failure is a [`Fault`] that names its cause, never a panic and never a URL.
//!
//! - `transport`, `fault_cause` — one HTTP exchange, and why it failed
//! - `proxy` — which proxy stands in between
//! - `retry` — when and how long to wait before asking again
//! - `client` — the calls, put together
//! - `walk` — all pages of an answer
//! - `pictures` — pictures from anywhere, by rules of their own
//!
//! [`Fault`]: crate::catalogue::Fault

mod client;
mod fault_cause;
mod pictures;
mod proxy;
mod retry;
mod transport;
mod walk;

use std::fmt;

use secrecy::SecretString;

use crate::catalogue::CredentialOrigin;

pub use client::{Client, Progress};
pub use pictures::{PictureFetcher, RouteOf};
pub use proxy::Route;
pub(crate) use walk::{Walked, walk, walk_gently};

/// CompShare's own address.
pub(crate) const DEFAULT_BASE_URL: &str = "https://api.compshare.cn";
/// The region the API's document uses as its example, where CompShare's machines stand.
pub(crate) const DEFAULT_REGION: &str = "cn-wlcb";

/// A pair of API keys and where it came from.
#[derive(Clone)]
pub struct Credentials {
    /// Sent with every request; names the account.
    pub public_key: String,
    /// Signs requests; never sent, shown or logged.
    pub private_key: SecretString,
    /// Where the keys came from, for error messages.
    pub origin: CredentialOrigin,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("public_key", &"[redacted]")
            .field("private_key", &"[redacted]")
            .field("origin", &self.origin)
            .finish()
    }
}

/// A service and how to speak to it.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// Where the service is, such as [`DEFAULT_BASE_URL`].
    pub base_url: String,
    /// `Region`, required by the API.
    pub region: String,
    /// `Zone`; older pages of the API's documentation mark it required.
    pub zone: Option<String>,
    /// `ProjectId`; the account's default project where it is left out.
    pub project_id: Option<String>,
    /// Whether plain HTTP to another machine is accepted, for a private endpoint.
    pub allow_http: bool,
    /// The way there.
    pub route: Route,
    /// The keys.
    pub credentials: Credentials,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::CleanText;

    #[test]
    fn debug_shows_neither_key() {
        let credentials = Credentials {
            public_key: "the-public-one".into(),
            private_key: "the-private-one".to_owned().into(),
            origin: CredentialOrigin {
                source: CleanText::line("a test"),
                public_tail: CleanText::line("-one"),
            },
        };
        let shown = format!("{credentials:?}");
        assert!(!shown.contains("the-p"), "{shown}");
        assert!(shown.contains("a test"), "but where they came from: {shown}");
    }
}
