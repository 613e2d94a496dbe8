//! What a search may ask beyond the service's own parameters: data, and its text in the search field.
//!
//! Numbers are whole, so that conditions can be compared and hashed: prices in ten-thousandths of a CNY per hour, sizes
//! in MB, ages in seconds.

use std::fmt;

use crate::i18n::Lang;
use crate::text::CleanText;

use super::quotation::{quoted, quoted_if_needed};
use super::{AuthInfo, Container, Status, Toggle, Version};

/// Something that must hold of an image, or must not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Condition {
    /// Whether it must not hold.
    pub negated: bool,
    /// Tests of which one must hold; never empty.
    pub any: Vec<Test>,
}

/// One test.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Test {
    /// Words somewhere in name, author, tags, description, ids or Readme, just as they stand.
    Words(CleanText),
    /// A text, under a key that says where.
    Text(TextKey, CleanText),
    /// A TCP port of the image's software.
    Port(u16),
    /// A number within bounds.
    Within(Measure, Bounds),
    /// A kind of image.
    Is(Kind),
}

/// Keys that lead a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextKey {
    /// Somewhere in the Readme.
    Text,
    /// A whole tag.
    Tag,
    /// An author's whole name.
    Author,
    /// A GPU type.
    Gpu,
}

impl TextKey {
    /// All keys, in the order completion shows.
    pub const ALL: [TextKey; 4] = [TextKey::Tag, TextKey::Gpu, TextKey::Author, TextKey::Text];

    /// The word before the colon.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            TextKey::Text => "text",
            TextKey::Tag => "tag",
            TextKey::Author => "author",
            TextKey::Gpu => "gpu",
        }
    }
}

/// Numbers of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Price, ten-thousandths of a CNY per hour.
    Price,
    /// Size, MB.
    Size,
    /// How many versions its group has.
    Versions,
    /// Age of the last update, seconds.
    Updated,
    /// Age of its publication, seconds.
    Published,
    /// Month of its publication in China, months since the year 0.
    Month,
}

impl Measure {
    /// All measures, in the order completion shows.
    pub const ALL: [Measure; 6] = [
        Measure::Price,
        Measure::Size,
        Measure::Versions,
        Measure::Updated,
        Measure::Published,
        Measure::Month,
    ];

    /// The word before the colon.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Measure::Price => "price",
            Measure::Size => "size",
            Measure::Versions => "versions",
            Measure::Updated => "updated",
            Measure::Published => "published",
            Measure::Month => "month",
        }
    }

    /// Whether it is an age, of which a number alone means "younger than".
    #[must_use]
    pub fn is_age(self) -> bool {
        matches!(self, Measure::Updated | Measure::Published)
    }

    /// Units by name, the largest first, each with how much one of it is. The first is what a number alone means.
    pub(super) fn units(self) -> &'static [(&'static str, u64)] {
        match self {
            Measure::Price => &[("", 10_000)],
            Measure::Versions | Measure::Month => &[("", 1)],
            Measure::Size => &[("GB", 1024), ("TB", 1024 * 1024), ("MB", 1)],
            Measure::Updated | Measure::Published => &[
                ("d", DAY),
                ("y", 365 * DAY),
                ("mo", 30 * DAY),
                ("w", 7 * DAY),
                ("h", 3600),
                ("m", 60),
                ("s", 1),
            ],
        }
    }
}

const DAY: u64 = 86_400;

/// A price in ten-thousandths of a CNY per hour.
#[must_use]
pub(crate) fn price_units(price: f64) -> u64 {
    // A price is never negative, and a float beyond the largest number becomes that.
    (price * 10_000.0).round() as u64
}

/// Bounds of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// The least, included.
    pub from: u64,
    /// The first too great; `None`: there is none.
    pub below: Option<u64>,
}

impl Bounds {
    /// Whether a number lies within.
    #[must_use]
    pub fn hold(self, number: u64) -> bool {
        number >= self.from && self.below.is_none_or(|below| number < below)
    }

    /// The text after the colon, in the largest unit that leaves no remainder.
    fn text(self, measure: Measure) -> String {
        let number = |number: u64| amount(measure, number);
        match (self.from, self.below) {
            (0, Some(below)) => format!("<{}", number(below)),
            (from, None) => format!(">={}", number(from)),
            (from, Some(below)) if below == from + 1 && !measure.is_age() => format!("={}", number(from)),
            (from, Some(below)) => format!("{}..{}", number(from), number(below)),
        }
    }
}

/// A number with its unit.
pub(crate) fn amount(measure: Measure, number: u64) -> String {
    if measure == Measure::Month {
        return format!("{}-{:02}", number / 12, number % 12 + 1);
    }
    if measure == Measure::Price {
        let text = format!("{}.{:04}", number / 10_000, number % 10_000);
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    let mut units = measure.units().to_vec();
    units.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let whole = units.iter().find(|(_, size)| number >= *size && number.is_multiple_of(*size));
    let (unit, size) = whole.or(units.last()).copied().unwrap_or(("", 1));
    format!("{}{unit}", number / size)
}

/// A kind's row of the table.
struct KindRow {
    word: &'static str,
    label: (&'static str, &'static str),
}

macro_rules! kinds {
    ($($kind:ident $word:literal ($en:literal $zh:literal);)*) => {
        /// Kinds of images that `is:` names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind { $(#[doc = $en] $kind,)* }

        const KINDS: &[KindRow] = &[$(KindRow { word: $word, label: ($en, $zh) },)*];

        impl Kind {
            /// All kinds, in the order completion shows.
            pub const ALL: [Kind; KINDS.len()] = [$(Kind::$kind),*];
        }
    };
}

kinds! {
    Free "free" ("free" "免费");
    Official "official" ("official" "官方");
    Certified "certified" ("certified" "认证");
    Autostart "autostart" ("autostart" "支持自启动");
    Container "container" ("container" "容器");
    VirtualMachine "vm" ("virtual machine" "虚拟机");
    Online "online" ("online" "已上线");
    Favourite "favourite" ("favourite" "已收藏");
    New "new" ("new" "新上架");
}

impl Kind {
    /// The word after `is:`.
    #[must_use]
    pub fn word(self) -> &'static str {
        KINDS[self as usize].word
    }

    /// The kind of a word, whatever its case.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word))
    }

    /// A word or two for sidebar and chips.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        let (en, zh) = KINDS[self as usize].label;
        match lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }

    /// The toggle that asks the service for the same.
    #[must_use]
    pub fn toggle(self) -> Option<Toggle> {
        match self {
            Kind::Free => Some(Toggle::Free),
            Kind::Official => Some(Toggle::Official),
            Kind::Autostart => Some(Toggle::Autostart),
            Kind::Certified
            | Kind::Container
            | Kind::VirtualMachine
            | Kind::Online
            | Kind::Favourite
            | Kind::New => None,
        }
    }

    /// Whether a version is of this kind; `None` where the version alone does not tell.
    #[must_use]
    pub fn holds(self, version: &Version) -> Option<bool> {
        match self {
            Kind::Free => Some(Toggle::Free.holds(version)),
            Kind::Official => Some(Toggle::Official.holds(version)),
            Kind::Autostart => Some(Toggle::Autostart.holds(version)),
            Kind::Certified => Some(version.auth_info == AuthInfo::Certified),
            Kind::Container => Some(version.container == Container::Container),
            Kind::VirtualMachine => Some(version.container == Container::VirtualMachine),
            Kind::Online => Some(version.status == Status::Available),
            Kind::Favourite | Kind::New => None,
        }
    }
}

impl Condition {
    /// A condition of one test.
    #[must_use]
    pub fn one(test: Test) -> Self {
        Condition { negated: false, any: vec![test] }
    }

    /// The one test of a condition that is neither negated nor has alternatives.
    #[must_use]
    pub fn only(&self) -> Option<&Test> {
        match &self.any[..] {
            [test] if !self.negated => Some(test),
            _ => None,
        }
    }
}

impl Test {
    /// The word before the colon, and the text after it.
    fn parts(&self) -> (&'static str, String) {
        match self {
            Test::Words(words) => ("", quoted(words)),
            Test::Text(key, text) => (key.word(), quoted_if_needed(text)),
            Test::Port(port) => ("port", port.to_string()),
            Test::Within(measure, bounds) => (measure.word(), bounds.text(*measure)),
            Test::Is(kind) => ("is", kind.word().to_owned()),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("-")?;
        }
        let parts: Vec<_> = self.any.iter().map(Test::parts).collect();
        if let Some((key, _)) = parts.first().filter(|(key, _)| !key.is_empty()) {
            write!(f, "{key}:")?;
        }
        let texts: Vec<String> = parts.into_iter().map(|(_, text)| text).collect();
        f.write_str(&texts.join("|"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_the_largest_unit_that_fits() {
        let cases = [
            (Measure::Price, 5_000, "0.5"),
            (Measure::Price, 20_000, "2"),
            (Measure::Price, 12_345, "1.2345"),
            (Measure::Size, 51_200, "50GB"),
            (Measure::Size, 51_201, "51201MB"),
            (Measure::Versions, 3, "3"),
            (Measure::Updated, 7 * DAY, "1w"),
            (Measure::Updated, 30 * DAY, "1mo"),
            (Measure::Updated, 3 * 3600, "3h"),
        ];
        for (measure, number, text) in cases {
            assert_eq!(amount(measure, number), text);
        }
    }

    #[test]
    fn every_kind_has_words_in_both_languages() {
        for kind in Kind::ALL {
            assert_eq!(Kind::named(&kind.word().to_uppercase()), Some(kind));
            assert!(Lang::ALL.iter().all(|lang| !kind.label(*lang).is_empty()));
        }
        assert_eq!(Kind::named("x"), None);
    }
}
