//! A virtual environment with the programs of others in it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// What is installed: pinned, so that a failure means that we changed.
const PACKAGES: [&str; 2] = ["ucloud-sdk-python3==0.11.150", "compshare-cli==0.5.6"];

/// A Python with the packages; `None`, and a message, where it cannot be had.
pub(crate) fn python() -> Option<&'static Path> {
    static PYTHON: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    match PYTHON.get_or_init(environment) {
        Ok(python) => Some(python),
        Err(why) if std::env::var_os("COMPSHARE_TUI_CONFORMANCE").is_some_and(|it| it == "required") => {
            panic!("conformance is required: {why}")
        }
        Err(why) => {
            eprintln!("skipped, as the programs to compare with are not installed: {why}");
            None
        }
    }
}

fn environment() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance");
    let python = folder.join("bin/python");
    let installed = folder.join(PACKAGES.join("+"));
    // A Python that has been upgraded leaves the link to it dangling.
    if !installed.exists() || !python.exists() {
        succeed(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--no-cache-dir", "--disable-pip-version-check"]);
        pip.args(["--retries", "1", "--timeout", "20"]).args(PACKAGES);
        succeed(&mut pip)?;
        std::fs::write(&installed, "").map_err(|error| error.to_string())?;
    }
    Ok(python)
}

fn succeed(command: &mut Command) -> Result<(), String> {
    let done = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    // The reason stands last, wherever it is said.
    let said = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
    if done.status.success() {
        Ok(())
    } else {
        Err(format!("{command:?}: {}", said.trim().lines().last().unwrap_or_default()))
    }
}

/// Runs one of our Python scripts: JSON in, JSON out. It sees these variables and an empty home, and nothing of this
/// machine's settings, proxies and keys.
pub(crate) fn run(python: &Path, script: &str, variables: &[(&str, &str)], input: &Value) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance").join(script);
    let home = tempfile::tempdir().unwrap();
    let mut child = Command::new(python)
        .arg(script)
        .env_clear()
        .envs([("PATH", "/usr/bin:/bin"), ("LANG", "C.UTF-8"), ("PYTHONDONTWRITEBYTECODE", "1")])
        .env("HOME", home.path())
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    serde_json::from_slice(&done.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{said}", String::from_utf8_lossy(&done.stdout)))
}
