//! One session from start to end, as a user has it.

use crate::{Launch, open, stream};

/// The first minute, key by key, as README's "Try it" has it.
#[test]
fn the_keys_readme_tells_a_newcomer_lead_to_an_id() {
    let mut session = crate::demo();
    session.send("jk").send("/").wait("the cursor in the field", |screen| !screen.hide_cursor());
    session.send("wst").wait_for("1–1 of 1").wait_for("Z-Image-Turbo 极速文生图");
    session.send(crate::pty::ESCAPE).wait("no cursor", vt100::Screen::hide_cursor);
    session.send("\r").send("y").wait_for("Image id sent to the terminal's clipboard");
    session.send("?").wait_for("Moving").send(crate::pty::ESCAPE).wait_gone("Moving");
    session.send("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_reader_browses_filters_searches_turns_a_page_reads_copies_an_id_and_quits() {
    // The service answers throughout: the local catalogue, once it is there, finds more.
    let mut session = open(Launch::new(&["--demo"]).with("COMPSHARE_TUI_SYNC_AFTER", "off"));
    session.send("jj").wait_for("Wan 2.2 全功能 ComfyUI 工作站");
    session.send("1").wait_for("of 117");
    session.send("n").wait_for("page 2/5 · 25–48 of 117");
    session.send("p").wait_for("page 1/5");
    session.send("1").wait_for("of 130");
    session.send("/").wait("the cursor in the field", |screen| !screen.hide_cursor());
    session.send("语音\r").wait_for("1–7 of 7").wait("no cursor", vt100::Screen::hide_cursor);
    session.send("\r").wait_for("IndexTTS2 情感语音 ");
    session.send("GG").wait_for("100%");
    session.send("y").wait_for("Image id sent to the terminal's clipboard");
    session.wait_for("compshareImage-demoayydwaht");
    // The base64 of that id.
    assert_eq!(stream::clipboard(session.raw()), ["Y29tcHNoYXJlSW1hZ2UtZGVtb2F5eWR3YWh0"]);
    session.send("q");
    assert_eq!(session.end(), 0);
    assert_eq!(session.debris(), Vec::<&str>::new());
    assert_eq!(stream::foreign(session.raw()), Vec::<String>::new());
}
