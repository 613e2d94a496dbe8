//! An embedded CompShare service on loopback: for `--demo`, for trying things out without keys, and for tests.
//!
//! It is a real HTTP server that behaves as the API's document says: it verifies signatures, filters, sorts and
//! pages, and refuses with the service's own codes. It serves a bundled catalogue with pictures of its own making, and
//! sends nothing anywhere.

mod catalogue;
mod command;
mod pictures;
mod request;
mod service;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::i18n::Lang;
use crate::messages;

pub(crate) use command::serve;

/// The public key the demo service knows. It opens nothing but a bundled catalogue.
const PUBLIC_KEY: &str = "compshare-demo-public-key";
/// The private key that goes with it.
const PRIVATE_KEY: &str = "compshare-demo-private-key";

/// How the demo service runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// TCP port on 127.0.0.1; 0 takes any that is free.
    pub port: u16,
    /// How many groups the catalogue has: the bundled ones cut short, or extended with variations of them.
    pub groups: Option<usize>,
    /// How long every answer is held back.
    pub delay: Duration,
}

/// A running demo service; it stops when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    private_key: SecretString,
    /// Dropping it is the signal to stop.
    _stop: oneshot::Sender<()>,
}

impl Server {
    /// Starts the service on the current tokio runtime.
    ///
    /// # Errors
    /// When the port is taken or not allowed.
    pub async fn start(options: Options) -> Result<Self, Error> {
        let cannot_listen = |cause| Error::CannotListen { port: options.port, cause };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await.map_err(cannot_listen)?;
        let address = listener.local_addr().map_err(cannot_listen)?;
        let service = Arc::new(service::Service::new(options));
        // The first question may come at once; parsing the catalogue must not wait for it, nor block this thread.
        let early = Arc::clone(&service);
        tokio::task::spawn_blocking(move || early.catalogue().groups.len());
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = axum::serve(listener, service::router(service)).with_graceful_shutdown(async {
            let _ = stopped.await;
        });
        tokio::spawn(async { serving.await });
        Ok(Server { address, private_key: PRIVATE_KEY.to_owned().into(), _stop: stop })
    }

    /// Where the service listens, such as `http://127.0.0.1:40123`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The public key it knows.
    #[must_use]
    pub fn public_key(&self) -> &str {
        PUBLIC_KEY
    }

    /// The private key that goes with the public one.
    #[must_use]
    pub fn private_key(&self) -> &SecretString {
        &self.private_key
    }
}

/// Why the demo service could not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The port could not be listened on.
    #[error("cannot listen on 127.0.0.1:{port}: {cause}")]
    CannotListen {
        /// The port asked for.
        port: u16,
        /// The system's reason.
        #[source]
        cause: io::Error,
    },
    /// What is to be printed could not be.
    #[error("cannot print: {0}")]
    CannotPrint(#[source] io::Error),
}

impl Error {
    /// What happened, in one sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Error::CannotListen { port, cause } => DemoText::CannotListen.fill(lang, &[port, cause]),
            Error::CannotPrint(cause) => DemoText::CannotPrint.fill(lang, &[cause]),
        }
    }
}

messages! {
    /// Sentences of the demo service.
    enum DemoText {
        CannotListen: "The demo service cannot listen on 127.0.0.1:{}: {}", "演示服务无法监听 127.0.0.1:{}：{}";
        CannotPrint: "The demo service cannot print where it listens: {}", "演示服务无法输出监听地址：{}";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_both_languages() {
        crate::i18n::check_table(DemoText::ALL, DemoText::text).unwrap();
    }

    #[tokio::test]
    async fn a_taken_port_is_named() {
        let first = Server::start(Options::default()).await.unwrap();
        let port = first.address.port();
        let second = Server::start(Options { port, ..Options::default() }).await.unwrap_err();
        assert!(second.sentence(Lang::En).contains(&format!("127.0.0.1:{port}")), "{second}");
    }
}
