//! The domain, pure: what the catalogue holds, what can be asked of it, and what went wrong when it could not
//! be had.
//!
//! Field names are the API's own (its document `DescribeCommunityImages`); serialising gives the API's shape back.

mod compare;
mod comparison_text;
mod condition;
mod facts;
mod fault;
mod label;
mod language;
mod model;
mod query;
mod quotation;
mod select;
mod sort;
mod tags;
mod toggle;
mod yours;

pub(crate) use compare::{Comparison, MOST_COMPARED, ReadmeChange, Row, Side, compare};
pub(crate) use condition::{Bounds, Condition, Kind, Measure, Test, TextKey, amount, price_units};
pub(crate) use facts::facts;
pub use fault::{CredentialOrigin, Fault, FaultKind};
pub(crate) use label::{day, minute, month};
pub use language::parse_search;
pub(crate) use language::{Problem, Wrong, parse};
pub(crate) use model::README_CHARS;
pub use model::{AuthInfo, Container, Group, GroupId, ImageId, Page, SoftwarePort, Status, Version, Window};
pub use query::Query;
pub(crate) use query::Term;
pub(crate) use quotation::{Quotation, Role, quoted_if_needed};
pub use select::select;
pub(crate) use select::{Wanted, matching, window_of};
pub use sort::{SortField, SortOrder};
pub use tags::{TagCategory, TagIndex};
pub use toggle::{Toggle, Toggles};
pub use yours::{Bookmark, Change, NamedFilter, Viewed, Yours};
