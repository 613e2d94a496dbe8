//! One session from start to end, as a user has it.

use crate::demo;

#[test]
fn a_reader_browses_filters_turns_a_page_copies_an_id_and_quits() {
    let mut session = demo();
    session.send("jj1").wait_for("of 117");
    println!("{}", session.text());
    session.send("n").wait_for("page 2/");
    println!("{}", session.text());
    session.send("1/语音\r");
    session.settle();
    println!("{}", session.text());
    session.send("\r  jjj");
    session.settle();
    println!("{}", session.text());
    session.send("y");
    session.settle();
    println!("{}", session.text());
    session.send("q");
    assert_eq!(session.end(), 0);
    assert_eq!(session.debris(), Vec::<&str>::new());
}
