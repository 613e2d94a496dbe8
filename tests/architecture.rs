//! The load-bearing walls: which room may use which, what the pure rooms must not know, and that nothing a user
//! reads is hard-coded in one language. Reads `src/` as text; a wall that moves is moved here, on purpose.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test is a panic")]

use std::path::{Path, PathBuf};

/// Rooms from the ground up, each with the rooms it may use. `i18n` and `text` are for all above them.
const ROOMS: [(&str, &[&str]); 17] = [
    ("i18n", &[]),
    ("text", &["i18n"]),
    ("catalogue", &[]),
    ("search", &["catalogue"]),
    ("readme", &[]),
    ("qr", &[]),
    ("pictures", &[]),
    ("wire", &["catalogue"]),
    ("api", &["catalogue", "pictures", "wire"]),
    ("config", &["catalogue", "api"]),
    ("store", &["catalogue", "wire", "config"]),
    ("sync", &["catalogue", "api", "store"]),
    ("demo", &["catalogue", "qr", "wire"]),
    ("app", &["catalogue", "search", "readme", "pictures"]),
    ("ui", &["catalogue", "search", "readme", "qr", "pictures", "app"]),
    (
        "runtime",
        &[
            "catalogue",
            "search",
            "readme",
            "qr",
            "pictures",
            "api",
            "config",
            "store",
            "sync",
            "demo",
            "app",
            "ui",
        ],
    ),
    (
        "cli",
        &[
            "catalogue",
            "search",
            "readme",
            "qr",
            "pictures",
            "api",
            "config",
            "store",
            "sync",
            "demo",
            "app",
            "ui",
            "runtime",
        ],
    ),
];
/// What every room above `text` and `i18n` may use.
const COMMON: [&str; 3] = ["text", "i18n", "messages"];

/// Rooms that know no terminal, no network, no clock, no disk: same input, same output.
const PURE: [&str; 10] =
    ["text", "i18n", "catalogue", "search", "readme", "qr", "pictures", "wire", "app", "ui"];
/// What a pure room must not mention. (`ui` draws with ratatui's widgets; the terminal behind them is not its own.)
const IMPURE: [&str; 16] = [
    "crossterm::",
    "tokio::",
    "reqwest::",
    "rustix::",
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    // A scoped thread ends before the function that began it returns, so it is allowed.
    "thread::spawn",
    "thread::sleep",
    "thread::current",
    "thread::Builder",
    "std::io",
    "Instant",
    "SystemTime",
    "std::{",
];
const TERMINAL_ROOM: &str = "ui";

/// A source file without comments and tests: its room, its path, its numbered lines of code.
struct Source {
    room: String,
    path: PathBuf,
    lines: Vec<(usize, String)>,
}

fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&src).sort_by_file_name().into_iter().map(Result::unwrap);
    let rust = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "rs"));
    let sources: Vec<Source> = rust.filter_map(|file| source(&src, file.path())).collect();
    assert!(sources.len() > 50, "src/ was not found");
    sources
}

/// `None` for files at the top (`lib.rs`, `main.rs`), which are no room, and for files of tests.
fn source(src: &Path, path: &Path) -> Option<Source> {
    let relative = path.strip_prefix(src).unwrap();
    let is_test = relative.iter().any(|part| part == "tests" || part == "tests.rs");
    let room = relative.iter().next().filter(|_| relative.iter().count() > 1 && !is_test)?;
    let text = std::fs::read_to_string(path).unwrap();
    let code = text.lines().enumerate().take_while(|(_, line)| line.trim() != "#[cfg(test)]");
    let lines = code
        .map(|(at, line)| (at + 1, without_comment(line).to_owned()))
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    Some(Source { room: room.to_str()?.to_owned(), path: relative.to_owned(), lines })
}

fn without_comment(line: &str) -> &str {
    let comment = line.match_indices("//").map(|(at, _)| at);
    // `//` after a colon or inside quotes is an address, not a comment.
    let mut comment = comment
        .filter(|at| !line[..*at].ends_with(':') && line[..*at].matches('"').count().is_multiple_of(2));
    comment.next().map_or(line, |at| &line[..at])
}

fn complain(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The rooms a line of code names: what follows `crate::`.
fn named(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::").filter(|(at, _)| !line[..*at].ends_with('$')).map(move |(at, prefix)| {
        let rest = &line[at + prefix.len()..];
        &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())]
    })
}

#[test]
fn rooms_depend_one_way() {
    let mut complaints = Vec::new();
    for source in sources() {
        let (at, (_, allowed)) = ROOMS
            .iter()
            .enumerate()
            .find(|(_, (room, _))| *room == source.room)
            .unwrap_or_else(|| panic!("{} is a new room: add it to ROOMS", source.room));
        for (number, line) in &source.lines {
            for name in named(line) {
                let is_common = COMMON.contains(&name) && (at > 1 || name == "messages");
                if name != source.room && !allowed.contains(&name) && !is_common {
                    let path = source.path.display();
                    complaints.push(format!("src/{path}:{number}: `{}` must not use `{name}`", source.room));
                }
            }
        }
    }
    complain(&complaints);
}

#[test]
fn a_room_may_only_use_rooms_below_it() {
    for (at, (room, allowed)) in ROOMS.iter().enumerate() {
        for used in *allowed {
            let below = ROOMS[..at].iter().any(|(lower, _)| lower == used);
            assert!(below, "{room} uses {used}, which does not stand below it");
        }
    }
}

/// A line of a map of the house: a room, what it is, and the rooms it may use where that is told.
fn mapped<'a>(file: &'a str, before: &str, between: &str) -> Vec<(&'a str, &'a str, &'a str)> {
    let lines = file.lines().filter_map(|line| line.strip_prefix(before)?.split_once(between));
    let line = |(room, rest): (&'a str, &'a str)| {
        let (what, used) = rest.split_once(" | ").unwrap_or((rest, ""));
        (room, what, used.trim_end_matches([' ', '|']))
    };
    lines.map(line).collect()
}

#[test]
fn both_maps_of_the_house_show_the_rooms_in_order_and_their_walls() {
    let read = |path| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let (lib, page) = (read("src/lib.rs"), read("docs/architecture.md"));
    let (lib, page) = (mapped(&lib, "//! - [`", "`] — "), mapped(&page, "| `", "` | "));
    let what = |rooms: &[(&str, &str, &str)]| -> Vec<String> {
        rooms.iter().map(|(room, what, _)| format!("{room}: {what}")).collect()
    };
    assert_eq!(what(&lib), what(&page));
    let rooms: Vec<&str> = page.iter().map(|(room, ..)| *room).collect();
    assert_eq!(rooms, ROOMS.map(|(room, _)| room));
    for (at, (room, _, used)) in page.iter().enumerate() {
        let is_used = |other: &&str| {
            !COMMON.contains(other)
                && match used.split_once("all above but ") {
                    Some((_, not)) => !not.contains(&format!("`{other}`")),
                    None => used.contains(&format!("`{other}`")),
                }
        };
        let used: Vec<&str> = rooms[..at].iter().copied().filter(is_used).collect();
        // `i18n` and `text` are for everyone, as the page says below.
        let allowed = ROOMS[at].1.iter().copied().filter(|other| !COMMON.contains(other));
        assert_eq!(used, allowed.collect::<Vec<_>>(), "{room}");
    }
}

#[test]
fn no_path_leaves_a_room_by_the_back_door() {
    let mut complaints = Vec::new();
    for source in sources() {
        // `super::` in a room's mod.rs is the whole crate.
        let is_top = source.path.iter().count() == 2 && source.path.ends_with("mod.rs");
        for (number, line) in source.lines.iter().filter(|(_, line)| is_top && line.contains("super::")) {
            complaints.push(format!("src/{}:{number}: {}", source.path.display(), line.trim()));
        }
    }
    complain(&complaints);
}

#[test]
fn pure_rooms_know_no_terminal_network_clock_or_disk() {
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|source| PURE.contains(&&*source.room)) {
        let ratatui = (source.room != TERMINAL_ROOM).then_some("ratatui::");
        for (number, line) in &source.lines {
            for word in IMPURE.into_iter().chain(ratatui).filter(|word| line.contains(word)) {
                complaints.push(format!("src/{}:{number}: {word} in {}", source.path.display(), line.trim()));
            }
        }
    }
    complain(&complaints);
}

/// Whether a line begins a table with both languages side by side.
fn is_table_start(line: &str) -> bool {
    is_words_start(line) || ["commands! {", "toggles! {", "kinds! {", "sort_fields! {"].contains(&line)
}

fn is_words_start(line: &str) -> bool {
    line == "messages! {" || line == "crate::messages! {"
}

#[test]
fn chinese_stands_in_tables_next_to_its_english() {
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|source| source.room != "i18n") {
        let mut in_table = false;
        for (number, line) in &source.lines {
            in_table |= is_table_start(line);
            let is_chinese = line.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
            if is_chinese && !in_table {
                complaints.push(format!("src/{}:{number}: {}", source.path.display(), line.trim()));
            }
            in_table &= line != "}";
        }
    }
    complain(&complaints);
}

#[test]
fn every_table_of_words_is_checked_by_a_test_of_its_file_or_room() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|source| source.room != "i18n") {
        let mut lines = source.lines.iter().map(|(_, line)| line.trim());
        while lines.by_ref().any(is_words_start) {
            let table =
                lines.by_ref().find_map(|line| line.split_once("enum ")).unwrap().1.trim_end_matches(" {");
            let check = format!("{table}::ALL, {table}::text");
            let own = src.join(&source.path);
            let beside = own.with_extension("").join("tests.rs");
            let room = src.join(&source.room).join("tests.rs");
            let checked = [own, beside, room]
                .iter()
                .filter_map(|file| std::fs::read_to_string(file).ok())
                .any(|text| text.contains(&check));
            if !checked {
                complaints.push(format!("src/{}: no test checks {check}", source.path.display()));
            }
        }
    }
    complain(&complaints);
}

/// All code, that of tests too.
fn all_code() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = ["src", "tests"].map(|folder| walkdir::WalkDir::new(root.join(folder))).into_iter().flatten();
    let rust =
        files.map(Result::unwrap).filter(|file| file.path().extension().is_some_and(|name| name == "rs"));
    rust.map(|file| std::fs::read_to_string(file.path()).unwrap()).collect()
}

fn cells(row: &str) -> Vec<&str> {
    row.trim_matches(['|', ' ']).split(" | ").map(str::trim).collect()
}

/// The rows of a page's first table, without its head.
fn rows(page: &str) -> Vec<Vec<&str>> {
    let table = page.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
    table.take_while(|line| line.starts_with('|')).map(cells).collect()
}

/// Complains of names in a cell that are no test's.
fn assert_tests(cell: &str, code: &str) {
    let names: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
    assert!(!names.is_empty(), "{cell}");
    for name in names {
        assert!(code.contains(&format!("fn {name}(")), "{name} is no test");
    }
}

#[test]
fn every_test_that_the_promises_name_exists() {
    let promises =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/trust.md")).unwrap();
    let code = all_code();
    let is_promise = |row: &&str| row.split('|').nth(1).is_some_and(|cell| cell.trim().parse::<u8>().is_ok());
    let promised: Vec<&str> = promises.lines().filter(is_promise).collect();
    for row in &promised {
        assert_tests(row.trim_end_matches([' ', '|']).rsplit('|').next().unwrap(), &code);
    }
    assert_eq!(promised.len(), 34);
}

#[test]
fn every_row_of_readmes_comparison_has_its_tests() {
    let read = |path| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let (readme, contributing, code) = (read("README.md"), read("CONTRIBUTING.md"), all_code());
    let backed = rows(contributing.split_once("## README's comparison").unwrap().1);
    let firsts = |rows: &[Vec<&str>]| rows.iter().map(|row| row[0].to_owned()).collect::<Vec<_>>();
    assert_eq!(firsts(&rows(&readme)), firsts(&backed));
    backed.iter().for_each(|row| assert_tests(row[1], &code));
}

/// The paths that a file's `use` lines name, braces written out: `use super::{a::B, c};` names `super::a::B` and
/// `super::c`.
fn used_paths(source: &Source) -> Vec<String> {
    let code: Vec<&str> = source.lines.iter().map(|(_, line)| line.trim()).collect();
    let mut paths = Vec::new();
    for statement in code.join(" ").split(';') {
        let Some(at) = statement.find("use ") else { continue };
        let before = statement[..at].chars().next_back();
        if before.is_none_or(|c| !c.is_alphanumeric() && c != '_') {
            write_out("", &statement[at + 4..], &mut paths);
        }
    }
    paths
}

fn write_out(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let name = tree.split(" as ").next().unwrap_or(tree).trim();
        paths.push(format!("{prefix}{name}").trim_end_matches("::self").to_owned());
        return;
    };
    let prefix = format!("{prefix}{}", &tree[..open]);
    let inside = tree[open + 1..].rfind('}').map_or("", |close| &tree[open + 1..open + 1 + close]);
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inside[start..at].trim().is_empty() {
                    write_out(&prefix, &inside[start..at], paths);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The module a file is, as a path below `crate`: `app/update/mod.rs` is `["app", "update"]`.
fn module_of(path: &Path) -> Vec<String> {
    let mut parts: Vec<String> =
        path.with_extension("").iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    parts.pop_if(|last| last == "mod");
    parts
}

/// No file needs another that needs it in turn, so that each can be read, tested and moved by itself.
///
/// What a folder's `mod.rs` hands on counts as its own, and what the files of a folder take from the `mod.rs` above them
/// is no arrow: the folder is one room.
#[test]
fn no_files_need_each_other_in_a_circle() {
    let sources = sources();
    let modules: Vec<Vec<String>> = sources.iter().map(|source| module_of(&source.path)).collect();
    let needs = |from: usize| -> Vec<usize> {
        let own = &modules[from];
        let resolve = |path: String| {
            let mut parts: Vec<String> = path.split("::").map(|part| part.trim().to_owned()).collect();
            let mut module = own.clone();
            match parts[0].as_str() {
                "crate" => module.clear(),
                "super" => module.truncate(own.len() - 1),
                "self" => {}
                _ => parts.insert(0, "self".to_owned()),
            }
            for part in parts.into_iter().skip(1) {
                if part == "super" { module.truncate(module.len() - 1) } else { module.push(part) }
            }
            let target = (1..=module.len())
                .rev()
                .find_map(|length| modules.iter().position(|known| known[..] == module[..length]))?;
            let is_above = own.starts_with(&modules[target]);
            (!is_above && target != from).then_some(target)
        };
        used_paths(&sources[from]).into_iter().filter_map(resolve).collect()
    };
    let graph: Vec<Vec<usize>> = (0..sources.len()).map(needs).collect();
    assert!(graph.iter().map(Vec::len).sum::<usize>() > 300, "imports were read");
    let mut done = vec![false; sources.len()];
    for start in 0..sources.len() {
        let mut path = Vec::new();
        if let Some(circle) = circle(start, &graph, &mut path, &mut done) {
            let names = circle.iter().map(|at| sources[*at].path.display().to_string());
            panic!("a circle: {}", names.collect::<Vec<_>>().join(" -> "));
        }
    }
}

fn circle(at: usize, graph: &[Vec<usize>], path: &mut Vec<usize>, done: &mut [bool]) -> Option<Vec<usize>> {
    if let Some(first) = path.iter().position(|before| *before == at) {
        return Some([&path[first..], &[at]].concat());
    }
    if done[at] {
        return None;
    }
    path.push(at);
    let found = graph[at].iter().find_map(|next| circle(*next, graph, path, done));
    path.pop();
    done[at] = true;
    found
}
