//! `config`, and settings with mistakes.

use super::Home;

#[test]
fn the_printed_file_is_accepted_and_changes_nothing() {
    for lang in ["en", "zh"] {
        let home = Home::new().with("COMPSHARE_LANG", lang);
        let printed = home.run(&["config"]).out;
        let path = home.file(".config/compshare-tui/config.toml", &printed, 0o644);
        let run = home.run(&["config", "--check"]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
        assert!(run.out.starts_with(path.to_str().unwrap()), "{}", run.out);
    }
}

#[test]
fn the_path_is_told_with_or_without_a_file() {
    let home = Home::new();
    let expected = home.folder.path().join(".config/compshare-tui/config.toml");
    assert_eq!(home.run(&["config", "--path"]).out, format!("{}\n", expected.display()));
}

#[test]
fn a_mistake_stops_every_command_with_its_line_and_the_nearest_name() {
    let home = Home::new();
    let path = home.file(".config/compshare-tui/config.toml", "lang = 'zh'\npage_szie = 5\n", 0o644);
    let run = home.run(&["--demo", "list"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    let expected = "there is no setting “page_szie”; did you mean “page_size”?";
    assert_eq!(run.err, format!("compshare-tui: {}:2: {expected}\n", path.display()));
}

#[test]
fn keys_are_changed_by_the_file_and_mistakes_in_them_are_found() {
    let home = Home::new();
    home.file(".config/compshare-tui/config.toml", "[keys]\nquit = ['x', 'g z']\nredraw = 'none'\n", 0o644);
    let keys = home.run(&["keys"]);
    let row =
        |id: &str| keys.out.lines().find(|line| line.contains(&format!(" {id} "))).unwrap().trim_start();
    assert!(row("quit").starts_with("x, g z "), "{}", row("quit"));
    assert!(row("redraw").starts_with("- "), "{}", row("redraw"));
    assert_eq!(home.run(&["config", "--check"]).code, Some(0));
    home.file(".config/compshare-tui/config.toml", "[keys]\nqiut = 'x'\n", 0o644);
    for command in [&["keys"][..], &["config", "--check"]] {
        let run = home.run(command);
        assert_eq!(run.code, Some(2), "{command:?}");
        assert!(run.err.contains("config.toml:2: ") && run.err.contains("quit"), "{}", run.err);
    }
}

#[test]
fn a_setting_from_the_file_is_used_and_a_flag_beats_it() {
    let home = Home::new();
    home.file(".config/compshare-tui/config.toml", "lang = 'zh'\n", 0o644);
    assert!(home.run(&["--demo", "list", "--limit", "1"]).out.contains("名称"));
    assert!(home.run(&["--demo", "list", "--limit", "1", "--lang", "en"]).out.contains("NAME"));
}

#[test]
fn without_a_home_the_demo_still_runs() {
    let mut command = Home::new().command(&["--demo", "list", "--ids"]);
    let output = command.env_remove("HOME").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
}
