//! The strip beside the table with the verdicts of all its rows; a click goes there.

use egui::{Pos2, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::text;
use super::theme::Palette;
use crate::app::command::Action;
use crate::app::state::State;
use crate::compare::{Move, Verdict};
use crate::sheet::{Line, RowHead, verdict_word};

/// Width of the strip.
const WIDTH: f32 = 18.0;
/// Room beside it for the dots that mark changes, while these are told.
const DOT_ROOM: f32 = 8.0;
/// Half the width of such a dot, and at least, where bars are so close that dots would become a line.
const DOT_RADII: (f32, f32) = (2.25, 1.0);
/// Size of a bar in the legend.
const LEGEND_BAR: egui::Vec2 = vec2(WIDTH - 6.0, 6.0);
/// No bar is lower: with more rows than there is room for bars, each bar stands for several.
const LEAST_BAR: f32 = 3.0;
/// No bar is higher, or few rows would look like many.
const MOST_BAR: f32 = 12.0;
/// More changes on a row are not named.
const MOST_MOVES: usize = 6;
/// From the top of the strip to its first bar.
const TOP: f32 = 6.0;

/// How wide the strip is.
pub(super) fn width(state: &State) -> f32 {
    if state.sheet().since.is_some() {
        WIDTH + DOT_ROOM
    } else {
        WIDTH
    }
}

/// What the bars and dots mean.
pub(super) fn legend_ui(ui: &mut Ui, palette: &Palette) {
    ui.label(
        "Each bar is a row, or several of which it shows the one farthest apart: the farther, the longer.",
    );
    ui.horizontal_wrapped(|ui| {
        let compared = Verdict::ALL.into_iter();
        for verdict in compared.filter(|verdict| verdict.is_compared()) {
            let (rect, _) = ui.allocate_exact_size(LEGEND_BAR, Sense::hover());
            let bar = rect.with_min_x(rect.right() - length(verdict) * LEGEND_BAR.x);
            let colour = palette.verdict(verdict);
            ui.painter().rect_filled(bar, 1.0, colour);
            ui.label(text::strong(verdict_word(verdict)).color(colour));
            ui.add_space(10.0);
        }
    });
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(LEGEND_BAR, Sense::hover());
        paint_dot(ui, rect.center(), f32::INFINITY, palette);
        ui.label("A dot beside a bar: an answer has changed since the day under “Changes since”.");
    });
}

/// A dot beside a bar: an answer has changed. The next one is so far below.
fn paint_dot(ui: &Ui, centre: Pos2, pitch: f32, palette: &Palette) {
    let (most, least) = DOT_RADII;
    let radius = (pitch / 2.0 - 0.5).clamp(least, most);
    ui.painter().circle_filled(centre, radius, palette.text);
}

/// Shows the strip.
pub(super) fn overview_ui(
    ui: &mut Ui,
    state: &State,
    palette: &Palette,
    actions: &mut Vec<Action>,
) {
    let size = vec2(width(state), ui.available_height());
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    let rows = state.answer.rows.as_slice();
    let foremost = |bar: &[usize]| foremost(&state.sheet().lines, bar);
    let bars = Bars::of(rows.len(), rect.with_min_x(rect.right() - WIDTH));
    let changed = state.answer.changed.as_slice();
    let has_changed = |bar: &[bool]| bar.contains(&true);
    for bar in 0..bars.number {
        if let Some(row) = rows.get(bars.rows(bar)).and_then(foremost) {
            let length = length(row.verdict) * (WIDTH - 6.0);
            let place = bars.place(bar);
            let place = place.with_min_x(place.right() - length);
            let colour = palette.verdict(row.verdict);
            ui.painter().rect_filled(place, 1.0, colour);
        }
        if changed.get(bars.rows(bar)).is_some_and(has_changed) {
            let beside = rect.left() + DOT_ROOM / 2.0 + 1.0;
            let at = Pos2::new(beside, bars.place(bar).center().y);
            paint_dot(ui, at, bars.pitch, palette);
        }
    }
    response.widget_info(|| {
        let name = format!("Overview of the verdicts of {} rows", rows.len());
        let name = if state.sheet().since.is_some() {
            let n_changed = changed.iter().filter(|has_changed| **has_changed).count();
            format!("{name}, {n_changed} of them with a changed answer")
        } else {
            name
        };
        WidgetInfo::labeled(Role::Image, true, name)
    });
    let pointed_at = ui
        .ctx()
        .pointer_hover_pos()
        .and_then(|pointer| bars.at(pointer))
        .and_then(|bar| rows.get(bars.rows(bar)).and_then(foremost));
    let Some(row) = pointed_at else {
        return;
    };
    if response.clicked() {
        actions.push(Action::GoTo(row.row));
    }
    response.on_hover_ui_at_pointer(|ui| {
        let head = row;
        let Some(row) = state.row_line(head) else {
            return;
        };
        ui.label(&row.full_title);
        ui.label(text::strong(row.verdict_word).color(palette.verdict(row.verdict)));
        let parties = state.sheet().parties.iter().enumerate();
        let moves =
            parties.filter_map(|(place, party)| Some((party, state.row_cell(head, place)?)));
        let moves = moves.filter(|(_, cell)| cell.step.is_some_and(|step| step != Move::Unchanged));
        for (party, cell) in moves.take(MOST_MOVES) {
            let words = format!("{}: {}", party.name, cell.movement_word().to_lowercase());
            ui.label(text::small(words, palette));
        }
    });
}

/// How the rows share the height of the strip.
struct Bars {
    n_rows: usize,
    number: usize,
    pitch: f32,
    strip: Rect,
}

impl Bars {
    fn of(n_rows: usize, rect: Rect) -> Self {
        let strip = rect.with_min_y(rect.top() + TOP).shrink2(vec2(3.0, 0.0));
        let mut number = n_rows;
        let mut pitch = strip.height() / n_rows.max(1) as f32;
        if pitch < LEAST_BAR {
            pitch = LEAST_BAR;
            number = whole(strip.height() / LEAST_BAR);
        }
        Self {
            n_rows,
            number,
            pitch: pitch.min(MOST_BAR),
            strip,
        }
    }

    /// The rows that a bar stands for.
    fn rows(&self, bar: usize) -> std::ops::Range<usize> {
        let first = |bar: usize| bar * self.n_rows / self.number.max(1);
        first(bar)..first(bar + 1)
    }

    fn place(&self, bar: usize) -> Rect {
        let top = self.strip.top() + self.pitch * bar as f32;
        let height = if self.pitch > 4.0 {
            self.pitch - 2.0
        } else {
            self.pitch - 1.0
        };
        Rect::from_min_size(
            Pos2::new(self.strip.left(), top),
            vec2(self.strip.width(), height),
        )
    }

    fn at(&self, point: Pos2) -> Option<usize> {
        let is_beside = point.x < self.strip.left() - 3.0 || point.y < self.strip.top();
        let bar = whole((point.y - self.strip.top()) / self.pitch);
        (!is_beside && bar < self.number).then_some(bar)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places in a window are small, and what is below zero is cut off"
)]
fn whole(number: f32) -> usize {
    number.max(0.0) as usize
}

/// The row that a bar shows: the one whose parties are farthest apart.
fn foremost<'a>(lines: &'a [Line<RowHead>], rows: &[usize]) -> Option<&'a RowHead> {
    let rows = rows.iter().filter_map(|index| lines.get(*index)?.row());
    rows.reduce(|foremost, row| {
        if length(row.verdict) > length(foremost.verdict) {
            row
        } else {
            foremost
        }
    })
}

/// How far a bar reaches across the strip: the farther, the farther apart the parties are, so that colour is not all
/// that tells the verdicts apart.
fn length(verdict: Verdict) -> f32 {
    match verdict {
        Verdict::Opposed => 1.0,
        Verdict::Gap => 0.75,
        Verdict::Overlap => 0.5,
        Verdict::Aligned => 0.35,
        Verdict::OneSided | Verdict::Unstated | Verdict::Text => 0.15,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_bar_and_every_bar_its_rows() {
        let rect = Rect::from_min_size(Pos2::ZERO, vec2(WIDTH, 306.0));
        for n_rows in [0, 1, 43, 100, 101, 50_000] {
            let bars = Bars::of(n_rows, rect);
            let covered: usize = (0..bars.number).map(|bar| bars.rows(bar).len()).sum();
            assert_eq!(covered, n_rows);
            for bar in 0..bars.number {
                assert!(!bars.rows(bar).is_empty());
                assert!(rect.contains_rect(bars.place(bar)));
                assert_eq!(bars.at(bars.place(bar).center()), Some(bar));
            }
        }
    }
}
