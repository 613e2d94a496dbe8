//! The real event loop and the real client against a slow service, on a screen that tells each frame.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use compshare_tui::face::api::Route;
use compshare_tui::face::app::{Chord, Event, Setup, State};
use compshare_tui::face::catalogue::{Query, Toggle, Toggles, Window};
use compshare_tui::face::config::Environment;
use compshare_tui::face::demo;
use compshare_tui::face::i18n::Lang;
use compshare_tui::face::runtime::{
    Clipboard, Connection, End, EventLoop, Message, Modes, Parts, Render, Services, Stage, Surface, Themes,
};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tokio::sync::mpsc;

use crate::reader::text;
use crate::stage::{catalogue, setup};

/// Longer than anything here takes, on any machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// How fast a held key repeats.
const REPEAT: Duration = Duration::from_millis(33);

/// A screen that sends every frame as text.
struct Watched {
    terminal: Terminal<TestBackend>,
    frames: mpsc::UnboundedSender<String>,
}

impl Surface for Watched {
    fn draw(&mut self, render: &mut Render<'_>) -> io::Result<()> {
        self.terminal.draw(|frame| drop(render(frame))).unwrap();
        let _ = self.frames.send(text(self.terminal.backend().buffer()));
        Ok(())
    }

    fn set_modes(&mut self, _modes: Modes) -> io::Result<()> {
        Ok(())
    }

    fn renew(&mut self) {}

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn retake(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn offer_clipboard(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }
}

/// An explorer of a demo service that takes `delay` for each answer, its keys and its frames.
fn explorer(delay: Duration) -> Explorer {
    explorer_with(delay, setup(Lang::En), None)
}

type Explorer = (EventLoop<Watched>, mpsc::Sender<Message>, mpsc::UnboundedReceiver<String>);

fn explorer_with(delay: Duration, setup: Setup, state_folder: Option<PathBuf>) -> Explorer {
    let (keys, messages) = mpsc::channel(64);
    let (sender, frames) = mpsc::unbounded_channel();
    let options = demo::Options { port: 0, groups: None, delay };
    let parts = Parts {
        connection: Connection::demo(options, "cn-wlcb"),
        clipboard: Clipboard::detect(&Environment::new([]), None),
        region: "cn-wlcb".to_owned(),
        place: None,
        demo_place: None,
        data_folder: None,
        state_folder,
        showing: None,
        route_of: Arc::new(|_| Route::Direct),
        pictures: None,
        remote: true,
    };
    let services = Services::new(parts, keys.clone());
    let screen = Watched { terminal: Terminal::new(TestBackend::new(100, 30)).unwrap(), frames: sender };
    let state = State::new(setup);
    let themes = Themes::with_folder(None, true);
    (EventLoop::new(Stage::new(screen, state, themes), services, messages), keys, frames)
}

async fn frame_with(frames: &mut mpsc::UnboundedReceiver<String>, wanted: &str, always: impl Fn(&str)) {
    let seek = async {
        while let Some(frame) = frames.recv().await {
            always(&frame);
            if frame.contains(wanted) {
                return;
            }
        }
        panic!("the loop ended before `{wanted}` was on screen");
    };
    tokio::time::timeout(PATIENCE, seek).await.unwrap_or_else(|_| panic!("`{wanted}` never came"));
}

fn press(key: char) -> Message {
    Message::Event(Event::Key(Chord::char(key)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn holding_j_through_page_boundaries_on_a_slow_service_never_shows_an_empty_list() {
    let (mut explorer, keys, mut frames) = explorer(Duration::from_millis(300));
    explorer.begin().unwrap();
    let reader = async {
        frame_with(&mut frames, "1–20 of 130", |_| {}).await;
        let held = tokio::spawn({
            let keys = keys.clone();
            async move {
                while keys.send(press('j')).await.is_ok() {
                    tokio::time::sleep(REPEAT).await;
                }
            }
        });
        let never_empty = |frame: &str| assert!(frame.contains('▌'), "a row is always selected:\n{frame}");
        frame_with(&mut frames, "41–60 of 130", never_empty).await;
        held.abort();
        keys.send(press('q')).await.unwrap();
    };
    let (_keep, mut signals) = mpsc::unbounded_channel();
    let (end, ()) = tokio::join!(explorer.run(&mut signals), reader);
    assert_eq!(end.unwrap(), End::Quit(vec![]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn superseded_requests_are_aborted_and_the_last_query_wins() {
    let wanted = Query { toggles: Toggles::of(&[Toggle::Free, Toggle::Autostart]), ..Query::default() };
    let matching = catalogue().page(&wanted, Window { offset: 0, limit: 1 }).total_count.unwrap();
    let (mut explorer, keys, mut frames) = explorer(Duration::from_millis(300));
    explorer.begin().unwrap();
    let reader = async {
        frame_with(&mut frames, "1–20 of 130", |_| {}).await;
        for key in "121213".chars() {
            keys.send(press(key)).await.unwrap();
        }
        frame_with(&mut frames, &format!("of {matching} "), |_| {}).await;
        keys.send(press('q')).await.unwrap();
    };
    let (_keep, mut signals) = mpsc::unbounded_channel();
    let (end, ()) = tokio::join!(explorer.run(&mut signals), reader);
    assert_eq!(end.unwrap(), End::Quit(vec![]));
    assert!(
        explorer.stage.state.query().toggles.is_on(Toggle::Free)
            && !explorer.stage.state.query().toggles.is_on(Toggle::Official)
            && explorer.stage.state.query().toggles.is_on(Toggle::Autostart)
    );
    assert!(explorer.services.under_way() <= 1, "only the next page may still be on its way");
}

#[tokio::test]
async fn a_signal_ends_the_loop_even_in_the_middle_of_a_request() {
    let (mut explorer, _keys, _frames) = explorer(Duration::from_secs(3600));
    explorer.begin().unwrap();
    let (signal, mut signals) = mpsc::unbounded_channel();
    signal.send(Message::Signal(15)).unwrap();
    assert_eq!(explorer.run(&mut signals).await.unwrap(), End::Signal(15));
}

/// Keys pressed faster than a disk writes: what the reader wanted last is what the next start finds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_of_many_fast_changes_is_remembered() {
    let state = tempfile::tempdir().unwrap();
    let (mut explorer, keys, mut frames) = explorer_with(
        Duration::ZERO,
        Setup { remember: true, ..setup(Lang::En) },
        Some(state.path().to_owned()),
    );
    explorer.begin().unwrap();
    let reader = async {
        frame_with(&mut frames, "1–20 of 130", |_| {}).await;
        for key in "<<<<>>>>><<<<<".chars() {
            keys.send(press(key)).await.unwrap();
        }
        keys.send(press('q')).await.unwrap();
    };
    let (_keep, mut signals) = mpsc::unbounded_channel();
    let (end, ()) = tokio::join!(explorer.run(&mut signals), reader);
    assert_eq!(end.unwrap(), End::Quit(vec![]));
    assert!(explorer.services.finish());
    let remembered = compshare_tui::face::store::recall(state.path()).unwrap().unwrap();
    assert_eq!(remembered.list_share, Some(32));
}
