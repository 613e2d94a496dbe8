//! The list: pages, the selected group, what is marked, and how far it is scrolled.

use std::sync::Arc;

use crate::catalogue::{Group, GroupId, ImageId, Query};

use super::{Browse, Scroll};

/// The list of groups.
#[derive(Debug, Clone)]
pub struct List {
    /// Pages.
    pub browse: Browse,
    /// The selected group.
    pub selected: Option<GroupId>,
    /// How far the page is scrolled.
    pub scroll: Scroll,
    /// Images marked, in order.
    pub marked: Vec<ImageId>,
}

impl List {
    pub(super) fn new(query: Query, page_size: usize) -> Self {
        List {
            browse: Browse::new(query, page_size),
            selected: None,
            scroll: Scroll::default(),
            marked: Vec::new(),
        }
    }

    /// The selected row of the page.
    #[must_use]
    pub fn selected_row(&self) -> Option<usize> {
        let selected = self.selected.as_ref()?;
        self.browse.groups().iter().position(|group| group.group_id == *selected)
    }

    /// The selected group.
    #[must_use]
    pub fn selected_group(&self) -> Option<&Arc<Group>> {
        self.browse.groups().get(self.selected_row()?)
    }

    /// Takes the rows that a frame had room for.
    pub(super) fn measured(&mut self, rows: usize) {
        let (selected, total) = (self.selected_row().unwrap_or(0), self.browse.groups().len());
        self.scroll.measured(rows, selected, total);
    }
}
