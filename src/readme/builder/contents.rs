//! What stands between opening and closing tags: text, breaks, code, links, pictures, footnotes.

use super::element::Script;
use super::emoji::with_emoji;
use super::raised::raised;
use super::{Builder, Closed, OpenBlock, Styling, Syntax, Tag};
use crate::readme::document::{Block, Look, Mark, TargetId};
use crate::readme::links::{Target, contradiction, is_badge, picture_name};
use crate::readme::rows::{LinkKind, SpanStyle, TextRole};
use crate::text::{Lines, clean_into};

/// A code block being collected.
#[derive(Debug)]
pub(super) struct Code {
    origin: Syntax,
    language: String,
    text: String,
}

/// A Markdown picture, whose content is its alternative text.
#[derive(Debug)]
pub(super) struct Picture {
    url: String,
    alt: String,
    depth: usize,
}

/// A link whose text is being collected.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenLink {
    id: TargetId,
    /// Where its text begins in the open inline text.
    start: usize,
}

impl Builder {
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
                // Not in `<code>` and the like, which say what is to be typed.
                Script::None if matches!(context.look.style.role, TextRole::Code | TextRole::Key) => {
                    self.inline.words(text, context.look);
                }
                Script::None => self.inline.words(&with_emoji(text), context.look),
                Script::Sub | Script::Super => {
                    self.inline.words(&raised(text, context.script), context.look);
                }
            }
        }
    }

    /// An emphasis delimiter that the parser left as text.
    pub(crate) fn delimiter(&mut self, mark: &str) {
        let context = self.context();
        if self.picture.is_some() || self.code.is_some() || context.dropped {
            self.text(mark);
        } else {
            self.inline.delimiter(mark, context.look);
        }
    }

    /// Text in a role of its own, its spaces kept: inline code, math.
    pub(crate) fn verbatim(&mut self, text: &str, role: TextRole) {
        if self.picture.is_some() || self.code.is_some() || self.context().dropped {
            self.text(text);
        } else {
            let mut look = self.context().look;
            look.style.role = role;
            self.inline.verbatim(text, look);
        }
    }

    /// A line break of the source.
    pub(crate) fn soft_break(&mut self) {
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
    pub(crate) fn begin_code(&mut self, language: &str, origin: Syntax) {
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
            Syntax::Markdown => code.text.as_str(),
            // HTML ignores a line feed right after `<pre>`.
            Syntax::Html => code.text.strip_prefix('\n').unwrap_or(&code.text),
        };
        clean_into(&mut text, source.trim_end_matches(['\n', '\r']), Lines::Many, usize::MAX);
        self.deliver(Closed::Block(Block::Code { language: code.language, text }));
    }

    /// Adds a target that is to be opened as a link.
    pub(crate) fn link_target(&mut self, url: &str) -> TargetId {
        self.target(Target::new(LinkKind::Link, "", url))
    }

    /// Opens a link.
    pub(crate) fn open_link(&mut self, url: &str, origin: Syntax) {
        let id = self.link_target(url);
        if self.push(Tag::Anchor, origin, Styling { link: Some(id), ..Styling::default() }, false) {
            self.link = Some(OpenLink { id, start: self.inline.len() });
        }
    }

    /// The open link's text goes on in the next paragraph.
    pub(crate) fn continue_link(&mut self) {
        if let Some(open) = self.link {
            let text = self.inline.text_from(open.start).to_owned();
            self.link = Some(OpenLink { start: 0, ..open });
            self.name_link(open.id, &text);
        }
    }

    pub(crate) fn end_link(&mut self) {
        let Some(open) = self.link.take() else { return };
        let text = self.inline.text_from(open.start).to_owned();
        self.name_link(open.id, &text);
        let Some(target) = self.content.targets.get(open.id.0 as usize) else { return };
        if let Some(real) = contradiction(&target.text, &target.url) {
            let style = SpanStyle { role: TextRole::Muted, ..SpanStyle::default() };
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
    pub(crate) fn begin_picture(&mut self, url: &str) {
        match &mut self.picture {
            Some(picture) => picture.depth += 1,
            None => self.picture = Some(Picture { url: url.to_owned(), alt: String::new(), depth: 0 }),
        }
    }

    /// Ends a Markdown picture.
    pub(crate) fn end_picture(&mut self) {
        match &mut self.picture {
            Some(picture) if picture.depth > 0 => picture.depth -= 1,
            Some(_) | None => {
                if let Some(picture) = self.picture.take() {
                    let name = picture_name(&picture.alt, &picture.url);
                    self.image(name, &picture.url, None);
                }
            }
        }
    }

    /// A picture; a badge inside a link is a chip of its name, for that is all it says.
    pub(crate) fn image(&mut self, name: &str, url: &str, height: Option<&str>) {
        let context = self.context();
        let is_hidden = context.dropped || self.picture.is_some() || self.code.is_some();
        if is_hidden || context.look.link.is_none() || name.trim().is_empty() || !is_badge(url, height) {
            return self.media(LinkKind::Image, name, url);
        }
        let mut look = context.look;
        look.style.role = TextRole::Badge;
        self.inline.chip(name, look);
    }

    /// A picture or video, shown by its name.
    pub(crate) fn media(&mut self, kind: LinkKind, name: &str, url: &str) {
        let context = self.context();
        if context.dropped || self.picture.is_some() || self.code.is_some() {
            return self.text(name);
        }
        let id = self.target(Target::new(kind, "", url));
        let mut look = context.look;
        look.style.role = TextRole::Media;
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
        let Some(OpenBlock::Item { mark, .. }) = self.frames.last_mut() else { return false };
        if self.inline.is_empty() {
            *mark = Mark::Task(done);
        }
        self.inline.is_empty()
    }

    /// The open list has paragraphs in its items, so blank rows part them.
    pub(crate) fn space_list(&mut self) {
        if let [.., OpenBlock::List(list), OpenBlock::Item { .. }] = self.frames.as_mut_slice() {
            list.spaced = true;
        }
    }

    /// The number of a footnote, given in order of first mention.
    pub(crate) fn footnote(&mut self, label: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(label.to_owned()).or_insert(next)
    }

    /// A reference to a footnote.
    pub(crate) fn footnote_reference(&mut self, label: &str) {
        let number = self.footnote(label);
        let mut look = self.context().look;
        look.style.role = TextRole::Marker;
        self.inline.verbatim(&format!("[{number}]"), look);
    }
}
