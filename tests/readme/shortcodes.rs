//! The names of emoji are GitHub's, as the `emojis` package has them.

#[test]
fn the_table_of_emoji_is_githubs() {
    // The flags of England, Scotland and Wales are spelt with invisible characters, which nothing we show may have.
    let visible = emojis::iter().filter(|emoji| !emoji.as_str().contains('\u{E007F}'));
    let names = visible.flat_map(|emoji| emoji.shortcodes().map(move |name| (name, emoji.as_str())));
    let names: std::collections::BTreeMap<&str, &str> = names.collect();
    let expected: String = names.iter().map(|(name, emoji)| format!("{name} {emoji}\n")).collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/readme/builder/shortcodes.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &expected).unwrap();
    }
    let differs = "run the test with UPDATE_GOLDEN=1";
    assert_eq!(std::fs::read_to_string(path).unwrap(), expected, "{differs}");
}
