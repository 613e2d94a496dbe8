//! The stack machine: Markdown events and HTML tags open and close elements on one stack, so that either may
//! stand inside the other, misnested or unclosed.
//!
//! Rules: Markdown is balanced, HTML is not. A closing HTML tag looks for its element no further than the
//! innermost Markdown container. An inline element is taken out of the middle of the stack; a block takes all
//! above it along. Depths are capped: deeper elements are read through, never lost.

use std::collections::HashMap;

use super::autolink;
use super::element::{Context, Effect, Element, Origin, Part, Script, Tag};
use super::frame::{Closed, Frame};
use super::inline::InlineBuilder;
use super::script;
use crate::readme::document::{Block, Content, Footnote, Look, Mark, Paragraph, TargetId};
use crate::readme::html::picture_name;
use crate::readme::links::{Target, contradiction};
use crate::readme::rows::{LinkKind, Role, SpanStyle};
use crate::text::{Lines, clean_into};

/// Most elements open at once.
const ELEMENTS: usize = 96;
/// Most containers (quotes, lists, tables, details) inside each other.
const NESTING: usize = 16;

/// Builds a document from what is opened, closed and said.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    elements: Vec<Element>,
    frames: Vec<Frame>,
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

/// A code block being collected.
#[derive(Debug)]
struct Code {
    origin: Origin,
    language: String,
    text: String,
}

/// A Markdown picture, whose content is its alternative text.
#[derive(Debug)]
struct Picture {
    url: String,
    alt: String,
    depth: usize,
}

/// A link whose text is being collected.
#[derive(Debug, Clone, Copy)]
struct OpenLink {
    id: TargetId,
    /// Where its text begins in the open inline text.
    start: usize,
}

impl Builder {
    /// What holds for text that comes now.
    pub(super) fn context(&self) -> Context {
        self.elements.last().map(|element| element.context).unwrap_or_default()
    }

    /// Whether an element of HTML's is open.
    pub(super) fn inside_html(&self) -> bool {
        self.elements.iter().any(|element| element.origin == Origin::Html)
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
    pub(crate) fn frame(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut()
    }

    /// Opens an element that has no frame.
    pub(crate) fn open(&mut self, tag: Tag, origin: Origin, effect: Effect) {
        if tag.part() != Part::Inline {
            self.flush();
        }
        self.push(tag, origin, effect, false);
    }

    /// Opens an element around blocks. Where it has no place, or nests too deep, its content goes to the frame
    /// around it.
    pub(crate) fn open_frame(&mut self, tag: Tag, origin: Origin, effect: Effect, frame: Frame) {
        self.flush();
        let has_place = match (&frame, self.frames.last()) {
            (Frame::Item { .. }, Some(Frame::List(_)))
            | (Frame::Row { .. } | Frame::Caption { .. }, Some(Frame::Table(_)))
            | (Frame::Cell { .. }, Some(Frame::Row { .. }))
            | (Frame::Summary { .. }, Some(Frame::Details { .. })) => true,
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
    pub(crate) fn close(&mut self, tag: Tag, origin: Origin) {
        if tag.part() != Part::Inline {
            self.flush();
        }
        if origin == Origin::Markdown && self.overflow > 0 {
            self.overflow -= 1;
            return;
        }
        if let Some(at) = self.find(origin, |open| open == tag) {
            self.close_at(at);
        }
    }

    /// Closes the innermost of these elements that HTML opened, as an opening tag implies.
    pub(crate) fn close_implied(&mut self, tags: &[Tag]) {
        if let Some(at) = self.find(Origin::Html, |open| tags.contains(&open)) {
            self.flush();
            self.close_at(at);
        }
    }

    /// Closes the innermost of these elements, unless one of `stops` stands in between.
    pub(crate) fn close_up_to(&mut self, tags: &[Tag], stops: &[Tag]) {
        let found = self.find(Origin::Html, |open| tags.contains(&open) || stops.contains(&open));
        if let Some(at) = found.filter(|&at| tags.contains(&self.elements[at].tag)) {
            self.flush();
            self.close_at(at);
        }
    }

    /// The innermost element that `wanted` accepts and `origin` may close.
    fn find(&self, origin: Origin, wanted: impl Fn(Tag) -> bool) -> Option<usize> {
        for (at, element) in self.elements.iter().enumerate().rev() {
            if element.origin == origin && wanted(element.tag) {
                return Some(at);
            }
            let wall = match origin {
                Origin::Markdown => false,
                Origin::Html => element.origin == Origin::Markdown || is_wall(element.tag, &wanted),
            };
            if wall && element.tag.part() == Part::Container {
                return None;
            }
        }
        None
    }

    fn push(&mut self, tag: Tag, origin: Origin, effect: Effect, framed: bool) -> bool {
        let full = self.elements.len() >= ELEMENTS || self.overflow > 0;
        match origin {
            Origin::Markdown if full => self.overflow += 1,
            Origin::Html if full => {}
            Origin::Markdown | Origin::Html => {
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
            None => Context::default(),
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
        match element.tag {
            Tag::Code => self.end_code(),
            Tag::Anchor if element.effect.link.is_some() => self.end_link(),
            _ => {}
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
        if let Some(open) = self.link {
            let text = self.inline.text_from(open.start).to_owned();
            self.link = Some(OpenLink { start: 0, ..open });
            self.name_link(open.id, &text);
        }
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

    /// Running text, entities decoded.
    pub(crate) fn text(&mut self, text: &str) {
        let context = self.context();
        if context.dropped {
            return;
        }
        if let Some(picture) = &mut self.picture {
            picture.alt.push_str(text);
        } else if let Some(code) = &mut self.code {
            code.text.push_str(text);
        } else {
            match context.script {
                Script::None => self.inline.words(text, context.look),
                Script::Sub | Script::Super => {
                    self.inline.words(&script::raised(text, context.script), context.look);
                }
            }
        }
    }

    /// An emphasis delimiter that the parser left as text.
    pub(super) fn delimiter(&mut self, mark: &str) {
        let context = self.context();
        if self.picture.is_some() || self.code.is_some() || context.dropped {
            self.text(mark);
        } else {
            self.inline.delimiter(mark, context.look);
        }
    }

    /// Text in a role of its own, its spaces kept: inline code, math.
    pub(super) fn verbatim(&mut self, text: &str, role: Role) {
        if self.picture.is_some() || self.code.is_some() || self.context().dropped {
            self.text(text);
        } else {
            let mut look = self.context().look;
            look.style.role = role;
            self.inline.verbatim(text, look);
        }
    }

    /// A line break of the source.
    pub(super) fn soft_break(&mut self) {
        if self.picture.is_some() || self.code.is_some() {
            self.text("\n");
        } else {
            self.inline.soft_break(self.context().look);
        }
    }

    /// A line break the author asked for.
    pub(crate) fn hard_break(&mut self) {
        if self.picture.is_some() || self.code.is_some() {
            self.text("\n");
        } else {
            self.inline.hard_break(self.context().look);
        }
    }

    /// A thematic break.
    pub(crate) fn rule(&mut self) {
        self.flush();
        self.deliver(Closed::Block(Block::Rule));
    }

    /// Begins a code block; inside another one, it is part of that.
    pub(crate) fn begin_code(&mut self, language: &str, origin: Origin) {
        self.flush();
        self.code.get_or_insert(Code { origin, language: String::new(), text: String::new() });
        self.code_language(language);
    }

    /// Names the open code block's language, if it has none.
    pub(crate) fn code_language(&mut self, language: &str) {
        if let Some(code) = &mut self.code
            && code.language.is_empty()
        {
            clean_into(&mut code.language, language, Lines::One, 32);
        }
    }

    /// Ends the open code block.
    pub(crate) fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let mut text = String::with_capacity(code.text.len());
        let source = match code.origin {
            Origin::Markdown => code.text.as_str(),
            // HTML ignores a line feed right after `<pre>`.
            Origin::Html => code.text.strip_prefix('\n').unwrap_or(&code.text),
        };
        clean_into(&mut text, source.trim_end_matches(['\n', '\r']), Lines::Many, usize::MAX);
        self.deliver(Closed::Block(Block::Code { language: code.language, text }));
    }

    /// Adds a target that is to be opened as a link.
    pub(crate) fn link_target(&mut self, url: &str) -> TargetId {
        self.target(Target::new(LinkKind::Link, "", url))
    }

    /// Opens a link.
    pub(crate) fn open_link(&mut self, url: &str, origin: Origin) {
        let id = self.link_target(url);
        if self.push(Tag::Anchor, origin, Effect { link: Some(id), ..Effect::default() }, false) {
            self.link = Some(OpenLink { id, start: self.inline.len() });
        }
    }

    fn end_link(&mut self) {
        let Some(open) = self.link.take() else { return };
        let text = self.inline.text_from(open.start).to_owned();
        self.name_link(open.id, &text);
        let Some(target) = self.content.targets.get(open.id.0 as usize) else { return };
        if let Some(real) = contradiction(&target.text, &target.url) {
            let style = SpanStyle { role: Role::Muted, ..SpanStyle::default() };
            let note = format!(" ({real})");
            self.inline.words(&note, Look { style, ..self.context().look });
        }
    }

    fn name_link(&mut self, id: TargetId, text: &str) {
        if let Some(target) = self.content.targets.get_mut(id.0 as usize) {
            target.text.push_str(text);
        }
    }

    /// Begins a Markdown picture.
    pub(super) fn begin_picture(&mut self, url: &str) {
        match &mut self.picture {
            Some(picture) => picture.depth += 1,
            None => self.picture = Some(Picture { url: url.to_owned(), alt: String::new(), depth: 0 }),
        }
    }

    /// Ends a Markdown picture.
    pub(super) fn end_picture(&mut self) {
        match &mut self.picture {
            Some(picture) if picture.depth > 0 => picture.depth -= 1,
            Some(_) | None => {
                if let Some(picture) = self.picture.take() {
                    let name = picture_name(&picture.alt, &picture.url);
                    self.media(LinkKind::Image, name, &picture.url);
                }
            }
        }
    }

    /// A picture or video, shown by its name.
    pub(crate) fn media(&mut self, kind: LinkKind, name: &str, url: &str) {
        let context = self.context();
        if context.dropped || self.picture.is_some() || self.code.is_some() {
            return self.text(name);
        }
        let id = self.target(Target::new(kind, "", url));
        let mut look = context.look;
        look.style.role = Role::Media;
        look.link = look.link.or(Some(id));
        look.media = Some(id);
        let name = self.inline.name(name, look);
        self.name_link(id, &name);
    }

    fn target(&mut self, target: Target) -> TargetId {
        let id = u32::try_from(self.content.targets.len()).unwrap_or(u32::MAX);
        self.content.targets.push(target);
        TargetId(id)
    }

    /// Marks the open list item as a task; `false` when text stands in it already.
    pub(crate) fn task(&mut self, done: bool) -> bool {
        match self.frames.last_mut() {
            Some(Frame::Item { mark, .. }) if self.inline.is_empty() => {
                *mark = Mark::Task(done);
                true
            }
            _ => false,
        }
    }

    /// The open list has paragraphs in its items, so blank rows part them.
    pub(super) fn space_list(&mut self) {
        if let [.., Frame::List(list), Frame::Item { .. }] = self.frames.as_mut_slice() {
            list.spaced = true;
        }
    }

    /// The number of a footnote, given in order of first mention.
    pub(super) fn footnote(&mut self, label: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(label.to_owned()).or_insert(next)
    }

    /// A reference to a footnote.
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let number = self.footnote(label);
        let mut look = self.context().look;
        look.style.role = Role::Marker;
        self.inline.verbatim(&format!("[{number}]"), look);
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
