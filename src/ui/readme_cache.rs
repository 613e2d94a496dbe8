//! Readmes parsed once, and laid out once per width and language.

use std::sync::Arc;

use crate::catalogue::{ImageId, README_CHARS};
use crate::readme::{Document, LayoutOptions, Match, Rows};
use crate::text::CleanText;

/// Readmes kept; the least recently drawn goes first.
const KEPT: usize = 16;

#[derive(Debug)]
struct Entry {
    image: ImageId,
    source: CleanText,
    document: Document,
    laid_out: Option<(LayoutOptions, Arc<Rows>)>,
    /// The rows with pictures, and the cells those take.
    pictured: Option<Pictured>,
}

/// Cells of pictures, by their links.
pub(super) type PictureCells = Vec<Option<(u16, u16)>>;

#[derive(Debug)]
struct Pictured {
    plain: Arc<Rows>,
    cells: PictureCells,
    rows: Arc<Rows>,
}

/// The cache.
#[derive(Debug, Default)]
pub(super) struct ReadmeCache {
    entries: Vec<Entry>,
    found: Option<LastSearch>,
}

/// The last search.
#[derive(Debug)]
struct LastSearch {
    rows: Arc<Rows>,
    needle: String,
    matches: Arc<Vec<Match>>,
}

impl ReadmeCache {
    /// The rows of an image's Readme.
    pub(super) fn rows(&mut self, image: &ImageId, source: &CleanText, options: &LayoutOptions) -> Arc<Rows> {
        let at = self.entries.iter().position(|entry| entry.image == *image && entry.source == *source);
        let mut entry = match at {
            Some(at) => self.entries.remove(at),
            None => Entry {
                image: image.clone(),
                source: source.clone(),
                document: crate::readme::parse(source, README_CHARS),
                laid_out: None,
                pictured: None,
            },
        };
        let rows = match &entry.laid_out {
            Some((known, rows)) if known == options => Arc::clone(rows),
            Some(_) | None => Arc::new(entry.document.layout(options)),
        };
        entry.laid_out = Some((*options, Arc::clone(&rows)));
        self.entries.insert(0, entry);
        self.entries.truncate(KEPT);
        rows
    }

    /// Rows of an image with room for its pictures, made once for the same cells.
    pub(super) fn pictured(&mut self, image: &ImageId, plain: Arc<Rows>, cells: PictureCells) -> Arc<Rows> {
        let entry = self.entries.iter_mut().find(|entry| entry.image == *image);
        let Some(entry) = entry.filter(|_| cells.iter().any(Option::is_some)) else { return plain };
        match &entry.pictured {
            Some(known) if Arc::ptr_eq(&known.plain, &plain) && known.cells == cells => {
                Arc::clone(&known.rows)
            }
            Some(_) | None => {
                let rows = Arc::new(plain.with_pictures(&cells));
                entry.pictured = Some(Pictured { plain, cells, rows: Arc::clone(&rows) });
                rows
            }
        }
    }

    /// Matches of a search, searched once.
    pub(super) fn find(&mut self, rows: &Arc<Rows>, needle: &str) -> Arc<Vec<Match>> {
        match &self.found {
            Some(found) if Arc::ptr_eq(&found.rows, rows) && found.needle == needle => {
                Arc::clone(&found.matches)
            }
            Some(_) | None => {
                let matches = Arc::new(rows.find(needle));
                let (rows, needle) = (Arc::clone(rows), needle.to_owned());
                self.found = Some(LastSearch { rows, needle, matches: Arc::clone(&matches) });
                matches
            }
        }
    }
}
