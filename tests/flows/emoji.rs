//! Clusters whose width terminals disagree on: whatever a terminal makes of them, nothing of an old frame stays, and
//! everything right of them stands in its column.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use compshare_tui::face::i18n::Lang;
use compshare_tui::face::runtime::PlacingBackend;
use compshare_tui::face::text::is_contested;
use proptest::prelude::*;
use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, CellWidth};
use serde_json::json;

use crate::emulator::{Content, Emulator, Opinion};
use crate::reader::Reader;
use crate::stage::{Catalogue, setup};

const CLUSTERS: [&str; 14] =
    ["⚠️", "✔️", "👨‍👩‍👧", "🇨🇳", "1️⃣", "☎️", "👍🏽", "🇨", "❤️‍🔥", "🏴‍☠️", "🫠", "#️⃣", "©️", "🧑🏿‍💻"];

/// Bytes written, kept where the test finds them.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A terminal that is shown frame after frame, as ratatui shows them.
struct Screen {
    emulator: Emulator,
    opinion: Opinion,
    shown: Buffer,
    out: Shared,
    backend: PlacingBackend<Shared>,
}

impl Screen {
    fn new(opinion: Opinion) -> Self {
        let out = Shared::default();
        let backend = PlacingBackend::new(out.clone());
        Screen { emulator: Emulator::new(opinion, 0, 0), opinion, shown: Buffer::default(), out, backend }
    }

    fn show(&mut self, frame: &Buffer) {
        if self.shown.area != frame.area {
            self.emulator = Emulator::new(self.opinion, frame.area.width, frame.area.height);
            self.shown = Buffer::empty(frame.area);
        }
        self.backend.draw(self.shown.diff(frame).into_iter()).unwrap();
        self.shown = frame.clone();
        let bytes = std::mem::take(&mut *self.out.0.borrow_mut());
        self.emulator.feed(&bytes);
    }

    /// Every cell that holds no contested cluster shows what the frame has there, and a cluster's cells nothing else.
    fn check(&self) {
        for y in 0..self.shown.area.height {
            let mut x = 0;
            while x < self.shown.area.width {
                let cell = &self.shown[(x, y)];
                let (symbol, wide) = (cell.symbol(), cell.cell_width().max(1));
                let contested = is_contested(symbol);
                for at in x..(x + wide).min(self.shown.area.width) {
                    let is_own = match self.emulator.cell(at, y) {
                        Content::Glyph(glyph) if contested => glyph == " " || symbol.contains(glyph.as_str()),
                        Content::Glyph(glyph) => at == x && glyph == symbol,
                        Content::Covered => at > x,
                    };
                    let shown = self.emulator.cell(at, y);
                    let row: Vec<_> = (0..self.shown.area.width)
                        .map(|x| (x, self.shown[(x, y)].symbol(), self.emulator.cell(x, y)))
                        .collect();
                    assert!(is_own, "{:?} at {at},{y}: {symbol:?} is {shown:?} in {row:?}", self.opinion);
                }
                x += wide;
            }
        }
    }
}

/// Plays a script and shows every frame of it to terminals of every opinion.
fn play(readme: &str, names: &[String], script: &[&str], sizes: &[(u16, u16)]) {
    let groups: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let version = json!({"CompShareImageId": format!("compshareImage-{i}"), "Readme": readme, "Author": name, "Tags": [name]});
            json!({"GroupId": format!("group{i}"), "ImageName": name, "Data": [version]})
        })
        .collect();
    let mut reader = Reader::browsing(Catalogue::of(&json!(groups)), setup(Lang::Zh), sizes[0]);
    reader.watch();
    let mut screens = [Opinion::One, Opinion::Two, Opinion::Each].map(Screen::new);
    let mut show = |reader: &mut Reader| {
        for frame in reader.frames.as_mut().unwrap().drain(..) {
            for screen in &mut screens {
                screen.show(&frame);
                screen.check();
            }
        }
    };
    for (width, height) in sizes {
        reader.resize(*width, *height);
        for keys in script {
            reader.keys(keys);
            show(&mut reader);
        }
    }
}

#[test]
fn a_table_of_emoji_scrolls_without_remains() {
    let rows = "| ⚠️ 警告 | ✔️ 是 |\n| 👨‍👩‍👧 家 | 🇨🇳 国 |\n| 1️⃣ 一 | ☎️ 电话 |\n";
    let readme = format!("# ⚠️ 表\n\n| 甲 | 乙 |\n|---|---|\n{}\n\n完", rows.repeat(20));
    let names = ["☎️ 电话", "🇨🇳 国", "普通"].map(str::to_owned);
    let script = ["Enter", "z", "G", "k", "k", "g g", "j", "C-d", "C-u", "z", "Esc", "j", "j"];
    play(&readme, &names, &script, &[(100, 24), (80, 24), (101, 30)]);
}

#[test]
fn popups_titles_and_fields_over_emoji_leave_nothing() {
    let names: Vec<String> =
        (0..60).map(|i| format!("{} 名 {i} ☎️|", CLUSTERS[i % CLUSTERS.len()])).collect();
    let script = [
        "?",
        "Esc",
        "y",
        "Esc",
        "/",
        "\"👨‍👩‍👧☎️a🇨🇳\"",
        "Left",
        "BackSpace",
        "Esc",
        "n",
        "p",
        "j",
        "f",
        "j",
        "Esc",
    ];
    play("☎️ 👨‍👩‍👧 字", &names, &script, &[(100, 24), (80, 24), (41, 12)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn emoji_of_contested_width_disturb_nothing(
        rows in prop::collection::vec(prop::collection::vec(0..CLUSTERS.len() + 4, 1..8), 20..50),
        width in 40..120_u16,
    ) {
        let words = ["字", "ab", "，", "— x"];
        let line = |row: &Vec<usize>| -> String {
            row.iter().map(|at| CLUSTERS.get(*at).copied().unwrap_or_else(|| words[at - CLUSTERS.len()])).collect()
        };
        let lines: Vec<String> = rows.iter().map(line).collect();
        let readme = lines.iter().map(|line| format!("- {line}\n\n| {line} | 乙 |\n|---|---|\n| {line} | {line} |\n\n")).collect::<String>();
        let script = ["Enter", "z", "j", "j", "C-d", "k", "G", "k", "g g", "z", "Esc", "j", "n"];
        play(&readme, &lines, &script, &[(width, 24), (width + 1, 20)]);
    }
}
