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
    /// The groups of those, which may not be on the page any more.
    pub(super) marked_groups: Vec<Arc<Group>>,
}

impl List {
    pub(super) fn new(query: Query, page_size: usize) -> Self {
        List {
            browse: Browse::new(query, page_size),
            selected: None,
            scroll: Scroll::default(),
            marked: Vec::new(),
            marked_groups: Vec::new(),
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

    /// The marked images with their groups, in order.
    pub(super) fn marked_images(&self) -> impl Iterator<Item = (&Arc<Group>, &ImageId)> {
        let group = |image: &ImageId| self.marked_groups.iter().find(|group| group.version(image).is_some());
        self.marked.iter().filter_map(move |image| Some((group(image)?, image)))
    }

    /// Marks an image of a group, or takes its mark away.
    pub(super) fn mark(&mut self, group: &Arc<Group>, image: ImageId) {
        match self.marked.iter().position(|other| *other == image) {
            Some(at) => {
                self.marked.remove(at);
            }
            None => {
                self.marked.push(image);
                self.marked_groups.push(Arc::clone(group));
            }
        }
        let marked = &self.marked;
        self.marked_groups.retain(|group| marked.iter().any(|image| group.version(image).is_some()));
    }

    /// Takes all marks away.
    pub(super) fn unmark(&mut self) {
        self.marked.clear();
        self.marked_groups.clear();
    }

    /// Takes the rows that a frame had room for.
    pub(super) fn measured(&mut self, rows: usize) {
        let (selected, total) = (self.selected_row().unwrap_or(0), self.browse.groups().len());
        self.scroll.measured(rows, selected, total);
    }
}
