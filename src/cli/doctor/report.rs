//! Writes what `doctor` found: for people, or in `compshare-cli`'s envelope.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use crate::config::{Environment, Loaded, Origin, Paths, Setting};
use crate::i18n::Lang;
use crate::messages;
use crate::text::{pad_end, width};

use super::super::exit::Failure;
use super::super::output;
use super::checks::{Check, Verdict};

messages! {
    /// ReportText of the report.
    enum ReportText {
        Good: "ok", "正常";
        Warning: "look", "注意";
        Failed: "FAILS", "失败";
        Settings: "Settings", "设置";
        Paths: "Paths", "路径";
        Flag: "flag", "命令行参数";
        Line: "line {}", "第 {} 行";
        Compshare: "compshare-cli", "compshare-cli";
        Surroundings: "locale or terminal", "系统区域或终端";
        Default: "default", "默认";
        Unset: "-", "-";
        Missing: " (not there)", "（不存在）";
        Nowhere: "no home folder", "无主目录";
    }
}

/// What was found, as JSON.
#[derive(Serialize)]
pub(super) struct Report {
    checks: Vec<CheckRow>,
    settings: Vec<SettingRow>,
    paths: Vec<PathRow>,
}

/// A check, under the names of `compshare doctor`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CheckRow {
    check: &'static str,
    status: &'static str,
    detail: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    remedy: String,
}

#[derive(Serialize)]
struct SettingRow {
    name: &'static str,
    value: Option<String>,
    source: String,
}

#[derive(Serialize)]
struct PathRow {
    name: &'static str,
    path: Option<String>,
    exists: bool,
}

/// Writes JSON: the report is `data`, or `error.details` where something fails.
pub(super) fn json(
    out: &mut impl Write,
    checks: &[Check],
    loaded: &Loaded,
    failure: Option<&Failure>,
) -> io::Result<()> {
    let report = Report {
        checks: checks.iter().map(check_row).collect(),
        settings: setting_rows(loaded, Lang::En),
        paths: path_rows(&loaded.paths),
    };
    match failure {
        None => output::success(out, report, serde_json::json!({})),
        Some(failure) => output::failure_with(out, failure, loaded.settings.lang, &report),
    }
}

/// Writes text.
pub(super) fn text(
    out: &mut impl Write,
    checks: &[Check],
    loaded: &Loaded,
    environment: &Environment,
) -> io::Result<()> {
    let lang = loaded.settings.lang;
    let words = [ReportText::Good, ReportText::Warning, ReportText::Failed].map(|word| word.text(lang));
    let status = words.iter().map(|word| width(word)).max().unwrap_or_default();
    let name = checks.iter().map(|check| width(check.name.text(lang))).max().unwrap_or_default();
    for check in checks {
        let word = match check.status {
            Verdict::Success => words[0],
            Verdict::Warning => words[1],
            Verdict::Failed => words[2],
        };
        writeln!(
            out,
            "{}  {}  {}",
            pad_end(word, status),
            pad_end(check.name.text(lang), name),
            check.detail
        )?;
        for remedy in &check.remedies {
            writeln!(out, "{}{remedy}", " ".repeat(status + name + 4))?;
        }
    }
    writeln!(out, "\n{}", ReportText::Settings.text(lang))?;
    for row in setting_rows(loaded, lang) {
        let value = row.value.as_deref().unwrap_or(ReportText::Unset.text(lang));
        writeln!(
            out,
            "  {}  {}  {}",
            pad_end(row.name, 11),
            pad_end(value, width(value).max(26)),
            row.source
        )?;
    }
    writeln!(out, "\n{}", ReportText::Paths.text(lang))?;
    for row in path_rows(&loaded.paths) {
        let path = row.path.map(|path| environment.shorten(&PathBuf::from(path)));
        let path = path.unwrap_or_else(|| ReportText::Nowhere.text(lang).to_owned());
        let exists = if row.exists { "" } else { ReportText::Missing.text(lang) };
        writeln!(out, "  {}  {path}{exists}", pad_end(row.name, 11))?;
    }
    Ok(())
}

fn check_row(check: &Check) -> CheckRow {
    let status = match check.status {
        Verdict::Success => "Success",
        Verdict::Warning => "Warning",
        Verdict::Failed => "Failed",
    };
    CheckRow {
        check: check.name.text(Lang::En),
        status,
        detail: check.detail.clone(),
        remedy: check.remedies.join(" "),
    }
}

fn setting_rows(loaded: &Loaded, lang: Lang) -> Vec<SettingRow> {
    let source = |origin: &Origin| match origin {
        Origin::Flag => ReportText::Flag.text(lang).to_owned(),
        Origin::Variable(name) => (*name).to_owned(),
        Origin::Line(number) => format!("config.toml, {}", ReportText::Line.fill(lang, &[number])),
        Origin::Compshare => ReportText::Compshare.text(lang).to_owned(),
        Origin::Surroundings => ReportText::Surroundings.text(lang).to_owned(),
        Origin::Default => ReportText::Default.text(lang).to_owned(),
    };
    let row = |(setting, origin): &(Setting, Origin)| SettingRow {
        name: setting.name(),
        value: loaded.settings.value(*setting),
        source: source(origin),
    };
    loaded.origins.iter().map(row).collect()
}

fn path_rows(paths: &Paths) -> Vec<PathRow> {
    let named = [
        ("config", &paths.config),
        ("themes", &paths.themes),
        ("state", &paths.state),
        ("compshare", &paths.compshare),
        ("ucloud", &paths.ucloud),
    ];
    let row = |(name, path): (&'static str, &Option<PathBuf>)| PathRow {
        name,
        path: path.as_ref().map(|path| path.display().to_string()),
        exists: path.as_ref().is_some_and(|path| path.exists()),
    };
    named.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_in_both_languages() {
        crate::i18n::check_table(ReportText::ALL, ReportText::text).unwrap();
    }
}
