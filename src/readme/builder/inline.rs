//! Collects running text: cleans it, settles whitespace, joins runs of one look.
//!
//! Whitespace collapses as in HTML. A line break in the source becomes a space, except between two Chinese or
//! Japanese characters, which are written without one.

use super::emphasis::{self, Delimiter};
use super::unspaced::is_unspaced;
use crate::readme::document::{Look, Run, Text};
use crate::text::{Cleaner, Fate, plain_prefix};

/// Text being collected.
#[derive(Debug, Default)]
pub(super) struct InlineBuilder {
    text: Text,
    cleaner: Cleaner,
    /// Whitespace that is written once more text follows.
    gap: Option<(Gap, Look)>,
    /// Emphasis delimiters that the parser left as text.
    delimiters: Vec<Delimiter>,
}

/// Whitespace between two pieces of text; the strongest of a run of them counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// A line break of the source.
    Soft,
    Space,
    /// Hard breaks, and how many.
    Hard(usize),
}

/// More hard breaks in a row than this would only push the text apart.
const HARD_BREAKS: usize = 2;

impl InlineBuilder {
    /// Whether no text has been collected.
    pub(super) fn is_empty(&self) -> bool {
        self.text.text.is_empty()
    }

    /// How many bytes have been collected.
    pub(super) fn len(&self) -> usize {
        self.text.text.len()
    }

    /// The text collected from byte `start`.
    pub(super) fn text_from(&self, start: usize) -> &str {
        self.text.text.get(start..).unwrap_or_default().trim_start()
    }

    /// Adds running text; its whitespace collapses.
    pub(super) fn words(&mut self, source: &str, look: Look) {
        self.judged(source, look, |inline, fate| match fate {
            Fate::Keep(' ') | Fate::Tab => inline.gap(Gap::Space, look),
            Fate::Keep(c) => inline.push(c.encode_utf8(&mut [0; 4]), look),
            Fate::Newline => inline.gap(Gap::Soft, look),
            Fate::Drop => {}
        });
    }

    /// Adds text: what is plain as it stands, and every other character as `place` puts it once it is judged.
    fn judged(&mut self, source: &str, look: Look, place: impl Fn(&mut Self, Fate)) {
        let mut rest = source;
        while let Some(first) = rest.chars().next() {
            let plain = settled_prefix(rest);
            if plain > 0 {
                self.plain(&rest[..plain], look);
                rest = &rest[plain..];
                continue;
            }
            rest = &rest[first.len_utf8()..];
            let fate = self.cleaner.judge(first, rest.chars().next());
            place(self, fate);
        }
    }

    /// Adds an emphasis delimiter that the parser left as text, a character at a time.
    pub(super) fn delimiter(&mut self, mark: &str, look: Look) {
        self.plain(mark, look);
        let start = self.text.text.len() - mark.len();
        let mark = mark.chars().next().unwrap_or_default();
        match self.delimiters.last_mut() {
            Some(last) if last.mark == mark && last.start + last.len == start => last.len += 1,
            _ => self.delimiters.push(Delimiter { mark, start, len: 1 }),
        }
    }

    /// Adds text whose spaces stay as they are: inline code.
    pub(super) fn verbatim(&mut self, source: &str, look: Look) {
        self.judged(source, look, |inline, fate| match fate {
            Fate::Keep(c) => inline.push(c.encode_utf8(&mut [0; 4]), look),
            Fate::Newline | Fate::Tab => inline.push(" ", look),
            Fate::Drop => {}
        });
    }

    /// Adds the name of a picture or video, parted by a space from one right before it, and gives its clean form.
    pub(super) fn name(&mut self, name: &str, look: Look) -> String {
        let follows_media = self.text.runs.last().is_some_and(|run| run.look.media.is_some());
        if follows_media && self.gap.is_none() {
            self.gap(Gap::Space, Look { media: None, ..look });
        }
        let before = self.text.text.len();
        self.words(name.trim(), look);
        self.gap = self.gap.filter(|(gap, _)| matches!(gap, Gap::Hard(_)));
        if self.text.text.len() == before {
            // Its label needs text to stand on.
            self.push("\u{a0}", look);
        }
        self.text_from(before).trim().to_owned()
    }

    /// Adds a badge's name, parted from what stands right before it.
    pub(super) fn chip(&mut self, name: &str, look: Look) {
        if self.gap.is_none() && !self.text.text.ends_with([' ', '\n']) {
            self.gap(Gap::Space, Look { link: None, ..Look::default() });
        }
        self.push("\u{a0}", look);
        let name: Vec<&str> = name.split_whitespace().collect();
        self.verbatim(&name.join("\u{a0}"), look);
        self.push("\u{a0}", look);
    }

    /// A line break of the source.
    pub(super) fn soft_break(&mut self, look: Look) {
        self.gap(Gap::Soft, look);
    }

    /// A line break the author asked for.
    pub(super) fn hard_break(&mut self, look: Look) {
        self.gap(Gap::Hard(1), look);
    }

    /// The text collected, its emphasis settled; `None` where nothing visible was.
    pub(super) fn settle(&mut self) -> Option<&mut Text> {
        let blank = self.text.text.chars().all(char::is_whitespace) && !self.text.has_media();
        if blank {
            return None;
        }
        emphasis::pair(&mut self.text, &self.delimiters);
        Some(&mut self.text)
    }

    /// Forgets the text; its buffers serve the next one.
    pub(super) fn clear(&mut self) {
        self.gap = None;
        self.cleaner = Cleaner::default();
        self.text.text.clear();
        self.text.runs.clear();
        self.delimiters.clear();
    }

    fn gap(&mut self, gap: Gap, look: Look) {
        self.cleaner.passed(" ");
        self.gap = Some(match (self.gap, gap) {
            (None, new) => (new, look),
            (Some((Gap::Hard(n), old)), Gap::Hard(m)) => (Gap::Hard((n + m).min(HARD_BREAKS)), old),
            (Some((Gap::Hard(n), old)), Gap::Soft | Gap::Space) => (Gap::Hard(n), old),
            (Some((Gap::Space, old)), Gap::Soft) => (Gap::Space, old),
            (Some((Gap::Soft | Gap::Space, old)), new) => (new, old),
        });
    }

    fn plain(&mut self, text: &str, look: Look) {
        self.cleaner.passed(text);
        self.push(text, look);
    }

    fn push(&mut self, text: &str, look: Look) {
        if let Some((gap, gap_look)) = self.gap.take()
            && !self.text.text.is_empty()
        {
            match gap {
                Gap::Soft if self.joins_without_space(text) => {}
                Gap::Soft | Gap::Space => self.append(" ", gap_look),
                Gap::Hard(n) => self.append(&"\n\n"[..n.min(HARD_BREAKS)], gap_look),
            }
        }
        self.append(text, look);
    }

    fn append(&mut self, text: &str, look: Look) {
        self.text.text.push_str(text);
        let end = self.text.text.len();
        match self.text.runs.last_mut() {
            Some(run) if run.look == look => run.end = end,
            _ => self.text.runs.push(Run { end, look }),
        }
    }

    fn joins_without_space(&self, next: &str) -> bool {
        let before = self.text.text.chars().next_back();
        match (before, next.chars().next()) {
            (Some(a), Some(b)) => {
                (is_unspaced(a) && (is_unspaced(b) || is_quote_or_dash(b)))
                    || (is_quote_or_dash(a) && is_unspaced(b))
                    || is_full_width_mark(a)
                    || is_full_width_mark(b)
            }
            _ => false,
        }
    }
}

/// How many bytes at the beginning of `text` are clean words, single spaces between them included.
fn settled_prefix(text: &str) -> usize {
    let mut end = plain_prefix(text);
    while end > 0 && text.as_bytes().get(end) == Some(&b' ') {
        match plain_prefix(&text[end + 1..]) {
            0 => break,
            word => end += 1 + word,
        }
    }
    end
}

/// Punctuation that brings its own space along, so that none is put beside it, whatever the script
/// (<https://drafts.csswg.org/css-text-4/#line-break-transform>).
fn is_full_width_mark(c: char) -> bool {
    matches!(c,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301B}' | '！' | '（' | '）' | '，' | '．'
        | '：' | '；' | '？' | '［' | '］' | '｛' | '｝' | '～')
}

/// Punctuation Chinese shares with other scripts.
fn is_quote_or_dash(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collected(pieces: &[&str]) -> String {
        let mut builder = InlineBuilder::default();
        for (i, piece) in pieces.iter().enumerate() {
            if i > 0 {
                builder.soft_break(Look::default());
            }
            builder.words(piece, Look::default());
        }
        builder.settle().map(|text| text.text.clone()).unwrap_or_default()
    }

    #[test]
    fn a_line_break_between_chinese_characters_leaves_no_space() {
        assert_eq!(collected(&["安装", "驱动"]), "安装驱动");
        assert_eq!(collected(&["安装，", "“驱动”", "之后"]), "安装，“驱动”之后");
        assert_eq!(collected(&["安装", "CUDA", "之后"]), "安装 CUDA 之后");
        assert_eq!(collected(&["设置。", "SenseVoice", "（小）", "GPU"]), "设置。SenseVoice（小）GPU");
        assert_eq!(collected(&["설치", "방법"]), "설치 방법");
        assert_eq!(collected(&["word “a”", "b"]), "word “a” b");
    }

    #[test]
    fn whitespace_collapses_and_never_stands_at_an_edge() {
        assert_eq!(collected(&["  a \t\n b  "]), "a b");
        assert_eq!(collected(&["\u{a0}"]), "");
        assert_eq!(collected(&["a\u{a0}\u{a0}b"]), "a\u{a0}\u{a0}b");
    }

    #[test]
    fn marks_that_arrive_one_by_one_are_limited() {
        let mut builder = InlineBuilder::default();
        builder.words("e", Look::default());
        for _ in 0..100 {
            builder.words("\u{301}", Look::default());
        }
        assert_eq!(builder.text.text.chars().count(), 5);
    }
}
