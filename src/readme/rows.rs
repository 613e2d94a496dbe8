//! What layout produces: rows of styled spans, and where the things a reader jumps to are.

use std::ops::Range;

/// What a span is, for a theme to colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum TextRole {
    /// Running text.
    #[default]
    Text,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Rules under headings, thematic breaks.
    Rule,
    /// A list's bullet, number or task box.
    Marker,
    /// The bar and text of a block quote.
    Quote,
    /// GitHub alerts: label and bar.
    AlertNote,
    /// See [`TextRole::AlertNote`].
    AlertTip,
    /// See [`TextRole::AlertNote`].
    AlertImportant,
    /// See [`TextRole::AlertNote`].
    AlertWarning,
    /// See [`TextRole::AlertNote`].
    AlertCaution,
    /// Inline code, and code blocks without highlighting.
    Code,
    /// The frame around a code block, its language label, its continuation marks.
    CodeFrame,
    /// A table's lines.
    TableLine,
    /// A table's header cells.
    TableHead,
    /// A link's text.
    Link,
    /// A shown target, a caption, a note of ours: less than text.
    Muted,
    /// An image or video placeholder.
    Media,
    /// A badge's name, as a chip.
    Badge,
    /// Marked text (`<mark>`).
    Mark,
    /// A key (`<kbd>`).
    Key,
    /// Math, shown as source.
    Math,
    /// Highlighting: keywords.
    SyntaxKeyword,
    /// Highlighting: strings.
    SyntaxString,
    /// Highlighting: comments.
    SyntaxComment,
    /// Highlighting: numbers and constants.
    SyntaxNumber,
    /// Highlighting: functions and commands.
    SyntaxFunction,
    /// Highlighting: types, keys, tags.
    SyntaxType,
    /// Highlighting: variables and parameters.
    SyntaxVariable,
    /// Highlighting: operators and punctuation.
    SyntaxPunctuation,
}

/// Attributes of a span.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Attrs {
    /// Strong.
    pub bold: bool,
    /// Emphasis.
    pub italic: bool,
    /// `<u>`, `<ins>`.
    pub underline: bool,
    /// `~~`, `<del>`, `<s>`.
    pub strike: bool,
    /// Less than text.
    pub dim: bool,
}

/// A colour the author asked for (`<font color>`, `style="color:…"`), reduced to what any terminal has, so that
/// it is readable on a light and on a dark background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tint {
    /// Red.
    Red,
    /// Green.
    Green,
    /// Yellow, orange.
    Yellow,
    /// Blue.
    Blue,
    /// Magenta, purple, pink.
    Magenta,
    /// Cyan, teal.
    Cyan,
    /// Grey.
    Grey,
}

/// How a span looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct SpanStyle {
    /// What it is.
    pub role: TextRole,
    /// Attributes on top of the role's.
    pub attrs: Attrs,
    /// The author's colour.
    pub tint: Option<Tint>,
}

/// A run of a row in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the row's text.
    pub range: Range<usize>,
    /// How it looks.
    pub style: SpanStyle,
    /// Index into [`Rows::links`].
    pub link: Option<usize>,
}

/// One row of the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its text, without trailing spaces.
    pub text: String,
    /// Runs that cover the text in order.
    pub spans: Vec<Span>,
    /// Set where the row goes on with the text of the row above, which was too long for one.
    pub continues: Option<Seam>,
    /// Set where it is a row of a picture, and of no text.
    pub picture: Option<RowPicture>,
}

/// A row of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowPicture {
    /// Index into [`Rows::links`].
    pub link: usize,
    /// Columns the whole picture takes.
    pub columns: u16,
    /// Rows the whole picture takes.
    pub rows: u16,
    /// Which of them this is, from 0.
    pub row: u16,
}

/// Where a text was wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seam {
    /// Where it ends in the row above, in bytes.
    pub from: usize,
    /// Where it goes on in this row.
    pub at: usize,
    /// Whether a space was left out in between.
    pub spaced: bool,
}

/// A heading, for the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text.
    pub text: String,
    /// Its first row.
    pub row: usize,
}

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// A link.
    Link,
    /// A picture.
    Image,
    /// A video.
    Video,
}

/// A link, numbered from 1 in reading order by its place in [`Rows::links`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it leads to.
    pub kind: LinkKind,
    /// The text that stands for it.
    pub text: String,
    /// Its target, clean.
    pub target: String,
    /// Its first row.
    pub row: usize,
    /// Whether it may be opened: `http` and `https` only.
    pub openable: bool,
}

impl Link {
    /// Whether its text is its target, as a reader sees it: `https://` before `www.` and `mailto:` go without saying.
    #[must_use]
    pub fn shows_target(&self) -> bool {
        let implied = if self.text.starts_with("www.") { "https://" } else { "mailto:" };
        let said = self.target.strip_prefix(implied);
        self.text == self.target || said.is_some_and(|target| target == self.text)
    }
}

/// A code block, to be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// The language its author named; may be empty.
    pub language: String,
    /// Its text, clean, as it should be copied.
    pub text: String,
    /// Its rows, frame included.
    pub rows: Range<usize>,
    /// What its rows show, from row [`CodeBlock::first_line`] on, one entry a row.
    pub lines: Vec<CodeLine>,
    /// The row of its first line of code.
    pub first_line: usize,
}

/// The part of a code block's text that a row shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeLine {
    /// Bytes of [`CodeBlock::text`].
    pub range: Range<usize>,
    /// Where they begin in the row's text, in bytes.
    pub at: usize,
}

/// A place in a document that stays when the width or the language changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The block.
    pub block: usize,
    /// The row of the block, from 0; rows of pictures are not counted, so that they may come at any time.
    pub row: usize,
    /// Of how many rows; at another width the block has another number.
    pub height: usize,
    /// How many rows of pictures below that row.
    pub picture: usize,
}

/// A laid-out document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// The rows.
    pub rows: Vec<Row>,
    /// Headings in reading order.
    pub headings: Vec<Heading>,
    /// Links, pictures and videos in reading order.
    pub links: Vec<Link>,
    /// Code blocks in reading order.
    pub code_blocks: Vec<CodeBlock>,
    /// The first row of each block, ascending.
    pub block_starts: Vec<usize>,
}

impl Rows {
    /// The anchor of a row.
    #[must_use]
    pub fn anchor(&self, row: usize) -> Anchor {
        let block = self.block_starts.partition_point(|&start| start <= row).saturating_sub(1);
        let (start, end) = self.extent(block);
        let text = self.text_rows(start, end);
        let here = text.partition_point(|&at| at <= row).saturating_sub(1);
        let from = text.get(here).copied().unwrap_or(start);
        let beyond = row.saturating_sub(from).min(end.saturating_sub(from));
        // Past the last block there are no pictures below.
        let is_past = row >= end;
        Anchor {
            block,
            row: if is_past { text.len() } else { here },
            height: text.len(),
            picture: if is_past { 0 } else { beyond },
        }
    }

    /// The row of an anchor, at most the last row.
    #[must_use]
    pub fn row_of(&self, anchor: Anchor) -> usize {
        let (start, end) = self.extent(anchor.block.min(self.block_starts.len().saturating_sub(1)));
        let text = self.text_rows(start, end);
        let within = if text.len() == anchor.height {
            anchor.row
        } else {
            (text.len() * anchor.row).div_ceil(anchor.height.max(1))
        };
        let row = text.get(within).copied().unwrap_or(end);
        let next = text.get(within + 1).copied().unwrap_or(end);
        let pictures = next.saturating_sub(row).saturating_sub(1);
        (row + anchor.picture.min(pictures)).min(self.rows.len().saturating_sub(1))
    }

    /// Where a block begins, and where it ends.
    fn extent(&self, block: usize) -> (usize, usize) {
        let start = self.block_starts.get(block).copied().unwrap_or(0);
        let end = self.block_starts.get(block + 1).copied().unwrap_or(self.rows.len());
        (start, end.max(start))
    }

    /// The rows from one to another that are no pictures.
    fn text_rows(&self, start: usize, end: usize) -> Vec<usize> {
        let is_text = |row: &usize| self.rows.get(*row).is_some_and(|row| row.picture.is_none());
        (start..end).filter(is_text).collect()
    }
}
