//! Panes around the page whose edge can be dragged: each is as large as it was left, or as the window has room for.

use egui::accesskit::Action as Request;
use egui::containers::panel::PanelState;
use egui::{Id, Panel, Rect, Ui, vec2};

use crate::app::panes::Pane;
use crate::app::view::View;

/// Shows a pane in a panel of this name.
pub(super) fn pane_ui(
    ui: &mut Ui,
    panel: Panel,
    (pane, name): (Pane, &str),
    view: &mut View,
    add: impl FnOnce(&mut Ui, &mut View),
) {
    let id = ui.scope_id().with(name);
    let is_moved = is_moved(ui, id.with("__resize"));
    if !is_moved {
        keep_size(ui, id, pane, view);
    }
    let shown = panel.show(ui, |ui| add(ui, view)).response.rect;
    if is_moved {
        let size = if pane.is_beside() {
            shown.width()
        } else {
            shown.height()
        };
        view.pane_sizes.set(pane, size);
    }
    view.shown_panes.note(pane, shown);
}

/// Whether the user moves this edge, by hand or through what speaks the window.
fn is_moved(ui: &Ui, edge: Id) -> bool {
    let response = ui.read_response(edge);
    let is_dragged = response.is_some_and(|response| response.dragged() || response.drag_stopped());
    let asks = |request| ui.input(|input| input.has_accesskit_action_request(edge, request));
    is_dragged
        || [Request::Increment, Request::Decrement, Request::SetValue]
            .into_iter()
            .any(asks)
}

/// Has the panel begin with the size that was wanted last: it would else stay as small as a small window once made it.
fn keep_size(ui: &Ui, panel: Id, pane: Pane, view: &View) {
    let Some((state, size)) = PanelState::load(ui, panel).zip(view.pane_sizes.get(pane)) else {
        return;
    };
    let known = state.outer_rect;
    let size = if pane.is_beside() {
        vec2(size, known.height())
    } else {
        vec2(known.width(), size)
    };
    let outer_rect = Rect::from_min_size(known.min, size);
    ui.data_mut(|data| data.insert_persisted(panel, PanelState { outer_rect }));
}
