//! Chinese typesetting over many widths: kinsoku, full lines, nothing too wide.

use compshare_tui::face::readme::wrap;
use compshare_tui::face::text::width;

use super::rules::check;
use proptest::prelude::*;

const PROSE: &str = "在云端部署大语言模型时，用户往往需要选择合适的镜像；镜像内预装了驱动、CUDA、PyTorch等依赖，\
    “开箱即用”是其最大的优点。然而，不同镜像（例如：ComfyUI、SD-WebUI、LLaMA-Factory）的启动方式、端口与账号各不相同！\
    请在使用之前仔细阅读《使用说明》，以免造成不必要的损失……若端口【8188】无法访问，请检查防火墙？“如果”仍有问题，\
    可以在群里提问：群号「12345」。";

/// May not begin a line.
const CLOSING: &str = "，。、；：？！）】》」』”’…";
/// May not end a line.
const OPENING: &str = "（【《「『“‘";

fn prose() -> String {
    let mut text = String::new();
    // Shifted by a character each time, so that every place of the text meets every edge.
    for i in 0..40 {
        text.push_str(&"文".repeat(i % 7 + 1));
        text.push_str(PROSE);
    }
    text
}

#[test]
fn no_line_begins_or_ends_with_punctuation_that_may_not() {
    let text = prose();
    for cells in 40..=120 {
        let lines = wrap(&text, cells);
        let begins = |line: &String| line.chars().next().is_some_and(|c| CLOSING.contains(c));
        let ends = |line: &String| line.chars().next_back().is_some_and(|c| OPENING.contains(c));
        let wrong: Vec<&String> = lines.iter().filter(|line| begins(line) || ends(line)).collect();
        assert!(wrong.is_empty(), "width {cells}: {wrong:?}");
    }
}

#[test]
fn lines_are_full() {
    let text = prose();
    let (mut used, mut offered) = (0, 0);
    for cells in 40..=120 {
        let lines = wrap(&text, cells);
        for line in &lines[..lines.len() - 1] {
            assert!(width(line) <= cells, "{line:?}");
            used += width(line);
            offered += cells;
        }
    }
    let fill = f64::from(u32::try_from(used).unwrap()) / f64::from(u32::try_from(offered).unwrap());
    assert!(fill >= 0.97, "lines are {fill:.3} full");
}

#[test]
fn wrapping_loses_nothing_but_spaces() {
    let text = prose();
    for cells in [1, 2, 3, 7, 40, 119] {
        assert_eq!(wrap(&text, cells).concat().replace(' ', ""), text.replace(' ', ""), "width {cells}");
    }
}

#[test]
fn every_width_from_nothing_on_is_served() {
    let source = include_str!("../samples/torture.md");
    let widths: Vec<u16> = (0..=60).chain([79, 80, 81, 119, 120, 121, 500, u16::MAX]).collect();
    check(source, &widths);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn kinsoku_holds_for_any_prose(
        words in prop::collection::vec(("[一-龥]{1,6}|[a-zA-Z]{1,9}|[0-9]{1,4}", "[，。；：？！、]|（|）|“|”|《|》|……| |"), 1..80),
        cells in 24_usize..120,
    ) {
        let text: String = words.into_iter().flat_map(|(word, sign)| [word, sign]).collect();
        let lines = wrap(text.trim(), cells);
        for pair in lines.windows(2) {
            prop_assert!(width(&pair[0]) <= cells);
            prop_assert!(!pair[1].starts_with(|c| "，。；：？！、）》…".contains(c)), "{:?} of {text:?}", pair[1]);
            prop_assert!(!pair[0].ends_with(['（', '《']), "{:?} of {text:?}", pair[0]);
        }
    }
}
