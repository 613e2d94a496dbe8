//! Strips of pictures on the screen: which are to be drawn, and what has to be written where one was.
//!
//! A strip lies on blank cells. While it stays where it is, those are left alone; where something was drawn on top it is not
//! drawn at all; and whatever follows on its cells is written although it looks the same, which erases it.

use std::sync::Arc;

use ratatui::buffer::{Buffer, CellDiffOption};

/// A strip of a picture somewhere on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paste {
    /// Its first column.
    pub x: u16,
    /// Its row.
    pub y: u16,
    /// Columns it takes.
    pub columns: u16,
    /// The picture's number and the strip's, which tell it from others.
    pub id: (u32, u16),
    /// What draws it, where the cursor is.
    pub bytes: Arc<str>,
}

/// The strips of a frame and those of the frame before.
#[derive(Debug, Default)]
pub(super) struct Pasted {
    /// What this frame has drawn, and may have drawn over.
    noted: Vec<Paste>,
    /// What is on the screen.
    shown: Vec<Paste>,
    /// What has to be drawn.
    fresh: Vec<Paste>,
}

impl Pasted {
    /// Notes a strip, and blanks its cells.
    pub(super) fn note(&mut self, buffer: &mut Buffer, paste: Paste) {
        for x in paste.x..paste.x.saturating_add(paste.columns) {
            if let Some(cell) = buffer.cell_mut((x, paste.y)) {
                cell.set_symbol(" ").set_diff_option(CellDiffOption::Skip);
            }
        }
        self.noted.push(paste);
    }

    /// Leaves out the strips that something was drawn over.
    pub(super) fn cover(&mut self, buffer: &mut Buffer) {
        self.noted.retain(|paste| {
            let is_whole = options(buffer, paste).all(|option| option == CellDiffOption::Skip);
            if !is_whole {
                set(buffer, paste, CellDiffOption::Skip, CellDiffOption::None);
            }
            is_whole
        });
    }

    /// Settles what is written: nothing where a strip stays, blanks where one comes, everything where one was.
    pub(super) fn settle(&mut self, buffer: &mut Buffer) {
        let noted = std::mem::take(&mut self.noted);
        for gone in self.shown.iter().filter(|shown| !noted.contains(shown)) {
            set(buffer, gone, CellDiffOption::None, CellDiffOption::AlwaysUpdate);
        }
        for paste in &noted {
            let stays = self.shown.contains(paste)
                && options(buffer, paste).all(|option| option == CellDiffOption::Skip);
            if !stays {
                set(buffer, paste, CellDiffOption::Skip, CellDiffOption::AlwaysUpdate);
                self.fresh.push(paste.clone());
            }
        }
        self.shown = noted;
    }

    /// What has to be drawn, once.
    pub(super) fn fresh(&mut self) -> Vec<Paste> {
        std::mem::take(&mut self.fresh)
    }
}

fn options<'a>(buffer: &'a Buffer, paste: &Paste) -> impl Iterator<Item = CellDiffOption> + 'a {
    let (columns, y) = (paste.x..paste.x.saturating_add(paste.columns), paste.y);
    columns.filter_map(move |x| buffer.cell((x, y)).map(|cell| cell.diff_option))
}

/// Gives the cells of a strip that have one option another.
fn set(buffer: &mut Buffer, paste: &Paste, from: CellDiffOption, to: CellDiffOption) {
    for x in paste.x..paste.x.saturating_add(paste.columns) {
        if let Some(cell) = buffer.cell_mut((x, paste.y)).filter(|cell| cell.diff_option == from) {
            cell.set_diff_option(to);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn strip(x: u16, id: u32) -> Paste {
        Paste { x, y: 0, columns: 3, id: (id, 0), bytes: "strip".into() }
    }

    /// A frame of eight cells with strips, and text drawn over them; what is drawn, and what is written whatever it is.
    fn frame(pasted: &mut Pasted, strips: &[Paste], over: Option<(u16, &str)>) -> (Vec<u16>, String) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        strips.iter().for_each(|strip| pasted.note(&mut buffer, strip.clone()));
        if let Some((x, text)) = over {
            (x..).zip(text.chars()).for_each(|(x, _)| buffer[(x, 0)].reset());
            buffer.set_string(x, 0, text, Style::new());
        }
        pasted.cover(&mut buffer);
        pasted.settle(&mut buffer);
        let letter = |option| match option {
            CellDiffOption::Skip => '-',
            CellDiffOption::AlwaysUpdate => '!',
            CellDiffOption::None | CellDiffOption::ForcedWidth(_) => '.',
        };
        let options = buffer.content.iter().map(|cell| letter(cell.diff_option)).collect();
        (pasted.fresh().iter().map(|paste| paste.x).collect(), options)
    }

    #[test]
    fn a_strip_is_drawn_once_and_what_follows_on_its_cells_is_written() {
        let mut pasted = Pasted::default();
        assert_eq!(frame(&mut pasted, &[strip(1, 7)], None), (vec![1], ".!!!....".to_owned()));
        assert_eq!(frame(&mut pasted, &[strip(1, 7)], None), (vec![], ".---....".to_owned()));
        assert_eq!(frame(&mut pasted, &[strip(1, 8)], None), (vec![1], ".!!!....".to_owned()), "another");
        assert_eq!(frame(&mut pasted, &[strip(2, 8)], None), (vec![2], ".!!!!...".to_owned()), "moved");
        assert_eq!(frame(&mut pasted, &[strip(2, 8)], Some((3, "ab"))), (vec![], "..!!!...".to_owned()));
        assert_eq!(frame(&mut pasted, &[strip(2, 8)], Some((3, "ab"))), (vec![], "........".to_owned()));
        assert_eq!(frame(&mut pasted, &[strip(2, 8)], None), (vec![2], "..!!!...".to_owned()), "uncovered");
        assert_eq!(frame(&mut pasted, &[], None), (vec![], "..!!!...".to_owned()));
        assert_eq!(frame(&mut pasted, &[], None), (vec![], "........".to_owned()));
    }

    #[test]
    fn a_strip_whose_cells_are_written_for_another_reason_is_drawn_again() {
        let mut pasted = Pasted::default();
        frame(&mut pasted, &[strip(1, 7)], None);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        pasted.note(&mut buffer, strip(1, 7));
        pasted.cover(&mut buffer);
        buffer[(2, 0)].set_diff_option(CellDiffOption::AlwaysUpdate);
        pasted.settle(&mut buffer);
        assert_eq!(pasted.fresh(), [strip(1, 7)]);
    }
}
