//! Any bytes at all, taken for a picture: decoded and painted by every means, or one clear trouble, within bounds.

#![no_main]

use compshare_tui::face::pictures::{CellSize, Cells, Means, Painting, Showing, decode};
use libfuzzer_sys::fuzz_target;

const MEANS: [Means; 4] = [Means::Blocks, Means::Kitty { through_tmux: true }, Means::ITerm, Means::Sixel];

fuzz_target!(|bytes: &[u8]| {
    let Ok(pixels) = decode(bytes) else { return };
    assert!(pixels.bytes() <= 1280 * 1280 * 4);
    let cell = CellSize { width: 4, height: 8 };
    for means in MEANS {
        let showing = Showing { means, cell, true_colour: true, strangers: true, readmes: true };
        let cells = Cells { columns: 3, rows: 2 };
        assert_eq!(Painting::paint(&pixels, cells, showing).cells(), cells);
    }
});
