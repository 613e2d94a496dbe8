//! What went wrong when the catalogue could not be had: data, with a sentence and a remedy in both languages.

use std::fmt;
use std::time::Duration;

use crate::i18n::Lang;
use crate::messages;
use crate::text::CleanText;

/// Where the key in use came from, safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialOrigin {
    /// The source, such as `COMPSHARE_PUBLIC_KEY` or `~/.config/compshare/config.json (profile default)`.
    pub source: CleanText,
    /// The last four characters of the *public* key.
    pub public_tail: CleanText,
}

/// Why a request failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// No keys are configured.
    NoCredentials,
    /// The host's name has no address.
    Dns,
    /// The host refuses connections.
    Refused,
    /// The connection did not come about in time.
    ConnectTimeout,
    /// The connection did not come about for another reason, such as no route.
    Unreachable,
    /// The answer stopped coming.
    Stalled,
    /// The whole call took too long.
    TooSlow,
    /// The connection broke.
    Disconnected,
    /// The service's certificate is not trusted.
    Certificate,
    /// The certificate has expired or is not valid yet: it is old, or this computer's clock is wrong.
    CertificateDate,
    /// This system has no CA certificates to check the service's with.
    NoCaStore,
    /// TLS failed otherwise.
    Tls,
    /// The proxy failed.
    Proxy,
    /// The base URL cannot be used.
    BadUrl,
    /// The base URL does not say how to speak to the service; the detail says what would be right.
    NoScheme,
    /// The base URL is plain HTTP to another machine, where keys and answers could be read on the way.
    PlainHttp,
    /// The answer ended too early.
    Incomplete,
    /// The answer is larger than we accept.
    TooLarge,
    /// The answer is not even HTTP.
    NotHttp,
    /// The answer is not the API's JSON; its HTTP status.
    NotTheApi(u16),
    /// The HTTP status says that something is wrong.
    Http(u16),
    /// The service tried to send us to another address.
    Redirected,
    /// The service's `RetCode`, not 0.
    Service(i64),
    /// Only the whole catalogue in hand could answer, and there is none.
    NotInHand,
    /// A fault of our own; nothing a reader can do but report it.
    Internal,
}

/// A failed request, with what a reader and support need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Why.
    pub kind: FaultKind,
    /// The service's own message, or the cause as the system named it.
    pub detail: CleanText,
    /// The header `X-UCLOUD-REQUEST-UUID`.
    pub request_id: Option<CleanText>,
    /// Which key was used.
    pub key: Option<CredentialOrigin>,
    /// How long the service asked to wait.
    pub retry_after: Option<Duration>,
}

impl Fault {
    /// A fault without details.
    #[must_use]
    pub fn new(kind: FaultKind) -> Self {
        Fault { kind, detail: CleanText::default(), request_id: None, key: None, retry_after: None }
    }

    /// Adds the service's message or the system's cause.
    #[must_use]
    pub fn with_detail(mut self, detail: &str) -> Self {
        self.detail = CleanText::line(detail);
        self
    }

    /// Whether the same read may succeed when tried again.
    ///
    /// HTTP 429, 500, 502, 503, 504, network failures and RetCode 110, 130, 150, 153 and 8433 (UCloud's error code page).
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self.kind {
            FaultKind::Http(status) => matches!(status, 429 | 500 | 502 | 503 | 504),
            FaultKind::Service(code) => matches!(code, 110 | 130 | 150 | 153 | 8433),
            FaultKind::Dns
            | FaultKind::Refused
            | FaultKind::ConnectTimeout
            | FaultKind::Unreachable
            | FaultKind::Stalled
            | FaultKind::TooSlow
            | FaultKind::Disconnected
            | FaultKind::Incomplete => true,
            FaultKind::NoCredentials
            | FaultKind::Certificate
            | FaultKind::CertificateDate
            | FaultKind::NoCaStore
            | FaultKind::Tls
            | FaultKind::Proxy
            | FaultKind::BadUrl
            | FaultKind::NoScheme
            | FaultKind::PlainHttp
            | FaultKind::TooLarge
            | FaultKind::NotHttp
            | FaultKind::NotTheApi(_)
            | FaultKind::Redirected
            | FaultKind::NotInHand
            | FaultKind::Internal => false,
        }
    }

    /// Whether the service asks for fewer requests.
    #[must_use]
    pub fn is_throttling(&self) -> bool {
        matches!(self.kind, FaultKind::Http(429) | FaultKind::Service(153))
    }

    /// What happened, in one sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let (message, number): (FaultText, i64) = match self.kind {
            FaultKind::NoCredentials => (FaultText::NoCredentials, 0),
            FaultKind::Dns => (FaultText::Dns, 0),
            FaultKind::Refused => (FaultText::Refused, 0),
            FaultKind::ConnectTimeout => (FaultText::ConnectTimeout, 0),
            FaultKind::Unreachable => (FaultText::Unreachable, 0),
            FaultKind::Stalled => (FaultText::Stalled, 0),
            FaultKind::TooSlow => (FaultText::TooSlow, 0),
            FaultKind::Disconnected => (FaultText::Disconnected, 0),
            FaultKind::Certificate => (FaultText::Certificate, 0),
            FaultKind::CertificateDate => (FaultText::CertificateDate, 0),
            FaultKind::NoCaStore => (FaultText::NoCaStore, 0),
            FaultKind::Tls => (FaultText::Tls, 0),
            FaultKind::Proxy => (FaultText::Proxy, 0),
            FaultKind::BadUrl => (FaultText::BadUrl, 0),
            FaultKind::NoScheme => (FaultText::NoScheme, 0),
            FaultKind::PlainHttp => (FaultText::PlainHttp, 0),
            FaultKind::Incomplete => (FaultText::Incomplete, 0),
            FaultKind::TooLarge => (FaultText::TooLarge, 0),
            FaultKind::NotHttp => (FaultText::NotHttp, 0),
            FaultKind::NotTheApi(status) => (FaultText::NotTheApi, status.into()),
            FaultKind::Http(429) | FaultKind::Service(153) => (FaultText::Throttled, 0),
            FaultKind::Http(status) => (FaultText::Http, status.into()),
            FaultKind::Redirected => (FaultText::Redirected, 0),
            FaultKind::Service(171) => (FaultText::WrongSignature, 0),
            FaultKind::Service(170 | 172 | 174) => (FaultText::WrongUser, 0),
            FaultKind::Service(220 | 230) => (FaultText::WrongParameter, 0),
            FaultKind::Service(292) => (FaultText::WrongProject, 0),
            FaultKind::Service(293) => (FaultText::WrongZone, 0),
            FaultKind::Service(294) => (FaultText::WrongAddress, 0),
            FaultKind::Service(299) => (FaultText::NotPermitted, 0),
            FaultKind::Service(8039) => (FaultText::NotFound, 0),
            FaultKind::Service(code) => (FaultText::Service, code),
            FaultKind::NotInHand => (FaultText::NotInHand, 0),
            FaultKind::Internal => (FaultText::Internal, 0),
        };
        message.fill(lang, &[&number])
    }

    /// What the reader can do about it, in one sentence.
    #[must_use]
    pub fn remedy(&self, lang: Lang) -> &'static str {
        let remedy = match self.kind {
            FaultKind::NoCredentials => FaultText::GetKeys,
            FaultKind::Dns
            | FaultKind::Refused
            | FaultKind::ConnectTimeout
            | FaultKind::Unreachable
            | FaultKind::Disconnected => FaultText::CheckNetwork,
            FaultKind::Certificate => FaultText::CheckCertificates,
            FaultKind::CertificateDate => FaultText::CheckClock,
            FaultKind::NoCaStore => FaultText::InstallCertificates,
            FaultKind::Proxy => FaultText::CheckProxy,
            FaultKind::BadUrl
            | FaultKind::NoScheme
            | FaultKind::Tls
            | FaultKind::NotHttp
            | FaultKind::NotTheApi(_)
            | FaultKind::Redirected => FaultText::CheckBaseUrl,
            FaultKind::PlainHttp => FaultText::UseHttps,
            FaultKind::Service(170..=174) => FaultText::CheckKeys,
            FaultKind::Service(292) => FaultText::CheckProject,
            FaultKind::Service(293) => FaultText::CheckZone,
            FaultKind::Service(294 | 299) => FaultText::CheckPermission,
            FaultKind::Service(220 | 230) => FaultText::ClearFilters,
            FaultKind::Service(8039) => FaultText::CheckId,
            FaultKind::NotInHand => FaultText::Sync,
            FaultKind::Internal => FaultText::Report,
            FaultKind::Stalled
            | FaultKind::TooSlow
            | FaultKind::Incomplete
            | FaultKind::TooLarge
            | FaultKind::Http(_)
            | FaultKind::Service(_) => FaultText::TryAgain,
        };
        remedy.text(lang)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Lang::En))?;
        if !self.detail.is_empty() {
            write!(f, " ({})", self.detail)?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

messages! {
    /// Sentences and remedies of faults; `{}` is the status or code.
    enum FaultText {
        NoCredentials: "No API keys are configured.", "尚未配置 API 密钥。";
        Dns: "The service's address could not be found.", "找不到服务地址。";
        Refused: "The service refused the connection.", "服务拒绝了连接。";
        ConnectTimeout: "The service could not be reached in time.", "连接服务超时。";
        Stalled: "The service stopped answering.", "服务停止应答。";
        TooSlow: "The answer took too long.", "应答用时过长。";
        Disconnected: "The connection broke.", "连接中断。";
        Unreachable: "The service cannot be reached.", "无法连接到服务。";
        Certificate: "The service's certificate is not trusted.", "服务的证书不受信任。";
        CertificateDate: "The service's certificate is not valid at this computer's date.", "按本机时间，服务的证书不在有效期内。";
        NoCaStore: "This system has no CA certificates.", "系统中没有 CA 证书。";
        Tls: "A secure connection could not be made.", "无法建立安全连接。";
        Proxy: "The proxy could not be used.", "代理不可用。";
        BadUrl: "The base URL cannot be used.", "服务地址（base URL）不可用。";
        NoScheme: "The base URL must begin with https:// (or http:// for this machine).", "服务地址（base URL）必须以 https:// 开头（本机可用 http://）。";
        PlainHttp: "The base URL is not encrypted.", "服务地址（base URL）未加密。";
        Incomplete: "The answer is incomplete.", "应答不完整。";
        TooLarge: "The answer is too large.", "应答过大。";
        NotHttp: "The answer is not HTTP.", "应答不是 HTTP 格式。";
        NotTheApi: "The answer is not the API's (HTTP {}).", "应答不是 API 的格式（HTTP {}）。";
        Http: "The service answered with HTTP {}.", "服务返回 HTTP {}。";
        Throttled: "Too many requests.", "请求过于频繁。";
        Redirected: "The service tried to send us elsewhere; refused.", "服务试图跳转到其他地址，已拒绝。";
        WrongSignature: "The private key does not match the public key.", "私钥与公钥不匹配（签名错误）。";
        WrongUser: "The service does not know this public key.", "服务不认识此公钥。";
        WrongParameter: "The service did not accept a filter.", "服务不接受某个筛选条件。";
        WrongProject: "The project does not exist or is not yours.", "项目不存在或无权访问。";
        WrongZone: "The region or zone does not exist.", "地域或可用区不存在。";
        WrongAddress: "The service does not accept your network address.", "服务不接受你的网络地址。";
        NotPermitted: "These keys are not permitted to do this.", "此密钥没有权限。";
        NotFound: "There is no such image.", "没有这个镜像。";
        Service: "The service refused (RetCode {}).", "服务拒绝了请求（RetCode {}）。";
        NotInHand: "Only the whole catalogue can answer this, and it is not in hand yet.", "只有本地目录能回答此查询，但尚未同步。";
        Internal: "Something went wrong in this program.", "程序内部出错。";
        GetKeys: "Get keys from the console, or browse with --demo.", "在控制台获取密钥，或用 --demo 浏览演示目录。";
        CheckNetwork: "Check the network, then try again.", "请检查网络，然后重试。";
        CheckCertificates: "Check the network and the system's CA certificates.", "请检查网络与系统的 CA 证书。";
        CheckClock: "Check this computer's clock.", "请检查本机时间。";
        InstallCertificates: "Install the package ca-certificates, or set SSL_CERT_FILE.", "请安装 ca-certificates，或设置 SSL_CERT_FILE。";
        UseHttps: "Use https://, or --allow-http for a private endpoint.", "请使用 https://；私有地址可用 --allow-http。";
        CheckProxy: "Check HTTPS_PROXY, ALL_PROXY and NO_PROXY.", "请检查 HTTPS_PROXY、ALL_PROXY 与 NO_PROXY。";
        CheckBaseUrl: "Check --base-url.", "请检查 --base-url。";
        CheckKeys: "Check both keys in the console.", "请在控制台核对公钥与私钥。";
        CheckProject: "Check --project-id.", "请检查 --project-id。";
        CheckZone: "Check --region and --zone.", "请检查 --region 与 --zone。";
        CheckPermission: "Ask the account's owner for permission.", "请向账号所有者申请权限。";
        ClearFilters: "Change or clear the filters.", "请修改或清除筛选条件。";
        CheckId: "Check the id.", "请检查镜像 ID。";
        TryAgain: "Try again.", "请重试。";
        Sync: "Sync it: compshare-tui sync, or :sync in the explorer.", "请先同步：运行 compshare-tui sync，或在浏览器中用 :sync。";
        Report: "Please report it.", "请反馈此问题。";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(FaultText::ALL, FaultText::text).unwrap();
    }

    #[test]
    fn which_faults_are_worth_a_retry() {
        for kind in [FaultKind::Http(503), FaultKind::Service(153), FaultKind::Stalled, FaultKind::Incomplete]
        {
            assert!(Fault::new(kind.clone()).is_passing(), "{kind:?}");
        }
        for kind in
            [FaultKind::Service(171), FaultKind::Http(404), FaultKind::Redirected, FaultKind::NoCredentials]
        {
            assert!(!Fault::new(kind.clone()).is_passing(), "{kind:?}");
        }
    }

    #[test]
    fn a_remedy_fits_its_fault() {
        let remedy = |kind| Fault::new(kind).remedy(Lang::En);
        assert_eq!(remedy(FaultKind::Service(171)), "Check both keys in the console.");
        assert_eq!(remedy(FaultKind::CertificateDate), "Check this computer's clock.");
        assert_eq!(remedy(FaultKind::Proxy), "Check HTTPS_PROXY, ALL_PROXY and NO_PROXY.");
        assert_eq!(Fault::new(FaultKind::Stalled).remedy(Lang::Zh), "请重试。");
    }

    #[test]
    fn a_detail_stands_in_brackets_and_only_when_there_is_one() {
        let plain = Fault::new(FaultKind::Refused);
        assert_eq!(plain.to_string(), "The service refused the connection.");
        let detailed = Fault { detail: CleanText::line("port 9"), ..plain };
        assert_eq!(detailed.to_string(), "The service refused the connection. (port 9)");
    }

    #[test]
    fn numbers_reach_the_sentence() {
        assert_eq!(
            Fault::new(FaultKind::Http(502)).sentence(Lang::En),
            "The service answered with HTTP 502."
        );
        assert_eq!(Fault::new(FaultKind::Service(7)).sentence(Lang::Zh), "服务拒绝了请求（RetCode 7）。");
    }
}
