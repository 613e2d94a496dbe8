//! What the detail pane shows and how far it is scrolled, remembered for each group of the session.

use std::collections::{HashMap, VecDeque};

use tui_input::Input;

use crate::catalogue::{GroupId, ImageId};
use crate::readme::Anchor;

use super::{Highlights, Moment, Readmes};

/// Groups whose version and scroll position are remembered.
const REMEMBERED: usize = 256;

/// What is remembered of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DetailMemory {
    /// The version chosen, when not the lead.
    pub version: Option<ImageId>,
    /// The first visible place of the scrolled part.
    pub top: Top,
    /// The first visible row of About.
    pub about_top: usize,
}

/// A scroll position that survives another width and a cover that comes late: rows before the Readme are counted, the
/// Readme is anchored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Top {
    /// A row before the Readme; those of the cover are not counted, so that it may come at any time.
    Head(usize),
    /// A row of the cover.
    Cover(usize),
    /// A place in the Readme.
    Readme(Anchor),
}

impl Default for Top {
    fn default() -> Self {
        Top::Head(0)
    }
}

/// A search in the Readme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    /// What is looked for.
    pub needle: String,
    /// Which match is the current one, from 0.
    pub current: usize,
}

/// The detail pane.
#[derive(Debug, Clone, Default)]
pub struct Detail {
    /// The group shown; it follows the selection.
    pub shown: Option<GroupId>,
    /// When it follows next, while the selection moves.
    pub follow_at: Option<Moment>,
    /// When a missing Readme is fetched.
    pub fetch_at: Option<Moment>,
    /// When the selection moved last.
    pub moved_at: Option<Moment>,
    /// Whether About is read rather than the Readme.
    pub about: bool,
    /// Whether the pane has the whole window.
    pub zoomed: bool,
    /// The field that searches the Readme.
    pub find_field: Input,
    /// The search in the Readme.
    pub find: Option<Find>,
    /// Readmes.
    pub readmes: Readmes,
    /// Highlighted code.
    pub highlights: Highlights,
    memory: HashMap<GroupId, DetailMemory>,
    order: VecDeque<GroupId>,
}

impl Detail {
    /// What is remembered of a group.
    #[must_use]
    pub fn memory(&self, group: &GroupId) -> DetailMemory {
        self.memory.get(group).cloned().unwrap_or_default()
    }

    /// Changes what is remembered of a group; the oldest is forgotten beyond a limit.
    pub fn remember(&mut self, group: &GroupId, change: impl FnOnce(&mut DetailMemory)) {
        if !self.memory.contains_key(group) {
            self.order.push_back(group.clone());
            if self.order.len() > REMEMBERED
                && let Some(oldest) = self.order.pop_front()
            {
                self.memory.remove(&oldest);
            }
        }
        change(self.memory.entry(group.clone()).or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_and_the_oldest_goes_first() {
        let mut detail = Detail::default();
        for n in 0..REMEMBERED + 10 {
            detail.remember(&GroupId::new(&format!("g{n}")), |memory| memory.top = Top::Head(n));
        }
        assert_eq!(detail.memory(&GroupId::new("g0")), DetailMemory::default());
        assert_eq!(detail.memory(&GroupId::new("g20")).top, Top::Head(20));
    }
}
