//! What is drawn step by step is what would be drawn at once: the terminal's own screen is compared, wide characters
//! and all, before and after a full redraw.

use std::time::Duration;

use crate::pty::ESCAPE;
use crate::{Launch, Session, demo, open};

/// Keys that change the screen in every way; none leaves a message that goes by itself.
const KEYS: [&str; 30] = [
    "j",
    "j",
    "j",
    "k",
    "n",
    "p",
    "G",
    "g",
    "\x04",
    "\x15",
    "\r",
    "h",
    "[",
    "]",
    "z",
    "f",
    " ",
    "1",
    "2",
    "3",
    "s",
    "S",
    "X",
    "\t",
    "\x1b[Z",
    "o",
    ESCAPE,
    "L",
    "?",
    "/视频\r",
];

#[test]
fn drawing_step_by_step_equals_drawing_at_once() {
    std::thread::scope(|scope| {
        for (size, seed) in [((140, 40), 1), ((100, 30), 2), ((60, 20), 3), ((33, 9), 4)] {
            scope.spawn(move || {
                let mut session = open(Launch::new(&["--demo"]).size(size.0, size.1));
                walk(&mut session, fastrand::Rng::with_seed(seed));
            });
        }
    });
}

fn walk(session: &mut Session, mut random: fastrand::Rng) {
    for _ in 0..12 {
        for _ in 0..10 {
            session.send(random.choice(KEYS).unwrap());
            session.listen(Duration::from_millis(random.u64(0..20)));
        }
        session.settle();
        is_right(session);
    }
}

#[test]
fn after_400_resizes_the_last_frame_is_right() {
    let mut session = demo();
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..400 {
        session.resize(random.u16(0..200), random.u16(0..60));
        session.listen(Duration::from_micros(random.u64(0..4000)));
    }
    session.resize(100, 30);
    session.wait_for("of 130");
    session.settle();
    is_right(&mut session);
}

#[test]
fn a_tiny_window_shows_a_sentence_and_a_window_of_no_size_does_no_harm() {
    let mut session = demo();
    session.resize(18, 5).wait_for("window is too");
    for (columns, rows) in (0..4).flat_map(|columns| (0..4).map(move |rows| (columns, rows))) {
        session.resize(columns, rows).send("jjG");
        session.redraw();
    }
    session.resize(100, 30).wait_for("of 130");
    session.settle();
    is_right(&mut session);
}

#[test]
fn a_window_that_claims_to_be_huge_is_drawn_within_bounds() {
    let mut session = demo();
    let before = session.memory();
    session.resize(65535, 65535).redraw();
    session.wait_for("of 130");
    assert!(session.memory() < before + 100 * 1024, "{} KiB after {before} KiB", session.memory());
    session.resize(100, 30).wait_for("of 130");
}

/// Asserts that a full redraw changes nothing.
pub(crate) fn is_right(session: &mut Session) {
    let before = snapshot(session);
    session.redraw();
    let after = snapshot(session);
    let row = (0..after.len()).find(|&row| before[row] != after[row]);
    assert!(row.is_none(), "{:?}\n{}", row.map(|row| (row, &before[row], &after[row])), session.text());
}

/// What a person sees: every cell's text, colours and attributes, row by row, and the cursor if it is shown.
fn snapshot(session: &Session) -> Vec<String> {
    let screen = session.screen();
    let (height, width) = screen.size();
    let cell = |y, x| screen.cell(y, x).unwrap();
    let row = |y| (0..width).map(|x| look(cell(y, x))).collect();
    let mut rows: Vec<String> = (0..height).map(row).collect();
    rows.push(format!("{:?}", (!screen.hide_cursor()).then(|| screen.cursor_position())));
    rows
}

/// A blank has no colour of text; a cell never written looks like one with a space. Intensity is left out, since the
/// model takes a cell that is both bold and dim for whichever came last.
fn look(cell: &vt100::Cell) -> String {
    let text = if cell.has_contents() { cell.contents() } else { " " };
    let text_colour = if text == " " { vt100::Color::Default } else { cell.fgcolor() };
    let style = (text_colour, cell.bgcolor(), cell.underline(), cell.inverse());
    if style == (vt100::Color::Default, vt100::Color::Default, false, false) {
        text.to_owned()
    } else {
        format!("{text}{style:?}")
    }
}
