//! Believable Readmes as they are drawn, in colour, at three widths.
//!
//! Below each row stands a letter for the style of each cell, where that is not plain text:
//!
//! | letter | what | letter | what |
//! |---|---|---|---|
//! | `1`–`6` | heading | `=` | rule |
//! | `*` | list marker, footnote number | `>` | quote |
//! | `N` `T` `I` `W` `C` | alert: note, tip, important, warning, caution | `c` | code |
//! | `f` | code frame | `|` | table line |
//! | `h` | table head | `l` | link |
//! | `.` | muted | `i` | picture, video |
//! | `M` | marked text | `K` | key |
//! | `$` | math | `k` `s` `#` `0` `n` `t` `v` `p` | keyword, string, comment, number, function, type, variable, punctuation |
//! | `b` `e` `u` `x` `d` | bold, italic, underline, strike, dim | `R` `G` `Y` `B` `P` `A` `D` | the author's red, green, yellow, blue, magenta, cyan, grey |

use compshare_tui::face::i18n::Lang;
use compshare_tui::face::readme::{LayoutOptions, Rows, Span, SpanStyle, TextRole, Tint, highlight, parse};
use compshare_tui::face::text::width;

use super::rules::check_rows;

const WIDTHS: [u16; 3] = [40, 80, 120];

/// Images of the bundled catalogue, short and long, Chinese and English, plain and full of HTML.
const IMAGES: [&str; 13] = [
    "3D Gaussian Splatting 重建工作站",
    "ComfyUI",
    "Dify 智能体平台（含本地模型）",
    "ms-swift 魔搭训练框架",
    "diffusion-pipe 视频 LoRA 训练",
    "verl 强化学习训练",
    "Hunyuan3D 2.1 图生三维",
    "SGLang 高吞吐推理",
    "Ollama + Open WebUI 私有聊天",
    "Ultralytics YOLO11 / YOLOv8 训练",
    "Fish-Speech / OpenAudio S1-mini",
    "PaddleOCR 3.x / PP-OCRv5",
    "Label Studio + 自动预标注",
];

#[test]
fn the_torture_file_is_drawn_as_before() {
    insta::assert_snapshot!("torture", drawn(include_str!("../samples/torture.md"), false));
}

#[test]
fn the_torture_file_in_ascii_is_drawn_as_before() {
    insta::assert_snapshot!("torture-ascii", drawn(include_str!("../samples/torture.md"), true));
}

#[test]
fn the_demos_readmes_are_drawn_as_before() {
    let catalogue: serde_json::Value =
        serde_json::from_str(include_str!("../../assets/catalogue.json")).unwrap();
    let groups = catalogue["CompshareImageGroup"].as_array().unwrap();
    for name in IMAGES {
        let group = groups.iter().find(|group| group["ImageName"] == name).expect(name);
        let versions = group["Data"].as_array().unwrap();
        let readme = versions.iter().find_map(|version| version["Readme"].as_str()).expect(name);
        let file: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        insta::assert_snapshot!(file, drawn(readme, false));
    }
}

fn drawn(source: &str, ascii: bool) -> String {
    let document = parse(source, 1_000_000);
    let mut out = String::new();
    for width in WIDTHS {
        let rows = document.layout(&LayoutOptions { width, ascii, lang: Lang::Zh });
        check_rows(&rows, usize::from(width), source);
        out.push_str(&format!("{} {width}\n", "━".repeat(usize::from(width))));
        for row in 0..rows.rows.len() {
            out.push_str(&with_styles(&rows, row));
        }
    }
    out
}

/// A row, and a row of letters below it.
fn with_styles(rows: &Rows, at: usize) -> String {
    let row = &rows.rows[at];
    let block = rows.code_block_at(at).map(|block| &rows.code_blocks[block]);
    let highlights = block.map(|block| highlight(&block.language, &block.text)).unwrap_or_default();
    let letters: String = rows
        .highlighted_spans(at, &highlights)
        .iter()
        .map(|span: &Span| letter(span.style).to_string().repeat(width(&row.text[span.range.clone()])))
        .collect();
    match letters.trim_end() {
        "" => format!("{}\n", row.text),
        letters => format!("{}\n{letters}\n", row.text),
    }
}

fn letter(style: SpanStyle) -> char {
    let tint = style.tint.map(|tint| match tint {
        Tint::Red => 'R',
        Tint::Green => 'G',
        Tint::Yellow => 'Y',
        Tint::Blue => 'B',
        Tint::Magenta => 'P',
        Tint::Cyan => 'A',
        Tint::Grey => 'D',
    });
    let attrs = style.attrs;
    let flags = [
        (attrs.bold, 'b'),
        (attrs.italic, 'e'),
        (attrs.underline, 'u'),
        (attrs.strike, 'x'),
        (attrs.dim, 'd'),
    ];
    let flag = flags.into_iter().find(|(set, _)| *set).map(|(_, letter)| letter);
    match style.role {
        TextRole::Text => tint.or(flag).unwrap_or(' '),
        TextRole::Heading(level) => char::from(b'0' + level),
        TextRole::Rule => '=',
        TextRole::Marker => '*',
        TextRole::Quote => '>',
        TextRole::AlertNote => 'N',
        TextRole::AlertTip => 'T',
        TextRole::AlertImportant => 'I',
        TextRole::AlertWarning => 'W',
        TextRole::AlertCaution => 'C',
        TextRole::Code => 'c',
        TextRole::CodeFrame => 'f',
        TextRole::TableLine => '|',
        TextRole::TableHead => 'h',
        TextRole::Link => 'l',
        TextRole::Muted => '.',
        TextRole::Media => 'i',
        TextRole::Mark => 'M',
        TextRole::Key => 'K',
        TextRole::Badge => 'B',
        TextRole::Math => '$',
        TextRole::SyntaxKeyword => 'k',
        TextRole::SyntaxString => 's',
        TextRole::SyntaxComment => '#',
        TextRole::SyntaxNumber => '0',
        TextRole::SyntaxFunction => 'n',
        TextRole::SyntaxType => 't',
        TextRole::SyntaxVariable => 'v',
        TextRole::SyntaxPunctuation => 'p',
    }
}
