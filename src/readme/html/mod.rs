//! Which HTML tag does what: tags tokenised from raw HTML become calls of the same builder that Markdown feeds.
//!
//! Unknown tags are read through. An opening tag closes what it implies (`<li>` an open `<li>`), as HTML has it.

mod colour;
mod tokens;

use tokens::{Open, Token, Tokens};

use super::builder::{Builder, OpenBlock, Styling, Syntax, Tag};
use super::document::{Align, Cell, List, Mark, Table};
use super::links::{picture_name, video};
use super::rows::LinkKind;

/// Feeds HTML to the builder.
pub(super) fn feed(builder: &mut Builder, html: &str) {
    for token in Tokens::new(html) {
        match token {
            Token::Text(text) => builder.text(&htmlize::unescape(text)),
            Token::Close(name) if builder.is_dropping() => {
                if matches!(meaning(&name), Meaning::Element(Tag::Dropped)) {
                    builder.close(Tag::Dropped, Syntax::Html);
                }
            }
            Token::Open(_) if builder.is_dropping() => {}
            Token::Open(open) => open_tag(builder, &open),
            Token::Close(name) => close_tag(builder, &name),
        }
    }
}

/// Whether `text` begins with a tag.
pub(super) fn is_tag(text: &str) -> bool {
    tokens::begins_with_tag(text)
}

/// What a tag's name stands for.
enum Meaning {
    /// An element, to be opened and closed.
    Element(Tag),
    /// Something that is all said by its opening tag.
    Void(Void),
    /// Nothing we show; its content is read.
    Unknown,
}

enum Void {
    Break,
    Rule,
    Image,
    Video,
    CheckBox,
}

fn meaning(name: &str) -> Meaning {
    Meaning::Element(match name {
        "br" => return Meaning::Void(Void::Break),
        "hr" => return Meaning::Void(Void::Rule),
        "img" => return Meaning::Void(Void::Image),
        "iframe" | "video" | "audio" | "embed" | "source" => return Meaning::Void(Void::Video),
        "input" => return Meaning::Void(Void::CheckBox),
        "p" => Tag::Paragraph,
        "div" | "section" | "article" | "header" | "footer" | "main" | "nav" | "aside" | "figure"
        | "figcaption" | "address" | "body" | "html" | "form" | "fieldset" | "hgroup" | "picture" => {
            Tag::Division
        }
        "center" => Tag::Centre,
        "h1" => Tag::Heading(1),
        "h2" => Tag::Heading(2),
        "h3" => Tag::Heading(3),
        "h4" => Tag::Heading(4),
        "h5" => Tag::Heading(5),
        "h6" => Tag::Heading(6),
        "pre" | "listing" => Tag::Code,
        "blockquote" => Tag::Quote,
        "ul" | "ol" | "menu" | "dir" => Tag::List,
        "li" => Tag::Item,
        "dl" => Tag::Definitions,
        "dt" => Tag::Term,
        "dd" => Tag::Meaning,
        "table" => Tag::Table,
        "thead" => Tag::TableHead,
        "tbody" | "tfoot" => Tag::TableBody,
        "tr" => Tag::Row,
        "td" => Tag::Cell,
        "th" => Tag::HeadCell,
        "caption" => Tag::Caption,
        "details" => Tag::Details,
        "summary" => Tag::Summary,
        "a" => Tag::Anchor,
        "b" | "strong" => Tag::Strong,
        "i" | "em" | "cite" | "dfn" | "var" => Tag::Emphasis,
        "u" | "ins" => Tag::Underline,
        "s" | "del" | "strike" => Tag::Strike,
        "small" => Tag::Small,
        "sub" => Tag::Subscript,
        "sup" => Tag::Superscript,
        "code" | "tt" | "samp" => Tag::InlineCode,
        "kbd" => Tag::Key,
        "mark" => Tag::Marked,
        "font" => Tag::Font,
        "span" => Tag::Span,
        "script" | "style" | "title" | "template" | "svg" | "noembed" | "noframes" => Tag::Dropped,
        _ => return Meaning::Unknown,
    })
}

fn open_tag(builder: &mut Builder, open: &Open<'_>) {
    match meaning(&open.name) {
        Meaning::Element(tag) => open_element(builder, tag, open),
        Meaning::Void(void) => open_void(builder, &void, open),
        Meaning::Unknown => {}
    }
}

fn close_tag(builder: &mut Builder, name: &str) {
    match meaning(name) {
        // The two kinds of cell are often closed by each other's tag.
        Meaning::Element(Tag::Cell | Tag::HeadCell) => builder.close_implied(&[Tag::Cell, Tag::HeadCell]),
        Meaning::Element(tag) => builder.close(tag, Syntax::Html),
        Meaning::Void(Void::Break) => builder.hard_break(),
        Meaning::Void(Void::Rule | Void::Image | Void::Video | Void::CheckBox) | Meaning::Unknown => {}
    }
}

fn open_element(builder: &mut Builder, tag: Tag, open: &Open<'_>) {
    let effect = effect(open);
    imply(builder, tag);
    let span = |name| open.attribute(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1).max(1);
    let frame = match tag {
        Tag::Quote => OpenBlock::Quote { alert: None, blocks: Vec::new() },
        Tag::List => OpenBlock::List(List { first: first_number(open), spaced: false, items: Vec::new() }),
        Tag::Definitions => OpenBlock::List(List { first: None, spaced: false, items: Vec::new() }),
        Tag::Item => OpenBlock::item(Mark::Plain),
        Tag::Term => OpenBlock::item(Mark::Term),
        Tag::Meaning => OpenBlock::item(Mark::Meaning),
        Tag::Table => OpenBlock::Table(Table::default()),
        Tag::Row => {
            let head = builder.inside_table_head();
            OpenBlock::Row { head, cells: Vec::new() }
        }
        Tag::Cell | Tag::HeadCell => {
            let head = tag == Tag::HeadCell;
            let align = effect.align.unwrap_or_default();
            OpenBlock::Cell(Cell {
                head,
                align,
                columns: span("colspan"),
                rows: span("rowspan"),
                ..Cell::default()
            })
        }
        Tag::Caption => OpenBlock::Caption { blocks: Vec::new() },
        Tag::Details => OpenBlock::Details { summary: Vec::new(), blocks: Vec::new() },
        Tag::Summary => OpenBlock::Summary { blocks: Vec::new() },
        Tag::Anchor => {
            if let Some(url) = open.attribute("href") {
                builder.open_link(&url, Syntax::Html);
            }
            return;
        }
        Tag::Code => {
            builder.open(tag, Syntax::Html, effect);
            return builder.begin_code(language(open).unwrap_or_default(), Syntax::Html);
        }
        Tag::InlineCode => {
            builder.code_language(language(open).unwrap_or_default());
            return builder.open(tag, Syntax::Html, effect);
        }
        Tag::Alert
        | Tag::Footnote
        | Tag::TableHead
        | Tag::TableBody
        | Tag::Paragraph
        | Tag::Division
        | Tag::Centre
        | Tag::Heading(_)
        | Tag::Strong
        | Tag::Emphasis
        | Tag::Underline
        | Tag::Strike
        | Tag::Small
        | Tag::Subscript
        | Tag::Superscript
        | Tag::Key
        | Tag::Marked
        | Tag::Font
        | Tag::Span
        | Tag::Dropped => return builder.open(tag, Syntax::Html, effect),
    };
    builder.open_frame(tag, Syntax::Html, effect, frame);
}

/// Closes what an opening tag ends, and opens what it needs around it.
fn imply(builder: &mut Builder, tag: Tag) {
    let need_table = |builder: &mut Builder| {
        if !matches!(builder.frame(), Some(OpenBlock::Table(_) | OpenBlock::Row { .. })) {
            builder.open_frame(
                Tag::Table,
                Syntax::Html,
                Styling::default(),
                OpenBlock::Table(Table::default()),
            );
        }
    };
    match tag {
        Tag::Item => {
            builder.close_up_to(&[Tag::Item], &[Tag::List]);
            if !matches!(builder.frame(), Some(OpenBlock::List(_))) {
                let list = List { first: None, spaced: false, items: Vec::new() };
                builder.open_frame(Tag::List, Syntax::Html, Styling::default(), OpenBlock::List(list));
            }
        }
        Tag::Term | Tag::Meaning => builder.close_up_to(&[Tag::Term, Tag::Meaning], &[Tag::Definitions]),
        Tag::TableHead | Tag::TableBody => {
            builder.close_up_to(&[Tag::TableHead, Tag::TableBody, Tag::Row], &[Tag::Table]);
        }
        Tag::Row => {
            builder.close_up_to(&[Tag::Row], &[Tag::Table]);
            need_table(builder);
        }
        Tag::Cell | Tag::HeadCell => {
            builder.close_up_to(&[Tag::Cell, Tag::HeadCell], &[Tag::Row, Tag::Table]);
            need_table(builder);
            if matches!(builder.frame(), Some(OpenBlock::Table(_))) {
                let head = builder.inside_table_head();
                let row = OpenBlock::Row { head, cells: Vec::new() };
                builder.open_frame(Tag::Row, Syntax::Html, Styling::default(), row);
            }
        }
        Tag::Anchor => builder.close_implied(&[Tag::Anchor]),
        Tag::Paragraph | Tag::Division | Tag::Centre | Tag::Heading(_) | Tag::Code => {
            builder.close_implied(&[Tag::Paragraph]);
        }
        Tag::Quote | Tag::List | Tag::Definitions | Tag::Table | Tag::Details => {
            builder.close_implied(&[Tag::Paragraph]);
        }
        Tag::Alert | Tag::Caption | Tag::Summary | Tag::Footnote => {}
        Tag::Strong | Tag::Emphasis | Tag::Underline | Tag::Strike | Tag::Small | Tag::Subscript => {}
        Tag::Superscript
        | Tag::InlineCode
        | Tag::Key
        | Tag::Marked
        | Tag::Font
        | Tag::Span
        | Tag::Dropped => {}
    }
}

fn open_void(builder: &mut Builder, void: &Void, open: &Open<'_>) {
    match void {
        Void::Break => builder.hard_break(),
        Void::Rule => builder.rule(),
        Void::Image => {
            let url = open.attribute("src").unwrap_or_default();
            let alt = open.attribute("alt").or_else(|| open.attribute("title")).unwrap_or_default();
            builder.image(picture_name(&alt, &url), &url, open.attribute("height").as_deref());
        }
        Void::Video => {
            // `<source>` of a picture has `srcset`, and a `<video>` around sources has no `src`.
            if let Some(src) = open.attribute("src").filter(|src| !src.trim().is_empty()) {
                let (name, url) = video(&src);
                builder.media(LinkKind::Video, &name, &url);
            }
        }
        Void::CheckBox => {
            let is_box = open.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
            let done = open.attribute("checked").is_some();
            if is_box && !builder.task(done) {
                builder.text(if done { "[x]" } else { "[ ]" });
            }
        }
    }
}

fn effect(open: &Open<'_>) -> Styling {
    let style = open.attribute("style");
    let style = style.as_deref().unwrap_or_default();
    let align = open.attribute("align");
    let align = align.as_deref().or_else(|| colour::declaration(style, "text-align"));
    let tint = open.attribute("color").and_then(|colour| colour::tint(&colour));
    Styling {
        align: align.and_then(|align| match align.trim().to_ascii_lowercase().as_str() {
            "center" | "middle" => Some(Align::Centre),
            "right" | "end" => Some(Align::Right),
            "left" | "start" | "justify" => Some(Align::Left),
            _ => None,
        }),
        tint: tint.or_else(|| colour::tint_of_style(style)),
        link: None,
    }
}

fn first_number(open: &Open<'_>) -> Option<u64> {
    let start = || open.attribute("start").and_then(|start| start.trim().parse().ok());
    (open.name == "ol").then(|| start().unwrap_or(1))
}

/// The language a highlighter's class names.
fn language<'a>(open: &'a Open<'_>) -> Option<&'a str> {
    let class = open.raw_attribute("class").or_else(|| open.raw_attribute("lang"))?;
    class.split_ascii_whitespace().find_map(|class| {
        class
            .strip_prefix("language-")
            .or_else(|| class.strip_prefix("lang-"))
            .or_else(|| class.strip_prefix("highlight-source-"))
    })
}
