//! The faults by name: what the server does, what a client must call it, and whether asking again is worth it.

use std::io::Write;

use compshare_tui::face::catalogue::FaultKind;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::misbehaving::Reply;

/// The request id in the head of every [`answer`].
pub(crate) const REQUEST_ID: &str = "6e1f2b3c-0000-4000-8000-00000000c0de";

/// A fault with a name.
pub(crate) struct Named {
    /// Its name.
    pub(crate) name: &'static str,
    /// What the server does to every request.
    pub(crate) reply: Reply,
    /// What a client calls it.
    pub(crate) kind: FaultKind,
    /// How often a client asks before it gives up.
    pub(crate) attempts: usize,
}

/// An HTTP answer that is what it says.
pub(crate) fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nX-UCLOUD-REQUEST-UUID: {REQUEST_ID}\r\n\
         Content-Length: {length}\r\nConnection: close\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// A reply with status 200 and a body.
pub(crate) fn json(body: &str) -> Reply {
    Reply::Write(answer("200 OK", "", body.as_bytes()))
}

/// A reply of the service's own with a `RetCode` that is not 0.
pub(crate) fn ret_code(code: i64) -> Reply {
    json(&format!(
        r#"{{"RetCode":{code},"Message":"message {code}","Action":"DescribeCommunityImagesResponse"}}"#
    ))
}

/// A reply with an error status, and headers that end in CRLF.
pub(crate) fn status(status: &str, headers: &str) -> Reply {
    Reply::Write(answer(status, headers, b"{}"))
}

/// A good answer with one group.
pub(crate) const GOOD: &str = r#"{"RetCode":0,"TotalCount":1,"AvailableTotalCount":1,
    "CompshareImageGroup":[{"GroupId":"0bwUeAJZW7sE","ImageName":"ComfyUI","Status":"Available",
    "Data":[{"CompShareImageId":"compshareImage-1pl06yxr5lvm","Name":"ComfyUI"}]}]}"#;

/// The fault of a name.
pub(crate) fn named(name: &str) -> Named {
    all()
        .into_iter()
        .find(|fault| fault.name == name)
        .unwrap_or_else(|| panic!("no fault is called {name:?}"))
}

/// Every fault.
pub(crate) fn all() -> Vec<Named> {
    [silences(), broken_connections(), broken_bodies(), wrong_answers(), refusals()]
        .into_iter()
        .flatten()
        .collect()
}

fn fault(name: &'static str, reply: Reply, kind: FaultKind, attempts: usize) -> Named {
    Named { name, reply, kind, attempts }
}

fn silences() -> Vec<Named> {
    let head = answer("200 OK", "", GOOD.as_bytes());
    let (begun, rest) = head.split_at(head.len() - 50);
    vec![
        fault("no answer", Reply::WriteAndHang(vec![]), FaultKind::TooSlow, 3),
        fault(
            "stalled head",
            Reply::WriteAndHang(b"HTTP/1.1 200 OK\r\nCont".to_vec()),
            FaultKind::TooSlow,
            3,
        ),
        fault("stalled body", Reply::WriteAndHang(begun.to_vec()), FaultKind::TooSlow, 3),
        fault("dripped head", Reply::Drip(vec![], head.clone()), FaultKind::TooSlow, 3),
        fault("dripped body", Reply::Drip(begun.to_vec(), rest.to_vec()), FaultKind::TooSlow, 1),
    ]
}

fn broken_connections() -> Vec<Named> {
    let good = answer("200 OK", "", GOOD.as_bytes());
    let half = good[..good.len() / 2 + 60].to_vec();
    vec![
        fault("closed at once", Reply::Write(vec![]), FaultKind::Disconnected, 3),
        fault("reset at once", Reply::WriteAndReset(vec![]), FaultKind::Disconnected, 3),
        fault(
            "closed in the head",
            Reply::Write(b"HTTP/1.1 200 OK\r\nCont".to_vec()),
            FaultKind::Disconnected,
            3,
        ),
        fault("truncated by length", Reply::Write(half), FaultKind::Incomplete, 3),
        fault(
            "truncated chunks",
            Reply::Write(chunked(&["{\"RetCode\":0,"], false)),
            FaultKind::Incomplete,
            3,
        ),
        fault("truncated by closing", Reply::Write(undelimited(&GOOD[..60])), FaultKind::Incomplete, 3),
        fault("truncated gzip", Reply::Write(gzip(GOOD.as_bytes(), 20)), FaultKind::Incomplete, 3),
    ]
}

fn broken_bodies() -> Vec<Named> {
    let endless_head =
        Reply::WriteEndlessly(b"HTTP/1.1 200 OK\r\n".to_vec(), b"X-Filler: 0123456789\r\n".to_vec());
    let spaces = " ".repeat(0x10000);
    let endless_body = Reply::WriteEndlessly(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec(),
        format!("10000\r\n{spaces}\r\n").into_bytes(),
    );
    let bomb = gzip(&vec![b' '; 64 * 1024 * 1024], 0);
    let bad_gzip = answer("200 OK", "Content-Encoding: gzip\r\n", b"this is not gzip at all");
    let announced = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".to_vec();
    vec![
        fault("garbage", Reply::Write(b"\x00\xffnot HTTP\r\n\r\n".to_vec()), FaultKind::NotHttp, 1),
        fault("endless head", endless_head, FaultKind::NotHttp, 1),
        fault("endless body", endless_body, FaultKind::TooLarge, 1),
        fault("announced too large", Reply::WriteAndHang(announced), FaultKind::TooLarge, 1),
        fault("gzip bomb", Reply::Write(bomb), FaultKind::TooLarge, 1),
        fault("bad gzip", Reply::Write(bad_gzip), FaultKind::NotTheApi(200), 1),
    ]
}

fn wrong_answers() -> Vec<Named> {
    let not_the_api = |name, body: &str| fault(name, json(body), FaultKind::NotTheApi(200), 1);
    let deep = format!("{{\"RetCode\":{}", "[".repeat(200_000));
    vec![
        not_the_api("garbage body", "\u{0}\u{1}garbage"),
        not_the_api("html", "<!DOCTYPE html><title>Log in</title>"),
        not_the_api("null", "null"),
        not_the_api("array", "[]"),
        not_the_api("no ret code", "{\"hello\":\"world\"}"),
        not_the_api("unreadable ret code", "{\"RetCode\":{}}"),
        fault("empty", json(""), FaultKind::Incomplete, 3),
        fault("deep and unfinished", json(&deep), FaultKind::Incomplete, 3),
        fault("ret code as string", json(r#"{"RetCode":"171","Message":"m"}"#), FaultKind::Service(171), 1),
        fault("redirect", status("302 Found", "Location: http://127.0.0.1:1/\r\n"), FaultKind::Redirected, 1),
    ]
}

fn refusals() -> Vec<Named> {
    let http = |name, line: &'static str, code, attempts| {
        fault(name, status(line, ""), FaultKind::Http(code), attempts)
    };
    let service = |name, code, attempts| fault(name, ret_code(code), FaultKind::Service(code), attempts);
    let asks_for_password = status("407 Proxy Authentication Required", "Proxy-Authenticate: Basic\r\n");
    vec![
        fault("proxy wants a password", asks_for_password, FaultKind::Proxy, 1),
        http("429", "429 Too Many Requests", 429, 3),
        http("500", "500 Internal Server Error", 500, 3),
        http("502", "502 Bad Gateway", 502, 3),
        http("503", "503 Service Unavailable", 503, 3),
        http("504", "504 Gateway Timeout", 504, 3),
        http("403", "403 Forbidden", 403, 1),
        http("404", "404 Not Found", 404, 1),
        service("gateway timeout", 110, 3),
        service("gateway error 130", 130, 3),
        service("gateway error 150", 150, 3),
        service("throttled", 153, 3),
        service("service error", 8433, 3),
        service("no such action", 160, 1),
        service("no signature", 170, 1),
        service("wrong signature", 171, 1),
        service("no such user", 172, 1),
        service("bad token", 174, 1),
        service("missing parameter", 220, 1),
        service("parameter not available", 230, 1),
        service("wrong project", 292, 1),
        service("wrong zone", 293, 1),
        service("address refused", 294, 1),
        service("not permitted", 299, 1),
        service("unknown code", 226_601, 1),
    ]
}

fn undelimited(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}").into_bytes()
}

fn chunked(chunks: &[&str], finished: bool) -> Vec<u8> {
    let mut bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned();
    for chunk in chunks {
        bytes.push_str(&format!("{:x}\r\n{chunk}\r\n", chunk.len()));
    }
    if finished {
        bytes.push_str("0\r\n\r\n");
    }
    bytes.into_bytes()
}

/// A gzip body that misses its last bytes.
fn gzip(body: &[u8], missing: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    let packed = encoder.finish().unwrap();
    answer("200 OK", "Content-Encoding: gzip\r\n", &packed[..packed.len() - missing])
}
