//! Why an exchange failed: reqwest's errors, which say little and print URLs, told apart by what lies beneath them.

use std::error::Error;
use std::io;
use std::iter::successors;

use rustls::CertificateError;

use crate::catalogue::{Fault, FaultKind};

/// Which part of an exchange failed; the same broken connection means different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Until the answer's headers were there.
    Head,
    /// While the answer's body came.
    Body,
}

/// Names the cause of an exchange's failure. The detail is the innermost error's words, which hold no URL.
pub(super) fn fault(error: &reqwest::Error, stage: Stage, proxied: bool) -> Fault {
    let kind = kind(error, stage, proxied);
    let innermost = causes(error).last().map(ToString::to_string).unwrap_or_default();
    Fault::new(kind).with_detail(&innermost)
}

/// Names the reason why no HTTP client could be made: in practice, that there are no CA certificates.
pub(super) fn build_fault(error: &reqwest::Error) -> Fault {
    let is_tls = causes(error).any(<dyn Error + 'static>::is::<rustls::Error>);
    let kind = if is_tls { FaultKind::NoCaStore } else { FaultKind::Internal };
    let innermost = causes(error).last().map(ToString::to_string).unwrap_or_default();
    Fault::new(kind).with_detail(&innermost)
}

fn kind(error: &reqwest::Error, stage: Stage, proxied: bool) -> FaultKind {
    if let Some(tls) = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>()) {
        return tls_kind(tls);
    }
    if error.is_connect() && proxied {
        return FaultKind::Proxy;
    }
    if error.is_dns() {
        return FaultKind::Dns;
    }
    if error.is_timeout() {
        return if error.is_connect() { FaultKind::ConnectTimeout } else { FaultKind::Stalled };
    }
    let hyper = causes(error).find_map(|cause| cause.downcast_ref::<hyper::Error>());
    if hyper.is_some_and(|hyper| hyper.is_parse() || hyper.is_parse_too_large()) {
        return FaultKind::NotHttp;
    }
    let io = causes(error).find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    match io {
        Some(io::ErrorKind::ConnectionRefused) => FaultKind::Refused,
        Some(
            io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe,
        ) => FaultKind::Disconnected,
        Some(io::ErrorKind::UnexpectedEof) if stage == Stage::Body => FaultKind::Incomplete,
        // gzip's word for data that is none.
        Some(io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) if stage == Stage::Body => {
            FaultKind::NotTheApi(200)
        }
        Some(_) | None if error.is_connect() => FaultKind::Unreachable,
        Some(_) | None if hyper.is_some_and(hyper::Error::is_incomplete_message) && stage == Stage::Body => {
            FaultKind::Incomplete
        }
        Some(_) | None => FaultKind::Disconnected,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "rustls's enum, which grows")]
fn tls_kind(error: &rustls::Error) -> FaultKind {
    match error {
        rustls::Error::InvalidCertificate(
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. },
        ) => FaultKind::CertificateDate,
        rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => {
            FaultKind::Certificate
        }
        _ => FaultKind::Tls,
    }
}

/// The errors beneath an error, outermost first; an `io::Error` that wraps another counts as two.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    successors(error.source(), |&cause| beneath(cause))
}

fn beneath<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => cause.source(),
    }
}
