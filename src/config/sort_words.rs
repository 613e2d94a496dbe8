//! The words for sort fields on the command line and in `config.toml`: ours, and the API's own, as
//! `compshare image list --sort` takes them.

use crate::catalogue::SortField;

/// Words and what they mean; ours first.
pub const SORT_WORDS: [(&str, SortField); 8] = [
    ("published", SortField::PubTime),
    ("popularity", SortField::Favor),
    ("favourites", SortField::FavoritesCount),
    ("use-time", SortField::ImageUseTime),
    ("PubTime", SortField::PubTime),
    ("Favor", SortField::Favor),
    ("FavoritesCount", SortField::FavoritesCount),
    ("ImageUseTime", SortField::ImageUseTime),
];

/// Reads a sort field, whatever its case.
#[must_use]
pub fn sort_field(word: &str) -> Option<SortField> {
    SORT_WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, field)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_vocabularies_reach_every_field() {
        for field in SortField::ALL {
            assert_eq!(sort_field(field.api_word()), Some(field));
            assert!(SORT_WORDS[..4].iter().any(|(_, known)| *known == field));
        }
        assert_eq!(sort_field("favor"), Some(SortField::Favor));
        assert_eq!(sort_field("price"), None);
    }
}
