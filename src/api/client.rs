//! The calls: what the rest of the program asks of a service, with retries, limits and faults.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout_at};
use tracing::debug;

use crate::catalogue::{Fault, FaultKind, Group, ImageId, Page, Query, TagIndex, Window};
use crate::text::lossy_utf8;

use crate::wire::decode;
use crate::wire::params::{Params, params};

use super::Endpoint;
use super::retry::{self, ATTEMPTS, Bucket};
use super::transport::Transport;

/// Longest time a call takes, retries and waits included.
const WHOLE_CALL: Duration = Duration::from_secs(45);
/// Most requests under way at the same time.
const IN_FLIGHT: usize = 4;
/// `RetCode`: a parameter is not available.
const NOT_AVAILABLE: i64 = 230;
/// `RetCode`: the resource does not exist.
const NO_SUCH_RESOURCE: i64 = 8039;

/// What a call reports while it is under way.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// An attempt failed with a passing fault; the next one follows after a wait.
    Waiting {
        /// The attempt that failed; the first is 1.
        attempt: u8,
        /// How many attempts there are at most.
        of: u8,
        /// How long the wait is.
        delay: Duration,
        /// Why the attempt failed.
        fault: Fault,
    },
}

/// Where a call reports its progress.
type Report<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// A client of one service. Clones share connections, limits and the retry budget.
///
/// Dropping a call's future aborts the request: a superseded question costs the service nothing more.
#[derive(Debug, Clone)]
pub struct Client(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    endpoint: Endpoint,
    transport: Transport,
    in_flight: Semaphore,
    retries: Bucket,
    exclude_readme: AtomicBool,
    /// When the last answer was sent, by the service's own clock.
    service_time: Mutex<Option<SystemTime>>,
}

impl Client {
    /// A client of an endpoint. Opens no connection and reads no file yet.
    ///
    /// # Errors
    /// [`FaultKind::BadUrl`], or [`FaultKind::PlainHttp`] where the base URL is not encrypted and not this machine.
    pub fn new(endpoint: Endpoint) -> Result<Self, Fault> {
        let transport = Transport::new(&endpoint)?;
        Ok(Client(Arc::new(Inner {
            endpoint,
            transport,
            in_flight: Semaphore::new(IN_FLIGHT),
            retries: Bucket::full(),
            exclude_readme: AtomicBool::new(false),
            service_time: Mutex::new(None),
        })))
    }

    /// Asks list answers to leave Readmes out (`ExcludeReadme`), which makes them several times smaller.
    ///
    /// Two public clients send this parameter, but no document has it. Where the service refuses it, it is left
    /// out from then on.
    #[must_use]
    pub fn without_readmes(self) -> Self {
        self.0.exclude_readme.store(true, Ordering::Relaxed);
        self
    }

    /// The groups that match a query, a window of them (`DescribeCommunityImages`).
    ///
    /// A group or image id that does not exist gives an empty page: nothing matches it.
    ///
    /// # Errors
    /// The last attempt's [`Fault`].
    pub async fn page(&self, query: &Query, window: Window, progress: Report<'_>) -> Result<Page, Fault> {
        let plain = params(query, window);
        let answer = match self.lean_page(&plain, progress).await {
            Some(answer) => answer,
            None => self.call(plain, decode::page, progress).await,
        };
        if is_service(&answer, NO_SUCH_RESOURCE) { Ok(Page::default()) } else { answer }
    }

    /// A page without Readmes; `None` where that was not asked for, or the service refuses to leave them out.
    async fn lean_page(&self, plain: &Params, progress: Report<'_>) -> Option<Result<Page, Fault>> {
        if !self.0.exclude_readme.load(Ordering::Relaxed) {
            return None;
        }
        let mut lean = plain.clone();
        lean.set("ExcludeReadme", "true");
        let answer = self.call(lean, decode::page, progress).await;
        if is_service(&answer, NOT_AVAILABLE) {
            self.0.exclude_readme.store(false, Ordering::Relaxed);
            return None;
        }
        Some(answer)
    }

    /// The group that holds an image, complete with that image's Readme; `None` where there is no such image.
    ///
    /// A Readme that the service does not have is empty rather than left out, so that nobody asks again.
    ///
    /// # Errors
    /// The last attempt's [`Fault`].
    pub async fn image(&self, id: &ImageId, progress: Report<'_>) -> Result<Option<Arc<Group>>, Fault> {
        let query = Query { image_id: id.clone(), ..Query::default() };
        let answer = self.call(params(&query, Window { offset: 0, limit: 1 }), decode::page, progress).await;
        let page = if is_service(&answer, NO_SUCH_RESOURCE) { Page::default() } else { answer? };
        let found = page.groups.into_iter().find(|group| group.version(id).is_some());
        Ok(found.map(|mut group| {
            let versions = Arc::make_mut(&mut group).data.iter_mut();
            versions.filter(|v| v.comp_share_image_id == *id).for_each(|v| {
                v.readme.get_or_insert_default();
            });
            group
        }))
    }

    /// All tags by category (`DescribeCompShareImageTags`).
    ///
    /// # Errors
    /// The last attempt's [`Fault`].
    pub async fn tags(&self, progress: Report<'_>) -> Result<TagIndex, Fault> {
        self.call(Params::of("DescribeCompShareImageTags"), decode::tags, progress).await
    }

    /// The service's clock when it sent the last answer, as that said (`Date`), for comparing clocks.
    #[must_use]
    pub fn service_time(&self) -> Option<SystemTime> {
        self.0.service_time.lock().ok().and_then(|time| *time)
    }

    /// Asks until there is an answer, a lasting fault, or no attempt, token or time left.
    async fn call<T>(
        &self,
        params: Params,
        read: fn(&str) -> Result<T, Fault>,
        progress: Report<'_>,
    ) -> Result<T, Fault> {
        let action = params.get("Action").unwrap_or_default().to_owned();
        let body = self.sign(params);
        let begun = Instant::now();
        let deadline = begun + WHOLE_CALL;
        let mut attempt = 1;
        loop {
            let fault = match within(deadline, self.ask(&body, read)).await {
                Ok(answer) => {
                    self.0.retries.give();
                    debug!(action, attempt, elapsed = ?begun.elapsed(), "answered");
                    return Ok(answer);
                }
                Err(fault) => fault,
            };
            debug!(action, attempt, kind = ?fault.kind, request_id = ?fault.request_id, "request failed");
            let delay = retry::wait(attempt, &fault, fastrand::f64());
            let in_time = Instant::now() + delay < deadline;
            if !fault.is_passing() || attempt == ATTEMPTS || !in_time || !self.0.retries.take() {
                return Err(fault);
            }
            progress(Progress::Waiting { attempt, of: ATTEMPTS, delay, fault });
            sleep(delay).await;
            attempt += 1;
        }
    }

    /// Asks once.
    async fn ask<T>(&self, body: &str, read: fn(&str) -> Result<T, Fault>) -> Result<T, Fault> {
        // The semaphore is never closed, so acquiring cannot fail; the permit is held until the answer is read.
        let _permit = self.0.in_flight.acquire().await;
        let answer = self.0.transport.post(body.to_owned()).await?;
        if let Ok(mut time) = self.0.service_time.lock() {
            *time = answer.date;
        }
        read(&lossy_utf8(&answer.body)).map_err(|fault| {
            let key = self.0.endpoint.credentials.origin.clone();
            let key = matches!(fault.kind, FaultKind::Service(_)).then_some(key);
            Fault { request_id: answer.request_id, key, ..fault }
        })
    }

    fn sign(&self, mut params: Params) -> String {
        let endpoint = &self.0.endpoint;
        params.set("Region", &endpoint.region);
        params.set("Zone", endpoint.zone.as_deref().unwrap_or_default());
        params.set("ProjectId", endpoint.project_id.as_deref().unwrap_or_default());
        params.set("PublicKey", &endpoint.credentials.public_key);
        params.signed_body(&endpoint.credentials.private_key)
    }
}

async fn within<T>(deadline: Instant, work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    timeout_at(deadline, work).await.unwrap_or_else(|_| Err(Fault::new(FaultKind::TooSlow)))
}

fn is_service<T>(answer: &Result<T, Fault>, code: i64) -> bool {
    answer.as_ref().is_err_and(|fault| fault.kind == FaultKind::Service(code))
}
