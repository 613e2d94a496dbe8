//! Who asks, and when: what conditions like `updated:<30d` or `is:new` depend on.

use std::collections::HashSet;

use crate::catalogue::{Group, GroupId, Kind};

/// Who asks, and when.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// Now, Unix seconds.
    pub now: i64,
    /// Groups that are bookmarked.
    pub bookmarks: HashSet<GroupId>,
    /// Groups that were not there at the last visit.
    pub new: HashSet<GroupId>,
}

impl Reader {
    /// Whether a group is of a kind that depends on who asks.
    pub(super) fn is(&self, kind: Kind, group: &Group) -> bool {
        match kind {
            Kind::Favourite => group.is_favorite || self.bookmarks.contains(&group.group_id),
            Kind::New => self.new.contains(&group.group_id),
            Kind::Free
            | Kind::Official
            | Kind::Certified
            | Kind::Autostart
            | Kind::Container
            | Kind::VirtualMachine
            | Kind::Online => false,
        }
    }
}
