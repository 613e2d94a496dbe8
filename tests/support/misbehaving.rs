//! A raw TCP server that answers requests from a script: reply after reply, the last one for ever.
//!
//! It runs on the caller's tokio runtime, so that a test with paused time sees its time-outs at once.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

/// What the server does once it has read a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reply {
    /// Writes the bytes and closes.
    Write(Vec<u8>),
    /// Writes the bytes and resets the connection.
    WriteAndReset(Vec<u8>),
    /// Writes the bytes and keeps the connection open without another word.
    WriteAndHang(Vec<u8>),
    /// Writes the bytes at once, then the others one a second.
    Drip(Vec<u8>, Vec<u8>),
    /// Writes the bytes, then the others again and again.
    WriteEndlessly(Vec<u8>, Vec<u8>),
}

/// The server, gone when dropped.
pub(crate) struct Misbehaving {
    address: SocketAddr,
    scheme: &'static str,
    shared: Arc<Shared>,
    accepting: AbortHandle,
}

struct Shared {
    script: Vec<Reply>,
    requests: Mutex<Vec<String>>,
    arrived: Notify,
    open: AtomicUsize,
    most_open: AtomicUsize,
    closed: Notify,
}

impl Misbehaving {
    /// Starts a server that answers with the replies in turn, and with the last one from then on.
    pub(crate) async fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        Self::start_with(script, None).await
    }

    /// [`Misbehaving::start`], over TLS.
    pub(crate) async fn start_tls(script: impl IntoIterator<Item = Reply>, config: ServerConfig) -> Self {
        Self::start_with(script, Some(TlsAcceptor::from(Arc::new(config)))).await
    }

    async fn start_with(script: impl IntoIterator<Item = Reply>, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let shared = Arc::new(Shared {
            script: script.into_iter().collect(),
            requests: Mutex::default(),
            arrived: Notify::new(),
            open: AtomicUsize::new(0),
            most_open: AtomicUsize::new(0),
            closed: Notify::new(),
        });
        let accepting = tokio::spawn(accept(listener, tls, Arc::clone(&shared))).abort_handle();
        Misbehaving { address, scheme, shared, accepting }
    }

    /// Where it listens.
    pub(crate) fn base_url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// Every request so far, head and body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.shared.requests.lock().unwrap().clone()
    }

    /// Waits until there have been so many requests.
    pub(crate) async fn wait_for_requests(&self, count: usize) {
        while self.requests().len() < count {
            self.shared.arrived.notified().await;
        }
    }

    /// Waits until every connection is closed.
    pub(crate) async fn wait_until_closed(&self) {
        while self.shared.open.load(Ordering::SeqCst) > 0 {
            self.shared.closed.notified().await;
        }
    }

    /// How many requests were under way at the same time, at most.
    pub(crate) fn most_open(&self) -> usize {
        self.shared.most_open.load(Ordering::SeqCst)
    }
}

impl Drop for Misbehaving {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (tls, shared) = (tls.clone(), Arc::clone(&shared));
        tokio::spawn(async move {
            let open = shared.open.fetch_add(1, Ordering::SeqCst) + 1;
            shared.most_open.fetch_max(open, Ordering::SeqCst);
            // A client that goes away is what many tests are about.
            let _ = match tls {
                None => converse(stream, &shared).await,
                Some(tls) => match tls.accept(stream).await {
                    Ok(stream) => converse(stream, &shared).await,
                    Err(error) => Err(error),
                },
            };
            shared.open.fetch_sub(1, Ordering::SeqCst);
            shared.closed.notify_one();
        });
    }
}

/// Reads one request, replies to it and closes.
async fn converse(mut stream: impl Connection, shared: &Shared) -> io::Result<()> {
    let request = read_request(&mut stream).await?;
    let number = {
        let mut requests = shared.requests.lock().unwrap();
        requests.push(request);
        requests.len() - 1
    };
    shared.arrived.notify_one();
    let last = shared.script.len() - 1;
    match &shared.script[number.min(last)] {
        Reply::Write(bytes) => stream.write_all(bytes).await?,
        Reply::WriteAndReset(bytes) => {
            stream.write_all(bytes).await?;
            stream.flush().await?;
            stream.reset_on_close();
            return Ok(());
        }
        Reply::WriteAndHang(bytes) => {
            stream.write_all(bytes).await?;
            stream.flush().await?;
            stream.read_to_end(&mut Vec::new()).await?;
        }
        Reply::Drip(start, drops) => {
            stream.write_all(start).await?;
            for drop in drops {
                stream.write_all(&[*drop]).await?;
                stream.flush().await?;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
        Reply::WriteEndlessly(start, again) => {
            stream.write_all(start).await?;
            loop {
                stream.write_all(again).await?;
            }
        }
    }
    stream.shutdown().await
}

/// Reads a request's head, and as much body as it announces.
async fn read_request(stream: &mut impl Connection) -> io::Result<String> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let request = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = request.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().unwrap())
        });
        if body.len() >= length.unwrap_or(0) {
            return Ok(request.into_owned());
        }
    }
}

/// A TCP stream, bare or within TLS.
trait Connection: AsyncRead + AsyncWrite + Unpin {
    fn reset_on_close(&self);
}

impl Connection for TcpStream {
    fn reset_on_close(&self) {
        self.set_zero_linger().unwrap();
    }
}

impl Connection for tokio_rustls::server::TlsStream<TcpStream> {
    fn reset_on_close(&self) {
        self.get_ref().0.reset_on_close();
    }
}
