//! Which addresses pictures are fetched from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::Url;

use crate::pictures::Trouble;

use crate::api::proxy::is_loopback;

/// Judges addresses, and puts relative ones together.
#[derive(Debug)]
pub(super) struct Addresses {
    /// The service's address.
    base: Option<Url>,
}

impl Addresses {
    pub(super) fn new(base_url: &str) -> Self {
        Addresses { base: Url::parse(base_url.trim()).ok() }
    }

    /// A picture's address, as the service or a Readme has it.
    pub(super) fn of(&self, url: &str) -> Result<Url, Trouble> {
        let url = url.trim();
        let url = match &self.base {
            Some(base) => base.join(url),
            None => Url::parse(url),
        };
        self.judged(url.map_err(|_| Trouble::Address)?)
    }

    /// Where a redirect leads from an address.
    pub(super) fn after(&self, from: &Url, location: &str) -> Result<Url, Trouble> {
        let url = from.join(location).map_err(|_| Trouble::Address)?;
        if url.scheme() != "https" {
            return Err(Trouble::MovedInTheClear);
        }
        self.judged(url)
    }

    /// Whether an address is the service itself, on this machine.
    pub(super) fn is_service(&self, url: &Url) -> bool {
        self.base.as_ref().is_some_and(|base| is_loopback(base) && base.origin() == url.origin())
    }

    fn judged(&self, url: Url) -> Result<Url, Trouble> {
        let is_plain = url.username().is_empty() && url.password().is_none();
        if !is_plain || !matches!(url.scheme(), "http" | "https") {
            return Err(Trouble::Address);
        }
        if self.is_service(&url) {
            return Ok(url);
        }
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']', '.']);
        let is_here = is_loopback(&url) || host == "localhost" || host.ends_with(".localhost");
        if is_here || host.parse::<IpAddr>().is_ok_and(|address| !is_public(address)) {
            return Err(Trouble::Private);
        }
        if url.scheme() == "https" { Ok(url) } else { Err(Trouble::Address) }
    }
}

/// Whether an address is one of the open internet: not this machine, not a network of the reader's own, not a cloud's
/// store of secrets.
///
/// 198.18.0.0/15 counts as public: there, proxies such as Clash hand out an address for any name and resolve it themselves.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let is_special = first == 0
        || first >= 224
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0);
    let is_own = address.is_private() || address.is_loopback() || address.is_link_local();
    !(is_special || is_own || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let tail = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        // An IPv4 address in another dress: mapped, translated (NAT64), or the way to it (6to4).
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] => tail(high, low),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => tail(high, low),
        [0x2002, high, low, ..] => tail(high, low),
        // Teredo hides one, documentation names nobody.
        [0x2001, 0 | 0xdb8, ..] => false,
        // What is given out so far; unique local, link-local and multicast addresses lie outside.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVICE: &str = "https://api.compshare.cn";
    const DEMO: &str = "http://127.0.0.1:4000";

    fn of(base: &str, url: &str) -> Result<String, Trouble> {
        Addresses::new(base).of(url).map(String::from)
    }

    #[test]
    fn only_https_is_fetched_from_and_the_service_where_it_is_on_this_machine() {
        let good = |url: &str| Ok(url.to_owned());
        assert_eq!(of(SERVICE, "https://img.example.com/a.png"), good("https://img.example.com/a.png"));
        assert_eq!(of(SERVICE, "//img.example.com/a.png"), good("https://img.example.com/a.png"));
        assert_eq!(of(SERVICE, "/pictures/a.png"), good("https://api.compshare.cn/pictures/a.png"));
        assert_eq!(of(DEMO, "/pictures/a.png"), good("http://127.0.0.1:4000/pictures/a.png"));
        assert_eq!(of(DEMO, "https://img.example.com/a"), good("https://img.example.com/a"));
        for url in [
            "http://img.example.com/a.png",
            "ftp://x.org/a",
            "file:///etc/passwd",
            "data:image/png,x",
            "https://u:p@x.org/",
            "https://",
        ] {
            assert_eq!(of(SERVICE, url), Err(Trouble::Address), "{url}");
        }
        for url in [
            "http://127.0.0.1:4001/",
            "http://localhost:4000/",
            "https://127.0.0.1:4000/",
            "http://[::1]:4000/",
        ] {
            assert_eq!(of(DEMO, url), Err(Trouble::Private), "{url}");
        }
    }

    #[test]
    fn however_a_private_address_is_written_it_is_refused() {
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "localhost",
            "a.localhost",
            "a.localhost.",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.100.100.200",
            "192.0.0.192",
            "224.0.0.1",
            "255.255.255.255",
            "[::1]",
            "[::]",
            "[fe80::1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[ff02::1]",
            "[::ffff:10.0.0.1]",
            "[::ffff:169.254.169.254]",
            "[64:ff9b::7f00:1]",
            "[2002:a00:1::]",
            "[2001::1]",
        ] {
            assert_eq!(of(SERVICE, &format!("https://{host}/latest")), Err(Trouble::Private), "{host}");
        }
        for host in
            ["1.1.1.1", "100.63.0.1", "172.32.0.1", "198.18.0.7", "[2606:4700::1111]", "[::ffff:1.1.1.1]"]
        {
            assert!(of(SERVICE, &format!("https://{host}/")).is_ok(), "{host}");
        }
    }

    #[test]
    fn a_redirect_leads_to_https_and_is_judged_like_an_address() {
        let from = Url::parse("https://img.example.com/a/b.png").unwrap();
        let after =
            |base: &str, location: &str| Addresses::new(base).after(&from, location).map(String::from);
        assert_eq!(after(SERVICE, "/c.png"), Ok("https://img.example.com/c.png".to_owned()));
        assert_eq!(after(SERVICE, "https://cdn.example.org/c"), Ok("https://cdn.example.org/c".to_owned()));
        assert_eq!(after(SERVICE, "http://cdn.example.org/c"), Err(Trouble::MovedInTheClear));
        assert_eq!(after(DEMO, "http://127.0.0.1:4000/c"), Err(Trouble::MovedInTheClear));
        assert_eq!(after(SERVICE, "https://169.254.169.254/"), Err(Trouble::Private));
        assert_eq!(after(SERVICE, "https://u@cdn.example.org/"), Err(Trouble::Address));
        assert_eq!(after(SERVICE, "https://["), Err(Trouble::Address));
    }
}
