//! `completions` and `man`: made from the same definition as the help.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;
use clap_complete::env::Shells;

use super::Failure;

/// The variable by which a shell's script asks for completions.
pub(super) const VARIABLE: &str = "COMPSHARE_TUI_COMPLETE";

/// Arguments of `completions`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  source <(compshare-tui completions bash)                 in ~/.bashrc
  compshare-tui completions zsh > ~/.zfunc/_compshare-tui
  compshare-tui completions fish > ~/.config/fish/completions/compshare-tui.fish

Values are completed too: themes, profiles, filters, and from the catalogue on
disk tags, authors, ids and what a search may say. For that the script runs
compshare-tui; make it anew after an update.")]
pub struct CompletionsArgs {
    /// The shell: bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: Shell,
    /// Flags and commands only: a script that runs nothing
    #[arg(long = "static")]
    pub is_static: bool,
}

/// Arguments of `man`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  compshare-tui man | man -l -
  compshare-tui man --out ~/.local/share/man/man1
  compshare-tui man list > ~/.local/share/man/man1/compshare-tui-list.1")]
pub struct ManArgs {
    /// The command whose page to print; the whole program's, when none is named
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
    /// Write every page into this folder, as packages do
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    pub out: Option<PathBuf>,
}

/// Runs `completions`.
///
/// # Errors
/// Output that cannot be written.
pub(super) fn completions(
    arguments: &CompletionsArgs,
    mut program: Command,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut script = Vec::new();
    if arguments.is_static {
        clap_complete::generate(arguments.shell, &mut program, "compshare-tui", &mut script);
    } else {
        asking(&arguments.shell.to_string(), &mut script)?;
    }
    Ok(out.write_all(&script)?)
}

/// Writes the script that has a shell ask this program.
///
/// # Errors
/// No such shell, or output that cannot be written.
fn asking(shell: &str, out: &mut impl Write) -> std::io::Result<()> {
    let known = Shells::builtins();
    let Some(completer) = known.completer(shell) else {
        return Err(std::io::ErrorKind::NotFound.into());
    };
    completer.write_registration(VARIABLE, "compshare-tui", "compshare-tui", "compshare-tui", out)?;
    if shell == "zsh" {
        // zsh loads a file of its `fpath` when it is first needed, and that time the file has to answer too.
        writeln!(out, "\nif [[ $funcstack[1] == _compshare-tui ]]; then")?;
        writeln!(out, "    _clap_dynamic_completer_compshare_tui \"$@\"\nfi")?;
    }
    Ok(())
}

/// Runs `man`.
///
/// # Errors
/// No such command, or output that cannot be written.
pub(super) fn man(arguments: &ManArgs, mut program: Command, out: &mut impl Write) -> Result<(), Failure> {
    program.build();
    if let Some(folder) = &arguments.out {
        return Ok(pages(&program, folder)?);
    }
    let page = match &arguments.command {
        None => program,
        Some(name) => {
            let named = program.find_subcommand(name).cloned();
            named.ok_or_else(|| Failure::NoCommand(name.clone()))?
        }
    };
    Ok(manual(page).render(out)?)
}

/// The page of a built command. Its header says what the whole program is called, and its date is that of the sources, so
/// that the same sources make the same page.
fn manual(page: Command) -> clap_mangen::Man {
    let source = format!("compshare-tui {}", env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(page).date(env!("COMPSHARE_TUI_DAY")).source(source).manual("User Commands")
}

/// Writes the program's page and one for each command.
fn pages(program: &Command, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for page in std::iter::once(program).chain(program.get_subcommands().filter(|it| !it.is_hide_set())) {
        let man = manual(page.clone());
        let mut content = Vec::new();
        man.render(&mut content)?;
        std::fs::write(folder.join(man.get_filename()), content)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::args::Arguments;

    #[test]
    fn the_manual_knows_every_command() {
        for command in Arguments::command().get_subcommands() {
            let arguments = ManArgs { command: Some(command.get_name().to_owned()), out: None };
            let mut page = Vec::new();
            man(&arguments, Arguments::command(), &mut page).unwrap();
            let page = String::from_utf8(page).unwrap();
            assert!(page.contains(&format!(r"compshare\-tui\-{}", command.get_name().replace('-', r"\-"))));
        }
    }

    #[test]
    fn an_unknown_command_has_no_page() {
        let arguments = ManArgs { command: Some("nonsense".into()), out: None };
        assert!(
            matches!(man(&arguments, Arguments::command(), &mut Vec::new()), Err(Failure::NoCommand(name)) if name == "nonsense")
        );
    }

    #[test]
    fn every_page_has_a_title_and_a_date() {
        let (_folder, pages) = written();
        for page in &pages {
            let content = std::fs::read_to_string(page).unwrap();
            let header = content.lines().find_map(|line| line.strip_prefix(".TH ")).unwrap();
            let [title, section, date, ..] = *header.split(' ').collect::<Vec<_>>() else {
                panic!("{header}")
            };
            assert_eq!(format!("{title}.{section}"), page.file_name().unwrap().to_str().unwrap());
            assert!(date.parse::<jiff::civil::Date>().is_ok(), "{header}");
            let names = format!("\"compshare-tui {}\" \"User Commands\"", env!("CARGO_PKG_VERSION"));
            assert!(header.ends_with(&names), "{header}");
        }
    }

    #[test]
    fn mandoc_has_nothing_against_any_page() {
        let (_folder, pages) = written();
        let linter = ["-T", "lint", "-W", "warning"];
        let Ok(told) = std::process::Command::new("mandoc").args(linter).args(&pages).output() else {
            return eprintln!("skipped: there is no mandoc");
        };
        assert_eq!(String::from_utf8_lossy(&[told.stdout, told.stderr].concat()), "");
    }

    /// Every page, as `man --out` writes them, and the folder that goes with them when it is dropped.
    fn written() -> (tempfile::TempDir, Vec<PathBuf>) {
        let folder = tempfile::tempdir().unwrap();
        let arguments = ManArgs { command: None, out: Some(folder.path().to_owned()) };
        man(&arguments, Arguments::command(), &mut Vec::new()).unwrap();
        let pages = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        (folder, pages)
    }

    #[test]
    fn every_page_is_written_into_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let arguments = ManArgs { command: None, out: Some(folder.path().join("man1")) };
        man(&arguments, Arguments::command(), &mut Vec::new()).unwrap();
        let commands =
            Arguments::command().get_subcommands().filter(|command| !command.is_hide_set()).count();
        let pages: Vec<_> = std::fs::read_dir(folder.path().join("man1")).unwrap().flatten().collect();
        // The program's own, each command's, and the one about help.
        assert!((commands + 1..=commands + 2).contains(&pages.len()), "{}", pages.len());
        assert!(folder.path().join("man1/compshare-tui-list.1").exists());
    }
}
