//! Covers in the detail, and the viewer.

use compshare_tui::face::app::{Effect, Event};
use compshare_tui::face::i18n::Lang;
use compshare_tui::face::pictures::{Showing, Size, Trouble};
use ratatui::buffer::Buffer;
use ratatui::style::Color;

use crate::reader::Reader;
use crate::stage::{Catalogue, setup, showing, with_pictures};

const SIZES: [(u16, u16); 4] = [(140, 40), (100, 30), (80, 24), (40, 12)];
const RED: Color = Color::Rgb(200, 0, 0);
const BLUE: Color = Color::Rgb(0, 0, 200);

fn reader(lang: Lang, size: (u16, u16)) -> Reader {
    Reader::open(with_pictures(setup(lang)), size)
}

/// Cells of a picture: its columns and rows, counted by its colours.
fn picture(buffer: &Buffer) -> (usize, usize) {
    let is_picture = |x, y| [RED, BLUE].contains(&buffer[(x, y)].fg);
    let row = |y: &u16| (0..buffer.area.width).filter(|x| is_picture(*x, *y)).count();
    let rows: Vec<usize> = (0..buffer.area.height).map(|y| row(&y)).filter(|cells| *cells > 0).collect();
    (rows.iter().copied().max().unwrap_or(0), rows.len())
}

fn url(reader: &Reader) -> String {
    reader.state.detail_version().unwrap().1.cover.to_string()
}

#[test]
fn the_cover_stands_in_the_detail_at_every_size_that_has_room() {
    for lang in Lang::ALL {
        for (width, height) in SIZES {
            let mut reader = reader(lang, (width, height));
            if width < 70 {
                reader.keys("Enter");
            }
            let name = format!("cover_{}_{width}x{height}", lang.code());
            insta::assert_snapshot!(name, reader.screen());
            let expected = match width {
                140 => (48, 12),
                100 => (28, 7),
                80 => (16, 4),
                _ => (0, 0),
            };
            assert_eq!(picture(reader.frame()), expected, "{width}x{height}");
        }
    }
}

#[test]
fn the_viewer_shows_a_picture_as_large_as_fits_with_what_is_known_of_it() {
    for lang in Lang::ALL {
        for (width, height) in SIZES {
            let mut reader = reader(lang, (width, height));
            reader.keys("i");
            let name = format!("viewer_{}_{width}x{height}", lang.code());
            insta::assert_snapshot!(name, reader.screen());
            assert!(reader.screen().contains("320×160"), "{}", reader.screen());
        }
    }
}

#[test]
fn where_pictures_are_off_nothing_is_fetched_and_everything_looks_as_without() {
    for size in SIZES {
        let mut off = with_pictures(setup(Lang::En));
        off.prefs.pictures = false;
        let mut off = Reader::open(off, size);
        let mut plain = Reader::open(setup(Lang::En), size);
        for keys in ["", "j", "Enter", "C-d"] {
            assert_eq!(off.keys(keys).screen(), plain.keys(keys).screen());
        }
        assert_eq!(off.fetched, Vec::<String>::new());
    }
}

#[test]
fn a_key_turns_pictures_off_and_on() {
    let mut reader = reader(Lang::En, (100, 30));
    assert_ne!(picture(reader.frame()), (0, 0));
    reader.keys("I");
    assert_eq!(picture(reader.frame()), (0, 0));
    assert!(reader.screen().contains("Pictures off"));
    reader.keys("S-F9");
    assert_ne!(picture(reader.frame()), (0, 0));
    let mut plain = Reader::open(setup(Lang::En), (100, 30));
    assert!(plain.keys("I").screen().contains("This terminal shows no pictures"));
    assert!(plain.keys("i").screen().contains("This terminal shows no pictures"));
}

#[test]
fn a_cover_that_comes_late_moves_nothing_that_is_read() {
    let mut reader = reader(Lang::En, (100, 30));
    reader.keys("I Enter j j j");
    let first = |reader: &Reader| reader.state.measured.top_of(reader.state.detail_top());
    let before = first(&reader);
    let read = reader.state.detail_top();
    reader.keys("I");
    assert_eq!(first(&reader), before);
    assert_eq!(reader.state.detail_top(), read + reader.state.measured.cover.1);
    assert_ne!(reader.state.measured.cover.1, 0);
}

#[test]
fn its_rows_are_kept_as_soon_as_its_size_is_known() {
    let mut reader = Reader::closed(with_pictures(setup(Lang::En)), (100, 30));
    reader.event(Event::Started);
    reader.calm();
    reader.offline = true;
    reader.keys("j");
    let asked = reader.held.iter().find_map(|effect| match effect {
        Effect::Ask { ticket, what: compshare_tui::face::app::Request::Picture(wanted) } => {
            Some((*ticket, wanted.url.clone()))
        }
        _ => None,
    });
    let (ticket, asked) = asked.unwrap();
    assert_eq!((asked, reader.state.measured.cover.1), (url(&reader), 0));
    reader.event(Event::PictureSized { ticket, size: Size { width: 320, height: 160 } });
    assert_eq!((reader.state.measured.cover.1, picture(reader.frame())), (8, (0, 0)));
    let before = reader.screen();
    reader.online();
    assert_eq!(picture(reader.frame()), (28, 7));
    let blank = reader.screen().replace(['▀', '▄'], " ");
    let trimmed = |screen: &str| screen.lines().map(|row| row.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(trimmed(&blank), trimmed(&before), "no text moves");
}

#[test]
fn a_broken_cover_says_why_and_is_asked_for_again_on_request() {
    let mut reader = Reader::closed(with_pictures(setup(Lang::En)), (100, 30));
    reader.picture_trouble = Some(Trouble::Refused(404));
    reader.event(Event::Started);
    reader.calm();
    assert!(reader.screen().contains("Cover: the server answers 404"), "{}", reader.screen());
    reader.keys("i");
    assert!(reader.screen().contains("the server answers 404"));
    reader.keys("Esc");
    reader.picture_trouble = None;
    reader.keys("j k");
    assert_eq!(picture(reader.frame()), (0, 0));
    reader.keys("r");
    assert_eq!(picture(reader.frame()), (28, 7));
}

#[test]
fn what_is_out_of_sight_is_not_waited_for() {
    let mut reader = reader(Lang::En, (100, 30));
    reader.offline = true;
    reader.keys("j");
    let cancelled = |reader: &Reader| {
        reader.effects.iter().filter(|effect| matches!(effect, Effect::Cancel { .. })).count()
    };
    assert_eq!(cancelled(&reader), 0);
    reader.keys("I");
    assert_eq!(cancelled(&reader), 1);
}

#[test]
fn a_popup_over_a_picture_erases_it() {
    let mut reader = reader(Lang::En, (100, 30));
    reader.keys("?");
    let buffer = reader.frame();
    let popup = reader.screen();
    assert!(popup.contains("Keys"));
    for y in 6..20 {
        let inside = (20..70)
            .all(|x| ![RED, BLUE].contains(&buffer[(x, y)].fg) && ![RED, BLUE].contains(&buffer[(x, y)].bg));
        assert!(inside, "row {y}: {popup}");
    }
    reader.keys("Esc");
    assert_eq!(picture(reader.frame()), (28, 7));
}

#[test]
fn the_viewer_goes_through_cover_and_readme_pictures_opens_copies_and_saves() {
    let mut reader = Reader::open(with_pictures(setup(Lang::En)), (140, 40));
    reader.keys("/ \"name:comfyui\" Enter Enter i");
    let first = url(&reader);
    assert!(reader.screen().contains(" 1/") && reader.screen().contains("Cover"), "{}", reader.screen());
    reader.keys("s");
    assert_eq!(reader.effects.last(), Some(&Effect::SavePicture { url: first.clone() }));
    reader.keys("n");
    let second = reader.fetched.last().unwrap().clone();
    assert!(second != first && reader.screen().contains(" 2/"), "{}", reader.screen());
    reader.event(Event::PictureSaved(Ok("/home/u/a.png".to_owned())));
    assert!(reader.screen().contains("Saved as /home/u/a.png"));
    reader.keys("y");
    assert!(matches!(reader.effects.last(), Some(Effect::Copy { text, .. }) if *text == second));
}

/// A reader of an image whose Readme has two pictures below its title, in a wide window.
fn illustrated(strangers: bool) -> Reader {
    let mut setup = with_pictures(setup(Lang::En));
    setup.pictures = Some(Showing { readmes: true, strangers, ..showing() });
    let mut reader = Reader::open(setup, (140, 40));
    reader.keys("j Enter z");
    reader
}

/// The rows of the screen from one with a text on.
fn below(reader: &Reader, text: &str) -> Vec<String> {
    reader.screen().lines().skip_while(|row| !row.contains(text)).map(str::to_owned).collect()
}

#[test]
fn a_readmes_pictures_stand_below_their_names() {
    let reader = illustrated(false);
    let rows = below(&reader, "before.jpg");
    let is_picture = |row: &&String| row.contains("▀▀▀▀");
    assert!(rows[1..].iter().take_while(is_picture).count() >= 10, "{}", reader.screen());
    insta::assert_snapshot!("readme_picture_en_140x40", reader.screen());
    let off = {
        let mut reader = illustrated(false);
        reader.keys("I");
        reader
    };
    assert!(below(&off, "before.jpg").iter().skip(1).all(|row| !row.contains('▀')));
}

#[test]
fn a_readmes_pictures_that_come_while_it_is_read_move_nothing() {
    let mut reader = illustrated(false);
    reader.keys("I C-d j j j");
    let first = |reader: &Reader| below(reader, "────")[1].trim_matches(['│', ' ']).to_owned();
    let before = first(&reader);
    reader.keys("I");
    assert_eq!(first(&reader), before);
    reader.keys("g");
    assert!(below(&reader, "before.jpg")[1].contains('▀'));
}

#[test]
fn a_strangers_picture_is_fetched_only_when_it_is_looked_at() {
    let catalogue = Catalogue::of(&serde_json::json!([{
        "GroupId": "0bwUeAJZW7sE", "ImageName": "x", "Status": "Available",
        "Data": [{ "CompShareImageId": "compshareImage-1", "Name": "x", "Status": "Available",
                   "Readme": "# X\n\n![shot](https://img.example.com/shot.png)\n\ntext\n" }],
    }]));
    let open = |strangers| {
        let mut setup = with_pictures(setup(Lang::En));
        setup.pictures = Some(Showing { readmes: true, strangers, ..showing() });
        Reader::browsing(catalogue.clone(), setup, (140, 40))
    };
    let shot = "https://img.example.com/shot.png".to_owned();
    let mut reader = open(false);
    assert_eq!(reader.fetched, Vec::<String>::new());
    reader.keys("i");
    assert_eq!(reader.fetched, std::slice::from_ref(&shot));
    assert_eq!(open(true).fetched, [shot]);
}

#[test]
fn a_readmes_broken_picture_keeps_its_name_and_says_why() {
    let mut setup = with_pictures(setup(Lang::En));
    setup.pictures = Some(Showing { readmes: true, ..showing() });
    let mut reader = Reader::closed(setup, (140, 40));
    reader.picture_trouble = Some(Trouble::Svg);
    reader.event(Event::Started);
    reader.keys("j Enter z");
    assert!(reader.screen().contains("[image after.jpg] SVG is not drawn"), "{}", reader.screen());
}
