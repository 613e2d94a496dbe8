//! Why a picture is not shown, in a few words: they stand where the picture would.

use crate::i18n::Lang;
use crate::messages;

use super::{MOST_BYTES, MOST_PIXELS, Size};

/// Why a picture is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Its address is none that is fetched from: not `https`, or with a user name.
    Address,
    /// Its host, or an address the name stands for, is in a network of the reader's own.
    Private,
    /// It was moved to an address that is not encrypted.
    MovedInTheClear,
    /// It was moved too often.
    MovedTooOften,
    /// The server refused, with this status.
    Refused(u16),
    /// The server cannot be reached, or broke off.
    Unreachable,
    /// It took too long.
    TooSlow,
    /// It has more bytes than [`MOST_BYTES`].
    TooLarge,
    /// It has more pixels than [`MOST_PIXELS`], or none.
    TooManyPixels(Size),
    /// It is a drawing of shapes, which this program does not draw.
    Svg,
    /// It is no picture of a kind that is known.
    NoPicture,
    /// It is damaged or cut short.
    Damaged,
}

impl Trouble {
    /// Why, in a few words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let words = match self {
            Trouble::Refused(status) => return TroubleText::Refused.fill(lang, &[status]),
            Trouble::TooManyPixels(Size { width, height }) => {
                let most = MOST_PIXELS / 1_000_000;
                return TroubleText::TooManyPixels.fill(lang, &[width, height, &most]);
            }
            Trouble::TooLarge => return TroubleText::TooLarge.fill(lang, &[&(MOST_BYTES / 1024 / 1024)]),
            Trouble::Address => TroubleText::Address,
            Trouble::Private => TroubleText::Private,
            Trouble::MovedInTheClear => TroubleText::MovedInTheClear,
            Trouble::MovedTooOften => TroubleText::MovedTooOften,
            Trouble::Unreachable => TroubleText::Unreachable,
            Trouble::TooSlow => TroubleText::TooSlow,
            Trouble::Svg => TroubleText::Svg,
            Trouble::NoPicture => TroubleText::NoPicture,
            Trouble::Damaged => TroubleText::Damaged,
        };
        words.text(lang).to_owned()
    }

    /// Whether another try may go better.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Trouble::Refused(status) => *status >= 500,
            Trouble::Unreachable | Trouble::TooSlow => true,
            Trouble::Address
            | Trouble::Private
            | Trouble::MovedInTheClear
            | Trouble::MovedTooOften
            | Trouble::TooLarge
            | Trouble::TooManyPixels(_)
            | Trouble::Svg
            | Trouble::NoPicture
            | Trouble::Damaged => false,
        }
    }
}

messages! {
    /// Words of [`Trouble`].
    enum TroubleText {
        Address: "only https pictures are fetched", "仅获取 https 图片";
        Private: "its address is in a private network", "图片地址位于内部网络";
        MovedInTheClear: "it redirects to an address without encryption", "图片被重定向到未加密地址";
        MovedTooOften: "too many redirects", "重定向次数过多";
        Refused: "the server answers {}", "服务器返回 {}";
        Unreachable: "the server cannot be reached", "无法连接图片服务器";
        TooSlow: "the server is too slow", "图片服务器响应过慢";
        TooLarge: "larger than {} MB", "超过 {} MB";
        TooManyPixels: "{}×{} pixels; {} million at most", "{}×{} 像素，上限为 {} 百万";
        Svg: "SVG is not drawn", "不绘制 SVG";
        NoPicture: "not a picture", "不是图片";
        Damaged: "damaged", "图片已损坏";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_stands_in_both_languages() {
        crate::i18n::check_table(TroubleText::ALL, TroubleText::text).unwrap();
        let bomb = Trouble::TooManyPixels(Size { width: 1, height: 100_000_000 });
        assert_eq!(bomb.words(Lang::En), "1×100000000 pixels; 40 million at most");
        assert_eq!(Trouble::TooLarge.words(Lang::Zh), "超过 8 MB");
    }
}
