//! What can happen to the core, and catalogues for it to happen over.

use compshare_tui::face::app::{Chord, Mouse, MouseKind};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Something that happens.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Key(Chord),
    Paste(String),
    Mouse(Mouse),
    Resize(u16, u16),
    /// Milliseconds pass.
    Wait(u64),
    /// One of the requests under way, picked by number, is answered.
    Answer(usize, Answer),
    /// A request that nobody waits for any more is answered.
    LateAnswer(usize, Answer),
    Resumed,
}

/// How a request is answered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Answer {
    Well,
    /// With a total that lies.
    Lying(u64),
    /// Without anything in it.
    Empty,
    Fault,
    /// Not yet: it is tried again.
    Retry,
}

fn keys() -> impl Strategy<Value = Chord> {
    let names = [
        "j",
        "k",
        "g",
        "G",
        "n",
        "p",
        "N",
        "C-d",
        "C-u",
        "PgDn",
        "PgUp",
        "Home",
        "End",
        "Enter",
        "h",
        "l",
        "Tab",
        "S-Tab",
        "Esc",
        "/",
        "f",
        "Space",
        "1",
        "2",
        "3",
        "s",
        "S",
        "X",
        "[",
        "]",
        "z",
        "o",
        "u",
        "c",
        "y",
        "Y",
        "w",
        "?",
        ":",
        "L",
        "r",
        "C-t",
        "C-l",
        "C-z",
        "q",
        "Up",
        "Down",
        "Left",
        "Right",
        "Backspace",
        "Delete",
        "C-a",
        "C-k",
        "F1",
        "M-y",
        "a",
        "d",
        "t",
        "x",
        "J",
        "K",
        "U",
        "C-r",
        "C-n",
        "C-p",
    ];
    let named = proptest::sample::select(names.to_vec()).prop_map(|name| name.parse().unwrap());
    let typed =
        proptest::sample::select(&['语', '音', 'e', ':', '-', '🏴', '\u{300}'][..]).prop_map(Chord::char);
    prop_oneof![9 => named, 1 => typed]
}

fn answers() -> impl Strategy<Value = Answer> {
    prop_oneof![
        6 => Just(Answer::Well),
        1 => (0..2000_u64).prop_map(Answer::Lying),
        1 => Just(Answer::Empty),
        1 => Just(Answer::Fault),
        1 => Just(Answer::Retry),
    ]
}

pub(super) fn steps() -> impl Strategy<Value = Step> {
    let kinds = proptest::sample::select(&[MouseKind::Click, MouseKind::ScrollUp, MouseKind::ScrollDown][..]);
    prop_oneof![
        10 => keys().prop_map(Step::Key),
        1 => "[a语 \n\u{1b}]{0,8}".prop_map(Step::Paste),
        1 => (kinds, 0..220_u16, 0..70_u16).prop_map(|(kind, x, y)| Step::Mouse(Mouse { kind, x, y })),
        2 => (0..=200_u16, 0..=60_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => (0..=24_u16, 0..=8_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        3 => (0..4000_u64).prop_map(Step::Wait),
        8 => (any::<usize>(), answers()).prop_map(|(which, answer)| Step::Answer(which, answer)),
        1 => (any::<usize>(), answers()).prop_map(|(which, answer)| Step::LateAnswer(which, answer)),
        1 => Just(Step::Resumed),
    ]
}

/// Names and texts: short, long, wide, joined, and hostile ones.
fn texts() -> impl Strategy<Value = String> {
    let words = [
        "ComfyUI",
        "语音合成",
        "全功能工作站",
        "v0.3.66",
        "👨\u{200d}👩\u{200d}👧",
        "e\u{301}",
        "\u{202e}evil",
        "\u{1b}[31m",
        "｜",
        "ｗｉｄｅ",
        " ",
        "",
        "…",
        "한국어",
        "\u{115f}",
        "🇨🇳",
        "❤\u{fe0f}",
        "a-very-long-name-that-does-not-fit-into-any-column",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..5).prop_map(|words| words.concat())
}

/// Readmes made of what Readmes are made of.
fn readmes() -> impl Strategy<Value = Option<String>> {
    let blocks = [
        "# 标题\n\n",
        "text 文字 with `code` and [a link](https://example.com/页面)\n\n",
        "- one\n- 二\n  - three\n\n",
        "> quoted\n\n",
        "```bash\npython main.py --listen # 启动\n```\n\n",
        "| 列 | b |\n|---|--:|\n| 一 | 2 |\n\n",
        "![图](https://x/y.png)\n\n",
        "<h2>HTML 标题</h2><p style=\"color:red\">红</p>\n\n",
        "***\n\n",
        "&#27;[31m \u{202e}\n\n",
        "1. 一\n2. 二\n\n",
    ];
    let text = proptest::collection::vec(proptest::sample::select(blocks.to_vec()), 0..12)
        .prop_map(|parts| parts.concat());
    proptest::option::of(text)
}

pub(super) fn groups() -> impl Strategy<Value = Value> {
    let version = (0..60_usize, texts(), texts(), readmes(), 0..3_u64).prop_map(|(id, name, version, readme, price)| {
        json!({
            "CompShareImageId": format!("compshareImage-{id}"), "Name": name, "VersionName": version, "Readme": readme,
            "Price": price, "Status": "Available", "Tags": [name], "Author": name, "Description": version,
            "SoftwarePorts": [{"Name": version, "Port": 8188}],
        })
    });
    // Few ids, so that some groups are there twice.
    let group = (0..50_usize, texts(), proptest::collection::vec(version, 0..4));
    group.prop_map(|(id, name, data)| json!({"GroupId": format!("g{id}"), "ImageName": name, "Data": data}))
}
