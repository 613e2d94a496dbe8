//! Choosing: filters that are taken back, tags chosen by typing, several images marked.

use compshare_tui::face::app::{CopyKind, Effect, Event};
use compshare_tui::face::i18n::Lang;
use compshare_tui::face::store::yours::Change;

use crate::reader::Reader;
use crate::stage::setup;

fn reader(size: (u16, u16)) -> Reader {
    Reader::open(setup(Lang::En), size)
}

/// The tags asked for.
fn tags(reader: &Reader) -> Vec<String> {
    reader.state.query().tags.iter().map(ToString::to_string).collect()
}

#[test]
fn changes_of_filters_are_taken_back_and_brought_again() {
    let mut reader = reader((140, 40));
    let start = reader.state.query().clone();
    reader.keys("1 2 s / \"flux\" Enter");
    let end = reader.state.query().clone();
    assert_eq!(end.filter_count(), 3);
    reader.keys("U");
    assert_eq!((reader.state.query().search_text(), reader.state.query().filter_count()), (String::new(), 2));
    assert!(reader.screen().contains("name or author"), "the field follows: {}", reader.screen());
    reader.keys("U U U");
    assert_eq!(*reader.state.query(), start);
    reader.keys("U C-r C-r C-r C-r C-r");
    assert_eq!(*reader.state.query(), end);
    reader.keys("X U");
    assert_eq!(*reader.state.query(), end, "clearing is a change like any other");
}

#[test]
fn tags_are_chosen_by_typing_a_part_and_the_list_follows() {
    for (size, space) in [((140, 40), "Space"), ((80, 24), "Space"), ((40, 12), "　")] {
        let mut reader = reader(size);
        let total = reader.state.list.browse.shown().total;
        reader.keys(&format!("t \"视频\" {space}"));
        let first = tags(&reader);
        assert_eq!(first.len(), 1, "{}", reader.screen());
        assert!(first[0].contains("视频"));
        assert!(reader.screen().contains("[x]"), "{}", reader.screen());
        assert!(reader.state.list.browse.shown().total < total, "the list follows");
        reader.keys(&format!("Down {space}"));
        assert_eq!(tags(&reader).len(), 2);
        reader.keys(&format!("{space} Enter"));
        assert_eq!(tags(&reader), first, "Enter keeps them");
        reader.keys(&format!("t {space} Esc"));
        assert_eq!(tags(&reader), first, "Esc puts back what was");
        reader.keys("t \"zzz\" Space Enter");
        assert_eq!(tags(&reader), first);
    }
}

#[test]
fn what_is_chosen_stands_first_and_is_counted() {
    let mut reader = reader((140, 40));
    reader.keys("1 t \"视频\" Space Enter");
    let tag = tags(&reader).remove(0);
    let screen = reader.screen();
    let sidebar: Vec<&str> = screen.lines().filter_map(|line| line.strip_prefix('│')).collect();
    let at = sidebar.iter().position(|line| line.contains(&tag)).unwrap();
    assert!(!sidebar[at - 1].contains('['), "below its category's heading: {screen}");
    assert!(screen.lines().nth(1).unwrap().contains(" 2 ╮"), "{screen}");
    assert!(screen.lines().next().unwrap().contains("filters: 2"), "{screen}");
    let line = reader.state.sidebar_lines();
    let index = line.iter().position(|line| format!("{line:?}").contains(&tag)).unwrap();
    reader.keys("f g");
    reader.keys(&"j ".repeat(index + 1));
    while !format!("{:?}", reader.state.sidebar.cursor).contains(&tag) {
        reader.keys("k");
    }
    reader.keys("x");
    assert_eq!((tags(&reader), reader.state.query().filter_count()), (Vec::<String>::new(), 1));
    reader.keys("x");
    assert_eq!(reader.state.query().filter_count(), 1, "what is off stays off");
}

#[test]
fn marked_images_are_copied_together_and_esc_clears_them() {
    let mut reader = reader((100, 30));
    reader.keys("Space j Space");
    assert!(reader.screen().lines().last().unwrap().contains("2 marked, Esc clears"), "{}", reader.screen());
    let ids: Vec<String> = reader.state.list.marked.iter().map(|id| id.as_str().to_owned()).collect();
    assert_eq!(ids.len(), 2);
    reader.keys("y");
    assert_eq!(reader.effects.last(), Some(&Effect::Copy { kind: CopyKind::ImageIds, text: ids.join("\n") }));
    reader.keys("Esc y");
    assert!(reader.state.list.marked.is_empty());
    assert!(matches!(reader.effects.last(), Some(Effect::Copy { kind: CopyKind::ImageId, .. })));
}

#[test]
fn categories_fold_and_keep_what_is_chosen() {
    let mut reader = reader((140, 40));
    reader.keys("t \"视频生成\" Space Enter f");
    let is_tag = |reader: &Reader| format!("{:?}", reader.state.sidebar.cursor).starts_with("Tag");
    while !is_tag(&reader) {
        reader.keys("j");
    }
    let lines = reader.state.sidebar_lines().len();
    reader.keys("h");
    assert!(reader.state.sidebar_lines().len() < lines);
    assert!(
        reader.screen().contains("▸ 应用领域") && reader.screen().contains("[x] 视频生成"),
        "{}",
        reader.screen()
    );
    assert!(!reader.screen().contains("[ ] 图像生成"), "{}", reader.screen());
    reader.keys("Esc f");
    assert!(reader.state.sidebar_lines().len() < lines, "it stays folded");
    reader.keys("l");
    assert_eq!(reader.state.sidebar_lines().len(), lines);
    assert!(is_tag(&reader));
}

#[test]
fn searches_are_had_again_and_the_empty_field_tells_its_prefixes() {
    for size in [(140, 40), (80, 24)] {
        let mut reader = reader(size);
        reader.keys("/");
        assert!(reader.screen().contains("author: name:"), "{}", reader.screen());
        reader.keys("\"flux\" Enter / C-u \"llm\" Enter /");
        let text = |reader: &Reader| reader.state.sidebar.search.value().to_owned();
        reader.keys("Up");
        assert_eq!(text(&reader), "llm");
        reader.keys("Up");
        assert_eq!(
            (text(&reader), reader.state.query().search_text()),
            ("flux".to_owned(), "flux".to_owned())
        );
        reader.keys("Down Down");
        assert_eq!(text(&reader), "llm", "what stood in the field is there again");
        reader.keys("Down");
        assert_eq!(reader.state.focus, compshare_tui::face::app::Focus::Filters);
    }
}

#[test]
fn searches_of_the_last_time_are_there_where_they_were_remembered() {
    for remember in [true, false] {
        let mut with = crate::in_hand::keeping(Lang::En);
        with.remember = remember;
        let mut reader = Reader::closed(with, (140, 40));
        reader.yours.searches = vec!["wan".into(), "comfy".into()];
        reader.event(Event::Started);
        reader.keys("/ Up Up Enter");
        assert_eq!(reader.state.query().search_text(), "wan");
        let told = Effect::Amend(Change::Searched("wan".into()));
        assert_eq!(reader.effects.contains(&told), remember, "what was done is kept only on request");
    }
}

#[test]
fn a_window_that_grows_is_filled_and_one_that_shrinks_keeps_the_selection() {
    let mut with = setup(Lang::En);
    with.page_size = None;
    let mut reader = Reader::open(with, (140, 30));
    reader.keys("n G");
    let selected = reader.state.list.selected.clone();
    assert!(selected.is_some());
    for height in [60, 100, 24, 12, 45] {
        reader.resize(140, height);
        reader.keys("");
        let list = &reader.state.list;
        assert_eq!(list.selected, selected, "{height}");
        let (rows, row) = (list.scroll.rows(), list.selected_row().unwrap());
        let top = list.scroll.top(row, list.browse.groups().len(), rows);
        assert!((top..top + rows).contains(&row), "it is visible at {height}");
        if height == 100 {
            assert!(list.browse.groups().len() >= rows.min(50), "{}", reader.screen());
        }
    }
}

#[test]
fn two_rows_tell_the_whole_name_author_tags_and_gpus() {
    for (lang, size) in [(Lang::En, (140, 40)), (Lang::Zh, (80, 24))] {
        let mut reader = Reader::open(setup(lang), size);
        reader.keys("d");
        let name = format!("two_rows_{}_{}x{}", lang.code(), size.0, size.1);
        insta::assert_snapshot!(name, reader.screen());
        let selected = reader.state.list.selected.clone();
        reader.keys("j j k");
        assert_ne!(reader.state.list.selected, selected);
        let rows = reader.state.list.scroll.rows();
        reader.keys("G");
        assert!(reader.screen().contains('▌'), "the last is visible: {}", reader.screen());
        reader.keys("d");
        assert!(reader.state.list.scroll.rows() > rows);
    }
}
