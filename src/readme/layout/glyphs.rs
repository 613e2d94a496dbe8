//! The renderer's own ornaments, in Unicode and in ASCII.

/// A set of ornaments, each of a fixed width in cells.
#[derive(Debug)]
pub(super) struct Glyphs {
    /// Bullets by depth, and a space.
    pub(super) bullets: [&'static str; 3],
    /// Bars of quotes and alerts, and a space.
    pub(super) quote: &'static str,
    pub(super) alert: &'static str,
    /// Rules under headings of level 1 and 2.
    pub(super) heading_rules: [&'static str; 2],
    /// Marks in front of headings of level 3 to 6, and a space.
    pub(super) heading_marks: [&'static str; 4],
    pub(super) rule: &'static str,
    /// In front of a summary, and a space.
    pub(super) details: &'static str,
    /// Around the name of a video.
    pub(super) video: &'static str,
    /// Begins the rest of a code line that was too long, and a space.
    pub(super) continued: &'static str,
    /// In place of a glyph that is wider than its line.
    pub(super) too_wide: &'static str,
    pub(super) frame: Frame,
    pub(super) table: Lines,
}

/// The frame of a code block.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) top_left: &'static str,
    pub(super) top_right: &'static str,
    pub(super) bottom_left: &'static str,
    pub(super) bottom_right: &'static str,
    pub(super) across: &'static str,
    pub(super) down: &'static str,
}

/// The lines of a table: for each kind of rule its left end, stroke, crossing and right end.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) top: [&'static str; 4],
    pub(super) head: [&'static str; 4],
    pub(super) between: [&'static str; 4],
    pub(super) bottom: [&'static str; 4],
    pub(super) down: &'static str,
}

pub(super) static UNICODE: Glyphs = Glyphs {
    bullets: ["• ", "◦ ", "▪ "],
    quote: "│ ",
    alert: "┃ ",
    heading_rules: ["━", "─"],
    heading_marks: ["▌ ", "▍ ", "▎ ", "▏ "],
    rule: "─",
    details: "▾ ",
    video: "▶ ",
    continued: "↪ ",
    too_wide: "…",
    frame: Frame {
        top_left: "┌",
        top_right: "┐",
        bottom_left: "└",
        bottom_right: "┘",
        across: "─",
        down: "│",
    },
    table: Lines {
        top: ["┌", "─", "┬", "┐"],
        head: ["├", "─", "┼", "┤"],
        between: ["├", "╌", "┼", "┤"],
        bottom: ["└", "─", "┴", "┘"],
        down: "│",
    },
};

pub(super) static ASCII: Glyphs = Glyphs {
    bullets: ["* ", "- ", "+ "],
    quote: "| ",
    alert: "! ",
    heading_rules: ["=", "-"],
    heading_marks: ["### ", "#### ", "##### ", "###### "],
    rule: "-",
    details: "v ",
    video: "> ",
    continued: "\\ ",
    too_wide: ".",
    frame: Frame {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        across: "-",
        down: "|",
    },
    table: Lines {
        top: ["+", "-", "+", "+"],
        head: ["+", "=", "+", "+"],
        between: ["+", "-", "+", "+"],
        bottom: ["+", "-", "+", "+"],
        down: "|",
    },
};
