//! The platform's words and units for what the catalogue holds: one place, for the screen and the command line.

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::i18n::Lang;
use crate::messages;

use super::{AuthInfo, Container, GroupId, Status, Version};

messages! {
    /// Words for values.
    enum Label {
        Online: "online", "已上线";
        Unavailable: "unavailable", "不可用";
        Offline: "offline", "已下线";
        Reviewing: "in review", "审核中";
        Making: "being made", "制作中";
        Official: "official", "官方";
        Certified: "certified", "认证";
        Container: "container", "容器镜像";
        VirtualMachine: "virtual machine", "虚机镜像";
        Free: "free", "免费";
    }
}

impl Status {
    /// The status in words; one we do not know as the service wrote it, empty where it said none.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &str {
        match self {
            Status::Available => Label::Online.text(lang),
            Status::UnAvailable => Label::Unavailable.text(lang),
            Status::Offline => Label::Offline.text(lang),
            Status::Reviewing => Label::Reviewing.text(lang),
            Status::Making => Label::Making.text(lang),
            Status::Missing => "",
            Status::Other(word) => word,
        }
    }
}

impl AuthInfo {
    /// The standing that is worth a badge; ordinary creators have none.
    #[must_use]
    pub fn badge(self, lang: Lang) -> Option<&'static str> {
        match self {
            AuthInfo::Official => Some(Label::Official.text(lang)),
            AuthInfo::Certified => Some(Label::Certified.text(lang)),
            AuthInfo::Creator | AuthInfo::Other(_) => None,
        }
    }
}

impl Container {
    /// What the image runs as, where the service said it.
    #[must_use]
    pub fn label(self, lang: Lang) -> Option<&'static str> {
        match self {
            Container::Container => Some(Label::Container.text(lang)),
            Container::VirtualMachine => Some(Label::VirtualMachine.text(lang)),
            Container::Unknown => None,
        }
    }
}

impl Version {
    /// The price in CNY an hour, without its unit: `free`, `¥0.35`; empty where none is known.
    #[must_use]
    pub fn price_label(&self, lang: Lang, yuan: &str) -> String {
        match self.price {
            Some(0.0) => Label::Free.text(lang).to_owned(),
            // It would round to nothing, which is not free.
            Some(price) if price < 0.005 => format!("<{yuan}0.01"),
            Some(price) => format!("{yuan}{price:.2}"),
            None => String::new(),
        }
    }

    /// The author with the standing that is worth a badge: `CompShare [official]`.
    #[must_use]
    pub fn author_label(&self, lang: Lang) -> String {
        match self.auth_info.badge(lang) {
            Some(badge) => format!("{} [{badge}]", self.author),
            None => self.author.to_string(),
        }
    }

    /// The size as `900 MB`, `42.1 GB`, `1.2 TB`, of 1,024 each; empty where it is unknown.
    #[must_use]
    pub fn size_label(&self) -> String {
        // Tenths, so that no float is needed.
        let tenths = |megabytes: u64, unit: u64| {
            let tenths = u128::from(megabytes) * 10 / u128::from(unit);
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        match self.size {
            0 => String::new(),
            megabytes @ 1..1_024 => format!("{megabytes} MB"),
            megabytes @ 1_024..1_048_576 => format!("{} GB", tenths(megabytes, 1_024)),
            megabytes => format!("{} TB", tenths(megabytes, 1_048_576)),
        }
    }
}

impl GroupId {
    /// The group's page on the platform; `None` for an id that does not belong into a URL.
    #[must_use]
    pub fn web_page(&self) -> Option<String> {
        self.is_plain().then(|| format!("https://www.compshare.cn/images/{self}"))
    }
}

/// The day of Unix seconds in China's time, where the service lives: `2026-11-20`; empty where it is unknown.
#[must_use]
pub(crate) fn day(seconds: i64) -> String {
    let known = (seconds > 0).then(|| Timestamp::from_second(seconds).ok()).flatten();
    known.map(|time| Offset::constant(8).to_datetime(time).date().to_string()).unwrap_or_default()
}

/// The month of Unix seconds in China's time, months since the year 0; `None` where it is unknown.
#[must_use]
pub(crate) fn month(seconds: i64) -> Option<u64> {
    let known = (seconds > 0).then(|| Timestamp::from_second(seconds).ok()).flatten()?;
    let date = Offset::constant(8).to_datetime(known).date();
    Some(u64::try_from(date.year()).ok()? * 12 + u64::try_from(date.month()).ok()? - 1)
}

/// The minute of Unix seconds in China's time: `2026-11-20 09:30`; empty where it is unknown.
#[must_use]
pub(crate) fn minute(seconds: i64) -> String {
    let known = (seconds > 0).then(|| Timestamp::from_second(seconds).ok()).flatten();
    let time = known.map(|time| Offset::constant(8).to_datetime(time));
    time.map(|time| format!("{} {:02}:{:02}", time.date(), time.hour(), time.minute())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_stands_in_both_languages() {
        crate::i18n::check_table(Label::ALL, Label::text).unwrap();
    }

    #[test]
    fn the_apis_words_are_said_in_the_readers() {
        assert_eq!(Container::Container.label(Lang::En), Some("container"));
        assert_eq!(Container::Unknown.label(Lang::En), None);
    }

    #[test]
    fn days_are_chinas() {
        assert_eq!(day(1_700_000_000), "2023-11-15");
        assert_eq!((minute(1_700_000_000), minute(0)), ("2023-11-15 06:13".into(), String::new()));
        assert_eq!([day(0), day(-1), day(i64::MAX)], ["", "", ""]);
    }

    #[test]
    fn sizes_and_prices_are_short() {
        let size = |size| Version { size, ..Version::default() }.size_label();
        assert_eq!([size(0), size(900), size(43_110), size(1_300_000)], ["", "900 MB", "42.0 GB", "1.2 TB"]);
        assert_eq!(size(u64::MAX), "17592186044415.9 TB");
        let price = |price| Version { price, ..Version::default() }.price_label(Lang::Zh, "¥");
        assert_eq!([price(None), price(Some(0.0)), price(Some(0.35))], ["", "免费", "¥0.35"]);
        assert_eq!([price(Some(1e-7)), price(Some(0.005))], ["<¥0.01", "¥0.01"]);
    }

    #[test]
    fn an_odd_group_id_makes_no_link() {
        let page = |id| GroupId::new(id).web_page();
        assert_eq!(page("0bwUeAJZW7sE").as_deref(), Some("https://www.compshare.cn/images/0bwUeAJZW7sE"));
        assert_eq!(page("../x?y"), None);
    }
}
