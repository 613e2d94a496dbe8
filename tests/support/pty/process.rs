//! What a process costs and when it has ended, as Linux tells it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};

use super::terminal::PATIENCE;

/// What the processor may have to do for a program's end; one that spins in a loop until its grace is over does more.
const AT_WORK: Duration = Duration::from_millis(300);

/// How often a process's threads went to sleep and were woken, all together; `None` while one is awake.
pub(super) fn wake_ups(pid: u32) -> Option<u64> {
    let mut sum = 0;
    for task in fs::read_dir(format!("/proc/{pid}/task")).unwrap() {
        // A thread may have ended meanwhile.
        let status = fs::read_to_string(task.unwrap().path().join("status")).unwrap_or_default();
        if !field(&status, "State:")?.starts_with('S') {
            return None;
        }
        sum += field(&status, "voluntary_ctxt_switches:")?.parse::<u64>().unwrap();
    }
    Some(sum)
}

/// A process's resident memory in KiB: now, and the most it ever was.
pub(super) fn memory(pid: u32) -> (u64, u64) {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let kib = |name| field(&status, name).unwrap().trim_end_matches(" kB").parse().unwrap();
    (kib("VmRSS:"), kib("VmHWM:"))
}

/// What a process has cost, and what the machine has cost it, so far.
pub(super) struct Account {
    at: Instant,
    /// How long its threads were on a processor, all together, including those that have ended.
    worked: Duration,
    /// How long its first thread, which draws and ends it, and the test's own, among them its terminal, were ready and
    /// waited for a processor.
    queued: Duration,
}

impl Account {
    /// Of a process that has not been reaped.
    pub(super) fn of(pid: u32) -> Self {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        // Its name, in brackets, may hold anything; user and system time are the 12th and 13th field after it.
        let fields = stat.rsplit_once(')').unwrap().1.split_whitespace().skip(11);
        // Hundredths of a second on every Linux.
        let ticks: u64 = fields.take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum();
        let ours = fs::read_dir("/proc/self/task").unwrap().map(|task| queued(&task.unwrap().path()));
        let queued = queued(Path::new(&format!("/proc/{pid}"))) + ours.sum::<u64>();
        Account {
            at: Instant::now(),
            worked: Duration::from_millis(ticks * 10),
            queued: Duration::from_nanos(queued),
        }
    }

    /// Asserts that what was waited for since then took no longer than `limit` by the program's own doing.
    ///
    /// The machine's doing is not counted: a thread that waited for a processor is allowed ten times that, since the
    /// program's others have waited too.
    pub(super) fn assert_within(&self, limit: Duration, now: &Account) {
        let (took, queued) = (now.at - self.at, now.queued.saturating_sub(self.queued));
        assert!(took <= limit + 10 * queued, "it took {took:?}, and waited {queued:?} for a processor");
    }

    /// Asserts that a program that has ended since then was asleep, but for a moment.
    pub(super) fn assert_asleep(&self, now: &Account) {
        let worked = now.worked.saturating_sub(self.worked);
        assert!(worked <= AT_WORK, "it was at work for {worked:?} of {:?}", now.at - self.at);
    }
}

/// How many nanoseconds a thread waited for a processor; 0, which allows nothing, where the kernel does not count.
fn queued(thread: &Path) -> u64 {
    let schedule = fs::read_to_string(thread.join("schedstat")).unwrap_or_default();
    schedule.split_whitespace().nth(1).map_or(0, |nanoseconds| nanoseconds.parse().unwrap())
}

/// Waits until a process has ended; it is not reaped.
pub(super) fn wait_for_end(process: Pid) {
    let process = pidfd_open(process, PidfdFlags::empty()).unwrap();
    let patience = Timespec::try_from(PATIENCE).unwrap();
    let ended = poll(&mut [PollFd::new(&process, PollFlags::IN)], Some(&patience)).unwrap();
    assert_eq!(ended, 1, "it does not end");
}

fn field<'a>(status: &'a str, name: &str) -> Option<&'a str> {
    status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim)
}
