//! What a frame needs beside the state.

use std::cell::RefCell;

use crate::app::Moment;
use crate::pictures::{Kept, Painting};

use super::gallery::Gallery;
use super::pasted::{Paste, Pasted};
use super::readme_cache::ReadmeCache;
use super::rewrites::Rewrites;
use super::theme::Theme;

/// The theme, the time, laid-out Readmes and pictures.
pub struct ViewContext<'a> {
    /// Styles.
    pub theme: &'a Theme,
    /// Time since the program started.
    pub now: Moment,
    /// The date, Unix seconds, for ages.
    pub unix: i64,
    /// Readmes laid out for the current width.
    pub(super) readmes: &'a RefCell<ReadmeCache>,
    /// Pictures ready to be drawn.
    pub(super) gallery: &'a RefCell<Gallery>,
    /// Strips of pictures on the screen.
    pub(super) pasted: &'a RefCell<Pasted>,
    /// Wide glyphs of the last frame.
    pub(super) rewrites: &'a RefCell<Rewrites>,
}

/// What a frame shows beside its cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// Pictures that the terminal has to keep, and no others.
    pub kept: Vec<Kept>,
    /// Strips to draw once the cells are there.
    pub pasted: Vec<Paste>,
}

/// What is kept between frames: Readmes laid out for the current width, so that layout is paid once,
/// pictures at the size they are drawn, and what the last frame left on the screen.
#[derive(Debug, Default)]
pub struct ViewCache {
    readmes: RefCell<ReadmeCache>,
    gallery: RefCell<Gallery>,
    pasted: RefCell<Pasted>,
    rewrites: RefCell<Rewrites>,
}

impl ViewCache {
    /// Forgets what the last frame left on the screen, as when that was cleared.
    pub fn forget_screen(&self) {
        *self.rewrites.borrow_mut() = Rewrites::default();
        *self.pasted.borrow_mut() = Pasted::default();
    }

    /// Takes a picture that is ready to be drawn.
    pub fn hang(&self, url: String, painting: Painting) {
        self.gallery.borrow_mut().hang(url, painting);
    }

    /// Takes all pictures down, as when they are to be painted by other means.
    pub fn take_down(&self) {
        *self.gallery.borrow_mut() = Gallery::default();
    }

    /// What the last frame shows beside its cells.
    pub fn beside(&self) -> Beside {
        Beside { kept: self.gallery.borrow_mut().kept(), pasted: self.pasted.borrow_mut().fresh() }
    }

    /// The context of one frame.
    #[must_use]
    pub fn context<'a>(&'a self, theme: &'a Theme, now: Moment, unix: i64) -> ViewContext<'a> {
        let ViewCache { readmes, gallery, pasted, rewrites } = self;
        ViewContext { theme, now, unix, readmes, gallery, pasted, rewrites }
    }
}
