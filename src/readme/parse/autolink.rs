//! Bare web addresses in running text become links.
//!
//! GitHub's rule is that an address ends at whitespace; Chinese prose puts none around it. So an address ends at
//! Chinese punctuation, and at a Chinese character unless that begins a part of the path.

use std::ops::Range;

use super::inline::is_unspaced;
use crate::readme::document::{Run, TargetId, Text};
use crate::readme::links::Target;
use crate::readme::rows::{LinkKind, Role};

/// Turns the addresses in `inline` that belong to no link yet into links.
pub(super) fn link_addresses(inline: &mut Text, targets: &mut Vec<Target>) {
    let mut linked: Vec<Run> = Vec::new();
    let mut start = 0;
    for (i, run) in inline.runs.iter().enumerate() {
        let text = &inline.text[start..run.end];
        if run.look.link.is_some() || run.look.style.role == Role::Code || !may_hold_address(text) {
            if !linked.is_empty() {
                linked.push(*run);
            }
            start = run.end;
            continue;
        }
        if linked.is_empty() {
            linked.extend_from_slice(&inline.runs[..i]);
        }
        split(text, start, *run, targets, &mut linked);
        start = run.end;
    }
    if !linked.is_empty() {
        inline.runs = linked;
    }
}

/// A glance that most text does not stand up to.
fn may_hold_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.contains(&b'/') || (bytes.contains(&b'.') && text.contains("www."))
}

/// Pushes `run` to `out`, with the addresses in its `text` as runs of their own.
fn split(text: &str, offset: usize, run: Run, targets: &mut Vec<Target>, out: &mut Vec<Run>) {
    let mut done = 0;
    for Range { start, end } in addresses(text) {
        if start > done {
            out.push(Run { end: offset + start, ..run });
        }
        let address = &text[start..end];
        let url = if address.starts_with("www.") { format!("https://{address}") } else { address.to_owned() };
        let id = TargetId(u32::try_from(targets.len()).unwrap_or(u32::MAX));
        targets.push(Target::new(LinkKind::Link, address, &url));
        let mut look = run.look;
        look.style.role = Role::Link;
        look.link = Some(id);
        out.push(Run { end: offset + end, look });
        done = end;
    }
    if done < text.len() {
        out.push(run);
    }
}

/// The addresses in `text`.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let schemes = text.match_indices("://").map(|(at, sign)| (scheme_start(text, at), at + sign.len()));
    let hosts = text.match_indices("www.").map(|(at, sign)| (word_start(text, at), at + sign.len()));
    let mut signs: Vec<(Option<usize>, usize)> = schemes.chain(hosts).collect();
    signs.sort_unstable_by_key(|(_, host)| *host);
    for (start, host) in signs {
        let after = found.last().map_or(0, |last| last.end);
        let Some(start) = start.filter(|start| *start >= after) else { continue };
        let end = end(text, host);
        if end > host {
            found.push(start..end);
        }
    }
    found
}

/// Where `http` or `https` before the `://` at `colon` begins.
fn scheme_start(text: &str, colon: usize) -> Option<usize> {
    let before = &text.as_bytes()[..colon];
    let starts = ["https", "http"].into_iter().find_map(|scheme| {
        let start = colon.checked_sub(scheme.len())?;
        before[start..].eq_ignore_ascii_case(scheme.as_bytes()).then_some(start)
    })?;
    word_start(text, starts)
}

/// `at`, unless it is in the middle of a Latin word.
fn word_start(text: &str, at: usize) -> Option<usize> {
    let joined = text[..at].bytes().next_back().is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_');
    (!joined).then_some(at)
}

/// Where the address whose host begins at `from` ends.
fn end(text: &str, from: usize) -> usize {
    let mut before = '.';
    let mut open = 0_usize;
    let mut end = from;
    for (i, c) in text[from..].char_indices() {
        let han = is_unspaced(c);
        let belongs = match c {
            '<' | '"' | '`' | '|' | '“' | '”' | '‘' | '’' | '…' => false,
            _ if c.is_whitespace() => false,
            _ if han => {
                c.is_alphanumeric() && (matches!(before, '/' | '=' | '#' | '-' | '_') || is_unspaced(before))
            }
            _ => true,
        };
        if !belongs {
            break;
        }
        match c {
            '(' => open += 1,
            ')' if open == 0 => break,
            ')' => open -= 1,
            _ => {}
        }
        before = c;
        end = from + i + c.len_utf8();
    }
    from + text[from..end].trim_end_matches(['.', ',', ':', ';', '!', '?', '*', '_', '~', '\'']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Option<&str> {
        addresses(text).first().map(|range| &text[range.clone()])
    }

    #[test]
    fn an_address_ends_where_prose_goes_on() {
        assert_eq!(address("访问https://a.com/x，然后"), Some("https://a.com/x"));
        assert_eq!(address("访问 https://a.com/docs查看"), Some("https://a.com/docs"));
        assert_eq!(address("见 https://example.com/裸链接 等"), Some("https://example.com/裸链接"));
        assert_eq!(address("(see https://a.com/b_(c)). x"), Some("https://a.com/b_(c)"));
        assert_eq!(address("go to www.a.com."), Some("www.a.com"));
        assert_eq!(address("xhttp://a.com ftp://b.c https://"), None);
    }
}
