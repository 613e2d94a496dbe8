//! What can be open while a document is read, and what it does to the text inside it.

use crate::readme::document::{Align, Look, TargetId};
use crate::readme::rows::{TextRole, Tint};

/// An element, whether Markdown or HTML opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    // blocks that hold blocks
    Quote,
    Alert,
    List,
    Item,
    Definitions,
    Term,
    Meaning,
    Table,
    TableHead,
    TableBody,
    Row,
    Cell,
    HeadCell,
    Caption,
    Details,
    Summary,
    Footnote,
    // blocks that hold text
    Paragraph,
    Division,
    Centre,
    Heading(u8),
    Code,
    // inside text
    Anchor,
    Strong,
    Emphasis,
    Underline,
    Strike,
    Small,
    Subscript,
    Superscript,
    InlineCode,
    Key,
    Marked,
    Font,
    Span,
    /// Dropped with its content.
    Dropped,
}

impl Tag {
    /// What part it plays.
    pub(crate) fn part(self) -> Part {
        match self {
            Tag::Quote
            | Tag::Alert
            | Tag::List
            | Tag::Item
            | Tag::Definitions
            | Tag::Term
            | Tag::Meaning
            | Tag::Table
            | Tag::TableHead
            | Tag::TableBody
            | Tag::Row
            | Tag::Cell
            | Tag::HeadCell
            | Tag::Caption
            | Tag::Details
            | Tag::Summary
            | Tag::Footnote => Part::Container,
            Tag::Paragraph | Tag::Division | Tag::Centre | Tag::Heading(_) | Tag::Code => Part::Block,
            Tag::Anchor
            | Tag::Strong
            | Tag::Emphasis
            | Tag::Underline
            | Tag::Strike
            | Tag::Small
            | Tag::Subscript
            | Tag::Superscript
            | Tag::InlineCode
            | Tag::Key
            | Tag::Marked
            | Tag::Font
            | Tag::Span
            | Tag::Dropped => Part::Inline,
        }
    }
}

/// The part an element plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Holds blocks in a frame of its own.
    Container,
    /// Ends the paragraph before it, and has no frame.
    Block,
    /// Stands inside text.
    Inline,
}

/// Who opened an element, and so who may close it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    Markdown,
    Html,
}

/// What an element adds to its context.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Styling {
    pub(crate) align: Option<Align>,
    pub(crate) tint: Option<Tint>,
    pub(crate) link: Option<TargetId>,
}

/// An open element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    pub(super) tag: Tag,
    pub(super) origin: Syntax,
    pub(super) effect: Styling,
    /// Whether it owns the innermost frame of blocks.
    pub(super) framed: bool,
    /// What holds inside it.
    pub(super) context: TextContext,
}

/// What holds for text at some place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TextContext {
    pub(super) look: Look,
    pub(super) align: Align,
    pub(super) heading: Option<u8>,
    pub(super) script: Script,
    pub(super) in_paragraph: bool,
    pub(super) dropped: bool,
}

/// Above or below the line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Script {
    #[default]
    None,
    Sub,
    Super,
}

impl TextContext {
    /// The context inside an element of this kind.
    pub(super) fn inside(mut self, tag: Tag, effect: Styling) -> Self {
        if tag.part() == Part::Inline {
            self.restyle_inline(tag);
        } else {
            self.restyle_block(tag);
        }
        if effect.link.is_some() {
            self.look.link = effect.link;
            self.look.style.role = TextRole::Link;
        }
        self.align = effect.align.unwrap_or(self.align);
        self.look.style.tint = effect.tint.or(self.look.style.tint);
        self
    }

    fn restyle_inline(&mut self, tag: Tag) {
        let style = &mut self.look.style;
        let attrs = &mut style.attrs;
        attrs.bold |= tag == Tag::Strong;
        attrs.italic |= tag == Tag::Emphasis;
        attrs.underline |= tag == Tag::Underline;
        attrs.strike |= tag == Tag::Strike;
        attrs.dim |= tag == Tag::Small;
        self.dropped |= tag == Tag::Dropped;
        for (element, role) in
            [(Tag::InlineCode, TextRole::Code), (Tag::Key, TextRole::Key), (Tag::Marked, TextRole::Mark)]
        {
            if tag == element {
                style.role = role;
            }
        }
        for (element, script) in [(Tag::Subscript, Script::Sub), (Tag::Superscript, Script::Super)] {
            if tag == element {
                self.script = script;
            }
        }
    }

    fn restyle_block(&mut self, tag: Tag) {
        let style = &mut self.look.style;
        style.attrs.bold |= matches!(tag, Tag::HeadCell | Tag::Heading(_) | Tag::Term | Tag::Summary);
        if let Tag::Heading(level) = tag {
            self.heading = Some(level);
            style.role = TextRole::Heading(level);
        }
        if tag == Tag::HeadCell {
            style.role = TextRole::TableHead;
        }
        if tag == Tag::Quote && style.role == TextRole::Text {
            style.role = TextRole::Quote;
        }
        if matches!(tag, Tag::Centre | Tag::Caption) {
            self.align = Align::Centre;
        }
        self.in_paragraph |= tag == Tag::Paragraph;
        if matches!(tag, Tag::List | Tag::Definitions | Tag::Table | Tag::Quote | Tag::Alert | Tag::Details) {
            self.in_paragraph = false;
            self.heading = None;
            self.align = Align::Left;
        }
    }
}
