//! Completions that know values: themes, profiles, named filters, and from the catalogue on disk tags, authors, groups,
//! images and what a search may say.
//!
//! A script that `completions` prints has the shell run this program, with `generate::VARIABLE` naming the shell and the words of
//! the line as arguments. Nothing is asked over a network, and whatever cannot be read offers nothing. What strangers
//! wrote reaches the command line only as a quoted word: completing a tag must not run it.

mod known;
mod line;

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use clap::{Arg, Command, CommandFactory};
use clap_complete::Shell;
use clap_complete::engine::{self, ArgValueCandidates, ArgValueCompleter, CompletionCandidate};
use clap_complete::env::{EnvCompleter, Shells};

use crate::config::Environment;

use super::args::Arguments;
use super::exit::Exit;
use known::Known;
use line::{ShellLine, is_plain};

/// The arguments that values are known for.
const VALUED: [&str; 8] = ["theme", "profile", "filter", "tags", "author", "group", "id", "ids"];

/// bash parts words at `:` and `=` too and tells only the last part, so its script hands on the line up to the caret, and
/// the part that an answer takes the place of. Answers are not for `*` and `?` to be looked up among files.
const FOR_BASH: &str = r#"
_compshare_tui() {
    local -x COMPSHARE_TUI_COMPLETE_LINE="${COMP_LINE:0:COMP_POINT}" COMPSHARE_TUI_COMPLETE_PART="$2"
    local options=$-
    set -f
    _clap_complete_compshare_tui "$@"
    [[ $options == *f* ]] || set +f
}
complete -o nospace -o bashdefault -F _compshare_tui compshare-tui
if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -o nospace -o bashdefault -o nosort -F _compshare_tui compshare-tui
fi
"#;

/// Adds what a shell's script needs beyond clap's own.
///
/// # Errors
/// Output that cannot be written.
pub(super) fn amend(shell: Shell, out: &mut impl Write) -> io::Result<()> {
    if shell == Shell::Bash { out.write_all(FOR_BASH.as_bytes()) } else { Ok(()) }
}

/// Answers a shell: `line` is this program's name, `--`, and the words of the line.
pub(super) fn complete(
    shell: &str,
    line: Vec<OsString>,
    environment: &Environment,
    out: &mut impl Write,
) -> Exit {
    let shells = Shells::builtins();
    let Some(completer) = shells.completer(shell) else { return Exit::Usage };
    let words: Vec<OsString> = line.into_iter().skip_while(|word| word != "--").skip(1).collect();
    if words.is_empty() {
        return Exit::Usage;
    }
    let folder = std::env::current_dir().ok();
    let answer = match shell {
        "bash" => for_bash(environment, folder.as_deref()),
        _ => for_others(completer, words, environment, folder.as_deref()),
    };
    let written = answer.and_then(|answer| out.write_all(answer.as_bytes())).and_then(|()| out.flush());
    if written.is_ok() { Exit::Done } else { Exit::Refused }
}

/// What bash is to write, parted as its script has it.
fn for_bash(environment: &Environment, folder: Option<&Path>) -> io::Result<String> {
    let told = |name| environment.get_even_empty(name).unwrap_or_default();
    let (line, part) = (told("COMPSHARE_TUI_COMPLETE_LINE"), told("COMPSHARE_TUI_COMPLETE_PART"));
    let before = ShellLine::of(line.strip_suffix(part).unwrap_or(line));
    // Variables may be set for the command.
    let words = ShellLine::of(line).words.into_iter().skip_while(|word| word.contains('='));
    let words: Vec<OsString> = words.map(OsString::from).collect();
    let Some(last) = words.len().checked_sub(1) else { return Ok(String::new()) };
    let mut program = program(&words, environment);
    let values = engine::complete(&mut program, words, last, folder)?;
    let written: Vec<String> =
        values.iter().filter_map(|value| before.for_bash(&value.get_value().to_string_lossy())).collect();
    Ok(written.join("\u{b}"))
}

/// What a shell is to write that does so itself.
fn for_others(
    completer: &dyn EnvCompleter,
    mut words: Vec<OsString>,
    environment: &Environment,
    folder: Option<&Path>,
) -> io::Result<String> {
    // zsh tells words as they stand on the line, and so does fish the last one.
    let raw = match completer.name() {
        "zsh" => 0..words.len(),
        "fish" => words.len() - 1..words.len(),
        _ => 0..0,
    };
    words[raw].iter_mut().for_each(|word| *word = without_quotes(word));
    let mut answer = Vec::new();
    completer.write_complete(&mut program(&words, environment), words, folder, &mut answer)?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let is_powershell = completer.name() == "powershell";
    Ok(if is_powershell { answer.lines().map(quoted_for_powershell).collect() } else { answer })
}

/// The program's definition, with values for a line of words.
fn program(words: &[OsString], environment: &Environment) -> Command {
    let mut program = with_values(Arguments::command(), &Arc::new(Known::of(words, environment)));
    program.build();
    program
}

/// A word as it stands on a line, without what quotes it.
fn without_quotes(word: &OsStr) -> OsString {
    ShellLine::of(&word.to_string_lossy()).words.concat().into()
}

/// PowerShell's lines are a value, a tab and what it is.
fn quoted_for_powershell(line: &str) -> String {
    let (value, help) = line.split_once('\t').unwrap_or((line, ""));
    let value = if value.chars().all(is_plain) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', "''"))
    };
    if help.is_empty() { format!("{value}\n") } else { format!("{value}\t{help}\n") }
}

/// The program's definition with values for the arguments that have some.
fn with_values(program: Command, known: &Arc<Known>) -> Command {
    let add = |argument: Arg| {
        let (name, known) = (argument.get_id().to_string(), Arc::clone(known));
        if name == "query" {
            let proposed = move |typed: &OsStr| candidates(known.terms(&typed.to_string_lossy()));
            return argument.add(ArgValueCompleter::new(proposed));
        }
        if !VALUED.contains(&&*name) {
            return argument;
        }
        argument.add(ArgValueCandidates::new(move || candidates(known.values(&name))))
    };
    program.mut_args(add).mut_subcommands(|command| command.mut_args(add))
}

fn candidates(values: Vec<(String, String)>) -> Vec<CompletionCandidate> {
    let candidate = |(value, help): (String, String)| {
        CompletionCandidate::new(value).help((!help.is_empty()).then(|| help.into()))
    };
    values.into_iter().map(candidate).collect()
}
