//! Bytes of files as text. Settings are UTF-8 and nothing else, so that none is half understood; what people read may
//! be in any of the encodings their editors write. A byte-order mark says which encoding a file is in and is no text.

use std::borrow::Cow;
use std::fmt;

use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::i18n::Lang;
use crate::messages;

/// Why a file gives no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// The system's reason.
    System(String),
    /// It is UTF-16.
    Utf16,
    /// It is in some other encoding than UTF-8.
    NotUtf8,
}

impl Unreadable {
    /// The reason, and what to do about it where that is known.
    #[must_use]
    pub fn reason(&self, lang: Lang) -> String {
        match self {
            Unreadable::System(reason) => reason.clone(),
            Unreadable::Utf16 => EncodingText::Utf16.text(lang).to_owned(),
            Unreadable::NotUtf8 => EncodingText::NotUtf8.text(lang).to_owned(),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason(Lang::En))
    }
}

messages! {
    /// Reasons of [`Unreadable`].
    enum EncodingText {
        Utf16: "it is UTF-16; save it as UTF-8", "文件是 UTF-16 编码，请另存为 UTF-8";
        NotUtf8: "it is not UTF-8; save it as UTF-8", "文件不是 UTF-8 编码，请另存为 UTF-8";
    }
}

/// The text of a file of settings, without a byte-order mark.
///
/// # Errors
/// [`Unreadable::Utf16`] and [`Unreadable::NotUtf8`].
pub(crate) fn utf8(mut bytes: Vec<u8>) -> Result<String, Unreadable> {
    match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding == UTF_8 => {
            bytes.drain(..mark);
        }
        Some(_) => return Err(Unreadable::Utf16),
        None => {}
    }
    String::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)
}

/// Bytes that are UTF-8 as text, copied nowhere. For Chinese this takes fewer instructions than the standard library's.
pub(crate) fn valid_utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
}

/// Bytes that should be UTF-8 as text; what is not becomes `U+FFFD`.
pub(crate) fn lossy_utf8(bytes: &[u8]) -> Cow<'_, str> {
    UTF_8.decode_without_bom_handling(bytes).0
}

/// Text for people, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// Whether bytes that mean nothing in this encoding were replaced.
    pub damaged: bool,
}

impl Decoded {
    /// Whether a reader has to be told: it is not simply UTF-8, or the file said itself what it is.
    pub(crate) fn is_guess(&self) -> bool {
        self.damaged || self.encoding == GB18030.name()
    }
}

/// Reads text for people: in the encoding its mark names, else UTF-8, else GB18030 (which includes GBK and GB2312)
/// where every byte means something in it. `whole` is false where the file goes on after these bytes, which may then
/// end within a character.
pub(crate) fn for_people(bytes: &[u8], whole: bool) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode(encoding, &bytes[mark..], whole);
    }
    let utf8 = decode(UTF_8, bytes, whole);
    if !utf8.damaged || is_mostly_utf8(bytes) || has_zeros(bytes) {
        return utf8;
    }
    let gb18030 = decode(GB18030, bytes, whole);
    if gb18030.damaged { utf8 } else { gb18030 }
}

fn decode(encoding: &'static Encoding, bytes: &[u8], whole: bool) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or_default();
    let mut text = String::with_capacity(room);
    let (_, _, damaged) = decoder.decode_to_string(bytes, &mut text, whole);
    Decoded { text, encoding: encoding.name(), damaged }
}

/// Whether damaged UTF-8 is UTF-8 all the same: three bytes in a row hardly ever make a character by accident, so such
/// characters outnumber the faults.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut characters = 0_usize;
    let mut faults = 0_usize;
    for chunk in bytes.utf8_chunks() {
        characters += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    characters >= faults
}

/// Whether it is no text of any encoding with bytes for letters, such as UTF-16 without a mark.
fn has_zeros(bytes: &[u8]) -> bool {
    bytes.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    fn gbk(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    fn read(bytes: &[u8]) -> (String, &'static str, bool) {
        let Decoded { text, encoding, damaged } = for_people(bytes, true);
        (text, encoding, damaged)
    }

    proptest::proptest! {
        /// As the standard library reads it.
        #[test]
        fn bytes_are_text_or_not(mut bytes: Vec<u8>, text: String) {
            bytes.extend(text.bytes());
            for bytes in [&bytes, text.as_bytes()] {
                let text = std::str::from_utf8(bytes).ok().map(Cow::Borrowed);
                proptest::prop_assert_eq!(valid_utf8(bytes), text);
                proptest::prop_assert_eq!(lossy_utf8(bytes), String::from_utf8_lossy(bytes));
            }
        }
    }

    #[test]
    fn a_mark_says_the_encoding_and_is_no_text() {
        let text = "# 标题\n说明 😀";
        let marked = ["\u{FEFF}".as_bytes(), text.as_bytes()].concat();
        assert_eq!(read(&marked), (text.to_owned(), "UTF-8", false));
        assert_eq!(read(&utf16(text, false)), (text.to_owned(), "UTF-16LE", false));
        assert_eq!(read(&utf16(text, true)), (text.to_owned(), "UTF-16BE", false));
        assert_eq!(utf8(marked), Ok(text.to_owned()));
        for big in [false, true] {
            assert_eq!(utf8(utf16(text, big)), Err(Unreadable::Utf16));
        }
        assert_eq!(utf8(gbk(text)), Err(Unreadable::NotUtf8));
    }

    #[test]
    fn gbk_is_known_by_being_whole() {
        for text in ["标题", "# 标题\n\n说明文字，一段。", "GPU 镜像", "\u{20AC} 龘𠮷"] {
            assert_eq!(read(&gbk(text)), (text.to_owned(), "gb18030", false), "{text}");
        }
        let mut broken = gbk("标题说明");
        broken.push(0xFF);
        assert!(for_people(&broken, true).damaged);
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let text = "# 标题\n\n说明文字";
        let short = &text.as_bytes()[..text.len() - 2];
        assert_eq!(read(short), ("# 标题\n\n说明文\u{FFFD}".to_owned(), "UTF-8", true));
        let stray = [text.as_bytes(), &[0xE6, 0xA0]].concat();
        assert_eq!(read(&stray).1, "UTF-8");
        assert_eq!(read(b"a\0\xB1\0"), ("a\0\u{FFFD}\0".to_owned(), "UTF-8", true));
    }

    #[test]
    fn a_cut_within_a_character_is_no_damage() {
        let (plain, chinese) = ("说明文字".as_bytes(), gbk("说明文字"));
        for cut in 1..plain.len() {
            let decoded = for_people(&plain[..cut], false);
            assert_eq!((decoded.encoding, decoded.damaged), ("UTF-8", false), "{cut}");
        }
        for cut in 4..chinese.len() {
            let decoded = for_people(&chinese[..cut], false);
            assert_eq!((decoded.encoding, decoded.damaged), ("gb18030", false), "{cut}");
        }
        assert!(!for_people(&utf16("说明", false)[..5], false).damaged);
    }

    #[test]
    fn half_a_pair_of_utf16_and_an_odd_last_byte_are_damage() {
        let mut odd = utf16("说明", false);
        odd.push(1);
        assert!(for_people(&odd, true).damaged);
        assert!(for_people(&[0xFF, 0xFE, 0x3D, 0xD8, 0x41, 0], true).damaged);
    }

    #[test]
    fn every_reason_stands_in_both_languages() {
        crate::i18n::check_table(EncodingText::ALL, EncodingText::text).unwrap();
    }
}
