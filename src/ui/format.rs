//! Numbers, money, sizes and times as short texts.

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::i18n::Lang;

use super::glyphs::Glyphs;
use super::words::UiText;

/// A count in at most four cells or so: `842`, `1.2k`, `56k`, `1.3M`.
#[must_use]
pub fn count(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        1_000..10_000 => format!("{}.{}k", number / 1_000, number % 1_000 / 100),
        10_000..1_000_000 => format!("{}k", number / 1_000),
        _ => format!("{}.{}M", number / 1_000_000, number % 1_000_000 / 100_000),
    }
}

/// Hours of use as a count.
#[must_use]
pub fn hours(hours: f64) -> String {
    // Negative and absurd values of a stranger's answer saturate.
    count(hours.max(0.0) as u64)
}

/// A price without its unit: `¥0.35`, `free`, `?`.
#[must_use]
pub fn price(price: Option<f64>, lang: Lang, glyphs: &Glyphs) -> String {
    match price {
        None => "?".to_owned(),
        Some(0.0) => UiText::Free.text(lang).to_owned(),
        Some(price) => format!("{}{price:.2}", glyphs.yuan),
    }
}

/// A price with its unit: `¥0.35/h`.
#[must_use]
pub fn price_per_hour(amount: Option<f64>, lang: Lang, glyphs: &Glyphs) -> String {
    let text = price(amount, lang, glyphs);
    match amount {
        Some(0.0) | None => text,
        Some(_) => format!("{text}{}", UiText::PerHour.text(lang)),
    }
}

/// A size in MB as `980 MB`, `42.1 GB`, `1.2 TB`.
#[must_use]
pub fn size(megabytes: u64) -> String {
    match megabytes {
        0..1_000 => format!("{megabytes} MB"),
        1_000..1_000_000 => format!("{}.{} GB", megabytes / 1_000, megabytes % 1_000 / 100),
        _ => format!("{}.{} TB", megabytes / 1_000_000, megabytes % 1_000_000 / 100_000),
    }
}

/// How long ago, in a few cells: `now`, `5m`, `3h`, `12d`, `7mo`, `2y`; empty for an unknown time.
#[must_use]
pub fn age(time: i64, now: i64, lang: Lang) -> String {
    if time <= 0 {
        return String::new();
    }
    let seconds = now.saturating_sub(time);
    let (unit, number) = match seconds {
        ..60 => return UiText::Now.text(lang).to_owned(),
        60..3_600 => (UiText::Minutes, seconds / 60),
        3_600..86_400 => (UiText::Hours, seconds / 3_600),
        86_400..5_184_000 => (UiText::Days, seconds / 86_400),
        5_184_000..63_072_000 => (UiText::Months, seconds / 2_592_000),
        _ => (UiText::Years, seconds / 31_536_000),
    };
    unit.fill(lang, &[&number])
}

/// A day in China's time, where the service lives: `2026-11-20`; empty for an unknown or absurd time.
#[must_use]
pub fn date(time: i64) -> String {
    let china = Offset::constant(8);
    match Timestamp::from_second(time) {
        Ok(stamp) if time > 0 => china.to_datetime(stamp).date().to_string(),
        Ok(_) | Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::glyphs::UNICODE;

    #[test]
    fn counts_are_short() {
        let all = [
            (0, "0"),
            (999, "999"),
            (1_250, "1.2k"),
            (56_400, "56k"),
            (999_999, "999k"),
            (1_340_000, "1.3M"),
        ];
        for (number, text) in all {
            assert_eq!(count(number), text);
        }
        assert_eq!(hours(f64::NAN), "0");
        assert_eq!(hours(-5.0), "0");
    }

    #[test]
    fn prices_say_free() {
        assert_eq!(price(Some(0.0), Lang::Zh, &UNICODE), "免费");
        assert_eq!(price_per_hour(Some(0.35), Lang::En, &UNICODE), "¥0.35/h");
        assert_eq!(price_per_hour(None, Lang::En, &UNICODE), "?");
    }

    #[test]
    fn ages_and_dates() {
        let now = 1_795_000_000;
        let all = [(now - 5, "now"), (now - 120, "2m"), (now - 7_200, "2h"), (now - 259_200, "3d"), (0, "")];
        for (time, text) in all {
            assert_eq!(age(time, now, Lang::En), text);
        }
        assert_eq!(age(now - 259_200, now, Lang::Zh), "3天前");
        assert_eq!(date(1_795_017_600), "2026-11-19");
        assert_eq!(date(i64::MAX), "");
        assert_eq!(size(42_100), "42.1 GB");
    }
}
