//! html2text as an oracle: the words a browser would show are the words we show.

use std::collections::VecDeque;

use super::rules::{rows, visible};

/// The visible text of some HTML by html2text, without its decoration.
fn reference(html: &str) -> String {
    let lines = html2text::from_read_with_decorator(
        html.as_bytes(),
        10_000,
        html2text::render::TrivialDecorator::new(),
    );
    lines.unwrap_or_default()
}

/// Characters to compare: letters and digits only, since layout owns blanks, and ornaments come and go.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(plain_digit).filter(|c| c.is_alphanumeric())
}

/// Raised and lowered digits as html2text has them.
fn plain_digit(c: char) -> char {
    let raised = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|r| r == c);
    let digit = raised.or_else(|| "₀₁₂₃₄₅₆₇₈₉".chars().position(|l| l == c));
    digit.and_then(|d| char::from_digit(u32::try_from(d).ok()?, 10)).unwrap_or(c)
}

/// Whether each letter of the reference HTML's text appears in order in what we show of `source`; else the rest
/// from the first that does not.
pub(crate) fn words_in_order(source: &str, html: &str) -> Result<(), String> {
    let shown = visible(&rows(source, 2_000));
    let mut shown: VecDeque<char> = letters(&shown).collect();
    let expected = reference(html);
    let mut missing = letters(&expected);
    while let Some(letter) = missing.next() {
        loop {
            match shown.pop_front() {
                Some(found) if found == letter => break,
                Some(_) => {}
                None => return Err(std::iter::once(letter).chain(missing).take(20).collect()),
            }
        }
    }
    Ok(())
}

/// The same text, no more and no less.
fn same(html: &str) {
    let ours: String = letters(&visible(&rows(html, 2_000))).collect();
    let theirs: String = letters(&reference(html)).collect();
    assert_eq!(ours, theirs, "{html}");
}

#[test]
fn html_as_people_write_it_shows_the_text_a_browser_shows() {
    for html in [
        "<p align=center>居中 <b>粗 <i>斜</b> 体</i></p>",
        "<ul><li>一<li>二<ul><li>三</ul></ul>四",
        "<table><tr><td>a<td>b<tr><td colspan=2>c</table>",
        "<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>乙</td></tr></tbody></table>",
        "<div><p>一<p>二<div>三</div></div>",
        "<dl><dt>词<dd>义<dt>词二<dd>义二</dl>",
        "<h1>标题<small>小</small></h1><hr><blockquote>引<br>用</blockquote>",
        "<p>H<sub>2</sub>O 与 x<sup>2</sup></p>",
        "a<script>alert('x')</script><style>p{}</style><!-- 注释 -->b",
        "<details><summary>点</summary>里面</details>",
        "<pre>一\n  二</pre><code>三</code><kbd>四</kbd>",
        "&amp;#27; &lt;b&gt; &copy; &#x4e2d; &nbsp;x",
        "<font color=red>红<span style='color:#00f'>蓝</font>紫</span>",
        "<center>中<p>段</center>后",
        "<p>未闭合 <b>粗 <a href='https://a.example'>链",
        "<section><article><header>头</header>身</article></section>",
    ] {
        same(html);
    }
}

#[test]
fn markdown_inside_html_and_html_inside_markdown_show_their_text() {
    for (source, html) in [
        (
            "<details><summary>点</summary>\n\n折叠的**内容**。\n\n- 一\n- 二\n\n</details>\n\n后",
            "点折叠的内容。一二后",
        ),
        ("<div align=center>\n\n# 标题\n\n[![徽章](x.svg)](https://a.example)\n\n</div>\n\n段", "标题徽章段"),
        ("| a | b |\n|--|--|\n| <img alt=图片 src=x> | <b>粗</b><br>行 |", "ab图片粗行"),
        ("- 一 <font color=red>红</font>\n- <b>二\n- 三", "一红二三"),
        ("> <p>引\n> 用\n\n外", "引用外"),
    ] {
        assert_eq!(words_in_order(source, html), Ok(()), "{source}");
    }
}
