//! The picture of the timeline: marks from left to right, and the days that are compared as lines.

use egui::{
    Align2, Color32, Pos2, Rangef, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2,
    WidgetInfo, vec2,
};
use jiff::civil::Date;

use super::scale::Scale;
use crate::app::command::Action;
use crate::app::state::State;
use crate::app::view::{DraggedDay, View};
use crate::model::PartialDate;
use crate::sheet::{MilestoneKind, Timeline, TimelineLane};
use crate::ui::fonts;
use crate::ui::text::{self, Run};
use crate::ui::theme::Palette;

/// Room on the left for the names.
const NAMES_WIDTH: f32 = 130.0;
/// Height of a lane.
pub(super) const LANE_HEIGHT: f32 = 30.0;
/// How much higher it is with the answers on the selected row.
const ANSWERS_HEIGHT: f32 = 20.0;
/// Height of one line of words over the marks of rounds, deadlines and events.
const LABEL_HEIGHT: f32 = 17.0;
/// So many lines of words stand over each other where they would else overlap.
const LABEL_LINES: usize = 3;
/// Room over the words for those at the lines of the days, which stand in two lines.
const TOP: f32 = 36.0;
/// Height of one of these.
const DAY_HEIGHT: f32 = 15.0;
/// Height of the years and months at the foot.
const FOOT: f32 = 22.0;
/// How near a line the pointer takes hold of it.
pub(super) const GRIP: f32 = 6.0;

/// What everything in the picture is drawn with.
pub(super) struct Page<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) state: &'a State,
    pub(super) palette: &'a Palette,
    pub(super) scale: Scale,
    pub(super) rect: Rect,
    /// What is in sight, without the names at the left.
    pub(super) sight: Rect,
    /// The left edge of what is in sight.
    left: f32,
}

/// Shows the picture.
pub(super) fn picture_ui(
    ui: &mut Ui,
    timeline: &Timeline,
    state: &State,
    palette: &Palette,
    view: &mut View,
    actions: &mut Vec<Action>,
) {
    let lanes = lane_height(state) * timeline.lanes.len() as f32 + LANE_HEIGHT;
    let height = TOP + LABEL_HEIGHT * LABEL_LINES as f32 + lanes + FOOT;
    let room = ui.available_width() - 4.0;
    let width = NAMES_WIDTH + (room - NAMES_WIDTH) * view.timeline_zoom();
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click_and_drag());
    let range = Rangef::new(rect.left() + NAMES_WIDTH + 10.0, rect.right() - 24.0);
    let page = Page {
        timeline,
        state,
        palette,
        scale: Scale::new(timeline.first, timeline.last, range),
        rect,
        sight: ui
            .clip_rect()
            .with_min_x(rect.left().max(ui.clip_rect().left()) + NAMES_WIDTH),
        left: rect.left().max(ui.clip_rect().left()),
    };
    page.paint_ticks(ui);
    page.paint_milestones(ui);
    for (place, lane) in timeline.lanes.iter().enumerate() {
        page.paint_lane(ui, place, lane);
    }
    page.paint_days(ui);
    page.paint_names(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, page.spoken()));
    page.choose(ui, &response, view, actions);
    page.marks_ui(ui, actions);
    page.handles_ui(ui, actions);
}

/// How high the lane of a party is.
fn lane_height(state: &State) -> f32 {
    if state.lanes.is_empty() {
        LANE_HEIGHT
    } else {
        LANE_HEIGHT + ANSWERS_HEIGHT
    }
}

/// Shows the shape of a milestone.
pub(super) fn kind_ui(ui: &mut Ui, kind: MilestoneKind, palette: &Palette) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(16.0), Sense::hover());
    paint_kind(ui, rect.center(), kind, palette.text.into());
}

/// Rounds are discs, deadlines triangles, other events diamonds; a deadline that was given up is hollow.
fn paint_kind(ui: &Ui, at: Pos2, kind: MilestoneKind, colour: Color32) {
    let painter = ui.painter();
    let triangle = [vec2(0.0, -5.5), vec2(5.5, 4.5), vec2(-5.5, 4.5)];
    let diamond = [
        vec2(0.0, -5.0),
        vec2(5.0, 0.0),
        vec2(0.0, 5.0),
        vec2(-5.0, 0.0),
    ];
    let placed = |corners: &[Vec2]| {
        corners
            .iter()
            .map(|corner| at + *corner)
            .collect::<Vec<_>>()
    };
    match kind {
        MilestoneKind::Round => {
            painter.circle_filled(at, 5.0, colour);
        }
        MilestoneKind::Deadline => {
            painter.add(Shape::convex_polygon(
                placed(&triangle),
                colour,
                Stroke::NONE,
            ));
        }
        MilestoneKind::DroppedDeadline => {
            painter.add(Shape::closed_line(
                placed(&triangle),
                Stroke::new(1.5, colour),
            ));
        }
        MilestoneKind::Event => {
            painter.add(Shape::closed_line(
                placed(&diamond),
                Stroke::new(1.5, colour),
            ));
        }
    }
}

impl Page<'_> {
    pub(super) fn as_of(&self) -> Option<Date> {
        self.state.asked.question.as_of
    }

    /// The middle of the lane of milestones, which is the first.
    pub(super) fn milestone_y(&self) -> f32 {
        self.rect.top() + TOP + LABEL_HEIGHT * LABEL_LINES as f32 + LANE_HEIGHT / 2.0
    }

    /// The middle of the marks of a party.
    pub(super) fn lane_y(&self, place: usize) -> f32 {
        self.milestone_y() + LANE_HEIGHT + lane_height(self.state) * place as f32
    }

    /// Where the answers of a party on the selected row stand, below its marks.
    pub(super) fn answers_y(&self, place: usize) -> Rangef {
        let top = self.lane_y(place) + LANE_HEIGHT / 2.0;
        Rangef::new(top, top + ANSWERS_HEIGHT - 4.0)
    }

    fn spoken(&self) -> String {
        let words = |day: Date| PartialDate::from(day).in_words();
        let as_of = self.as_of().map_or_else(
            || "counting all dates".to_owned(),
            |day| format!("as of {}", words(day)),
        );
        format!(
            "Timeline from {} to {}, {as_of}",
            words(self.timeline.first),
            words(self.timeline.last)
        )
    }

    fn paint_ticks(&self, ui: &Ui) {
        let (rect, palette) = (self.rect, self.palette);
        let bottom = rect.bottom() - FOOT;
        for (day, words) in self.scale.ticks() {
            let x = self.scale.x(day).round() + 0.5;
            let stroke = Stroke::new(1.0, palette.line);
            ui.painter()
                .vline(x, Rangef::new(rect.top() + TOP, bottom), stroke);
            ui.painter().text(
                Pos2::new(x, bottom + 3.0),
                Align2::CENTER_TOP,
                words,
                fonts::regular(fonts::SMALL_SIZE),
                palette.muted.into(),
            );
        }
    }

    /// The marks with their words above, in as many lines as there are; words without room are left to the list.
    fn paint_milestones(&self, ui: &Ui) {
        let palette = self.palette;
        let y = self.milestone_y();
        let mut ends = [f32::NEG_INFINITY; LABEL_LINES];
        for mark in &self.timeline.milestones {
            let x = self.scale.x(mark.day);
            let is_later = self.as_of().is_some_and(|as_of| as_of < mark.day);
            let colour = if is_later { palette.edge } else { palette.text };
            if let Some(until) = mark.until {
                let x_range = Rangef::new(x, self.scale.x(until));
                ui.painter().hline(x_range, y, Stroke::new(4.0, colour));
            }
            paint_kind(ui, Pos2::new(x, y), mark.kind, colour.into());
            let run = Run {
                colour: if is_later {
                    palette.muted.into()
                } else {
                    palette.text.into()
                },
                ..Run::small(&mark.title, palette)
            };
            let galley = text::layout(ui, &[run], 190.0, 1);
            let left = (x - 4.0).min(self.rect.right() - galley.size().x);
            let free = ends
                .iter_mut()
                .enumerate()
                .rev()
                .find(|(_, end)| **end + 8.0 < left);
            if let Some((line, end)) = free {
                *end = left + galley.size().x;
                let top = self.rect.top() + TOP + LABEL_HEIGHT * line as f32;
                let below = Rangef::new(top + LABEL_HEIGHT - 2.0, y - 6.0);
                ui.painter().vline(x, below, Stroke::new(1.0, palette.line));
                ui.painter()
                    .galley(Pos2::new(left, top), galley, palette.text.into());
            }
        }
    }

    fn paint_lane(&self, ui: &Ui, place: usize, lane: &TimelineLane) {
        let y = self.lane_y(place);
        if !ui
            .clip_rect()
            .y_range()
            .intersects(Rangef::new(y - LANE_HEIGHT, y + 2.0 * LANE_HEIGHT))
        {
            return;
        }
        let palette = self.palette;
        let x_range = Rangef::new(
            self.scale.x(self.timeline.first),
            self.scale.x(self.timeline.last),
        );
        ui.painter()
            .hline(x_range, y, Stroke::new(1.0, palette.line));
        let selected = self.state.selected.as_ref().map(|(row, _)| row.issue);
        for day in &lane.days {
            let x = self.scale.x(day.day);
            let is_later = self.as_of().is_some_and(|as_of| as_of < day.day);
            let is_of_selected = selected.is_some_and(|issue| day.issues.contains(&issue));
            // The more it spoke of, the higher the mark.
            let height = (5.0 + 2.0 * (day.issues.len() as f32).sqrt()).min(LANE_HEIGHT - 6.0);
            let bar = Rect::from_center_size(Pos2::new(x, y), vec2(5.0, height));
            let colour = match (is_later, is_of_selected) {
                (true, _) => palette.not_stated,
                (false, true) => palette.accent,
                (false, false) => palette.asked,
            };
            ui.painter().rect_filled(bar, 1.0, colour);
            if is_of_selected {
                let frame = bar.expand(2.5);
                let stroke = Stroke::new(1.5, palette.accent);
                ui.painter()
                    .rect_stroke(frame, 2.0, stroke, egui::StrokeKind::Middle);
            }
        }
        for answer in self.answers(place) {
            self.paint_answer(ui, place, answer);
        }
    }

    /// The days that are compared: as of which, from which and since which.
    fn paint_days(&self, ui: &Ui) {
        let question = &self.state.asked.question;
        let palette = self.palette;
        let lines = [
            ("from", question.from, palette.edge, 1.0, 0.0),
            ("since", question.since, palette.warning, 1.5, 0.0),
            ("as of", question.as_of, palette.accent, 2.0, DAY_HEIGHT),
        ];
        for (word, day, colour, width, below) in lines {
            let Some(day) = day else {
                continue;
            };
            let x = self
                .scale
                .x(day.clamp(self.timeline.first, self.timeline.last));
            let top = self.rect.top() + below;
            let y_range = Rangef::new(top + DAY_HEIGHT, self.rect.bottom() - FOOT);
            ui.painter().vline(x, y_range, Stroke::new(width, colour));
            let words = format!("{word} {day}");
            let is_at_right = x > self.rect.right() - 100.0;
            let align = if is_at_right {
                Align2::RIGHT_TOP
            } else {
                Align2::LEFT_TOP
            };
            let at = Pos2::new(x + if is_at_right { 2.0 } else { -2.0 }, top);
            ui.painter().text(
                at,
                align,
                words,
                fonts::semibold(fonts::SMALL_SIZE),
                colour.into(),
            );
        }
    }

    /// The names stay in sight when the picture is scrolled sideways.
    fn paint_names(&self, ui: &Ui) {
        let palette = self.palette;
        let names = std::iter::once("Rounds, events")
            .chain(self.timeline.lanes.iter().map(|lane| lane.party.as_str()));
        for (place, name) in names.enumerate() {
            let y = place
                .checked_sub(1)
                .map_or_else(|| self.milestone_y(), |lane| self.lane_y(lane));
            let place = Rect::from_center_size(
                Pos2::new(self.left + NAMES_WIDTH / 2.0, y),
                vec2(NAMES_WIDTH, LANE_HEIGHT - 2.0),
            );
            let ground = place.with_max_y(place.top() + lane_height(self.state));
            if ui.is_rect_visible(place) {
                ui.painter().rect_filled(ground, 0.0, palette.page);
                text::paint_line_centred(ui, place, &[Run::strong(name, palette.text)]);
            }
        }
    }

    /// Chooses the day under the pointer while it is clicked or dragged.
    fn choose(&self, ui: &Ui, response: &Response, view: &mut View, actions: &mut Vec<Action>) {
        let question = &self.state.asked.question;
        let is_near = |day: Option<Date>, place: Pos2| {
            day.is_some_and(|day| (self.scale.x(day) - place.x).abs() <= GRIP)
        };
        if let Some(place) = response.hover_pos()
            && (is_near(question.since, place) || is_near(question.as_of, place))
        {
            ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
        }
        let Some(pointer) = response.interact_pointer_pos() else {
            view.dragged_day = DraggedDay::AsOf;
            return;
        };
        if response.drag_started() || response.clicked() {
            let pressed = ui
                .input(|input| input.pointer.press_origin())
                .unwrap_or(pointer);
            let has_hold = is_near(question.since, pressed) && !is_near(question.as_of, pressed);
            let is_shifted = ui.input(|input| input.modifiers.shift);
            view.dragged_day = if is_shifted || has_hold && !response.clicked() {
                DraggedDay::Since
            } else {
                DraggedDay::AsOf
            };
        }
        if !(response.dragged() || response.clicked()) {
            return;
        }
        let day = Some(self.scale.day(pointer.x));
        let text = day.map(|day| day.to_string()).unwrap_or_default();
        match view.dragged_day {
            DraggedDay::Since if day != question.since => actions.push(Action::SetSince(text)),
            DraggedDay::AsOf if day != question.as_of => actions.push(Action::SetAsOf(text)),
            DraggedDay::Since | DraggedDay::AsOf => {}
        }
    }
}
