//! Where links lead: clean targets, what may be opened, text that lies about its target, videos behind players.

use super::rows::LinkKind;
use crate::text::{Lines, clean_into};

/// Most characters of a target; a longer one is cut and cannot be opened.
const TARGET_CHARS: usize = 2048;

/// A link, picture or video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) kind: LinkKind,
    pub(super) text: String,
    pub(super) url: String,
    pub(super) openable: bool,
}

impl Target {
    /// A target from an attribute or a Markdown destination, entities already decoded.
    pub(super) fn new(kind: LinkKind, text: &str, destination: &str) -> Self {
        let mut url = String::new();
        let destination = destination.trim();
        if destination.starts_with("//") {
            url.push_str("https:");
        }
        let cut = clean_into(&mut url, destination, Lines::One, TARGET_CHARS);
        let openable = !cut && !url.contains([' ', char::REPLACEMENT_CHARACTER]) && host(&url).is_some();
        Self { kind, text: text.to_owned(), url, openable }
    }
}

/// The host a web address names, user and port left out; `None` for anything but `http` and `https`.
pub(super) fn host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    (!host.is_empty()).then_some(host)
}

/// What to show beside a link whose text reads like the address of another place: the target's host, or the whole
/// target where it has none.
pub(super) fn contradiction<'a>(text: &str, url: &'a str) -> Option<&'a str> {
    let text = text.trim();
    if is_mail(text) {
        let real = url.strip_prefix("mailto:").and_then(|mail| mail.split('?').next());
        return match real {
            Some(mail) => (!mail.eq_ignore_ascii_case(text)).then_some(mail),
            None => Some(host(url).unwrap_or(url)),
        };
    }
    let claimed = match host(text) {
        Some(host) => host,
        None if text.contains("://") => text,
        None => bare_host(text)?,
    };
    let real = host(url).unwrap_or(url);
    (!same_host(claimed, real)).then_some(real)
}

/// Whether `text` reads like a mail address.
fn is_mail(text: &str) -> bool {
    let domain = text.split_once('@').map(|(_, domain)| domain);
    domain.is_some_and(|domain| domain.contains('.')) && !text.contains([' ', '/', ':'])
}

/// The host of `text` when it reads like `example.com/path`.
fn bare_host(text: &str) -> Option<&str> {
    let host = text.split(['/', '?', '#', ':']).next()?;
    let (rest, domain) = host.rsplit_once('.')?;
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
    let reads_like_one = !rest.is_empty() && plain(rest) && is_domain(domain) && !text.contains(' ');
    reads_like_one.then_some(host)
}

/// Top-level domains that stand in prose; `main.py` and `v1.2` are no hosts.
fn is_domain(label: &str) -> bool {
    const DOMAINS: [&str; 16] = [
        "com", "cn", "net", "org", "io", "ai", "dev", "app", "co", "me", "top", "xyz", "edu", "gov", "info",
        "cc",
    ];
    DOMAINS.iter().any(|domain| label.eq_ignore_ascii_case(domain))
}

fn same_host(a: &str, b: &str) -> bool {
    let bare = |host: &str| {
        let host = host.to_ascii_lowercase();
        host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
    };
    bare(a) == bare(b)
}

/// What a video player's or file's address shows: a label such as `bilibili BV1…`, and the page to open.
pub(super) fn video(src: &str) -> (String, String) {
    let src = src.trim();
    let url = if src.starts_with("//") { format!("https:{src}") } else { src.to_owned() };
    let site = host(&url).unwrap_or_default().to_ascii_lowercase();
    if site == "bilibili.com" || site.ends_with(".bilibili.com") {
        let id = parameter(&url, "bvid").or_else(|| path_part_after(&url, "video"));
        if let Some(id) = id.or_else(|| parameter(&url, "aid").map(|aid| format!("av{aid}"))) {
            let page = format!("https://www.bilibili.com/video/{id}");
            return (format!("bilibili {id}"), page);
        }
    }
    if ["youtube.com", "www.youtube.com", "www.youtube-nocookie.com", "youtu.be"].contains(&site.as_str()) {
        let after = if site == "youtu.be" { "youtu.be" } else { "embed" };
        if let Some(id) = path_part_after(&url, after).or_else(|| parameter(&url, "v")) {
            let page = format!("https://www.youtube.com/watch?v={id}");
            return (format!("YouTube {id}"), page);
        }
    }
    let label = match file_name(&url) {
        Some(name) if name.contains('.') => name.to_owned(),
        Some(_) | None => site,
    };
    (label, url)
}

/// The last part of an address's path, to name a picture without alternative text.
fn file_name(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next()?;
    let path =
        path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    path.rsplit('/').find(|part| !part.is_empty())
}

fn parameter(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    query.split(['&', '#']).find_map(|pair| match pair.split_once('=') {
        Some((key, value)) if key == name && is_id(value) => Some(value.to_owned()),
        _ => None,
    })
}

fn path_part_after(url: &str, part: &str) -> Option<String> {
    let mut parts = url.split(['/', '?', '#']).skip_while(|&p| p != part).skip(1);
    parts.next().filter(|id| is_id(id)).map(str::to_owned)
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Whether a picture is a badge: a line high, or from a host that makes nothing else.
pub(super) fn is_badge(url: &str, height: Option<&str>) -> bool {
    const HOSTS: [&str; 6] = [
        "img.shields.io",
        "badgen.net",
        "badge.fury.io",
        "badges.gitter.im",
        "codecov.io",
        "static.pepy.tech",
    ];
    let low = |height: &str| height.trim().trim_end_matches("px").parse::<u32>().is_ok_and(|px| px <= 32);
    let path = url.split(['?', '#']).next().unwrap_or_default();
    height.is_some_and(low)
        || host(url).is_some_and(|host| HOSTS.iter().any(|known| host.eq_ignore_ascii_case(known)))
        || path.ends_with("badge.svg")
        || path.contains("/badge/")
}

/// A picture's alternative text, or its file's name where it has none.
pub(super) fn picture_name<'a>(alt: &'a str, url: &'a str) -> &'a str {
    if !alt.trim().is_empty() {
        return alt;
    }
    match file_name(url) {
        Some(name) if !url.starts_with("data:") => name,
        Some(_) | None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn openable(url: &str) -> bool {
        Target::new(LinkKind::Link, "", url).openable
    }

    #[test]
    fn only_web_addresses_can_be_opened() {
        for url in ["https://example.com/x", "HTTP://example.com", "//example.com/x"] {
            assert!(openable(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "#part",
            "a/b.md",
            "http://",
            "https://a b",
            "mailto:a@b.c",
        ] {
            assert!(!openable(url), "{url}");
        }
        assert!(!openable("https://example.com/\u{1b}]0;x"));
        assert!(!openable(&format!("https://example.com/{}", "a".repeat(TARGET_CHARS))));
    }

    #[test]
    fn a_host_stands_without_user_and_port() {
        assert_eq!(host("http://me:pw@a.example:8188/x"), Some("a.example"));
        assert_eq!(host("https://[::1]"), Some("[::1]"));
        assert_eq!(host("https://:443/"), None);
    }

    #[test]
    fn text_that_names_another_host_is_a_contradiction() {
        assert_eq!(contradiction("https://good.example", "https://evil.example/x"), Some("evil.example"));
        assert_eq!(contradiction("good.com", "https://good.com@evil.example"), Some("evil.example"));
        assert_eq!(contradiction("https://good.com", "javascript:alert(1)"), Some("javascript:alert(1)"));
        assert_eq!(contradiction("www.good.com/path", "https://good.com/other"), None);
        assert_eq!(contradiction("下载 here", "https://evil.example"), None);
        assert_eq!(contradiction("me@good.com", "mailto:you@evil.example"), Some("you@evil.example"));
        assert_eq!(contradiction("me@good.com", "https://evil.example/me@good.com"), Some("evil.example"));
        assert_eq!(contradiction("me@good.com", "mailto:Me@good.com?subject=x"), None);
        assert_eq!(contradiction("main.py", "https://github.com/x/main.py"), None);
    }

    #[test]
    fn players_lead_to_the_video_page() {
        let bilibili = video("//player.bilibili.com/player.html?isOutside=true&bvid=BV1xx411c7mD&p=1");
        assert_eq!(
            bilibili,
            ("bilibili BV1xx411c7mD".into(), "https://www.bilibili.com/video/BV1xx411c7mD".into())
        );
        assert_eq!(video("https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0").0, "YouTube dQw4w9WgXcQ");
        assert_eq!(video("https://cdn.example.com/a/demo.mp4?x=1").0, "demo.mp4");
        assert_eq!(video("https://v.example.com/").0, "v.example.com");
    }
}
