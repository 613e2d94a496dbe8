//! Names to addresses of the open internet and no others. A name may stand for an address in the reader's network, and for
//! another the next time it is asked: what is judged here is what is connected to.

use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::is_public;

/// A name that stands for no address of the open internet.
#[derive(Debug, thiserror::Error)]
#[error("the name stands for an address in a private network")]
pub(super) struct NotPublic;

/// Resolves names as the system does, and refuses those that stand for a private address.
#[derive(Debug)]
pub(super) struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let public: Addrs = Box::new(public(found)?.into_iter());
            Ok(public)
        })
    }
}

/// All the addresses, if each is public: one among them that is not is no accident.
fn public(addresses: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, NotPublic> {
    if addresses.iter().all(|address| is_public(address.ip())) { Ok(addresses) } else { Err(NotPublic) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_private_address_spoils_a_name() {
        let addresses =
            |all: &[&str]| all.iter().map(|one| one.parse().unwrap()).collect::<Vec<SocketAddr>>();
        let open = addresses(&["1.1.1.1:0", "[2606:4700::1]:0"]);
        assert_eq!(public(open.clone()).unwrap(), open);
        assert!(public(addresses(&["1.1.1.1:0", "10.0.0.1:0"])).is_err());
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_refused_by_what_it_stands_for() {
        let found = PublicOnly.resolve("localhost".parse().unwrap()).await;
        assert!(found.err().unwrap().is::<NotPublic>());
    }
}
