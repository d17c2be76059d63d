//! What was said and what happened when: a picture on which the days that are compared are chosen, and a list of the
//! rounds, deadlines and events below it.

mod handles;
mod marks;
mod picture;
mod scale;

use egui::{Button, Label, ScrollArea, Slider, Ui, vec2};

use super::text;
use super::theme::Palette;
use crate::app::command::Action;
use crate::app::state::State;
use crate::app::view::View;
use crate::sheet::Timeline;

/// However high the picture, so much is left for the list.
const LEAST_LIST_HEIGHT: f32 = 96.0;
/// With less than that, the picture of two parties is cut off, so the list gives way.
const LEAST_PICTURE_HEIGHT: f32 = 240.0;
/// How far the picture can be stretched.
const ZOOMS: std::ops::RangeInclusive<f32> = 1.0..=30.0;

/// Shows the timeline.
pub(super) fn timeline_ui(
    ui: &mut Ui,
    state: &State,
    palette: &Palette,
    view: &mut View,
    actions: &mut Vec<Action>,
) {
    let Some(timeline) = state.timeline() else {
        super::message_ui(
            ui,
            "Nothing has a date",
            "Dates in the files show when something was said.",
        );
        return;
    };
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(14, 10))
        .show(ui, |ui| {
            head_ui(ui, state, palette, view);
            // Where there is no room for both, the picture comes first: what the list says is on its marks, too.
            let beside_list = ui.available_height() - LEAST_LIST_HEIGHT;
            let has_list = beside_list >= LEAST_PICTURE_HEIGHT;
            let most = if has_list {
                beside_list
            } else {
                ui.available_height()
            };
            ScrollArea::both()
                .id_salt("timeline")
                .max_height(most)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    picture::picture_ui(ui, timeline, state, palette, view, actions);
                });
            if has_list {
                ui.add_space(10.0);
                list_ui(ui, timeline, palette, actions);
            }
        });
}

fn head_ui(ui: &mut Ui, state: &State, palette: &Palette, view: &mut View) {
    ui.horizontal(|ui| {
        let label = ui.label(text::label("Stretch", palette));
        let mut zoom = view.timeline_zoom();
        let slider = Slider::new(&mut zoom, ZOOMS)
            .logarithmic(true)
            .show_value(false);
        if ui.add(slider).labelled_by(label.id).changed() {
            view.set_timeline_zoom(zoom);
        }
        ui.add_space(12.0);
        if let Some((_, details)) = &state.selected {
            ui.label(text::label("The bands show the answers on", palette));
            ui.add(Label::new(text::strong(&details.title)).truncate());
        } else {
            let what = "Select a row to see each party's answers on it as bands.";
            ui.add(Label::new(text::small(what, palette)).truncate());
        }
    });
    let what = "Click or drag to compare as of another day; with Shift held, to tell changes since a day. \
                Alt and the arrow keys move them, too.";
    ui.label(text::small(what, palette));
}

/// Every round, deadline and event in words; a click compares as of its day.
fn list_ui(ui: &mut Ui, timeline: &Timeline, palette: &Palette, actions: &mut Vec<Action>) {
    ui.label(text::head("Rounds, deadlines and events"));
    if timeline.milestones.is_empty() {
        ui.label(text::absent("The agenda names none", palette));
        return;
    }
    ScrollArea::vertical()
        .id_salt("milestones")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            for mark in &timeline.milestones {
                ui.horizontal(|ui| {
                    picture::kind_ui(ui, mark.kind, palette);
                    let name = format!("{} · {}: {}", mark.date, mark.word, mark.title);
                    let button = Button::new(name).frame(false).min_size(vec2(0.0, 22.0));
                    let response = ui.add(button).on_hover_text("Compare as of this day");
                    if response.clicked() {
                        actions.push(Action::SetAsOf(mark.day.to_string()));
                    }
                });
                if let Some(more) = &mark.more {
                    ui.horizontal(|ui| {
                        ui.add_space(24.0);
                        ui.vertical(|ui| ui.label(text::small(more, palette)));
                    });
                }
            }
        });
}
