//! README's pictures: the real screen as SVG. A test holds the files to what the program draws now;
//! `UPDATE_PICTURES=1 cargo test --test flows pictures` writes them anew.

use std::fmt::Write;
use std::path::Path;

use compshare_tui::face::i18n::Lang;
use compshare_tui::face::ui::theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::in_hand::keeping;
use crate::reader::Reader;

/// Size of a cell, and the room around the screen, in pixels.
const CELL: (usize, usize) = (9, 19);
const MARGIN: usize = 10;

struct Picture {
    name: &'static str,
    size: (u16, u16),
    lang: Lang,
    theme: &'static str,
    keys: &'static str,
}

const PICTURES: [Picture; 5] = [
    Picture {
        name: "readme-zh",
        size: (100, 36),
        lang: Lang::Zh,
        theme: "tokyo-night",
        keys: "/ \"name:kohya_ss\" Enter l z C-d C-d",
    },
    Picture {
        name: "search-en",
        size: (132, 36),
        lang: Lang::En,
        theme: "catppuccin-mocha",
        keys: "/ \"shengyin\"",
    },
    Picture {
        name: "search-zh",
        size: (132, 36),
        lang: Lang::Zh,
        theme: "catppuccin-mocha",
        keys: "/ \"shengyin\"",
    },
    Picture {
        name: "copy-menu-en",
        size: (110, 30),
        lang: Lang::En,
        theme: "gruvbox-dark",
        keys: "j j Y j j",
    },
    Picture {
        name: "copy-menu-zh",
        size: (110, 30),
        lang: Lang::Zh,
        theme: "catppuccin-latte",
        keys: "j j Y j j",
    },
];

#[test]
fn pictures_show_the_program_as_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    for Picture { name, size, lang, theme, keys } in PICTURES {
        let worn = theme::built_in(theme).unwrap();
        let base = worn.base;
        let mut dressed = keeping(lang);
        dressed.prefs.theme = theme.to_owned();
        let mut reader = Reader::dressed(dressed, size, worn);
        reader.keys(keys);
        let picture = svg(reader.buffer(), base);
        let path = folder.join(format!("{name}.svg"));
        if std::env::var_os("UPDATE_PICTURES").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &picture).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == picture, "{name}.svg is stale: UPDATE_PICTURES=1 cargo test --test flows pictures");
    }
}

fn svg(buffer: &Buffer, base: Style) -> String {
    let rows: String = (0..buffer.area.height).map(|y| row(buffer, y, base)).collect();
    format!("{}{rows}</svg>\n", head(buffer, base))
}

/// A row of the screen.
pub(crate) fn row(buffer: &Buffer, y: u16, base: Style) -> String {
    let mut svg = String::new();
    backgrounds(&mut svg, buffer, y, base);
    texts(&mut svg, buffer, y, base);
    svg
}

/// What an SVG begins with: its size, its font and its background.
pub(crate) fn head(buffer: &Buffer, base: Style) -> String {
    let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let (width, height) = (columns * CELL.0 + 2 * MARGIN, rows * CELL.1 + 2 * MARGIN);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC','WenQuanYi Zen Hei Mono',monospace\" \
         font-size=\"15\">\n<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{}\"/>\n",
        hex(base.bg, "#1e1e2e")
    )
}

/// Runs of cells that `same` puts together: first column and the column after.
fn runs(buffer: &Buffer, y: u16, same: impl Fn(&Cell, &Cell) -> bool) -> Vec<(u16, u16)> {
    let mut runs: Vec<(u16, u16)> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cells = u16::try_from(buffer[(x, y)].symbol().width().max(1)).unwrap();
        match runs.last_mut() {
            Some((start, end)) if same(&buffer[(*start, y)], &buffer[(x, y)]) => *end = x + cells,
            _ => runs.push((x, x + cells)),
        }
        x += cells;
    }
    runs
}

fn backgrounds(svg: &mut String, buffer: &Buffer, y: u16, base: Style) {
    for (start, end) in runs(buffer, y, |a, b| a.bg == b.bg) {
        let colour = buffer[(start, y)].bg;
        if Some(colour) != base.bg && colour != Color::Reset {
            let (x, width) = (MARGIN + usize::from(start) * CELL.0, usize::from(end - start) * CELL.0);
            let top = MARGIN + usize::from(y) * CELL.1;
            let fill = hex(Some(colour), "#000000");
            writeln!(
                svg,
                "<rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"{fill}\"/>",
                CELL.1
            )
            .unwrap();
        }
    }
}

/// Each word and each wide glyph gets a column of its own, so that any font keeps the columns.
fn texts(svg: &mut String, buffer: &Buffer, y: u16, base: Style) {
    for (start, end) in runs(buffer, y, |a, b| a.fg == b.fg && a.modifier == b.modifier) {
        let pieces: String = pieces(buffer, y, start, end)
            .iter()
            .map(|(x, text)| {
                format!("<tspan x=\"{}\">{}</tspan>", MARGIN + usize::from(*x) * CELL.0, escape(text))
            })
            .collect();
        if !pieces.is_empty() {
            let cell = &buffer[(start, y)];
            let baseline = MARGIN + usize::from(y) * CELL.1 + 14;
            let fill = hex(Some(cell.fg).filter(|fg| *fg != Color::Reset).or(base.fg), "#cdd6f4");
            let attributes = attributes(cell.modifier);
            writeln!(svg, "<text y=\"{baseline}\" fill=\"{fill}\"{attributes}>{pieces}</text>").unwrap();
        }
    }
}

/// Words of narrow glyphs, and wide glyphs one by one, with their columns.
fn pieces(buffer: &Buffer, y: u16, start: u16, end: u16) -> Vec<(u16, String)> {
    let mut pieces: Vec<(u16, String)> = Vec::new();
    let mut in_word = false;
    let mut x = start;
    while x < end {
        let symbol = buffer[(x, y)].symbol();
        let narrow = symbol.width() == 1;
        match pieces.last_mut() {
            Some((_, word)) if in_word && narrow && symbol != " " => word.push_str(symbol),
            _ if symbol != " " => pieces.push((x, symbol.to_owned())),
            _ => {}
        }
        in_word = narrow && symbol != " ";
        x += u16::try_from(symbol.width().max(1)).unwrap();
    }
    pieces
}

fn attributes(modifier: Modifier) -> String {
    let mut attributes = String::new();
    let known = [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::CROSSED_OUT, " text-decoration=\"line-through\""),
        (Modifier::DIM, " opacity=\"0.6\""),
    ];
    for (flag, attribute) in known {
        if modifier.contains(flag) {
            attributes.push_str(attribute);
        }
    }
    attributes
}

fn hex(colour: Option<Color>, otherwise: &str) -> String {
    match colour {
        Some(Color::Rgb(r, g, b)) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => otherwise.to_owned(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
