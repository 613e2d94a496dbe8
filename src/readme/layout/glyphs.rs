//! The renderer's own ornaments, in Unicode and in ASCII.

/// A set of ornaments, each of a fixed width in cells.
#[derive(Debug)]
pub(super) struct LayoutGlyphs {
    /// Bullets by depth, and a space.
    pub(super) bullets: [&'static str; 3],
    /// Boxes of tasks to do and done, and a space.
    pub(super) tasks: [&'static str; 2],
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
    pub(super) frame: FrameGlyphs,
    pub(super) table: LineGlyphs,
}

/// The frame of a code block.
#[derive(Debug)]
pub(super) struct FrameGlyphs {
    pub(super) top_left: &'static str,
    pub(super) top_right: &'static str,
    pub(super) bottom_left: &'static str,
    pub(super) bottom_right: &'static str,
    pub(super) across: &'static str,
    pub(super) down: &'static str,
}

/// The lines of a table.
#[derive(Debug)]
pub(super) struct LineGlyphs {
    pub(super) top: Rule,
    pub(super) head: Rule,
    pub(super) between: Rule,
    pub(super) bottom: Rule,
    pub(super) down: &'static str,
    pub(super) joints: Joints,
}

/// A line across a table: its ends and its stroke.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) left: &'static str,
    pub(super) stroke: &'static str,
    pub(super) right: &'static str,
}

/// What stands where a table's lines meet.
#[derive(Debug)]
pub(super) struct Joints {
    pub(super) cross: &'static str,
    /// Nothing comes from above, below, the left, the right.
    pub(super) no_up: &'static str,
    pub(super) no_down: &'static str,
    pub(super) no_left: &'static str,
    pub(super) no_right: &'static str,
}

impl LineGlyphs {
    /// What stands on a rule between two columns, where lines come from (above, below) and from (left, right).
    pub(super) fn joint(&self, rule: &Rule, (up, down): (bool, bool), sides: (bool, bool)) -> &'static str {
        match (up, down, sides) {
            (_, _, (false, false)) => {
                if up || down {
                    self.down
                } else {
                    " "
                }
            }
            (_, _, (false, true)) => self.joints.no_left,
            (_, _, (true, false)) => self.joints.no_right,
            (true, true, (true, true)) => self.joints.cross,
            (false, true, (true, true)) => self.joints.no_up,
            (true, false, (true, true)) => self.joints.no_down,
            (false, false, (true, true)) => rule.stroke,
        }
    }
}

pub(super) static UNICODE: LayoutGlyphs = LayoutGlyphs {
    bullets: ["• ", "◦ ", "▪ "],
    tasks: ["☐ ", "☑ "],
    quote: "│ ",
    alert: "┃ ",
    heading_rules: ["━", "─"],
    heading_marks: ["▌ ", "▍ ", "▎ ", "▏ "],
    rule: "─",
    details: "▾ ",
    video: "▶ ",
    continued: "↪ ",
    too_wide: "…",
    frame: FrameGlyphs {
        top_left: "┌",
        top_right: "┐",
        bottom_left: "└",
        bottom_right: "┘",
        across: "─",
        down: "│",
    },
    table: LineGlyphs {
        top: Rule { left: "┌", stroke: "─", right: "┐" },
        head: Rule { left: "├", stroke: "─", right: "┤" },
        between: Rule { left: "├", stroke: "╌", right: "┤" },
        bottom: Rule { left: "└", stroke: "─", right: "┘" },
        down: "│",
        joints: Joints { cross: "┼", no_up: "┬", no_down: "┴", no_left: "├", no_right: "┤" },
    },
};

pub(super) static ASCII: LayoutGlyphs = LayoutGlyphs {
    bullets: ["* ", "- ", "+ "],
    tasks: ["[ ] ", "[x] "],
    quote: "| ",
    alert: "! ",
    heading_rules: ["=", "-"],
    heading_marks: ["### ", "#### ", "##### ", "###### "],
    rule: "-",
    details: "v ",
    video: "> ",
    continued: "\\ ",
    too_wide: ".",
    frame: FrameGlyphs {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        across: "-",
        down: "|",
    },
    table: LineGlyphs {
        top: Rule { left: "+", stroke: "-", right: "+" },
        head: Rule { left: "+", stroke: "=", right: "+" },
        between: Rule { left: "+", stroke: "-", right: "+" },
        bottom: Rule { left: "+", stroke: "-", right: "+" },
        down: "|",
        joints: Joints { cross: "+", no_up: "+", no_down: "+", no_left: "+", no_right: "+" },
    },
};
