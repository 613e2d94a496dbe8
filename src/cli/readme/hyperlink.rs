//! OSC 8: an address that is shown in full can be clicked as a whole, though it takes several rows.
//!
//! Only where what is shown, put together from the rows, is the target to the byte, so that no text can lie. See
//! `docs/adr/0007-hyperlinks-where-the-text-is-the-target.md`.

use crate::config::Environment;
use crate::readme::{Link, Row};

/// Terminals cut or refuse longer addresses.
const MOST_BYTES: usize = 2048;

/// Whether the terminal is one that passes over a hyperlink it does not know.
pub(super) fn is_understood(environment: &Environment) -> bool {
    match environment.get("TERM") {
        Some(term) => !matches!(term, "" | "dumb" | "linux"),
        None => cfg!(windows),
    }
}

/// For each link its target, where the rows show just that.
pub(super) fn targets<'a>(rows: &[Row], links: &'a [Link]) -> Vec<Option<&'a str>> {
    let mut shown = vec![String::new(); links.len()];
    for row in rows {
        for span in &row.spans {
            if let Some(shown) = span.link.and_then(|link| shown.get_mut(link)) {
                shown.push_str(&row.text[span.range.clone()]);
            }
        }
    }
    let target = |(link, shown): (&'a Link, String)| {
        (shown == link.target && link.openable && is_plain(&link.target)).then_some(link.target.as_str())
    };
    links.iter().zip(shown).map(target).collect()
}

/// Whether an address is all that it seems: `http` or `https`, visible ASCII, no user name in front of the host.
fn is_plain(target: &str) -> bool {
    let rest = target.strip_prefix("https://").or_else(|| target.strip_prefix("http://"));
    let Some(host) = rest.and_then(|rest| rest.split(['/', '?', '#']).next()) else { return false };
    !host.contains('@') && target.len() <= MOST_BYTES && target.bytes().all(|b| b.is_ascii_graphic())
}

/// `text` as part of the hyperlink to `target`; parts with one `id` belong together.
pub(super) fn linked(text: &str, target: &str, id: usize) -> String {
    format!("\x1b]8;id={id};{target}\x1b\\{text}\x1b]8;;\x1b\\")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readme::{LayoutOptions, parse};

    /// The targets that a source's links get, laid out at a width.
    fn linked_at(source: &str, width: u16) -> Vec<String> {
        let rows = parse(source, 10_000).layout(&LayoutOptions { width, ..LayoutOptions::default() });
        targets(&rows.rows, &rows.links).into_iter().flatten().map(str::to_owned).collect()
    }

    #[test]
    fn an_address_shown_in_full_is_linked_at_any_width() {
        let address = "https://a.example/a/long/path?with=query&and=more#part";
        let table = format!("| a | b |\n|--|--|\n| {address} | c |");
        for source in [address, &format!("<{address}>"), &format!("[{address}]({address})"), &table] {
            for width in [8, 20, 40, 80] {
                assert_eq!(linked_at(source, width), [address], "{source} at {width}");
            }
        }
    }

    #[test]
    fn text_that_is_not_the_target_is_never_linked() {
        for source in [
            "[here](https://a.example)",
            "[https://a.example](https://b.example)",
            "[https://a.example](https://a.example/)",
            "[https://a.example/x](https://a.example/y)",
            "[HTTPS://a.example](https://a.example)",
            "[https://a.example ](https://a.exampl)",
            "<a href='https://a.example'>https://<b>a</b>.example.com</a>",
            "www.a.example",
            "me@a.example",
            "[javascript:alert(1)](javascript:alert(1))",
            "[file:///etc/passwd](file:///etc/passwd)",
            "[//a.example](//a.example)",
            "https://a.example@b.example/x",
            "https://a.example/\u{4E2D}\u{6587}",
            "https://\u{430}.example",
            "[https://a.example/\u{1b}x](https://a.example/&#27;x)",
            "![https://a.example/x.png](https://a.example/x.png)",
            &format!("https://a.example/{}", "a".repeat(3000)),
        ] {
            for width in [12, 40, 200] {
                assert_eq!(linked_at(source, width), [""; 0], "{source}");
            }
        }
    }

    #[test]
    fn only_terminals_that_pass_over_it_get_one() {
        let term = |term| is_understood(&Environment::new([("TERM", term)]));
        assert!(term("xterm-256color") && term("tmux-256color"));
        assert!(!term("dumb") && !term("linux") && !term(""));
    }
}
