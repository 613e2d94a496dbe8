//! Every fault a service or the way to it can have: named, bounded in time, retried only where that can help.
//!
//! Time is paused: a minute of silence passes at once, and waits are asserted to the millisecond they were asked for.

use std::sync::Mutex;
use std::time::Duration;

use compshare_tui::face::api::{Client, Progress};
use compshare_tui::face::catalogue::{Fault, FaultKind, Page, Query, Window};
use compshare_tui::face::i18n::Lang;
use tokio::net::TcpSocket;
use tokio::time::Instant;

use crate::client_of;
use crate::support::faults::{self, GOOD, REQUEST_ID, json, ret_code, status};
use crate::support::misbehaving::{Misbehaving, Reply};

const FIRST: Window = Window { offset: 0, limit: 20 };

/// Asks for the first page; gives the waits that were reported with the outcome.
async fn ask(client: &Client) -> (Result<Page, Fault>, Vec<(u8, Duration)>) {
    let waits = Mutex::new(Vec::new());
    let report = |progress| {
        let Progress::Waiting { attempt, of, delay, fault } = progress;
        assert_eq!(of, 3);
        assert!(fault.is_passing(), "{fault:?}");
        waits.lock().unwrap().push((attempt, delay));
    };
    let answer = client.page(&Query::default(), FIRST, &report).await;
    (answer, waits.into_inner().unwrap())
}

#[tokio::test(start_paused = true)]
async fn every_fault_is_named_within_the_limit_and_retried_only_where_that_can_help() {
    for fault in faults::all() {
        let name = fault.name;
        let server = Misbehaving::start([fault.reply]).await;
        let client = client_of(&server.base_url());
        let begun = Instant::now();
        let (answer, waits) = ask(&client).await;
        let found = answer.unwrap_err();
        assert_eq!(found.kind, fault.kind, "{name}: {found:?}");
        assert_eq!(server.requests().len(), fault.attempts, "{name}: requests");
        assert_eq!(waits.len(), fault.attempts - 1, "{name}: waits");
        assert!(begun.elapsed() <= Duration::from_secs(45), "{name}: took {:?}", begun.elapsed());
        for lang in Lang::ALL {
            assert!(!found.sentence(lang).is_empty() && !found.remedy(lang).is_empty(), "{name}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_names_the_request_and_the_key() {
    for code in [170, 171, 172, 174, 230, 292, 293, 294, 299] {
        let server = Misbehaving::start([ret_code(code)]).await;
        let fault = ask(&client_of(&server.base_url())).await.0.unwrap_err();
        assert_eq!(fault.kind, FaultKind::Service(code));
        assert_eq!(fault.detail.as_str(), format!("message {code}"));
        assert_eq!(fault.request_id.as_deref(), Some(REQUEST_ID));
        let key = fault.key.expect("says which key was used");
        assert_eq!((key.source.as_str(), key.public_tail.as_str()), ("a test", "tail"));
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_up_to_fifteen_seconds() {
    let cases = [
        ("7", 7),
        ("0", 0),
        ("15", 15),
        ("86400", 15),
        ("99999999999999999999", 15),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 15),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ];
    for line in ["429 Too Many Requests", "503 Service Unavailable"] {
        for (asked, seconds) in cases {
            let busy = status(line, &format!("Retry-After: {asked}\r\n"));
            let server = Misbehaving::start([busy, json(GOOD)]).await;
            let begun = Instant::now();
            let (answer, waits) = ask(&client_of(&server.base_url())).await;
            assert_eq!(answer.unwrap().groups.len(), 1);
            assert_eq!(waits, [(1, Duration::from_secs(seconds))], "{asked}");
            assert_eq!(begun.elapsed().as_secs(), seconds, "{asked}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn waits_of_our_own_stay_within_the_policy() {
    for (reply, bounds) in [(status("502 Bad Gateway", ""), [200, 400]), (ret_code(153), [1000, 2000])] {
        let server = Misbehaving::start([reply]).await;
        let (_, waits) = ask(&client_of(&server.base_url())).await;
        for ((attempt, delay), bound) in waits.iter().zip(bounds) {
            assert!(delay.as_millis() <= bound, "attempt {attempt} waits {delay:?}");
        }
        assert_eq!(waits.len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_passing_fault_is_forgotten_when_the_next_attempt_succeeds() {
    for fault in faults::all().into_iter().filter(|fault| fault.attempts == 3) {
        let server = Misbehaving::start([fault.reply, json(GOOD)]).await;
        let (answer, waits) = ask(&client_of(&server.base_url())).await;
        assert_eq!(answer.unwrap().groups.len(), 1, "{}", fault.name);
        assert_eq!(waits.len(), 1, "{}", fault.name);
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_outage_costs_one_attempt_a_question() {
    let server = Misbehaving::start([status("503 Service Unavailable", "")]).await;
    let client = client_of(&server.base_url());
    for _ in 0..20 {
        ask(&client).await.0.unwrap_err();
    }
    assert_eq!(server.requests().len(), 20 + 10, "twenty questions and ten retries");
}

#[tokio::test(start_paused = true)]
async fn a_success_earns_a_retry_back() {
    let script = (0..15).flat_map(|_| [status("503 Service Unavailable", ""), json(GOOD)]);
    let server = Misbehaving::start(script).await;
    let client = client_of(&server.base_url());
    for question in 0..15 {
        assert!(ask(&client).await.0.is_ok(), "question {question}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_would_outlast_the_call_is_not_begun() {
    // Thirteen seconds for a body of fourteen bytes, then a wait of fifteen; the second wait would end after 56.
    let head = b"HTTP/1.1 503 Busy\r\nRetry-After: 15\r\nContent-Length: 14\r\n\r\n";
    let server = Misbehaving::start([Reply::Drip(head.to_vec(), vec![b' '; 14])]).await;
    let begun = Instant::now();
    let (answer, waits) = ask(&client_of(&server.base_url())).await;
    assert_eq!(answer.unwrap_err().kind, FaultKind::Http(503));
    assert_eq!(waits, [(1, Duration::from_secs(15))]);
    assert_eq!(begun.elapsed().as_secs(), 13 + 15 + 13);
}

#[tokio::test(start_paused = true)]
async fn an_error_status_names_the_request_and_says_what_the_service_said() {
    let body = br#"{"RetCode":8433,"Message":"be right back"}"#;
    let down = Reply::Write(faults::answer("503 Service Unavailable", "", body));
    let server = Misbehaving::start([down]).await;
    let fault = ask(&client_of(&server.base_url())).await.0.unwrap_err();
    assert_eq!(fault.kind, FaultKind::Http(503));
    assert_eq!(fault.detail.as_str(), "be right back");
    assert_eq!(fault.request_id.as_deref(), Some(REQUEST_ID));
}

#[tokio::test(start_paused = true)]
async fn bytes_that_are_no_text_cost_only_themselves() {
    let good = GOOD.replace("ComfyUI", "Comfy?UI").into_bytes();
    let body: Vec<u8> = good.iter().map(|byte| if *byte == b'?' { 0xFF } else { *byte }).collect();
    let server = Misbehaving::start([Reply::Write(faults::answer("200 OK", "", &body))]).await;
    let page = ask(&client_of(&server.base_url())).await.0.unwrap();
    assert_eq!(page.groups[0].image_name.as_str(), "Comfy\u{FFFD}UI");
}

#[tokio::test(start_paused = true)]
async fn at_most_four_requests_are_under_way() {
    let slow = Reply::Drip(vec![], b"HTTP/1.1 404 Not Found\r\n\r\n"[..12].to_vec());
    let server = Misbehaving::start([slow]).await;
    let client = client_of(&server.base_url());
    let asking: Vec<_> = (0..12)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { ask(&client).await })
        })
        .collect();
    for asked in asking {
        asked.await.unwrap().0.unwrap_err();
    }
    assert_eq!(server.most_open(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_superseded_request_is_closed() {
    let server = Misbehaving::start([Reply::WriteAndHang(vec![])]).await;
    let client = client_of(&server.base_url());
    let asking = tokio::spawn(async move { ask(&client).await });
    server.wait_for_requests(1).await;
    asking.abort();
    let begun = Instant::now();
    server.wait_until_closed().await;
    assert!(begun.elapsed() < Duration::from_secs(1), "the service waited {:?}", begun.elapsed());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_redirect_is_refused_and_the_other_host_hears_nothing() {
    let elsewhere = Misbehaving::start([json(GOOD)]).await;
    for line in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let to_elsewhere = status(line, &format!("Location: {}/\r\n", elsewhere.base_url()));
        let server = Misbehaving::start([to_elsewhere]).await;
        let fault = ask(&client_of(&server.base_url())).await.0.unwrap_err();
        assert_eq!(fault.kind, FaultKind::Redirected, "{line}");
    }
    assert_eq!(elsewhere.requests(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn parameters_travel_in_the_body_only() {
    let server = Misbehaving::start([json(GOOD)]).await;
    let query = Query { fuzzy: "sought".into(), ..Query::default() };
    client_of(&server.base_url()).page(&query, FIRST, &|_| {}).await.unwrap();
    let request = server.requests().remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST / HTTP/1.1\r\n"), "{head}");
    assert!(head.to_lowercase().contains("content-type: application/x-www-form-urlencoded"), "{head}");
    assert!(!head.contains("sought") && !head.to_lowercase().contains("referer"), "{head}");
    for parameter in
        ["Region=cn-wlcb", "Zone=cn-wlcb-01", "ProjectId=org-1", "FuzzySearch=sought", "Signature="]
    {
        assert!(body.contains(parameter), "{parameter} is not in {body}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_readme_parameter_nobody_documents_is_dropped_for_good_once_refused() {
    let server = Misbehaving::start([ret_code(230), json(GOOD)]).await;
    let client = client_of(&server.base_url()).without_readmes();
    for _ in 0..2 {
        ask(&client).await.0.unwrap();
    }
    let sent: Vec<bool> =
        server.requests().iter().map(|request| request.contains("ExcludeReadme=true")).collect();
    assert_eq!(sent, [true, false, false]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_connection_is_named_at_once() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (answer, waits) = ask(&client_of(&format!("http://127.0.0.1:{port}"))).await;
    assert_eq!(answer.unwrap_err().kind, FaultKind::Refused);
    assert_eq!(waits.len(), 2);
}

#[cfg(target_os = "linux")]
#[tokio::test(start_paused = true)]
async fn a_black_hole_is_named_after_four_seconds() {
    // A listener whose queue is full: further connections are neither taken nor refused.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queued = Vec::new();
    for _ in 0..4 {
        let connecting = tokio::net::TcpStream::connect(address);
        queued.push(tokio::time::timeout(Duration::from_millis(100), connecting).await);
    }
    let begun = Instant::now();
    let (answer, waits) = ask(&client_of(&format!("http://{address}"))).await;
    assert_eq!(answer.unwrap_err().kind, FaultKind::ConnectTimeout);
    let connecting = begun.elapsed() - waits.iter().map(|(_, delay)| *delay).sum::<Duration>();
    assert_eq!(connecting.as_secs(), 12, "three attempts of four seconds");
}
