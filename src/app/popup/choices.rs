//! What each popup offers.

use crate::app::{CodeRead, CopyKind, TABLE, copy};
use crate::catalogue::{MOST_COMPARED, NamedFilter, Query, Test, TextKey, Viewed, compare};
use crate::readme::LinkKind;
use crate::search::{FacetKind, FacetValue};
use crate::text::{CleanText, pad_end};

use super::{Act, AppText, Choice, Heading, Section, State};

/// Every command with its keys, by section.
pub(super) fn keys(state: &State) -> Vec<Choice> {
    let rows =
        Section::ALL.iter().flat_map(|section| TABLE.iter().filter(move |row| row.section == *section));
    let choice = |row: &'static crate::app::CommandRow| Choice {
        section: Some(Heading::Section(row.section)),
        enabled: row.command.available(state),
        ..command(state, row)
    };
    rows.map(choice).collect()
}

/// The commands that would do something now. Those of popups and fields would not: the palette itself is gone then.
pub(super) fn commands(state: &State) -> Vec<Choice> {
    let here = TABLE.iter().filter(|row| !matches!(row.section, Section::Popup | Section::Field));
    let commands = here.filter(|row| row.command.available(state)).map(|row| command(state, row));
    commands.chain(saved_filters(state)).collect()
}

fn command(state: &State, row: &'static crate::app::CommandRow) -> Choice {
    let keys = state.setup.keymap.keys(row.command).join("  ");
    Choice::new(row.doc(state.lang()), keys, Act::Run(row.command))
}

/// What can be copied of the selected image.
pub(super) fn texts(state: &State) -> Vec<Choice> {
    let Some(group) = state.list.selected_group() else { return vec![] };
    let Some(version) = state.version_of(group) else { return vec![] };
    let whole = state.detail.readmes.rejoined(group);
    let texts = copy::texts(&state.setup, &whole, version);
    let choice = |(at, (kind, text)): (usize, (CopyKind, String))| {
        Choice::new(kind.label(state.lang()), (at + 1).to_string(), Act::Copy(kind, text))
    };
    texts.into_iter().enumerate().map(choice).collect()
}

/// The Readme's headings.
pub(super) fn headings(state: &State) -> Vec<Choice> {
    let Some((_, rows)) = &state.measured.readme else { return vec![] };
    let choice = |heading: &crate::readme::Heading| Choice {
        depth: heading.level.saturating_sub(1),
        ..Choice::new(&heading.text, "", Act::GoTo(heading.row))
    };
    rows.headings.iter().map(choice).collect()
}

/// The Readme's links, pictures and videos.
pub(super) fn links(state: &State) -> Vec<Choice> {
    let Some((_, rows)) = &state.measured.readme else { return vec![] };
    let choice = |(at, link): (usize, &crate::readme::Link)| {
        let mark = match link.kind {
            LinkKind::Link => "",
            LinkKind::Image => "▣ ",
            LinkKind::Video => "▶ ",
        };
        let act = Act::Link { target: link.target.clone(), openable: link.openable };
        Choice::new(format!("{:>2} {mark}{}", at + 1, link.text), "", act)
    };
    rows.links.iter().enumerate().map(choice).collect()
}

/// The cover, the Readme's pictures, and the author's QR code.
pub(super) fn pictures(state: &State) -> Vec<Choice> {
    let choice = |label: &str, target: &str| {
        let openable = target.starts_with("https://") || target.starts_with("http://");
        Choice::new(label, "", Act::Link { target: target.to_owned(), openable })
    };
    let version = state.detail_version().map(|(_, version)| version);
    let cover = version.map(|version| version.cover.as_str()).filter(|cover| !cover.is_empty());
    let cover = cover.map(|url| choice(AppText::Cover.text(state.lang()), url));
    let links = state.measured.readme.iter().flat_map(|(_, rows)| &rows.links);
    let images = links.filter(|link| link.kind == LinkKind::Image);
    let code = version.map(|version| version.qr_code_url.as_str()).filter(|url| !url.is_empty());
    let code = code.map(|url| choice(AppText::AuthorsCode.text(state.lang()), url));
    cover.into_iter().chain(images.map(|link| choice(&link.text, &link.target))).chain(code).collect()
}

/// The Readme's code blocks.
pub(super) fn code_blocks(state: &State) -> Vec<Choice> {
    let Some((_, rows)) = &state.measured.readme else { return vec![] };
    let choice = |(at, block): (usize, &crate::readme::CodeBlock)| {
        let first = block.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        let act = Act::Copy(CopyKind::CodeBlock, block.text.clone());
        Choice::new(format!("{:>2} {first}", at + 1), block.language.clone(), act)
    };
    rows.code_blocks.iter().enumerate().map(choice).collect()
}

/// The tags there are, by category; those chosen say so.
pub(super) fn tags(state: &State) -> Vec<Choice> {
    let chosen = &state.query().tags;
    let index = state.tag_index();
    let categories = index.categories.iter();
    let all = categories.flat_map(|category| category.tags.iter().map(move |tag| (category, tag)));
    let choice = |(category, tag): (&crate::catalogue::TagCategory, &CleanText)| Choice {
        chosen: Some(chosen.contains(tag)),
        ..Choice::new(tag.as_str(), tag_note(state, category, tag), Act::Tag(tag.clone()))
    };
    all.map(choice).collect()
}

/// A tag's category, and how many images would be left with it, where the whole catalogue is in hand.
fn tag_note(state: &State, category: &crate::catalogue::TagCategory, tag: &CleanText) -> String {
    match state.local.facets.count(&Test::Text(TextKey::Tag, tag.clone())) {
        Some(count) => format!("{}  {count:>4}", category.name),
        None => category.name.to_string(),
    }
}

/// What of the selected image is worth a QR code: what can be opened on a phone first.
pub(super) fn codes(state: &State) -> Vec<Choice> {
    let Some(group) = state.list.selected_group() else { return vec![] };
    let image = state.version_of(group).map(|version| &version.comp_share_image_id);
    let page = group.group_id.web_page().map(|url| (CopyKind::WebLink, url));
    let id = image.filter(|id| id.is_plain()).map(|id| (CopyKind::ImageId, id.to_string()));
    let choice =
        |(kind, text): (CopyKind, String)| Choice::new(kind.label(state.lang()), "", Act::Copy(kind, text));
    let authors = state.version_of(group).map(|version| version.qr_code_url.as_str());
    let authors = authors.filter(|url| !url.is_empty());
    let authors = authors.map(|url| code_in_picture(state, AppText::AuthorsCode.text(state.lang()), url));
    page.into_iter().chain(id).map(choice).chain(authors).collect()
}

/// Pictures as the codes they are pictures of.
pub(super) fn in_pictures(state: &State, pictures: Vec<Choice>) -> Vec<Choice> {
    let code = |picture: Choice| {
        if let Act::Link { target, .. } = &picture.act {
            code_in_picture(state, &picture.label, target)
        } else {
            picture
        }
    };
    pictures.into_iter().map(code).collect()
}

/// What the code in a picture says, or the picture where that is not known.
fn code_in_picture(state: &State, label: &str, url: &str) -> Choice {
    let act = match state.codes.get(url) {
        Some(CodeRead::Text(text)) => Act::Copy(CopyKind::CodeText, text.to_string()),
        Some(CodeRead::Loading(_) | CodeRead::Unreadable | CodeRead::Failed(_)) | None => {
            Act::CodePicture(url.to_owned())
        }
    };
    Choice::new(label, "", act)
}

/// Of a popup that only writes.
pub(super) fn nothing(_: &State) -> Vec<Choice> {
    vec![]
}

/// The note that is written.
pub(super) fn note(state: &State, text: &str) -> Choice {
    let name = state.list.selected_group().map(|group| group.title().to_string()).unwrap_or_default();
    Choice { enabled: false, ..Choice::new(name, "", Act::Note(text.to_owned())) }
}

/// The filters that get a name.
pub(super) fn save_filter(state: &State, name: &str) -> Choice {
    Choice {
        enabled: false,
        ..Choice::new(filters_text(state, state.query()), "", Act::SaveFilter(name.to_owned()))
    }
}

/// Filters in words: toggles, tags, and what the search field says.
fn filters_text(state: &State, query: &Query) -> String {
    let toggles = query.toggles.iter().map(|toggle| toggle.label(state.lang()).to_owned());
    let tags = query.tags.iter().map(|tag| format!("[{tag}]"));
    let search = Some(query.search_text()).filter(|text| !text.is_empty());
    toggles.chain(tags).chain(search).collect::<Vec<_>>().join(" ")
}

/// Filters that have names.
pub(super) fn saved_filters(state: &State) -> Vec<Choice> {
    let choice = |filter: &NamedFilter| {
        let act = Act::NamedFilter(filter.name.clone(), Box::new(filter.query.clone()));
        Choice::new(filter.name.as_str(), filters_text(state, &filter.query), act)
    };
    state.yours.filters.iter().map(choice).collect()
}

/// Images looked at, the newest first.
pub(super) fn viewed(state: &State) -> Vec<Choice> {
    let choice = |viewed: &Viewed| {
        let query = Query { image_id: viewed.image.clone(), ..Query::default() };
        Choice::new(viewed.name.as_str(), viewed.image.as_str(), Act::Ask(Box::new(query)))
    };
    state.yours.viewed.iter().rev().map(choice).collect()
}

/// The marked images side by side; every line stands for the whole as Markdown.
pub(super) fn comparison(state: &State) -> Vec<Choice> {
    let whole: Vec<_> = state
        .list
        .marked_images()
        .take(MOST_COMPARED)
        .map(|(group, image)| (state.detail.readmes.rejoined(group), image))
        .collect();
    let images: Vec<_> =
        whole.iter().filter_map(|(group, image)| Some((group, group.version(image)?))).collect();
    let comparison = compare(&images, state.lang());
    let markdown = comparison.markdown(state.lang());
    let room = usize::from(state.measured.size.0.min(COMPARE_CELLS)).saturating_sub(COMPARE_FRAME);
    let choice = |line: String| {
        // What is the same, and what both Readmes have, is there to be compared with.
        let enabled = line.starts_with(['~', '-', '+']);
        Choice { enabled, ..Choice::new(line, "", Act::Copy(CopyKind::Comparison, markdown.clone())) }
    };
    comparison.lines(state.lang(), Some(room)).into_iter().map(choice).collect()
}

/// Cells that images side by side take at most, and those of them that are the popup's frame.
pub(super) const COMPARE_CELLS: u16 = 164;
const COMPARE_FRAME: usize = 9;

/// Bars of the statistics, and their columns.
const BARS: usize = 10;
const BAR_CELLS: usize = 30;
const BAR_LABEL_CELLS: usize = 18;

/// What the catalogue holds, or what the filters leave of it, as bars.
pub(super) fn statistics(state: &State) -> Vec<Choice> {
    let kinds = [FacetKind::Tag, FacetKind::Gpu, FacetKind::Price, FacetKind::Author, FacetKind::Month];
    kinds.into_iter().flat_map(|kind| bars(state, kind)).collect()
}

fn bars(state: &State, kind: FacetKind) -> Vec<Choice> {
    let values: Vec<&FacetValue> =
        state.local.facets.of(kind).filter(|value| value.count > 0).take(BARS).collect();
    let most = values.iter().map(|value| value.count).max().unwrap_or(1);
    let stroke = if state.setup.ascii { "#" } else { "█" };
    let bar = |value: &FacetValue| stroke.repeat((value.count * BAR_CELLS).div_ceil(most));
    let choice = |value: &&FacetValue| {
        let label = pad_end(&value.label(state.lang()), BAR_LABEL_CELLS);
        let act = Act::Facet(kind, value.test.clone());
        Choice {
            section: Some(Heading::Facet(kind)),
            ..Choice::new(format!("{label} {}", bar(value)), value.count.to_string(), act)
        }
    };
    values.iter().map(choice).collect()
}

/// The themes there are.
pub(super) fn themes(state: &State) -> Vec<Choice> {
    state.setup.themes.iter().map(|name| Choice::new(name, "", Act::Theme(name.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::tests::setup;
    use crate::app::{Measured, PopupKind};
    use crate::catalogue::ImageId;
    use crate::readme::{LayoutOptions, parse};

    #[test]
    fn a_readme_offers_its_headings_links_and_code() {
        let source = "# One\n\n## Two\n\n[docs](https://a.example) ![pic](https://b.example/p.png) \
                      <mailto:a@b.example>\n\n```sh\n\nrun it\n```\n";
        let rows = parse(source, 1000).layout(&LayoutOptions { width: 60, ..LayoutOptions::default() });
        let mut state = State::new(setup());
        state.measured =
            Measured { readme: Some((ImageId::new("x"), Arc::new(rows))), ..Measured::default() };
        let offered = |kind: PopupKind| {
            (kind.row().choices)(&state).into_iter().map(|choice| (choice.label, choice.depth, choice.act))
        };
        let open = |label: &str, target: &str, openable| {
            (label.to_owned(), 0, Act::Link { target: target.to_owned(), openable })
        };
        let outline: Vec<_> = offered(PopupKind::Outline).map(|(label, depth, _)| (label, depth)).collect();
        assert_eq!(outline, [("One".to_owned(), 0), ("Two".to_owned(), 1)]);
        let links: Vec<_> = offered(PopupKind::Links).collect();
        assert_eq!(
            links,
            [
                open(" 1 docs", "https://a.example", true),
                open(" 2 ▣ pic", "https://b.example/p.png", true),
                open(" 3 mailto:a@b.example", "mailto:a@b.example", false),
            ]
        );
        let code: Vec<_> = offered(PopupKind::CodeBlocks).collect();
        assert_eq!(
            code,
            [(" 1 run it".to_owned(), 0, Act::Copy(CopyKind::CodeBlock, "\nrun it".to_owned()))]
        );
    }
}
