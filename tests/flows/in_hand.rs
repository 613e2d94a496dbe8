//! With the whole catalogue in hand: counts, searching at every key, completion, compare, and a network that goes.

use std::time::Duration;

use compshare_tui::face::app::{Effect, Event, FilterItem, Request, Setup, Source};
use compshare_tui::face::i18n::Lang;

use crate::reader::Reader;
use crate::stage::setup;

/// How the program is started where it keeps the catalogue in hand.
pub(crate) fn keeping(lang: Lang) -> Setup {
    let mut setup = setup(lang);
    setup.keeps_catalogue = true;
    setup.sync_after = Some(Duration::from_secs(3600));
    setup
}

fn reader(size: (u16, u16)) -> Reader {
    Reader::open(keeping(Lang::En), size)
}

fn names(reader: &Reader) -> Vec<String> {
    reader.state.list.browse.groups().iter().map(|group| group.title().to_string()).collect()
}

#[test]
fn the_first_screens_in_both_languages() {
    for (lang, language) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(140, 40), (100, 30), (80, 24), (40, 12)] {
            let name = |what: &str| format!("in_hand_{what}_{language}_{}x{}", size.0, size.1);
            let mut reader = Reader::open(keeping(lang), size);
            insta::assert_snapshot!(name("first"), reader.screen());
            reader.keys("/ \"wst\"");
            insta::assert_snapshot!(name("typing"), reader.screen());
            reader.keys("C-u \"gpu:\"");
            insta::assert_snapshot!(name("proposals"), reader.screen());
            reader.keys("C-u \"price:abc\"");
            insta::assert_snapshot!(name("wrong"), reader.screen());
            reader.keys("Enter f G");
            insta::assert_snapshot!(name("filters"), reader.screen());
        }
    }
}

#[test]
fn the_list_follows_every_key_without_a_question_to_the_service() {
    let mut reader = reader((140, 40));
    reader.keys("/");
    assert!(reader.screen().contains("tag: gpu: price:"), "{}", reader.screen());
    for c in "gongzuoliu".chars() {
        reader.event(Event::Key(compshare_tui::face::app::Chord::char(c)));
        assert_eq!(reader.state.list.browse.shown().source, Source::Local);
        assert_eq!(reader.state.query().fuzzy.as_str(), reader.state.sidebar.search.value());
    }
    assert!(names(&reader)[0].contains("工作流"), "{:?}", names(&reader));
    let screen = reader.screen();
    assert!(screen.contains("relevance") && screen.contains("◌ local · 2h"), "{screen}");
    reader.keys("Esc U");
    assert_eq!(reader.state.query().search_text(), "", "what was typed in one go is taken back at once");
}

#[test]
fn a_word_only_a_readme_has_is_shown_and_opened_at_its_place() {
    let mut reader = reader((140, 40));
    reader.keys("/ \"loopback\" Enter");
    reader.keys("X / \"text:pip\" Enter d");
    let screen = reader.screen();
    assert!(screen.to_lowercase().contains("pip"), "{screen}");
    reader.keys("Enter");
    let find = reader.state.detail.find.as_ref().unwrap();
    assert_eq!(find.needle.to_lowercase(), "pip");
    assert!(!reader.state.measured.found.is_empty());
    let screen = reader.screen();
    assert!(screen.contains("1/"), "{screen}");
}

#[test]
fn facets_switch_conditions_that_stand_in_the_search_field() {
    let mut reader = reader((140, 40));
    let all = reader.state.list.browse.shown().total.unwrap();
    reader.keys("f");
    let goes_to = |reader: &mut Reader, what: &str| {
        for _ in 0..80 {
            if format!("{:?}", reader.state.sidebar.cursor).contains(what) {
                return;
            }
            reader.keys("j");
        }
        panic!("{what}: {}", reader.screen());
    };
    goes_to(&mut reader, "\"A100\"");
    let FilterItem::Facet(_, test) = reader.state.sidebar.cursor.clone() else { panic!() };
    let count = reader.state.local.facets.count(&test).unwrap();
    reader.keys("Space");
    assert_eq!(reader.state.list.browse.shown().total, Some(count as u64));
    assert_eq!(reader.state.sidebar.search.value(), "gpu:A100");
    goes_to(&mut reader, "\"4090\"");
    reader.keys("Space");
    assert_eq!(reader.state.sidebar.search.value(), "gpu:A100|4090");
    reader.keys("x");
    assert_eq!(reader.state.sidebar.search.value(), "gpu:A100");
    reader.keys("X");
    assert_eq!(reader.state.list.browse.shown().total, Some(all));
}

#[test]
fn tab_goes_through_keys_and_values_and_leaves_where_there_are_none() {
    let mut reader = reader((140, 40));
    reader.keys("/ \"ta\" Tab");
    assert_eq!(reader.state.sidebar.search.value(), "tag:");
    reader.keys("Tab Tab S-Tab");
    let first = reader.state.sidebar.search.value().to_owned();
    assert!(first.len() > "tag:".len(), "{first}");
    assert_eq!(reader.state.query().conditions.len(), 1);
    reader.keys("Tab");
    assert_ne!(reader.state.sidebar.search.value(), first);
    reader.keys("C-u \"zzzz\" Tab");
    assert_eq!(format!("{:?}", reader.state.focus), "Filters");
}

#[test]
fn without_a_network_what_is_in_hand_is_offered() {
    let mut reader = reader((140, 40));
    reader.fault =
        Some(compshare_tui::face::catalogue::Fault::new(compshare_tui::face::catalogue::FaultKind::Dns));
    reader.keys("1");
    let screen = reader.screen();
    assert!(screen.contains("could not be found") && screen.contains("v local catalogue"), "{screen}");
    assert!(!names(&reader).is_empty());
    reader.keys("v");
    let screen = reader.screen();
    assert!(!screen.contains("could not be found"), "{screen}");
    assert!(screen.contains("◌ local"), "{screen}");
    reader.keys("n");
    assert_eq!(reader.state.list.browse.page(), 1);
}

#[test]
fn conditions_without_a_catalogue_in_hand_are_refused_with_the_remedy() {
    let mut reader = Reader::open(setup(Lang::En), (140, 40));
    let before = names(&reader);
    reader.keys("/ \"gpu:4090\" Enter");
    let screen = reader.screen();
    assert!(screen.contains("compshare-tui sync"), "{screen}");
    assert_eq!(names(&reader), before, "what was on screen stays");
}

#[test]
fn a_sync_by_hand_tells_what_it_brought() {
    let mut reader = reader((140, 40));
    reader.effects.clear();
    reader.offline = true;
    reader.keys(": \"whole\" Enter");
    let asks = reader.held.iter().filter(|it| matches!(it, Effect::Ask { what: Request::Sync, .. })).count();
    assert_eq!(asks, 1);
    assert!(reader.screen().contains("syncing"), "{}", reader.screen());
    reader.offline = false;
    reader.online();
    assert!(reader.screen().contains("130 images in hand"), "{}", reader.screen());
}

/// The first cell of each row of the tables under a page's headings, by table.
fn examples(page: &str) -> Vec<Vec<String>> {
    let mut tables: Vec<Vec<String>> = vec![];
    let mut in_table = false;
    for line in page.lines() {
        let cell = line.strip_prefix("| `").and_then(|rest| rest.split_once("` |"));
        if let Some((typed, _)) = cell {
            tables.last_mut().unwrap().push(typed.replace("\\|", "|"));
        } else if line.starts_with('|') && !in_table {
            tables.push(vec![]);
        }
        in_table = line.starts_with('|');
    }
    tables
}

#[test]
fn every_example_of_the_documentation_does_what_it_says() {
    let pages = [include_str!("../../docs/search.md"), include_str!("../../docs/search.zh-CN.md")];
    let [english, chinese] = pages.map(examples);
    assert_eq!(english, chinese, "both languages have the same examples");
    let [words, conditions, wrong] = &english[..] else { panic!("{english:?}") };
    assert!(words.len() >= 8 && conditions.len() >= 15 && wrong.len() >= 3);
    let mut reader = reader((140, 40));
    let all = reader.state.list.browse.shown().total;
    for typed in words.iter().chain(conditions).chain(wrong) {
        reader.keys(&format!("X / \"{}\"", typed.replace(' ', "\" Space \"")));
        reader.keys("Esc");
        assert_eq!(reader.state.sidebar.search.value(), typed);
        let found = reader.state.list.browse.shown().total;
        reader.keys("/");
        if wrong.contains(typed) {
            assert!(reader.screen().lines().last().unwrap().contains(&format!("✗ {typed}:")), "{typed}");
            assert_eq!(found, all, "{typed}");
        } else {
            assert!(!reader.screen().contains('✗'), "{typed}: {}", reader.screen());
            assert!(found > Some(0) && found < all, "{typed}: {found:?} of {all:?}");
        }
        reader.keys("Esc");
    }
}

/// What a search finds first in the bundled catalogue.
#[test]
fn what_stands_first() {
    let mut reader = reader((140, 40));
    for (typed, first) in [
        ("comfyui", "ComfyUI"),
        ("ollama", "Ollama"),
        ("sovits", "GPT-SoVITS"),
        ("shengyinkelong", "GPT-SoVITS"),
        ("sykl", "GPT-SoVITS"),
        ("声音克隆", "GPT-SoVITS"),
        ("vllm", "vLLM"),
        ("kohya", "kohya"),
        ("llamafactory", "LLaMA-Factory"),
        ("whisper", "Whisper"),
        ("wst", "Z-Image"),
        ("文生图", "Z-Image"),
        ("pytorch", "PyTorch"),
        ("dify", "Dify"),
        ("shuziren", "HeyGem"),
    ] {
        reader.keys(&format!("X / \"{typed}\" Enter"));
        let names = names(&reader);
        assert!(names.first().is_some_and(|name| name.contains(first)), "{typed}: {names:?}");
    }
}

#[test]
fn statistics_are_bars_that_open_their_filter() {
    for (lang, language) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        let mut reader = Reader::open(keeping(lang), (100, 30));
        reader.keys(": \"stats\" Enter");
        insta::assert_snapshot!(format!("statistics_{language}"), reader.screen());
        reader.keys("j Enter");
        assert_eq!(reader.state.query().tags.len(), 1);
        reader.keys(": \"stats\" Enter G");
        let screen = reader.screen();
        reader.keys("Enter");
        assert!(reader.state.sidebar.search.value().starts_with("month:"), "{screen}");
        assert!(reader.state.list.browse.shown().total > Some(0));
    }
}

#[test]
fn marked_images_stand_side_by_side_and_are_copied_as_markdown() {
    for (lang, language) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(140, 40), (80, 24)] {
            let mut reader = Reader::open(keeping(lang), size);
            reader.keys("=");
            assert!(reader.state.popup.is_none(), "nothing is marked: that is told");
            reader.lean = true;
            reader.keys("Space j Space n Space =");
            insta::assert_snapshot!(format!("compare_{language}_{}x{}", size.0, size.1), reader.screen());
            assert_eq!(reader.state.list.marked.len(), 3, "one of them stands on another page");
            reader.keys("Enter");
            let copied = reader.effects.iter().find_map(|effect| match effect {
                Effect::Copy { text, .. } => Some(text.clone()),
                _ => None,
            });
            let copied = copied.unwrap();
            assert!(copied.starts_with("|  | ComfyUI"), "{copied}");
            assert!(copied.lines().next().unwrap().matches('|').count() == 5, "{copied}");
            assert!(copied.contains("```diff"), "the Readmes came: {copied}");
        }
    }
}

#[test]
fn bookmarks_with_notes_filters_with_names_and_what_was_looked_at() {
    let mut reader = reader((140, 40));
    reader.keys("j b");
    assert!(reader.screen().lines().any(|line| line.contains('★')), "{}", reader.screen());
    reader.keys("B \"good\" Space \"one\" Enter");
    assert!(reader.screen().contains("★ good one"), "{}", reader.screen());
    reader.keys("k Enter h H");
    assert!(reader.screen().contains("Images looked at"), "{}", reader.screen());
    reader.keys("Enter");
    assert_eq!(reader.state.list.browse.groups().len(), 1, "{}", reader.screen());
    reader.keys("X 1 / \"gpu:H20\" Enter : \"save\" Enter \"big\" Space \"free\" Enter");
    let saved = reader.state.query().clone();
    assert_eq!(reader.state.yours.filters.len(), 1);
    reader.keys("X F");
    insta::assert_snapshot!("saved_filters_en", reader.screen());
    reader.keys("Enter");
    assert_eq!(*reader.state.query(), saved);
    reader.keys("X : \"big\" Enter");
    assert_eq!(*reader.state.query(), saved, "the palette knows them too");
    reader.keys("F x Esc j b");
    assert!(reader.state.yours.filters.is_empty());
    let changes = reader.effects.iter().filter(|effect| matches!(effect, Effect::Amend(_))).count();
    assert!(changes >= 5, "{changes}");
}
