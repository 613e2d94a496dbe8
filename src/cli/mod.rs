//! The command line: arguments, and the commands that need no screen.
//!
//! [`run`] is the whole program; `main` only calls it. A command writes its answer to standard output and nothing
//! else there; whatever is said about the answer goes to standard error, and the exit code tells the outcome.

pub(crate) mod args;
mod compare;
mod complete;
mod doctor;
mod exit;
mod explore;
mod filters;
mod generate;
mod keys;
mod list;
mod local;
mod log;
mod output;
mod qr;
mod readme;
mod rows;
mod service;
mod settings;
mod show;
mod stats;
mod sync;
mod table;
mod tags;

use std::ffi::OsString;
use std::future::Future;
use std::io::{self, BufWriter, Write};

use clap::CommandFactory;

use crate::config::{Environment, Loaded, early_lang, load};
use crate::demo;
use crate::i18n::Lang;

pub use args::Arguments;
use args::{Command, ExplorerArgs};
pub(crate) use exit::{Exit, Failure};
use service::Service;

/// Reads the command line, does what it says, and tells what went wrong.
pub fn run(line: impl IntoIterator<Item = OsString>, environment: &Environment) -> Exit {
    let line: Vec<OsString> = line.into_iter().collect();
    if let Some(shell) = environment.get(generate::VARIABLE) {
        return complete::complete(shell, line, environment, &mut io::stdout());
    }
    let arguments = match Arguments::read(&line) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too. Nothing is left to do when they cannot be printed.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Done };
        }
    };
    let mut program =
        Program { lang: early_lang(&arguments.flags(), environment), arguments: &arguments, environment };
    // Not locked: the explorer draws there too, and puts the terminal right from any thread that panics.
    let mut out = BufWriter::new(io::stdout());
    let done = program.dispatch(&mut out).and_then(|()| out.flush().map_err(Failure::Output));
    match done {
        Ok(()) => Exit::Done,
        // The reader of our output went away (`list | head`): it has what it wanted.
        Err(failure) if failure.is_broken_pipe() => Exit::Done,
        Err(failure) => {
            program.tell(&failure, &mut out);
            failure.exit()
        }
    }
}

/// A command about to run.
struct Program<'a> {
    arguments: &'a Arguments,
    environment: &'a Environment,
    /// The language to speak: that of the settings, as soon as they are read.
    lang: Lang,
}

impl Program<'_> {
    fn dispatch(&mut self, out: &mut impl Write) -> Result<(), Failure> {
        let arguments = self.arguments;
        if arguments.command.is_some() && arguments.explorer != ExplorerArgs::default() {
            return Err(Failure::Usage(exit::ExitText::ExplorerFlags));
        }
        match &arguments.command {
            None => explore::browse(&self.load()?, self.environment, &arguments.explorer, self.demo()),
            Some(Command::Pick(pick)) => {
                explore::pick(&self.load()?, self.environment, pick, self.demo(), out)
            }
            Some(Command::List(list)) => self.ask(async |service| list::list(list, service, out).await),
            Some(Command::Show(show)) => self.ask(async |service| show::show(show, &service, out).await),
            Some(Command::Compare(compare)) => {
                self.ask(async |service| compare::compare_images(compare, &service, out).await)
            }
            Some(Command::Readme(readme)) => self.readme(readme, out),
            Some(Command::Qr(qr)) => self.qr(qr, out),
            Some(Command::Tags(tags)) => self.ask(async |service| tags::tags(tags, &service, out).await),
            Some(Command::Stats(stats)) => self.ask(async |service| stats::stats(stats, &service, out)),
            Some(Command::Sync(sync)) => self.ask(async |service| sync::sync(*sync, service, out).await),
            Some(Command::Doctor(doctor)) => {
                let loaded = self.load()?;
                wait(doctor::doctor(*doctor, &loaded, self.environment, self.demo(), out))
            }
            Some(Command::Keys(arguments)) => {
                let loaded = self.load()?;
                keys::keys(*arguments, &loaded.settings, out)
            }
            Some(Command::Config(config)) => {
                settings::config(config, &arguments.flags(), self.environment, out)
            }
            Some(Command::Completions(completions)) => {
                generate::completions(completions, Arguments::command(), out)?;
                if !completions.is_static {
                    complete::amend(completions.shell, out)?;
                }
                Ok(())
            }
            Some(Command::Man(man)) => generate::man(man, Arguments::command(), out),
            Some(Command::DemoServer(options)) => {
                self.load()?;
                wait(async { Ok(demo::serve((*options).into(), out).await?) })
            }
        }
    }

    fn readme(&mut self, arguments: &readme::ReadmeArgs, out: &mut impl Write) -> Result<(), Failure> {
        let loaded = self.load()?;
        let request =
            readme::PrintRequest { arguments, settings: &loaded.settings, environment: self.environment };
        match (&arguments.file, &arguments.id) {
            (Some(path), _) => readme::file(path, &request, out),
            (None, Some(id)) => {
                self.ask_with(&loaded, async |service| readme::image(id, &request, &service, out).await)
            }
            (None, None) => Ok(()),
        }
    }

    fn qr(&mut self, arguments: &qr::QrArgs, out: &mut impl Write) -> Result<(), Failure> {
        let loaded = self.load()?;
        let print = |text: &str, out| qr::print(text, arguments, &loaded.settings, out);
        match arguments.subject()? {
            qr::Subject::Text(text) => print(&text, out),
            qr::Subject::Image(id) => {
                self.ask_with(&loaded, async |service| print(&qr::page(&id, &service).await?, out))
            }
        }
    }

    fn demo(&self) -> bool {
        self.arguments.common.demo
    }

    /// Reads the settings, and starts the log if they name one.
    fn load(&mut self) -> Result<Loaded, Failure> {
        let loaded = load(&self.arguments.flags(), self.environment)?;
        self.lang = loaded.settings.lang;
        if let Some(path) = &loaded.settings.log {
            log::start(path).map_err(Failure::Log)?;
        }
        Ok(loaded)
    }

    /// Does something with a service.
    fn ask(&mut self, work: impl AsyncFnOnce(Service) -> Result<(), Failure>) -> Result<(), Failure> {
        let loaded = self.load()?;
        self.ask_with(&loaded, work)
    }

    fn ask_with(
        &self,
        loaded: &Loaded,
        work: impl AsyncFnOnce(Service) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        wait(async {
            let service = Service::connect(loaded, self.environment, self.demo()).await?;
            work(service).await
        })
    }

    /// Says what went wrong and what to do about it: as JSON where that was asked for, else on standard error.
    /// Where nobody listens, nothing can be done.
    fn tell(&self, failure: &Failure, out: &mut impl Write) {
        if matches!(failure, Failure::Told(_)) {
            let _ = out.flush();
            return;
        }
        if self.arguments.wants_json() {
            let _ = output::failure(out, failure, self.lang).and_then(|()| out.flush());
            return;
        }
        let _ = out.flush();
        let mut err = io::stderr().lock();
        let _ = writeln!(err, "compshare-tui: {}", failure.sentence(self.lang));
        for advice in failure.advice(self.lang) {
            let _ = writeln!(err, "  {advice}");
        }
    }
}

/// Runs a command's work to its end, or until Ctrl-C.
fn wait(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let threads = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let done = threads.block_on(async {
        tokio::select! {
            // Ctrl-C is listened for before the work begins.
            biased;
            _ = tokio::signal::ctrl_c() => Err(Failure::Told(Exit::Interrupted)),
            done = work => done,
        }
    });
    // Work nobody waits for any more must not hold up the end.
    threads.shutdown_background();
    done
}
