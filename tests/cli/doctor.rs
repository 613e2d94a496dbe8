//! `doctor`: what it says, and that its exit code is the one other commands would end with.

use std::net::TcpListener;

use compshare_tui::face::demo;
use secrecy::ExposeSecret;
use serde_json::Value;

use super::Home;

/// The status of a check of this name; the worst, where there are several.
fn status<'a>(report: &'a Value, name: &str) -> Option<&'a str> {
    let checks = report["checks"].as_array().unwrap().iter().filter(|check| check["Check"] == name);
    let statuses: Vec<&str> = checks.map(|check| check["Status"].as_str().unwrap()).collect();
    ["Failed", "Warning", "Success"].into_iter().find(|status| statuses.contains(status))
}

#[test]
fn with_the_demo_all_is_well() {
    let run = Home::new().run(&["doctor", "--demo", "--json"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["ok"], true);
    for check in ["program", "keys", "address", "signature", "clock", "settings", "state"] {
        assert_eq!(status(&report["data"], check), Some("Success"), "{check}");
    }
}

#[test]
fn without_keys_it_fails_with_code_3_and_says_where_they_are_made() {
    let run = Home::new().run(&["doctor"]);
    assert_eq!((run.code, run.err.as_str()), (Some(3), ""));
    assert!(run.out.contains("https://console.compshare.cn/uaccount/api_manage"), "{}", run.out);
    let run = Home::new().run(&["doctor", "--json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &report["error"]["code"]), (Some(3), &"diagnostic_failed".into()));
    assert_eq!(status(&report["error"]["details"], "keys"), Some("Failed"));
}

#[test]
fn a_service_that_cannot_be_reached_fails_with_code_4() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let home = Home::new().with("COMPSHARE_PUBLIC_KEY", "p").with("COMPSHARE_PRIVATE_KEY", "k");
    let run = home.run(&["doctor", "--json", "--base-url", &format!("http://127.0.0.1:{port}")]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let details = &report["error"]["details"];
    assert_eq!(run.code, Some(4));
    assert_eq!((status(details, "keys"), status(details, "address")), (Some("Success"), Some("Failed")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_fails_with_code_3_and_is_shown_by_its_tail_only() {
    let server = demo::Server::start(demo::Options::default()).await.unwrap();
    let home = Home::new()
        .with("COMPSHARE_PUBLIC_KEY", server.public_key())
        .with("COMPSHARE_PRIVATE_KEY", "canary-private")
        .with("COMPSHARE_BASE_URL", &server.base_url());
    let run = home.run(&["doctor", "--json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let details = &report["error"]["details"];
    assert_eq!(run.code, Some(3));
    assert_eq!((status(details, "address"), status(details, "signature")), (Some("Success"), Some("Failed")));
    let tail = &server.public_key()[server.public_key().len() - 4..];
    assert!(
        run.out.contains(&format!("from COMPSHARE_PUBLIC_KEY, public key ending in {tail}")),
        "{}",
        run.out
    );
    for secret in ["canary-private", server.public_key(), server.private_key().expose_secret()] {
        assert!(!run.out.contains(secret));
    }
}

#[test]
fn every_setting_comes_with_its_source() {
    let home = Home::new().with("COMPSHARE_ZONE", "cn-wlcb-01");
    home.file(".config/compshare-tui/config.toml", "\npage_size = 7\n", 0o644);
    let run = home.run(&["doctor", "--demo", "--json", "--region", "cn-x"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let source = |name: &str| {
        let settings = report["data"]["settings"].as_array().unwrap();
        let row = settings.iter().find(|row| row["name"] == name).unwrap();
        (row["value"].as_str().unwrap().to_owned(), row["source"].as_str().unwrap().to_owned())
    };
    assert_eq!(source("region"), ("cn-x".into(), "flag".into()));
    assert_eq!(source("zone"), ("cn-wlcb-01".into(), "COMPSHARE_ZONE".into()));
    assert_eq!(source("page_size"), ("7".into(), "config.toml, line 2".into()));
    assert_eq!(source("theme"), ("terminal".into(), "default".into()));
}

#[test]
fn the_proxy_that_applies_is_told_with_its_variable_and_without_its_password() {
    let home = || Home::new().with("COMPSHARE_PUBLIC_KEY", "p").with("COMPSHARE_PRIVATE_KEY", "k");
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let proxy = format!("socks5://user:canary@127.0.0.1:{port}");
    let run = home().with("ALL_PROXY", &proxy).run(&["doctor", "--base-url", "https://service.invalid"]);
    assert!(run.out.contains(&format!("socks5h://127.0.0.1:{port}, from ALL_PROXY")), "{}", run.out);
    assert!(!run.out.contains("canary"));

    let here = format!("http://127.0.0.1:{port}");
    let run = home().with("ALL_PROXY", &proxy).run(&["doctor", "--base-url", &here]);
    assert!(run.out.contains("none, the service is asked directly"), "{}", run.out);

    let run = home().with("HTTPS_PROXY", "ftp://x").run(&["doctor", "--base-url", "https://service.invalid"]);
    assert!(run.out.contains("HTTPS_PROXY is no proxy's address"), "{}", run.out);
}
