//! The head of a pane: it can have the focus, and while it has it, the keys that scroll move what is below.

use egui::style::ScrollAnimation;
use egui::{EventFilter, Key, Label, Response, Sense, Ui, Vec2, vec2};

use super::text;

/// By how much an arrow key scrolls.
const STEP: Vec2 = vec2(120.0, 36.0);
/// The share of a pane's height by which a page scrolls, so that a line or two stay in sight.
const PAGE_SHARE: f32 = 0.85;
/// Farther than any pane is long.
const ALL: f32 = 1_000_000.0;

/// Shows the head.
pub(super) fn head_ui(ui: &mut Ui, title: &str) -> Response {
    // A label underlines itself while it has the focus.
    let label = Label::new(text::head(title)).sense(Sense::focusable_noninteractive());
    ui.add(label)
}

/// How far the keys scroll a pane whose head has the focus.
pub(super) fn scrolled(ui: &Ui, head: &Response, height: f32) -> Vec2 {
    if !head.has_focus() {
        return Vec2::ZERO;
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(head.id, filter));
    let page = (height * PAGE_SHARE).max(STEP.y);
    [
        (Key::ArrowUp, vec2(0.0, STEP.y)),
        (Key::ArrowDown, vec2(0.0, -STEP.y)),
        (Key::ArrowLeft, vec2(STEP.x, 0.0)),
        (Key::ArrowRight, vec2(-STEP.x, 0.0)),
        (Key::PageUp, vec2(0.0, page)),
        (Key::PageDown, vec2(0.0, -page)),
        (Key::Home, vec2(0.0, ALL)),
        (Key::End, vec2(0.0, -ALL)),
    ]
    .into_iter()
    .map(|(key, by)| ui.input(|input| input.num_presses(key)) as f32 * by)
    .fold(Vec2::ZERO, |all, by| all + by)
}

/// Scrolls the area that this stands in.
pub(super) fn scroll(ui: &Ui, by: Vec2) {
    if by != Vec2::ZERO {
        ui.scroll_with_delta_animation(by, ScrollAnimation::none());
    }
}
