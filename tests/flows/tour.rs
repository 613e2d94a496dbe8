//! README's moving picture: a key script played on the real screen, as an animated SVG and as an asciicast. A test holds
//! the files to what the program draws now; `UPDATE_PICTURES=1 cargo test --test flows tour` writes them anew.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use compshare_tui::face::i18n::Lang;
use compshare_tui::face::runtime::PlacingBackend;
use compshare_tui::face::ui::theme;
use ratatui::backend::Backend;
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use serde_json::json;

use crate::in_hand::keeping;
use crate::pictures::{head, row};
use crate::reader::Reader;

const SIZE: (u16, u16) = (110, 30);
const THEME: &str = "catppuccin-mocha";
/// Bytes of the largest picture that a README may have.
const LARGEST: usize = 1 << 20;

/// Keys, and how many tenths of a second what they bring stands.
const SCRIPT: [(&str, u32); 22] = [
    ("", 20),
    ("j", 4),
    ("j", 4),
    ("j", 12),
    ("/", 6),
    ("\"s\"", 2),
    ("\"h\"", 2),
    ("\"e\"", 2),
    ("\"n\"", 2),
    ("\"g\"", 2),
    ("\"y\"", 2),
    ("\"i\"", 2),
    ("\"n\"", 22),
    ("C-u", 5),
    ("\"gpu:4090\"", 8),
    ("Space", 2),
    ("\"price:<0.5\"", 18),
    ("Enter", 10),
    ("l", 8),
    ("z", 16),
    ("C-d", 16),
    ("y", 22),
];

struct Frame {
    screen: Buffer,
    tenths: u32,
}

fn play(lang: Lang) -> (Vec<Frame>, Style) {
    let worn = theme::built_in(THEME).unwrap();
    let base = worn.base;
    let mut dressed = keeping(lang);
    dressed.prefs.theme = THEME.to_owned();
    let mut reader = Reader::dressed(dressed, SIZE, worn);
    let frame = |(keys, tenths): (&str, u32)| {
        reader.keys(keys);
        Frame { screen: reader.buffer().clone(), tenths }
    };
    (SCRIPT.map(frame).into(), base)
}

/// An animated SVG: each row that is ever shown once, and frames that take turns. Who wants no motion sees the last but
/// one search.
fn animated(frames: &[Frame], base: Style) -> String {
    let total: u32 = frames.iter().map(|frame| frame.tenths).sum();
    let (mut rows, mut known, mut shown) = (String::new(), HashMap::new(), String::new());
    let mut rules = String::from(
        "g.f{visibility:hidden;animation-iteration-count:infinite;animation-timing-function:step-end;",
    );
    writeln!(rules, "animation-duration:{}.{}s}}", total / 10, total % 10).unwrap();
    let mut begun = 0;
    for (number, frame) in frames.iter().enumerate() {
        writeln!(shown, "<g class=\"f\" style=\"animation-name:f{number}\">").unwrap();
        for y in 0..frame.screen.area.height {
            let drawn = row(&frame.screen, y, base);
            let next = known.len();
            let id = *known.entry(drawn).or_insert_with_key(|drawn| {
                writeln!(rows, "<g id=\"r{next}\">\n{drawn}</g>").unwrap();
                next
            });
            write!(shown, "<use href=\"#r{id}\"/>").unwrap();
        }
        shown.push_str("\n</g>\n");
        let percent = |tenths: u32| f64::from(tenths) * 100.0 / f64::from(total);
        let (from, to) = (percent(begun), percent(begun + frame.tenths));
        let before = if number == 0 { "" } else { "0%{visibility:hidden}" };
        writeln!(
            rules,
            "@keyframes f{number}{{{before}{from:.3}%{{visibility:visible}}{to:.3}%{{visibility:hidden}}}}"
        )
        .unwrap();
        begun += frame.tenths;
    }
    let still = frames.iter().position(|frame| frame.tenths == 18).unwrap_or(0);
    writeln!(rules, "@media(prefers-reduced-motion:reduce){{g.f{{animation:none}}g.f:nth-of-type({}){{visibility:visible}}}}", still + 1).unwrap();
    let screen = &frames[0].screen;
    format!(
        "{}<style>\n{rules}</style>\n<defs>\n{rows}</defs>\n<g>\n{shown}</g>\n</svg>\n",
        head(screen, base)
    )
}

/// An asciicast, version 3: what a terminal would have been sent, with the seconds between.
fn asciicast(frames: &[Frame], lang: Lang) -> String {
    crossterm::style::force_color_output(true);
    let title = if lang == Lang::Zh {
        "compshare-tui：挑选 GPU 镜像"
    } else {
        "compshare-tui: choosing a GPU image"
    };
    let mut cast =
        json!({ "version": 3, "term": { "cols": SIZE.0, "rows": SIZE.1 }, "title": title }).to_string();
    let (mut before, mut pause) = (Buffer::empty(frames[0].screen.area), 0);
    for frame in frames {
        let mut bytes = b"\x1b[?25l".to_vec();
        PlacingBackend::new(&mut bytes).draw(before.diff(&frame.screen).into_iter()).unwrap();
        let seconds = f64::from(pause) / 10.0;
        write!(cast, "\n{}", json!([seconds, "o", String::from_utf8(bytes).unwrap()])).unwrap();
        (before, pause) = (frame.screen.clone(), frame.tenths);
    }
    cast.push('\n');
    cast
}

#[test]
fn the_tour_shows_the_program_as_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    for (name, lang) in [("tour-en", Lang::En), ("tour-zh", Lang::Zh)] {
        let (frames, base) = play(lang);
        for (file, text) in [
            (format!("{name}.svg"), animated(&frames, base)),
            (format!("{name}.cast"), asciicast(&frames, lang)),
        ] {
            assert!(text.len() < LARGEST, "{file} has {} bytes", text.len());
            let path = folder.join(&file);
            if std::env::var_os("UPDATE_PICTURES").is_some() {
                std::fs::write(&path, &text).unwrap();
            }
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(kept == text, "{file} is stale: UPDATE_PICTURES=1 cargo test --test flows tour");
        }
    }
}

#[test]
fn the_asciicast_plays_to_the_last_screen() {
    let (frames, _) = play(Lang::En);
    let mut emulator = vt100::Parser::new(SIZE.1, SIZE.0, 0);
    for line in asciicast(&frames, Lang::En).lines().skip(1) {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        emulator.process(event[2].as_str().unwrap().as_bytes());
    }
    let last = &frames[frames.len() - 1].screen;
    for y in 0..SIZE.1 {
        let mut expected = String::new();
        let mut x = 0;
        while x < SIZE.0 {
            let symbol = last[(x, y)].symbol();
            expected.push_str(symbol);
            x += u16::try_from(compshare_tui::face::text::width(symbol).max(1)).unwrap();
        }
        let row = emulator.screen().rows(0, SIZE.0).nth(y.into()).unwrap();
        assert_eq!(row.trim_end(), expected.trim_end(), "row {y}");
    }
}
