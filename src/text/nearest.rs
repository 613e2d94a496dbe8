//! “Did you mean”: one measure for settings, commands, profiles, themes and roles.

/// The name nearest to a mistyped one, where one is near enough to be what was meant.
#[must_use]
pub(crate) fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| {
            (strsim::damerau_levenshtein(&typed.to_ascii_lowercase(), &name.to_ascii_lowercase()), name)
        })
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_mistake_finds_its_name_and_nonsense_finds_none() {
        let names = ["page_size", "region", "zone"];
        assert_eq!(nearest("pagesize", names), Some("page_size"));
        assert_eq!(nearest("Regoin", names), Some("region"));
        assert_eq!(nearest("wallpaper", names), None);
    }
}
