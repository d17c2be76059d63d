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
use crate::sheet::{LaneDay, MilestoneKind, MilestoneMark, Timeline, TimelineLane};
use crate::ui::fonts;
use crate::ui::text::{self, Run};
use crate::ui::theme::Palette;

/// Room on the left for the names.
const NAMES_WIDTH: f32 = 130.0;
/// Height of a lane.
const LANE_HEIGHT: f32 = 30.0;
/// Height of one line of words over the marks of rounds, deadlines and events.
const LABEL_HEIGHT: f32 = 17.0;
/// So many lines of words stand over each other where they would else overlap.
const LABEL_LINES: usize = 3;
/// Room over the words for those at the lines of the days.
const TOP: f32 = 20.0;
/// Height of the years and months at the foot.
const FOOT: f32 = 22.0;
/// How near a line the pointer takes hold of it.
const GRIP: f32 = 6.0;

/// What everything in the picture is drawn with.
struct Page<'a> {
    timeline: &'a Timeline,
    state: &'a State,
    palette: &'a Palette,
    scale: Scale,
    rect: Rect,
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
    let lanes = timeline.lanes.len() + 1;
    let height = TOP + LABEL_HEIGHT * LABEL_LINES as f32 + LANE_HEIGHT * lanes as f32 + FOOT;
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
    if let Some(words) = page.under_pointer(ui)
        && !response.dragged()
    {
        response.on_hover_text_at_pointer(words);
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
    fn as_of(&self) -> Option<Date> {
        self.state.asked.question.as_of
    }

    /// The middle of the lane of milestones, which is the first.
    fn milestone_y(&self) -> f32 {
        self.rect.top() + TOP + LABEL_HEIGHT * LABEL_LINES as f32 + LANE_HEIGHT / 2.0
    }

    fn lane_y(&self, place: usize) -> f32 {
        self.milestone_y() + LANE_HEIGHT * (place + 1) as f32
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
            .intersects(Rangef::new(y - LANE_HEIGHT, y + LANE_HEIGHT))
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
    }

    /// The days that are compared: as of which, from which and since which.
    fn paint_days(&self, ui: &Ui) {
        let question = &self.state.asked.question;
        let palette = self.palette;
        let lines = [
            ("from", question.from, palette.edge, 1.0),
            ("since", question.since, palette.warning, 1.5),
            ("as of", question.as_of, palette.accent, 2.0),
        ];
        for (word, day, colour, width) in lines {
            let Some(day) = day else {
                continue;
            };
            let x = self
                .scale
                .x(day.clamp(self.timeline.first, self.timeline.last));
            let y_range = Rangef::new(self.rect.top() + TOP - 4.0, self.rect.bottom() - FOOT);
            ui.painter().vline(x, y_range, Stroke::new(width, colour));
            let words = format!("{word} {day}");
            let is_at_right = x > self.rect.right() - 100.0;
            let align = if is_at_right {
                Align2::RIGHT_TOP
            } else {
                Align2::LEFT_TOP
            };
            let at = Pos2::new(x + if is_at_right { 2.0 } else { -2.0 }, self.rect.top());
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
            let y = self.milestone_y() + LANE_HEIGHT * place as f32;
            let place = Rect::from_center_size(
                Pos2::new(self.left + NAMES_WIDTH / 2.0, y),
                vec2(NAMES_WIDTH, LANE_HEIGHT - 2.0),
            );
            if ui.is_rect_visible(place) {
                ui.painter().rect_filled(place, 0.0, palette.page);
                text::paint_line_centred(ui, place, &[Run::strong(name, palette.text)]);
            }
        }
    }

    /// Chooses the day under the pointer while it is clicked or dragged.
    fn choose(&self, ui: &Ui, response: &Response, view: &mut View, actions: &mut Vec<Action>) {
        let Some(pointer) = response.interact_pointer_pos() else {
            view.dragged_day = DraggedDay::AsOf;
            return;
        };
        let question = &self.state.asked.question;
        if response.drag_started() || response.clicked() {
            let is_near = |day: Option<Date>| {
                day.is_some_and(|day| (self.scale.x(day) - pointer.x).abs() <= GRIP)
            };
            let has_hold = is_near(question.since) && !is_near(question.as_of);
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

    fn under_pointer(&self, ui: &Ui) -> Option<String> {
        let pointer = ui.ctx().pointer_hover_pos()?;
        let is_near = |day: Date| (self.scale.x(day) - pointer.x).abs() <= GRIP;
        if (pointer.y - self.milestone_y()).abs() < LANE_HEIGHT / 2.0 {
            let marks = self.timeline.milestones.iter();
            let found: Vec<String> = marks
                .filter(|mark| is_near(mark.day))
                .map(in_words)
                .collect();
            return (!found.is_empty()).then(|| found.join("\n"));
        }
        let mut lanes = self.timeline.lanes.iter().enumerate();
        let (_, lane) =
            lanes.find(|(place, _)| (pointer.y - self.lane_y(*place)).abs() < LANE_HEIGHT / 2.0)?;
        let days = lane.days.iter().filter(|day| is_near(day.day));
        let nearest = days.min_by(|one, other| {
            let distance = |day: &LaneDay| (self.scale.x(day.day) - pointer.x).abs();
            distance(one).total_cmp(&distance(other))
        })?;
        Some(self.said(lane, nearest))
    }

    /// What a party spoke of on a day.
    fn said(&self, lane: &TimelineLane, day: &LaneDay) -> String {
        let issues = &self.state.loaded.talks.agenda.issues;
        let titles = day.issues.iter().filter_map(|issue| issues.get(*issue));
        let mut words: Vec<&str> = titles.take(8).map(|issue| issue.title.as_str()).collect();
        let more = format!("and {} more", day.issues.len().saturating_sub(8));
        if day.issues.len() > 8 {
            words.push(&more);
        }
        let date = PartialDate::from(day.day).in_words();
        format!("{}, {date}:\n{}", lane.party, words.join("\n"))
    }
}

fn in_words(mark: &MilestoneMark) -> String {
    let head = format!("{} · {}: {}", mark.date, mark.word, mark.title);
    match &mark.more {
        Some(more) => format!("{head}\n{more}"),
        None => head,
    }
}
