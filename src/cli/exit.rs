//! How a command ends: the documented exit codes, and what is said when something went wrong.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::catalogue::{Fault, FaultKind, Wrong};
use crate::config::{ConfigError, Note};
use crate::demo;
use crate::i18n::Lang;
use crate::messages;
use crate::qr::{TooLong, TooSmall};
use crate::runtime;
use crate::store::{FileProblem, Kept, StoreError};
use crate::text::CleanText;

/// The exit codes; documented in `--help`, so a script may rely on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: the service refused, there is no such image, or the answer could not be written.
    Refused,
    /// 2: wrong usage or settings.
    Usage,
    /// 3: no or wrong keys.
    Credentials,
    /// 4: the network, or an answer that is none.
    Network,
    /// 130: interrupted.
    Interrupted,
    /// 128 + n: ended by signal n.
    Signal(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::Usage => 2,
            Exit::Credentials => 3,
            Exit::Network => 4,
            Exit::Interrupted => 130,
            Exit::Signal(number) => 128_u8.saturating_add(number),
        })
    }
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.sentence(Lang::En))]
pub(crate) enum Failure {
    /// Settings cannot be used.
    Config(#[from] ConfigError),
    /// The command line asks for something that does not go together; why.
    Usage(ExitText),
    /// No keys were found; what the search noticed.
    NoCredentials(Vec<Note>),
    /// The service or the network.
    Fault(#[from] Fault),
    /// There is no image or group of this id.
    NotFound(String),
    /// The image or group of this id has no Readme.
    NoReadme(String),
    /// A file cannot be read; the system's reason.
    Unreadable(PathBuf, io::Error),
    /// A text that no QR code holds.
    TooLong(TooLong),
    /// A window that a QR code does not fit into.
    TooSmall(TooSmall),
    /// There is no command of this name.
    NoCommand(String),
    /// The demo service does not start.
    Demo(#[from] demo::Error),
    /// Standard output cannot be written.
    Output(#[from] io::Error),
    /// A file of ours cannot be read or written.
    Store(#[from] StoreError),
    /// There are no filters of this name; those there are.
    NoFilter {
        /// The name.
        name: String,
        /// Names there are.
        known: Vec<String>,
    },
    /// A term of a search cannot be meant.
    Term {
        /// The term.
        term: String,
        /// What is wrong with it.
        why: Wrong,
    },
    /// The log file cannot be written; the system's reason.
    Log(io::Error),
    /// The explorer failed.
    Explorer(#[from] runtime::Error),
    /// It was said already what is wrong.
    Told(Exit),
}

impl Failure {
    /// Whether the reader of our output went away, which is no failure to speak of (`list | head`).
    #[must_use]
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The exit code.
    #[must_use]
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Failure::Config(_)
            | Failure::Usage(_)
            | Failure::NoCommand(_)
            | Failure::TooLong(_)
            | Failure::TooSmall(_)
            | Failure::NoFilter { .. }
            | Failure::Term { .. }
            | Failure::Unreadable(..)
            | Failure::Log(_)
            | Failure::Explorer(
                runtime::Error::NoTerminal | runtime::Error::Keys { .. } | runtime::Error::Theme(_),
            ) => Exit::Usage,
            Failure::NoCredentials(_) => Exit::Credentials,
            Failure::Fault(fault) => exit_of(&fault.kind),
            Failure::NotFound(_)
            | Failure::NoReadme(_)
            | Failure::Demo(_)
            | Failure::Store(_)
            | Failure::Output(_)
            | Failure::Explorer(runtime::Error::Terminal(_)) => Exit::Refused,
            Failure::Told(exit) => *exit,
        }
    }

    /// What went wrong, in one sentence.
    #[must_use]
    pub(crate) fn sentence(&self, lang: Lang) -> String {
        match self {
            Failure::Config(error) => error.sentence(lang),
            Failure::Usage(words) => words.text(lang).to_owned(),
            Failure::NoCredentials(_) => Fault::new(FaultKind::NoCredentials).sentence(lang),
            Failure::Fault(fault) if fault.detail.is_empty() => fault.sentence(lang),
            Failure::Fault(fault) => format!("{} ({})", fault.sentence(lang), fault.detail),
            Failure::NotFound(id) => ExitText::NotFound.fill(lang, &[&CleanText::line(id)]),
            Failure::NoReadme(id) => ExitText::NoReadme.fill(lang, &[&CleanText::line(id)]),
            Failure::Unreadable(path, error) => {
                ExitText::Unreadable.fill(lang, &[&CleanText::line(&path.display().to_string()), error])
            }
            Failure::TooLong(error) => error.sentence(lang),
            Failure::TooSmall(error) => error.sentence(lang),
            Failure::NoCommand(name) => ExitText::NoCommand.fill(lang, &[&CleanText::line(name)]),
            Failure::Demo(error) => error.sentence(lang),
            Failure::Output(error) => ExitText::Output.fill(lang, &[error]),
            Failure::NoFilter { name, known } if known.is_empty() => {
                ExitText::NoFilterYet.fill(lang, &[&CleanText::line(name)])
            }
            Failure::NoFilter { name, known } => {
                let between = if lang == Lang::Zh { "、" } else { ", " };
                ExitText::NoFilter.fill(lang, &[&CleanText::line(name), &known.join(between)])
            }
            Failure::Term { term, why } => {
                ExitText::Term.fill(lang, &[&CleanText::line(term), &why.text(lang)])
            }
            Failure::Store(error) => error.sentence(lang),
            Failure::Log(error) => ExitText::Log.fill(lang, &[error]),
            Failure::Explorer(runtime::Error::NoTerminal) => ExitText::NoTerminal.text(lang).to_owned(),
            Failure::Explorer(runtime::Error::Terminal(error)) => ExitText::Terminal.fill(lang, &[error]),
            Failure::Explorer(runtime::Error::Keys { line, error }) => {
                format!("config.toml:{line}: {}", error.sentence(lang))
            }
            Failure::Explorer(runtime::Error::Theme(error)) => error.sentence(lang),
            Failure::Told(_) => ExitText::Told.text(lang).to_owned(),
        }
    }

    /// What else is worth knowing: a remedy, the request's id, which key was used.
    #[must_use]
    pub(crate) fn advice(&self, lang: Lang) -> Vec<String> {
        match self {
            Failure::NoCredentials(notes) => {
                let mut advice: Vec<String> = notes.iter().map(|note| note.sentence(lang)).collect();
                advice.push(Fault::new(FaultKind::NoCredentials).remedy(lang).to_owned());
                advice.push(ExitText::WhereKeys.text(lang).to_owned());
                advice
            }
            Failure::Fault(fault) => {
                let mut advice = vec![fault.remedy(lang).to_owned()];
                if let Some(key) = &fault.key {
                    advice.push(ExitText::KeyUsed.fill(lang, &[&key.source, &key.public_tail]));
                }
                if let Some(id) = &fault.request_id {
                    advice.push(ExitText::RequestId.fill(lang, &[id]));
                }
                advice
            }
            Failure::Store(StoreError {
                what: Kept::Catalogue, problem: FileProblem::Unwritable(_), ..
            }) => vec![],
            Failure::Store(StoreError { what: Kept::Catalogue, .. }) => {
                vec![Fault::new(FaultKind::NotInHand).remedy(lang).to_owned()]
            }
            Failure::Config(_)
            | Failure::Usage(_)
            | Failure::NoFilter { .. }
            | Failure::Term { .. }
            | Failure::NotFound(_)
            | Failure::NoReadme(_)
            | Failure::Unreadable(..)
            | Failure::NoCommand(_)
            | Failure::TooLong(_)
            | Failure::TooSmall(_)
            | Failure::Demo(_)
            | Failure::Store(_)
            | Failure::Output(_)
            | Failure::Log(_)
            | Failure::Explorer(_)
            | Failure::Told(_) => Vec::new(),
        }
    }
}

fn exit_of(kind: &FaultKind) -> Exit {
    match kind {
        FaultKind::NoCredentials | FaultKind::Service(170..=174) => Exit::Credentials,
        FaultKind::BadUrl | FaultKind::NoScheme | FaultKind::PlainHttp | FaultKind::NotInHand => Exit::Usage,
        FaultKind::Service(_) | FaultKind::Internal => Exit::Refused,
        FaultKind::Dns
        | FaultKind::Refused
        | FaultKind::ConnectTimeout
        | FaultKind::Unreachable
        | FaultKind::Stalled
        | FaultKind::TooSlow
        | FaultKind::Disconnected
        | FaultKind::Certificate
        | FaultKind::CertificateDate
        | FaultKind::NoCaStore
        | FaultKind::Tls
        | FaultKind::Proxy
        | FaultKind::Incomplete
        | FaultKind::TooLarge
        | FaultKind::NotHttp
        | FaultKind::NotTheApi(_)
        | FaultKind::Http(_)
        | FaultKind::Redirected => Exit::Network,
    }
}

messages! {
    /// What commands say about failures.
    pub(crate) enum ExitText {
        NotATerminal: "The explorer needs a terminal for its output; for a pipe there are `list` and `pick`.",
            "浏览界面需要终端作为输出；输出到管道请用 list 或 pick。";
        NoTerminal: "There is no terminal to choose in; for scripts there is `list`.",
            "没有可供选择操作的终端；脚本中请用 list。";
        ExplorerFlags: "Filters and screen flags belong after the command.", "筛选与界面参数应写在子命令之后。";
        NoCache: "Without a home folder there is no place for the catalogue; set XDG_CACHE_HOME.",
            "没有主目录，无处存放本地目录；请设置 XDG_CACHE_HOME。";
        NotFound: "There is no image or group {}.", "没有镜像或版本组 {}。";
        NoFilter: "There is no filter {}; there are: {}.", "没有名为 {} 的筛选；现有：{}。";
        NoFilterYet: "There is no filter {}; none is saved yet.", "没有名为 {} 的筛选；尚未保存任何筛选。";
        Term: "“{}” cannot be meant: {}.", "无法理解“{}”：{}。";
        NoText: "There is no text to make a QR code of; give one, or pipe one to `qr -`.", "没有可生成二维码的内容；请直接给出，或通过管道传给 qr -。";
        NoReadme: "{} has no Readme.", "{} 没有使用说明。";
        Unreadable: "{} cannot be read ({}).", "无法读取 {}（{}）。";
        Told: "Something would not work; see above.", "有项目无法正常工作，见上文。";
        NoCommand: "There is no command {}.", "没有子命令 {}。";
        Terminal: "The terminal cannot be used ({}).", "无法使用终端（{}）。";
        Output: "The output could not be written ({}).", "无法写入输出（{}）。";
        Log: "The log file could not be written ({}).", "无法写入日志文件（{}）。";
        KeyUsed: "Key used: {}, public key ending in {}.", "所用密钥：{}，公钥末四位 {}。";
        RequestId: "Request id for support: {}.", "供客服查询的请求 ID：{}。";
        WhereKeys: "Keys are made at https://console.compshare.cn/uaccount/api_manage; put them into COMPSHARE_PUBLIC_KEY and COMPSHARE_PRIVATE_KEY.",
            "在 https://console.compshare.cn/uaccount/api_manage 获取密钥，设置 COMPSHARE_PUBLIC_KEY 与 COMPSHARE_PRIVATE_KEY。";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(ExitText::ALL, ExitText::text).unwrap();
    }

    #[test]
    fn faults_get_the_documented_exit_codes() {
        let exit = |kind| Failure::Fault(Fault::new(kind)).exit();
        assert_eq!(exit(FaultKind::Service(230)), Exit::Refused);
        assert_eq!(exit(FaultKind::Service(171)), Exit::Credentials);
        assert_eq!(exit(FaultKind::Refused), Exit::Network);
        assert_eq!(exit(FaultKind::Http(503)), Exit::Network);
        assert_eq!(Failure::NoCredentials(vec![]).exit(), Exit::Credentials);
    }

    #[test]
    fn a_broken_pipe_is_told_apart_from_a_full_disk() {
        assert!(Failure::Output(io::ErrorKind::BrokenPipe.into()).is_broken_pipe());
        assert!(!Failure::Output(io::ErrorKind::StorageFull.into()).is_broken_pipe());
    }
}
