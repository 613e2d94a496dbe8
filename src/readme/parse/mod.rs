//! Source to document: pulldown-cmark's events, and the tags inside them, become calls of the builder.

mod front_matter;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag as Start,
    TagEnd,
};

use super::builder::{Builder, OpenBlock, Styling, Syntax, Tag};
use super::document::{Alert, Align, Content, Document, List, Mark, Table};
use super::html;
use super::rows::TextRole;

use front_matter::{FrontMatter, front_matter};

/// Parses Markdown mixed with HTML, of which at most `max_chars` characters are kept.
///
/// Never fails: whatever is no Markdown is text.
#[must_use]
pub fn parse(source: &str, max_chars: usize) -> Document {
    let cut = if source.len() <= max_chars { None } else { source.char_indices().nth(max_chars) };
    let (kept, cut_at) = match cut {
        Some((end, _)) => (&source[..end], Some(max_chars)),
        None => (source, None),
    };
    let front = front_matter(kept);
    let mut content = read(&kept[front.map_or(0, |front| front.len)..]);
    content.front = front.map(FrontMatter::block);
    content.cut_at = cut_at;
    Document { content: Arc::new(content) }
}

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

#[expect(clippy::wildcard_enum_match_arm, reason = "pulldown-cmark's enum")]
fn read(source: &str) -> Content {
    let mut reader = Reader { builder: Builder::with_room(source.len()), ..Reader::default() };
    for (event, range) in Parser::new_ext(source, OPTIONS).into_offset_iter() {
        match event {
            Event::Text(text) if is_delimiter(&text, source, range) => reader.builder.delimiter(&text),
            event => reader.event(event),
        }
    }
    reader.builder.finish()
}

/// Whether a text is an emphasis delimiter that found no mate; one that is escaped or an entity is only text.
fn is_delimiter(text: &str, source: &str, range: Range<usize>) -> bool {
    let escaped =
        |start: usize| start.checked_sub(1).is_some_and(|before| source.as_bytes()[before] == b'\\');
    matches!(text, "*" | "~") && range.len() == 1 && !escaped(range.start)
}

/// Turns events into calls of the builder.
#[derive(Debug, Default)]
struct Reader {
    builder: Builder,
    /// The lines of the open HTML block; a tag may span several.
    html: String,
    /// The alignment of the open Markdown table's columns.
    columns: Vec<Alignment>,
    /// Whether the open row is the Markdown table's head.
    in_head: bool,
    /// An indented code block inside HTML, which may be HTML that was only indented.
    indented: Option<String>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(start) => self.start(start),
            Event::End(end) => self.end(end),
            Event::Text(text) => match &mut self.indented {
                Some(code) => code.push_str(&text),
                None => self.builder.text(&text),
            },
            Event::Code(code) => self.builder.verbatim(&code, TextRole::Code),
            Event::InlineMath(math) => self.builder.verbatim(&format!("${math}$"), TextRole::Math),
            Event::DisplayMath(math) if math.contains('\n') => self.formula(&math),
            Event::DisplayMath(math) => self.builder.verbatim(&format!("$${math}$$"), TextRole::Math),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => html::feed(&mut self.builder, &html),
            Event::FootnoteReference(label) => self.builder.footnote_reference(&label),
            Event::SoftBreak => self.builder.soft_break(),
            Event::HardBreak => self.builder.hard_break(),
            Event::Rule => self.builder.rule(),
            Event::TaskListMarker(done) => {
                self.builder.task(done);
            }
        }
    }

    fn start(&mut self, start: Start<'_>) {
        let open = |builder: &mut Builder, tag| builder.open(tag, Syntax::Markdown, Styling::default());
        let frame = |builder: &mut Builder, tag, frame| {
            builder.open_frame(tag, Syntax::Markdown, Styling::default(), frame);
        };
        let builder = &mut self.builder;
        match start {
            Start::Paragraph => {
                builder.space_list();
                open(builder, Tag::Paragraph);
            }
            Start::Heading { level, .. } => open(builder, Tag::Heading(depth(level))),
            Start::BlockQuote(kind) => {
                let tag = if kind.is_some() { Tag::Alert } else { Tag::Quote };
                frame(builder, tag, OpenBlock::Quote { alert: kind.map(alert), blocks: Vec::new() });
            }
            Start::CodeBlock(kind) => self.start_code(&kind),
            Start::HtmlBlock | Start::MetadataBlock(_) => builder.flush(),
            Start::List(first) => {
                frame(builder, Tag::List, OpenBlock::List(List { first, spaced: false, items: Vec::new() }));
            }
            Start::Item => frame(builder, Tag::Item, OpenBlock::item(Mark::Plain)),
            Start::FootnoteDefinition(label) => {
                let number = builder.footnote(&label);
                frame(builder, Tag::Footnote, OpenBlock::Footnote { number, blocks: Vec::new() });
            }
            Start::DefinitionList => {
                let list = List { first: None, spaced: false, items: Vec::new() };
                frame(builder, Tag::Definitions, OpenBlock::List(list));
            }
            Start::DefinitionListTitle => frame(builder, Tag::Term, OpenBlock::item(Mark::Term)),
            Start::DefinitionListDefinition => frame(builder, Tag::Meaning, OpenBlock::item(Mark::Meaning)),
            Start::Table(columns) => {
                self.columns = columns;
                frame(builder, Tag::Table, OpenBlock::Table(Table::default()));
            }
            Start::TableHead => {
                self.in_head = true;
                frame(builder, Tag::Row, OpenBlock::Row { head: true, cells: Vec::new() });
            }
            Start::TableRow => frame(builder, Tag::Row, OpenBlock::Row { head: false, cells: Vec::new() }),
            Start::TableCell => self.start_cell(),
            Start::Emphasis => open(builder, Tag::Emphasis),
            Start::Strong => open(builder, Tag::Strong),
            Start::Strikethrough => open(builder, Tag::Strike),
            Start::Superscript => open(builder, Tag::Superscript),
            Start::Subscript => open(builder, Tag::Subscript),
            Start::Link { link_type: LinkType::Email, dest_url, .. } => {
                builder.open_link(&format!("mailto:{dest_url}"), Syntax::Markdown);
            }
            Start::Link { dest_url, .. } => builder.open_link(&dest_url, Syntax::Markdown),
            Start::Image { dest_url, .. } => builder.begin_picture(&dest_url),
        }
    }

    fn end(&mut self, end: TagEnd) {
        let builder = &mut self.builder;
        let tag = match end {
            TagEnd::Paragraph => Tag::Paragraph,
            TagEnd::Heading(level) => Tag::Heading(depth(level)),
            TagEnd::BlockQuote(Some(_)) => Tag::Alert,
            TagEnd::BlockQuote(None) => Tag::Quote,
            TagEnd::CodeBlock => return self.end_code(),
            TagEnd::HtmlBlock => {
                html::feed(builder, &self.html);
                self.html.clear();
                return;
            }
            TagEnd::List(_) => Tag::List,
            TagEnd::Item => Tag::Item,
            TagEnd::FootnoteDefinition => Tag::Footnote,
            TagEnd::DefinitionList => Tag::Definitions,
            TagEnd::DefinitionListTitle => Tag::Term,
            TagEnd::DefinitionListDefinition => Tag::Meaning,
            TagEnd::Table => Tag::Table,
            TagEnd::TableHead => {
                self.in_head = false;
                Tag::Row
            }
            TagEnd::TableRow => Tag::Row,
            TagEnd::TableCell if self.in_head => Tag::HeadCell,
            TagEnd::TableCell => Tag::Cell,
            TagEnd::Emphasis => Tag::Emphasis,
            TagEnd::Strong => Tag::Strong,
            TagEnd::Strikethrough => Tag::Strike,
            TagEnd::Superscript => Tag::Superscript,
            TagEnd::Subscript => Tag::Subscript,
            TagEnd::Link => Tag::Anchor,
            TagEnd::Image => return builder.end_picture(),
            TagEnd::MetadataBlock(_) => return builder.flush(),
        };
        builder.close(tag, Syntax::Markdown);
    }

    fn start_cell(&mut self) {
        let column = match self.builder.frame() {
            Some(OpenBlock::Row { cells, .. }) => cells.len(),
            Some(_) | None => 0,
        };
        let align = match self.columns.get(column) {
            Some(Alignment::Center) => Align::Centre,
            Some(Alignment::Right) => Align::Right,
            Some(Alignment::Left | Alignment::None) | None => Align::Left,
        };
        let tag = if self.in_head { Tag::HeadCell } else { Tag::Cell };
        let effect = Styling { align: Some(align), ..Styling::default() };
        self.builder.open_frame(tag, Syntax::Markdown, effect, OpenBlock::cell(self.in_head, align));
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        match kind {
            CodeBlockKind::Fenced(info) => {
                // Pandoc writes the language as a class: `{.python .numberLines}`.
                let words = info.split([' ', '\t', ',', '{', '}']).map(|word| word.trim_start_matches('.'));
                let language = words.into_iter().find(|word| !word.is_empty());
                self.builder.begin_code(language.unwrap_or_default(), Syntax::Markdown);
            }
            CodeBlockKind::Indented if self.builder.inside_html() => self.indented = Some(String::new()),
            CodeBlockKind::Indented => self.builder.begin_code("", Syntax::Markdown),
        }
    }

    /// A formula of several lines stands in a frame of its own: run together, its lines could not be read.
    fn formula(&mut self, math: &str) {
        self.builder.begin_code("math", Syntax::Markdown);
        self.builder.text(math.trim_matches('\n'));
        self.builder.end_code();
    }

    fn end_code(&mut self) {
        match self.indented.take() {
            Some(code) if html::is_tag(code.trim_start()) => html::feed(&mut self.builder, &code),
            Some(code) => {
                self.builder.begin_code("", Syntax::Markdown);
                self.builder.text(&code);
                self.builder.end_code();
            }
            None => self.builder.end_code(),
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}
