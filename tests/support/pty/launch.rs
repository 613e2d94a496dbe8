//! What a session starts with: a program, a home folder of its own, variables, a window.

use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use filedescriptor::FileDescriptor;
use portable_pty::{CommandBuilder, native_pty_system};

use super::Session;
use super::terminal::{Modes, window_size};

/// The program.
pub(crate) const EXPLORER: &str = env!("CARGO_BIN_EXE_compshare-tui");

/// What a session's environment is made of. As over SSH, no browser or clipboard tool of this machine is ever started.
/// Pictures are shown where a test is about them.
const ENVIRONMENT: [(&str, &str); 5] = [
    ("TERM", "xterm-256color"),
    ("LANG", "en_US.UTF-8"),
    ("PATH", "/usr/bin:/bin"),
    ("SSH_TTY", "/dev/pts/none"),
    ("COMPSHARE_TUI_PICTURES", "off"),
];

/// A session about to start.
pub(crate) struct Launch {
    home: tempfile::TempDir,
    program: PathBuf,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    size: (u16, u16),
    controlling: bool,
    silent: bool,
}

impl Launch {
    /// The explorer with these arguments, 100×30, in a home folder of its own.
    pub(crate) fn new(arguments: &[&str]) -> Self {
        Self::program(Path::new(EXPLORER), arguments)
    }

    /// Another program, for what only a shell or tmux can do.
    pub(crate) fn program(program: &Path, arguments: &[&str]) -> Self {
        Launch {
            home: tempfile::tempdir().unwrap(),
            program: program.to_owned(),
            arguments: Vec::new(),
            variables: Vec::new(),
            size: (100, 30),
            controlling: true,
            silent: false,
        }
        .arguments(arguments)
    }

    /// Adds arguments.
    pub(crate) fn arguments(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(|argument| (*argument).to_owned()));
        self
    }

    /// Sets an environment variable.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the window's size, columns and rows.
    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// A terminal that does not control the session, so that no SIGHUP tells of its end.
    pub(crate) fn uncontrolled(mut self) -> Self {
        self.controlling = false;
        self
    }

    /// A terminal that answers no question.
    pub(crate) fn silent(mut self) -> Self {
        self.silent = true;
        self
    }

    /// The home folder, to put files in.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Starts it.
    pub(crate) fn start(self) -> Session {
        let (columns, rows) = self.size;
        let pair = native_pty_system().openpty(window_size(columns, rows)).unwrap();
        let mut command = CommandBuilder::new(&self.program);
        command.args(&self.arguments);
        command.env_clear();
        command.cwd(self.home.path());
        for (name, value) in ENVIRONMENT {
            command.env(name, value);
        }
        command.env("HOME", self.home.path());
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command.set_controlling_tty(self.controlling);
        let terminal = FileDescriptor::dup(&pair.master.as_raw_fd().unwrap()).unwrap().as_file().unwrap();
        rustix::io::ioctl_fionbio(&terminal, true).unwrap();
        let modes = Modes::of(&terminal);
        let child = pair.slave.spawn_command(command).unwrap();
        let mut session = Session {
            _home: self.home,
            master: Some(pair.master),
            slave: Some(pair.slave),
            child,
            terminal: Some(terminal),
            output: channel().1,
            reading: None,
            screen: vt100::Parser::new(rows, columns, 0),
            raw: Vec::new(),
            in_frame: false,
            modes,
            told: None,
            silent: self.silent,
        };
        session.thaw();
        session
    }
}
