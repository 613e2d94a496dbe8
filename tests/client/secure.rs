//! TLS and the system around the client: certificates, clocks, CA stores and proxies, each failure named.
//!
//! What depends on environment variables runs in a process of its own: this test binary, asked to run one ignored
//! test that fetches a page from the address it is given and prints how that went. What depends on a CA store made of
//! files is for Linux; other systems keep theirs elsewhere.

use std::process::Command;

use compshare_tui::face::catalogue::{Fault, FaultKind, Query, Window};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::faults::{GOOD, json, status};
use crate::support::misbehaving::{Misbehaving, Reply};
use crate::{CANARY, client_of};

const FIRST: Window = Window { offset: 0, limit: 20 };

/// A server with a self-signed certificate for 127.0.0.1, valid for some years; gives the certificate too.
async fn secure_server(years: (i32, i32)) -> (Misbehaving, String) {
    secure_server_with(vec![json(GOOD)], years).await
}

/// The same with a script of its own.
pub(crate) async fn secure_server_with(script: Vec<Reply>, years: (i32, i32)) -> (Misbehaving, String) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    params.not_before = date_time_ymd(years.0, 1, 1);
    params.not_after = date_time_ymd(years.1, 1, 1);
    let certificate = params.self_signed(&key).unwrap();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .unwrap();
    (Misbehaving::start_tls(script, config).await, certificate.pem())
}

async fn fault_of(base_url: &str) -> Fault {
    client_of(base_url).page(&Query::default(), FIRST, &|_| {}).await.unwrap_err()
}

/// How a fetch from an address goes in another process, with these environment variables and no others.
async fn outcome_elsewhere(base_url: &str, variables: &[(&str, &str)]) -> String {
    let variables = [variables, &[("FETCH_FROM", base_url)]].concat();
    run_elsewhere("secure::fetch_and_print", &variables).await
}

/// What an ignored test prints in a process with these environment variables and no others.
pub(crate) async fn run_elsewhere(test: &str, variables: &[(&str, &str)]) -> String {
    let mut fetch = Command::new(std::env::current_exe().unwrap());
    fetch.args([test, "--exact", "--ignored", "--nocapture"]);
    fetch.env_clear().envs(variables.iter().copied());
    let done = tokio::task::spawn_blocking(move || fetch.output()).await.unwrap().unwrap();
    let everything = [done.stdout, done.stderr].concat();
    String::from_utf8(everything).unwrap()
}

#[tokio::test]
#[ignore = "run by the tests of this file, in a process of its own"]
async fn fetch_and_print() {
    let client = client_of(&std::env::var("FETCH_FROM").unwrap());
    let answer = client.page(&Query::default(), FIRST, &|_| {}).await;
    println!("{:?}", answer.map(|page| page.groups.len()));
}

#[tokio::test]
async fn an_untrusted_certificate_is_named_and_nothing_is_sent() {
    let (server, _) = secure_server((2020, 2090)).await;
    let fault = fault_of(&server.base_url()).await;
    assert_eq!(fault.kind, FaultKind::Certificate, "{fault:?}");
    assert_eq!(server.requests(), Vec::<String>::new());
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_certificate_outside_its_dates_points_to_the_clock() {
    for years in [(2010, 2020), (2080, 2090)] {
        let (server, _) = secure_server(years).await;
        let fault = fault_of(&server.base_url()).await;
        assert_eq!(fault.kind, FaultKind::CertificateDate, "{years:?}: {fault:?}");
        assert_eq!(server.requests(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_service_without_tls_is_never_spoken_to_in_the_clear() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut heard = Vec::new();
        stream.read_buf(&mut heard).await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        let _ = stream.read_to_end(&mut heard).await;
        String::from_utf8_lossy(&heard).into_owned()
    });
    let fault = fault_of(&format!("https://{address}")).await;
    assert_eq!(fault.kind, FaultKind::Tls, "{fault:?}");
    let heard = serving.await.unwrap();
    assert!(!heard.contains("POST") && !heard.contains("Signature"), "{heard}");
}

#[tokio::test]
async fn a_connection_closed_before_it_is_secure_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move {
        for _ in 0..3 {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut hello = Vec::new();
            stream.read_buf(&mut hello).await.unwrap();
        }
    });
    let fault = fault_of(&format!("https://{address}")).await;
    assert_eq!(fault.kind, FaultKind::Unreachable, "{fault:?}");
    serving.await.unwrap();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_trusted_certificate_is_accepted_for_its_name_only() {
    let (server, pem) = secure_server((2020, 2090)).await;
    let store = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(store.path(), pem).unwrap();
    let trusting = [("SSL_CERT_FILE", store.path().to_str().unwrap())];
    let good = outcome_elsewhere(&server.base_url(), &trusting).await;
    assert!(good.contains("Ok(1)"), "{good}");
    let other_name = server.base_url().replace("127.0.0.1", "localhost");
    let bad = outcome_elsewhere(&other_name, &trusting).await;
    assert!(bad.contains("kind: Certificate,"), "{bad}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_system_without_ca_certificates_is_named_and_can_still_browse_the_demo() {
    let nowhere = [("SSL_CERT_FILE", "/nonexistent"), ("SSL_CERT_DIR", "/nonexistent")];
    let (server, _) = secure_server((2020, 2090)).await;
    let secure = outcome_elsewhere(&server.base_url(), &nowhere).await;
    assert!(secure.contains("kind: NoCaStore"), "{secure}");
    let plain = Misbehaving::start([json(GOOD)]).await;
    let demo = outcome_elsewhere(&plain.base_url(), &nowhere).await;
    assert!(demo.contains("Ok(1)"), "{demo}");
}

#[tokio::test]
async fn a_name_without_an_address_is_named() {
    // A label of more than 63 characters cannot be a name, so no resolver is asked; nor is a proxy, if this machine has one.
    let outcome = outcome_elsewhere(&format!("http://{}.invalid", "a".repeat(64)), &[]).await;
    assert!(outcome.contains("kind: Dns"), "{outcome}");
}

#[tokio::test]
async fn a_bad_proxy_is_named_without_its_password() {
    // 192.0.2.1 is reserved for documentation; the proxy, where nothing listens, is asked for it.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let proxy = format!("http://user:{CANARY}@127.0.0.1:{port}");
    for (url, variable) in [("https://192.0.2.1", "HTTPS_PROXY"), ("http://192.0.2.1", "http_proxy")] {
        let outcome = outcome_elsewhere(url, &[(variable, &proxy)]).await;
        assert!(outcome.contains("kind: Proxy"), "{outcome}");
        assert!(!outcome.contains(CANARY), "{outcome}");
    }
}

#[tokio::test]
async fn a_proxy_that_opens_no_tunnel_is_named_and_hears_nothing_but_the_address() {
    let password = status("407 Proxy Authentication Required", "Proxy-Authenticate: Basic\r\n");
    let replies = [
        password,
        status("403 Forbidden", ""),
        status("502 Bad Gateway", ""),
        Reply::Write(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()),
        Reply::Write(vec![]),
    ];
    for reply in replies {
        let proxy = Misbehaving::start([reply.clone()]).await;
        let outcome = outcome_elsewhere("https://192.0.2.1", &[("HTTPS_PROXY", &proxy.base_url())]).await;
        assert!(outcome.contains("kind: Proxy"), "{reply:?}: {outcome}");
        let heard = proxy.requests();
        let tunnels_only = heard.iter().all(|request| {
            request.starts_with("CONNECT 192.0.2.1:443 HTTP/1.1\r\n") && !request.contains("Signature")
        });
        assert!(tunnels_only && !heard.is_empty(), "{reply:?}: {heard:?}");
    }
}

#[tokio::test]
async fn this_machine_is_asked_directly_whatever_the_proxy() {
    let proxy = Misbehaving::start([json("{}")]).await;
    let server = Misbehaving::start([json(GOOD)]).await;
    let everything = [("http_proxy", &*proxy.base_url()), ("ALL_PROXY", &*proxy.base_url())];
    let outcome = outcome_elsewhere(&server.base_url(), &everything).await;
    assert!(outcome.contains("Ok(1)"), "{outcome}");
    assert_eq!(proxy.requests(), Vec::<String>::new());
}
