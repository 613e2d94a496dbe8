//! `compshare-tui demo-server`: the demo service on its own, until it is stopped.

use std::io::Write;

use secrecy::ExposeSecret;

use super::{Error, Options, Server};

/// Starts the service, prints where it listens and the keys to use, and serves for ever.
///
/// The lines are `listening on URL`, `COMPSHARE_PUBLIC_KEY=…` and `COMPSHARE_PRIVATE_KEY=…`, so that scripts can
/// wait for the first and a shell can take the others as they are.
///
/// # Errors
/// When the service cannot start or the lines cannot be printed.
pub(crate) async fn serve(options: Options, mut out: impl Write) -> Result<(), Error> {
    let server = Server::start(options).await?;
    announce(&server, &mut out).map_err(Error::CannotPrint)?;
    std::future::pending().await
}

fn announce(server: &Server, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "listening on {}", server.base_url())?;
    writeln!(out, "COMPSHARE_PUBLIC_KEY={}", server.public_key())?;
    writeln!(out, "COMPSHARE_PRIVATE_KEY={}", server.private_key().expose_secret())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn scripts_can_read_where_it_listens_and_the_keys() {
        let server = Server::start(Options::default()).await.unwrap();
        let mut printed = Vec::new();
        announce(&server, &mut printed).unwrap();
        let expected = format!(
            "listening on {}\nCOMPSHARE_PUBLIC_KEY=compshare-demo-public-key\nCOMPSHARE_PRIVATE_KEY=compshare-demo-private-key\n",
            server.base_url()
        );
        assert_eq!(String::from_utf8(printed).unwrap(), expected);
    }
}
