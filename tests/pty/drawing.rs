//! What is drawn step by step is what would be drawn at once: the terminal's own screen is compared, wide characters
//! and all, before and after a full redraw.

use crate::{Launch, Session, open};

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
    "\x1b",
    "L",
    "?",
    "/视频\r",
];

#[test]
fn drawing_step_by_step_equals_drawing_at_once() {
    for (size, seed) in [((140, 40), 1), ((100, 30), 2), ((60, 20), 3), ((33, 9), 4)] {
        let mut session = open(Launch::new(&["--demo"]).size(size.0, size.1));
        let mut random = fastrand::Rng::with_seed(seed);
        for _ in 0..12 {
            for _ in 0..10 {
                session.send(random.choice(KEYS).unwrap());
                session.listen(std::time::Duration::from_millis(random.u64(0..30)));
            }
            session.settle();
            let before = snapshot(&session);
            let frames = session.raw().len();
            session.send("\x0c");
            session.wait_raw("a full redraw", |session| contains(&session.raw()[frames..], b"\x1b[2J"));
            let after = snapshot(&session);
            let row = (0..after.len()).find(|&row| before[row] != after[row]);
            assert!(row.is_none(), "at {size:?}: {:?}", row.map(|row| (row, &before[row], &after[row])));
        }
    }
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
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
