//! Text as a code: the smallest that holds it, and what is said where none does.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment};

use crate::i18n::Lang;
use crate::messages;

/// Light modules that a reader needs around a code, on each side.
const QUIET: usize = 4;
/// Most a code can hold, of digits, of capitals and some marks, and of bytes.
const MOST: [usize; 3] = [7_089, 4_296, 2_953];

/// A QR code.
pub(crate) struct Code {
    code: QrCode,
}

impl Code {
    /// The smallest code that holds a text, with as much error correction as its size has room for.
    ///
    /// # Errors
    /// No code is large enough.
    pub(crate) fn of(text: &str) -> Result<Self, TooLong> {
        let too_long = |_| TooLong { bytes: text.len(), most: most(text) };
        Ok(Code { code: QrCode::encode_text(text, QrCodeEcc::Low).map_err(too_long)? })
    }

    /// Its version, 1 to 40: 21 to 177 modules a side, four more each.
    #[must_use]
    pub(crate) fn version(&self) -> u8 {
        self.code.version().value()
    }

    /// The letter of its error correction: `L`, `M`, `Q` or `H`.
    #[must_use]
    pub(crate) fn correction(&self) -> &'static str {
        match self.code.error_correction_level() {
            QrCodeEcc::Low => "L",
            QrCodeEcc::Medium => "M",
            QrCodeEcc::Quartile => "Q",
            QrCodeEcc::High => "H",
        }
    }

    /// Modules a side, the quiet zone included.
    #[must_use]
    pub(crate) fn side(&self) -> usize {
        usize::try_from(self.code.size()).unwrap_or_default() + 2 * QUIET
    }

    /// Whether a module is dark, counted from the top left of the quiet zone; all outside is light.
    #[must_use]
    pub(crate) fn is_dark(&self, x: usize, y: usize) -> bool {
        let at = |module: usize| i32::try_from(module.checked_sub(QUIET)?).ok();
        at(x).zip(at(y)).is_some_and(|(x, y)| self.code.get_module(x, y))
    }
}

/// Bytes that a code can hold of the kind a text is.
fn most(text: &str) -> usize {
    let [digits, capitals, bytes] = MOST;
    if QrSegment::is_numeric(text) {
        digits
    } else if QrSegment::is_alphanumeric(text) {
        capitals
    } else {
        bytes
    }
}

/// A text that no code holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLong {
    /// Its bytes.
    pub(crate) bytes: usize,
    /// Bytes of such a text that fit.
    pub(crate) most: usize,
}

impl TooLong {
    /// What it is, and the remedy.
    #[must_use]
    pub(crate) fn sentence(self, lang: Lang) -> String {
        QrText::TooLong.fill(lang, &[&self.bytes, &self.most])
    }
}

/// A window that a code does not fit into, in columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooSmall {
    /// What it needs.
    pub(crate) needs: (u16, u16),
    /// What there is.
    pub(crate) has: (u16, u16),
}

impl TooSmall {
    /// What it is, and the remedy.
    #[must_use]
    pub(crate) fn sentence(self, lang: Lang) -> String {
        let ((columns, rows), (width, height)) = (self.needs, self.has);
        QrText::TooSmall.fill(lang, &[&columns, &rows, &width, &height])
    }
}

messages! {
    /// What is said where there is no code.
    pub(crate) enum QrText {
        TooLong: "Too long for a QR code: {} bytes, and at most {} of this kind fit; shorten the text.",
            "内容过长，无法生成二维码：共 {} 字节，这类内容最多 {} 字节；请缩短后重试。";
        TooSmall: "This QR code needs a window of {}×{} and has {}×{}: enlarge it, or take a smaller font.",
            "显示此二维码需要 {}×{} 的窗口，当前为 {}×{}：请放大窗口或缩小字号。";
    }
}
