//! What is drawn is read again: the cells become a bitmap as a camera sees it, and the bitmap text.

use proptest::prelude::*;

use super::code::QrText;
use super::*;
use crate::i18n::Lang;
use crate::text::width;

/// Every way to draw, and that without colours on a light terminal.
const LOOKS: [Look; 8] = [
    Look { ascii: false, colours: false, inverted: false },
    Look { ascii: false, colours: false, inverted: true },
    Look { ascii: false, colours: true, inverted: false },
    Look { ascii: false, colours: true, inverted: true },
    Look { ascii: true, colours: false, inverted: false },
    Look { ascii: true, colours: false, inverted: true },
    Look { ascii: true, colours: true, inverted: false },
    Look { ascii: true, colours: true, inverted: true },
];

/// Pixels of a column; a row has twice as many.
const COLUMN: usize = 4;

/// What a camera sees of a drawing: grey pixels, row by row.
fn photo(code: &Code, look: Look) -> (Vec<u8>, usize, usize) {
    let (columns, rows) = code.cells(look);
    let (columns, rows) = (usize::from(columns), usize::from(rows));
    let mut pixels = Vec::with_capacity(columns * rows * COLUMN * COLUMN * 2);
    for row in code.rows(look) {
        let line: Vec<(char, Cell)> =
            row.into_iter().flat_map(|cell| cell.text.chars().map(move |c| (c, cell))).collect();
        assert_eq!(line.len(), columns);
        for y in 0..COLUMN * 2 {
            pixels.extend(line.iter().flat_map(|cell| [grey(*cell, y < COLUMN); COLUMN]));
        }
    }
    (pixels, columns * COLUMN, rows * COLUMN * 2)
}

fn grey((c, cell): (char, Cell), top: bool) -> u8 {
    let is_ink = match c {
        ' ' => false,
        '█' | '#' => true,
        '▀' => top,
        '▄' => !top,
        other => panic!("{other:?}"),
    };
    match if is_ink { cell.ink } else { cell.paper } {
        Shade::Dark => 0,
        Shade::Light => 255,
    }
}

fn seen(code: &Code, look: Look) -> Option<String> {
    let (pixels, width, height) = photo(code, look);
    read(&pixels, width, height)
}

fn code(text: &str) -> Code {
    Code::of(text).unwrap()
}

/// Bytes that versions 1 to 10 hold at most.
const CAPACITY: [usize; 10] = [17, 32, 53, 78, 106, 134, 154, 192, 230, 271];

/// A text that fills a version.
fn text_filling(version: usize) -> String {
    let start = "算力/Compshare/";
    format!("{start}{}", "x".repeat(CAPACITY[version - 1] - start.len()))
}

#[test]
fn every_sentence_stands_in_both_languages() {
    crate::i18n::check_table(QrText::ALL, QrText::text).unwrap();
}

#[test]
fn what_is_drawn_is_read_again_for_versions_1_to_10_in_every_look() {
    for version in 1..=10 {
        let text = text_filling(version);
        let code = code(&text);
        assert_eq!(usize::from(code.version()), version);
        for look in LOOKS {
            assert_eq!(seen(&code, look).as_deref(), Some(&*text), "version {version}, {look:?}");
        }
    }
}

#[test]
fn the_largest_code_is_read_again() {
    let text = "a".repeat(2_953);
    let code = code(&text);
    assert_eq!((code.version(), seen(&code, Look::default())), (40, Some(text)));
}

#[test]
fn a_text_beyond_the_limit_of_its_kind_is_refused_with_the_limit() {
    let refused = |text: &str| Code::of(text).err();
    assert_eq!(refused(&"a".repeat(2_954)), Some(TooLong { bytes: 2_954, most: 2_953 }));
    assert_eq!(refused(&"A".repeat(4_297)), Some(TooLong { bytes: 4_297, most: 4_296 }));
    assert_eq!(refused(&"1".repeat(7_090)), Some(TooLong { bytes: 7_090, most: 7_089 }));
    assert_eq!(
        TooLong { bytes: 2_954, most: 2_953 }.sentence(Lang::En),
        "Too long for a QR code: 2954 bytes, and at most 2953 of this kind fit; shorten the text."
    );
}

#[test]
fn the_smallest_code_is_taken_and_corrects_as_much_as_its_size_has_room_for() {
    let made = |text: &str| (code(text).version(), code(text).correction());
    assert_eq!(made("a"), (1, "H"));
    assert_eq!(made(&"a".repeat(17)), (1, "L"));
    assert_eq!(made(&"a".repeat(18)), (2, "Q"));
}

#[test]
fn four_light_modules_surround_a_code_and_every_row_is_as_wide_as_it_says() {
    let code = code("compshareImage-1pl06yxr5lvm");
    let side = code.side();
    for at in 0..side {
        for edge in [0, 1, 2, 3, side - 4, side - 3, side - 2, side - 1] {
            assert!(!code.is_dark(at, edge) && !code.is_dark(edge, at), "{at} {edge}");
        }
    }
    for look in LOOKS {
        let (columns, rows) = code.cells(look);
        let drawn = code.rows(look);
        assert_eq!(drawn.len(), usize::from(rows));
        for row in drawn {
            let text: String = row.iter().map(|cell| cell.text).collect();
            assert_eq!((width(&text), text.is_ascii() || !look.ascii), (usize::from(columns), true));
        }
    }
}

#[test]
fn a_cell_of_one_shade_has_no_other_behind_it() {
    let rows = code("x").rows(Look { colours: true, ..Look::default() });
    for cell in rows.into_iter().flatten() {
        let expected = match cell.text {
            "█" => (Shade::Dark, Shade::Dark),
            _ => (Shade::Dark, Shade::Light),
        };
        assert_eq!((cell.ink, cell.paper), expected);
    }
}

#[test]
fn a_picture_that_is_none_has_no_code() {
    assert_eq!(read(&[], 0, 0), None);
    assert_eq!(read(&[0; 12], 4, 4), None);
    assert_eq!(read(&[0; 4], usize::MAX, 2), None);
    assert_eq!(read(&[0], 1, 1), None);
    assert_eq!(read(&vec![255; 300_000], 300_000, 1), None);
    assert!(!is_reading());
}

#[test]
fn a_small_and_an_enormous_picture_of_a_code_are_read() {
    let code = code("https://www.compshare.cn");
    let side = code.side();
    for scale in [2, 5, 100] {
        let pixel = |at: usize| {
            let (x, y) = (at % (side * scale), at / (side * scale));
            if code.is_dark(x / scale, y / scale) { 30 } else { 220 }
        };
        let pixels: Vec<u8> = (0..(side * scale).pow(2)).map(pixel).collect();
        let text = read(&pixels, side * scale, side * scale);
        assert_eq!(text.as_deref(), Some("https://www.compshare.cn"), "{scale}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_up_to_the_limit_is_read_again(text in "\\PC{1,300}", at in 0..LOOKS.len()) {
        prop_assert_eq!(seen(&code(&text), LOOKS[at]), Some(text));
    }

    #[test]
    fn a_text_of_any_length_has_a_code_or_the_sentence_why_not(text in "[a-z算0-9]{1,4000}") {
        match Code::of(&text) {
            Ok(_) => prop_assert!(text.len() <= 7_089),
            Err(too_long) => prop_assert!(too_long.bytes == text.len() && too_long.bytes > too_long.most),
        }
    }

    /// Pieces of codes at odd places, sheared and scaled: geometry that the library has assertions about.
    #[test]
    fn any_picture_at_all_does_no_harm(
        seed in prop::collection::vec((0..200usize, 0..200usize, 1..9usize, -20..20i64), 1..9),
        noise in 0..4u8,
    ) {
        let finder = |x: usize, y: usize| {
            let ring = x.abs_diff(3).max(y.abs_diff(3));
            ring != 2 && ring < 4
        };
        let dark = |x: usize, y: usize| {
            seed.iter().any(|(left, top, scale, shear)| {
                let sheared = i64::try_from(x).unwrap() + i64::try_from(y).unwrap() * shear / 16;
                let Some(across) = usize::try_from(sheared).ok().and_then(|x| x.checked_sub(*left)) else { return false };
                let Some(down) = y.checked_sub(*top) else { return false };
                finder(across / scale, down / scale)
            })
        };
        let pixels: Vec<u8> = (0..256 * 256usize)
            .map(|at| (at % 256, at / 256))
            .map(|(x, y)| if dark(x, y) || noise > 0 && (x * 31 + y * 17) % 97 < usize::from(noise) { 0 } else { 255 })
            .collect();
        let _ = read(&pixels, 256, 256);
        prop_assert!(!is_reading());
    }
}
