//! What the core asks of the outside. The runtime carries effects out and answers with events.

use crate::catalogue::{Change, ImageId, Query};

use super::{Request, Ticket};

/// What a copied text is, for the words that tell where it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyKind {
    /// An image id.
    ImageId,
    /// Several image ids, one a line.
    ImageIds,
    /// `name@version`.
    NameAndVersion,
    /// The platform CLI's command that creates an instance.
    CreateCommand,
    /// The same as a Python call.
    PythonCall,
    /// The call's parameters as JSON.
    Parameters,
    /// The group's web page.
    WebLink,
    /// The group as JSON.
    GroupJson,
    /// Images side by side, as Markdown.
    Comparison,
    /// A link of a Readme.
    Link,
    /// A code block of a Readme.
    CodeBlock,
    /// What the QR code in a picture says.
    CodeText,
}

/// What the next start begins with, on request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Filters and order.
    pub query: Query,
    /// The list's share of the room it has with the detail, percent.
    pub list_share: u8,
}

/// A request to the outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the service for something; answered by `Answered`.
    Ask {
        /// Names the request.
        ticket: Ticket,
        /// What is asked.
        what: Request,
    },
    /// Nobody waits for this request any more.
    Cancel {
        /// The request.
        ticket: Ticket,
    },
    /// Put text on the clipboard; answered by `Copied`.
    Copy {
        /// What it is.
        kind: CopyKind,
        /// The text.
        text: String,
    },
    /// Open a web page; answered by `Opened`.
    OpenUrl {
        /// An `http` or `https` URL.
        url: String,
    },
    /// Save a picture to a file; answered by `PictureSaved`.
    SavePicture {
        /// Its address, as the service or a Readme has it.
        url: String,
    },
    /// Highlight a code block; answered by `Highlighted`.
    Highlight {
        /// The language its author named.
        language: String,
        /// The code.
        text: String,
    },
    /// Start the embedded service and browse it; answered by `DemoStarted`.
    StartDemo,
    /// Remember these for the next start.
    Remember(Remembered),
    /// Make a change to what is the reader's own.
    Amend(Change),
    /// Draw everything anew.
    Redraw,
    /// Stop the process until the shell continues it.
    Suspend,
    /// End the program; in pick mode with the ids chosen.
    Quit {
        /// Chosen ids, in the order they were marked.
        chosen: Vec<ImageId>,
    },
}
