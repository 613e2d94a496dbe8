//! What each construct becomes, as text.

use compshare_tui::face::i18n::Lang;
use compshare_tui::face::readme::{LayoutOptions, LinkKind, Rows, TextRole, Tint, parse};

use super::rules::rows;

fn drawn(source: &str, width: u16) -> String {
    text(&parse(source, 10_000).layout(&LayoutOptions { width, ascii: false, lang: Lang::Zh }))
}

fn ascii(source: &str, width: u16) -> String {
    text(&parse(source, 10_000).layout(&LayoutOptions { width, ascii: true, lang: Lang::En }))
}

fn text(rows: &Rows) -> String {
    rows.rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_six_levels_of_headings_differ_without_colour() {
    let drawn = drawn("# 一\n## 二\n### 三\n#### 四\n##### 五\n###### 六", 9);
    assert_eq!(drawn, "一\n━━━━━━━━━\n\n二\n─────────\n\n▌ 三\n\n▍ 四\n\n▎ 五\n\n▏ 六");
    assert_eq!(ascii("# a\n### b", 10), "a\n==========\n\n### b");
}

#[test]
fn lists_are_numbered_and_hang() {
    assert_eq!(
        drawn("9. 九的文字很长很长\n10. 十\n    - 点\n      - 圈\n    - [x] 成\n    - [ ] 未", 16),
        " 9. 九的文字很长\n    很长\n10. 十\n    • 点\n      ◦ 圈\n    ☑ 成\n    ☐ 未"
    );
    assert_eq!(drawn("- 一\n\n- 二", 20), "• 一\n\n• 二");
    assert_eq!(drawn("<ol start=3><li>三<li>四</ol>", 20), "3. 三\n4. 四");
    assert_eq!(drawn("<ul><li>一<ul><li>二</ul><li>三</ul>", 20), "• 一\n  ◦ 二\n• 三");
}

#[test]
fn quotes_and_alerts_have_bars() {
    assert_eq!(drawn("> 一\n>> 二", 20), "│ 一\n│\n│ │ 二");
    assert_eq!(drawn("> [!TIP]\n> 多看说明", 20), "┃ 提示\n┃ 多看说明");
    assert_eq!(ascii("> [!CAUTION]\n> x", 20), "! Caution\n! x");
}

#[test]
fn code_is_framed_and_long_lines_go_on_under_their_indent() {
    assert_eq!(
        drawn("```sh\n  echo one two three four\n```", 20),
        "┌ sh ──────────────┐\n│   echo one two   │\n│   ↪ three four   │\n└──────────────────┘"
    );
    assert_eq!(
        drawn("```sh\nx --to /some/where/else\n```", 24),
        "┌ sh ──────────────────┐\n│ x --to /some/where/  │\n│ ↪ else               │\n└──────────────────────┘"
    );
    assert_eq!(drawn("```\na\n```", 10), "a");
    assert_eq!(ascii("```\n├── a\n```", 14), "+------------+\n| |-- a      |\n+------------+");
}

#[test]
fn tables_fit_wrap_and_then_stack() {
    let source = "| 名 | 说明 |\n|---|--:|\n| a | 一二三四五六七八九十 |";
    assert_eq!(
        drawn(source, 40),
        "┌────┬──────────────────────┐\n│ 名 │                 说明 │\n├────┼──────────────────────┤\n│ a  │ 一二三四五六七八九十 │\n\
         └────┴──────────────────────┘"
    );
    assert_eq!(
        drawn(source, 20),
        "┌────┬─────────────┐\n│ 名 │        说明 │\n├────┼─────────────┤\n│ a  │  一二三四五 │\n│    │  六七八九十 │\n\
         └────┴─────────────┘"
    );
    assert_eq!(drawn(source, 14), "名：a\n说明：一二三\n  四五六七八九\n  十");
}

#[test]
fn cells_span_columns() {
    assert_eq!(
        drawn("<table><tr><th colspan=2>标题<tr><td>甲<td>乙</table>", 40),
        "┌─────────┐\n│ 标题    │\n├────┬────┤\n│ 甲 │ 乙 │\n└────┴────┘"
    );
}

#[test]
fn cells_span_rows() {
    let source = "<table><tr><th rowspan=2>型号<th colspan=2>配置<tr><th>显存<th>价格\
        <tr><td rowspan=2>甲<td>24<td>一<br>二<tr><td>48<td>三<tr><td>乙<td>80<td>四</table>";
    assert_eq!(
        drawn(source, 40),
        "┌──────┬─────────────┐\n│ 型号 │ 配置        │\n│      ├╌╌╌╌╌╌┬╌╌╌╌╌╌┤\n│      │ 显存 │ 价格 │\n\
         ├──────┼──────┼──────┤\n│ 甲   │ 24   │ 一   │\n│      │      │ 二   │\n│      ├╌╌╌╌╌╌┼╌╌╌╌╌╌┤\n\
         │      │ 48   │ 三   │\n├╌╌╌╌╌╌┼╌╌╌╌╌╌┼╌╌╌╌╌╌┤\n│ 乙   │ 80   │ 四   │\n└──────┴──────┴──────┘"
    );
    assert_eq!(
        drawn(source, 16),
        "┌──────┬─ 1/2 ┐\n│ 型号 │ 配置 │\n│      ├╌╌╌╌╌╌┤\n│      │ 显存 │\n├──────┼──────┤\n│ 甲   │ 24   │\n\
         │      ├╌╌╌╌╌╌┤\n│      │ 48   │\n├╌╌╌╌╌╌┼╌╌╌╌╌╌┤\n│ 乙   │ 80   │\n└──────┴──────┘\n\n\
         ┌──────┬─ 2/2 ┐\n│ 型号 │ 配置 │\n│      ├╌╌╌╌╌╌┤\n│      │ 价格 │\n├──────┼──────┤\n│ 甲   │ 一   │\n\
         │      │ 二   │\n│      ├╌╌╌╌╌╌┤\n│      │ 三   │\n├╌╌╌╌╌╌┼╌╌╌╌╌╌┤\n│ 乙   │ 四   │\n└──────┴──────┘"
    );
    assert_eq!(
        drawn(source, 14),
        "型号：甲\n配置 显存：\n  24\n配置 价格：\n  一\n  二\n╌╌╌╌╌╌╌╌╌╌╌╌╌╌\n型号：甲\n配置 显存：\n  48\n配置 价格：\n  三\n\
         ╌╌╌╌╌╌╌╌╌╌╌╌╌╌\n型号：乙\n配置 显存：\n  80\n配置 价格：\n  四"
    );
}

#[test]
fn a_cell_that_spans_more_than_there_is_does_no_harm() {
    let everywhere = "<td rowspan=99999 colspan=99999>";
    let source = format!("<table><tr>{everywhere}a<td>b<tr>{everywhere}c<tr><td>d</table>");
    assert_eq!(drawn(&source, 400).matches(['a', 'b', 'c', 'd']).count(), 4);
    let rows =
        format!("<table><tr>{}{}</table>", "<td rowspan=9999999>x".repeat(64), "<tr><td>y".repeat(20_000));
    assert_eq!(drawn(&rows[..10_000], 400).matches('x').count(), 64);
    let overlap = "<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<td>e</table>";
    assert_eq!(
        drawn(overlap, 40),
        "┌───┬───┬───┐\n│ a │ b │ c │\n├╌╌╌┤   ├╌╌╌┤\n│ d │   │ e │\n└───┴───┴───┘"
    );
}

#[test]
fn pictures_and_videos_are_named_and_lead_somewhere() {
    let source = "![截图](https://a.example/x.png) <img src='b/logo.png'>\n\n\
        <iframe src=\"//player.bilibili.com/player.html?bvid=BV1xx411c7mD\"></iframe>";
    assert_eq!(drawn(source, 60), "[图 截图] [图 logo.png]\n\n▶ bilibili BV1xx411c7mD");
    assert_eq!(ascii(source, 60), "[image 截图] [image logo.png]\n\n[video bilibili BV1xx411c7mD]");
    let links = rows(source, 60).links;
    let kinds: Vec<(LinkKind, &str, bool)> =
        links.iter().map(|link| (link.kind, link.target.as_str(), link.openable)).collect();
    assert_eq!(
        kinds,
        [
            (LinkKind::Image, "https://a.example/x.png", true),
            (LinkKind::Image, "b/logo.png", false),
            (LinkKind::Video, "https://www.bilibili.com/video/BV1xx411c7mD", true)
        ]
    );
}

#[test]
fn a_badge_leads_where_its_link_does() {
    let rows = rows("[![构建](https://a.example/b.svg)](https://ci.example)", 40);
    let links: Vec<&str> = rows.links.iter().map(|link| link.target.as_str()).collect();
    assert_eq!(links, ["https://a.example/b.svg", "https://ci.example"]);
    assert_eq!(rows.links[1].text, "构建");
    assert_eq!(rows.rows[0].spans[0].link, Some(1));
}

#[test]
fn details_definitions_footnotes_and_math() {
    assert_eq!(drawn("<details><summary>更多</summary>\n\n**里面**\n\n</details>", 20), "▾ 更多\n  里面");
    assert_eq!(drawn("词\n: 义", 20), "词\n    义");
    assert_eq!(
        drawn("甲[^b] 乙[^a]\n\n[^a]: 二\n[^b]: 一", 30),
        "甲[1] 乙[2]\n\n────────────────────\n[1] 一\n[2] 二"
    );
    assert_eq!(drawn("$E=mc^2$ 价 $5", 30), "$E=mc^2$ 价 $5");
}

#[test]
fn names_of_emoji_are_emoji_but_in_code() {
    assert_eq!(
        drawn("# :rocket: 题\n\n<b>:tada:</b> `:tada:` <code>:tada:</code> :+1: 0:100:0\n\n    :tada:", 40),
        "🚀 题\n━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━\n🎉 :tada: :tada: 👍 0:100:0\n\n\
         ┌──────────────────────────────────────┐\n│ :tada:                               │\n\
         └──────────────────────────────────────┘"
    );
    assert_eq!(rows("[:link: a](https://a.example)", 40).links[0].text, "🔗 a");
}

#[test]
fn front_matter_is_shown_below_all_else() {
    assert_eq!(
        drawn("---\nlicense: mit\n---\n# 题\n\n文[^1]\n\n[^1]: 注", 24),
        "题\n━━━━━━━━━━━━━━━━━━━━━━━━\n文[1]\n\n────────────────────\n[1] 注\n\n文首元数据\n\
         ┌ yaml ────────────────┐\n│ license: mit         │\n└──────────────────────┘"
    );
    assert_eq!(drawn("---\n\n文\n\n---", 4), "────\n\n文\n\n────");
}

#[test]
fn html_is_centred_coloured_and_closed_for_its_author() {
    assert_eq!(drawn("<p align=center>中<br>二</p>", 10), "    中\n    二");
    assert_eq!(drawn("<div align=\"right\">\n\n右\n\n</div>\n\n左", 10), "        右\n\n左");
    assert_eq!(drawn("H<sub>2</sub>O x<sup>2</sup> a<br/>b", 20), "H₂O x² a\nb");
    let rows = rows("<font color=red>红 <span style=\"color:#00f\">蓝</span></font> 无\n\n无", 40);
    let tints: Vec<_> = rows.rows[0].spans.iter().map(|span| span.style.tint).collect();
    assert_eq!(tints, [Some(Tint::Red), Some(Tint::Blue), None]);
    assert_eq!(rows.rows[2].spans[0].style.tint, None);
}

#[test]
fn misnested_tags_end_where_they_are_closed() {
    let rows = rows("<b>一<i>二</b>三</i>四", 40);
    let looks: Vec<(&str, bool, bool)> = rows.rows[0]
        .spans
        .iter()
        .map(|span| (&rows.rows[0].text[span.range.clone()], span.style.attrs.bold, span.style.attrs.italic))
        .collect();
    assert_eq!(looks, [("一", true, false), ("二", true, true), ("三", false, true), ("四", false, false)]);
}

#[test]
fn html_that_an_editor_indented_is_still_html() {
    assert_eq!(drawn("<div>\n\n    <p>一</p>\n\n    <p>二</p>\n\n</div>", 20), "一\n\n二");
    assert_eq!(
        drawn("段\n\n    <p>代码</p>", 20),
        "段\n\n┌──────────────────┐\n│ <p>代码</p>      │\n└──────────────────┘"
    );
}

#[test]
fn the_outline_names_each_heading_with_its_row() {
    let headings = rows("# A `b`\n\ntext\n\n<h3 align=center>C<br>d</h3>", 40).headings;
    let outline: Vec<(u8, &str, usize)> =
        headings.iter().map(|h| (h.level, h.text.as_str(), h.row)).collect();
    assert_eq!(outline, [(1, "A b", 0), (3, "C d", 4)]);
}

#[test]
fn code_blocks_are_given_as_they_should_be_copied() {
    let blocks = rows("```python title=x\nif a:\n\tb\n\n```\n\n<pre><code class='language-sh'>\nls &amp;&amp; x\n</code></pre>", 20)
        .code_blocks;
    let code: Vec<(&str, &str)> = blocks.iter().map(|b| (b.language.as_str(), b.text.as_str())).collect();
    assert_eq!(code, [("python", "if a:\n    b"), ("sh", "ls && x")]);
}

#[test]
fn ascii_draws_with_ascii() {
    let source = "# a\n## b\n### c\n- d\n  - e\n    - f\n> g\n\n> [!NOTE]\n> h\n\n```rs\ni\n```\n\n|j|k|\n|-|-|\n|l|“m” …|\n\n\
        ---\n\n<details><summary>n</summary>o</details>\n\n![p](q) [^1]\n\n[^1]: r → s";
    for width in [3, 12, 20, 60] {
        let drawn = ascii(source, width);
        assert!(drawn.is_ascii(), "{drawn}");
    }
}

#[test]
fn keys_and_marks_have_roles_of_their_own() {
    let rows = rows("<kbd>Ctrl</kbd> <mark>重</mark> `c` ~~删~~", 40);
    let roles: Vec<TextRole> = rows.rows[0].spans.iter().map(|span| span.style.role).collect();
    assert_eq!(
        roles,
        [
            TextRole::Key,
            TextRole::Text,
            TextRole::Mark,
            TextRole::Text,
            TextRole::Code,
            TextRole::Text,
            TextRole::Text
        ]
    );
}

#[test]
fn wide_tables_break_titles_and_then_part_their_columns() {
    let titles =
        "| 名 | 微调（Q-Lora）最小GPU用量 | 生成2048个token最小显存 |\n|---|---|---|\n| a | 5.8GB | ✅ |";
    assert_eq!(
        drawn(titles, 34),
        "┌────┬─────────────┬─────────────┐\n│ 名 │ 微调        │ 生成2048个  │\n\
         │    │ （Q-Lora）  │ token最小显 │\n│    │ 最小GPU用量 │ 存          │\n\
         ├────┼─────────────┼─────────────┤\n│ a  │ 5.8GB       │ ✅          │\n\
         └────┴─────────────┴─────────────┘"
    );
    let numbers = "| m | 一二三 | 四五六 | 七八九 |\n|---|---|---|---|\n| x | 1 | 2 | 3 |";
    assert_eq!(
        drawn(numbers, 24),
        "┌───┬────────┬─── 1/2 ┐\n│ m │ 一二三 │ 四五六 │\n├───┼────────┼────────┤\n│ x │ 1      │ 2      │\n\
         └───┴────────┴────────┘\n\n┌───┬─── 2/2 ┐\n│ m │ 七八九 │\n├───┼────────┤\n│ x │ 3      │\n└───┴────────┘"
    );
    assert!(ascii("| m | a<br>b |\n|---|---|\n| x | y |", 40).contains("| m | a |"));
}

#[test]
fn badges_are_chips_in_one_row() {
    let badge = |name: &str| format!("[![{name}](https://img.shields.io/{name}.svg)](https://x.org/{name})");
    let source = format!("{}{}\n{}", badge("PyPI"), badge("License"), badge("Stars"));
    let first = drawn(&source, 60);
    assert_eq!(first.lines().next(), Some("\u{a0}PyPI\u{a0} \u{a0}License\u{a0} \u{a0}Stars\u{a0}"));
    let low = "<a href=https://x.org><img alt=Demo height=20 src=https://x.org/a.png></a>";
    assert_eq!(drawn(low, 60).lines().next(), Some("\u{a0}Demo\u{a0}"));
    let picture = "[![Screen](https://x.org/a.png)](https://x.org)";
    assert_eq!(drawn(picture, 60).lines().next(), Some("[图 Screen]"));
}

#[test]
fn a_formula_of_several_lines_keeps_them() {
    for source in ["$$\na_1 \\\\ *b*\nx &= y | z\n$$", "```math\na_1 \\\\ *b*\nx &= y | z\n```"] {
        assert_eq!(
            drawn(source, 20),
            "┌ math ────────────┐\n│ a_1 \\\\ *b*       │\n│ x &= y | z       │\n└──────────────────┘"
        );
    }
    assert_eq!(drawn("$x_i * y_i * z$", 40), "$x_i * y_i * z$");
    let cell = "| f |\n|---|\n| $a_1 \\| b * c *$ |";
    assert!(drawn(cell, 40).contains("│ $a_1 | b * c *$ │"), "{}", drawn(cell, 40));
}

#[test]
fn lists_in_narrow_cells_keep_their_bullets() {
    let drawn = drawn("| a | b |\n|---|---|\n| x | <ul><li>一</li><li>二</li></ul> |", 40);
    assert!(drawn.contains("• 一") && drawn.contains("• 二"), "{drawn}");
}

#[test]
fn attributes_are_no_text() {
    assert_eq!(drawn("## 安装 {#install .x}", 6), "安装\n──────");
    assert!(drawn("~~~ {.python .numberLines}\na\n~~~", 20).starts_with("┌ python ─"));
    assert!(drawn("## 用法 {x}", 12).starts_with("用法"));
}
