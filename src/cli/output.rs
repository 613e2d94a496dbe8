//! JSON for scripts: the envelope of `compshare-cli` 0.5.6, so that one `jq` program reads both.
//!
//! Success is `{"ok":true,"schema_version":"1","data":…,"meta":…}`, failure
//! `{"ok":false,"schema_version":"1","error":{"code","message","details"}}`, both on standard output.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::catalogue::FaultKind;
use crate::i18n::Lang;

use super::exit::{Exit, Failure};

/// The envelope's version, a string as in `compshare-cli`.
const SCHEMA_VERSION: &str = "1";

#[derive(Serialize)]
struct Success<D, M> {
    ok: bool,
    schema_version: &'static str,
    data: D,
    meta: M,
}

/// What an answer says about itself.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Meta {
    /// The API's action.
    pub(super) action: &'static str,
    /// The API's return code: 0.
    pub(super) ret_code: i64,
    /// How many match, as the service counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) total: Option<u64>,
    /// How many are here.
    pub(super) returned: usize,
    /// How many were skipped before them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) offset: Option<usize>,
    /// How many were asked for; absent with `--all`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) limit: Option<usize>,
    /// `community`, the word of `compshare image list --source`.
    pub(super) source: &'static str,
    /// Whether everything was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) all: Option<bool>,
    /// When the local catalogue that answered was fetched, Unix seconds; absent where the service answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) taken: Option<i64>,
    /// How many items could not be read and are left out.
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) unreadable: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// `data` of a list.
#[derive(Debug, Serialize)]
pub(super) struct Items<T> {
    /// The list.
    pub(super) items: Vec<T>,
}

/// Writes a successful answer.
pub(super) fn success(out: &mut impl Write, data: impl Serialize, meta: impl Serialize) -> io::Result<()> {
    line(out, &Success { ok: true, schema_version: SCHEMA_VERSION, data, meta })
}

/// A list that is written as it comes: the head with the first items, what the answer says about itself behind the last.
///
/// Whether all went well stands at the end, so that a list that breaks off is still one whole document.
pub(super) struct Stream<'a, W: Write> {
    out: &'a mut W,
    has_begun: bool,
}

/// What stands behind the items.
#[derive(Serialize)]
struct Tail<T> {
    ok: bool,
    #[serde(flatten)]
    rest: T,
}

impl<'a, W: Write> Stream<'a, W> {
    /// A list of which nothing is written yet.
    pub(super) fn new(out: &'a mut W) -> Self {
        Stream { out, has_begun: false }
    }

    /// Writes items, and has them go out.
    pub(super) fn take<T: Serialize>(&mut self, items: impl Iterator<Item = T>) -> io::Result<()> {
        for item in items {
            if self.has_begun {
                self.out.write_all(b",")?;
            } else {
                write!(self.out, r#"{{"schema_version":"{SCHEMA_VERSION}","data":{{"items":["#)?;
                self.has_begun = true;
            }
            serde_json::to_writer(&mut *self.out, &item)?;
        }
        self.out.flush()
    }

    /// Ends a whole list.
    pub(super) fn finish(mut self, meta: &Meta) -> io::Result<()> {
        if self.has_begun {
            return self.end(&Tail { ok: true, rest: serde_json::json!({ "meta": meta }) });
        }
        success(self.out, serde_json::json!({ "items": [] }), meta)
    }

    /// Ends a list that could not be had to its end; what is still to be told, if nothing of the list is written.
    pub(super) fn fail(mut self, failure: Failure, lang: Lang) -> Failure {
        if !self.has_begun || failure.is_broken_pipe() {
            return failure;
        }
        let told = json_error(&failure, lang, details_of(&failure, lang));
        // Where nobody listens, nothing can be done.
        let _ = self.end(&Tail { ok: false, rest: serde_json::json!({ "error": told }) });
        Failure::Told(failure.exit())
    }

    fn end(&mut self, tail: &impl Serialize) -> io::Result<()> {
        let tail = serde_json::to_string(tail)?;
        writeln!(self.out, "]}},{}", tail.strip_prefix('{').unwrap_or_default())?;
        self.out.flush()
    }
}

/// Writes a value as one line of JSON.
pub(super) fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Failed<D> {
    ok: bool,
    schema_version: &'static str,
    error: ErrorBody<D>,
}

#[derive(Serialize)]
struct ErrorBody<D> {
    code: &'static str,
    message: String,
    details: D,
}

/// Writes a failure.
pub(super) fn failure(out: &mut impl Write, failure: &Failure, lang: Lang) -> io::Result<()> {
    failure_with(out, failure, lang, details_of(failure, lang))
}

fn details_of(failure: &Failure, lang: Lang) -> Option<Map<String, Value>> {
    Some(details(failure, lang)).filter(|details| !details.is_empty())
}

fn json_error<D: Serialize>(failure: &Failure, lang: Lang, details: D) -> ErrorBody<D> {
    ErrorBody { code: code(failure), message: failure.sentence(lang), details }
}

/// Writes a failure with details of its own.
pub(super) fn failure_with(
    out: &mut impl Write,
    failure: &Failure,
    lang: Lang,
    details: impl Serialize,
) -> io::Result<()> {
    let error = json_error(failure, lang, details);
    line(out, &Failed { ok: false, schema_version: SCHEMA_VERSION, error })
}

/// `compshare-cli`'s words for kinds of errors.
fn code(failure: &Failure) -> &'static str {
    match (failure, failure.exit()) {
        (Failure::NotFound(_), _) => "not_found",
        (Failure::Told(_), _) => "diagnostic_failed",
        (Failure::NoCredentials(_), Exit::Credentials) => "configuration_error",
        (_, Exit::Done | Exit::Interrupted | Exit::Signal(_)) => "aborted",
        (_, Exit::Refused | Exit::Credentials) => "api_error",
        (_, Exit::Usage) => "invalid_usage",
        (_, Exit::Network) => "transport_error",
    }
}

fn details(failure: &Failure, lang: Lang) -> Map<String, Value> {
    let mut details = Map::new();
    if let Failure::Fault(fault) = failure {
        if let FaultKind::Service(code) = fault.kind {
            details.insert("ret_code".into(), code.into());
        }
        if let Some(id) = &fault.request_id {
            details.insert("request_uuid".into(), id.as_str().into());
        }
    }
    let advice = failure.advice(lang);
    if !advice.is_empty() {
        details.insert("hint".into(), advice.join(" ").into());
    }
    details
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Fault;

    fn written(failure: &Failure) -> Value {
        let mut out = Vec::new();
        super::failure(&mut out, failure, Lang::En).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_refusal_carries_code_and_request_id() {
        let fault = Fault { request_id: Some("uuid-1".into()), ..Fault::new(FaultKind::Service(230)) };
        let json = written(&fault.into());
        assert_eq!(json["ok"], false);
        assert_eq!(json["schema_version"], "1");
        assert_eq!(json["error"]["code"], "api_error");
        assert_eq!(json["error"]["details"]["ret_code"], 230);
        assert_eq!(json["error"]["details"]["request_uuid"], "uuid-1");
    }

    #[test]
    fn kinds_of_errors_have_compshare_clis_words() {
        assert_eq!(written(&Failure::NoCredentials(vec![]))["error"]["code"], "configuration_error");
        assert_eq!(written(&Fault::new(FaultKind::Refused).into())["error"]["code"], "transport_error");
        assert_eq!(written(&Failure::NotFound("x".into()))["error"]["code"], "not_found");
    }
}
