//! Which columns the list shows at a width: what matters least goes first.

use crate::text::{head, width};

use super::words::UiText;

/// A column right of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Author,
    Price,
    Favourites,
    Uses,
    Age,
}

impl Column {
    /// Left to right.
    const ORDER: [Column; 5] = [Column::Author, Column::Price, Column::Favourites, Column::Uses, Column::Age];
    /// Most important first.
    const RANK: [Column; 5] = [Column::Price, Column::Favourites, Column::Author, Column::Age, Column::Uses];

    /// Cells it takes, without the gap before it.
    pub(super) fn width(self, list: u16) -> u16 {
        match self {
            Column::Author if list >= 80 => 20,
            Column::Author => 14,
            Column::Price | Column::Favourites => 6,
            Column::Uses => 5,
            Column::Age => 6,
        }
    }

    /// Cells that it leaves the name at least.
    fn least_name(self) -> u16 {
        match self {
            Column::Price | Column::Favourites => 18,
            Column::Author | Column::Uses | Column::Age => 24,
        }
    }

    pub(super) fn head(self) -> UiText {
        match self {
            Column::Author => UiText::Author,
            Column::Price => UiText::Price,
            Column::Favourites => UiText::Favourites,
            Column::Uses => UiText::Uses,
            Column::Age => UiText::Age,
        }
    }

    pub(super) fn is_left(self) -> bool {
        self == Column::Author
    }
}

/// Cells between columns.
pub(super) const GAP: u16 = 1;

/// The columns at a list's width, left to right, and the name's width.
pub(super) fn columns(list: u16) -> (u16, Vec<Column>) {
    let mut room = list;
    let mut shown: Vec<Column> = Vec::new();
    for column in Column::RANK {
        let cost = column.width(list) + GAP;
        if room >= column.least_name().min(list) + cost {
            room -= cost;
            shown.push(column);
        }
    }
    let ordered = Column::ORDER.into_iter().filter(|column| shown.contains(column)).collect();
    (room, ordered)
}

/// The columns where a second row tells the author: the price, and room for the whole name.
pub(super) fn wide_names(list: u16) -> (u16, Vec<Column>) {
    let cost = Column::Price.width(list) + GAP;
    match list.checked_sub(cost).filter(|room| *room >= Column::Price.least_name().min(list)) {
        Some(room) => (room, vec![Column::Price]),
        None => (list, Vec::new()),
    }
}

/// Text at the right of a number of cells, unless it is wider.
pub(super) fn right(text: &str, cells: u16) -> String {
    let pad = usize::from(cells).saturating_sub(width(text));
    format!("{}{text}", " ".repeat(pad))
}

/// Cells that a name may lose for ending at the end of a word.
const WORD_COST: usize = 4;

/// A name cut to so many cells: at the end of a word or before a bracket, where that costs little.
pub(super) fn cut_name(name: &str, cells: usize, mark: &str) -> String {
    if width(name) <= cells {
        return name.to_owned();
    }
    let room = cells.saturating_sub(width(mark));
    let whole = &name[..head(name, room).0];
    let at_break = whole.char_indices().rev().find(|(at, c)| {
        matches!(c, ' ' | '（' | '(' | '，' | '、' | '-') && width(&whole[*at..]) <= WORD_COST && *at > 0
    });
    let ends_a_word = name[whole.len()..].starts_with([' ', '（', '(']);
    let kept = match at_break {
        Some((at, _)) if !ends_a_word => whole[..at].trim_end(),
        Some(_) | None => whole.trim_end(),
    };
    format!("{kept}{mark}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_width_exactly_and_drop_the_least_important() {
        for list in 0..200 {
            let (name, shown) = columns(list);
            let used: u16 = shown.iter().map(|column| column.width(list) + GAP).sum();
            assert_eq!(name + used, list, "{list}");
        }
        assert_eq!(columns(25).1, [Column::Price]);
        assert_eq!(columns(34).1, [Column::Price, Column::Favourites]);
        assert_eq!(columns(100).1.len(), 5);
    }

    #[test]
    fn names_are_cut_at_the_end_of_a_word_where_that_costs_little() {
        let cut = |name, cells| cut_name(name, cells, "…");
        assert_eq!(cut("电商产品图工作流（ComfyUI）", 20), "电商产品图工作流…");
        assert_eq!(cut("ai-toolkit (Ostris) 全模型", 14), "ai-toolkit…");
        assert_eq!(cut("ai-toolkit (Ostris) 全模型", 21), "ai-toolkit (Ostris)…");
        assert_eq!(cut("Supercalifragilistic", 10), "Supercali…");
        assert_eq!(cut("短", 10), "短");
        assert_eq!(cut("镜像名称", 4), "镜…");
        assert_eq!(cut("ab", 1), "…");
    }
}
