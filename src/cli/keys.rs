//! `keys`: the explorer's key table, with the user's overrides; as Markdown it is `docs/keys.md`.

use std::io::{self, Write};

use clap::Args;

use crate::app::{CommandRow, Keymap, Section, TABLE};
use crate::config::Settings;
use crate::i18n::Lang;
use crate::messages;
use crate::runtime;
use crate::text::{pad_end, width};

use super::Failure;

/// Arguments of `keys`.
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "\
Change them in config.toml under a command's name:
  [keys]
  quit = [\"q\", \"C-q\"]     # several keys; C- is Ctrl, M- is Alt, S- is Shift
  next-page = \"g n\"        # one after the other
  suspend = \"none\"         # no key")]
pub struct KeysArgs {
    /// Print Markdown, the defaults only
    #[arg(long)]
    pub markdown: bool,
}

messages! {
    /// Heads of the table.
    enum KeysText {
        Title: "Keys", "按键";
        Generated: "Made by `compshare-tui keys --markdown`; a test keeps it true.",
            "由 `compshare-tui keys --markdown` 生成，并由测试保证一致。";
        Keys: "Keys", "按键";
        Command: "Command", "命令";
        Does: "Does", "作用";
        Unbound: "-", "-";
    }
}

/// Runs `keys`.
///
/// # Errors
/// Overrides that cannot be used, or output that cannot be written.
pub(super) fn keys(arguments: KeysArgs, settings: &Settings, out: &mut impl Write) -> Result<(), Failure> {
    if arguments.markdown {
        return Ok(markdown(out, settings.lang)?);
    }
    let keymap = runtime::keymap(&settings.keys)?;
    Ok(text(out, &keymap, settings.lang)?)
}

/// The rows of a section.
fn rows(section: Section) -> impl Iterator<Item = &'static CommandRow> {
    TABLE.iter().filter(move |row| row.section == section)
}

fn text(out: &mut impl Write, keymap: &Keymap, lang: Lang) -> io::Result<()> {
    let keys = |row: &CommandRow| {
        let keys = keymap.keys(row.command);
        if keys.is_empty() { KeysText::Unbound.text(lang).to_owned() } else { keys.join(", ") }
    };
    let widest = TABLE.iter().map(|row| width(&keys(row))).max().unwrap_or_default();
    let id = TABLE.iter().map(|row| width(row.id)).max().unwrap_or_default();
    for (at, section) in Section::ALL.into_iter().enumerate() {
        let gap = if at == 0 { "" } else { "\n" };
        writeln!(out, "{gap}{}", section.title(lang))?;
        for row in rows(section) {
            writeln!(out, "  {}  {}  {}", pad_end(&keys(row), widest), pad_end(row.id, id), row.doc(lang))?;
        }
    }
    Ok(())
}

fn markdown(out: &mut impl Write, lang: Lang) -> io::Result<()> {
    let keymap = Keymap::default();
    writeln!(out, "# {}\n\n{}", KeysText::Title.text(lang), KeysText::Generated.text(lang))?;
    for section in Section::ALL {
        writeln!(out, "\n## {}\n", section.title(lang))?;
        let heads = [KeysText::Keys, KeysText::Command, KeysText::Does].map(|head| head.text(lang));
        writeln!(out, "| {} |\n|---|---|---|", heads.join(" | "))?;
        for row in rows(section) {
            let keys = keymap.keys(row.command);
            // A table's cells end at a bar, even inside code.
            let keys: Vec<String> =
                keys.iter().map(|keys| format!("`{}`", keys.replace('|', "\\|"))).collect();
            writeln!(out, "| {} | `{}` | {} |", keys.join(" "), row.id, row.doc(lang))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_in_both_languages() {
        crate::i18n::check_table(KeysText::ALL, KeysText::text).unwrap();
    }

    #[test]
    fn every_command_stands_in_the_table_once() {
        let mut out = Vec::new();
        text(&mut out, &Keymap::default(), Lang::En).unwrap();
        let table = String::from_utf8(out).unwrap();
        for row in TABLE {
            let lines = table.lines().filter(|line| line.ends_with(row.doc(Lang::En)));
            assert_eq!(lines.filter(|line| line.contains(&format!(" {} ", row.id))).count(), 1, "{}", row.id);
        }
    }
}
