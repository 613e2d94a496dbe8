//! The order of groups: one table of sort fields, which requests, the sidebar, the command line, settings, what is
//! remembered, the demo service and `select` all walk.

use std::cmp::Ordering;

use crate::i18n::Lang;

use super::Group;

/// A sort field's row of the table.
struct SortRow {
    name: &'static str,
    api_word: &'static str,
    label: (&'static str, &'static str),
    compare: fn(&Group, &Group) -> Ordering,
}

macro_rules! sort_fields {
    ($($field:ident $name:literal ($en:literal $zh:literal) by $compare:expr;)*) => {
        /// The field groups are sorted by (`SortCondition.Field`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum SortField { $(#[doc = $en] $field,)* }

        const TABLE: &[SortRow] = &[$(SortRow {
            name: $name,
            api_word: stringify!($field),
            label: ($en, $zh),
            compare: $compare,
        },)*];

        impl SortField {
            /// All fields, in the order the interface shows; the service's default is the first.
            pub const ALL: [SortField; TABLE.len()] = [$(SortField::$field),*];
        }
    };
}

sort_fields! {
    PubTime "published" ("published" "发布时间") by |a, b| pub_time(a).cmp(&pub_time(b));
    Favor "popularity" ("popularity" "热度") by |a, b| a.recommend_count.cmp(&b.recommend_count);
    FavoritesCount "favourites" ("favourites" "收藏数") by |a, b| a.favorites_count.cmp(&b.favorites_count);
    ImageUseTime "use-time" ("use time" "使用时长") by |a, b| a.image_use_time.total_cmp(&b.image_use_time);
}

/// When the newest of a group's versions was published.
fn pub_time(group: &Group) -> i64 {
    group.data.iter().map(|version| version.pub_time).max().unwrap_or_default()
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

    /// The API's word.
    #[must_use]
    pub fn api_word(self) -> &'static str {
        self.row().api_word
    }

    /// The field of a word, ours or the API's, whatever its case.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let is = |known: &str| known.eq_ignore_ascii_case(word);
        SortField::ALL.into_iter().find(|field| is(field.name()) || is(field.api_word()))
    }

    /// The field in words.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.row().label.0,
            Lang::Zh => self.row().label.1,
        }
    }

    /// The field after this one, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        SortField::ALL[(self as usize + 1) % SortField::ALL.len()]
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
        let ascending = (self.field.row().compare)(a, b);
        let directed = if self.ascending { ascending } else { ascending.reverse() };
        directed.then_with(|| a.group_id.cmp(&b.group_id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_vocabularies_reach_every_field() {
        for field in SortField::ALL {
            assert_eq!(SortField::named(field.api_word()), Some(field));
            assert_eq!(SortField::named(&field.name().to_uppercase()), Some(field));
            assert!(Lang::ALL.iter().all(|lang| !field.label(*lang).is_empty()));
        }
        assert_eq!(SortField::named("price"), None);
    }

    #[test]
    fn the_fields_go_round() {
        let round: Vec<SortField> =
            std::iter::successors(Some(SortField::default()), |field| Some(field.next())).take(5).collect();
        assert_eq!(round[..4], SortField::ALL);
        assert_eq!(round[4], SortField::PubTime);
    }
}
