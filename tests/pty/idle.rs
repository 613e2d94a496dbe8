//! What the program costs while nothing happens, and after much has happened.

use std::time::Duration;

use crate::service::{Parameters, explorer_of, group, page, window};
use crate::{Launch, demo, open};

/// Long enough to catch anything that ticks; a longer look finds no more.
const WHILE: Duration = Duration::from_secs(4);

#[test]
fn an_idle_program_writes_no_byte_and_is_never_woken() {
    for mut session in [demo(), open(Launch::new(&["--demo", "--mouse"]))] {
        // With a text field in use, too.
        session.send("\rjjh/").wait("the field", vt100::Screen::bracketed_paste);
        let wake_ups = session.settle();
        assert_eq!(session.listen(WHILE), 0);
        assert_eq!(session.wake_ups(), Some(wake_ups));
    }
}

#[test]
fn memory_is_flat_after_2_000_pages() {
    let endless = |parameters: &Parameters| {
        let (offset, limit) = window(parameters);
        page(&(offset..offset + limit).map(group).collect::<Vec<_>>(), 1_000_000)
    };
    let mut session = explorer_of(endless).arguments(&["--page-size", "2"]).start();
    session.wait_for("page 1/");
    let mut turn_through = |numbers: std::ops::RangeInclusive<usize>| {
        for number in numbers {
            session.send("n").wait_for(&format!("page {number}/"));
        }
        session.memory()
    };
    let early = turn_through(2..=500);
    let late = turn_through(501..=2_000);
    assert!(late < early + 4 * 1024, "{late} KiB after {early} KiB");
}
