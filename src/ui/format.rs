//! Numbers, money and ages as short texts.

use crate::catalogue::Version;
use crate::i18n::Lang;

use super::glyphs::Glyphs;
use super::words::UiText;

/// A count in at most four cells or so: `842`, `1.2k`, `56k`, `1.3M`.
#[must_use]
pub(crate) fn count(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        1_000..10_000 => format!("{}.{}k", number / 1_000, number % 1_000 / 100),
        10_000..1_000_000 => format!("{}k", number / 1_000),
        _ => format!("{}.{}M", number / 1_000_000, number % 1_000_000 / 100_000),
    }
}

/// Hours of use as a count.
#[must_use]
pub(crate) fn hours(hours: f64) -> String {
    // Negative and absurd values of a stranger's answer saturate.
    count(hours.max(0.0) as u64)
}

/// A price with its unit: `¥0.35/h`; `?` where none is known.
#[must_use]
pub(crate) fn price_per_hour(version: &Version, lang: Lang, glyphs: &Glyphs) -> String {
    let price = version.price_label(lang, glyphs.yuan);
    match version.price {
        None => "?".to_owned(),
        Some(0.0) => price,
        Some(_) => format!("{price}{}", UiText::PerHour.text(lang)),
    }
}

/// How long ago, in a few cells: `now`, `5m`, `3h`, `12d`, `7mo`, `2y`; empty for an unknown time.
#[must_use]
pub(crate) fn age(time: i64, now: i64, lang: Lang) -> String {
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
    fn a_price_tells_its_unit() {
        let price = |price| price_per_hour(&Version { price, ..Version::default() }, Lang::En, &UNICODE);
        assert_eq!([price(None), price(Some(0.0)), price(Some(0.35))], ["?", "free", "¥0.35/h"]);
    }

    #[test]
    fn ages_are_short() {
        let now = 1_795_000_000;
        let all = [(now - 5, "now"), (now - 120, "2m"), (now - 7_200, "2h"), (now - 259_200, "3d"), (0, "")];
        for (time, text) in all {
            assert_eq!(age(time, now, Lang::En), text);
        }
        assert_eq!(age(now - 259_200, now, Lang::Zh), "3天前");
    }
}
