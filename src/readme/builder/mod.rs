//! The stack machine: Markdown events and HTML tags open and close elements on one stack, so that either may
//! stand inside the other, misnested or unclosed.
//!
//! Rules: Markdown is balanced, HTML is not. A closing HTML tag looks for its element no further than the
//! innermost Markdown container. An inline element is taken out of the middle of the stack; a block takes all
//! above it along. Depths are capped: deeper elements are read through, never lost.

mod autolink;
mod contents;
mod element;
mod emoji;
mod emphasis;
mod frame;
mod inline;
mod raised;
mod row_spans;
mod unspaced;

use std::collections::HashMap;

use super::document::{Block, Content, Footnote, Paragraph};
use contents::{Code, OpenLink, Picture};
use element::{Element, Part, TextContext};
use frame::Closed;
use inline::InlineBuilder;

pub(super) use element::{Styling, Syntax, Tag};
pub(super) use frame::OpenBlock;

/// Most elements open at once.
const ELEMENTS: usize = 96;
/// Most containers (quotes, lists, tables, details) inside each other.
const NESTING: usize = 16;

/// Builds a document from what is opened, closed and put in between.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    elements: Vec<Element>,
    frames: Vec<OpenBlock>,
    /// Markdown elements open beyond [`ELEMENTS`].
    overflow: usize,
    /// Containers among the frames that count as nesting.
    nesting: usize,
    inline: InlineBuilder,
    code: Option<Code>,
    picture: Option<Picture>,
    link: Option<OpenLink>,
    footnotes: HashMap<String, usize>,
    content: Content,
}

impl Builder {
    /// A builder for so many bytes of text.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { content: Content::with_room(bytes), ..Self::default() }
    }

    /// What holds for text that comes now.
    fn context(&self) -> TextContext {
        self.elements.last().map(|element| element.context).unwrap_or_default()
    }

    /// Whether an element of HTML's is open.
    pub(super) fn inside_html(&self) -> bool {
        self.elements.iter().any(|element| element.origin == Syntax::Html)
    }

    /// Whether what comes now is dropped, as inside `<script>`.
    pub(crate) fn is_dropping(&self) -> bool {
        self.context().dropped
    }

    /// Whether a row opened now belongs to a table's head.
    pub(crate) fn inside_table_head(&self) -> bool {
        let section = |tag| matches!(tag, Tag::TableHead | Tag::TableBody | Tag::Table);
        self.elements.iter().rev().find(|e| section(e.tag)).is_some_and(|e| e.tag == Tag::TableHead)
    }

    /// The innermost open frame.
    pub(crate) fn frame(&mut self) -> Option<&mut OpenBlock> {
        self.frames.last_mut()
    }

    /// Opens an element that has no frame.
    pub(crate) fn open(&mut self, tag: Tag, origin: Syntax, effect: Styling) {
        if tag.part() != Part::Inline {
            self.flush();
        }
        self.push(tag, origin, effect, false);
    }

    /// Opens an element around blocks. Where it has no place, or nests too deep, its content goes to the frame
    /// around it.
    pub(crate) fn open_frame(&mut self, tag: Tag, origin: Syntax, effect: Styling, frame: OpenBlock) {
        self.flush();
        let has_place = match (&frame, self.frames.last()) {
            (OpenBlock::Item { .. }, Some(OpenBlock::List(_)))
            | (OpenBlock::Row { .. } | OpenBlock::Caption { .. }, Some(OpenBlock::Table(_)))
            | (OpenBlock::Cell { .. }, Some(OpenBlock::Row { .. }))
            | (OpenBlock::Summary { .. }, Some(OpenBlock::Details { .. })) => true,
            (frame, _) => frame.nests() && self.nesting < NESTING,
        };
        let framed = has_place && self.push(tag, origin, effect, true);
        if framed {
            self.nesting += usize::from(frame.nests());
            self.frames.push(frame);
        } else if !has_place {
            self.push(tag, origin, effect, false);
        }
    }

    /// Closes the innermost element of this kind that `origin` opened and may close.
    pub(crate) fn close(&mut self, tag: Tag, origin: Syntax) {
        if tag.part() != Part::Inline {
            self.flush();
        }
        if origin == Syntax::Markdown && self.overflow > 0 {
            self.overflow -= 1;
            return;
        }
        if let Some(at) = self.find(origin, |open| open == tag) {
            self.close_at(at);
        }
    }

    /// Closes the innermost of these elements that HTML opened, as an opening tag implies.
    pub(crate) fn close_implied(&mut self, tags: &[Tag]) {
        if let Some(at) = self.find(Syntax::Html, |open| tags.contains(&open)) {
            self.flush();
            self.close_at(at);
        }
    }

    /// Closes the innermost of these elements, unless one of `stops` stands in between.
    pub(crate) fn close_up_to(&mut self, tags: &[Tag], stops: &[Tag]) {
        let found = self.find(Syntax::Html, |open| tags.contains(&open) || stops.contains(&open));
        if let Some(at) = found.filter(|&at| tags.contains(&self.elements[at].tag)) {
            self.flush();
            self.close_at(at);
        }
    }

    /// The innermost element that `wanted` accepts and `origin` may close.
    fn find(&self, origin: Syntax, wanted: impl Fn(Tag) -> bool) -> Option<usize> {
        for (at, element) in self.elements.iter().enumerate().rev() {
            if element.origin == origin && wanted(element.tag) {
                return Some(at);
            }
            let wall = match origin {
                Syntax::Markdown => false,
                Syntax::Html => element.origin == Syntax::Markdown || is_wall(element.tag, &wanted),
            };
            if wall && element.tag.part() == Part::Container {
                return None;
            }
        }
        None
    }

    fn push(&mut self, tag: Tag, origin: Syntax, effect: Styling, framed: bool) -> bool {
        let full = self.elements.len() >= ELEMENTS || self.overflow > 0;
        match origin {
            Syntax::Markdown if full => self.overflow += 1,
            Syntax::Html if full => {}
            Syntax::Markdown | Syntax::Html => {
                let context = self.context().inside(tag, effect);
                self.elements.push(Element { tag, origin, effect, framed, context });
            }
        }
        !full
    }

    fn close_at(&mut self, at: usize) {
        let inline = self.elements.get(at).is_some_and(|element| element.tag.part() == Part::Inline);
        if !inline {
            while self.elements.len() > at {
                self.pop();
            }
            return;
        }
        let closed = self.elements.remove(at);
        self.closed(closed);
        let mut context = match at.checked_sub(1) {
            Some(below) => self.elements[below].context,
            None => TextContext::default(),
        };
        for element in &mut self.elements[at..] {
            context = context.inside(element.tag, element.effect);
            element.context = context;
        }
    }

    fn pop(&mut self) {
        let Some(element) = self.elements.last().copied() else { return };
        if element.tag.part() != Part::Inline {
            self.flush();
        }
        self.elements.pop();
        self.closed(element);
    }

    fn closed(&mut self, element: Element) {
        if element.tag == Tag::Code {
            self.end_code();
        }
        if element.effect.link.is_some() {
            self.end_link();
        }
        if element.framed
            && let Some(frame) = self.frames.pop()
        {
            self.nesting -= usize::from(frame.nests());
            self.deliver(frame.close());
        }
    }

    fn deliver(&mut self, closed: Closed) {
        match (closed, self.frames.last_mut()) {
            (Closed::Footnote(number, blocks), _) => self.content.footnotes.push(Footnote { number, blocks }),
            (closed, Some(frame)) => frame.take(closed),
            (closed, None) => closed.unwrap_into(&mut self.content.blocks),
        }
    }

    /// Ends the open paragraph or heading.
    pub(crate) fn flush(&mut self) {
        self.continue_link();
        let inline = self.inline.settle().map(|text| {
            autolink::link_addresses(text, &mut self.content.targets);
            self.content.keep(text)
        });
        self.inline.clear();
        let Some(text) = inline else { return };
        let context = self.context();
        let align = context.align;
        let block = match context.heading {
            Some(level) => Block::Heading { level, text, align },
            None => Block::Paragraph(Paragraph { text, align, loose: !context.in_paragraph }),
        };
        self.deliver(Closed::Block(block));
    }

    /// Closes what is open and gives the document.
    pub(super) fn finish(mut self) -> Content {
        self.end_picture();
        self.end_code();
        while !self.elements.is_empty() {
            self.pop();
        }
        self.flush();
        self.content.footnotes.sort_by_key(|footnote| footnote.number);
        self.content
    }
}

/// HTML's own walls: a closing tag inside a cell does not reach what stands around the table.
fn is_wall(open: Tag, wanted: &impl Fn(Tag) -> bool) -> bool {
    let around = [Tag::Row, Tag::TableHead, Tag::TableBody, Tag::Table];
    matches!(open, Tag::Cell | Tag::HeadCell) && !around.into_iter().any(wanted)
}
