//! SOCKS proxies: the name travels, not an address; the service is never asked directly; faults name the variable.

use std::net::SocketAddr;

use compshare_tui::face::api::{Client, Endpoint, Route};
use compshare_tui::face::catalogue::{Fault, FaultKind, Query, Window};

use crate::support::faults::{GOOD, json};
use crate::support::misbehaving::Misbehaving;
use crate::support::socks::{Manner, Socks};
use crate::{CANARY, endpoint_of};

const FIRST: Window = Window { offset: 0, limit: 20 };
/// A name nobody but the proxy can resolve.
const SERVICE: &str = "http://service.invalid:8123";

/// A client that takes the route these variables say.
fn client(variables: &[(&str, &str)]) -> Client {
    let value = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    Client::new(Endpoint { route: Route::choose(SERVICE, value), ..endpoint_of(SERVICE) }).unwrap()
}

async fn groups(client: &Client) -> Result<usize, Fault> {
    Ok(client.page(&Query::default(), FIRST, &|_| {}).await?.groups.len())
}

fn address(server: &Misbehaving) -> SocketAddr {
    server.base_url().strip_prefix("http://").unwrap().parse().unwrap()
}

#[tokio::test]
async fn every_way_of_writing_socks_sends_the_name() {
    for scheme in ["socks5", "socks5h", "socks"] {
        let service = Misbehaving::start([json(GOOD)]).await;
        let proxy = Socks::start(Manner::Open, address(&service)).await;
        let url = format!("{scheme}://{}", proxy.address());
        assert_eq!(groups(&client(&[("ALL_PROXY", &url)])).await, Ok(1), "{scheme}");
        assert_eq!(proxy.asked(), ["name service.invalid:8123"], "{scheme}");
    }
}

#[tokio::test]
async fn a_password_is_given_and_a_wrong_one_is_told_without_it() {
    let service = Misbehaving::start([json(GOOD)]).await;
    let proxy = Socks::start(Manner::Password("user", CANARY), address(&service)).await;
    let url = |password| format!("socks5://user:{password}@{}", proxy.address());
    assert_eq!(groups(&client(&[("http_proxy", &url(CANARY))])).await, Ok(1));
    let wrong = groups(&client(&[("http_proxy", &url("wrong-canary"))])).await.unwrap_err();
    assert_eq!(wrong.kind, FaultKind::Proxy);
    let told = format!("{wrong:?} {wrong}");
    assert!(
        told.contains("http_proxy: ") && !told.contains("wrong-canary") && !told.contains(CANARY),
        "{told}"
    );
    assert_eq!(proxy.asked().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_proxy_that_fails_is_named_by_its_variable() {
    let service = Misbehaving::start([json(GOOD)]).await;
    for manner in [Manner::Refusing, Manner::Silent, Manner::CuttingOff] {
        let proxy = Socks::start(manner.clone(), address(&service)).await;
        let url = format!("socks5://user:{CANARY}@{}", proxy.address());
        let fault = groups(&client(&[("ALL_PROXY", &url)])).await.unwrap_err();
        assert_eq!(fault.kind, FaultKind::Proxy, "{manner:?}: {fault:?}");
        assert!(fault.detail.starts_with("ALL_PROXY: "), "{manner:?}: {fault:?}");
        assert!(!format!("{fault:?}").contains(CANARY), "{fault:?}");
    }
    assert_eq!(service.requests(), Vec::<String>::new(), "it is never asked directly");
}

#[tokio::test]
async fn a_value_that_is_no_proxy_is_refused_and_named() {
    for value in ["ftp://127.0.0.1:1", "http://"] {
        let fault = groups(&client(&[("ALL_PROXY", value)])).await.unwrap_err();
        assert_eq!((fault.kind, fault.detail.as_str()), (FaultKind::Proxy, "ALL_PROXY"), "{value}");
    }
}

#[tokio::test]
async fn no_proxy_is_honoured() {
    let service = Misbehaving::start([json(GOOD)]).await;
    let proxy = Socks::start(Manner::Open, address(&service)).await;
    let url = format!("socks5://{}", proxy.address());
    let fault = groups(&client(&[("ALL_PROXY", &url), ("NO_PROXY", ".invalid")])).await.unwrap_err();
    assert_eq!(fault.kind, FaultKind::Dns);
    assert_eq!(proxy.asked(), Vec::<String>::new());
}
