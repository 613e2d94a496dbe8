//! A private key that is a canary: sought in everything the client says, sends and logs, through every fault.

use std::io;
use std::sync::{Arc, Mutex};

use compshare_tui::face::catalogue::{ImageId, Query, Window};
use compshare_tui::face::i18n::Lang;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::faults;
use crate::support::misbehaving::Misbehaving;
use crate::{CANARY, client_of};

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

#[tokio::test(start_paused = true)]
async fn the_private_key_is_nowhere_to_be_seen() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone());
    // For the whole process: with several threads, tracing may miss events for a subscriber of one thread only.
    tracing::subscriber::set_global_default(subscriber.finish()).unwrap();
    let errors = Mutex::new(String::new());
    let mut requests = String::new();
    for fault in faults::all() {
        let server = Misbehaving::start([fault.reply]).await;
        let client = client_of(&server.base_url());
        let window = Window { offset: 0, limit: 20 };
        let report = |progress| *errors.lock().unwrap() += &format!("{progress:?}");
        let page = client.page(&Query::default(), window, &report).await;
        let image = client.image(&ImageId::new("compshareImage-x"), &report).await;
        let tags = client.tags(&report).await;
        for found in [page.unwrap_err(), image.unwrap_err(), tags.unwrap_err()] {
            *errors.lock().unwrap() += &format!("{found:?} {found} {}", found.sentence(Lang::Zh));
        }
        requests += &format!("{client:?} {}", server.requests().concat());
    }
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let errors = errors.into_inner().unwrap();
    assert!(log.contains("request failed"), "the log was listened to");
    assert!(
        requests.contains("PublicKey=a-public-key") && requests.contains("Signature="),
        "requests were seen"
    );
    for (place, text) in [("log", &log), ("errors", &errors), ("requests", &requests)] {
        assert!(!text.contains(CANARY), "the private key is in the {place}");
    }
    for (place, text) in [("log", &log), ("errors", &errors)] {
        assert!(!text.contains("http://"), "a URL is in the {place}");
        assert!(!text.contains("PublicKey"), "parameters are in the {place}");
    }
}
