//! How this terminal shows pictures, by what the settings and the environment say of it.

use crate::config::{ColorChoice, Environment, PicturesChoice, PicturesFrom, Settings};
use crate::pictures::{CellSize, Means, Showing};

use super::Options;

/// How pictures are shown, where they can be. Those that are turned off can be turned on, so `off` is no answer.
pub(super) fn showing(options: &Options, environment: &Environment) -> Option<Showing> {
    let settings = &options.settings;
    let means = means(settings, environment)?;
    Some(Showing {
        means,
        cell: cell().unwrap_or_default(),
        true_colour: has_true_colour(environment),
        strangers: settings.pictures_from == PicturesFrom::All,
        // Small print is no pleasure as blocks of colour: there, who wants it asks for it.
        readmes: means != Means::Blocks || settings.pictures == PicturesChoice::Blocks,
    })
}

fn means(settings: &Settings, environment: &Environment) -> Option<Means> {
    let through_tmux = environment.get("TMUX").is_some();
    match settings.pictures {
        PicturesChoice::Kitty => Some(Means::Kitty { through_tmux }),
        // tmux passes nothing on at its defaults, and nothing it does not pass on may reach its screen.
        PicturesChoice::Auto | PicturesChoice::Off if is_kitty(environment) && !through_tmux => {
            Some(Means::Kitty { through_tmux })
        }
        PicturesChoice::Auto
        | PicturesChoice::Off
        | PicturesChoice::Blocks
        | PicturesChoice::Sixel
        | PicturesChoice::ITerm => blocks(settings, environment),
    }
}

/// Whether the terminal says that it is one of those with kitty's protocol and its placeholders. `TERM` is told over SSH.
fn is_kitty(environment: &Environment) -> bool {
    let is = |name: &str, value: &str| environment.get(name).is_some_and(|it| it.eq_ignore_ascii_case(value));
    is("TERM", "xterm-kitty") || is("TERM", "xterm-ghostty") || is("TERM_PROGRAM", "ghostty")
}

/// Half blocks, where there are colours enough and more than ASCII.
fn blocks(settings: &Settings, environment: &Environment) -> Option<Means> {
    let term = environment.get("TERM").unwrap_or_default();
    let has_colours = has_true_colour(environment) || term.contains("256color") || cfg!(windows);
    let is_plain = settings.ascii || settings.color == ColorChoice::Never;
    (has_colours && !is_plain).then_some(Means::Blocks)
}

fn has_true_colour(environment: &Environment) -> bool {
    matches!(environment.get("COLORTERM"), Some("truecolor" | "24bit"))
}

/// The size of a cell as the terminal's line tells it.
fn cell() -> Option<CellSize> {
    let window = crossterm::terminal::window_size().ok()?;
    CellSize::believable((window.width, window.height), (window.columns, window.rows))
}
