//! Pictures of a Readme that is printed: on a terminal that shows them, and never into a pipe.

use std::io::{self, IsTerminal};
use std::sync::Arc;

use futures_util::future::join_all;

use super::PrintRequest;
use super::print::Page;
use crate::api::{PictureFetcher, Route};
use crate::app::Wanted;
use crate::cli::service::Service;
use crate::config::PicturesChoice;
use crate::pictures::{Cells, Showing};
use crate::runtime::{Studio, showing};

/// Rows of a picture, at most.
const ROWS: u16 = 24;
/// Pictures that are printed, at most: the first ones.
const MOST: usize = 60;

/// How this terminal shows pictures; `None` where nothing is asked for, or output is no terminal.
pub(super) fn wanted(request: &PrintRequest<'_>) -> Option<Showing> {
    if !request.arguments.pictures || !io::stdout().is_terminal() {
        return None;
    }
    let pictures = match request.settings.pictures {
        // Who asks for them here wants them.
        PicturesChoice::Off => PicturesChoice::Auto,
        choice @ (PicturesChoice::Auto
        | PicturesChoice::Kitty
        | PicturesChoice::Sixel
        | PicturesChoice::ITerm
        | PicturesChoice::Blocks) => choice,
    };
    let mut settings = request.settings.clone();
    settings.pictures = pictures;
    showing(&settings, request.environment)
}

/// Fetches a page's pictures and makes room for them. One that cannot be had stays a name.
pub(super) async fn add(page: Page, showing: Showing, request: &PrintRequest<'_>, service: &Service) -> Page {
    let environment = request.environment.clone();
    let route_of = Arc::new(move |url: &str| Route::choose(url, |name| environment.get_even_empty(name)));
    let fetcher = PictureFetcher::new(&service.base_url, route_of);
    let studio = Studio::with(fetcher, service.pictures.clone());
    let room = Cells { columns: page.width(), rows: ROWS };
    let paint = async |(link, url): (usize, String)| {
        let wanted = Wanted { url, room, grows: false };
        let painted = studio.paint(&wanted, showing, &|_| {}).await;
        painted.ok().map(|(_, painting)| (link, painting))
    };
    let painted = join_all(page.pictures().into_iter().take(MOST).map(paint)).await;
    page.with_pictures(painted.into_iter().flatten(), showing.true_colour)
}
