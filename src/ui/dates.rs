//! The days that a comparison is made for, at the right end of the menu bar.

use egui::{
    Align, Key, Layout, Pos2, Rect, Response, Role, Sense, Shape, Stroke, TextEdit, Ui, UiBuilder,
    WidgetInfo, vec2,
};
use jiff::civil::Date;

use crate::app::command::{Action, Command};
use crate::app::state::State;
use crate::app::view::{DayField, View};
use crate::ui::Room;

/// Room for a day as it is typed.
const FIELD_WIDTH: f32 = 96.0;

/// Shows the fields for the first and the last day that count, at the right end of a line. They are laid out from left
/// to right all the same, so that the Tab key goes through them in reading order; the room that they take is known
/// from the frame before.
pub(super) fn dates_ui(
    ui: &mut Ui,
    line: Rect,
    state: &State,
    room: Room,
    view: &mut View,
    actions: &mut Vec<Action>,
) {
    let width_id = ui.scope_id().with(("width-of-dates", room.has_all_days));
    let known: Option<f32> = ui.data(|data| data.get_temp(width_id));
    let left = line.right() - known.unwrap_or_default();
    let builder = UiBuilder::new()
        .max_rect(line.with_min_x(left))
        .layout(Layout::left_to_right(Align::Center));
    let response = ui
        .scope_builder(builder, |ui| controls_ui(ui, state, room, view, actions))
        .response;
    let width = response.rect.width();
    if known.is_none_or(|known| (known - width).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(width_id, width));
        ui.ctx().request_discard("the dates go to the right");
    }
}

fn controls_ui(ui: &mut Ui, state: &State, room: Room, view: &mut View, actions: &mut Vec<Action>) {
    if room.has_all_days {
        first_days_ui(ui, state, view, actions);
        ui.add_space(10.0);
    }
    let asked = &state.asked.question;
    let as_of = Labels {
        label: "As of",
        empty: "latest",
        hint: "A day such as 2025-07-23. Nothing that was said later counts.",
    };
    actions.extend(day_ui(ui, &mut view.as_of, asked.as_of, as_of).map(Action::SetAsOf));
    step_ui(ui, state.earlier_day(), false, actions);
    step_ui(ui, state.later_day(), true, actions);
    let button = ui
        .add_enabled(asked.as_of.is_some(), egui::Button::new("All dates"))
        .on_hover_text("Count everything that was said, up to the latest date");
    if button.clicked() {
        actions.push(Action::Do(Command::LatestDate));
    }
}

/// Shows the fields for the day since which changes are told and for the first day that counts.
pub(super) fn first_days_ui(
    ui: &mut Ui,
    state: &State,
    view: &mut View,
    actions: &mut Vec<Action>,
) {
    let asked = &state.asked.question;
    let since = Labels {
        label: "Changes since",
        empty: "no day",
        hint: "A day such as 2025-01-01. Each answer then says how it has changed since.",
    };
    actions.extend(day_ui(ui, &mut view.since, asked.since, since).map(Action::SetSince));
    ui.add_space(10.0);
    let from = Labels {
        label: "From",
        empty: "beginning",
        hint: "A day such as 2025-01-01. Nothing that was said before counts.",
    };
    actions.extend(day_ui(ui, &mut view.from, asked.from, from).map(Action::SetFrom));
}

/// The words of a field for a day.
#[derive(Clone, Copy)]
struct Labels {
    label: &'static str,
    /// What it means that there is no day.
    empty: &'static str,
    hint: &'static str,
}

/// Shows a field for a day with its label, and gives the text once it is finished.
fn day_ui(ui: &mut Ui, field: &mut DayField, day: Option<Date>, labels: Labels) -> Option<String> {
    let label = ui.label(labels.label);
    let editor = TextEdit::singleline(&mut field.text)
        .text_color_opt(field.error.is_some().then(|| ui.visuals().error_fg_color))
        .hint_text(labels.empty);
    let size = vec2(FIELD_WIDTH, ui.spacing().interact_size.y);
    let response = ui.add_sized(size, editor);
    let response = response.labelled_by(label.id).on_hover_text(labels.hint);
    if !response.lost_focus() {
        return None;
    }
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        field.set(day);
        return None;
    }
    let shown = day.map(|day| day.to_string()).unwrap_or_default();
    (field.text.trim() != shown).then(|| field.text.clone())
}

/// Shows a button that goes to the day before or after on which something was said.
fn step_ui(ui: &mut Ui, day: Option<Date>, forwards: bool, actions: &mut Vec<Action>) {
    let (name, command) = if forwards {
        ("Next date on which something was said", Command::LaterDate)
    } else {
        (
            "Previous date on which something was said",
            Command::EarlierDate,
        )
    };
    let response = ui
        .add_enabled_ui(day.is_some(), |ui| arrow_ui(ui, forwards, name))
        .inner;
    let response = match day {
        Some(day) => response.on_hover_text(format!("{name}: {day}")),
        None => response.on_disabled_hover_text(format!("{name}: there is none")),
    };
    if response.clicked() {
        actions.push(Action::Do(command));
    }
}

/// A button with a triangle, painted because not every font has one.
fn arrow_ui(ui: &mut Ui, points_right: bool, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(22.0, 22.0), Sense::click());
    let is_enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, name));
    let visuals = ui.style().interact(&response);
    ui.painter()
        .rect_filled(rect, visuals.corner_radius, visuals.weak_bg_fill);
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            visuals.corner_radius,
            visuals.bg_stroke,
            egui::StrokeKind::Inside,
        );
    }
    let direction = if points_right { 1.0 } else { -1.0 };
    let centre = rect.center();
    let corners = [(4.0, 0.0), (-3.0, -4.5), (-3.0, 4.5)]
        .map(|(x, y): (f32, f32)| Pos2::new(centre.x + direction * x, centre.y + y));
    ui.painter().add(Shape::convex_polygon(
        corners.to_vec(),
        visuals.fg_stroke.color,
        Stroke::NONE,
    ));
    response
}
