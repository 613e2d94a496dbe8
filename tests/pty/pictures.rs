//! Pictures on a real terminal.

use std::time::Duration;

use crate::drawing::is_right;
use crate::{Launch, Session, open};

/// The explorer with pictures as half blocks, its first cover on screen.
fn covered(size: (u16, u16)) -> Session {
    let launch = Launch::new(&["--demo", "--pictures", "blocks"]).with("COLORTERM", "truecolor");
    let mut session = open(launch.size(size.0, size.1));
    session.wait_for("▀▀▀▀▀▀▀▀");
    session
}

#[test]
fn a_cover_as_half_blocks_leaves_no_remains_whatever_happens() {
    std::thread::scope(|scope| {
        for (size, seed) in [((140, 40), 1), ((100, 30), 2), ((80, 24), 3)] {
            scope.spawn(move || walk(covered(size), fastrand::Rng::with_seed(seed)));
        }
    });
}

fn walk(mut session: Session, mut random: fastrand::Rng) {
    let keys = ["j", "k", "J", "K", "i", "\x1b", "I", "?", "\x1b", "\r", "z", "h", "G", "g", "n"];
    for _ in 0..5 {
        for _ in 0..8 {
            session.send(random.choice(keys).unwrap());
            session.listen(Duration::from_millis(random.u64(0..60)));
        }
        session.send("\x1b");
        session.settle();
        is_right(&mut session);
    }
    session.resize(90, 35);
    session.settle();
    is_right(&mut session);
}

#[test]
fn pictures_are_turned_on_and_off_and_the_terminal_is_given_back() {
    let mut session = covered((100, 30));
    session.send("I").wait_gone("▀▀▀▀▀▀▀▀").send("I").wait_for("▀▀▀▀▀▀▀▀");
    session.send("i").wait_for("comfyui-official.jpg").send("\x1b").wait_gone("comfyui-official.jpg");
    session.send("q");
    assert_eq!(session.end(), 0);
    assert_eq!(session.debris(), Vec::<&str>::new());
}

#[test]
fn an_idle_program_with_a_picture_on_screen_is_idle() {
    let mut session = covered((100, 30));
    session.settle();
    let before = session.wake_ups();
    assert_eq!(session.listen(Duration::from_millis(1500)), 0);
    assert_eq!(session.wake_ups(), before);
}
