//! Who asks, and when: what conditions like `updated:<30d` or `is:new` depend on.

use std::collections::HashSet;

use crate::catalogue::GroupId;

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
