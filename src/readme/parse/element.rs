//! What can be open while a document is read, and what it does to the text inside it.

use crate::readme::document::{Align, Look, TargetId};
use crate::readme::rows::{Role, Tint};

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
pub(crate) enum Origin {
    Markdown,
    Html,
}

/// What an element adds to its context.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Effect {
    pub(crate) align: Option<Align>,
    pub(crate) tint: Option<Tint>,
    pub(crate) link: Option<TargetId>,
}

/// An open element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    pub(super) tag: Tag,
    pub(super) origin: Origin,
    pub(super) effect: Effect,
    /// Whether it owns the innermost frame of blocks.
    pub(super) framed: bool,
    /// What holds inside it.
    pub(super) context: Context,
}

/// What holds for text at some place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
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

impl Context {
    /// The context inside an element of this kind.
    pub(super) fn inside(mut self, tag: Tag, effect: Effect) -> Self {
        let style = &mut self.look.style;
        match tag {
            Tag::Quote => {
                if style.role == Role::Text {
                    style.role = Role::Quote;
                }
            }
            Tag::HeadCell => {
                style.role = Role::TableHead;
                style.attrs.bold = true;
            }
            Tag::Heading(level) => {
                self.heading = Some(level);
                style.role = Role::Heading(level);
                style.attrs.bold = true;
            }
            Tag::Term | Tag::Summary | Tag::Strong => style.attrs.bold = true,
            Tag::Anchor => {
                self.look.link = effect.link.or(self.look.link);
                if effect.link.is_some() {
                    style.role = Role::Link;
                }
            }
            Tag::Emphasis => style.attrs.italic = true,
            Tag::Underline => style.attrs.underline = true,
            Tag::Strike => style.attrs.strike = true,
            Tag::Small => style.attrs.dim = true,
            Tag::Subscript => self.script = Script::Sub,
            Tag::Superscript => self.script = Script::Super,
            Tag::InlineCode => style.role = Role::Code,
            Tag::Key => style.role = Role::Key,
            Tag::Marked => style.role = Role::Mark,
            Tag::Centre | Tag::Caption => self.align = Align::Centre,
            Tag::Dropped => self.dropped = true,
            Tag::Paragraph => self.in_paragraph = true,
            Tag::List
            | Tag::Item
            | Tag::Definitions
            | Tag::Meaning
            | Tag::Table
            | Tag::TableHead
            | Tag::TableBody
            | Tag::Row
            | Tag::Cell
            | Tag::Details
            | Tag::Alert
            | Tag::Footnote
            | Tag::Division
            | Tag::Code
            | Tag::Font
            | Tag::Span => {}
        }
        if matches!(tag, Tag::List | Tag::Definitions | Tag::Table | Tag::Quote | Tag::Alert | Tag::Details) {
            self.in_paragraph = false;
            self.heading = None;
            self.align = Align::Left;
        }
        style_effect(&mut self, effect);
        self
    }
}

fn style_effect(context: &mut Context, effect: Effect) {
    if let Some(align) = effect.align {
        context.align = align;
    }
    if effect.tint.is_some() {
        context.look.style.tint = effect.tint;
    }
}
