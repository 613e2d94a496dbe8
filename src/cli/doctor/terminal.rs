//! What the terminal can do: size, colours, and how wide it draws glyphs that Unicode leaves open.
//!
//! Only a terminal on both ends is asked anything; a pipe never sees an escape sequence.

use std::io::{self, IsTerminal, Write};

use crossterm::cursor::{MoveToColumn, position};
use crossterm::style::Print;
use crossterm::terminal::{Clear, ClearType, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, queue};

use crate::config::{Environment, Loaded};
use crate::i18n::Lang;
use crate::messages;
use crate::runtime::{Clipboard, Route};

use super::checks::{Check, Name};

messages! {
    /// What is found.
    enum TerminalText {
        None: "none here: size, colours and glyphs are not known", "当前没有终端：无法得知尺寸、颜色与字符宽度";
        Is: "{}, {}×{} cells, {}", "{}，{}×{} 格，{}";
        TooSmall: "{}, {}×{} cells: the explorer needs 20×6", "{}，{}×{} 格：浏览界面至少需要 20×6";
        NoColours: "no colours", "无颜色";
        Sixteen: "16 colours", "16 色";
        Many: "256 colours", "256 色";
        Millions: "16 million colours", "1600 万色";
        Narrow: "lines and symbols are one cell wide", "线条与符号为一格宽";
        Wide: "lines and symbols are two cells wide", "线条与符号为两格宽";
        UseAscii: "Use --ascii, or set ambiguous characters to narrow in the terminal.",
            "请使用 --ascii，或在终端中将宽度不明确的字符设为窄字符。";
        By: "by {}", "通过 {}";
        ByTerminal: "by the terminal itself (OSC 52), which does not say whether it arrived",
            "由终端自身处理（OSC 52），无法确认是否成功";
        Unknown: "the terminal does not say where its cursor is", "终端不报告光标位置";
    }
}

/// Looks at the terminal, if there is one.
pub(super) fn checks(environment: &Environment, lang: Lang) -> Vec<Check> {
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return vec![Check::warning(Name::Terminal, TerminalText::None.text(lang).to_owned(), None)];
    }
    let kind = environment.get("TERM").unwrap_or("?");
    let (columns, rows) = crossterm::terminal::size().unwrap_or_default();
    let size = if columns < 20 || rows < 6 {
        Check::warning(Name::Terminal, TerminalText::TooSmall.fill(lang, &[&kind, &columns, &rows]), None)
    } else {
        let colours = colours(environment).text(lang);
        Check::good(Name::Terminal, TerminalText::Is.fill(lang, &[&kind, &columns, &rows, &colours]))
    };
    let glyphs = match ambiguous_width() {
        Ok(1) => Check::good(Name::Glyphs, TerminalText::Narrow.text(lang).to_owned()),
        Ok(_) => {
            let remedy = TerminalText::UseAscii.text(lang).to_owned();
            Check::warning(Name::Glyphs, TerminalText::Wide.text(lang).to_owned(), Some(remedy))
        }
        Err(_) => Check::warning(Name::Glyphs, TerminalText::Unknown.text(lang).to_owned(), None),
    };
    vec![size, glyphs]
}

/// The first way to a clipboard.
pub(super) fn clipboard(loaded: &Loaded, environment: &Environment) -> Check {
    let lang = loaded.settings.lang;
    let found = Clipboard::detect(environment, loaded.settings.clipboard.as_deref());
    let way = match found.routes().first() {
        Some(Route::Program { command, .. }) => TerminalText::By.fill(lang, &[&command.join(" ")]),
        Some(Route::Terminal) | None => TerminalText::ByTerminal.text(lang).to_owned(),
    };
    Check::good(Name::Clipboard, way)
}

/// What the environment says about colours; nobody can ask the terminal itself.
fn colours(environment: &Environment) -> TerminalText {
    let kind = environment.get("TERM").unwrap_or_default();
    if environment.get("NO_COLOR").is_some() || kind == "dumb" {
        TerminalText::NoColours
    } else if matches!(environment.get("COLORTERM"), Some("truecolor" | "24bit")) || kind.ends_with("-direct")
    {
        TerminalText::Millions
    } else if kind.contains("256color") {
        TerminalText::Many
    } else {
        TerminalText::Sixteen
    }
}

/// Draws a box line and asks where the cursor went.
fn ambiguous_width() -> io::Result<u16> {
    enable_raw_mode()?;
    let width = measure('│');
    let mut out = io::stdout();
    execute!(out, MoveToColumn(0), Clear(ClearType::CurrentLine))?;
    disable_raw_mode()?;
    width
}

fn measure(glyph: char) -> io::Result<u16> {
    let mut out = io::stdout();
    queue!(out, MoveToColumn(0), Print(glyph))?;
    out.flush()?;
    Ok(position()?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_in_both_languages() {
        crate::i18n::check_table(TerminalText::ALL, TerminalText::text).unwrap();
    }

    #[test]
    fn colours_are_what_the_environment_says() {
        let colours = |variables: &[(&str, &str)]| colours(&Environment::new(variables.iter().copied()));
        assert_eq!(colours(&[("TERM", "xterm-256color")]), TerminalText::Many);
        assert_eq!(
            colours(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]),
            TerminalText::Millions
        );
        assert_eq!(colours(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), TerminalText::NoColours);
        assert_eq!(colours(&[("TERM", "linux")]), TerminalText::Sixteen);
    }
}
