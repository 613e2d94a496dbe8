//! What holds for rows of any document at any width.

use compshare_tui::face::i18n::Lang;
use compshare_tui::face::readme::{Document, LayoutOptions, Row, Rows, TextRole, parse};
use compshare_tui::face::text::{CleanText, width};

pub(crate) const WIDTHS: [u16; 4] = [20, 40, 80, 120];

pub(crate) fn document(source: &str) -> Document {
    parse(source, 2_000_000)
}

pub(crate) fn rows(source: &str, width: u16) -> Rows {
    document(source).layout(&LayoutOptions { width, ..LayoutOptions::default() })
}

/// Lays a document out in every way, and checks each row.
pub(crate) fn check(source: &str, widths: &[u16]) {
    let document = document(source);
    for &width in widths {
        for (ascii, lang) in [(false, Lang::Zh), (true, Lang::En)] {
            let rows = document.layout(&LayoutOptions { width, ascii, lang });
            check_rows(&rows, usize::from(width), source);
        }
    }
}

/// Every row fits, is clean, has spans that cover it; every place named exists.
pub(crate) fn check_rows(rows: &Rows, cells: usize, source: &str) {
    for (i, row) in rows.rows.iter().enumerate() {
        let wide = width(&row.text);
        assert!(wide <= cells, "row {i} takes {wide} of {cells} cells: {:?}\n{source}", row.text);
        assert_eq!(
            CleanText::block(&row.text, usize::MAX).as_str(),
            row.text,
            "row {i} is not clean\n{source}"
        );
        assert!(!row.text.ends_with(' ') && !row.text.contains('\n'), "row {i}: {:?}\n{source}", row.text);
        check_spans(row, rows.links.len(), source);
    }
    let last = rows.rows.len();
    assert!(rows.block_starts.is_sorted() && rows.block_starts.iter().all(|&row| row < last), "{source}");
    assert!(rows.headings.iter().all(|heading| heading.row < last && (1..=6).contains(&heading.level)));
    assert!(rows.links.iter().all(|link| link.row < last.max(1)), "{source}");
    for block in &rows.code_blocks {
        assert!(block.rows.end <= last && block.first_line + block.lines.len() <= last, "{source}");
        for (line, row) in block.lines.iter().zip(&rows.rows[block.first_line..]) {
            let shown = &row.text[line.at..line.at + line.range.len()];
            let text = &block.text[line.range.clone()];
            assert_eq!(shown.trim_end(), text.trim_end(), "{source}");
        }
    }
}

fn check_spans(row: &Row, links: usize, source: &str) {
    let mut at = 0;
    for span in &row.spans {
        assert_eq!(span.range.start, at, "spans leave a gap in {:?}\n{source}", row.text);
        assert!(
            row.text.get(span.range.clone()).is_some_and(|text| !text.is_empty()),
            "{:?}\n{source}",
            row.text
        );
        assert!(span.link.is_none_or(|link| link < links), "{source}");
        at = span.range.end;
    }
    assert_eq!(at, row.text.len(), "spans end early in {:?}\n{source}", row.text);
}

/// The document's own visible characters, in order: without frames, bullets and blanks.
pub(crate) fn visible(rows: &Rows) -> String {
    let mut text = String::new();
    for row in &rows.rows {
        for span in &row.spans {
            let ours = matches!(
                span.style.role,
                TextRole::Rule | TextRole::Marker | TextRole::CodeFrame | TextRole::TableLine
            );
            if !ours {
                text.push_str(&row.text[span.range.clone()]);
            }
        }
    }
    text
}
