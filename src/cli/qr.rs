//! `qr`: a text, or the web page of an image, as a QR code.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Read, Write};

use clap::Args;
use serde::Serialize;

use crate::catalogue::{GroupId, ImageId};
use crate::config::{ColorChoice, Settings};
use crate::messages;
use crate::qr::{Cell, Code, Look, TooSmall};
use crate::text::{CleanText, for_people, width};

use super::Failure;
use super::exit::ExitText;
use super::service::{Service, say};
use super::{output, show};

/// Arguments of `qr`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  compshare-tui qr 0bwUeAJZW7sE                the web page of a group
  compshare-tui qr compshareImage-...          the web page of an image
  compshare-tui qr --text compshareImage-...   the id itself
  compshare-tui qr http://10.9.8.7:8188        any text
  echo 'WIFI:T:WPA;S:lab;P:...;;' | compshare-tui qr -

The text stands below the code, which holds nothing else. On a terminal the
code is black on white; without colours (a pipe, NO_COLOR) its light parts are
drawn, for a dark background, and --invert draws its dark parts, for a light
one and for paper.

--json has .data.text and .data.modules: rows of 0 (light) and 1 (dark), with
the light border of 4 that readers need.")]
pub struct QrArgs {
    /// A text; an image's or a group's id stands for its web page; - is standard input
    #[arg(value_name = "TEXT|ID|-")]
    pub text: String,
    /// Take an id, or -, as a text like any other
    #[arg(long = "text")]
    pub is_text: bool,
    /// Draw with ASCII only, two characters a module
    #[arg(long, num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", value_name = "BOOL", hide_possible_values = true)]
    pub ascii: Option<bool>,
    /// Swap dark and light
    #[arg(long)]
    pub invert: bool,
    /// Print JSON, as compshare-cli does
    #[arg(long)]
    pub json: bool,
}

/// Bytes of standard input beyond which no code could hold them.
const INPUT_BYTES: u64 = 64 * 1024;

/// What a code is asked of.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// This text.
    Text(String),
    /// The web page of an image's group, which only the service knows.
    Image(String),
}

impl QrArgs {
    /// What is meant, with standard input read.
    ///
    /// # Errors
    /// Standard input cannot be read.
    pub(super) fn subject(&self) -> Result<Subject, Failure> {
        if self.is_text {
            return Ok(Subject::Text(self.text.clone()));
        }
        if self.text == "-" {
            let input = input().map_err(|error| Failure::Unreadable("-".into(), error))?;
            return Ok(Subject::Text(input));
        }
        if self.text.starts_with("compshareImage-") && ImageId::new(&self.text).is_plain() {
            return Ok(Subject::Image(self.text.clone()));
        }
        let page = Some(&self.text).filter(|text| is_group(text)).and_then(|id| GroupId::new(id).web_page());
        Ok(Subject::Text(page.unwrap_or_else(|| self.text.clone())))
    }
}

/// Whether a text has the shape of a group's id: twelve letters and digits, neither a word nor a number.
fn is_group(text: &str) -> bool {
    let all = |test: fn(&u8) -> bool| text.bytes().all(|byte| test(&byte));
    text.len() == 12
        && all(u8::is_ascii_alphanumeric)
        && !all(u8::is_ascii_lowercase)
        && !all(u8::is_ascii_digit)
}

/// Standard input without the line feed that ends it.
fn input() -> io::Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(INPUT_BYTES).read_to_end(&mut bytes)?;
    let text = for_people(&bytes, (bytes.len() as u64) < INPUT_BYTES).text;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    Ok(line.strip_suffix('\r').unwrap_or(line).to_owned())
}

/// The web page of an image's group.
///
/// # Errors
/// There is no such id, or what the service said.
pub(super) async fn page(id: &str, service: &Service) -> Result<String, Failure> {
    let (group, _) = show::find(id, service).await?;
    group.group_id.web_page().ok_or_else(|| Failure::NotFound(id.to_owned()))
}

/// Prints the code of a text.
///
/// # Errors
/// There is no text, it is too long, the window is too small, or what the output said.
pub(super) fn print(
    text: &str,
    arguments: &QrArgs,
    settings: &Settings,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let caption = CleanText::block(text, usize::MAX);
    if caption.is_empty() {
        return Err(Failure::Usage(ExitText::NoText));
    }
    if *caption != text.replace("\r\n", "\n") {
        say(QrText::Cleaned.text(settings.lang));
    }
    let code = Code::of(&caption).map_err(Failure::TooLong)?;
    if arguments.json {
        return Ok(output::success(out, report(&caption, &code), serde_json::json!({}))?);
    }
    let terminal = io::stdout().is_terminal();
    let look = Look {
        ascii: arguments.ascii.unwrap_or(settings.ascii),
        colours: match settings.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal,
        },
        inverted: arguments.invert,
    };
    let size = terminal.then(crossterm::terminal::size).and_then(Result::ok);
    if let Some(too_small) = size.and_then(|size| too_small(&code, look, &caption, size)) {
        return Err(Failure::TooSmall(too_small));
    }
    draw(out, &code, look)?;
    Ok(writeln!(out, "{caption}")?)
}

/// What is wrong with a terminal that could not show the code, its text and the shell's prompt at once: a code whose top
/// scrolled away, or whose rows were broken, is of no use.
fn too_small(code: &Code, look: Look, caption: &str, has: (u16, u16)) -> Option<TooSmall> {
    let (columns, rows) = code.cells(look);
    let room = usize::from(has.0.max(columns)).max(1);
    let caption: usize = caption.lines().map(|line| width(line).div_ceil(room).max(1)).sum();
    let needs = (columns, rows.saturating_add(u16::try_from(caption + 1).unwrap_or(u16::MAX)));
    // A terminal that tells no size is taken at its word in neither direction.
    let is_known = has.0 > 0 && has.1 > 0;
    (is_known && (has.0 < needs.0 || has.1 < needs.1)).then_some(TooSmall { needs, has })
}

fn draw(out: &mut impl Write, code: &Code, look: Look) -> io::Result<()> {
    for row in code.rows(look) {
        let mut line = String::new();
        let mut before = None;
        for Cell { text, ink, paper } in row {
            let style = look.colours.then_some((ink, paper));
            if style != before {
                // A string takes all that is written to it.
                if let Some((ink, paper)) = style {
                    let _ = write!(line, "\x1b[38;5;{};48;5;{}m", ink.colour(), paper.colour());
                }
                before = style;
            }
            line.push_str(text);
        }
        writeln!(out, "{line}{}", if look.colours { "\x1b[0m" } else { "" })?;
    }
    Ok(())
}

/// What `--json` says.
#[derive(Serialize)]
struct Report<'a> {
    text: &'a str,
    version: u8,
    error_correction: &'static str,
    modules: Vec<String>,
}

fn report<'a>(text: &'a str, code: &Code) -> Report<'a> {
    let side = 0..code.side();
    let row = |y| side.clone().map(|x| if code.is_dark(x, y) { '1' } else { '0' }).collect();
    let modules = side.clone().map(row).collect();
    Report { text, version: code.version(), error_correction: code.correction(), modules }
}

messages! {
    /// What is said beside a code.
    enum QrText {
        Cleaned: "The text has characters that steer terminals or are not seen; the code holds what is printed below it.",
            "内容含有控制字符或不可见字符；二维码仅包含其下方显示的文字。";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(QrText::ALL, QrText::text).unwrap();
    }

    #[test]
    fn an_id_stands_for_its_page_and_anything_else_for_itself() {
        let subject = |text: &str, is_text| {
            let arguments =
                QrArgs { text: text.to_owned(), is_text, ascii: None, invert: false, json: false };
            arguments.subject().unwrap()
        };
        let text = |text: &str| Subject::Text(text.to_owned());
        assert_eq!(subject("0bwUeAJZW7sE", false), text("https://www.compshare.cn/images/0bwUeAJZW7sE"));
        assert_eq!(subject("0bwUeAJZW7sE", true), text("0bwUeAJZW7sE"));
        assert_eq!(subject("compshareImage-x", false), Subject::Image("compshareImage-x".to_owned()));
        assert_eq!(subject("compshareImage-x", true), text("compshareImage-x"));
        for other in ["hello", "pronunciator", "139123456789", "0bwUeAJZW7s?", "compshareImage-; rm"] {
            assert_eq!(subject(other, false), text(other));
        }
    }

    #[test]
    fn a_terminal_has_to_show_code_text_and_prompt_at_once() {
        let code = Code::of("https://www.compshare.cn/images/0bwUeAJZW7sE").unwrap();
        let checked = |look, has| too_small(&code, look, "https://www.compshare.cn/images/0bwUeAJZW7sE", has);
        let ascii = Look { ascii: true, ..Look::default() };
        assert_eq!(checked(Look::default(), (80, 24)), None);
        assert_eq!(checked(Look::default(), (0, 0)), None);
        assert_eq!(checked(Look::default(), (37, 22)), None);
        let small = |needs, has| Some(TooSmall { needs, has });
        assert_eq!(checked(Look::default(), (37, 21)), small((37, 22), (37, 21)));
        assert_eq!(checked(ascii, (80, 24)), small((74, 39), (80, 24)));
    }
}
