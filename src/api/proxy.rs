//! Which proxy stands between us and the service: chosen once, from the variables that curl and its kin read.
//!
//! Promises: this machine is asked directly; a proxy's password is in no message and no `Debug`; names are resolved by
//! the proxy, whatever its kind, so that its rules by domain hold.

use std::fmt;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use crate::catalogue::{Fault, FaultKind};

/// The way to a service.
#[derive(Debug, Clone, Default)]
pub enum Route {
    /// No proxy: this machine, or a host of `NO_PROXY`.
    #[default]
    Direct,
    /// No variable names a proxy; the operating system's settings may.
    System,
    /// Through a proxy.
    Through(Proxy),
}

/// A proxy that a variable names.
#[derive(Clone)]
pub struct Proxy {
    variable: &'static str,
    /// May hold a password.
    url: SecretString,
}

impl Route {
    /// The route to a base URL, by `HTTPS_PROXY` or `HTTP_PROXY`, then `ALL_PROXY`, and `NO_PROXY`, in capitals or small
    /// letters, as curl reads them. `variable` gives a variable's value, empty ones too.
    #[must_use]
    pub fn choose<'a>(base_url: &str, variable: impl Fn(&str) -> Option<&'a str>) -> Self {
        let Ok(url) = Url::parse(base_url.trim()) else { return Route::Direct };
        let first =
            |names: [&'static str; 2]| names.into_iter().find_map(|name| Some((name, variable(name)?)));
        let no_proxy = first(["NO_PROXY", "no_proxy"]).map_or("", |(_, hosts)| hosts);
        let is_excepted = || {
            let proxied = Matcher::builder().all("http://proxy").no(no_proxy).build();
            url.as_str().parse().is_ok_and(|uri| proxied.intercept(&uri).is_none())
        };
        // Under CGI a request's `Proxy:` header becomes HTTP_PROXY, so it is not believed there.
        if is_loopback(&url) || variable("REQUEST_METHOD").is_some() || is_excepted() {
            return Route::Direct;
        }
        let own = if url.scheme() == "http" {
            ["HTTP_PROXY", "http_proxy"]
        } else {
            ["HTTPS_PROXY", "https_proxy"]
        };
        let named = [own, ["ALL_PROXY", "all_proxy"]].into_iter().filter_map(first);
        let named = named.map(|(name, value)| (name, value.trim())).find(|(_, value)| !value.is_empty());
        named.map_or(Route::System, |(variable, url)| {
            Route::Through(Proxy { variable, url: resolving_there(url).into() })
        })
    }

    /// Whether a proxy answers for the service.
    pub(super) fn is_proxied(&self, url: &Url) -> bool {
        match self {
            Route::Direct => false,
            Route::System => {
                url.as_str().parse().is_ok_and(|uri| Matcher::from_system().intercept(&uri).is_some())
            }
            Route::Through(_) => true,
        }
    }

    /// Has a client take this route.
    ///
    /// # Errors
    /// [`FaultKind::Proxy`] where the variable's value is no proxy's address.
    pub(super) fn apply(&self, builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Fault> {
        match self {
            Route::Direct => Ok(builder.no_proxy()),
            Route::System => Ok(builder),
            Route::Through(proxy) => {
                let unusable = || Fault::new(FaultKind::Proxy).with_detail(proxy.variable);
                if !proxy.is_usable() {
                    return Err(unusable());
                }
                let parsed = reqwest::Proxy::all(proxy.url.expose_secret()).map_err(|_| unusable())?;
                Ok(builder.no_proxy().proxy(parsed))
            }
        }
    }

    /// The fault with the variable's name in front, where the proxy is at fault.
    pub(super) fn name(&self, mut fault: Fault) -> Fault {
        if let Route::Through(proxy) = self
            && fault.kind == FaultKind::Proxy
        {
            let detail = format!("{}: {}", proxy.variable, fault.detail);
            fault = fault.with_detail(&detail);
        }
        fault
    }
}

impl Proxy {
    /// The variable that names it.
    #[must_use]
    pub fn variable(&self) -> &'static str {
        self.variable
    }

    /// Its kind, host and port, without user and password; empty where it is no address.
    #[must_use]
    pub fn address(&self) -> String {
        let url = Url::parse(self.url.expose_secret()).ok().filter(|_| self.is_usable());
        url.map_or_else(String::new, |url| {
            let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
            format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or_default())
        })
    }

    fn is_usable(&self) -> bool {
        let url = Url::parse(self.url.expose_secret());
        url.is_ok_and(|url| {
            url.has_host() && matches!(url.scheme(), "http" | "https" | "socks4a" | "socks5h")
        })
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy").field("variable", &self.variable).finish_non_exhaustive()
    }
}

/// A proxy's address with the scheme under which the proxy resolves names. `socks://` is what Clash and v2rayN write.
fn resolving_there(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return format!("http://{url}") };
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "socks" | "socks5" => "socks5h".to_owned(),
        "socks4" => "socks4a".to_owned(),
        other => other.to_owned(),
    };
    format!("{scheme}://{rest}")
}

/// Whether the URL's host is this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    address.map_or(host == "localhost" || host.ends_with(".localhost"), |address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The variable and the address of the proxy chosen, `direct` or `system`.
    fn chosen(base_url: &str, variables: &[(&str, &str)]) -> String {
        let value = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        match Route::choose(base_url, value) {
            Route::Direct => "direct".to_owned(),
            Route::System => "system".to_owned(),
            Route::Through(proxy) => format!("{} {}", proxy.variable(), proxy.address()),
        }
    }

    #[test]
    fn every_way_of_writing_a_proxy_is_understood() {
        for (value, address) in [
            ("http://127.0.0.1:7890", "http://127.0.0.1:7890"),
            ("127.0.0.1:7890", "http://127.0.0.1:7890"),
            ("socks5://127.0.0.1:7890", "socks5h://127.0.0.1:7890"),
            ("socks5h://user:secret@[::1]:7890/", "socks5h://[::1]:7890"),
            ("SOCKS://proxy.example:1080", "socks5h://proxy.example:1080"),
            ("socks4://127.0.0.1:7890", "socks4a://127.0.0.1:7890"),
            ("ftp://secret@127.0.0.1:7890", ""),
            ("http://", ""),
        ] {
            let shown = chosen("https://api.compshare.cn", &[("ALL_PROXY", value)]);
            assert_eq!(shown, format!("ALL_PROXY {address}"), "{value}");
        }
    }

    #[test]
    fn the_nearest_variable_counts_and_exceptions_hold() {
        let service = "https://api.compshare.cn";
        let all = ("all_proxy", "socks5://all:1");
        assert_eq!(chosen(service, &[]), "system");
        assert_eq!(chosen(service, &[all, ("https_proxy", "http://own:2")]), "https_proxy http://own:2");
        assert_eq!(chosen(service, &[all, ("HTTPS_PROXY", "")]), "all_proxy socks5h://all:1");
        assert_eq!(chosen(service, &[all, ("HTTP_PROXY", "http://plain:3")]), "all_proxy socks5h://all:1");
        assert_eq!(chosen("http://10.0.0.1", &[("http_proxy", "plain:3")]), "http_proxy http://plain:3");
        for hosts in ["*", "compshare.cn", ".compshare.cn, other", "api.compshare.cn"] {
            assert_eq!(chosen(service, &[all, ("NO_PROXY", hosts)]), "direct", "{hosts}");
        }
        assert_eq!(chosen(service, &[all, ("no_proxy", "share.cn")]), "all_proxy socks5h://all:1");
        assert_eq!(chosen(service, &[all, ("REQUEST_METHOD", "GET")]), "direct");
        for here in ["http://127.0.0.1:8080", "http://[::1]", "https://localhost", "http://demo.localhost:1"]
        {
            assert_eq!(chosen(here, &[all]), "direct", "{here}");
        }
    }

    #[test]
    fn debug_shows_no_password() {
        let route = Route::choose("https://x.org", |_| Some("socks5://user:canary@h:1"));
        assert!(!format!("{route:?}").contains("canary"));
        let route =
            Route::choose("https://x.org", |name| (name == "ALL_PROXY").then_some("socks5://u:canary@h:1"));
        let shown = format!("{route:?}");
        assert!(shown.contains("ALL_PROXY") && !shown.contains("canary"), "{shown}");
    }
}
