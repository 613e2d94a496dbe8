//! Fetching pictures from servers that misbehave, and from addresses that must not be fetched from.

use std::sync::{Arc, Mutex};

use compshare_tui::face::api::{PictureFetcher, Route};
use compshare_tui::face::pictures::{Size, Trouble, decode};
use image::{ExtendedColorType, ImageEncoder};

use crate::secure::secure_server_with;
use crate::support::misbehaving::{Misbehaving, Reply};

/// A PNG of some size, grey.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = vec![128; (width * height) as usize];
    image::codecs::png::PngEncoder::new(&mut bytes)
        .write_image(&pixels, width, height, ExtendedColorType::L8)
        .unwrap();
    bytes
}

fn answer(status: &str, headers: &str, body: &[u8]) -> Reply {
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    Reply::Write([head.as_bytes(), body].concat())
}

fn found(location: &str) -> Reply {
    answer("302 Found", &format!("Location: {location}\r\nSet-Cookie: a=b\r\n"), b"")
}

/// A head that announces no length.
const OPEN: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nConnection: close\r\n\r\n";

fn fetcher(base_url: &str) -> PictureFetcher {
    PictureFetcher::new(base_url, Arc::new(|_| Route::Direct))
}

async fn fetched(server: &Misbehaving) -> Result<Vec<u8>, Trouble> {
    fetcher(&server.base_url()).fetch("/pictures/a.png", &|_| {}).await
}

async fn trouble_of(reply: Reply) -> Trouble {
    let server = Misbehaving::start([reply]).await;
    fetched(&server).await.unwrap_err()
}

#[tokio::test]
async fn a_picture_is_fetched_and_its_size_told_early() {
    let whole = png(300, 200);
    let server = Misbehaving::start([answer("200 OK", "", &whole)]).await;
    let sizes = Mutex::new(vec![]);
    let fetcher = fetcher(&server.base_url());
    let bytes = fetcher.fetch("/pictures/a.png", &|size| sizes.lock().unwrap().push(size)).await.unwrap();
    assert_eq!((&bytes, sizes.into_inner().unwrap()), (&whole, vec![Size { width: 300, height: 200 }]));
    assert_eq!(decode(&bytes).unwrap().size(), Size { width: 300, height: 200 });
}

#[tokio::test]
async fn no_key_cookie_or_referer_goes_with_a_picture_even_to_the_services_own_host() {
    let server = Misbehaving::start([answer("200 OK", "Set-Cookie: a=b\r\n", &png(9, 9))]).await;
    let fetcher = fetcher(&server.base_url());
    for _ in 0..2 {
        fetcher.fetch(&format!("{}/a.png", server.base_url()), &|_| {}).await.unwrap();
    }
    let host = server.base_url().replace("http://", "");
    let agent = concat!("compshare-tui/", env!("CARGO_PKG_VERSION"));
    let expected = format!(
        "GET /a.png HTTP/1.1\r\naccept: image/png,image/jpeg,image/webp,image/gif\r\nuser-agent: {agent}\r\nhost: {host}\r\n\r\n"
    );
    assert_eq!(server.requests(), [expected.clone(), expected]);
}

#[tokio::test]
async fn a_bomb_is_dropped_by_its_head() {
    let mut bomb = png(9, 9);
    bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let start = [OPEN, &bomb[..33]].concat();
    let size = Size { width: 65_535, height: 65_535 };
    assert_eq!(trouble_of(Reply::WriteAndHang(start)).await, Trouble::TooManyPixels(size));
}

#[tokio::test]
async fn a_picture_one_pixel_wide_and_a_hundred_thousand_high_is_a_picture() {
    let server = Misbehaving::start([answer("200 OK", "", &png(1, 100_000))]).await;
    let pixels = decode(&fetched(&server).await.unwrap()).unwrap();
    assert_eq!(pixels.size(), Size { width: 1, height: 100_000 });
    assert!(pixels.bytes() < 10_000, "{}", pixels.bytes());
}

#[tokio::test]
async fn a_picture_that_is_cut_off_is_told() {
    let whole = png(300, 200);
    let short = whole[..whole.len() / 2].to_vec();
    let server = Misbehaving::start([answer("200 OK", "", &short)]).await;
    assert_eq!(decode(&fetched(&server).await.unwrap()), Err(Trouble::Damaged));
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", whole.len());
    let broken = Reply::WriteAndReset([head.as_bytes(), &short].concat());
    assert_eq!(trouble_of(broken).await, Trouble::Unreachable);
    assert_eq!(trouble_of(answer("200 OK", "", &whole[..20])).await, Trouble::Damaged);
}

#[tokio::test]
async fn what_is_no_picture_is_dropped_whatever_it_calls_itself() {
    let type_of = |name: &str| format!("Content-Type: {name}\r\n");
    assert_eq!(trouble_of(answer("200 OK", &type_of("image/png"), b"<html>no")).await, Trouble::NoPicture);
    assert_eq!(trouble_of(answer("200 OK", &type_of("image/png"), b"<svg/>")).await, Trouble::Svg);
    assert_eq!(trouble_of(answer("404 Not Found", "", &png(9, 9))).await, Trouble::Refused(404));
    assert_eq!(trouble_of(Reply::Write(b"garbage\r\n\r\n".to_vec())).await, Trouble::Unreachable);
    let server = Misbehaving::start([answer("200 OK", &type_of("text/html"), &png(9, 9))]).await;
    assert_eq!(fetched(&server).await, Ok(png(9, 9)), "its bytes count, not its name");
}

#[tokio::test]
async fn an_endless_picture_ends_at_eight_megabytes() {
    let endless = Reply::WriteEndlessly([OPEN, &png(9, 9)].concat(), vec![7; 65_536]);
    assert_eq!(trouble_of(endless).await, Trouble::TooLarge);
    let noise = Reply::WriteEndlessly(OPEN.to_vec(), vec![7; 65_536]);
    assert_eq!(trouble_of(noise).await, Trouble::NoPicture);
    let announced = b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n".to_vec();
    assert_eq!(trouble_of(Reply::WriteAndHang(announced)).await, Trouble::TooLarge);
}

#[tokio::test(start_paused = true)]
async fn a_picture_that_drips_or_never_comes_is_given_up_after_15_seconds() {
    let begun = tokio::time::Instant::now();
    let drip = Reply::Drip([OPEN, &png(9, 9)].concat(), vec![7; 100]);
    assert_eq!(trouble_of(drip).await, Trouble::TooSlow);
    assert_eq!(begun.elapsed().as_secs(), 15);
    assert_eq!(trouble_of(Reply::WriteAndHang(vec![])).await, Trouble::TooSlow);
}

#[tokio::test]
async fn a_redirect_in_the_clear_or_into_a_private_network_is_not_followed() {
    let other = Misbehaving::start([answer("200 OK", "", &png(9, 9))]).await;
    let moved = |to: String| async move { trouble_of(found(&to)).await };
    assert_eq!(moved(other.base_url()).await, Trouble::MovedInTheClear);
    assert_eq!(moved(other.base_url().replace("http:", "https:")).await, Trouble::Private);
    assert_eq!(
        moved(other.base_url().replace("http://127.0.0.1", "https://localhost")).await,
        Trouble::Private
    );
    assert_eq!(moved("https://169.254.169.254/latest/meta-data".to_owned()).await, Trouble::Private);
    assert_eq!(moved("https://[fd00:ec2::254]/".to_owned()).await, Trouble::Private);
    assert_eq!(other.requests(), Vec::<String>::new());
}

#[tokio::test]
async fn a_readme_does_not_reach_into_the_readers_network() {
    let other = Misbehaving::start([answer("200 OK", "", &png(9, 9))]).await;
    for base in ["https://api.compshare.cn", "http://127.0.0.1:1"] {
        let fetcher = fetcher(base);
        let url = format!("{}/a.png", other.base_url());
        assert_eq!(fetcher.fetch(&url, &|_| {}).await, Err(Trouble::Private), "{base}");
        let rooted = url.replace("http://127.0.0.1", "https://localhost.");
        assert_eq!(fetcher.fetch(&rooted, &|_| {}).await, Err(Trouble::Private), "{base}");
    }
    assert_eq!(other.requests(), Vec::<String>::new());
}

/// A name that the system resolves to this machine and that does not say so.
async fn innocent_name() -> Option<String> {
    let own = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    for name in [own.trim(), "ip6-localhost", "localhost.localdomain"] {
        let found = tokio::net::lookup_host((name, 0)).await;
        if found.is_ok_and(|mut found| found.all(|address| address.ip().is_loopback())) {
            return Some(name.to_owned());
        }
    }
    None
}

#[tokio::test]
async fn a_name_is_judged_by_the_address_it_stands_for() {
    let Some(name) = innocent_name().await else {
        println!("skipped: this system has no other name of its own");
        return;
    };
    let other = Misbehaving::start([answer("200 OK", "", &png(9, 9))]).await;
    let url = other.base_url().replace("http://127.0.0.1", &format!("https://{name}"));
    assert_eq!(fetcher("https://api.compshare.cn").fetch(&url, &|_| {}).await, Err(Trouble::Private));
    assert_eq!(other.requests(), Vec::<String>::new());
}

#[tokio::test]
async fn four_pictures_are_fetched_at_once_and_dropping_them_ends_them() {
    let server = Misbehaving::start([Reply::WriteAndHang(OPEN.to_vec())]).await;
    let fetcher = fetcher(&server.base_url());
    let fetches: Vec<_> = (0..300)
        .map(|at| {
            let fetcher = fetcher.clone();
            tokio::spawn(async move { fetcher.fetch(&format!("/{at}.png"), &|_| {}).await })
        })
        .collect();
    server.wait_for_requests(4).await;
    fetches.iter().for_each(tokio::task::JoinHandle::abort);
    server.wait_until_closed().await;
    assert_eq!((server.most_open(), server.requests().len()), (4, 4));
}

#[tokio::test]
#[ignore = "run by the test below, in a process that trusts its server"]
async fn fetch_a_picture_and_print() {
    let base_url = std::env::var("FETCH_FROM").unwrap();
    let fetched = fetcher(&base_url).fetch("/a.png", &|_| {}).await;
    println!("{:?}", fetched.map(|bytes| bytes.len()));
}

#[tokio::test]
async fn three_redirects_are_followed_and_no_more() {
    let script = |redirects: usize| {
        let good = answer("200 OK", "", &png(9, 9));
        std::iter::repeat_n(found("/next.png"), redirects).chain([good]).collect::<Vec<_>>()
    };
    let whole = format!("Ok({})", png(9, 9).len());
    for (redirects, expected) in [(3, whole.as_str()), (4, "Err(MovedTooOften)")] {
        let (server, certificate) = secure_server_with(script(redirects), (2020, 2090)).await;
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("ca.pem");
        std::fs::write(&store, certificate).unwrap();
        let variables = [("SSL_CERT_FILE", store.to_str().unwrap()), ("FETCH_FROM", &server.base_url())];
        let printed = crate::secure::run_elsewhere("pictures::fetch_a_picture_and_print", &variables).await;
        assert!(printed.contains(expected), "{redirects}: {printed}");
        assert_eq!(server.requests().len(), 4);
    }
}
