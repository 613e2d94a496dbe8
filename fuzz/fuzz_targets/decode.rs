//! Any bytes as an answer: decoding never panics, and what it makes of them it makes again of its own output.

#![no_main]

use compshare_tui::face::wire::decode;
use libfuzzer_sys::fuzz_target;
use serde_json::json;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = decode::tags(&text);
    let Ok(page) = decode::page(&text) else { return };
    let groups: Vec<_> = page.groups.iter().map(|group| &**group).collect();
    let written = json!({ "RetCode": 0, "CompshareImageGroup": groups }).to_string();
    let again = decode::page(&written).expect("our own output is an answer");
    assert_eq!((again.groups, again.skipped), (page.groups, 0));
});
