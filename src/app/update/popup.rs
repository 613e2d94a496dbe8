//! Popups: opening, moving, choosing, leaving.

use crate::app::popup::Undo;
use crate::app::{Act, Choice, Command, CopyKind, Effect, Notice, Popup, PopupKind};

use super::{Update, detail, filters, pages, yours};

/// Opens a popup.
pub(in crate::app) fn open(up: &mut Update<'_>, kind: PopupKind) {
    let mut popup = Popup::new(kind);
    if kind == PopupKind::Themes {
        let worn = &up.state.prefs.theme;
        popup.cursor = up.state.setup.themes.iter().position(|name| name == worn).unwrap_or(0);
        popup.undo = Some(Undo::Theme(worn.clone()));
    }
    if kind.switches() {
        popup.undo = Some(Undo::Query(Box::new(up.state.query().clone())));
    }
    up.state.popup = Some(popup);
}

/// Opens the field for the note of the selected group's bookmark.
pub(in crate::app) fn edit_note(up: &mut Update<'_>) {
    let Some(group) = up.state.list.selected_group() else { return };
    let note = up.state.yours.bookmark(&group.group_id).map(|bookmark| bookmark.note.to_string());
    let field = tui_input::Input::new(note.unwrap_or_default());
    up.state.popup = Some(Popup { field, ..Popup::new(PopupKind::Note) });
}

/// Shows the choice under the cursor as a QR code, or what there is of the selected image.
pub(in crate::app) fn show_code(up: &mut Update<'_>) {
    let below = up.state.popup.take();
    let cursor = below.as_ref().map_or(0, |popup| popup.cursor);
    let undo = below.map(|popup| Undo::Popup(Box::new(popup)));
    up.state.popup = Some(Popup { cursor, undo, ..Popup::new(PopupKind::QrCode) });
    move_to(up, cursor);
}

/// Swaps dark and light of the QR code on screen.
pub(in crate::app) fn invert_code(up: &mut Update<'_>) {
    if let Some(popup) = &mut up.state.popup {
        popup.inverted = !popup.inverted;
    }
}

/// Takes the choice under the cursor away, where it is the reader's own.
pub(in crate::app) fn remove(up: &mut Update<'_>) {
    let at = up.state.popup.as_ref().map_or(0, |popup| popup.cursor);
    if let Some(Act::NamedFilter(name, _)) = choices(up).into_iter().nth(at).map(|choice| choice.act) {
        yours::drop_filter(up, &name);
        move_to(up, at);
    }
}

/// The choices of the open popup.
fn choices(up: &Update<'_>) -> Vec<Choice> {
    up.state.popup.as_ref().map(|popup| popup.choices(up.state)).unwrap_or_default()
}

/// What the choice under the cursor does.
pub(super) fn act(up: &Update<'_>) -> Option<Act> {
    let at = up.state.popup.as_ref()?.cursor;
    choices(up).into_iter().nth(at).map(|choice| choice.act)
}

/// Moves the cursor; it stops at the ends.
pub(super) fn step(up: &mut Update<'_>, by: isize) {
    let cursor = up.state.popup.as_ref().map_or(0, |popup| popup.cursor);
    move_to(up, cursor.saturating_add_signed(by));
}

/// Moves the cursor to the line whose number the key has.
pub(in crate::app) fn go_to_line(up: &mut Update<'_>) {
    if let Some(number) = up.state.setup.keymap.number(Command::GoToLine, &up.keys) {
        move_to(up, number);
    }
}

fn move_to(up: &mut Update<'_>, to: usize) {
    let choices = choices(up);
    let cursor = to.min(choices.len().saturating_sub(1));
    if let Some(popup) = &mut up.state.popup {
        popup.cursor = cursor;
    }
    try_on(up, choices.get(cursor));
}

/// Other choices may be there now.
pub(super) fn narrowed(up: &mut Update<'_>) {
    move_to(up, 0);
}

/// What the cursor stands on is seen at once, where it changes the look.
fn try_on(up: &mut Update<'_>, choice: Option<&Choice>) {
    let act = choice.map(|choice| &choice.act);
    if let Some(Act::Theme(name)) = act {
        up.state.prefs.theme.clone_from(name);
    }
    // Asked of a stranger's server only now that it is looked at, and no longer than it is.
    let picture = if let Some(Act::CodePicture(url)) = act { Some(url.as_str()) } else { None };
    up.asking(|parts, asking| parts.codes.shown(picture, asking));
}

/// Switches the choice under the cursor; the popup stays open, and the list follows behind it.
pub(in crate::app) fn switch(up: &mut Update<'_>) {
    let at = up.state.popup.as_ref().map_or(0, |popup| popup.cursor);
    if let Some(Act::Tag(tag)) = choices(up).into_iter().nth(at).map(|choice| choice.act) {
        filters::toggle_tag(up, &tag);
    }
}

/// Closes the popup; nobody waits any more for what it would have shown.
fn close(up: &mut Update<'_>) -> Option<Popup> {
    up.asking(|parts, asking| parts.codes.shown(None, asking));
    up.state.popup.take()
}

/// Leaves the popup without a choice: what was only tried on is taken off.
pub(super) fn leave(up: &mut Update<'_>) {
    let Some(popup) = close(up) else { return };
    match popup.undo {
        Some(Undo::Theme(theme)) => up.state.prefs.theme = theme,
        Some(Undo::Query(query)) => pages::ask(up, *query),
        Some(Undo::Popup(below)) => up.state.popup = Some(Popup { cursor: popup.cursor, ..*below }),
        None => {}
    }
}

/// Takes the choice under the cursor.
pub(in crate::app) fn choose(up: &mut Update<'_>) {
    let at = up.state.popup.as_ref().map_or(0, |popup| popup.cursor);
    if up.state.popup.as_ref().is_some_and(|popup| popup.kind == PopupKind::QrCode) {
        return copy(up);
    }
    choose_at(up, at);
}

/// A click takes a choice, or switches it where several are switched.
pub(super) fn clicked(up: &mut Update<'_>, at: usize) {
    if up.state.popup.as_ref().is_some_and(|popup| popup.kind.switches()) {
        move_to(up, at);
        switch(up);
    } else {
        choose_at(up, at);
    }
}

/// Takes the choice of a number; without one the popup closes all the same.
pub(super) fn choose_at(up: &mut Update<'_>, at: usize) {
    let choice = choices(up).into_iter().nth(at);
    close(up);
    match choice.map(|choice| choice.act) {
        Some(Act::Run(command)) => command.run(up),
        Some(Act::Copy(kind, text)) => up.effect(Effect::Copy { kind, text }),
        Some(Act::Link { target, openable: true }) => up.effect(Effect::OpenUrl { url: target }),
        Some(Act::Link { target, openable: false }) => up.notify(Notice::LinkRefused(target)),
        Some(Act::CodePicture(url)) => up.effect(Effect::Copy { kind: CopyKind::Link, text: url }),
        Some(Act::GoTo(row)) => detail::go_to(up, row),
        Some(Act::Theme(name)) => up.state.prefs.theme = name,
        Some(Act::Facet(kind, test)) => filters::facet(up, kind, &test),
        Some(Act::Note(text)) => yours::note(up, &text),
        Some(Act::SaveFilter(name)) => yours::save_filter(up, &name),
        Some(Act::Ask(query)) => yours::ask(up, *query),
        Some(Act::NamedFilter(_, query)) => yours::ask(up, *query),
        // It was switched before, or it was not wanted.
        Some(Act::Tag(_)) | None => {}
    }
}

/// Copies what the choice under the cursor stands for, where it stands for text, and closes the popup.
pub(in crate::app) fn copy(up: &mut Update<'_>) {
    let at = up.state.popup.as_ref().map_or(0, |popup| popup.cursor);
    let choice = choices(up).into_iter().nth(at);
    let text = choice.as_ref().and_then(|choice| choice.act.text());
    if let Some((kind, text)) = text.map(|(kind, text)| (kind, text.to_owned())) {
        close(up);
        up.effect(Effect::Copy { kind, text });
    }
}
