//! Taking something away: marks, ids, web pages.

use crate::app::{CopyKind, Effect, Notice, Screen, State};
use crate::catalogue::ImageId;

use super::{Update, pages};

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
    let marked = &mut up.state.list.marked;
    match marked.iter().position(|other| *other == id) {
        Some(at) => {
            marked.remove(at);
        }
        None => marked.push(id),
    }
    pages::step(up, 1);
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
