//! `config`: prints the annotated settings file, checks one, or tells its path.

use std::io::Write;
use std::path::Path;

use crate::config::{Environment, Flags, Paths, default_file, early_lang, load, mistakes};
use crate::messages;
use crate::runtime;

use super::Exit;
use super::args::ConfigArgs;
use super::exit::Failure;

messages! {
    /// What `config --check` says.
    enum SettingsText {
        Good: "{}: no mistakes", "{}：没有错误";
        None: "{}: there is no such file, the defaults hold", "{}：文件不存在，使用默认设置";
        NoHome: "No home folder is known: set HOME or use --config.", "找不到主目录：请设置 HOME 或使用 --config。";
    }
}

/// Runs `config`. It reads no settings first, so that it can speak about a file with mistakes.
///
/// # Errors
/// Mistakes in the file, each told on its own line; output that cannot be written.
pub(super) fn config(
    arguments: &ConfigArgs,
    flags: &Flags,
    environment: &Environment,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let lang = early_lang(flags, environment);
    if !arguments.check && !arguments.path {
        return Ok(out.write_all(default_file(lang).as_bytes())?);
    }
    let Some(path) = flags.config.clone().or_else(|| Paths::of(environment).config) else {
        writeln!(out, "{}", SettingsText::NoHome.text(lang))?;
        return Err(Failure::Told(Exit::Usage));
    };
    if arguments.path {
        writeln!(out, "{}", path.display())?;
    } else if flags.config.is_none() && !path.exists() {
        writeln!(out, "{}", SettingsText::None.fill(lang, &[&path.display()]))?;
    } else {
        let mistakes = mistakes(&path, environment);
        for mistake in &mistakes {
            writeln!(out, "{}", mistake.sentence(lang))?;
        }
        if !mistakes.is_empty() {
            return Err(Failure::Told(Exit::Usage));
        }
        check_keys(&path, flags, environment)?;
        writeln!(out, "{}", SettingsText::Good.fill(lang, &[&path.display()]))?;
    }
    Ok(())
}

/// `[keys]` names commands of the explorer, which knows them.
fn check_keys(path: &Path, flags: &Flags, environment: &Environment) -> Result<(), Failure> {
    let loaded = load(&Flags { config: Some(path.to_owned()), ..flags.clone() }, environment)?;
    runtime::keymap(&loaded.settings.keys)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(SettingsText::ALL, SettingsText::text).unwrap();
    }

    #[test]
    fn a_good_file_is_said_to_be_good_and_a_bad_one_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.toml");
        let flags = Flags { config: Some(path.clone()), ..Flags::default() };
        let arguments = ConfigArgs { check: true, path: false };
        let check = || {
            let mut out = Vec::new();
            let result = config(&arguments, &flags, &Environment::default(), &mut out);
            (result.map_err(|failure| failure.exit()), String::from_utf8(out).unwrap())
        };
        std::fs::write(&path, "mouse = true\n").unwrap();
        assert_eq!(check(), (Ok(()), format!("{}: no mistakes\n", path.display())));
        std::fs::write(&path, "mouse = 1\nmuose = true\n").unwrap();
        let (result, said) = check();
        assert_eq!(result, Err(Exit::Usage));
        assert_eq!(said.lines().count(), 2);
    }
}
