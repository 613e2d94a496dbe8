//! Shapes that stall or crash renderers, for the tests and the benchmark. How fast each comes back, the benchmark
//! tells; one that took quadratic time would not come back at all.

/// Each shape with its name.
pub(crate) fn shapes() -> Vec<(&'static str, String)> {
    vec![
        ("open brackets", "[".repeat(200_000)),
        ("open images", "![".repeat(100_000)),
        ("emphasis", "*a **a ".repeat(30_000)),
        ("emphasis beside Chinese", "**，中".repeat(30_000)),
        ("delimiters", "*_~".repeat(60_000)),
        ("unclosed attributes", "<a b='".repeat(30_000)),
        ("unclosed tags in a block", format!("<div>{}", "<a ".repeat(60_000))),
        ("unclosed comments", "<!-- ".repeat(40_000)),
        ("deep quotes", ">".repeat(50_000)),
        ("deep lists", (0..500).map(|i| format!("{}- x\n", "  ".repeat(i))).collect()),
        ("deep list on a line", "- ".repeat(50_000)),
        ("deep elements", "<div>".repeat(50_000) + &"<b>".repeat(50_000) + &"</i>".repeat(50_000)),
        ("deep tables", "<table><tr><td>".repeat(10_000)),
        ("deep cells of lists", "<table><tr><td><ul><li><blockquote>".repeat(2_000) + "x"),
        (
            "a wide table",
            format!("|{}\n|{}\n|{}", "a|".repeat(60_000), "-|".repeat(60_000), "b|".repeat(60_000)),
        ),
        ("a long table", "| a | b |\n|--|--|\n".to_owned() + &"| 一二三 | <br> |\n".repeat(10_000)),
        ("footnotes", (0..20_000).map(|i| format!("[^{i}]\n\n[^{i}]: x\n\n")).collect()),
        ("a Chinese line", "中文，".repeat(110_000)),
        ("combining marks", format!("e{}", "\u{301}".repeat(200_000))),
        ("marks by entity", "e".to_owned() + &"&#x301;".repeat(50_000)),
        ("addresses", "https://a.b/".repeat(20_000)),
        ("addresses in lines", "see http://a.b/c ".repeat(15_000)),
        ("addresses behind gaps", "x https://a-host-of-some-length.example/ ".repeat(6_000)),
        ("mail addresses", "a@b.cc ".repeat(30_000)),
        ("at signs", "a@".repeat(100_000)),
        ("names of emoji", ":tada::".repeat(30_000)),
        ("front matter without an end", "---\n".to_owned() + &"a: b\n".repeat(40_000)),
        ("entities", "&#27;&amp;#27;&lt;".repeat(15_000)),
        ("hard breaks", "<br>".repeat(60_000)),
        ("spans over columns", "<table>".to_owned() + &"<tr><td colspan=999999>x".repeat(5_000)),
        (
            "spans over rows",
            format!("<table><tr>{}{}", "<td rowspan=99999>x".repeat(64), "<tr><td>y".repeat(20_000)),
        ),
        ("backticks", (1..600).map(|i| "`".repeat(i) + " ").collect()),
        ("a long code line", format!("```\n{}\n```", "x".repeat(1_000_000))),
        ("joined emoji", "👨\u{200D}".repeat(50_000)),
        ("spaces in code", format!("`a{}b`", " ".repeat(500_000))),
        ("dollar signs", "$a ".repeat(60_000)),
    ]
}
