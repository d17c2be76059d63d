//! What can be pointed at on the timeline: rounds, deadlines, events, the days on which a party spoke, and its answers
//! on the selected row. Each has a name, and a click compares as of its day.

use egui::{Pos2, Rangef, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};
use jiff::civil::Date;

use super::picture::{GRIP, LANE_HEIGHT, Page};
use crate::app::command::Action;
use crate::model::PartialDate;
use crate::sheet::{LaneAnswer, LaneDay, MilestoneMark, TimelineLane};
use crate::ui::text::{self, Run};

/// So many issues are named when the pointer is on the mark of a day.
const MOST_TITLES: usize = 8;
/// Narrower than this, the band of an answer has no words in it.
const LEAST_WORDS_WIDTH: f32 = 36.0;

impl Page<'_> {
    /// Gives everything in sight a name.
    pub(super) fn marks_ui(&self, ui: &Ui, actions: &mut Vec<Action>) {
        for (place, mark) in self.timeline.milestones.iter().enumerate() {
            let at = Pos2::new(self.scale.x(mark.day), self.milestone_y());
            let name = format!(
                "{} on the timeline: {}, {}",
                mark.word, mark.title, mark.date
            );
            let more = self.milestones_near(mark.day);
            self.mark_ui(
                ui,
                ("milestone", place),
                (at, mark.day),
                (&name, &more),
                actions,
            );
        }
        for (place, lane) in self.timeline.lanes.iter().enumerate() {
            let y = self.lane_y(place);
            let band = Rangef::new(y - LANE_HEIGHT, y + 2.0 * LANE_HEIGHT);
            if !self.sight.y_range().intersects(band) {
                continue;
            }
            for (nr, day) in lane.days.iter().enumerate() {
                let at = Pos2::new(self.scale.x(day.day), y);
                let words = self.said(lane, day);
                let name = words.replace('\n', " · ");
                self.mark_ui(
                    ui,
                    ("day", place, nr),
                    (at, day.day),
                    (&name, &words),
                    actions,
                );
            }
            for (nr, answer) in self.answers(place).iter().enumerate() {
                let band = self.answer_rect(place, answer);
                if band.intersects(self.sight) {
                    let id = ui.scope_id().with(("answer", place, nr));
                    let sensed = band.intersect(self.sight);
                    let response = ui.interact(sensed, id, Sense::empty());
                    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &answer.spoken));
                    response.on_hover_text(&answer.spoken);
                }
            }
        }
    }

    fn mark_ui(
        &self,
        ui: &Ui,
        salt: impl egui::AsIdSalt,
        (at, day): (Pos2, Date),
        (name, words): (&str, &str),
        actions: &mut Vec<Action>,
    ) {
        if !self.sight.contains(at) {
            return;
        }
        let place = Rect::from_center_size(at, Vec2::splat(LANE_HEIGHT / 2.0));
        // The list below and the handles are for the keyboard: hundreds of marks would be in the way of the Tab key.
        let response = ui.interact(place, ui.scope_id().with(salt), Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        if response.clicked() {
            let day = day.to_string();
            let is_shifted = ui.input(|input| input.modifiers.shift);
            actions.push(if is_shifted {
                Action::SetSince(day)
            } else {
                Action::SetAsOf(day)
            });
        }
        response.on_hover_text(words);
    }

    /// What is under one mark, where several lie upon each other.
    fn milestones_near(&self, day: Date) -> String {
        let x = self.scale.x(day);
        let marks = self.timeline.milestones.iter();
        let near = marks.filter(|mark| (self.scale.x(mark.day) - x).abs() <= GRIP);
        near.map(in_words).collect::<Vec<_>>().join("\n")
    }

    /// What a party spoke of on a day.
    fn said(&self, lane: &TimelineLane, day: &LaneDay) -> String {
        let issues = &self.state.loaded.talks.agenda.issues;
        let titles = day.issues.iter().filter_map(|issue| issues.get(*issue));
        let titles = titles.take(MOST_TITLES);
        let mut words: Vec<&str> = titles.map(|issue| issue.title.as_str()).collect();
        let n_more = day.issues.len().saturating_sub(MOST_TITLES);
        let more = format!("and {n_more} more");
        if n_more > 0 {
            words.push(&more);
        }
        let date = PartialDate::from(day.day).in_words();
        format!("{}, {date}:\n{}", lane.party, words.join("\n"))
    }

    /// The answers of a party on the selected row.
    pub(super) fn answers(&self, place: usize) -> &[LaneAnswer] {
        self.state
            .lanes
            .get(place)
            .map_or(&[], |lane| lane.answers.as_slice())
    }

    fn answer_rect(&self, place: usize, answer: &LaneAnswer) -> Rect {
        let clamped = |day: Date| {
            self.scale
                .x(day.clamp(self.timeline.first, self.timeline.last))
        };
        let left = clamped(answer.from.unwrap_or(self.timeline.first));
        let right = answer.until.map_or(self.rect.right(), clamped);
        // An answer of one day is seen, too.
        let right = right.max(left + 4.0);
        Rect::from_x_y_ranges(Rangef::new(left, right - 1.0), self.answers_y(place))
    }

    /// A band as long as the answer held, with its words; what the day of the comparison leaves out is pale.
    pub(super) fn paint_answer(&self, ui: &Ui, place: usize, answer: &LaneAnswer) {
        let band = self.answer_rect(place, answer);
        if !band.intersects(self.sight) {
            return;
        }
        let palette = self.palette;
        let is_later = match (self.as_of(), answer.from) {
            (Some(as_of), Some(from)) => as_of < from,
            _ => false,
        };
        if !is_later && !answer.is_withdrawal {
            ui.painter().rect_filled(band, 2.0, palette.control);
        }
        let edge = Stroke::new(1.0, if is_later { palette.line } else { palette.edge });
        ui.painter()
            .rect_stroke(band, 2.0, edge, StrokeKind::Inside);
        // The words stay in sight when their beginning is scrolled out of it.
        let inner = band.intersect(self.sight).shrink2(vec2(4.0, 0.0));
        if inner.width() >= LEAST_WORDS_WIDTH {
            let run = Run {
                colour: if is_later {
                    palette.muted.into()
                } else {
                    palette.text.into()
                },
                ..Run::small(&answer.words, palette)
            };
            text::paint_line_centred(ui, inner, &[run]);
        }
    }
}

fn in_words(mark: &MilestoneMark) -> String {
    let head = format!("{} · {}: {}", mark.date, mark.word, mark.title);
    match &mark.more {
        Some(more) => format!("{head}\n{more}"),
        None => head,
    }
}
