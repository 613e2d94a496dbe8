//! `readme`: an image's Readme, or a file, as text for the terminal.

mod ansi;
mod hyperlink;
mod pager;
mod paint;
mod pictures;
mod print;

use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use super::service::{Service, say};
use super::show;
use crate::config::{ColorChoice, Environment, Settings};
use crate::messages;
use crate::readme::LayoutOptions;
use crate::text::{CleanText, Decoded, for_people};

use print::Page;

/// Arguments of `readme`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  compshare-tui readme compshareImage-1pl06yxr5lvm
  compshare-tui readme --file README.md --width 72
  curl -s https://example.com/README.md | compshare-tui readme --file -

On a terminal a long Readme is shown with $PAGER, or with `less -R`.")]
pub struct ReadmeArgs {
    /// An image's or a group's id
    #[arg(value_name = "ID", required_unless_present = "file", conflicts_with = "file")]
    pub id: Option<String>,
    /// Read Markdown from a file instead; - is standard input
    #[arg(long, value_name = "PATH|-")]
    pub file: Option<PathBuf>,
    /// Columns [default: the terminal's, at most 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub width: Option<u16>,
    /// Print the source as it is
    #[arg(long)]
    pub raw: bool,
    /// Print its pictures too, on a terminal that shows them; strangers' servers then learn your address
    #[arg(long, conflicts_with_all = ["file", "raw"])]
    pub pictures: bool,
    /// Draw with ASCII only
    #[arg(long, num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", value_name = "BOOL", hide_possible_values = true)]
    pub ascii: Option<bool>,
}

/// How a Readme is to be printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct PrintRequest<'a> {
    pub(super) arguments: &'a ReadmeArgs,
    pub(super) settings: &'a Settings,
    pub(super) environment: &'a Environment,
}

/// Most characters of a file that are read.
const FILE_CHARS: usize = 2_000_000;
/// Longer lines are tiring to read, however wide the terminal is.
const READABLE: u16 = 100;
/// The width where there is no terminal to ask.
const USUAL: u16 = 80;

/// Prints a file.
///
/// # Errors
/// It cannot be read, or what the output said.
pub(super) fn file(path: &Path, request: &PrintRequest<'_>, out: &mut impl Write) -> Result<(), Failure> {
    let source = read(path).map_err(|error| Failure::Unreadable(path.to_owned(), error))?;
    let lang = request.settings.lang;
    if source.damaged {
        say(&ReadmeText::Damaged.fill(lang, &[&path.display(), &source.encoding]));
    } else if source.is_guess() {
        say(&ReadmeText::Guessed.fill(lang, &[&path.display(), &source.encoding.to_uppercase()]));
    }
    show_text(&source.text, request, out)
}

/// Prints an image's Readme.
///
/// # Errors
/// There is no such id, it has no Readme, or what the service or the output said.
pub(super) async fn image(
    id: &str,
    request: &PrintRequest<'_>,
    service: &Service,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let (group, image) = show::find(id, service).await?;
    let version = group.version(&image);
    let readme =
        version.and_then(|version| version.readme.as_ref()).filter(|readme| !readme.trim().is_empty());
    let readme = readme.ok_or_else(|| Failure::NoReadme(id.to_owned()))?;
    match pictures::wanted(request) {
        None => show_text(readme, request, out),
        Some(showing) => {
            let page = pictures::add(laid_out(readme, request), showing, request, service).await;
            show_page(&page, request, out)
        }
    }
}

messages! {
    /// What is said about a file's encoding.
    enum ReadmeText {
        Guessed: "{}: read as {}, since it is not UTF-8", "{}：不是 UTF-8，已按 {} 读取";
        Damaged: "{}: damaged {}; what cannot be read is shown as \u{FFFD}", "{}：{} 文本有损坏，无法识别处显示为 \u{FFFD}";
    }
}

/// The text of a file, as much as is shown of it.
fn read(path: &Path) -> io::Result<Decoded> {
    // A character takes at most four bytes; one more shows that there is more.
    let limit = FILE_CHARS as u64 * 4 + 4;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(for_people(&bytes, (bytes.len() as u64) < limit))
}

fn show_text(source: &str, request: &PrintRequest<'_>, out: &mut impl Write) -> Result<(), Failure> {
    if request.arguments.raw {
        // Clean even so: a terminal is at the other end, or a file that will be shown on one.
        return Ok(writeln!(out, "{}", CleanText::block(source.trim_end(), FILE_CHARS))?);
    }
    show_page(&laid_out(source, request), request, out)
}

/// A Readme laid out for the terminal, or as is usual where there is none.
fn laid_out(source: &str, request: &PrintRequest<'_>) -> Page {
    let PrintRequest { arguments, settings, .. } = *request;
    let columns = terminal_size().map_or(USUAL, |(columns, _)| columns.clamp(1, READABLE));
    let layout = LayoutOptions {
        width: arguments.width.unwrap_or(columns),
        ascii: arguments.ascii.unwrap_or(settings.ascii),
        lang: settings.lang,
    };
    Page::new(source, FILE_CHARS, &layout, has_colour(settings))
}

/// Columns and rows of the terminal that is written to, if it is one.
fn terminal_size() -> Option<(u16, u16)> {
    if io::stdout().is_terminal() { crossterm::terminal::size().ok() } else { None }
}

fn has_colour(settings: &Settings) -> bool {
    match settings.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => io::stdout().is_terminal(),
    }
}

fn show_page(page: &Page, request: &PrintRequest<'_>, out: &mut impl Write) -> Result<(), Failure> {
    let PrintRequest { settings, environment, .. } = *request;
    let is_long = terminal_size().is_some_and(|(_, rows)| page.height() >= usize::from(rows));
    if is_long && page.is_text() {
        let mut text = Vec::new();
        page.print(false, &mut text)?;
        out.flush()?;
        if pager::show(&text, environment)? {
            return Ok(());
        }
    }
    let hyperlinks =
        io::stdout().is_terminal() && has_colour(settings) && hyperlink::is_understood(environment);
    Ok(page.print(hyperlinks, out)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(ReadmeText::ALL, ReadmeText::text).unwrap();
    }
}
