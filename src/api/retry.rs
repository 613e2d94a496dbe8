//! When to ask again and how long to wait first: three attempts, full jitter, and a bucket that a long outage empties.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use crate::catalogue::Fault;

/// How often one question is asked, at most.
pub(super) const ATTEMPTS: u8 = 3;
/// Longest wait of our own choosing.
const LONGEST_WAIT: Duration = Duration::from_secs(8);
/// Longest wait the service may ask for.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(15);

/// How long to wait after a failed attempt (the first is 1); `random` is in 0..1.
///
/// Full jitter (a random part of a bound that doubles) keeps clients that failed together from returning together.
/// What the service asked for is honoured exactly.
pub(super) fn wait(attempt: u8, fault: &Fault, random: f64) -> Duration {
    if let Some(asked) = fault.retry_after {
        return asked.min(LONGEST_RETRY_AFTER);
    }
    let first = Duration::from_millis(if fault.is_throttling() { 1000 } else { 200 });
    let bound = first.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(LONGEST_WAIT);
    bound.mul_f64(random.clamp(0.0, 1.0))
}

/// Reads `Retry-After`: seconds, or a date. A date in the past is no wait; what is neither is ignored.
pub(super) fn retry_after(header: &str, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|b| b.is_ascii_digit()) {
        return Some(header.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let date = httpdate::parse_http_date(header).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

/// Tokens for retries, shared by all requests of a client: a retry takes one, a success gives one back.
///
/// While a service is down the bucket runs dry, and every request then costs one attempt instead of three.
#[derive(Debug)]
pub(super) struct Bucket(AtomicU32);

impl Bucket {
    const SIZE: u32 = 10;

    /// A full bucket.
    pub(super) fn full() -> Self {
        Bucket(AtomicU32::new(Self::SIZE))
    }

    /// Takes a token if there is one.
    pub(super) fn take(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
    }

    /// Gives a token back.
    pub(super) fn give(&self) {
        let more = |left: u32| (left < Self::SIZE).then_some(left + 1);
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::FaultKind;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn waits_double_up_to_a_bound_and_are_longer_when_throttled() {
        let outage = Fault::new(FaultKind::Http(503));
        let throttled = Fault::new(FaultKind::Service(153));
        let bounds = |fault: &Fault| [1, 2, 3, 9].map(|attempt| wait(attempt, fault, 1.0).as_millis());
        assert_eq!(bounds(&outage), [200, 400, 800, 8000]);
        assert_eq!(bounds(&throttled), [1000, 2000, 4000, 8000]);
        assert_eq!(wait(1, &throttled, 0.25).as_millis(), 250);
        assert_eq!(wait(1, &outage, 0.0), Duration::ZERO);
    }

    #[test]
    fn what_the_service_asks_for_is_honoured_up_to_a_limit() {
        let asking = |asked| Fault { retry_after: Some(asked), ..Fault::new(FaultKind::Http(429)) };
        assert_eq!(wait(1, &asking(3 * SECOND), 0.0), 3 * SECOND);
        assert_eq!(wait(1, &asking(Duration::MAX), 0.0), 15 * SECOND);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = httpdate::parse_http_date("Tue, 24 Nov 2026 04:00:00 GMT").unwrap();
        assert_eq!(retry_after(" 7 ", now), Some(7 * SECOND));
        assert_eq!(retry_after("Tue, 24 Nov 2026 04:00:09 GMT", now), Some(9 * SECOND));
        assert_eq!(retry_after("Mon, 23 Nov 2026 04:00:00 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after("99999999999999999999999", now), Some(Duration::MAX));
        for nonsense in ["", "-1", "soon", "1.5"] {
            assert_eq!(retry_after(nonsense, now), None, "{nonsense:?}");
        }
    }

    #[test]
    fn a_long_outage_empties_the_bucket_and_successes_refill_it() {
        let bucket = Bucket::full();
        assert_eq!((0..100).filter(|_| bucket.take()).count(), 10);
        bucket.give();
        assert!(bucket.take());
        assert!(!bucket.take());
        (0..100).for_each(|_| bucket.give());
        assert_eq!((0..100).filter(|_| bucket.take()).count(), 10);
    }
}
