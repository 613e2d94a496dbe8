//! Bare web and mail addresses in running text become links, as GitHub's Markdown has them.
//!
//! GitHub's rule is that a web address ends at whitespace; Chinese prose puts none around it. So an address ends at
//! Chinese punctuation, and at a Chinese character unless that begins a part of the path.

use std::borrow::Cow;
use std::ops::Range;

use super::unspaced::is_unspaced;
use crate::readme::document::{Run, TargetId, Text};
use crate::readme::links::Target;
use crate::readme::rows::{LinkKind, TextRole};

/// Turns the addresses in `inline` that belong to no link yet into links.
pub(super) fn link_addresses(inline: &mut Text, targets: &mut Vec<Target>) {
    if !may_hold_address(&inline.text) {
        return;
    }
    let mut linked: Vec<Run> = Vec::new();
    let mut start = 0;
    for (i, run) in inline.runs.iter().enumerate() {
        let text = &inline.text[start..run.end];
        if run.look.link.is_some() || is_verbatim(run.look.style.role) || !may_hold_address(text) {
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

/// Code, and notes of ours.
fn is_verbatim(role: TextRole) -> bool {
    matches!(role, TextRole::Code | TextRole::Muted)
}

/// A glance that most text does not stand up to.
fn may_hold_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.contains(&b'/') || bytes.contains(&b'@') || (bytes.contains(&b'.') && text.contains("www."))
}

/// Pushes `run` to `out`, with the addresses in its `text` as runs of their own.
fn split(text: &str, offset: usize, run: Run, targets: &mut Vec<Target>, out: &mut Vec<Run>) {
    let mut done = 0;
    for Range { start, end } in addresses(text) {
        if start > done {
            out.push(Run { end: offset + start, ..run });
        }
        let address = &text[start..end];
        let id = TargetId(u32::try_from(targets.len()).unwrap_or(u32::MAX));
        targets.push(Target::new(LinkKind::Link, address, &target(address)));
        let mut look = run.look;
        look.style.role = TextRole::Link;
        look.link = Some(id);
        out.push(Run { end: offset + end, look });
        done = end;
    }
    if done < text.len() {
        out.push(run);
    }
}

/// Where an address leads.
fn target(address: &str) -> Cow<'_, str> {
    if address.starts_with("www.") {
        Cow::Owned(format!("https://{address}"))
    } else if address.contains(':') {
        Cow::Borrowed(address)
    } else {
        Cow::Owned(format!("mailto:{address}"))
    }
}

/// What gives an address away.
enum Sign {
    /// Where the host of a web address begins.
    Host(usize),
    /// Where a mail address ends.
    Mail(usize),
}

/// The addresses in `text`.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let schemes = text.match_indices("://").filter_map(|(at, sign)| {
        let start = scheme_start(text, at)?;
        Some((start, Sign::Host(at + sign.len())))
    });
    let hosts = text.match_indices("www.").filter_map(|(at, sign)| {
        let start = word_start(text, at)?;
        Some((start, Sign::Host(at + sign.len())))
    });
    let mails = text.match_indices('@').filter_map(|(at, _)| {
        let mail = mail(text, at)?;
        Some((mail.start, Sign::Mail(mail.end)))
    });
    let mut signs: Vec<(usize, Sign)> = schemes.chain(hosts).chain(mails).collect();
    signs.sort_by_key(|(start, _)| *start);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, sign) in signs {
        if found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let (host, end) = match sign {
            Sign::Host(host) => (host, end(text, host)),
            Sign::Mail(end) => (start, end),
        };
        if end > host {
            found.push(start..end);
        }
    }
    found
}

/// The mail address around the `@` at byte `at`: letters, digits and `.-_+` before it, a domain of at least two
/// parts after it. The scheme in front belongs to it.
fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let (before, after) = (&text[..at], &text[at + 1..]);
    let local = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c)).len();
    let domain = after.find(|c: char| !c.is_ascii_alphanumeric() && !".-_".contains(c));
    let domain = after[..domain.unwrap_or(after.len())].trim_end_matches('.');
    // As in GitHub's own program, and unlike `root@10.0.0.1`, a domain ends with a letter.
    let is_domain = domain.contains('.') && domain.ends_with(|c: char| c.is_ascii_alphabetic());
    let end = at + 1 + domain.len();
    // `git@github.com:owner/name` is where a repository is.
    let is_path = text[end..].strip_prefix(':').is_some_and(|rest| rest.starts_with(is_path_start));
    if local == at || !is_domain || domain.starts_with('.') || domain.contains("..") || is_path {
        return None;
    }
    let scheme = ["mailto:", "xmpp:"].into_iter().find(|scheme| before[..local].ends_with(scheme));
    Some(local - scheme.map_or(0, str::len)..end)
}

fn is_path_start(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '/' | '~')
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
        let depth = match c {
            '(' => Some(open + 1),
            // One that nothing in the address opened closes what the address stands in.
            ')' => open.checked_sub(1),
            _ => Some(open),
        };
        let Some(depth) = depth.filter(|_| belongs) else { break };
        open = depth;
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
    #[test]
    fn a_mail_address_is_a_link_that_only_names_itself() {
        assert_eq!(address("联系foo@bar.baz，谢谢"), Some("foo@bar.baz"));
        assert_eq!(address("hello+xyz@mail.example. Bye"), Some("hello+xyz@mail.example"));
        assert_eq!(address("a.b-c_d@a.b, x"), Some("a.b-c_d@a.b"));
        assert_eq!(address("见 mailto:foo@bar.baz"), Some("mailto:foo@bar.baz"));
        assert_eq!(address("me@www.example.com"), Some("me@www.example.com"));
        assert_eq!(address("https://me@a.com/b@c.de"), Some("https://me@a.com/b@c.de"));
        for text in ["a@b", "a.b-c_d@a.b-", "a.b-c_d@a.b_", "@a.com", "你@a..com", "root@10.0.0.1", "a@.com"]
        {
            assert_eq!(address(text), None, "{text}");
        }
        assert_eq!(address("git clone git@github.com:owner/name.git"), None);
        assert_eq!(target("foo@bar.baz"), "mailto:foo@bar.baz");
        assert_eq!(target("mailto:foo@bar.baz"), "mailto:foo@bar.baz");
    }
}
