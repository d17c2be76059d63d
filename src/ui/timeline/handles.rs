//! The days that are compared, as handles that the keyboard moves. With the pointer, the picture itself is dragged.

use egui::accesskit::Action as Wanted;
use egui::{
    Event, EventFilter, Key, Modifiers, Pos2, Rect, Response, Sense, Stroke, Ui, WidgetInfo, vec2,
};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::picture::{GRIP, Page};
use crate::app::command::Action;
use crate::app::view::DraggedDay;
use crate::model::PartialDate;

/// Size of the grip at the head of a line.
const GRIP_SIZE: egui::Vec2 = vec2(9.0, 12.0);

impl Page<'_> {
    /// Shows a handle for the day as of which is compared and one for the day since which changes are told.
    pub(super) fn handles_ui(&self, ui: &Ui, actions: &mut Vec<Action>) {
        for which in [DraggedDay::Since, DraggedDay::AsOf] {
            self.handle_ui(ui, which, actions);
        }
    }

    fn handle_ui(&self, ui: &Ui, which: DraggedDay, actions: &mut Vec<Action>) {
        let question = &self.state.asked.question;
        let (first, last) = (self.timeline.first, self.timeline.last);
        let (day, resting, colour) = match which {
            DraggedDay::AsOf => (question.as_of, last, self.palette.accent),
            DraggedDay::Since => (question.since, first, self.palette.warning),
        };
        let shown = day.unwrap_or(resting).clamp(first, last);
        let x = self.scale.x(shown);
        let line = Rect::from_x_y_ranges(
            x - GRIP..=x + GRIP,
            self.milestone_y() - GRIP_SIZE.y..=self.rect.bottom(),
        );
        // Neither clicks nor drags, which the picture takes.
        let id = ui.scope_id().with(("handle", which == DraggedDay::AsOf));
        let response = ui.interact(line, id, Sense::FOCUSABLE);
        response.widget_info(|| {
            let days = shown.duration_since(first).as_hours() / 24;
            WidgetInfo::slider(true, days as f64, spoken(which, day))
        });
        let foot = Pos2::new(x, self.rect.bottom() - GRIP_SIZE.y / 2.0 - 8.0);
        if day.is_some() || response.has_focus() {
            let grip = Rect::from_center_size(foot, GRIP_SIZE);
            ui.painter().rect_filled(grip, 2.0, colour);
            if response.has_focus() {
                let stroke = Stroke::new(2.0, self.palette.text);
                let around = grip.expand(3.0);
                ui.painter()
                    .rect_stroke(around, 3.0, stroke, egui::StrokeKind::Outside);
            }
        }
        if let Some(day) = moved(ui, &response, shown, (first, last)) {
            let text = day.to_string();
            actions.push(match which {
                DraggedDay::AsOf => Action::SetAsOf(text),
                DraggedDay::Since => Action::SetSince(text),
            });
        }
    }
}

fn spoken(which: DraggedDay, day: Option<Date>) -> String {
    let day = day.map(|day| PartialDate::from(day).in_words());
    match (which, day) {
        (DraggedDay::AsOf, Some(day)) => format!("Day of the comparison: {day}"),
        (DraggedDay::AsOf, None) => "Day of the comparison: all dates".to_owned(),
        (DraggedDay::Since, Some(day)) => format!("Changes are told since {day}"),
        (DraggedDay::Since, None) => "Changes are not told".to_owned(),
    }
}

/// Where the keys move a day to: left and right by a day, with Shift by a month, Home and End to the ends.
fn moved(ui: &Ui, response: &Response, day: Date, (first, last): (Date, Date)) -> Option<Date> {
    let mut months = 0;
    let mut days = steps(ui, response, Wanted::Increment) - steps(ui, response, Wanted::Decrement);
    let mut end = None;
    if response.has_focus() {
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        ui.input(|input| {
            for event in &input.events {
                let Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } = event
                else {
                    continue;
                };
                let is_month = *modifiers == Modifiers::SHIFT;
                match key {
                    Key::ArrowLeft if is_month => months -= 1,
                    Key::ArrowRight if is_month => months += 1,
                    Key::ArrowLeft if modifiers.is_none() => days -= 1,
                    Key::ArrowRight if modifiers.is_none() => days += 1,
                    Key::Home => end = Some(first),
                    Key::End => end = Some(last),
                    _ => {}
                }
            }
        });
    }
    if months == 0 && days == 0 && end.is_none() {
        return None;
    }
    let span = months.months().days(days);
    let moved = end.or_else(|| day.checked_add(span).ok())?;
    Some(moved.clamp(first, last)).filter(|moved| *moved != day)
}

fn steps(ui: &Ui, response: &Response, wanted: Wanted) -> i32 {
    let steps = ui.input(|input| input.num_accesskit_action_requests(response.id, wanted));
    i32::try_from(steps).unwrap_or(0)
}
