//! A SOCKS5 proxy (RFC 1928, RFC 1929) that notes what it is asked for, and fails as it is told.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// How the proxy behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Lets everybody through to the service.
    Open,
    /// Lets this user with this password through.
    Password(&'static str, &'static str),
    /// Says that the service cannot be reached.
    Refusing,
    /// Takes the greeting and says nothing.
    Silent,
    /// Closes the connection in the middle of its first word.
    CuttingOff,
}

/// The proxy, gone when dropped.
pub(crate) struct Socks {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    accepting: AbortHandle,
}

impl Socks {
    /// Starts a proxy that leads every name to one service.
    pub(crate) async fn start(manner: Manner, service: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let noted = Arc::clone(&asked);
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, manner.clone(), service, Arc::clone(&noted)));
            }
        });
        Socks { address, asked, accepting: accepting.abort_handle() }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it was asked to reach: `name host:port` or `address host:port`.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Socks {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Serves one connection; an end of the stream where none should be ends it.
async fn serve(
    mut stream: TcpStream,
    manner: Manner,
    service: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
) -> Option<()> {
    let [version, methods] = bytes::<2>(&mut stream).await?;
    assert_eq!(version, 5);
    let mut offered = vec![0; methods.into()];
    stream.read_exact(&mut offered).await.ok()?;
    match &manner {
        Manner::Silent => std::future::pending().await,
        Manner::CuttingOff => return stream.write_all(&[5]).await.ok(),
        Manner::Password(user, password) => {
            assert!(offered.contains(&2), "a password was offered");
            stream.write_all(&[5, 2]).await.ok()?;
            let [1, length] = bytes::<2>(&mut stream).await? else { return None };
            let given_user = text(&mut stream, length).await?;
            let [length] = bytes::<1>(&mut stream).await?;
            let given_password = text(&mut stream, length).await?;
            let wrong = (given_user.as_str(), given_password.as_str()) != (*user, *password);
            stream.write_all(&[1, u8::from(wrong)]).await.ok()?;
            if wrong {
                return None;
            }
        }
        Manner::Open | Manner::Refusing => stream.write_all(&[5, 0]).await.ok()?,
    }
    let [5, 1, 0, kind] = bytes::<4>(&mut stream).await? else { return None };
    let target = match kind {
        3 => {
            let [length] = bytes::<1>(&mut stream).await?;
            format!("name {}", text(&mut stream, length).await?)
        }
        _ => format!("address {}", Ipv4Addr::from(bytes::<4>(&mut stream).await?)),
    };
    let port = u16::from_be_bytes(bytes::<2>(&mut stream).await?);
    asked.lock().unwrap().push(format!("{target}:{port}"));
    let answer = if manner == Manner::Refusing { 4 } else { 0 };
    stream.write_all(&[5, answer, 0, 1, 0, 0, 0, 0, 0, 0]).await.ok()?;
    if answer == 0 {
        let mut onward = TcpStream::connect(service).await.ok()?;
        copy_bidirectional(&mut stream, &mut onward).await.ok()?;
    }
    Some(())
}

async fn bytes<const N: usize>(stream: &mut TcpStream) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes).await.ok()?;
    Some(bytes)
}

async fn text(stream: &mut TcpStream, length: u8) -> Option<String> {
    let mut bytes = vec![0; length.into()];
    stream.read_exact(&mut bytes).await.ok()?;
    String::from_utf8(bytes).ok()
}
