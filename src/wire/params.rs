//! Request parameters: a query's encoding, the signature over it, and the form body that carries both.
//!
//! Pure, and the same as the official SDKs do it (<https://docs.ucloud.cn/api/summary/signature>): sorted by name
//! bytewise, names and values joined without separators or escapes, the private key appended, SHA-1 in lower-case hex.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use sha1::{Digest, Sha1};

use crate::catalogue::{Query, Term, Window};

/// Encoded parameters by name, in the signature's order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(BTreeMap<String, String>);

impl Params {
    /// Parameters of an action.
    #[must_use]
    pub fn of(action: &str) -> Self {
        let mut params = Params::default();
        params.set("Action", action);
        params
    }

    /// Sets a parameter; an empty value means "leave it out".
    pub fn set(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.0.insert(name.to_owned(), value.to_owned());
        }
    }

    /// A parameter's value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Names and values, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Reads a form body; of a repeated name the last value counts.
    #[must_use]
    pub fn from_body(body: &[u8]) -> Self {
        Params(form_urlencoded::parse(body).into_owned().collect())
    }

    /// The signature over every parameter but `Signature` itself: 40 hexadecimal digits.
    #[must_use]
    pub fn signature(&self, private_key: &SecretString) -> String {
        let mut sha1 = Sha1::new();
        for (name, value) in self.iter().filter(|(name, _)| *name != "Signature") {
            sha1.update(name);
            sha1.update(value);
        }
        sha1.update(private_key.expose_secret());
        hex::encode(sha1.finalize())
    }

    /// The signed form body.
    #[must_use]
    pub fn signed_body(&self, private_key: &SecretString) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(self.iter())
            .append_pair("Signature", &self.signature(private_key))
            .finish()
    }
}

/// The parameters of `DescribeCommunityImages` for a query, without the common ones.
///
/// The sort order is always sent, so that what the screen says does not depend on the service's default.
#[must_use]
pub fn params(query: &Query, window: Window) -> Params {
    let query = &query.document();
    let mut params = Params::of("DescribeCommunityImages");
    params.set("FuzzySearch", &query.fuzzy);
    for term in Term::ALL {
        params.set(term.api_word(), query.term(term));
    }
    for (at, tag) in query.tags.iter().enumerate() {
        params.set(&format!("Tag.{at}"), tag);
    }
    for toggle in query.toggles.iter() {
        params.set(toggle.api_word(), "true");
    }
    params.set("SortCondition.Field", query.sort.field.api_word().unwrap_or_default());
    params.set("SortCondition.ASC", if query.sort.ascending { "true" } else { "false" });
    params.set("Offset", &window.offset.to_string());
    params.set("Limit", &window.limit.to_string());
    params
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{GroupId, ImageId, SortField, SortOrder, Toggle, Toggles};
    use crate::text::CleanText;

    const UCLOUD_PUBLIC: &str = "ucloudsomeone@example.com1296235120854146120";
    const UCLOUD_PRIVATE: &str = "46f09bb9fab4f12dfc160dae12273d5332b5debe";

    fn signature(private_key: &str, pairs: &[(&str, &str)]) -> String {
        let mut params = Params::default();
        for (name, value) in pairs {
            params.set(name, value);
        }
        params.signature(&private_key.to_owned().into())
    }

    #[test]
    fn signatures_agree_with_the_official_test_vectors() {
        let describe = [
            ("Action", "DescribeUHostInstance"),
            ("Limit", "10"),
            ("PublicKey", UCLOUD_PUBLIC),
            ("Region", "cn-bj2"),
        ];
        assert_eq!(signature(UCLOUD_PRIVATE, &describe), "cba5cf5ec4d4233d206b1b54951e3787350a642f");
        let create = [
            ("Action", "CreateUHostInstance"),
            ("CPU", "2"),
            ("ChargeType", "Month"),
            ("DiskSpace", "10"),
            ("ImageId", "f43736e1-65a5-4bea-ad2e-8a46e18883c2"),
            ("LoginMode", "Password"),
            ("Memory", "2048"),
            ("Name", "Host01"),
            ("Password", "VUNsb3VkLmNu"),
            ("PublicKey", UCLOUD_PUBLIC),
            ("Quantity", "1"),
            ("Region", "cn-bj2"),
            ("Zone", "cn-bj2-04"),
        ];
        assert_eq!(signature(UCLOUD_PRIVATE, &create), "4f9ef5df2abab2c6fccd1e9515cb7e2df8c6bb65");
        assert_eq!(
            signature("my_private_key", &[("foo", "bar")]),
            "634edc1bb957c0d65e5ab5494cf3b7784fbc87af"
        );
        assert_eq!(
            signature("my_private_key", &[("foo", "bar"), ("PublicKey", "my_public_key")]),
            "d4411ab30953fb0bbcb1e7313081f05e4e91a394"
        );
    }

    #[test]
    fn every_parameter_of_the_document_is_sent() {
        let query = Query {
            fuzzy: "comfy 界面".into(),
            name: "n".into(),
            author: "秋叶".into(),
            group_id: GroupId::new("g"),
            image_id: ImageId::new("i"),
            tags: vec!["文生图".into(), "视频".into()],
            toggles: Toggles::of(&Toggle::ALL),
            conditions: vec![],
            sort: SortOrder { field: SortField::Favor, ascending: true },
        };
        let sent = params(&query, Window { offset: 40, limit: 20 });
        let pairs: Vec<_> = sent.iter().collect();
        assert_eq!(
            pairs,
            [
                ("Action", "DescribeCommunityImages"),
                ("Author", "秋叶"),
                ("CompShareImageId", "i"),
                ("FuzzySearch", "comfy 界面"),
                ("GroupId", "g"),
                ("IfAutoStart", "true"),
                ("IsFree", "true"),
                ("IsOfficial", "true"),
                ("Limit", "20"),
                ("Name", "n"),
                ("Offset", "40"),
                ("SortCondition.ASC", "true"),
                ("SortCondition.Field", "Favor"),
                ("Tag.0", "文生图"),
                ("Tag.1", "视频"),
            ]
        );
    }

    #[test]
    fn what_is_not_filtered_is_left_out() {
        let sent = params(&Query::default(), Window { offset: 0, limit: 20 });
        let names: Vec<_> = sent.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Action", "Limit", "Offset", "SortCondition.ASC", "SortCondition.Field"]);
    }

    #[test]
    fn a_signed_body_reads_back_and_keeps_the_private_key_out() {
        let mut sent = Params::of("A b&c=d");
        sent.set("Name", "图 +%");
        let key: SecretString = "canary-private".to_owned().into();
        let body = sent.signed_body(&key);
        assert!(!body.contains("canary"), "{body}");
        let read = Params::from_body(body.as_bytes());
        assert_eq!(read.get("Name"), Some("图 +%"));
        assert_eq!(read.get("Signature"), Some(sent.signature(&key).as_str()));
        assert_eq!(read.signature(&key), sent.signature(&key), "the signature does not sign itself");
        assert_eq!(sent.get("Author"), None);
    }

    #[test]
    fn eleven_tags_are_signed_in_bytewise_order() {
        let tags: Vec<CleanText> = (0..11).map(|n| CleanText::line(&format!("t{n}"))).collect();
        let sent = params(&Query { tags, ..Query::default() }, Window { offset: 0, limit: 1 });
        let names: Vec<_> = sent.iter().map(|(name, _)| name).filter(|n| n.starts_with("Tag")).collect();
        assert_eq!(names[..4], ["Tag.0", "Tag.1", "Tag.10", "Tag.2"]);
    }
}
