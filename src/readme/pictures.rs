//! Rows for pictures, below the rows that name them: laid out once without, and again when a size becomes known.

use super::rows::{LinkKind, Row, RowPicture, Rows, TextRole};

impl Rows {
    /// The pictures whose names end in a row that holds nothing but names of pictures, by their places in
    /// [`Rows::links`]: there is room for them below. A picture in a table, a quote or a sentence is a name and no more.
    #[must_use]
    pub fn pictures_at(&self, row: usize) -> Vec<usize> {
        let Some(line) = self.rows.get(row).filter(|line| is_names(line)) else { return vec![] };
        let goes_on = |link: usize| {
            self.rows.get(row + 1).is_some_and(|next| next.spans.iter().any(|span| span.link == Some(link)))
        };
        let mut pictures: Vec<usize> = line.spans.iter().filter_map(|span| span.link).collect();
        pictures.dedup();
        pictures.retain(|link| {
            self.links.get(*link).is_some_and(|link| link.kind == LinkKind::Image) && !goes_on(*link)
        });
        pictures
    }

    /// The same rows, with rows below the names of pictures for those that take `cells` (columns, rows), by their places
    /// in [`Rows::links`].
    #[must_use]
    pub fn with_pictures(&self, cells: &[Option<(u16, u16)>]) -> Rows {
        let mut out = Rows { rows: Vec::with_capacity(self.rows.len()), ..self.clone() };
        // Where each row of before has gone.
        let mut moved = Vec::with_capacity(self.rows.len() + 1);
        for (at, row) in self.rows.iter().enumerate() {
            moved.push(out.rows.len());
            out.rows.push(row.clone());
            for link in self.pictures_at(at) {
                if let Some((columns, rows)) = cells.get(link).copied().flatten() {
                    let picture = |row| RowPicture { link, columns, rows, row };
                    out.rows
                        .extend((0..rows).map(|row| Row { picture: Some(picture(row)), ..Row::default() }));
                }
            }
        }
        moved.push(out.rows.len());
        let to = |row: usize| moved.get(row).copied().unwrap_or(out.rows.len());
        out.headings.iter_mut().for_each(|heading| heading.row = to(heading.row));
        out.links.iter_mut().for_each(|link| link.row = to(link.row));
        out.block_starts.iter_mut().for_each(|start| *start = to(*start));
        for block in &mut out.code_blocks {
            block.rows = to(block.rows.start)..to(block.rows.end);
            block.first_line = to(block.first_line);
        }
        out
    }
}

fn is_names(row: &Row) -> bool {
    let says = |span: &super::rows::Span| !row.text[span.range.clone()].trim().is_empty();
    let mut spans = row.spans.iter().filter(|span| says(span)).peekable();
    spans.peek().is_some() && spans.all(|span| span.style.role == TextRole::Media)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readme::{LayoutOptions, parse};

    const SOURCE: &str = "# One\n\n![first](https://a.example/1.png) ![second](https://a.example/2.png)\n\ntext with \
                          ![inline](https://a.example/3.png) in it\n\n> ![quoted](https://a.example/4.png)\n\n| a |\n|---|\n\
                          | ![cell](https://a.example/5.png) |\n\n```sh\nls\n```\n\n## Two\n\n<img src=\"https://a.example/6.png\">\n";

    fn rows() -> Rows {
        parse(SOURCE, 10_000).layout(&LayoutOptions { width: 60, ..LayoutOptions::default() })
    }

    fn text(rows: &Rows) -> Vec<String> {
        let shown = |row: &Row| match row.picture {
            Some(picture) => format!("<{} {}/{}>", picture.link, picture.row + 1, picture.rows),
            None => row.text.clone(),
        };
        rows.rows.iter().map(shown).collect()
    }

    #[test]
    fn pictures_stand_below_their_names_where_there_is_room() {
        let plain = rows();
        let cells = [Some((10, 2)), None, Some((10, 3)), Some((10, 3)), Some((10, 3)), Some((4, 1))];
        let pictured = plain.with_pictures(&cells);
        let added: Vec<String> = text(&pictured).into_iter().filter(|row| row.starts_with('<')).collect();
        assert_eq!(added, ["<0 1/2>", "<0 2/2>", "<5 1/1>"]);
        let without: Vec<String> = text(&pictured).into_iter().filter(|row| !row.starts_with('<')).collect();
        assert_eq!(without, text(&plain));
        for (before, after) in plain.headings.iter().zip(&pictured.headings) {
            assert_eq!(plain.rows[before.row], pictured.rows[after.row]);
        }
        let (before, after) = (&plain.code_blocks[0], &pictured.code_blocks[0]);
        assert_eq!(plain.rows[before.first_line], pictured.rows[after.first_line]);
        assert_eq!(before.rows.len(), after.rows.len());
        assert_eq!(plain.with_pictures(&[None; 6]), plain);
    }

    #[test]
    fn a_picture_that_comes_or_goes_moves_nothing_that_is_read() {
        let plain = rows();
        let pictured = plain.with_pictures(&[Some((10, 7)), Some((10, 5)), None, None, None, Some((9, 9))]);
        for row in 0..plain.rows.len() {
            let there = pictured.row_of(plain.anchor(row));
            assert_eq!(pictured.rows[there], plain.rows[row], "{row}");
            assert_eq!(plain.row_of(pictured.anchor(there)), row);
        }
        for row in 0..pictured.rows.len() {
            assert_eq!(pictured.row_of(pictured.anchor(row)), row);
        }
    }
}
