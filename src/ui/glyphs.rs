//! Marks and lines, in two sets: box drawing for terminals that draw it one cell wide, and narrow ASCII for those
//! that don't (`--ascii`, the Linux console, many Chinese set-ups).

use ratatui::symbols::border;

/// A set of glyphs; each is one cell wide unless it says otherwise.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Glyphs {
    /// A pane's border.
    pub border: border::Set<'static>,
    /// A horizontal rule.
    pub rule: &'static str,
    /// The bar at the selected row.
    pub bar: &'static str,
    /// A checked box, three cells.
    pub checked: &'static str,
    /// An unchecked box, three cells.
    pub unchecked: &'static str,
    /// A chosen option, three cells.
    pub chosen: &'static str,
    /// Another option, three cells.
    pub option: &'static str,
    /// Largest first.
    pub descending: &'static str,
    /// Smallest first.
    pub ascending: &'static str,
    /// A favourite.
    pub heart: &'static str,
    /// Something live.
    pub dot: &'static str,
    /// Marks what does not come from the service.
    pub ring: &'static str,
    /// Between facts.
    pub separator: &'static str,
    /// The current one of a row of things.
    pub current: &'static str,
    /// Text was cut.
    pub ellipsis: &'static str,
    /// More above.
    pub more_up: &'static str,
    /// More below.
    pub more_down: &'static str,
    /// Something done.
    pub done: &'static str,
    /// Something wrong.
    pub wrong: &'static str,
    /// CNY.
    pub yuan: &'static str,
    /// A row still to come.
    pub skeleton: &'static str,
    /// From here to there.
    pub dash: &'static str,
    /// Before what is not quite so.
    pub nearly: &'static str,
    /// A bookmarked row.
    pub star: &'static str,
    /// A row that was not there at the last visit.
    pub new: &'static str,
    /// A marked row.
    pub marked: &'static str,
}

/// Box drawing and common symbols.
pub(crate) const UNICODE: Glyphs = Glyphs {
    border: border::ROUNDED,
    rule: "─",
    bar: "▌",
    checked: "[x]",
    unchecked: "[ ]",
    chosen: "(•)",
    option: "( )",
    descending: "↓",
    ascending: "↑",
    heart: "♥",
    dot: "●",
    ring: "◌",
    separator: "·",
    current: "▸",
    ellipsis: "…",
    more_up: "▲",
    more_down: "▼",
    done: "✓",
    wrong: "✗",
    yuan: "¥",
    skeleton: "░",
    dash: "–",
    nearly: "≈ ",
    star: "★",
    new: "•",
    marked: "◆",
};

/// Narrow ASCII only.
pub(crate) const ASCII: Glyphs = Glyphs {
    border: border::Set {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        vertical_left: "|",
        vertical_right: "|",
        horizontal_top: "-",
        horizontal_bottom: "-",
    },
    rule: "-",
    bar: ">",
    checked: "[x]",
    unchecked: "[ ]",
    chosen: "(*)",
    option: "( )",
    descending: "v",
    ascending: "^",
    heart: "*",
    dot: "*",
    ring: "o",
    separator: "|",
    current: ">",
    ellipsis: "~",
    more_up: "^",
    more_down: "v",
    done: "+",
    wrong: "!",
    yuan: "Y",
    skeleton: ".",
    dash: "-",
    nearly: "~ ",
    star: "+",
    new: ".",
    marked: "#",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ascii_set_is_ascii() {
        let debug = format!("{ASCII:?}");
        assert!(debug.is_ascii(), "{debug}");
    }
}
