//! Taking something away: marks, ids, web pages.

use crate::app::{CopyKind, Effect, Notice, PopupKind, Screen, State};
use crate::catalogue::{ImageId, MOST_COMPARED};

use super::{Update, detail, pages, popup};

/// Where keys are made.
const CONSOLE: &str = "https://console.compshare.cn/uaccount/api_manage";

/// The version that is selected in the list.
fn selected(state: &State) -> Option<ImageId> {
    let group = state.list.selected_group()?;
    Some(state.version_of(group)?.comp_share_image_id.clone())
}

/// What pick mode ends with: the marked images, or the selected one when none is marked.
pub(super) fn chosen(state: &State) -> Vec<ImageId> {
    if state.list.marked.is_empty() {
        selected(state).into_iter().collect()
    } else {
        state.list.marked.clone()
    }
}

/// Marks the selected image or takes its mark away, and goes on to the next.
pub(in crate::app) fn mark(up: &mut Update<'_>) {
    let Some(id) = selected(up.state) else { return };
    let Some(group) = up.state.list.selected_group().cloned() else { return };
    up.state.list.mark(&group, id);
    pages::step(up, 1);
}

/// Puts the marked images side by side; Readmes that are not there are fetched meanwhile.
pub(in crate::app) fn compare(up: &mut Update<'_>) {
    let images: Vec<ImageId> = up.state.list.marked_images().map(|(_, image)| image.clone()).collect();
    for image in images.into_iter().take(MOST_COMPARED) {
        detail::fetch(up, image);
    }
    popup::open(up, PopupKind::Compare);
}

/// Copies the ids of the marked images, one a line, or that of the selected one where none is marked.
pub(in crate::app) fn copy_id(up: &mut Update<'_>) {
    let marked = &up.state.list.marked;
    if !marked.is_empty() {
        let plain: Vec<&str> = marked.iter().filter(|id| id.is_plain()).map(ImageId::as_str).collect();
        let (text, odd) = (plain.join("\n"), plain.len() < marked.len());
        if !text.is_empty() {
            up.effect(Effect::Copy { kind: CopyKind::ImageIds, text });
        }
        if odd {
            up.notify(Notice::OddId);
        }
        return;
    }
    let Some(id) = selected(up.state) else { return };
    if id.is_plain() {
        up.effect(Effect::Copy { kind: CopyKind::ImageId, text: id.as_str().to_owned() });
    } else {
        up.notify(Notice::OddId);
    }
}

/// Opens the web page of the selected group, or the one where keys are made.
pub(in crate::app) fn open_web(up: &mut Update<'_>) {
    let url = match up.state.screen {
        Screen::FirstRun => Some(CONSOLE.to_owned()),
        Screen::Explorer => up.state.list.selected_group().and_then(|group| group.group_id.web_page()),
    };
    if let Some(url) = url {
        up.effect(Effect::OpenUrl { url });
    }
}
