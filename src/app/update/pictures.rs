//! Pictures: asking for those in sight, the viewer, turning them on and off.

use crate::app::{Act, Effect, Notice, PopupKind};

use super::{Update, popup};

/// Asks for what the last frame had places for and did not have; cancels what is out of sight.
pub(super) fn seen(up: &mut Update<'_>) {
    let seen = std::mem::take(&mut up.state.measured.pictures);
    up.asking(|parts, asking| parts.pictures.seen(&seen, asking));
    up.state.measured.pictures = seen;
}

/// Turns pictures on or off.
pub(in crate::app) fn turn(up: &mut Update<'_>) {
    up.state.prefs.pictures = !up.state.prefs.pictures;
    up.notify(Notice::Pictures(up.state.prefs.pictures));
}

/// Opens the viewer.
pub(in crate::app) fn view(up: &mut Update<'_>) {
    popup::open(up, PopupKind::Pictures);
}

/// Saves the picture in the viewer to a file.
pub(in crate::app) fn save(up: &mut Update<'_>) {
    if let Some(Act::Link { target, .. }) = popup::act(up) {
        up.effect(Effect::SavePicture { url: target });
    }
}
