//! The shapes that tell verdicts and answers apart without colour. Painted, never glyphs: no font has them all.

use egui::{
    Color32, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, vec2,
};

use super::theme::Palette;
use crate::compare::{Response as TermResponse, Verdict};
use crate::sheet::{Mark, Outline};

/// Side of a verdict's shape beside its word.
pub(super) const VERDICT_SIDE: f32 = 14.0;

/// Room between the lines of the hatching that stands for a refusal.
const HATCH_STEP: f32 = 4.0;

/// Paints the shape of a verdict into a square.
pub(super) fn paint_verdict(painter: &Painter, square: Rect, verdict: Verdict, colour: Color32) {
    let centre = square.center();
    let side = square.width();
    match verdict {
        Verdict::Aligned => {
            painter.circle_filled(centre, side * 0.4, colour);
        }
        Verdict::Overlap => paint_interlocked(painter, centre, side, colour),
        Verdict::Gap => paint_apart(painter, centre, side, colour),
        Verdict::Opposed => paint_facing(painter, centre, side, colour),
        Verdict::OneSided => paint_half(painter, centre, side, colour),
        Verdict::Unstated => {
            painter.circle_stroke(centre, side * 0.36, Stroke::new(1.25, colour));
        }
        Verdict::Text => paint_lines_of_text(painter, centre, side, colour),
    }
}

/// Shows the shape of a verdict; its word stands beside it, so it has no name of its own.
pub(super) fn verdict_ui(ui: &mut Ui, verdict: Verdict, palette: &Palette) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(VERDICT_SIDE), Sense::hover());
    paint_verdict(ui.painter(), rect, verdict, palette.verdict(verdict));
    response
}

/// Shows the mark of an answer; its word stands beside it, so it has no name of its own.
pub(super) fn answer_ui(ui: &mut Ui, mark: Mark, palette: &Palette) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(20.0, 12.0), Sense::hover());
    paint_answer(ui.painter(), rect, mark, palette);
    response
}

/// Shows the shape of a response to a proposal; its word stands beside it, so it has no name of its own.
pub(super) fn response_ui(ui: &mut Ui, response: TermResponse, palette: &Palette) -> Response {
    let (rect, shown) = ui.allocate_exact_size(vec2(20.0, 12.0), Sense::hover());
    paint_response(ui.painter(), rect, response, palette);
    shown
}

/// The word for an answer on one outcome.
pub(super) fn word(mark: Mark, sheet: &Outline) -> &'static str {
    let marks = &sheet.legend.marks;
    marks
        .iter()
        .find(|known| known.mark == mark)
        .map_or("", |known| known.word)
}

/// Two circles that share a lens.
fn paint_interlocked(painter: &Painter, centre: Pos2, side: f32, colour: Color32) {
    let radius = side * 0.31;
    let shift = side * 0.17;
    let left = centre - vec2(shift, 0.0);
    let right = centre + vec2(shift, 0.0);
    let half_angle = (shift / radius).acos();
    let arc = |middle: Pos2, from: f32| {
        (0..=8u8).map(move |step| {
            let angle = from - half_angle + 2.0 * half_angle * f32::from(step) / 8.0;
            middle + radius * Vec2::angled(angle)
        })
    };
    let lens = arc(left, 0.0)
        .chain(arc(right, std::f32::consts::PI))
        .collect();
    painter.add(Shape::convex_polygon(lens, colour, Stroke::NONE));
    for middle in [left, right] {
        painter.circle_stroke(middle, radius, Stroke::new(1.25, colour));
    }
}

/// Two bars with nothing between them.
fn paint_apart(painter: &Painter, centre: Pos2, side: f32, colour: Color32) {
    for direction in [-1.0, 1.0] {
        let middle = centre + vec2(direction * side * 0.32, 0.0);
        let bar = Rect::from_center_size(middle, vec2(side * 0.2, side * 0.76));
        painter.rect_filled(bar, 0.5, colour);
    }
}

/// Two arrowheads, point against point.
fn paint_facing(painter: &Painter, centre: Pos2, side: f32, colour: Color32) {
    for direction in [-1.0, 1.0] {
        let back = direction * side * 0.46;
        let tip = centre + vec2(direction * side * 0.04, 0.0);
        let corners = vec![
            tip,
            centre + vec2(back, -side * 0.4),
            centre + vec2(back, side * 0.4),
        ];
        painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE));
    }
}

/// A circle of which one half is full.
fn paint_half(painter: &Painter, centre: Pos2, side: f32, colour: Color32) {
    let radius = side * 0.36;
    let half = (0..=12u8)
        .map(|step| {
            let angle = std::f32::consts::FRAC_PI_2 + std::f32::consts::PI * f32::from(step) / 12.0;
            centre + radius * Vec2::angled(angle)
        })
        .collect();
    painter.add(Shape::convex_polygon(half, colour, Stroke::NONE));
    painter.circle_stroke(centre, radius, Stroke::new(1.25, colour));
}

/// Three lines, the last of them short.
fn paint_lines_of_text(painter: &Painter, centre: Pos2, side: f32, colour: Color32) {
    let left = centre.x - side * 0.4;
    for (row, length) in [(-1.0, 0.8), (0.0, 0.8), (1.0, 0.5)] {
        let y = centre.y + row * side * 0.26;
        painter.hline(left..=left + side * length, y, Stroke::new(1.5, colour));
    }
}

/// Paints a party's answer on one outcome.
pub(super) fn paint_answer(painter: &Painter, rect: Rect, mark: Mark, palette: &Palette) {
    match mark {
        Mark::Asked => {
            painter.rect_filled(rect, 1.0, palette.asked);
        }
        Mark::Acceptable => {
            painter.rect_filled(rect, 1.0, palette.acceptable);
        }
        Mark::NotStated => {
            paint_edge(painter, rect, palette.not_stated.into());
        }
        Mark::Refused => {
            painter.extend(hatching(rect, Stroke::new(1.25, palette.refused)));
            paint_edge(painter, rect, palette.refused.into());
        }
        Mark::Contradicted => {
            let stroke = Stroke::new(1.25, palette.refused);
            painter.line_segment([rect.left_top(), rect.right_bottom()], stroke);
            painter.line_segment([rect.left_bottom(), rect.right_top()], stroke);
            paint_edge(painter, rect, palette.refused.into());
        }
    }
}

/// Paints a response to a proposal: as an answer on an outcome is painted, half hatched where only part of the term
/// is refused, and as a line where the party has not spoken at all.
pub(super) fn paint_response(
    painter: &Painter,
    rect: Rect,
    response: TermResponse,
    palette: &Palette,
) {
    match response {
        TermResponse::Asked => paint_answer(painter, rect, Mark::Asked, palette),
        TermResponse::Acceptable => paint_answer(painter, rect, Mark::Acceptable, palette),
        TermResponse::Refused => paint_answer(painter, rect, Mark::Refused, palette),
        // Here an empty box stands alone, and not among full ones.
        TermResponse::NotStated => paint_edge(painter, rect, palette.muted.into()),
        TermResponse::PartlyRefused => {
            let half = rect.with_max_x(rect.center().x);
            painter.extend(hatching(half, Stroke::new(1.25, palette.refused)));
            painter.vline(
                half.right(),
                rect.y_range(),
                Stroke::new(1.0, palette.refused),
            );
            paint_edge(painter, rect, palette.refused.into());
        }
        TermResponse::Silent => {
            let stroke = Stroke::new(1.5, palette.muted);
            painter.hline(rect.x_range(), rect.center().y, stroke);
        }
    }
}

fn paint_edge(painter: &Painter, rect: Rect, colour: Color32) {
    painter.rect_stroke(rect, 1.0, Stroke::new(1.0, colour), StrokeKind::Inside);
}

/// Diagonal lines that end exactly at the edges of the rectangle, so that no clipping is needed.
fn hatching(rect: Rect, stroke: Stroke) -> Vec<Shape> {
    let mut lines = Vec::new();
    // A line rises from (left + shift, bottom) to (left + shift + height, top).
    let mut shift = HATCH_STEP / 2.0 - rect.height();
    while shift < rect.width() {
        let low = shift.max(0.0);
        let high = (shift + rect.height()).min(rect.width());
        if low < high {
            let from = Pos2::new(rect.left() + low, rect.bottom() - (low - shift));
            let to = Pos2::new(rect.left() + high, rect.bottom() - (high - shift));
            lines.push(Shape::line_segment([from, to], stroke));
        }
        shift += HATCH_STEP;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(line: &Shape) -> Rect {
        match line {
            Shape::LineSegment { points, .. } => Rect::from_points(points),
            _ => Rect::EVERYTHING,
        }
    }

    #[test]
    fn hatching_stays_inside_its_rectangle() {
        for size in [vec2(3.0, 8.0), vec2(40.0, 8.0), vec2(8.0, 40.0)] {
            let rect = Rect::from_min_size(Pos2::new(5.0, 7.0), size);
            let lines = hatching(rect, Stroke::new(1.0, Color32::WHITE));
            assert!(!lines.is_empty());
            for line in lines {
                assert!(rect.expand(0.01).contains_rect(ends(&line)), "{line:?}");
            }
        }
    }
}
