//! A JSON object whose fields are read one by one, each as tolerantly as can be.
//!
//! Fields stay raw text until they are asked for, so one of a wrong type, one nested 200,000 deep or one with broken
//! escapes costs only itself: reading a field never fails, it finds nothing. `null` is the same as missing.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// An object's fields, unread.
pub(super) struct Fields<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Fields<'a> {
    /// Splits an object into its fields.
    ///
    /// # Errors
    /// What serde_json says when the text is no JSON object.
    pub(super) fn read(json: &'a str) -> serde_json::Result<Self> {
        serde_json::from_str(json)
    }

    /// The fields in order, for objects that are used as maps.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Field<'a>)> {
        self.0.iter().map(|(name, raw)| (name.as_ref(), Field(raw.get())))
    }

    /// A field; of a repeated name the last one counts, as in most JSON readers.
    pub(super) fn get(&self, name: &str) -> Field<'a> {
        let found = self.0.iter().rev().find(|(key, _)| key == name);
        Field(found.map_or("null", |(_, raw)| raw.get()))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Split;

        impl<'de> Visitor<'de> for Split {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::with_capacity(32);
                while let Some((Text(name), value)) = map.next_entry()? {
                    fields.push((name, value));
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Split)
    }
}

/// One field's raw JSON.
#[derive(Clone, Copy)]
pub(super) struct Field<'a>(&'a str);

impl<'a> Field<'a> {
    /// A field of this JSON.
    pub(super) fn new(json: &'a str) -> Self {
        Field(json)
    }

    /// A string's text, or a number or boolean as it is written; otherwise empty.
    pub(super) fn text(self) -> Cow<'a, str> {
        match self.0.as_bytes().first() {
            Some(b'"') => match serde_json::from_str(self.0) {
                Ok(Text(text)) => text,
                Err(_) => Cow::Owned(text_with_lone_surrogates(self.0)),
            },
            Some(b'n' | b'[' | b'{') | None => Cow::Borrowed(""),
            Some(_) => Cow::Borrowed(self.0),
        }
    }

    /// A string's text; `None` when it is no string.
    pub(super) fn string(self) -> Option<Cow<'a, str>> {
        self.0.starts_with('"').then(|| self.text())
    }

    /// A number, also one written as a string; `None` when it is none or not finite.
    pub(super) fn number(self) -> Option<f64> {
        self.text().trim().parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// A whole number, also one written as a string; a fraction is cut off, what is too large saturates.
    pub(super) fn integer(self) -> Option<i64> {
        let exact = self.text().trim().parse().ok();
        exact.or_else(|| self.number().map(|number| number as i64))
    }

    /// A count: a whole number that is not negative.
    pub(super) fn count(self) -> Option<u64> {
        self.integer().and_then(|number| number.try_into().ok())
    }

    /// A boolean, also one written as a string (`"True"`) or as 0 and 1.
    pub(super) fn flag(self) -> Option<bool> {
        match self.text().trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    /// An array's items; none when it is no array.
    pub(super) fn items(self) -> Vec<Field<'a>> {
        let items: Vec<&RawValue> = serde_json::from_str(self.0).unwrap_or_default();
        items.into_iter().map(|raw| Field(raw.get())).collect()
    }

    /// An object's fields; `None` when it is no object.
    pub(super) fn fields(self) -> Option<Fields<'a>> {
        Fields::read(self.0).ok()
    }
}

/// A string, borrowed from the input where it has no escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Reads a string whose escapes name halves of surrogate pairs, as text cut in the middle of an emoji does.
fn text_with_lone_surrogates(json: &str) -> String {
    struct Lossy;

    impl Visitor<'_> for Lossy {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_bytes<E>(self, bytes: &[u8]) -> Result<String, E> {
            Ok(String::from_utf8_lossy(bytes).into_owned())
        }
    }

    serde_json::Deserializer::from_str(json).deserialize_bytes(Lossy).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(json: &str) -> Field<'_> {
        Field(json)
    }

    #[test]
    fn numbers_and_booleans_may_be_strings_and_strings_may_be_numbers() {
        assert_eq!(field("\"1.5\"").number(), Some(1.5));
        assert_eq!(field("42").integer(), Some(42));
        assert_eq!(field("\" 42 \"").integer(), Some(42));
        assert_eq!(field("42.9").integer(), Some(42));
        assert_eq!(field("3").text(), "3");
        for (json, flag) in
            [("true", Some(true)), ("\"False\"", Some(false)), ("1", Some(true)), ("{}", None)]
        {
            assert_eq!(field(json).flag(), flag, "{json}");
        }
    }

    #[test]
    fn numbers_of_any_size_are_read_or_found_missing() {
        assert_eq!(field("123456789012345678901234567890").integer(), Some(i64::MAX));
        assert_eq!(field("1e400").number(), None);
        assert_eq!(field("\"NaN\"").number(), None);
        assert_eq!(field("-1").count(), None);
    }

    #[test]
    fn wrong_types_are_found_missing() {
        for json in ["null", "[1]", "{\"a\":1}"] {
            assert_eq!(field(json).text(), "", "{json}");
            assert_eq!(field(json).number(), None, "{json}");
        }
        assert!(field("7").items().is_empty());
        assert!(field("[]").fields().is_none());
    }

    #[test]
    fn half_a_surrogate_pair_costs_one_character() {
        assert_eq!(field(r#""a\ud83db""#).text(), "a\u{FFFD}\u{FFFD}\u{FFFD}b");
        assert_eq!(field(r#""\ud83d\ude00""#).text(), "😀");
    }

    #[test]
    fn the_last_of_repeated_fields_counts_and_escaped_names_are_names() {
        let fields = Fields::read(r#"{"a":1,"\u0061":2}"#).unwrap();
        assert_eq!(fields.get("a").integer(), Some(2));
        assert_eq!(fields.get("b").integer(), None);
    }

    #[test]
    fn depth_overflows_no_stack() {
        let deep = format!("{{\"a\":{}1{},\"b\":2}}", "[".repeat(200_000), "]".repeat(200_000));
        let fields = Fields::read(&deep).unwrap();
        assert_eq!(fields.get("b").integer(), Some(2));
        assert_eq!(fields.get("a").items().len(), 1);
        assert!(Fields::read(&"[".repeat(200_000)).is_err());
    }
}
