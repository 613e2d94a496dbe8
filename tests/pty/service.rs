//! The explorer on a service whose answers a test makes up.

use serde_json::Value;

use crate::{CANARY, Launch};

pub(crate) use crate::support::service::{Parameters, group, page, serve, window};

/// An explorer about to browse a service that answers with what `answer` makes of a request.
pub(crate) fn explorer_of(answer: impl Fn(&Parameters) -> Value + Clone + Send + 'static) -> Launch {
    explorer_at(&serve(answer))
}

/// An explorer about to browse the service at an address, with keys.
pub(crate) fn explorer_at(url: &str) -> Launch {
    Launch::new(&["--base-url", url])
        .with("COMPSHARE_PUBLIC_KEY", "a-public-key-with-a-tail")
        .with("COMPSHARE_PRIVATE_KEY", CANARY)
}
