//! The wire; here only its address and credentials.

use secrecy::SecretString;

use crate::catalogue::KeyOrigin;

/// A pair of API keys and where it came from.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Sent with every request; names the account.
    pub public_key: String,
    /// Signs requests; never sent, shown or logged.
    pub private_key: SecretString,
    /// Where the keys came from, for error messages.
    pub origin: KeyOrigin,
}

/// A service and how to speak to it.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// Where the service is.
    pub base_url: String,
    /// `Region`.
    pub region: String,
    /// `Zone`.
    pub zone: Option<String>,
    /// `ProjectId`.
    pub project_id: Option<String>,
    /// Whether plain HTTP to another machine is accepted.
    pub allow_http: bool,
    /// The keys.
    pub credentials: Credentials,
}
