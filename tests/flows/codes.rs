//! QR codes on the screen: what a phone would read there, and where there is no room.

use compshare_tui::face::app::{CopyKind, Effect, Setup};
use compshare_tui::face::i18n::Lang;
use compshare_tui::face::pictures::Trouble;
use compshare_tui::face::qr;
use compshare_tui::face::ui::theme;
use ratatui::buffer::Cell;
use ratatui::style::Color;
use serde_json::json;

use crate::reader::Reader;
use crate::stage::{Catalogue, catalogue, setup, with_pictures};

/// Pixels of a column; a row has twice as many.
const COLUMN: usize = 4;

/// What a phone reads on the screen, of a terminal that is dark where nothing else is asked for.
fn read(reader: &Reader) -> Option<String> {
    let frame = reader.frame();
    let (width, height) = (usize::from(frame.area.width), usize::from(frame.area.height));
    let row = |y: usize| frame.content[y * width..][..width].iter();
    let line = |y: usize| {
        row(y / (COLUMN * 2)).flat_map(move |cell| [grey(cell, y % (COLUMN * 2) < COLUMN); COLUMN])
    };
    let pixels: Vec<u8> = (0..height * COLUMN * 2).flat_map(line).collect();
    qr::read(&pixels, width * COLUMN, height * COLUMN * 2)
}

fn grey(cell: &Cell, top: bool) -> u8 {
    let is_ink = match cell.symbol() {
        "█" | "#" => true,
        "▀" => top,
        "▄" => !top,
        _ => false,
    };
    match (if is_ink { cell.fg } else { cell.bg }, is_ink) {
        (Color::Indexed(16), _) | (Color::Reset, false) => 0,
        (Color::Indexed(231), _) | (Color::Reset, true) => 255,
        _ => 100,
    }
}

/// The web page of the first group, and the image that is shown of it.
fn first() -> (String, String) {
    let group = &catalogue().groups[0];
    (group.group_id.web_page().unwrap(), group.lead().unwrap().comp_share_image_id.to_string())
}

fn linked(readme: &str) -> Catalogue {
    Catalogue::of(&json!([{
        "GroupId": "g", "ImageName": "n", "Data": [{"CompShareImageId": "compshareImage-x", "Readme": readme}],
    }]))
}

#[test]
fn the_popup_of_a_code_in_both_languages() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size @ (width, height) in [(80, 24), (140, 40), (40, 12)] {
            let mut reader = Reader::open(setup(lang), size);
            reader.keys("W");
            insta::assert_snapshot!(format!("code_{name}_{width}x{height}"), reader.screen());
        }
    }
}

#[test]
fn a_phone_reads_the_web_page_and_the_id_whatever_the_theme_is() {
    let (page, id) = first();
    let themes = theme::names().map(|name| theme::built_in(name).unwrap());
    for theme in themes.chain([theme::terminal(None)]) {
        let name = theme.name.clone();
        let mut reader = Reader::dressed(setup(Lang::En), (80, 24), theme);
        reader.keys("W");
        assert_eq!(read(&reader), Some(page.clone()), "{name}");
        reader.keys("j");
        assert_eq!(read(&reader), Some(id.clone()), "{name}");
    }
}

#[test]
fn a_phone_reads_it_without_colours_in_either_polarity_and_in_ascii() {
    let (page, _) = first();
    let mono = Setup { mono: true, ..setup(Lang::Zh) };
    let ascii = Setup { ascii: true, ..setup(Lang::Zh) };
    let both = Setup { ascii: true, ..mono.clone() };
    for setup in [mono, ascii, both] {
        let mut reader = Reader::open(setup, (100, 44));
        reader.keys("W");
        assert_eq!(read(&reader), Some(page.clone()), "{}", reader.screen());
        reader.keys("i");
        assert_eq!(read(&reader), Some(page.clone()), "{}", reader.screen());
    }
}

#[test]
fn the_code_of_a_link_leads_back_to_the_links() {
    let readme = "[one](https://a.example/1) [two](https://b.example/2) [three](https://c.example/3)";
    let mut reader = Reader::browsing(linked(readme), setup(Lang::En), (80, 24));
    reader.keys("Enter u");
    let links = reader.screen();
    assert!(links.contains("W QR code"), "{links}");
    reader.keys("j W");
    assert_eq!(read(&reader).as_deref(), Some("https://b.example/2"));
    reader.keys("j");
    assert_eq!(read(&reader).as_deref(), Some("https://c.example/3"));
    reader.keys("k k Esc");
    assert_eq!(reader.screen(), links, "at the line whose code was shown");
    reader.keys("Esc");
    assert!(reader.state.popup.is_none());
}

#[test]
fn the_text_of_a_code_is_copied() {
    let (page, id) = first();
    for (keys, kind, text) in [
        ("W y", CopyKind::WebLink, page),
        ("W j Enter", CopyKind::ImageId, id.clone()),
        ("Y W y", CopyKind::ImageId, id),
    ] {
        let mut reader = Reader::open(setup(Lang::En), (80, 24));
        reader.keys(keys);
        assert_eq!(reader.effects, [Effect::Copy { kind, text }], "{keys}");
        assert!(reader.state.popup.is_none());
    }
}

#[test]
fn what_no_code_can_hold_says_so_with_the_limit() {
    let mut reader = Reader::open(setup(Lang::En), (100, 30));
    reader.keys("Y G W");
    let screen = reader.screen();
    assert!(screen.contains("Too long for a QR code: ") && screen.contains(" at most 2953 "), "{screen}");
    assert_eq!(read(&reader), None);
}

#[test]
fn a_hostile_link_is_cleaned_and_the_code_holds_what_the_caption_says() {
    let readme = "[x](<https://good.example/&#x202E;evil&#x200B;&#27;[31m>)";
    let mut reader = Reader::browsing(linked(readme), setup(Lang::En), (80, 24));
    reader.keys("Enter u W");
    let said = read(&reader).unwrap();
    assert!(
        said.starts_with("https://good.example/") && !said.contains(['\u{202E}', '\u{200B}', '\u{1B}']),
        "{said:?}"
    );
    let screen = reader.screen();
    assert!(screen.contains(&said), "{said:?}: {screen}");
}

/// An image whose author has a code at this address.
fn with_authors_code() -> Catalogue {
    Catalogue::of(&json!([{
        "GroupId": "g", "ImageName": "n", "Data": [{
            "CompShareImageId": "compshareImage-x", "QrCodeUrl": "https://a.example/qr.png",
            "Readme": "![group chat](https://b.example/chat.png)",
        }],
    }]))
}

#[test]
fn an_authors_code_is_fetched_when_it_is_looked_at_and_drawn_anew() {
    for setup in [setup(Lang::En), with_pictures(setup(Lang::Zh))] {
        let mut reader = Reader::browsing(with_authors_code(), setup, (80, 24));
        reader.code = Some("https://u.example/join\u{202E}".to_owned());
        reader.fetched.clear();
        reader.keys("W j");
        assert_eq!(reader.fetched, Vec::<String>::new());
        reader.keys("j");
        assert_eq!(reader.fetched, ["https://a.example/qr.png"]);
        let said = "https://u.example/join\u{FFFD}";
        assert_eq!(read(&reader).as_deref(), Some(said), "{}", reader.screen());
        assert!(reader.screen().contains(said), "{}", reader.screen());
        reader.keys("y");
        let copied = Effect::Copy { kind: CopyKind::CodeText, text: said.to_owned() };
        assert_eq!(reader.effects.last(), Some(&copied));
        reader.keys("W G");
        assert_eq!(reader.fetched.len(), 1, "it is remembered");
    }
}

#[test]
fn a_picture_of_a_code_that_cannot_be_read_is_shown_itself_or_said() {
    let mut reader = Reader::browsing(with_authors_code(), with_pictures(setup(Lang::En)), (80, 24));
    reader.keys("W G");
    insta::assert_snapshot!("code_unreadable_en_80x24", reader.screen());
    assert_eq!(reader.fetched.iter().filter(|url| *url == "https://a.example/qr.png").count(), 2);
    let mut reader = Reader::browsing(with_authors_code(), setup(Lang::Zh), (80, 24));
    reader.keys("W G");
    let screen = reader.screen();
    assert!(screen.contains("未能从此图片中识别出二维码。"), "{screen}");
    let mut reader = Reader::browsing(with_authors_code(), setup(Lang::En), (80, 24));
    reader.picture_trouble = Some(Trouble::Private);
    reader.keys("W G");
    let screen = reader.screen();
    assert!(screen.contains(&Trouble::Private.words(Lang::En)), "{screen}");
}

#[test]
fn the_code_in_a_picture_of_the_readme_is_read_from_the_viewer() {
    let mut reader = Reader::browsing(with_authors_code(), with_pictures(setup(Lang::En)), (100, 30));
    reader.code = Some("https://chat.example".to_owned());
    reader.keys("Enter i");
    let viewer = reader.screen();
    assert!(viewer.contains("W QR code"), "{viewer}");
    reader.keys("W");
    assert_eq!(read(&reader).as_deref(), Some("https://chat.example"), "{}", reader.screen());
    assert!(reader.fetched.contains(&"https://b.example/chat.png".to_owned()), "{:?}", reader.fetched);
    reader.keys("Esc");
    assert_eq!(reader.screen(), viewer);
}

#[test]
fn every_window_shows_the_code_or_says_what_it_takes() {
    let (page, _) = first();
    let needs = |screen: &str| {
        let packed: String =
            screen.replace(['│', '\n'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let size = packed.split("needs a window of ").nth(1)?.split(' ').next()?.split_once('×')?;
        Some((size.0.parse::<u16>().ok()?, size.1.parse::<u16>().ok()?))
    };
    for size in [(40, 12), (80, 20), (41, 30), (40, 30), (60, 21)] {
        let mut reader = Reader::open(setup(Lang::En), size);
        reader.keys("W");
        if read(&reader).is_some() {
            continue;
        }
        let screen = reader.screen();
        let (width, height) = needs(&screen).unwrap_or_else(|| panic!("{size:?}: {screen}"));
        reader.resize(width.max(size.0), height.max(size.1));
        reader.keys("k");
        assert_eq!(read(&reader), Some(page.clone()), "{size:?}: {}", reader.screen());
    }
}
