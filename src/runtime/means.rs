//! How this terminal shows pictures, by what the settings and the environment say of it.

use crate::config::{ColorChoice, Environment, PicturesChoice, PicturesFrom, Settings};
use crate::pictures::{CellSize, Means, Showing};

use super::answers::Question;

/// How pictures are shown, where they can be. Those that are turned off can be turned on, so `off` is no answer.
pub(crate) fn showing(settings: &Settings, environment: &Environment) -> Option<Showing> {
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

/// What the terminal is asked about pictures: its name where the choice is ours and half blocks are all that is known of, and the
/// size of a cell where nothing told it and more than proportions hang on it.
pub(super) fn questions(
    choice: PicturesChoice,
    showing: Option<Showing>,
    environment: &Environment,
) -> Vec<Question> {
    // tmux tells its own name, and answers for no cell.
    let Some(showing) = showing.filter(|_| environment.get("TMUX").is_none()) else { return vec![] };
    let is_blocks = showing.means == Means::Blocks;
    let name = is_blocks && choice == PicturesChoice::Auto;
    let asks_cell = (!is_blocks || name) && cell().is_none();
    [(asks_cell, Question::Cell), (name, Question::Name)]
        .into_iter()
        .filter_map(|(is_asked, question)| is_asked.then_some(question))
        .collect()
}

/// Whether tmux is asked for the terminal outside: where the choice is ours and tmux would show half blocks.
pub(super) fn asks_tmux(choice: PicturesChoice, showing: Option<Showing>, environment: &Environment) -> bool {
    let is_blocks = showing.is_some_and(|showing| showing.means == Means::Blocks);
    is_blocks && choice == PicturesChoice::Auto && environment.get("TMUX").is_some()
}

/// How pictures are shown through tmux, in a terminal outside that `TERM` calls so.
pub(super) fn outside(showing: Showing, term: &str) -> Showing {
    if is_kitty_term(term) {
        Showing { means: Means::Kitty { through_tmux: true }, readmes: true, ..showing }
    } else {
        showing
    }
}

/// How a terminal of this name shows pictures; `has_told_cell` is whether it has told the size of its cells.
pub(super) fn named(showing: Showing, name: &str, has_told_cell: bool) -> Showing {
    const KNOWN: [(&str, Means); 8] = [
        ("kitty", Means::Kitty { through_tmux: false }),
        ("ghostty", Means::Kitty { through_tmux: false }),
        ("WezTerm", Means::ITerm),
        ("iTerm2", Means::ITerm),
        ("mintty", Means::ITerm),
        ("foot", Means::Sixel),
        ("mlterm", Means::Sixel),
        ("contour", Means::Sixel),
    ];
    let Some((_, means)) = KNOWN.into_iter().find(|(known, _)| name.starts_with(known)) else {
        return showing;
    };
    // Sixels are as large as they are: without the size of a cell they would not fit.
    let can = means != Means::Sixel || has_told_cell || cell().is_some();
    if can { Showing { means, readmes: true, ..showing } } else { showing }
}

fn means(settings: &Settings, environment: &Environment) -> Option<Means> {
    let through_tmux = environment.get("TMUX").is_some();
    match settings.pictures {
        PicturesChoice::Kitty => Some(Means::Kitty { through_tmux }),
        // tmux passes nothing on at its defaults, and nothing it does not pass on may reach its screen: it is asked (`asks_tmux`).
        PicturesChoice::Auto | PicturesChoice::Off if is_kitty(environment) && !through_tmux => {
            Some(Means::Kitty { through_tmux })
        }
        // tmux draws sixels itself where it can; iTerm2's pictures it would not put where they belong.
        PicturesChoice::Sixel => Some(Means::Sixel),
        PicturesChoice::ITerm if !through_tmux => Some(Means::ITerm),
        PicturesChoice::Auto | PicturesChoice::Off if is_iterm(environment) && !through_tmux => {
            Some(Means::ITerm)
        }
        PicturesChoice::Auto | PicturesChoice::Off
            if has_sixels(environment) && !through_tmux && cell().is_some() =>
        {
            Some(Means::Sixel)
        }
        PicturesChoice::Auto | PicturesChoice::Off | PicturesChoice::Blocks | PicturesChoice::ITerm => {
            blocks(settings, environment)
        }
    }
}

/// Whether the terminal says that it is one of those with iTerm2's protocol. `LC_TERMINAL` is told over SSH.
fn is_iterm(environment: &Environment) -> bool {
    let is = |name: &str, value: &str| environment.get(name) == Some(value);
    is("TERM_PROGRAM", "iTerm.app") || is("LC_TERMINAL", "iTerm2") || is("TERM_PROGRAM", "WezTerm")
}

/// Whether the terminal says that it is one of those that always have sixels.
fn has_sixels(environment: &Environment) -> bool {
    let term = environment.get("TERM").unwrap_or_default();
    ["foot", "mlterm"].iter().any(|known| term.starts_with(known))
}

/// Whether the terminal says that it is one of those with kitty's protocol and its placeholders. `TERM` is told over SSH.
fn is_kitty(environment: &Environment) -> bool {
    let is = |name: &str, value: &str| environment.get(name).is_some_and(|it| it.eq_ignore_ascii_case(value));
    environment.get("TERM").is_some_and(is_kitty_term) || is("TERM_PROGRAM", "ghostty")
}

fn is_kitty_term(term: &str) -> bool {
    ["xterm-kitty", "xterm-ghostty"].iter().any(|known| term.eq_ignore_ascii_case(known))
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
