//! The checks of keys, service and files.

use std::path::Path;
use std::time::{Instant, SystemTime};

use crate::api::{Client, Route};
use crate::catalogue::{FaultKind, Query, Window, minute};
use crate::config::{Environment, Loaded, Note};
use crate::i18n::Lang;
use crate::messages;
use crate::store::snapshot::{self, Place};

use super::super::exit::{Exit, Failure};
use super::super::service::{Found, Service, find};

/// What was checked, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Check {
    /// What.
    pub(super) name: Name,
    /// How it stands.
    pub(super) status: Verdict,
    /// What was found, in a line.
    pub(super) detail: String,
    /// What to do about it, a line each.
    pub(super) remedies: Vec<String>,
    /// The exit code another command would end with; `None` where it works.
    pub(super) failed: Option<Exit>,
}

/// How a thing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It works.
    Success,
    /// It works, and something should be put right.
    Warning,
    /// It would not work.
    Failed,
}

messages! {
    /// What is checked.
    pub(super) enum Name {
        Program: "program", "程序";
        Keys: "keys", "密钥";
        Proxy: "proxy", "代理";
        Address: "address", "地址";
        Signature: "signature", "签名";
        Clock: "clock", "时钟";
        Catalogue: "catalogue", "本地目录";
        Settings: "settings", "设置";
        State: "state", "状态文件";
        Terminal: "terminal", "终端";
        Glyphs: "glyphs", "字符宽度";
        Clipboard: "clipboard", "剪贴板";
    }
}

messages! {
    /// What is found.
    enum CheckText {
        Demo: "those of the demo service", "演示服务的密钥";
        KeysFrom: "from {}, public key ending in {}", "来自 {}，公钥末四位 {}";
        NoProxy: "none, the service is asked directly", "不经代理，直接连接";
        SystemProxy: "as the system is set; no variable names one", "以系统设置为准；环境变量未指定代理";
        ProxyFrom: "{}, from {}", "{}，来自 {}";
        BadProxy: "{} is no proxy's address", "{} 不是代理地址";
        Answered: "{} answered in {} ms", "{} 在 {} 毫秒内应答";
        Accepted: "accepted; {} groups", "有效；共 {} 个版本组";
        Kept: "{} groups, fetched {}", "{} 个镜像组，同步于 {}";
        NotKept: "not on this computer yet", "尚未同步到本机";
        SyncIt: "compshare-tui sync", "compshare-tui sync";
        ClockRight: "agrees with the service's", "与服务一致";
        ClockWrong: "{} s off the service's", "与服务相差 {} 秒";
        SetClock: "Set this computer's clock.", "请校准本机时间。";
        FileMissing: "{}: not there, the defaults hold", "{}：不存在，使用默认设置";
        FolderWritable: "{}: can be written", "{}：可写";
        FolderMissing: "{}: will be made when something is remembered", "{}：需要时自动创建";
        FolderReadOnly: "{}: cannot be written; nothing is remembered", "{}：不可写，无法记住筛选条件";
        NoHome: "no home folder is known", "找不到主目录";
    }
}

impl Check {
    pub(super) fn good(name: Name, detail: String) -> Self {
        Check { name, status: Verdict::Success, detail, remedies: Vec::new(), failed: None }
    }

    pub(super) fn warning(name: Name, detail: String, remedy: Option<String>) -> Self {
        let remedies = remedy.into_iter().collect();
        Check { name, status: Verdict::Warning, detail, remedies, failed: None }
    }

    fn failed(name: Name, failure: &Failure, lang: Lang) -> Self {
        Check {
            name,
            status: Verdict::Failed,
            detail: failure.sentence(lang),
            remedies: failure.advice(lang),
            failed: Some(failure.exit()),
        }
    }

    fn note(note: &Note, lang: Lang) -> Self {
        Check::warning(Name::Keys, note.sentence(lang), note.remedy())
    }
}

/// Whether keys are found, the service answers, and the two fit.
pub(super) async fn keys_and_service(loaded: &Loaded, environment: &Environment, demo: bool) -> Vec<Check> {
    let lang = loaded.settings.lang;
    let mut checks = Vec::new();
    let (address, service) = if demo {
        checks.push(Check::good(Name::Keys, CheckText::Demo.text(lang).to_owned()));
        ("--demo".to_owned(), Service::demo(loaded).await)
    } else {
        match find(loaded, environment) {
            Found::NoCredentials(notes) => {
                checks.extend(notes.iter().map(|note| Check::note(note, lang)));
                checks.push(Check::failed(Name::Keys, &Failure::NoCredentials(Vec::new()), lang));
                return checks;
            }
            Found::Endpoint(endpoint, notes) => {
                checks.extend(notes.iter().map(|note| Check::note(note, lang)));
                let key = &endpoint.credentials.origin;
                let found = CheckText::KeysFrom.fill(lang, &[&key.source, &key.public_tail]);
                checks.push(Check::good(Name::Keys, found));
                checks.push(proxy(&endpoint.route, lang));
                (endpoint.base_url.clone(), Service::of(*endpoint, loaded))
            }
        }
    };
    match service {
        Ok(service) => {
            checks.extend(ask(&service.client, &address, lang).await);
            checks.extend(service.place.as_ref().map(|place| catalogue(place, lang)));
        }
        Err(failure) => checks.push(Check::failed(Name::Address, &failure, lang)),
    }
    checks
}

/// Which proxy applies to the service, and who says so.
fn proxy(route: &Route, lang: Lang) -> Check {
    let found = match route {
        Route::Direct => CheckText::NoProxy.text(lang).to_owned(),
        Route::System => CheckText::SystemProxy.text(lang).to_owned(),
        Route::Through(proxy) if proxy.address().is_empty() => {
            let found = CheckText::BadProxy.fill(lang, &[&proxy.variable()]);
            return Check::warning(Name::Proxy, found, Some(format!("unset {}", proxy.variable())));
        }
        Route::Through(proxy) => CheckText::ProxyFrom.fill(lang, &[&proxy.address(), &proxy.variable()]),
    };
    Check::good(Name::Proxy, found)
}

/// Asks for one group: that tells about the address, the signature and the clock.
async fn ask(client: &Client, address: &str, lang: Lang) -> Vec<Check> {
    let began = Instant::now();
    let window = Window { offset: 0, limit: 1 };
    let answer = client.page(&Query::default(), window, &|_| ()).await;
    let millis = began.elapsed().as_millis();
    let answered = Check::good(Name::Address, CheckText::Answered.fill(lang, &[&address, &millis]));
    let mut checks = match answer {
        Ok(page) => {
            let total = page.total_count.unwrap_or_default();
            vec![answered, Check::good(Name::Signature, CheckText::Accepted.fill(lang, &[&total]))]
        }
        Err(fault) => match fault.kind {
            // The service answered, and did not like the keys or the rest of the request.
            FaultKind::Service(_) => vec![answered, Check::failed(Name::Signature, &fault.into(), lang)],
            FaultKind::CertificateDate => vec![Check::failed(Name::Clock, &fault.into(), lang)],
            FaultKind::NoCredentials
            | FaultKind::Dns
            | FaultKind::Refused
            | FaultKind::ConnectTimeout
            | FaultKind::Unreachable
            | FaultKind::Stalled
            | FaultKind::TooSlow
            | FaultKind::Disconnected
            | FaultKind::Certificate
            | FaultKind::NoCaStore
            | FaultKind::Tls
            | FaultKind::Proxy
            | FaultKind::BadUrl
            | FaultKind::NoScheme
            | FaultKind::PlainHttp
            | FaultKind::Incomplete
            | FaultKind::TooLarge
            | FaultKind::NotHttp
            | FaultKind::NotTheApi(_)
            | FaultKind::Http(_)
            | FaultKind::Redirected
            | FaultKind::NotInHand
            | FaultKind::Internal => vec![Check::failed(Name::Address, &fault.into(), lang)],
        },
    };
    checks.extend(client.service_time().map(|theirs| clock(SystemTime::now(), theirs, lang)));
    checks
}

/// Compares clocks. A wrong one breaks TLS before anything else, though requests carry no time.
fn clock(ours: SystemTime, theirs: SystemTime, lang: Lang) -> Check {
    let apart = ours.duration_since(theirs).unwrap_or_else(|error| error.duration()).as_secs();
    if apart <= 60 {
        Check::good(Name::Clock, CheckText::ClockRight.text(lang).to_owned())
    } else {
        let remedy = CheckText::SetClock.text(lang).to_owned();
        Check::warning(Name::Clock, CheckText::ClockWrong.fill(lang, &[&apart]), Some(remedy))
    }
}

/// The whole catalogue on disk, which searching without a network needs.
fn catalogue(place: &Place, lang: Lang) -> Check {
    let sync = || Some(CheckText::SyncIt.text(lang).to_owned());
    match snapshot::load(place) {
        Ok(Some(kept)) => {
            let found = CheckText::Kept.fill(lang, &[&kept.groups.len(), &minute(kept.taken)]);
            Check::good(Name::Catalogue, found)
        }
        Ok(None) => Check::good(Name::Catalogue, CheckText::NotKept.text(lang).to_owned()),
        Err(error) => Check::warning(Name::Catalogue, error.sentence(lang), sync()),
    }
}

/// Which program this is: what a report of a fault needs first.
pub(super) fn program() -> Check {
    Check::good(Name::Program, env!("COMPSHARE_TUI_VERSION").to_owned())
}

/// The settings file, and whether something can be remembered.
pub(super) fn places(loaded: &Loaded, environment: &Environment) -> Vec<Check> {
    let lang = loaded.settings.lang;
    let settings = match &loaded.paths.config {
        Some(path) if path.exists() => environment.shorten(path),
        Some(path) => CheckText::FileMissing.fill(lang, &[&environment.shorten(path)]),
        None => CheckText::NoHome.text(lang).to_owned(),
    };
    let state = match &loaded.paths.state {
        None => Check::warning(Name::State, CheckText::NoHome.text(lang).to_owned(), None),
        Some(folder) => state(folder, &environment.shorten(folder), lang),
    };
    vec![Check::good(Name::Settings, settings), state]
}

fn state(folder: &Path, shown: &str, lang: Lang) -> Check {
    if !folder.exists() {
        return Check::good(Name::State, CheckText::FolderMissing.fill(lang, &[&shown]));
    }
    // Asking the system beats reading modes: file systems can be read-only for other reasons.
    match tempfile::tempfile_in(folder) {
        Ok(_) => Check::good(Name::State, CheckText::FolderWritable.fill(lang, &[&shown])),
        Err(_) => Check::warning(Name::State, CheckText::FolderReadOnly.fill(lang, &[&shown]), None),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_word_stands_in_both_languages() {
        crate::i18n::check_table(Name::ALL, Name::text).unwrap();
        crate::i18n::check_table(CheckText::ALL, CheckText::text).unwrap();
    }

    #[test]
    fn the_catalogue_on_disk_is_told() {
        let cache = tempfile::tempdir().unwrap();
        let place = Place::demo(cache.path(), "cn-wlcb");
        let told = || (catalogue(&place, Lang::En).status, catalogue(&place, Lang::En).detail);
        assert_eq!(told(), (Verdict::Success, "not on this computer yet".to_owned()));
        snapshot::save(&place, &snapshot::Snapshot { taken: 1_795_449_600, groups: vec![] }).unwrap();
        assert_eq!(told(), (Verdict::Success, "0 groups, fetched 2026-11-24 00:00".to_owned()));
        std::fs::write(place.path(), "{}").unwrap();
        assert_eq!(told().0, Verdict::Warning);
    }

    #[test]
    fn a_clock_a_minute_off_either_way_is_told() {
        let theirs = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let status = |seconds: i64| {
            let apart = Duration::from_secs(seconds.unsigned_abs());
            let ours = if seconds < 0 { theirs - apart } else { theirs + apart };
            clock(ours, theirs, Lang::En).status
        };
        assert_eq!([status(0), status(60), status(-60)], [Verdict::Success; 3]);
        assert_eq!([status(61), status(-3600)], [Verdict::Warning; 2]);
    }

    #[test]
    fn a_folder_that_is_missing_is_no_trouble_and_a_file_in_its_place_is() {
        let home = tempfile::tempdir().unwrap();
        let status = |folder: &Path| state(folder, "~/x", Lang::En).status;
        assert_eq!(status(&home.path().join("none")), Verdict::Success);
        assert_eq!(status(home.path()), Verdict::Success);
        let file = home.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert_eq!(status(&file), Verdict::Warning);
    }
}
