//! A start, in the order that puts the program on screen first.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::api::{Route, RouteOf};
use crate::app::{Event, Keymap, LIST_SHARE, Prefs, ServiceLabel, Setup, State};
use crate::config::{ColorChoice, Environment, PicturesChoice, Rebinding, Settings};
use crate::demo;
use crate::i18n::Sentence;
use crate::pictures::Showing;
use crate::store;
use crate::store::pictures::PictureStore;
use crate::store::snapshot::Place;
use crate::sync::place_of;

use super::answers::{Answers, Question, Told};
use super::clipboard::Clipboard;
use super::connection::Connection;
use super::event_loop::{End, EventLoop};
use super::hangup::TerminalLine;
use super::message::Message;
use super::services::{Parts, Services};
use super::stage::Stage;
use super::terminal::{self, TerminalSurface, install_panic_hook};
use super::themes::{AUTOMATIC, TERMINAL, Themes};
use super::{Error, Options, Outcome, Purpose, Source, input, means, multiplexer, signals};

/// How long an end waits, from the start on, for the terminal to tell its colours: an answer that comes later would be
/// typed into the shell.
const COLOUR_ANSWER: Duration = Duration::from_secs(1);
/// Background threads: decoding a page must never delay a key.
const WORKERS: usize = 2;

/// Runs the explorer.
///
/// # Errors
/// There is no terminal, or it cannot be used; `[keys]` or the theme is wrong.
pub(crate) fn run(options: &Options, environment: &Environment) -> Result<Outcome, Error> {
    let (Ok(line), Ok(_)) = (TerminalLine::open(), terminal::output()) else { return Err(Error::NoTerminal) };
    match explore(options, environment, &line) {
        // What failed, failed because of that: a write may notice it before a signal or the watch does.
        Err(Error::Terminal(_)) if line.is_gone() => Ok(Outcome { chosen: vec![], signal: Some(1) }),
        outcome => outcome,
    }
}

fn explore(options: &Options, environment: &Environment, line: &TerminalLine) -> Result<Outcome, Error> {
    let themes = themes(options, environment)?;
    let showing = means::showing(&options.settings, environment);
    let setup = Setup { pictures: showing, ..setup(options, &themes)? };
    install_panic_hook();
    let mut signals = signals::watch()?;
    let screen = TerminalSurface::take()?;
    let questions = questions(options, &setup.prefs.theme, showing, environment);
    let mut stage = Stage::new(screen, State::new(setup), themes);
    stage.draw()?;
    for question in &questions {
        stage.screen.ask(question.text())?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(WORKERS)
        // A thread that has blocked ends at once, not by a wake-up ten seconds later.
        .thread_keep_alive(Duration::ZERO)
        .enable_all()
        .build()?;
    let _inside = runtime.enter();
    #[cfg(debug_assertions)]
    super::forced_failure::fail(environment)?;
    let (sender, messages) = mpsc::channel(input::WAITING);
    let services = Services::new(parts(options, environment, showing), sender.clone());
    let mut event_loop = EventLoop::new(stage, services, messages);
    event_loop.begin()?;
    event_loop.open_questions.clone_from(&questions);
    let answered_until = Instant::now() + COLOUR_ANSWER;
    if means::asks_tmux(options.settings.pictures, showing, environment) {
        ask_tmux(environment, sender.clone());
    }
    tell_notes(options, &sender);
    input::start(sender.clone(), Answers::new(questions))?;
    if let Err(error) = line.watch(sender) {
        tracing::warn!(%error, "the terminal cannot be watched");
    }
    let end = runtime.block_on(event_loop.run(&mut signals));
    if !event_loop.open_questions.is_empty() && matches!(end, Ok(End::Quit(_))) {
        let answer = until_told(&mut event_loop.messages, &mut event_loop.open_questions);
        // In vain, where the terminal does not answer.
        let _ = runtime.block_on(async { tokio::time::timeout_at(answered_until, answer).await });
    }
    if !event_loop.services.finish() {
        tracing::warn!("something was not written within {:?}", store::PATIENCE);
    }
    drop(event_loop);
    // However it ended: a name that is still being looked up must not hold the end up.
    runtime.shutdown_background();
    Ok(match end? {
        End::Quit(chosen) => Outcome { chosen, signal: None },
        End::Signal(number) => Outcome { chosen: vec![], signal: Some(number) },
        End::TerminalGone => Outcome { chosen: vec![], signal: Some(1) },
    })
}

/// Asks tmux for the terminal outside, beside everything else.
fn ask_tmux(environment: &Environment, messages: mpsc::Sender<Message>) {
    let pane = environment.get("TMUX_PANE").map(str::to_owned);
    tokio::spawn(async move {
        if let Some(term) = multiplexer::outside(pane).await {
            // The loop has ended when nobody listens.
            let _ = messages.send(Message::Told(Told::Outside(term))).await;
        }
    });
}

/// Says what is odd about files of keys: why there are none, or what puts them right.
fn tell_notes(options: &Options, messages: &mpsc::Sender<Message>) {
    let notes = match &options.source {
        Source::Demo => return,
        Source::Service(_, notes) => notes.iter().filter(|note| note.is_warning()).collect::<Vec<_>>(),
        Source::NoCredentials(notes) => notes.iter().collect(),
    };
    for note in notes {
        let sentence = Sentence::new(|lang| match note.remedy() {
            Some(remedy) => format!("{}; {remedy}", note.sentence(lang)),
            None => note.sentence(lang),
        });
        // The channel is empty still, and has room for every file there is.
        let _ = messages.try_send(Message::Event(Event::Warned(sentence)));
    }
}

/// The themes, wearing the one of the settings.
fn themes(options: &Options, environment: &Environment) -> Result<Themes, Error> {
    if options.settings.color == ColorChoice::Never {
        return Ok(Themes::mono());
    }
    let true_colour = matches!(environment.get("COLORTERM"), Some("truecolor" | "24bit"));
    let mut themes = Themes::with_folder(options.paths.themes.as_deref(), true_colour);
    themes.wear(&options.settings.theme)?;
    Ok(themes)
}

fn setup(options: &Options, themes: &Themes) -> Result<Setup, Error> {
    let Settings { lang, ascii, page_size, rows, mouse, remember, sync_after, region, zone, .. } =
        options.settings.clone();
    let service = match &options.source {
        Source::Demo => Some(ServiceLabel { demo: true, region: region.clone() }),
        Source::Service(..) => Some(ServiceLabel { demo: false, region: region.clone() }),
        Source::NoCredentials(_) => None,
    };
    Ok(Setup {
        service,
        ascii,
        page_size: page_size.map(usize::from),
        query: options.start.clone(),
        pick: options.purpose == Purpose::Pick,
        remember,
        themes: themes.names().to_vec(),
        mono: options.settings.color == ColorChoice::Never,
        keeps_catalogue: true,
        sync_after: sync_after.0,
        region,
        zone,
        pictures: None,
        keymap: keymap(&options.settings.keys)?,
        prefs: Prefs {
            lang,
            theme: themes.worn().name.clone(),
            mouse,
            list_share: options.list_share.unwrap_or(LIST_SHARE),
            rows,
            pictures: options.settings.pictures != PicturesChoice::Off,
        },
    })
}

/// The key table with the user's overrides.
///
/// # Errors
/// [`Error::Keys`], naming the line of `config.toml` that cannot be used.
pub(crate) fn keymap(overrides: &[Rebinding]) -> Result<Keymap, Error> {
    let table: BTreeMap<String, Vec<String>> =
        overrides.iter().map(|key| (key.command.clone(), key.chords.clone())).collect();
    Keymap::with_overrides(&table).map_err(|error| {
        let line = overrides.iter().find(|key| key.command == error.command()).map_or(0, |key| key.line);
        Error::Keys { line, error }
    })
}

fn parts(options: &Options, environment: &Environment, showing: Option<Showing>) -> Parts {
    let region = options.settings.region.clone();
    let connection = match &options.source {
        Source::Demo => {
            Connection::demo(demo::Options { port: 0, groups: None, delay: Duration::ZERO }, &region)
        }
        Source::Service(endpoint, _) => Connection::service(endpoint.as_ref().clone()),
        Source::NoCredentials(_) => Connection::nothing(),
    };
    let cache = options.paths.cache.as_deref();
    let demo_place = cache.map(|cache| Place::demo(cache, &region));
    let remote = ["SSH_TTY", "SSH_CONNECTION"].iter().any(|name| environment.get(name).is_some());
    Parts {
        connection,
        clipboard: Clipboard::detect(environment, options.settings.clipboard.as_deref()),
        region,
        state_folder: options.paths.state.clone(),
        place: match &options.source {
            Source::Demo => demo_place.clone(),
            Source::Service(endpoint, _) => cache.map(|cache| place_of(cache, endpoint)),
            Source::NoCredentials(_) => None,
        },
        demo_place,
        data_folder: options.paths.data.clone(),
        showing,
        route_of: route_of(environment),
        pictures: cache.map(PictureStore::under),
        remote,
    }
}

/// The way pictures are fetched, by the variables that name proxies.
fn route_of(environment: &Environment) -> RouteOf {
    let environment = environment.clone();
    Arc::new(move |url| Route::choose(url, |name| environment.get_even_empty(name)))
}

/// What the terminal is asked, in this order: a terminal that has told its colours tells nothing else later.
fn questions(
    options: &Options,
    theme: &str,
    showing: Option<Showing>,
    environment: &Environment,
) -> Vec<Question> {
    if !can_answer(environment) {
        return vec![];
    }
    let mut questions = means::questions(options.settings.pictures, showing, environment);
    questions.extend(matches!(theme, TERMINAL | AUTOMATIC).then_some(Question::Colours));
    questions
}

/// Whether the terminal may know how to answer. Windows' own way of reading keys would not let an answer through.
fn can_answer(environment: &Environment) -> bool {
    cfg!(unix) && !matches!(environment.get("TERM"), None | Some("" | "dumb" | "linux"))
}

/// Waits for answers that have not come.
async fn until_told(messages: &mut mpsc::Receiver<Message>, open: &mut Vec<Question>) {
    while !open.is_empty() {
        match messages.recv().await {
            Some(Message::Told(told)) => told.close(open),
            None => return,
            Some(
                Message::Event(_)
                | Message::OfferClipboard { .. }
                | Message::Painted { .. }
                | Message::Signal(_)
                | Message::Continued
                | Message::TerminalGone,
            ) => {}
        }
    }
}
