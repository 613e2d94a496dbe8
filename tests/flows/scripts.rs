//! What readers do, and what they see then.

use std::fmt::Write;
use std::sync::Arc;

use compshare_tui::face::app::{
    Command, CopyKind, Effect, Event, FilterItem, Focus, Mouse, MouseKind, Reply, Request, Screen, Spot,
};
use compshare_tui::face::catalogue::{
    Fault, FaultKind, Group, GroupId, ImageId, Page, SortField, Toggle, Version,
};
use compshare_tui::face::i18n::Lang;
use compshare_tui::face::ui::theme;

use serde_json::json;

use crate::reader::Reader;
use crate::stage::{Catalogue, setup};

const WIDE: (u16, u16) = (140, 40);
const MEDIUM: (u16, u16) = (100, 30);
const CLASSIC: (u16, u16) = (80, 24);
const NARROW: (u16, u16) = (60, 20);
const SIZES: [(u16, u16); 7] = [(200, 60), WIDE, (120, 30), MEDIUM, CLASSIC, NARROW, (40, 12)];

fn english(size: (u16, u16)) -> Reader {
    Reader::open(setup(Lang::En), size)
}

fn selected(reader: &Reader) -> String {
    reader.state.list.selected_group().map(|group| group.title().to_string()).unwrap_or_default()
}

#[test]
fn the_first_screen_at_every_size_and_in_both_languages() {
    for lang in Lang::ALL {
        for (width, height) in SIZES {
            let reader = Reader::open(setup(lang), (width, height));
            insta::assert_snapshot!(format!("first_{}_{width}x{height}", lang.code()), reader.screen());
        }
    }
}

/// What the program is for: from the start to the copied id of a free image that runs on a 4090 and opens port 8188.
#[test]
fn two_keys_lead_to_the_id_of_a_free_image_for_a_4090_that_opens_8188() {
    for lang in Lang::ALL {
        for size in [WIDE, (120, 30), MEDIUM, CLASSIC] {
            let mut reader = Reader::open(setup(lang), size);
            reader.keys("1");
            let screen = reader.screen();
            assert!(screen.contains("4090 ") && screen.contains("ComfyUI 8188"), "{size:?}: {screen}");
            reader.keys("y");
            let copied = reader.effects.last();
            assert!(matches!(copied, Some(Effect::Copy { kind: CopyKind::ImageId, .. })), "{copied:?}");
        }
    }
}

#[test]
fn styles_of_the_first_screen() {
    insta::assert_snapshot!("styles_80x24", english(CLASSIC).styled_screen());
    let mono = compshare_tui::face::app::Setup { mono: true, ..setup(Lang::En) };
    insta::assert_snapshot!("styles_mono_80x24", Reader::open(mono, CLASSIC).styled_screen());
}

#[test]
fn ascii_mode_draws_our_own_marks_in_ascii() {
    let ascii = compshare_tui::face::app::Setup { ascii: true, ..setup(Lang::En) };
    let reader = Reader::open(ascii, CLASSIC);
    let ours: String = reader.screen().chars().filter(|c| !c.is_ascii()).collect();
    let ambiguous: String = ours.chars().filter(|c| "─│╭╮╰╯…·●▌♥↓▸▲▼•–¥".contains(*c)).collect();
    assert_eq!(ambiguous, "", "{}", reader.screen());
    insta::assert_snapshot!("ascii_80x24", reader.screen());
}

#[test]
fn filters_toggle_by_digits_and_the_list_follows() {
    let mut reader = english(WIDE);
    reader.keys("1 2");
    assert!(
        reader.state.query().toggles.is_on(Toggle::Free)
            && reader.state.query().toggles.is_on(Toggle::Official)
    );
    assert!(reader.state.list.browse.groups().iter().all(|group| group.data.iter().any(Version::is_free)));
    insta::assert_snapshot!("free_and_official_140x40", reader.screen());
    reader.keys("X");
    assert!(reader.state.query().is_unfiltered());
}

#[test]
fn a_tag_is_chosen_in_the_sidebar() {
    for (width, height) in [WIDE, MEDIUM, NARROW] {
        let mut reader = english((width, height));
        reader.keys("f j j j j j j j Space j Space");
        assert_eq!(reader.state.query().tags.len(), 2);
        insta::assert_snapshot!(format!("tags_{width}x{height}"), reader.screen());
        reader.keys("Enter");
        assert_eq!((reader.state.query().tags.len(), reader.state.focus), (1, Focus::List));
    }
}

#[test]
fn typing_searches_after_a_pause_and_prefixes_become_parameters() {
    let mut reader = english(WIDE);
    reader.keys("/ \"comfy\"");
    assert_eq!(reader.state.query().fuzzy.as_str(), "comfy");
    insta::assert_snapshot!("search_140x40", reader.screen());
    reader.keys("C-u \"author：官方镜像\" Enter");
    assert_eq!(reader.state.query().author.as_str(), "官方镜像");
    assert_eq!(reader.state.focus, Focus::List);
    assert!(!reader.state.list.browse.groups().is_empty());
    reader.keys("Esc");
    assert!(reader.state.query().is_unfiltered());
}

#[test]
fn nothing_found_says_how_to_go_on() {
    let mut reader = english(CLASSIC);
    reader.keys("/ \"nosuchimage\" Enter");
    insta::assert_snapshot!("nothing_found_80x24", reader.screen());
}

#[test]
fn pages_turn_and_the_footer_counts() {
    let mut reader = english(WIDE);
    let first = selected(&reader);
    reader.keys("n n");
    assert_eq!(reader.state.list.browse.page(), 2);
    assert!(reader.screen().contains("page 3/7 · 41–60 of 130"), "{}", reader.screen());
    reader.keys("p p");
    assert_eq!(selected(&reader), first);
    reader.keys("p");
    assert!(reader.screen().contains("This is the first page"));
}

#[test]
fn moving_past_the_last_row_turns_the_page_and_back() {
    let mut reader = english(WIDE);
    reader.keys("G j");
    assert_eq!((reader.state.list.browse.page(), reader.state.list.selected_row()), (1, Some(0)));
    reader.keys("k");
    assert_eq!((reader.state.list.browse.page(), reader.state.list.selected_row()), (0, Some(19)));
}

#[test]
fn holding_j_through_page_boundaries_never_shows_an_empty_list_on_a_slow_network() {
    let mut reader = english(CLASSIC);
    reader.offline = true;
    for press in 0..200 {
        reader.event(Event::Key("j".parse().unwrap()));
        reader.now += std::time::Duration::from_millis(30);
        reader.event(Event::TimeCame);
        assert!(!reader.state.list.browse.groups().is_empty());
        assert!(reader.state.list.selected_row().is_some());
        if press % 10 == 9 {
            reader.online();
            reader.offline = true;
        }
    }
    assert!(reader.state.list.browse.page() > 4);
}

#[test]
fn sorting_by_each_field_in_both_directions() {
    let mut reader = english(WIDE);
    let mut orders = Vec::new();
    for _ in SortField::of_service() {
        for keys in ["S", "S"] {
            reader.keys(keys);
            orders.push((reader.state.query().sort, selected(&reader)));
        }
        reader.keys("s");
    }
    assert_eq!(reader.state.query().sort.field, SortField::PubTime);
    let firsts: std::collections::HashSet<&String> = orders.iter().map(|(_, first)| first).collect();
    assert!(firsts.len() >= 4, "{orders:?}");
}

#[test]
fn versions_are_switched_and_remembered() {
    let mut reader = english(WIDE);
    reader.keys("/ \"name:ComfyUI\" Enter Enter");
    let group = reader.state.list.selected_group().cloned().unwrap();
    assert!(group.data.len() > 1);
    let lead = reader.state.detail_version().unwrap().1.comp_share_image_id.clone();
    reader.keys("]");
    let second = reader.state.detail_version().unwrap().1.comp_share_image_id.clone();
    assert_ne!(lead, second);
    reader.keys("h j k y");
    assert_eq!(
        reader.effects.last(),
        Some(&Effect::Copy { kind: CopyKind::ImageId, text: second.to_string() })
    );
    insta::assert_snapshot!("version_copied_140x40", reader.screen());
}

#[test]
fn reading_scrolls_zooms_and_keeps_its_place_when_the_width_changes() {
    let mut reader = english(MEDIUM);
    reader.keys("/ \"name:kohya_ss\" Enter l z C-d C-d C-d");
    let (_, rows) = reader.state.measured.readme.clone().unwrap();
    let top = reader.state.detail_top() - reader.state.measured.detail_head;
    let first_words = rows.rows[top..].iter().find(|row| !row.text.trim().is_empty()).unwrap().text.clone();
    insta::assert_snapshot!("zoomed_100x30", reader.screen());
    reader.resize(60, 30).resize(100, 30);
    let again = reader.state.detail_top() - reader.state.measured.detail_head;
    assert!(again.abs_diff(top) <= 2, "{first_words}: {top} became {again}");
}

#[test]
fn the_outline_jumps() {
    let mut reader = english(WIDE);
    reader.keys("/ \"name:kohya_ss\" Enter l o");
    insta::assert_snapshot!("outline_140x40", reader.screen());
    let heading = reader.state.measured.readme.clone().unwrap().1.headings[3].row;
    reader.keys("Down Down Down Enter");
    let top = reader.state.detail_top() - reader.state.measured.detail_head;
    assert!(top <= heading && heading - top <= 2, "{top} {heading}");
}

#[test]
fn finding_in_a_readme_goes_round_and_counts() {
    let mut reader = english(WIDE);
    reader.keys("/ \"name:kohya_ss\" Enter l / \"lora\" Enter");
    assert!(reader.screen().contains("1/"), "{}", reader.screen());
    let first = reader.state.detail.find.clone().unwrap().current;
    reader.keys("n");
    assert_ne!(reader.state.detail.find.clone().unwrap().current, first);
    reader.keys("N");
    assert_eq!(reader.state.detail.find.clone().unwrap().current, first);
    reader.keys("Esc");
    assert_eq!((reader.state.detail.find.is_none(), reader.state.focus), (true, Focus::Detail));
}

#[test]
fn popups_show_their_keys_and_close() {
    for (name, keys) in
        [("help", "?"), ("palette", ": \"cop\""), ("copy_menu", "Y j j"), ("themes", ": \"theme\" Enter")]
    {
        for (lang, size) in [(Lang::En, WIDE), (Lang::Zh, CLASSIC)] {
            let mut reader = Reader::open(setup(lang), size);
            reader.keys(keys);
            insta::assert_snapshot!(
                format!("popup_{name}_{}_{}x{}", lang.code(), size.0, size.1),
                reader.screen()
            );
            reader.keys("Esc");
            assert!(reader.state.popup.is_none());
        }
    }
}

#[test]
fn a_popup_never_cuts_a_wide_glyph_in_half() {
    for width in 70..140 {
        let mut reader = Reader::open(setup(Lang::Zh), (width, 30));
        reader.keys("?");
        for row in reader.screen().lines() {
            assert!(unicode_width::UnicodeWidthStr::width(row) <= usize::from(width), "{width}: {row}");
        }
    }
}

#[test]
fn an_input_methods_letters_are_keys_outside_text_fields() {
    let mut reader = english(CLASSIC);
    reader.keys("ｊ ｊ");
    assert_eq!(reader.state.list.selected_row(), Some(2));
    reader.keys("？");
    assert!(reader.state.popup.is_some());
    reader.keys("Esc ／ \"ｃｏｍｆｙ\"");
    assert_eq!(reader.state.sidebar.search.value(), "ｃｏｍｆｙ", "a text field takes what is typed");
}

#[test]
fn pasted_text_is_never_keys() {
    let mut reader = english(CLASSIC);
    reader.event(Event::Paste("qqq\nX1".to_owned()));
    assert_eq!(reader.effects, []);
    reader.keys("/").event(Event::Paste("com\nfy\u{1b}".to_owned()));
    assert_eq!(reader.state.sidebar.search.value(), "com fy\u{FFFD}");
}

#[test]
fn a_failure_keeps_what_was_there_and_says_what_to_do() {
    let mut reader = english(WIDE);
    reader.fault = Some(Fault::new(FaultKind::Service(171)).with_detail("Signature VerifyAC Error"));
    reader.keys("1");
    insta::assert_snapshot!("failed_140x40", reader.screen());
    assert!(!reader.state.list.browse.groups().is_empty());
    reader.fault = None;
    reader.keys("r");
    assert!(reader.state.list.browse.is_current());
    assert!(reader.state.list.browse.groups().iter().all(|group| group.data.iter().any(Version::is_free)));
}

#[test]
fn a_failure_at_the_start_fills_the_list() {
    for (lang, size) in [(Lang::En, WIDE), (Lang::Zh, NARROW)] {
        let mut reader = Reader::closed(setup(lang), size);
        let fault = Fault::new(FaultKind::Refused).with_detail("connection refused");
        reader.fault = Some(Fault { request_id: Some("req-1".into()), ..fault });
        reader.event(Event::Started);
        reader.calm();
        insta::assert_snapshot!(
            format!("failed_start_{}_{}x{}", lang.code(), size.0, size.1),
            reader.screen()
        );
    }
}

#[test]
fn loading_shows_nothing_at_first_then_a_skeleton_then_the_page() {
    let mut reader = Reader::closed(setup(Lang::En), CLASSIC);
    reader.offline = true;
    reader.event(Event::Started);
    assert!(!reader.screen().contains('░'));
    reader.calm();
    insta::assert_snapshot!("skeleton_80x24", reader.screen());
    reader.online();
    assert!(reader.state.list.browse.is_current());
    assert_eq!(reader.state.next_deadline(reader.now), None, "an idle program has nothing to wait for");
}

#[test]
fn without_keys_the_first_run_screen_explains_and_offers_the_demo() {
    for (lang, size) in [(Lang::En, CLASSIC), (Lang::Zh, CLASSIC), (Lang::Zh, (40, 12))] {
        let setup = compshare_tui::face::app::Setup { service: None, ..setup(lang) };
        let mut reader = Reader::open(setup, size);
        insta::assert_snapshot!(format!("first_run_{}_{}x{}", lang.code(), size.0, size.1), reader.screen());
        reader.keys("j d");
        assert_eq!(reader.effects, [Effect::StartDemo]);
        let label = compshare_tui::face::app::ServiceLabel { demo: true, region: "cn-wlcb".to_owned() };
        reader.event(Event::DemoStarted(Ok(label)));
        assert_eq!(reader.state.screen, Screen::Explorer);
        assert!(!reader.state.list.browse.groups().is_empty());
    }
}

#[test]
fn a_window_that_is_too_small_gets_a_sentence_and_every_size_is_drawn() {
    let mut reader = Reader::open(setup(Lang::Zh), (19, 6));
    insta::assert_snapshot!("too_small_19x6", reader.screen());
    for width in 0..60 {
        for height in 0..12 {
            reader.resize(width, height);
        }
    }
}

#[test]
fn pick_marks_and_chooses() {
    let pick = compshare_tui::face::app::Setup { pick: true, ..setup(Lang::En) };
    let mut reader = Reader::open(pick, WIDE);
    reader.keys("Space Space j");
    insta::assert_snapshot!("pick_140x40", reader.screen());
    let marked = reader.state.list.marked.clone();
    assert_eq!(marked.len(), 2);
    reader.keys("Enter");
    assert_eq!(reader.effects.last(), Some(&Effect::Quit { chosen: marked }));
}

#[test]
fn a_missing_readme_is_fetched_once_the_selection_rests_and_kept() {
    let mut reader = Reader::closed(setup(Lang::En), WIDE);
    reader.lean = true;
    reader.event(Event::Started);
    reader.calm();
    assert!(reader.state.measured.readme.is_some(), "the Readme came by a request of its own");
    reader.offline = true;
    reader.event(Event::Key("j".parse().unwrap()));
    reader.event(Event::Key("j".parse().unwrap()));
    assert_eq!(reader.held.len(), 0, "nothing is fetched while the selection moves");
    reader.calm();
    assert_eq!(reader.held.len(), 1);
    assert!(reader.screen().contains("Fetching the Readme"), "{}", reader.screen());
    reader.keys("k k");
    assert!(reader.state.measured.readme.is_some(), "a Readme that came is kept");
}

#[test]
fn an_unfinished_sequence_shows_what_may_follow() {
    let own = [("copy-id", "g y"), ("first", "g g")];
    let own = own.map(|(id, keys)| (id.to_owned(), vec![keys.to_owned()])).into_iter().collect();
    let keymap = compshare_tui::face::app::Keymap::with_overrides(&own).unwrap();
    let mut reader = Reader::open(compshare_tui::face::app::Setup { keymap, ..setup(Lang::En) }, CLASSIC);
    reader.keys("j g");
    insta::assert_snapshot!("which_key_80x24", reader.screen());
    reader.keys("g");
    assert_eq!((reader.state.list.selected_row(), reader.state.pressed.len()), (Some(0), 0));
    reader.keys("g Esc j");
    assert_eq!(reader.state.list.selected_row(), Some(1), "Esc ends a sequence and does nothing else");
}

#[test]
fn the_language_changes_while_running() {
    let mut reader = english(CLASSIC);
    reader.keys("L");
    assert!(reader.screen().contains("镜像"), "{}", reader.screen());
    reader.keys("L");
    assert!(reader.screen().contains("Images"), "{}", reader.screen());
}

#[test]
fn without_a_browser_the_link_is_shown_and_copied() {
    let mut reader = english(WIDE);
    reader.keys("w");
    let Some(Effect::OpenUrl { url }) = reader.effects.pop() else { panic!("{:?}", reader.effects) };
    assert!(url.starts_with("https://www.compshare.cn/images/demo"), "{url}");
    reader.event(Event::Opened { url: url.clone(), opened: false });
    assert_eq!(reader.effects.last(), Some(&Effect::Copy { kind: CopyKind::WebLink, text: url.clone() }));
    assert!(reader.screen().contains(&url), "{}", reader.screen());
}

#[test]
fn an_odd_id_is_not_copied_and_the_reader_is_told() {
    let mut reader = english(WIDE);
    let odd = Page {
        groups: vec![Arc::new(Group {
            group_id: GroupId::new("g"),
            data: vec![Version { comp_share_image_id: ImageId::new("x;reboot"), ..Version::default() }],
            ..Group::default()
        })],
        ..Page::default()
    };
    reader.offline = true;
    reader.keys("1");
    let Some(Effect::Ask { ticket, what: Request::Page { .. } }) = reader.held.pop_back() else {
        panic!("nothing was asked for")
    };
    reader.event(Event::Answered { ticket, reply: Reply::Page(Ok(odd)) });
    reader.keys("y");
    assert_eq!(reader.effects, []);
    assert!(reader.screen().contains("Not copied"), "{}", reader.screen());
    reader.keys("Y");
    assert!(reader.screen().contains("Nothing matches"), "{}", reader.screen());
}

fn mouse(reader: &mut Reader, kind: MouseKind, spot: impl Fn(&Spot) -> bool) {
    let (area, _) =
        reader.state.measured.spots.iter().rev().find(|(_, at)| spot(at)).expect("it is on screen").clone();
    reader.event(Event::Mouse(Mouse { kind, x: area.x, y: area.y }));
    reader.calm();
}

#[test]
fn the_mouse_does_nothing_until_it_is_switched_on() {
    let mut reader = english(WIDE);
    let third = reader.state.list.browse.groups()[2].group_id.clone();
    mouse(&mut reader, MouseKind::Click, |spot| *spot == Spot::Group(third.clone()));
    assert_eq!(reader.state.list.selected_row(), Some(0));
    reader.keys("C-t");
    mouse(&mut reader, MouseKind::Click, |spot| *spot == Spot::Group(third.clone()));
    assert_eq!(reader.state.list.selected_row(), Some(2));
}

#[test]
fn clicks_do_what_the_keys_there_do() {
    let mut with_mouse = setup(Lang::En);
    with_mouse.prefs.mouse = true;
    let mut reader = Reader::open(with_mouse, WIDE);
    mouse(&mut reader, MouseKind::Click, |spot| *spot == Spot::Filter(FilterItem::Toggle(Toggle::Free)));
    assert!(reader.state.query().toggles.is_on(Toggle::Free));
    mouse(&mut reader, MouseKind::Click, |spot| *spot == Spot::Command(Command::Help));
    assert!(reader.state.popup.is_some());
    mouse(&mut reader, MouseKind::ScrollDown, |spot| matches!(spot, Spot::Choice(_)));
    assert_eq!(reader.state.popup.as_ref().map(|picker| picker.cursor), Some(1));
    reader.keys("Esc");
    mouse(&mut reader, MouseKind::ScrollDown, |spot| *spot == Spot::Pane(Focus::Detail));
    assert_eq!(reader.state.detail_top(), 3);
    mouse(&mut reader, MouseKind::ScrollDown, |spot| *spot == Spot::Pane(Focus::List));
    assert_eq!(reader.state.list.selected_row(), Some(1));
    mouse(&mut reader, MouseKind::Click, |spot| *spot == Spot::Command(Command::CopyId));
    assert!(matches!(reader.effects.last(), Some(Effect::Copy { kind: CopyKind::ImageId, .. })));
    mouse(&mut reader, MouseKind::Click, |spot| matches!(spot, Spot::Version(_)));
    let shown = reader.state.detail_version().unwrap().1.comp_share_image_id.clone();
    let group = reader.state.detail_group().unwrap();
    assert_eq!(group.data.last().map(|version| &version.comp_share_image_id), Some(&shown));
}

#[test]
fn every_theme_fills_every_role() {
    let mut all = vec![theme::terminal(None), theme::mono()];
    all.extend(theme::names().filter_map(theme::built_in));
    for theme in all {
        let mut table = format!("base: {:?}\n", theme.base);
        for role in theme::Role::ALL {
            writeln!(table, "{:16} {:?}", role.name(), theme.style(*role)).unwrap();
        }
        insta::assert_snapshot!(format!("theme_{}", theme.name), table);
    }
}

#[test]
fn a_theme_is_worn_while_the_cursor_stands_on_it() {
    let mut reader = english(WIDE);
    reader.keys(": \"theme\" Enter j Enter");
    assert_eq!(reader.state.prefs.theme, "mono");
}

#[test]
fn whoever_searches_sees_the_field_whatever_had_the_window() {
    for size in [WIDE, MEDIUM, NARROW] {
        let mut reader = english(size);
        reader.keys("Enter z f / \"comf\"");
        assert!(reader.caret().is_some(), "{size:?}");
        assert!(reader.screen().lines().any(|line| line.contains("/ comf")), "{}", reader.screen());
    }
}

#[test]
fn a_click_on_the_search_field_searches_the_list_whatever_has_the_focus() {
    let mut with_mouse = setup(Lang::En);
    with_mouse.prefs.mouse = true;
    let mut reader = Reader::open(with_mouse, MEDIUM);
    reader.keys("Enter");
    assert_eq!(reader.state.focus, Focus::Detail);
    mouse(&mut reader, MouseKind::Click, |spot| *spot == Spot::Command(Command::Search));
    assert_eq!(reader.state.focus, Focus::Search);
}

#[test]
fn the_list_is_scrolled_as_it_was_after_the_detail_had_the_window() {
    for (size, there, back) in [(MEDIUM, "z", "z"), (NARROW, "Enter", "h")] {
        let mut reader =
            Reader::open(compshare_tui::face::app::Setup { page_size: Some(60), ..setup(Lang::En) }, size);
        reader.keys("G C-u k k k");
        let before = reader.screen();
        reader.keys(there).keys(back);
        assert_eq!(reader.screen(), before, "{size:?}");
    }
}

#[test]
fn the_wheel_scrolls_the_sidebar() {
    let mut with_mouse = setup(Lang::En);
    with_mouse.prefs.mouse = true;
    let mut reader = Reader::open(with_mouse, (140, 24));
    let first = |reader: &Reader| {
        let spots = reader.state.measured.spots.iter();
        spots
            .filter_map(|(_, spot)| match spot {
                Spot::Filter(item @ (FilterItem::Toggle(_) | FilterItem::Sort(_) | FilterItem::Tag(_))) => {
                    Some(item.clone())
                }
                _ => None,
            })
            .next()
    };
    let at_top = first(&reader);
    let over = |spot: &Spot| *spot == Spot::Pane(Focus::Filters);
    mouse(&mut reader, MouseKind::ScrollDown, over);
    mouse(&mut reader, MouseKind::ScrollDown, over);
    assert_ne!(first(&reader), at_top);
    assert_eq!(reader.state.focus, Focus::List, "the wheel takes no focus");
    for _ in 0..3 {
        mouse(&mut reader, MouseKind::ScrollUp, over);
    }
    assert_eq!(first(&reader), at_top);
}

#[test]
fn a_popups_field_scrolls_with_its_caret() {
    let mut reader = english((40, 12));
    reader.keys(": \"abcdefghijklmnopqrstuvwxyz-0123456789\"");
    assert!(reader.screen().contains("0123456789"), "{}", reader.screen());
    let (x, y) = reader.caret().unwrap();
    assert_eq!(reader.buffer()[(x - 1, y)].symbol(), "9");
}

#[test]
fn a_readme_that_is_too_long_says_at_its_end_that_it_was_cut() {
    let group = |id: &str, characters: usize| {
        json!({"GroupId": id, "ImageName": id, "Data": [
            {"CompShareImageId": format!("compshareImage-{id}"), "Readme": "字".repeat(characters)}
        ]})
    };
    for (characters, cut) in [(256 * 1024, false), (256 * 1024 + 1, true), (400_000, true)] {
        let catalogue = Catalogue::of(&json!([group("one", characters)]));
        let mut reader = Reader::browsing(catalogue, setup(Lang::En), MEDIUM);
        reader.keys("Enter z G");
        assert_eq!(reader.screen().contains("262144"), cut, "{characters}: {}", reader.screen());
    }
}

/// A block of more than a thousand rows, of which each is a place of its own.
#[test]
fn a_very_long_paragraph_is_scrolled_by_single_rows() {
    let readme = "字".repeat(200_000);
    let version = json!({"CompShareImageId": "compshareImage-one", "Readme": readme});
    let catalogue = Catalogue::of(&json!([{"GroupId": "one", "Data": [version]}]));
    let mut reader = Reader::browsing(catalogue, setup(Lang::En), MEDIUM);
    reader.keys("Enter z C-d C-d");
    for _ in 0..50 {
        let before = reader.state.detail_top();
        reader.keys("j");
        assert_eq!(reader.state.detail_top(), before + 1);
    }
    reader.keys("G");
    assert!(reader.screen().contains("100%"), "{}", reader.screen());
}
