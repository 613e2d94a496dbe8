//! Completions in the shells that are here: the static scripts know commands, the others values too, and what strangers
//! wrote cannot run; the manual page is one.

use std::path::Path;
use std::process::Command;

use compshare_tui::face::wire::decode;

use super::Home;

/// Runs a script in a shell with the completions in `$1`; `None`, with a message, where the shell is missing.
fn in_shell(home: &Home, shell: &str, options: &[&str], arguments: &[&str], script: &str) -> Option<String> {
    let completions = home.run(&[&["completions", shell], options].concat());
    assert_eq!((completions.code, completions.err.as_str()), (Some(0), ""));
    // zsh's own name for the file is what its `fpath` needs.
    let path = home.file("completions/_compshare-tui", &completions.out, 0o644);
    let mut command = Command::new(shell);
    // fish has no `$0`: its first argument is `$argv[1]`.
    command.args(arguments).args(["-c", script]).args((shell != "fish").then_some("shell")).arg(path);
    let program = Path::new(env!("CARGO_BIN_EXE_compshare-tui")).parent().unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", program.display());
    command.env_clear().env("HOME", home.folder.path()).env("PATH", path).env("LC_ALL", "C.UTF-8");
    match command.output() {
        Ok(output) => {
            let err = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && err.is_empty(), "{shell}: {err}");
            Some(String::from_utf8(output.stdout).unwrap())
        }
        Err(_) => {
            eprintln!("skipped: {shell} is not installed");
            None
        }
    }
}

/// What bash has on its line for a word after other words, an answer a line.
fn bash(home: &Home, options: &[&str], words: &[&str]) -> Option<Vec<String>> {
    let at = words.len() - 1;
    let list = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ");
    let script = format!(
        "source \"$1\"; name=$(complete -p compshare-tui); name=${{name#*-F }}; name=${{name%% *}}
        COMP_WORDS=({list}); COMP_CWORD={at}; COMP_LINE=\"${{COMP_WORDS[*]}}\"; COMP_POINT=${{#COMP_LINE}}
        \"$name\" compshare-tui \"${{COMP_WORDS[{at}]}}\" \"${{COMP_WORDS[{at}-1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    );
    let out = in_shell(home, "bash", options, &["--norc"], &script)?;
    Some(out.lines().map(str::to_owned).collect())
}

/// What fish proposes for a line, without what it says of each.
fn fish(home: &Home, line: &str) -> Option<Vec<String>> {
    let script = format!("source $argv[1]; complete -C '{line}'");
    let out = in_shell(home, "fish", &[], &["--no-config"], &script)?;
    Some(out.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect())
}

fn synced() -> Home {
    let home = Home::new();
    assert_eq!(home.run(&["--demo", "sync"]).code, Some(0));
    home
}

/// The demo's tags that begin with a letter, in order.
fn tags(beginning: &str) -> Vec<String> {
    let groups = decode::page(include_str!("../../assets/catalogue.json")).unwrap().groups;
    let versions = groups.iter().flat_map(|group| &group.data);
    let mut tags: Vec<String> = versions.flat_map(|version| &version.tags).map(ToString::to_string).collect();
    tags.retain(|tag| tag.starts_with(beginning));
    tags.sort();
    tags.dedup();
    assert!(!tags.is_empty());
    tags
}

fn first_image() -> String {
    let groups = decode::page(include_str!("../../assets/catalogue.json")).unwrap().groups;
    groups[0].data[0].comp_share_image_id.to_string()
}

#[test]
fn bash_completes_commands_with_either_script() {
    for options in [&[][..], &["--static"]] {
        let Some(completed) = bash(&Home::new(), options, &["compshare-tui", "li"]) else { return };
        assert_eq!(completed, ["list"]);
    }
}

#[test]
fn bash_completes_values() {
    let home = synced();
    home.file(".config/compshare/config.json", r#"{"profiles":{"work":{},"home":{}}}"#, 0o600);
    let complete = |words: &[&str]| bash(&home, &[], &[&["compshare-tui"], words].concat());
    let Some(themes) = complete(&["--theme", "nor"]) else { return };
    assert_eq!(themes, ["nord"]);
    assert_eq!(complete(&["--profile", ""]).unwrap(), ["home", "work"]);
    assert_eq!(complete(&["list", "--sort", "fav"]).unwrap(), ["favourites"]);
    assert_eq!(complete(&["--lang", ""]).unwrap(), ["zh", "en"]);
    assert_eq!(complete(&["--demo", "list", "--tag", "L"]).unwrap(), tags("L"));
    let id = first_image();
    assert_eq!(complete(&["show", "--demo", &id[..id.len() - 2]]).unwrap(), [id.as_str()]);
    assert_eq!(complete(&["compare", "--demo", "x", &id[..id.len() - 2]]).unwrap(), [id.as_str()]);
}

#[test]
fn without_a_catalogue_or_keys_no_tag_is_proposed_and_nothing_is_said() {
    let Some(completed) = bash(&Home::new(), &[], &["compshare-tui", "list", "--tag", "L"]) else { return };
    assert_eq!(completed, [""]);
}

#[test]
fn what_a_stranger_wrote_is_one_quoted_word_on_the_line() {
    let home = Home::new();
    let filters = "{\"filter\":\"a $(touch x);`b` 'c' \\\"d\\\"\",\"search\":\"comfy\"}\n";
    home.file(".local/share/compshare-tui/filters.jsonl", filters, 0o600);
    let Some(completed) = bash(&home, &[], &["compshare-tui", "list", "--filter", "a"]) else { return };
    assert_eq!(completed, [r#"a\ \$\(touch\ x\)\;\`b\`\ \'c\'\ \"d\""#]);
    // Half of it typed, as bash has it on the line.
    let again = bash(&home, &[], &["compshare-tui", "list", "--filter", r"a\ \$"]).unwrap();
    assert_eq!(again, completed);
}

#[test]
fn zsh_loads_both_scripts() {
    let script = r#"autoload -U compinit; compinit -D -u; source "$1"; print -r -- $_comps[compshare-tui]"#;
    let home = Home::new();
    let Some(completed) = in_shell(&home, "zsh", &["--static"], &["-f"], script) else { return };
    assert_eq!(completed, "_compshare-tui\n");
    let completed = in_shell(&home, "zsh", &[], &["-f"], script).unwrap();
    assert_eq!(completed, "_clap_dynamic_completer_compshare_tui\n");
}

/// `compadd` and `_describe` want a line editor; what they are given is what would be shown.
#[test]
fn zsh_completes_values_the_first_time_its_file_is_loaded() {
    let script = r#"fpath=(${1:h} $fpath); autoload -U compinit; compinit -D -u
        _describe() { print -rl -- ${(P)3} }
        compdef() { : }
        words=(compshare-tui --demo list --tag L); CURRENT=5; _compshare-tui"#;
    let Some(completed) = in_shell(&synced(), "zsh", &[], &["-f"], script) else { return };
    let completed: Vec<&str> = completed.lines().filter(|line| !line.starts_with('-')).collect();
    assert_eq!(completed, tags("L"));
}

#[test]
fn fish_completes_commands_and_values() {
    let home = synced();
    let Some(commands) = fish(&home, "compshare-tui li") else { return };
    assert_eq!(commands, ["list"]);
    assert_eq!(fish(&home, "compshare-tui --demo list --tag L").unwrap(), tags("L"));
    assert_eq!(fish(&home, "compshare-tui --theme nor").unwrap(), ["nord"]);
    let id = first_image();
    let begun = format!("compshare-tui --demo show {}", &id[..id.len() - 2]);
    assert_eq!(fish(&home, &begun).unwrap(), [id]);
    let out = in_shell(
        &home,
        "fish",
        &["--static"],
        &["--no-config"],
        "source $argv[1]; complete -C 'compshare-tui li'",
    );
    assert!(out.unwrap().starts_with("list\t"));
}

#[test]
fn the_manual_is_a_man_page() {
    let page = Home::new().run(&["man"]).out;
    assert!(page.contains(".TH compshare-tui 1"), "{page}");
}
