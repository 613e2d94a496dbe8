//! What the reader is told.

use super::*;

#[test]
fn copying_offers_the_id_and_the_answer_says_where_it_went() {
    let mut state = browsing();
    let text = "compshareImage-a".to_owned();
    assert_eq!(
        press(&mut state, "y", at(20)),
        [Effect::Copy { kind: CopyKind::ImageId, text: text.clone() }]
    );
    let route = Ok(ClipboardRoute::Tmux);
    update(&mut state, Event::Copied { kind: CopyKind::ImageId, text, route }, at(30));
    let toast = state.toasts.iter().next().unwrap();
    assert_eq!(toast.notice.sentence(Lang::En), "Image id sent to the tmux clipboard");
    assert_eq!(toast.until, Some(at(3030)));
    update(&mut state, Event::TimeCame, at(3030));
    assert!(state.toasts.iter().next().is_none());
}

#[test]
fn an_error_stays_until_a_key() {
    let mut state = browsing();
    update(&mut state, Event::Warned(Sentence::new(|_| "the disk is full".to_owned())), at(20));
    update(&mut state, Event::TimeCame, at(60_000));
    assert_eq!(state.toasts.iter().count(), 1);
    press(&mut state, "j", at(60_001));
    assert!(state.toasts.iter().next().is_none());
}

#[test]
fn what_is_told_follows_the_language() {
    let mut state = browsing();
    let warning = Sentence::new(|lang| lang.code().to_owned());
    update(&mut state, Event::Warned(warning), at(20));
    update(&mut state, Event::DemoStarted(Err(Fault::new(FaultKind::Dns))), at(20));
    let told = |state: &State| -> Vec<String> {
        state.toasts.iter().map(|toast| toast.notice.sentence(state.lang())).collect()
    };
    let english = told(&state);
    assert_eq!(english[0], "en");
    state.prefs.lang = Lang::Zh;
    let chinese = told(&state);
    assert_eq!(chinese[0], "zh");
    assert_ne!(english[1], chinese[1]);
    let letters = chinese[1].chars().filter(char::is_ascii_alphabetic).count();
    assert!(letters < 12, "{}", chinese[1]);
}

/// A tick means that something was done; what is only told has none, what went wrong stays.
#[test]
fn notices_have_the_tone_of_what_they_say() {
    let done = [Notice::BrowserOpened(String::new()), Notice::Mouse(true)];
    let told = [
        Notice::NoBrowser(String::new()),
        Notice::ItemsSkipped(1),
        Notice::NotFound("x".to_owned()),
        Notice::ReadmeLacks(Part::Code),
        Notice::FirstPage,
        Notice::LastPage,
    ];
    assert!(done.iter().all(|notice| notice.tone() == Tone::Done));
    assert!(told.iter().all(|notice| notice.tone() == Tone::Told));
    assert_eq!(Notice::ReadmeLacks(Part::Code).sentence(Lang::En), "This Readme has no code blocks");
    assert_eq!(Notice::NotFound("cuda".to_owned()).sentence(Lang::En), "Not in this Readme: cuda");
}
