//! The house from outside: what its tests, benchmarks and fuzz targets use of each room. No promise to anybody else.
//!
//! Rooms are private, so that the compiler tells what nobody uses any more.

/// The client.
pub mod api {
    pub use crate::api::{Client, Credentials, Endpoint, PictureFetcher, Progress, Route, RouteOf};
}

/// The core.
pub mod app {
    pub use crate::app::{
        Chord, ClipboardProblem, ClipboardRoute, Command, CopyKind, Effect, Event, FilterItem, Focus, Key,
        Keymap, Moment, Mouse, MouseKind, Pictures, Remote, Reply, Request, Screen, SeenPicture,
        ServiceLabel, Setup, Snapshot, Source, Spot, State, Synced, Ticket, Wanted, update,
    };
}

/// The domain.
pub mod catalogue {
    pub use crate::catalogue::{
        AuthInfo, Container, CredentialOrigin, Fault, FaultKind, Group, GroupId, ImageId, Page, Query,
        SoftwarePort, SortField, SortOrder, Status, TagCategory, TagIndex, Toggle, Toggles, Version, Window,
        parse_search, select,
    };
}

/// Settings.
pub mod config {
    pub use crate::config::Environment;
}

/// The embedded service.
pub mod demo {
    pub use crate::demo::{Options, Server};
}

/// Languages.
pub mod i18n {
    pub use crate::i18n::{Lang, Sentence};
}

/// QR codes.
pub mod qr {
    pub use crate::qr::read;
}

/// Pictures.
pub mod pictures {
    pub use crate::pictures::{
        Block, Blocks, CellSize, Cells, Kept, Means, Painting, Pixels, Showing, Size, Strips, Trouble,
        decode, fit,
    };
}

/// Readmes.
pub mod readme {
    pub use crate::readme::{
        Document, LayoutOptions, LinkKind, Row, RowPicture, Rows, Span, SpanStyle, TextRole, Tint, highlight,
        parse, wrap,
    };
}

/// The event loop.
pub mod runtime {
    pub use crate::runtime::{
        Clipboard, Connection, End, EventLoop, Message, Modes, Parts, PlacingBackend, Render, Services,
        Stage, Surface, Themes,
    };
}

/// Searching the whole catalogue.
pub mod search {
    pub use crate::search::{Answer, Corpus, Facets, Reader, Statistics, answer, statistics};
}

/// What lasts on disk.
pub mod store {
    pub use crate::store::pictures::PictureStore;
    pub use crate::store::recall;

    /// What is the reader's own.
    pub mod yours {
        pub use crate::catalogue::{Bookmark, Change, NamedFilter, Viewed, Yours};
        pub use crate::store::yours::{amend, load};
    }

    /// The whole catalogue.
    pub mod snapshot {
        pub use crate::store::snapshot::{Changes, Place, Snapshot, load, save};
    }
}

/// The whole catalogue fetched.
pub mod sync {
    pub use crate::sync::{Step, Synced, fetch_readmes, sync};
}

/// Text from strangers.
pub mod text {
    pub use crate::text::{CleanText, is_contested, width};
}

/// The view.
pub mod ui {
    pub use crate::ui::{Beside, Paste, ViewCache, draw};

    /// Themes.
    pub mod theme {
        pub use crate::ui::theme::{Role, Theme, built_in, mono, names, parse, terminal};
    }
}

/// What travels.
pub mod wire {
    pub use crate::wire::{decode, params};
}
