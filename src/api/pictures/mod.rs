//! Pictures from anywhere, fetched by rules of their own: their addresses come from strangers.
//!
//! Promises: only `https` is spoken, or the service itself where that is on this machine; at most three redirects, each
//! judged like the first address; an address in a private network is refused by what the name stands for, not by the
//! name; no key, cookie or referer is sent; at most [`MOST_BYTES`] and [`WHOLE`] each, and [`AT_ONCE`] at a time.
//! Dropping a fetch's future ends it.

mod address;
mod resolver;

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::header::{ACCEPT, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Response, Url};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::pictures::{MOST_BYTES, Measuring, Size, Trouble, measure};

use super::proxy::Route;
use address::Addresses;
use resolver::PublicOnly;

/// Longest time a picture takes, redirects included.
const WHOLE: Duration = Duration::from_secs(15);
/// Longest time to reach a server.
const CONNECT: Duration = Duration::from_secs(5);
/// Redirects that are followed.
const MOST_REDIRECTS: usize = 3;
/// Pictures fetched at the same time.
const AT_ONCE: usize = 4;

/// Which way a URL is fetched.
pub type RouteOf = Arc<dyn Fn(&str) -> Route + Send + Sync>;

/// Fetches pictures. Clones share connections and limits.
#[derive(Clone)]
pub struct PictureFetcher(Arc<Inner>);

struct Inner {
    addresses: Addresses,
    route_of: RouteOf,
    at_once: Semaphore,
    /// Built when first needed: reading the system's CA certificates takes its time.
    direct: OnceLock<Option<reqwest::Client>>,
    here: OnceLock<Option<reqwest::Client>>,
}

impl fmt::Debug for PictureFetcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PictureFetcher").field("addresses", &self.0.addresses).finish_non_exhaustive()
    }
}

impl PictureFetcher {
    /// A fetcher for the pictures of a service at this address, to which theirs may be relative.
    #[must_use]
    pub fn new(base_url: &str, route_of: RouteOf) -> Self {
        PictureFetcher(Arc::new(Inner {
            addresses: Addresses::new(base_url),
            route_of,
            at_once: Semaphore::new(AT_ONCE),
            direct: OnceLock::new(),
            here: OnceLock::new(),
        }))
    }

    /// A picture's address, whole: what it is fetched from and kept under.
    ///
    /// # Errors
    /// [`Trouble::Address`] or [`Trouble::Private`], where nothing may be fetched from there.
    pub fn resolved(&self, url: &str) -> Result<String, Trouble> {
        self.0.addresses.of(url).map(String::from)
    }

    /// A picture's bytes; `sized` hears its size as soon as its first bytes tell.
    ///
    /// # Errors
    /// Why it cannot be had, or is none that is shown.
    pub async fn fetch(&self, url: &str, sized: &(dyn Fn(Size) + Send + Sync)) -> Result<Vec<u8>, Trouble> {
        let url = self.0.addresses.of(url)?;
        // The semaphore is never closed, so acquiring cannot fail.
        let _permit = self.0.at_once.acquire().await;
        timeout(WHOLE, self.0.follow(url, sized)).await.unwrap_or(Err(Trouble::TooSlow))
    }
}

impl Inner {
    async fn follow(&self, mut url: Url, sized: &(dyn Fn(Size) + Send + Sync)) -> Result<Vec<u8>, Trouble> {
        for _ in 0..=MOST_REDIRECTS {
            let client = self.client(&url).ok_or(Trouble::Unreachable)?;
            let request = client.get(url.clone()).header(ACCEPT, "image/png,image/jpeg,image/webp,image/gif");
            let response = request.send().await.map_err(|error| trouble(&error))?;
            let status = response.status();
            if status.is_success() {
                return body(response, sized).await;
            }
            let location = response.headers().get(LOCATION).filter(|_| status.is_redirection());
            let Some(location) = location else { return Err(Trouble::Refused(status.as_u16())) };
            url = self.addresses.after(&url, location.to_str().map_err(|_| Trouble::Address)?)?;
        }
        Err(Trouble::MovedTooOften)
    }

    /// The client for a URL: one for the service on this machine, one for the world, one a proxy.
    fn client(&self, url: &Url) -> Option<reqwest::Client> {
        if self.addresses.is_service(url) {
            let here = || builder().no_proxy().tls_certs_only([]).build().ok();
            let with_certificates = || builder().no_proxy().build().ok();
            let build = || if url.scheme() == "http" { here() } else { with_certificates() };
            return self.here.get_or_init(build).clone();
        }
        match (self.route_of)(url.as_str()) {
            Route::Direct => {
                let direct = || builder().no_proxy().dns_resolver(Arc::new(PublicOnly)).build().ok();
                self.direct.get_or_init(direct).clone()
            }
            // A proxy resolves names itself: which addresses it may reach is its owner's to say.
            route @ (Route::System | Route::Through(_)) => {
                route.apply(builder().dns_resolver(Arc::new(PublicOnly))).ok()?.build().ok()
            }
        }
    }
}

/// What all clients share: nothing is sent but the request itself, and nothing followed or unpacked behind our back.
fn builder() -> reqwest::ClientBuilder {
    // Fails when another provider is there already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .referer(false)
        .no_gzip()
        // An idle connection would wake an idle program when it is time to look for old ones.
        .pool_max_idle_per_host(0)
        .connect_timeout(CONNECT)
}

/// Reads a body piece by piece: what is no picture, or too large, is dropped as soon as it is known to be.
async fn body(mut response: Response, sized: &(dyn Fn(Size) + Send + Sync)) -> Result<Vec<u8>, Trouble> {
    if response.content_length().is_some_and(|length| length > MOST_BYTES as u64) {
        return Err(Trouble::TooLarge);
    }
    let (mut bytes, mut is_sized) = (Vec::new(), false);
    while let Some(piece) = response.chunk().await.map_err(|error| trouble(&error))? {
        if bytes.len() + piece.len() > MOST_BYTES {
            return Err(Trouble::TooLarge);
        }
        bytes.extend_from_slice(&piece);
        if !is_sized && let Measuring::Known(_, size) = measure(&bytes, false)? {
            sized(size);
            is_sized = true;
        }
    }
    measure(&bytes, true).map(|_| bytes)
}

/// What went wrong on the way.
fn trouble(error: &reqwest::Error) -> Trouble {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<resolver::NotPublic>() {
            return Trouble::Private;
        }
        cause = error.source();
    }
    if error.is_timeout() { Trouble::TooSlow } else { Trouble::Unreachable }
}
