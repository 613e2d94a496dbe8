//! From settings and keys to a service that can be asked.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

use crate::api::{Client, Credentials, Endpoint, Progress, Route};
use crate::catalogue::CredentialOrigin;
use crate::config::{ColorChoice, Environment, Loaded, Note, find_credentials};
use crate::demo;
use crate::i18n::Lang;
use crate::messages;
use crate::store::pictures::PictureStore;
use crate::store::snapshot::Place;
use crate::sync::place_of;

use super::Failure;

/// What the search for keys led to.
#[derive(Debug)]
pub(super) enum Found {
    /// A service with keys, and what was odd about their files.
    Endpoint(Box<Endpoint>, Vec<Note>),
    /// No complete pair of keys.
    NoCredentials(Vec<Note>),
}

/// Looks for keys and makes the endpoint that settings and keys describe.
pub(super) fn find(loaded: &Loaded, environment: &Environment) -> Found {
    let keys = find_credentials(loaded.settings.profile.as_deref(), &loaded.paths, environment);
    match keys.credentials {
        None => Found::NoCredentials(keys.notes),
        Some(credentials) => {
            let mut endpoint = endpoint(loaded, credentials);
            endpoint.project_id = endpoint.project_id.or(keys.project_id);
            endpoint.route = Route::choose(&endpoint.base_url, |name| environment.get_even_empty(name));
            Found::Endpoint(Box::new(endpoint), keys.notes)
        }
    }
}

fn endpoint(loaded: &Loaded, credentials: Credentials) -> Endpoint {
    let settings = &loaded.settings;
    Endpoint {
        base_url: settings.base_url.clone(),
        region: settings.region.clone(),
        zone: settings.zone.clone(),
        project_id: settings.project_id.clone(),
        allow_http: settings.allow_http,
        route: Route::Direct,
        credentials,
    }
}

/// A service that commands ask.
#[derive(Debug)]
pub(super) struct Service {
    /// Asks it.
    pub(super) client: Client,
    /// The language to report in.
    pub(super) lang: Lang,
    /// Where its whole catalogue is kept; `None` without a home folder.
    pub(super) place: Option<Place>,
    /// Where it is: what its pictures' addresses may be relative to.
    pub(super) base_url: String,
    /// Where fetched pictures are kept; `None` without a home folder.
    pub(super) pictures: Option<PictureStore>,
    /// Folder of what is the reader's own; `None` without a home folder.
    pub(super) data: Option<PathBuf>,
    /// Whether to draw with ASCII only.
    pub(super) ascii: bool,
    color: ColorChoice,
    /// The demo service runs as long as it is kept.
    _demo: Option<demo::Server>,
}

impl Service {
    /// The demo service, started now, or the one that settings and keys describe. Warnings about key files go to
    /// standard error.
    ///
    /// # Errors
    /// No keys, an address that cannot be used, or a demo service that does not start.
    pub(super) async fn connect(
        loaded: &Loaded,
        environment: &Environment,
        demo: bool,
    ) -> Result<Self, Failure> {
        if demo {
            return Self::demo(loaded).await;
        }
        match find(loaded, environment) {
            Found::NoCredentials(notes) => Err(Failure::NoCredentials(notes)),
            Found::Endpoint(endpoint, notes) => {
                warn(&notes, loaded.settings.lang);
                Self::of(*endpoint, loaded)
            }
        }
    }

    /// The demo service, started now.
    ///
    /// # Errors
    /// It does not start.
    pub(super) async fn demo(loaded: &Loaded) -> Result<Self, Failure> {
        let server = demo::Server::start(demo::Options::default()).await?;
        let service = Self::of(demo_endpoint(loaded, &server), loaded)?;
        let cache = loaded.paths.cache.as_deref();
        let place = cache.map(|cache| Place::demo(cache, &loaded.settings.region));
        Ok(Service { place, _demo: Some(server), ..service })
    }

    /// The service of an endpoint.
    ///
    /// # Errors
    /// Its address cannot be used.
    pub(super) fn of(endpoint: Endpoint, loaded: &Loaded) -> Result<Self, Failure> {
        let settings = &loaded.settings;
        let place = loaded.paths.cache.as_deref().map(|cache| place_of(cache, &endpoint));
        Ok(Service {
            base_url: endpoint.base_url.clone(),
            pictures: loaded.paths.cache.as_deref().map(PictureStore::under),
            client: Client::new(endpoint)?,
            place,
            data: loaded.paths.data.clone(),
            ascii: settings.ascii,
            lang: settings.lang,
            color: settings.color,
            _demo: None,
        })
    }

    /// The same service, asked to leave Readmes out of lists.
    pub(super) fn without_readmes(self) -> Self {
        Service { client: self.client.without_readmes(), ..self }
    }

    /// Tells of waits before another attempt: people on a terminal want to know why nothing comes.
    pub(super) fn report(&self, bar: ProgressBar) -> impl Fn(Progress) + Send + Sync + use<> {
        let lang = self.lang;
        let heard = std::io::stderr().is_terminal();
        move |Progress::Waiting { attempt, of, delay, fault }| {
            if heard {
                let seconds = delay.as_secs_f64().ceil();
                let line = ServiceText::Waiting.fill(lang, &[&fault.sentence(lang), &seconds, &attempt, &of]);
                bar.suspend(|| say(&line));
            }
        }
    }

    /// Whether a table's head is set in bold.
    pub(super) fn bold_heads(&self) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => std::io::stdout().is_terminal(),
        }
    }
}

fn demo_endpoint(loaded: &Loaded, server: &demo::Server) -> Endpoint {
    let credentials = Credentials {
        public_key: server.public_key().to_owned(),
        private_key: server.private_key().clone(),
        origin: CredentialOrigin { source: "--demo".into(), public_tail: "-key".into() },
    };
    Endpoint { base_url: server.base_url(), ..endpoint(loaded, credentials) }
}

/// Tells what should be put right about key files, with the command that does it.
fn warn(notes: &[Note], lang: Lang) {
    for note in notes.iter().filter(|note| note.is_warning()) {
        let remedy = note.remedy().unwrap_or_default();
        say(&ServiceText::Warning.fill(lang, &[&note.sentence(lang), &remedy]));
    }
}

/// A bar on standard error, where that is a terminal.
pub(super) fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}");
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The width of the terminal on standard output, if that is one.
#[cfg(unix)]
pub(super) fn terminal_cells() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|cells| *cells > 0)
}

#[cfg(not(unix))]
pub(super) fn terminal_cells() -> Option<usize> {
    let size = std::io::stdout().is_terminal().then(crossterm::terminal::size)?.ok()?;
    Some(usize::from(size.0)).filter(|cells| *cells > 0)
}

/// A line on standard error; nobody is left to tell when that is closed.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "compshare-tui: {line}");
}

messages! {
    /// What is said while a service is asked.
    enum ServiceText {
        Waiting: "{} Trying again in {} s (attempt {} of {}).", "{}{} 秒后重试（第 {} 次，共 {} 次）。";
        Warning: "{}; put it right with: {}", "{}；可用此命令修正：{}";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(ServiceText::ALL, ServiceText::text).unwrap();
    }
}
