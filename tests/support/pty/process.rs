//! What a process costs and when it has ended, as Linux tells it.

use std::fs;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};

use super::terminal::PATIENCE;

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

/// A process's resident memory in KiB.
pub(super) fn memory(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    field(&status, "VmRSS:").unwrap().trim_end_matches(" kB").parse().unwrap()
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
