//! Text that attacks: shapes that stall renderers, escapes, links that lie.

use super::rules::{check, document, rows};
use super::shapes::shapes;
use compshare_tui::face::readme::LayoutOptions;
use compshare_tui::face::text::CleanText;

#[test]
fn every_shape_comes_back_within_the_rules() {
    for (name, source) in shapes() {
        let document = document(&source);
        for width in [40, 100] {
            let rows = document.layout(&LayoutOptions { width, ..LayoutOptions::default() });
            let wide =
                rows.rows.iter().find(|row| compshare_tui::face::text::width(&row.text) > usize::from(width));
            assert!(wide.is_none(), "{name}: {wide:?}");
        }
    }
}

#[test]
fn a_source_that_is_too_long_is_cut_with_a_note() {
    let document = compshare_tui::face::readme::parse(&"字".repeat(1000), 100);
    let rows = document.layout(&LayoutOptions { width: 80, ..LayoutOptions::default() });
    let last = rows.rows.last().unwrap();
    assert_eq!(last.text, "This Readme is too long: only its first 100 characters are shown.");
    let shown: usize = rows.rows.iter().map(|row| row.text.matches('字').count()).sum();
    assert_eq!(shown, 100);
}

#[test]
fn nothing_that_steers_a_terminal_gets_through() {
    let evil = "\u{1b}]0;x\u{7}\u{9b}31m\u{202E}\u{200B}\u{2066}\u{E0041}&#27;[31m&#x9b;&#8238;";
    let source = format!(
        "# {evil}\n\n{evil} `{evil}` [{evil}](https://e.example/{evil}) ![{evil}](x)\n\n```{evil}\n{evil}\n```\n\n\
         | {evil} |\n|--|\n| {evil} |\n\n<p title=\"{evil}\"><img alt=\"{evil}\" src=\"{evil}\">{evil}</p>\n\n\
         <iframe src=\"//player.bilibili.com/?bvid={evil}\"></iframe>\n\n[^{evil}]\n\n[^{evil}]: {evil}\n\n- [ ] {evil}"
    );
    check(&source, &[40, 80]);
    let rows = rows(&source, 80);
    let clean = |text: &str| assert_eq!(CleanText::block(text, usize::MAX).as_str(), text);
    rows.headings.iter().for_each(|heading| clean(&heading.text));
    rows.code_blocks.iter().for_each(|block| {
        clean(&block.text);
        clean(&block.language);
    });
    rows.links.iter().for_each(|link| {
        clean(&link.text);
        clean(&link.target);
        assert!(!link.openable, "{link:?}");
    });
}

#[test]
fn an_escaped_entity_stays_text() {
    assert_eq!(rows("&amp;#27; <b>&amp;#27;</b>\n\n<p>&amp;#27;</p>", 40).rows[0].text, "&#27; &#27;");
}

#[test]
fn a_mail_address_is_shown_as_a_link_and_never_openable() {
    let rows = rows("me@a.example <you@b.example> [她@c.example](mailto:he@d.example)", 80);
    assert_eq!(rows.rows[0].text, "me@a.example you@b.example 她@c.example (he@d.example)");
    let links: Vec<(&str, bool)> =
        rows.links.iter().map(|link| (link.target.as_str(), link.openable)).collect();
    assert_eq!(
        links,
        [("mailto:me@a.example", false), ("mailto:you@b.example", false), ("mailto:he@d.example", false)]
    );
}

#[test]
fn a_link_that_lies_shows_where_it_leads() {
    let rows = rows("[https://good.example](https://evil.example/x) [点我](javascript:alert(1))", 80);
    assert_eq!(rows.rows[0].text, "https://good.example (evil.example) 点我");
    let openable: Vec<bool> = rows.links.iter().map(|link| link.openable).collect();
    assert_eq!(openable, [true, false]);
}
