//! The order of groups: one table of sort fields, which requests, the sidebar, the command line, settings, what is
//! remembered, the demo service and `select` all walk.

use std::cmp::Ordering;

use crate::i18n::Lang;
use crate::text::sort_key;

use super::{Group, Version};

/// A sort field's row of the table.
struct SortRow {
    name: &'static str,
    /// `None`: only the whole catalogue in hand can be sorted so.
    api_word: Option<&'static str>,
    label: (&'static str, &'static str),
    compare: fn(&Group, &Group) -> Ordering,
}

macro_rules! sort_fields {
    ($($field:ident $name:literal $api_word:expr, ($en:literal $zh:literal) by $compare:expr;)*) => {
        /// The field groups are sorted by: the service's (`SortCondition.Field`), and those of the catalogue in hand.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum SortField { $(#[doc = $en] $field,)* }

        const TABLE: &[SortRow] = &[$(SortRow {
            name: $name,
            api_word: $api_word,
            label: ($en, $zh),
            compare: $compare,
        },)*];

        impl SortField {
            /// All fields, in the order the interface shows: first the service's, of which the first is its default.
            pub const ALL: [SortField; TABLE.len()] = [$(SortField::$field),*];
        }
    };
}

sort_fields! {
    PubTime "published" Some("PubTime"), ("published" "发布时间") by |a, b| newest(a, |v| v.pub_time).cmp(&newest(b, |v| v.pub_time));
    Favor "popularity" Some("Favor"), ("popularity" "热度") by |a, b| a.recommend_count.cmp(&b.recommend_count);
    FavoritesCount "favourites" Some("FavoritesCount"), ("favourites" "收藏数") by |a, b| a.favorites_count.cmp(&b.favorites_count);
    ImageUseTime "use-time" Some("ImageUseTime"), ("use time" "使用时长") by |a, b| a.image_use_time.total_cmp(&b.image_use_time);
    Relevance "relevance" None, ("relevance" "相关度") by |_, _| Ordering::Equal;
    Name "name" None, ("name" "名称") by |a, b| sort_key(b.title()).cmp(&sort_key(a.title()));
    Price "price" None, ("price" "价格") by |a, b| lead(a, Version::known_price).total_cmp(&lead(b, Version::known_price));
    Size "size" None, ("size" "大小") by |a, b| lead(a, |v| v.size as f64).total_cmp(&lead(b, |v| v.size as f64));
    UpdateTime "updated" None, ("updated" "更新时间") by |a, b| newest(a, |v| v.update_time).cmp(&newest(b, |v| v.update_time));
    CreatedCount "created" None, ("instances" "创建实例数") by |a, b| a.created_count.cmp(&b.created_count);
    Versions "versions" None, ("versions" "版本数") by |a, b| a.data.len().cmp(&b.data.len());
}

/// The latest of a time of a group's versions.
fn newest(group: &Group, time: fn(&Version) -> i64) -> i64 {
    group.data.iter().map(time).max().unwrap_or_default()
}

/// A number of the version that is shown first; nothing is smaller than what is not known.
fn lead(group: &Group, number: fn(&Version) -> f64) -> f64 {
    group.lead().map_or(-1.0, number)
}

impl Default for SortField {
    fn default() -> Self {
        SortField::ALL[0]
    }
}

impl SortField {
    fn row(self) -> &'static SortRow {
        // The macro makes table and enum together, so the variant's number is the row's.
        &TABLE[self as usize]
    }

    /// Its word on the command line and in settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The API's word, where the service can sort so.
    #[must_use]
    pub fn api_word(self) -> Option<&'static str> {
        self.row().api_word
    }

    /// Whether only the whole catalogue in hand can be sorted so.
    #[must_use]
    pub fn is_local(self) -> bool {
        self.api_word().is_none()
    }

    /// The service's fields.
    pub fn of_service() -> impl Iterator<Item = SortField> {
        SortField::ALL.into_iter().filter(|field| !field.is_local())
    }

    /// The field of a word, ours or the API's, whatever its case.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let is = |known: &str| known.eq_ignore_ascii_case(word);
        SortField::ALL.into_iter().find(|field| is(field.name()) || field.api_word().is_some_and(is))
    }

    /// The field in words.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.row().label.0,
            Lang::Zh => self.row().label.1,
        }
    }

    /// The field after this one among the service's, or among all, round and round.
    #[must_use]
    pub fn next(self, among_all: bool) -> Self {
        let mut fields = SortField::ALL.into_iter().filter(|field| among_all || !field.is_local());
        fields.find(|field| *field as usize > self as usize).unwrap_or_default()
    }
}

/// A sort field and its direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct SortOrder {
    /// The field.
    pub field: SortField,
    /// Smallest first; the service's default is largest first.
    pub ascending: bool,
}

impl SortOrder {
    /// Compares two groups; those that sort alike stand in the order of their ids, so pages never overlap.
    #[must_use]
    pub fn compare(self, a: &Group, b: &Group) -> Ordering {
        self.compare_fields(a, b).then_with(|| a.group_id.cmp(&b.group_id))
    }

    /// Compares two groups by the field alone.
    pub(crate) fn compare_fields(self, a: &Group, b: &Group) -> Ordering {
        let ascending = (self.field.row().compare)(a, b);
        if self.ascending { ascending } else { ascending.reverse() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_vocabularies_reach_every_field() {
        for field in SortField::ALL {
            assert_eq!(field.api_word().map(SortField::named), (!field.is_local()).then_some(Some(field)));
            assert_eq!(SortField::named(&field.name().to_uppercase()), Some(field));
            assert!(Lang::ALL.iter().all(|lang| !field.label(*lang).is_empty()));
        }
        assert_eq!(SortField::named("colour"), None);
    }

    #[test]
    fn the_fields_go_round() {
        for (among_all, fields) in [(false, 4), (true, SortField::ALL.len())] {
            let next = |field: &SortField| Some(field.next(among_all));
            let round: Vec<SortField> =
                std::iter::successors(Some(SortField::default()), next).take(fields + 1).collect();
            assert_eq!(round[..fields], SortField::ALL[..fields]);
            assert_eq!(round[fields], SortField::PubTime);
        }
    }
}
