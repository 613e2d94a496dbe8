//! Keys on their way from where they are kept to the service, and nowhere else.

use compshare_tui::face::demo;
use secrecy::ExposeSecret;

use super::{Home, Run};

/// A private key that must never be seen anywhere.
const CANARY: &str = "canary-private-key-77aa";

/// The embedded service, and a home without keys that knows its address.
async fn service() -> (demo::Server, Home) {
    let server = demo::Server::start(demo::Options::default()).await.unwrap();
    let home = Home::new().with("COMPSHARE_BASE_URL", &server.base_url());
    (server, home)
}

fn pair(server: &demo::Server) -> (&str, &str) {
    (server.public_key(), server.private_key().expose_secret())
}

fn compshare_file(public: &str, private: &str) -> String {
    format!(
        r#"{{"current_profile":"p","profiles":{{"p":{{"public_key":"{public}","private_key":"{private}"}}}}}}"#
    )
}

fn list(home: &Home) -> Run {
    home.run(&["list", "--ids", "--limit", "1"])
}

#[tokio::test(flavor = "multi_thread")]
async fn variables_open_the_service() {
    let (server, home) = service().await;
    let (public, private) = pair(&server);
    let home = home.with("COMPSHARE_PUBLIC_KEY", public).with("COMPSHARE_PRIVATE_KEY", private);
    let run = list(&home);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.starts_with("compshareImage-demo"));
}

#[tokio::test(flavor = "multi_thread")]
async fn compshare_clis_file_opens_the_service_and_is_not_touched() {
    let (server, home) = service().await;
    let (public, private) = pair(&server);
    let path = home.file(".config/compshare/config.json", compshare_file(public, private), 0o600);
    let before = std::fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(list(&home).code, Some(0));
    assert_eq!(std::fs::metadata(&path).unwrap().modified().unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn uclouds_file_opens_the_service() {
    let (server, home) = service().await;
    let (public, private) = pair(&server);
    let credentials = format!(r#"[{{"Profile":"default","PublicKey":"{public}","PrivateKey":"{private}"}}]"#);
    home.file(".ucloud/credential.json", &credentials, 0o600);
    assert_eq!(list(&home).code, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_others_can_read_is_used_with_a_warning_that_mends_it() {
    let (server, home) = service().await;
    let (public, private) = pair(&server);
    home.file(".config/compshare/config.json", compshare_file(public, private), 0o644);
    let run = list(&home);
    assert_eq!(run.code, Some(0));
    assert_eq!(
        run.err,
        "compshare-tui: ~/.config/compshare/config.json: other users can get at this file (mode 644); \
         put it right with: chmod 600 ~/.config/compshare/config.json\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_private_key_is_exit_code_3_and_says_which_keys_were_used() {
    let (server, home) = service().await;
    let (public, private) = pair(&server);
    // The file is right, but a variable beats it.
    home.file(".config/compshare/config.json", compshare_file(public, private), 0o600);
    let home = home.with("COMPSHARE_PRIVATE_KEY", CANARY);
    let run = list(&home);
    assert_eq!((run.code, run.out.as_str()), (Some(3), ""));
    assert!(run.err.contains("The private key does not match the public key."), "{}", run.err);
    assert!(run.err.contains("~/.config/compshare/config.json (profile p) + COMPSHARE_PRIVATE_KEY"));
    assert!(run.err.contains(&public[public.len() - 4..]));
    assert!(!run.err.contains(CANARY) && !run.err.contains(public));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_keys_is_exit_code_3_and_says_where_to_get_them() {
    let (_server, home) = service().await;
    let run = list(&home);
    assert_eq!(run.code, Some(3));
    assert!(run.err.contains("https://console.compshare.cn/uaccount/api_manage"), "{}", run.err);
    home.file(".config/compshare/config.json", format!("{{\"profiles\": {CANARY}}}"), 0o600);
    let run = list(&home);
    assert_eq!(run.code, Some(3));
    assert!(run.err.contains("~/.config/compshare/config.json: is not the JSON"), "{}", run.err);
    assert!(!run.err.contains(CANARY));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_its_owners_and_knows_no_private_key() {
    use std::os::unix::fs::PermissionsExt;
    let (_server, home) = service().await;
    let log = home.folder.path().join("log");
    let home = home.with("COMPSHARE_PUBLIC_KEY", "someone").with("COMPSHARE_PRIVATE_KEY", CANARY);
    let run = home.run(&["list", "--log", log.to_str().unwrap()]);
    assert_eq!(run.code, Some(3));
    let text = std::fs::read_to_string(&log).unwrap();
    assert!(text.contains("request failed"), "{text}");
    assert!(!text.contains(CANARY) && !text.contains("someone"));
    assert_eq!(std::fs::metadata(&log).unwrap().permissions().mode() & 0o777, 0o600);
}
