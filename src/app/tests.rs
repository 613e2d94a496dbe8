//! The core as a reader drives it: events in, state and effects out.

use super::*;
use crate::catalogue::Query;
use crate::i18n::Lang;

/// A plain start on the demo.
pub(crate) fn setup() -> Setup {
    Setup {
        source: Source::Service(ServiceLabel { demo: true, region: "cn-wlcb".to_owned() }),
        lang: Lang::En,
        ascii: false,
        page_size: 3,
        query: Query::default(),
        pick: false,
        mouse: false,
        remember: false,
        theme: "terminal".to_owned(),
        themes: vec!["terminal".to_owned()],
        mono: false,
        region: "cn-wlcb".to_owned(),
        zone: None,
        keymap: Keymap::default(),
    }
}
