//! The help of every command and the table of keys, against golden files: what users read changes on purpose or not at all.

use std::path::Path;

use clap::CommandFactory;
use compshare_tui::Arguments;

use super::Home;

/// Compares with a golden file; `UPDATE_GOLDEN=1` writes it.
fn compare(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, golden, "{name}: run UPDATE_GOLDEN=1 cargo test --test cli if this is meant");
}

#[test]
fn every_commands_help_is_as_agreed() {
    let home = Home::new();
    compare("tests/cli/help/compshare-tui.txt", &home.run(&["--help"]).out);
    for command in Arguments::command().get_subcommands() {
        let run = home.run(&[command.get_name(), "--help"]);
        assert_eq!(run.code, Some(0));
        compare(&format!("tests/cli/help/{}.txt", command.get_name()), &run.out);
    }
}

#[test]
fn the_documented_keys_are_the_programs() {
    for (lang, file) in [("en", "docs/keys.md"), ("zh", "docs/keys.zh-CN.md")] {
        compare(file, &Home::new().run(&["keys", "--markdown", "--lang", lang]).out);
    }
}

#[test]
fn golden_files_are_those_of_commands_that_exist() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/help");
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let name = name.trim_end_matches(".txt");
        let is_command = Arguments::command().find_subcommand(name).is_some();
        assert!(is_command || name == "compshare-tui", "{name}.txt belongs to no command");
    }
}

#[test]
fn no_help_has_a_flag_for_keys() {
    for command in Arguments::command().get_subcommands().chain([&Arguments::command()]) {
        for argument in command.get_arguments().filter_map(|argument| argument.get_long()) {
            assert!(!argument.contains("key") && !argument.contains("secret"), "--{argument}");
        }
    }
}

#[test]
fn no_help_is_wider_than_80_columns() {
    let home = Home::new();
    let commands: Vec<String> =
        Arguments::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let ways = ["--help", "-h"];
    let helps = commands.iter().flat_map(|name| ways.map(|way| home.run(&[name, way]).out));
    for help in helps.chain(ways.map(|way| home.run(&[way]).out)) {
        for line in help.lines() {
            assert!(compshare_tui::face::text::width(line) <= 80, "{line}");
        }
    }
}

/// A line that is broken is no example to copy.
#[test]
fn no_example_is_broken_to_fit() {
    let program = Arguments::command();
    for command in program.get_subcommands().chain([&program]) {
        let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let widest = examples.lines().map(compshare_tui::face::text::width).max();
        assert!(widest <= Some(80), "{}: {examples}", command.get_name());
    }
}

#[test]
fn the_version_names_the_commit_its_day_and_the_target() {
    let home = Home::new();
    let number = env!("CARGO_PKG_VERSION");
    assert_eq!(home.run(&["-V"]).out, format!("compshare-tui {number}\n"));
    let told = home.run(&["--version"]).out;
    let build =
        told.strip_prefix(&format!("compshare-tui {number} (")).and_then(|rest| rest.strip_suffix(")\n"));
    let parts: Vec<&str> = build.unwrap_or_else(|| panic!("{told}")).split(' ').collect();
    assert!(parts.last().unwrap().contains(std::env::consts::ARCH), "{told}");
    // Without git, as from a package, commit and day may be missing.
    if let [commit, day, _] = parts[..] {
        assert!(commit.len() >= 9 && commit.chars().all(|digit| digit.is_ascii_hexdigit()), "{told}");
        assert!(day.len() == 10 && day.split('-').all(|part| part.parse::<u16>().is_ok()), "{told}");
    }
}
