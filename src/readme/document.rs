//! The document model: blocks, and runs of styled text inside them.
//!
//! All text is clean and its whitespace settled. Nothing depends on a width or on the reader's language: words of
//! ours (a picture's label, an alert's title) are added by the layout.

use std::sync::Arc;

use super::links::Target;
use super::rows::SpanStyle;

/// A parsed Readme. Cheap to clone; laid out with [`Document::layout`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    pub(super) content: Arc<Content>,
}

/// What a [`Document`] shares among its clones.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Content {
    pub(super) blocks: Vec<Block>,
    /// All running text, and its runs.
    text: String,
    runs: Vec<Run>,
    /// Where links, pictures and videos lead; runs refer to them by index.
    pub(super) targets: Vec<Target>,
    /// What the first lines say to programs; shown at the end, where it keeps no reader from the title.
    pub(super) front: Option<Block>,
    /// The footnotes, in the order of their numbers.
    pub(super) footnotes: Vec<Footnote>,
    /// How many characters were kept of a source that was too long.
    pub(super) cut_at: Option<usize>,
}

/// A block of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Heading { level: u8, text: Inline, align: Align },
    Code { language: String, text: String },
    Quote { alert: Option<Alert>, blocks: Vec<Block> },
    List(List),
    Table(Table),
    Details { summary: Vec<Block>, blocks: Vec<Block> },
    Rule,
}

/// Running text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Paragraph {
    pub(super) text: Inline,
    pub(super) align: Align,
    /// Text that stands in no paragraph of its own (in a `<div>`, a tight list item): no blank row parts it from
    /// its like.
    pub(super) loose: bool,
}

/// GitHub's alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// Where a line stands in its width.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Align {
    #[default]
    Left,
    Centre,
    Right,
}

/// Bullets, numbers, or terms and their meanings.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct List {
    /// The first item's number, in an ordered list.
    pub(super) first: Option<u64>,
    /// Whether blank rows part the items.
    pub(super) spaced: bool,
    pub(super) items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) mark: Mark,
    pub(super) blocks: Vec<Block>,
}

/// What stands in front of an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Mark {
    /// A bullet or the next number.
    #[default]
    Plain,
    /// A task, done or not.
    Task(bool),
    /// Nothing: blocks that stand in a list without an item of their own.
    None,
    /// A term of a definition list.
    Term,
    /// The meaning of a term.
    Meaning,
}

/// A table: rows of cells, each a small document.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Table {
    pub(super) caption: Vec<Block>,
    pub(super) rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TableRow {
    pub(super) head: bool,
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// Whether it is the title of a column or row.
    pub(super) head: bool,
    pub(super) align: Align,
    /// How many columns it spans, at least 1.
    pub(super) columns: usize,
    /// How many rows its author gave it, at least 1.
    pub(super) rows: usize,
    /// Whether it is empty because the cell above reaches down into it.
    pub(super) from_above: bool,
    pub(super) blocks: Vec<Block>,
}

impl Default for Cell {
    fn default() -> Self {
        Self { head: false, align: Align::Left, columns: 1, rows: 1, from_above: false, blocks: Vec::new() }
    }
}

/// A footnote, shown at the end.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Footnote {
    pub(super) number: usize,
    pub(super) blocks: Vec<Block>,
}

/// A text of the document: its place in [`Content`]'s buffers, which spares two allocations for each.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Inline {
    text: (u32, u32),
    runs: (u32, u32),
    /// Whether any run needs a label of ours.
    pub(super) has_media: bool,
}

/// Text in runs of one style each. Line feeds are hard breaks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Text {
    pub(super) text: String,
    /// Runs that cover the text in order.
    pub(super) runs: Vec<Run>,
}

/// A borrowed [`Text`].
#[derive(Debug, Clone, Copy)]
pub(super) struct TextRef<'a> {
    pub(super) text: &'a str,
    pub(super) runs: &'a [Run],
}

/// A run of a [`Text`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Run {
    /// Where it ends, in bytes of the text.
    pub(super) end: usize,
    pub(super) look: Look,
}

/// How a run looks and what it stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) style: SpanStyle,
    /// The link it belongs to.
    pub(super) link: Option<TargetId>,
    /// The picture or video whose name it is; the layout adds a label.
    pub(super) media: Option<TargetId>,
}

/// An index into [`Content::targets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TargetId(pub(super) u32);

impl Table {
    /// The same table with these columns only, in ascending order.
    pub(super) fn with_columns(&self, columns: &[usize]) -> Table {
        let rows = self.rows.iter().map(|row| row.with_columns(columns)).collect();
        Table { caption: Vec::new(), rows }
    }

    /// How many columns its widest row has.
    pub(super) fn columns(&self) -> usize {
        self.rows.iter().map(TableRow::columns).max().unwrap_or(0)
    }
}

impl TableRow {
    /// How many columns its cells take.
    pub(super) fn columns(&self) -> usize {
        self.cells.iter().map(|cell| cell.columns).sum()
    }

    /// The same row with these columns only; a cell over several of them still spans those.
    fn with_columns(&self, columns: &[usize]) -> TableRow {
        let cut = |(at, cell): (usize, &Cell)| {
            let kept = columns.iter().filter(|&&column| (at..at + cell.columns).contains(&column)).count();
            (kept > 0).then(|| Cell { columns: kept, ..cell.clone() })
        };
        TableRow { head: self.head, cells: self.placed().filter_map(cut).collect() }
    }

    /// Whether a cell of it spans columns, or rows.
    pub(super) fn spans(&self) -> bool {
        self.cells.iter().any(|cell| cell.columns > 1 || cell.rows > 1 || cell.from_above)
    }

    /// Its cells, each with the column it begins in.
    pub(super) fn placed(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().scan(0, |column, cell| {
            let at = *column;
            *column += cell.columns;
            Some((at, cell))
        })
    }
}

impl Content {
    /// Content that is going to hold about so many bytes of text.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// Keeps a text.
    pub(super) fn keep(&mut self, text: &Text) -> Inline {
        let place = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        let (text_start, runs_start) = (place(self.text.len()), place(self.runs.len()));
        self.text.push_str(&text.text);
        self.runs.extend_from_slice(&text.runs);
        Inline {
            text: (text_start, place(self.text.len())),
            runs: (runs_start, place(self.runs.len())),
            has_media: text.has_media(),
        }
    }

    /// A text that was kept.
    pub(super) fn text(&self, inline: Inline) -> TextRef<'_> {
        let range = |(start, end): (u32, u32)| start as usize..end as usize;
        TextRef {
            text: self.text.get(range(inline.text)).unwrap_or_default(),
            runs: self.runs.get(range(inline.runs)).unwrap_or_default(),
        }
    }
}

impl Text {
    /// Text in one style.
    pub(super) fn plain(text: &str, style: SpanStyle) -> Self {
        let look = Look { style, ..Look::default() };
        Self { text: text.to_owned(), runs: vec![Run { end: text.len(), look }] }
    }

    /// Appends another text.
    pub(super) fn append(&mut self, other: TextRef<'_>) {
        let offset = self.text.len();
        self.text.push_str(other.text);
        self.runs.extend(other.runs.iter().map(|run| Run { end: run.end + offset, ..*run }));
    }

    /// Borrows it.
    pub(super) fn as_ref(&self) -> TextRef<'_> {
        TextRef { text: &self.text, runs: &self.runs }
    }

    /// Whether any run needs a label of ours.
    pub(super) fn has_media(&self) -> bool {
        self.runs.iter().any(|run| run.look.media.is_some())
    }
}
