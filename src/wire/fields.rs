//! A JSON object whose fields are read one by one, each as tolerantly as can be.
//!
//! Fields stay raw text until they are asked for, so one of a wrong type, one nested 200,000 deep or one with broken
//! escapes costs only itself: reading a field never fails, it finds nothing. `null` is the same as missing.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Lists of objects within objects, each in the objects of the one before it: taken apart in the same pass.
const LISTS: [&str; 3] = ["CompshareImageGroup", "Data", "SoftwarePorts"];
/// How many fields an object of each level has, and any other: room for them is made at once.
const FIELDS: [usize; 5] = [8, 12, 24, 2, 8];
/// Where groups stand among the levels of [`LISTS`].
pub(super) const GROUPS: usize = 1;
/// The level of an object that stands nowhere among them.
const ELSEWHERE: usize = LISTS.len() + 1;

/// An object's fields.
pub(super) struct Fields<'a>(Vec<(Cow<'a, str>, Node<'a>)>);

/// A field's value.
enum Node<'a> {
    /// Unread.
    Raw(&'a str),
    /// A list that was taken apart; `None` for what is no object.
    Objects(Vec<Option<Fields<'a>>>),
}

impl<'a> Fields<'a> {
    /// Splits an object into its fields.
    ///
    /// # Errors
    /// What serde_json says when the text is no JSON object.
    pub(super) fn read(json: &'a str) -> serde_json::Result<Self> {
        Self::read_at(json, 0)
    }

    /// Splits an object that stands at a level of [`LISTS`].
    ///
    /// # Errors
    /// Those of [`Fields::read`].
    pub(super) fn read_at(json: &'a str, level: usize) -> serde_json::Result<Self> {
        // One pass is for what the service sends. It gives up on a list with half a surrogate pair or an endless number
        // where an object should be; those are found one at a time.
        split(json, Object { level }).or_else(|_| split(json, Object { level: ELSEWHERE }))
    }

    /// The fields in order, for objects that are used as maps.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Field<'a>)> {
        self.0.iter().map(|(name, node)| (name.as_ref(), node.field()))
    }

    /// A field; of a repeated name the last one counts, as in most JSON readers.
    pub(super) fn get(&self, name: &str) -> Field<'a> {
        self.0.iter().rev().find(|(key, _)| key == name).map_or(Field("null"), |(_, node)| node.field())
    }

    /// Takes a list of objects out; `None` stands for what is no object.
    pub(super) fn take(&mut self, name: &str) -> Vec<Option<Fields<'a>>> {
        let level = LISTS.iter().position(|list| *list == name).map_or(ELSEWHERE, |at| at + 1);
        match self.0.iter().rposition(|(key, _)| key == name).map(|at| self.0.swap_remove(at).1) {
            Some(Node::Objects(objects)) => objects,
            Some(Node::Raw(json)) => {
                let items = Field(json).items().into_iter();
                items.map(|item| Fields::read_at(item.0, level).ok()).collect()
            }
            None => Vec::new(),
        }
    }
}

impl<'a> Node<'a> {
    fn field(&self) -> Field<'a> {
        match self {
            Node::Raw(json) => Field(json),
            // Nobody reads a list of objects as a value.
            Node::Objects(_) => Field("null"),
        }
    }
}

fn split<'a, S: DeserializeSeed<'a>>(json: &'a str, seed: S) -> serde_json::Result<S::Value> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// An object at a level of [`LISTS`].
#[derive(Clone, Copy)]
struct Object {
    level: usize,
}

impl<'de> DeserializeSeed<'de> for Object {
    type Value = Fields<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Vec::with_capacity(FIELDS[self.level]);
        while let Some(Text(name)) = map.next_key()? {
            let node = if LISTS.get(self.level) == Some(&&*name) {
                Node::Objects(map.next_value_seed(Loose(Objects(Object { level: self.level + 1 })))?)
            } else {
                Node::Raw(map.next_value::<&RawValue>()?.get())
            };
            fields.push((name, node));
        }
        Ok(Fields(fields))
    }
}

/// What is looked for in a value that may be anything.
trait Sought<'de>: Sized {
    type Found: Default;

    fn list<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Found, A::Error> {
        IgnoredAny.visit_seq(list).map(|_| Self::Found::default())
    }

    fn object<A: MapAccess<'de>>(self, object: A) -> Result<Self::Found, A::Error> {
        IgnoredAny.visit_map(object).map(|_| Self::Found::default())
    }
}

/// A list of objects.
struct Objects(Object);

impl<'de> Sought<'de> for Objects {
    type Found = Vec<Option<Fields<'de>>>;

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Found, A::Error> {
        let mut objects = Vec::new();
        while let Some(object) = list.next_element_seed(Loose(self.0))? {
            objects.push(object);
        }
        Ok(objects)
    }
}

impl<'de> Sought<'de> for Object {
    type Found = Option<Fields<'de>>;

    fn object<A: MapAccess<'de>>(self, object: A) -> Result<Self::Found, A::Error> {
        self.visit_map(object).map(Some)
    }
}

/// Finds what is sought, or nothing in a value of another type.
struct Loose<S>(S);

impl<'de, S: Sought<'de>> DeserializeSeed<'de> for Loose<S> {
    type Value = S::Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, S: Sought<'de>> Visitor<'de> for Loose<S> {
    type Value = S::Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<S::Found, A::Error> {
        self.0.list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<S::Found, A::Error> {
        self.0.object(object)
    }

    fn visit_unit<E>(self) -> Result<S::Found, E> {
        Ok(S::Found::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<S::Found, E> {
        Ok(S::Found::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<S::Found, E> {
        Ok(S::Found::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<S::Found, E> {
        Ok(S::Found::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<S::Found, E> {
        Ok(S::Found::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<S::Found, E> {
        Ok(S::Found::default())
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
        match self.plain() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.with_text(str::to_owned)),
        }
    }

    /// Reads [`Field::text`] without a copy of its own.
    pub(super) fn with_text<T>(self, mut read: impl FnMut(&str) -> T) -> T {
        if let Some(text) = self.plain() {
            return read(text);
        }
        if let Some(text) = self.simply_escaped() {
            return read(&text);
        }
        let escaped = serde_json::Deserializer::from_str(self.0).deserialize_str(Unescaped(&mut read));
        escaped.unwrap_or_else(|_| read(&text_with_lone_surrogates(self.0)))
    }

    /// Text that stands in the JSON as it is; `None` for a string with escapes.
    fn plain(self) -> Option<&'a str> {
        match self.0.as_bytes() {
            [b'"', text @ .., b'"'] => {
                memchr::memchr(b'\\', text).is_none().then(|| &self.0[1..self.0.len() - 1])
            }
            [b'n' | b'[' | b'{', ..] | [] => Some(""),
            [_, ..] => Some(self.0),
        }
    }

    /// A string whose escapes are of one letter each, such as `\n`; `None` where there are others. serde_json, which found
    /// the string, reads it some bytes at a time, and Readmes are long.
    fn simply_escaped(self) -> Option<String> {
        let mut rest = self.0.strip_prefix('"')?.strip_suffix('"')?;
        let mut text = String::with_capacity(rest.len());
        while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
            text.push_str(&rest[..at]);
            text.push(match rest.as_bytes().get(at + 1)? {
                b'n' => '\n',
                b't' => '\t',
                b'r' => '\r',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                sign @ (b'"' | b'\\' | b'/') => char::from(*sign),
                _ => return None,
            });
            rest = &rest[at + 2..];
        }
        text.push_str(rest);
        Some(text)
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
        split(self.0, Object { level: ELSEWHERE }).ok()
    }
}

/// A string, borrowed from the input where it has no escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Hands on a string without its escapes.
struct Unescaped<'f, F>(&'f mut F);

impl<T, F: FnMut(&str) -> T> Visitor<'_> for Unescaped<'_, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(text))
    }
}

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

    proptest::proptest! {
        /// As serde_json reads it, however it is escaped.
        #[test]
        fn any_string_is_read(text in "(\\PC|[\n\t\r\u{8}\u{c}\u{1}\"/\\\\]){0,20}", is_ascii: bool) {
            let mut json = serde_json::to_string(&text).unwrap().replace('/', "\\/");
            if is_ascii {
                let units = |c: char| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect();
                let escape = |c: char| if c.is_ascii() { c.to_string() } else { units(c) };
                json = json.chars().map(escape).collect();
            }
            proptest::prop_assert_eq!(field(&json).text(), text);
        }
    }

    /// The ids of images in an answer, group by group; `None` for what is no object.
    fn images(json: &str) -> Vec<Option<Vec<Option<String>>>> {
        let id = |image: Option<Fields<'_>>| Some(image?.get("CompShareImageId").text().into_owned());
        let group = |group: Option<Fields<'_>>| Some(group?.take("Data").into_iter().map(id).collect());
        Fields::read(json).unwrap().take("CompshareImageGroup").into_iter().map(group).collect()
    }

    #[test]
    fn what_one_pass_gives_up_on_is_found_one_at_a_time() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        for odd in
            ["7", "null", "true", "1.5", "\"text\"", "[]", "1e400", r#""\ud83d""#, r#"{"\ud83d":1}"#, &deep]
        {
            let answer = |odd: &str| {
                format!(
                    r#"{{"CompshareImageGroup":[{odd},{{"Data":[{{"CompShareImageId":"a"}},{odd}]}},{{"Data":{odd}}}]}}"#
                )
            };
            let inner = images(&answer(odd))[1].clone().unwrap();
            assert_eq!(inner[0].as_deref(), Some("a"), "{odd}");
            assert_eq!((images(&answer(odd)).len(), inner.len()), (3, 2), "{odd}");
            // The same again, where an earlier list of that name makes one pass give up. The last one counts.
            let twice = answer(odd).replacen('{', r#"{"CompshareImageGroup":["\ud83d"],"#, 1);
            assert_eq!(images(&twice), images(&answer(odd)), "{odd}");
        }
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
