//! What may be in the stream to a terminal: text without tricks, and the sequences of our own drawing. Anything else
//! has come from elsewhere.

use crate::support::hostile::is_trick;

/// The private modes we set: cursor, mouse, alternate screen, paste, frames.
const MODES: [&str; 10] = ["7", "25", "1000", "1002", "1003", "1006", "1015", "1049", "2004", "2026"];

/// Everything in a stream that is neither harmless text nor a sequence of ours. Clipboard sequences are ours too;
/// [`clipboard`] tells them.
pub(crate) fn foreign(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    let mut found = Vec::new();
    let mut rest: &str = &text;
    while let Some(c) = rest.chars().next() {
        let length = if c == '\x1b' { sequence(rest) } else { (!is_trick(c)).then_some(c.len_utf8()) };
        if let Some(length) = length {
            rest = &rest[length..];
        } else {
            found.push(rest.chars().take(12).collect::<String>().escape_debug().to_string());
            rest = &rest[c.len_utf8()..];
        }
    }
    found
}

/// What was put on the clipboard, still encoded, in order.
pub(crate) fn clipboard(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    let parts = text.split("\x1b]52;c;").skip(1);
    parts.map(|part| part.split('\x1b').next().unwrap().to_owned()).collect()
}

/// The length of one of our own sequences at the beginning of a text.
fn sequence(text: &str) -> Option<usize> {
    if let Some(command) = text.strip_prefix("\x1b]52;c;") {
        let end = command.find("\x1b\\")?;
        let encoded =
            command[..end].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
        return encoded.then_some(7 + end + 2);
    }
    if let Some(fixed) = ["\x1b]10;?\x07", "\x1b]11;?\x07"].iter().find(|fixed| text.starts_with(**fixed)) {
        return Some(fixed.len());
    }
    let body = text.strip_prefix("\x1b[")?;
    let end = body.find(|c: char| !(c.is_ascii_digit() || c == ';' || c == '?'))?;
    let (parameters, last) = (&body[..end], body[end..].chars().next()?);
    let ours = match last {
        'm' | 'H' => !parameters.contains('?'),
        'J' | 'K' => parameters.len() <= 1,
        'h' | 'l' => parameters.strip_prefix('?').is_some_and(|mode| MODES.contains(&mode)),
        _ => false,
    };
    ours.then_some(2 + end + 1)
}

#[test]
fn a_stream_is_judged_by_what_we_write_ourselves() {
    let ours =
        "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[1;2H\x1b[38;5;6;49m语音\x1b[0m\x1b]52;c;YQ==\x1b\\\x1b]11;?\x07";
    assert_eq!(foreign(ours.as_bytes()), Vec::<String>::new());
    assert_eq!(clipboard(ours.as_bytes()), ["YQ=="]);
    for theirs in [
        "\x1b[5i",
        "\x1b[c",
        "\x1b]11;#f00\x07",
        "\x1b]0;t\x07",
        "\x1b[?6l",
        "a\u{202e}b",
        "\u{9b}31m",
        "\x07",
        "\r",
    ] {
        assert!(!foreign(theirs.as_bytes()).is_empty(), "{theirs:?}");
    }
}
