//! One HTTP exchange with the service, bounded in time and size.
//!
//! Promises: parameters travel in the body only; no redirect is followed, no cookie or referer sent; a body is never
//! larger than [`MAX_BODY_BYTES`] once decompressed; this machine is asked directly, never through a proxy.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{StatusCode, Url};
use tokio::time::timeout;

use crate::catalogue::{Fault, FaultKind};
use crate::text::{CleanText, lossy_utf8};

use super::fault_cause::{self, Stage};
use crate::wire::decode;

use super::proxy::{Route, is_loopback};
use super::{Endpoint, retry};

/// Largest body that is accepted, decompressed. A page of 100 groups has under one megabyte.
pub(crate) const MAX_BODY_BYTES: usize = 16 * 1024 * 1024;
/// Longest time to reach the service: its name, its address and TLS.
const CONNECT: Duration = Duration::from_secs(4);
/// Longest time in which nothing comes.
const STALL: Duration = Duration::from_secs(15);

/// A way to one service.
#[derive(Debug)]
pub(super) struct Transport {
    url: Url,
    route: Route,
    proxied: bool,
    /// Built when the first request needs it: reading the system's CA certificates takes longer than to draw a screen.
    http: OnceLock<Result<reqwest::Client, Fault>>,
}

/// An answer with status 200.
#[derive(Debug)]
pub(super) struct Answer {
    /// The header `X-UCLOUD-REQUEST-UUID`.
    pub(super) request_id: Option<CleanText>,
    /// The header `Date`: the service's clock.
    pub(super) date: Option<SystemTime>,
    /// The body.
    pub(super) body: Vec<u8>,
}

impl Transport {
    /// A way to the endpoint's base URL.
    ///
    /// # Errors
    /// [`FaultKind::BadUrl`] and [`FaultKind::PlainHttp`].
    pub(super) fn new(endpoint: &Endpoint) -> Result<Self, Fault> {
        let url = checked_url(&endpoint.base_url, endpoint.allow_http)?;
        let route = endpoint.route.clone();
        let proxied = route.is_proxied(&url);
        Ok(Transport { url, route, proxied, http: OnceLock::new() })
    }

    /// Sends a signed form body and returns the answer to it.
    ///
    /// # Errors
    /// A [`Fault`] that names what went wrong, with the request's id where the service gave one.
    pub(super) async fn post(&self, body: String) -> Result<Answer, Fault> {
        let http = self.http.get_or_init(|| self.build()).as_ref().map_err(Clone::clone)?;
        let request = http
            .post(self.url.clone())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .send();
        let response = match timeout(STALL, request).await {
            Ok(sent) => sent.map_err(|error| self.fault(&error, Stage::Head))?,
            Err(_) => return Err(Fault::new(FaultKind::Stalled)),
        };
        let status = response.status();
        let request_id = header(response.headers(), "x-ucloud-request-uuid").map(CleanText::line);
        let retry_after = header(response.headers(), RETRY_AFTER.as_str())
            .and_then(|value| retry::retry_after(value, SystemTime::now()));
        let date =
            header(response.headers(), DATE.as_str()).and_then(|value| httpdate::parse_http_date(value).ok());
        let of_this_answer = |fault| Fault { request_id: request_id.clone(), retry_after, ..fault };
        let body = self.body(response).await;
        if status != StatusCode::OK {
            // The status is the cause, even where the body broke off.
            let detail = body.map(|body| decode::message(&lossy_utf8(&body))).unwrap_or_default();
            return Err(of_this_answer(Fault { detail, ..Fault::new(of_status(status)) }));
        }
        let body = body.map_err(of_this_answer)?;
        Ok(Answer { request_id, date, body })
    }

    /// Reads a body piece by piece, so that one too large is dropped as soon as it is known to be.
    async fn body(&self, mut response: reqwest::Response) -> Result<Vec<u8>, Fault> {
        let too_large = || Fault::new(FaultKind::TooLarge);
        if response.content_length().is_some_and(|length| length > MAX_BODY_BYTES as u64) {
            return Err(too_large());
        }
        let told = response.content_length().and_then(|length| usize::try_from(length).ok());
        let mut body = Vec::with_capacity(told.unwrap_or_default());
        loop {
            let piece = match timeout(STALL, response.chunk()).await {
                Ok(piece) => piece.map_err(|error| self.fault(&error, Stage::Body))?,
                Err(_) => return Err(Fault::new(FaultKind::Stalled)),
            };
            let Some(piece) = piece else { break };
            if body.len() + piece.len() > MAX_BODY_BYTES {
                return Err(too_large());
            }
            body.extend_from_slice(&piece);
        }
        Ok(body)
    }

    fn fault(&self, error: &reqwest::Error, stage: Stage) -> Fault {
        self.route.name(fault_cause::fault(error, stage, self.proxied))
    }

    fn build(&self) -> Result<reqwest::Client, Fault> {
        // Fails when another provider is there already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .referer(false)
            // Connections stay open until the service closes them: looking for old ones would wake an idle program
            // every 90 seconds. The system's own probes (TCP keepalive) find those that are dead.
            .pool_idle_timeout(None)
            .connect_timeout(CONNECT);
        builder = self.route.apply(builder)?;
        if self.url.scheme() == "http" {
            // Nothing is encrypted, so no certificate is needed, nor the time to read the system's.
            builder = builder.tls_certs_only([]);
        }
        builder.build().map_err(|error| fault_cause::build_fault(&error))
    }
}

/// What a status other than 200 means.
fn of_status(status: StatusCode) -> FaultKind {
    match status {
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => FaultKind::Proxy,
        status if status.is_redirection() => FaultKind::Redirected,
        status => FaultKind::Http(status.as_u16()),
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Reads a base URL and refuses one that would expose requests: signatures can be replayed by whoever reads them.
fn checked_url(base_url: &str, allow_http: bool) -> Result<Url, Fault> {
    let bad = |why: &str| Fault::new(FaultKind::BadUrl).with_detail(why);
    let base_url = base_url.trim();
    if !base_url.is_empty() && !base_url.contains("://") {
        return Err(without_scheme(base_url));
    }
    let url = Url::parse(base_url).map_err(|error| bad(&error.to_string()))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad("user@host"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(bad("? #"));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if allow_http || is_loopback(&url) => Ok(url),
        "http" => Err(Fault::new(FaultKind::PlainHttp)),
        other => Err(bad(&format!("{other}:"))),
    }
}

/// `127.0.0.1:8080`, `localhost:8080` (which reads like a scheme), `api.compshare.cn`: what would be right.
fn without_scheme(base_url: &str) -> Fault {
    let right = |scheme: &str| Url::parse(&format!("{scheme}://{base_url}")).ok();
    let fault = Fault::new(FaultKind::NoScheme);
    match right("http") {
        Some(url) if !url.username().is_empty() || url.password().is_some() => fault,
        Some(url) if is_loopback(&url) => fault.with_detail(&format!("http://{base_url}")),
        Some(_) => fault.with_detail(&format!("https://{base_url}")),
        None => fault,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(base_url: &str) -> Option<FaultKind> {
        checked_url(base_url, false).err().map(|fault| fault.kind)
    }

    #[test]
    fn only_https_or_this_machine_is_spoken_to() {
        for good in [
            "https://api.compshare.cn",
            "https://api.compshare.cn/path/",
            "http://127.0.0.1:8080",
            "http://127.1.2.3",
            "http://[::1]:80/",
            "http://localhost:9",
            "http://demo.localhost",
        ] {
            assert_eq!(kind_of(good), None, "{good}");
        }
        for plain in
            ["http://api.compshare.cn", "http://localhost.example.com", "http://10.0.0.1", "http://[::2]"]
        {
            assert_eq!(kind_of(plain), Some(FaultKind::PlainHttp), "{plain}");
            assert!(checked_url(plain, true).is_ok(), "{plain}");
        }
    }

    #[test]
    fn a_missing_scheme_is_told_with_what_would_be_right() {
        for (given, right) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("localhost:8080", "http://localhost:8080"),
            ("[::1]:80", "http://[::1]:80"),
            ("api.compshare.cn", "https://api.compshare.cn"),
            ("host:99999", ""),
            ("user:secret@host", ""),
        ] {
            let fault = checked_url(given, false).unwrap_err();
            assert_eq!((fault.kind, fault.detail.as_str()), (FaultKind::NoScheme, right), "{given}");
        }
    }

    #[test]
    fn urls_that_hold_more_than_an_address_are_refused() {
        for bad in [
            "",
            "ftp://x",
            "file:///etc/passwd",
            "https://",
            "https://u@h",
            "https://:p@h",
            "https://h/?a=b",
            "https://h/#a",
        ] {
            assert_eq!(kind_of(bad), Some(FaultKind::BadUrl), "{bad:?}");
        }
    }
}
