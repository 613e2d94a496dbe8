//! The connection to the service: made on first use, in the background, so that the first frame never waits for it.

use std::sync::Arc;

use tokio::sync::OnceCell;

use crate::api::{Client, Credentials, Endpoint, Route};
use crate::catalogue::{CredentialOrigin, Fault, FaultKind};
use crate::demo;
use crate::text::CleanText;

/// A connection that is made when it is first needed.
#[derive(Clone)]
pub struct Connection(Arc<Inner>);

struct Inner {
    target: Target,
    made: OnceCell<Made>,
}

enum Target {
    Nothing,
    Demo { options: demo::Options, region: String },
    Service(Box<Endpoint>),
}

/// A client, and the embedded server it talks to, if any.
struct Made {
    client: Client,
    server: Option<demo::Server>,
}

impl Connection {
    /// No service: every request fails for want of keys.
    #[must_use]
    pub fn nothing() -> Self {
        Self::new(Target::Nothing)
    }

    /// The embedded service, started on first use.
    #[must_use]
    pub fn demo(options: demo::Options, region: &str) -> Self {
        Self::new(Target::Demo { options, region: region.to_owned() })
    }

    /// A service with keys.
    #[must_use]
    pub fn service(endpoint: Endpoint) -> Self {
        Self::new(Target::Service(Box::new(endpoint)))
    }

    fn new(target: Target) -> Self {
        Connection(Arc::new(Inner { target, made: OnceCell::new() }))
    }

    /// Where the service is; an embedded one is started to know.
    ///
    /// # Errors
    /// No service, or an embedded one that did not start.
    pub(super) async fn base_url(&self) -> Result<String, Fault> {
        if let Target::Service(endpoint) = &self.0.target {
            return Ok(endpoint.base_url.clone());
        }
        let made = self.0.made.get_or_try_init(|| make(&self.0.target)).await?;
        Ok(made.server.as_ref().map(demo::Server::base_url).unwrap_or_default())
    }

    /// The client.
    ///
    /// # Errors
    /// No keys, an unusable URL, or an embedded service that did not start.
    pub async fn client(&self) -> Result<Client, Fault> {
        let made = self.0.made.get_or_try_init(|| make(&self.0.target)).await?;
        Ok(made.client.clone())
    }
}

async fn make(target: &Target) -> Result<Made, Fault> {
    match target {
        Target::Nothing => Err(Fault::new(FaultKind::NoCredentials)),
        Target::Service(endpoint) => {
            Ok(Made { client: Client::new(Endpoint::clone(endpoint))?, server: None })
        }
        Target::Demo { options, region } => {
            let server = demo::Server::start(*options)
                .await
                .map_err(|error| Fault::new(FaultKind::Internal).with_detail(&error.to_string()))?;
            let client = Client::new(demo_endpoint(&server, region))?;
            Ok(Made { client, server: Some(server) })
        }
    }
}

fn demo_endpoint(server: &demo::Server, region: &str) -> Endpoint {
    let public_key = server.public_key().to_owned();
    let tail = public_key.get(public_key.len().saturating_sub(4)..).unwrap_or_default();
    let origin = CredentialOrigin { source: CleanText::line("--demo"), public_tail: CleanText::line(tail) };
    Endpoint {
        base_url: server.base_url(),
        region: region.to_owned(),
        zone: None,
        project_id: None,
        allow_http: false,
        route: Route::Direct,
        credentials: Credentials { public_key, private_key: server.private_key().clone(), origin },
    }
}
