//! The small picture of a row's outcomes: one line of marks a party, from left to right.

use std::ops::Range;

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2};

use super::marks;
use super::theme::Palette;
use crate::sheet::{Lane, Mark};

/// With more parties than this, each party's cell shows its own line instead.
pub(super) const MOST_LINES: usize = 4;

/// No mark is narrower, or it could not be told from its neighbours.
const LEAST_WIDTH: f32 = 3.0;
/// No mark is wider, or few outcomes would look heavier than many.
const MOST_WIDTH: f32 = 52.0;
/// Thickness of an outline, and the dashes of that of the room with what is between them.
pub(super) const OUTLINE_WIDTH: f32 = 1.5;
const DASH: f32 = 4.5;
const DASH_GAP: f32 = 3.0;
/// Room between two lines.
const LINE_GAP: f32 = 3.0;

/// Slots that are drawn as one because every party's answer is the same on them; mostly one alone.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    slots: Range<usize>,
    marks: Vec<Mark>,
    outlined: bool,
}

/// Where the blocks of a lane stand.
struct Placing {
    blocks: Vec<Block>,
    /// From the left edge of one block to that of the next.
    pitch: f32,
    /// Room between two blocks.
    gap: f32,
}

/// Paints all lines of a lane, the first party's on top, with the zone or the room outlined.
pub(super) fn paint(
    painter: &Painter,
    rect: Rect,
    lane: &Lane,
    outline: Color32,
    palette: &Palette,
) {
    let lines: Vec<&[Mark]> = lane.lines.iter().map(Vec::as_slice).collect();
    paint_lines(painter, rect, lane, &lines, outline, palette);
}

/// Paints one party's line of a lane.
pub(super) fn paint_party(
    painter: &Painter,
    rect: Rect,
    lane: &Lane,
    party: usize,
    outline: Color32,
    palette: &Palette,
) {
    if let Some(line) = lane.lines.get(party) {
        paint_lines(painter, rect, lane, &[line], outline, palette);
    }
}

/// The slots under a point of a lane with all its lines.
pub(super) fn slots_at(rect: Rect, lane: &Lane, point: Pos2) -> Option<Range<usize>> {
    if !rect.expand(3.0).contains(point) {
        return None;
    }
    let lines: Vec<&[Mark]> = lane.lines.iter().map(Vec::as_slice).collect();
    let placing = Placing::of(lane, &lines, rect.width());
    let is_under = |(column, _): &(usize, &Block)| {
        let left = rect.left() + placing.pitch * *column as f32;
        (left..left + placing.pitch).contains(&point.x)
    };
    let (_, block) = placing.blocks.iter().enumerate().find(is_under)?;
    Some(block.slots.clone())
}

impl Placing {
    fn of(lane: &Lane, lines: &[&[Mark]], width: f32) -> Self {
        let blocks = blocks_that_fit(lane, lines, width);
        let pitch = (width / blocks.len().max(1) as f32).clamp(LEAST_WIDTH + 1.0, MOST_WIDTH);
        let is_wide = !lane.is_ordered && pitch >= 16.0;
        let gap = if is_wide { 4.0 } else { 1.0 };
        Self { blocks, pitch, gap }
    }
}

fn paint_lines(
    painter: &Painter,
    rect: Rect,
    lane: &Lane,
    lines: &[&[Mark]],
    outline: Color32,
    palette: &Palette,
) {
    if lines.is_empty() || lane.slots.is_empty() {
        return;
    }
    let Placing { blocks, pitch, gap } = Placing::of(lane, lines, rect.width());
    let n_lines = lines.len() as f32;
    let line_height = (rect.height() - LINE_GAP * (n_lines - 1.0)) / n_lines;
    for (column, block) in blocks.iter().enumerate() {
        let left = rect.left() + pitch * column as f32;
        if left + LEAST_WIDTH > rect.right() + 0.5 {
            break;
        }
        for (line, mark) in block.marks.iter().enumerate() {
            let top = rect.top() + (line_height + LINE_GAP) * line as f32;
            let place =
                Rect::from_min_max(pos2(left, top), pos2(left + pitch - gap, top + line_height));
            marks::paint_answer(painter, place, *mark, palette);
        }
    }
    let stroke = Stroke::new(OUTLINE_WIDTH, outline);
    paint_outlines(rect, &blocks, (pitch, gap), |frame| {
        paint_outline(painter, frame, stroke, lane.is_room);
    });
}

/// Paints the outline around a run of blocks: solid for the zone, dashed for the room.
pub(super) fn paint_outline(painter: &Painter, frame: Rect, stroke: Stroke, is_room: bool) {
    if !is_room {
        painter.rect_stroke(frame, 2.0, stroke, StrokeKind::Outside);
        return;
    }
    let edge = frame.expand(stroke.width / 2.0);
    let corners = [
        edge.left_top(),
        edge.right_top(),
        edge.right_bottom(),
        edge.left_bottom(),
        edge.left_top(),
    ];
    painter.extend(Shape::dashed_line(&corners, stroke, DASH, DASH_GAP));
}

/// Gives a frame around each run of outlined blocks.
fn paint_outlines(rect: Rect, blocks: &[Block], (pitch, gap): (f32, f32), paint: impl Fn(Rect)) {
    let mut column = 0;
    while column < blocks.len() {
        let length = blocks
            .iter()
            .skip(column)
            .take_while(|block| block.outlined)
            .count();
        if length > 0 {
            let left = rect.left() + pitch * column as f32;
            let right = left + pitch * length as f32 - gap;
            let frame = Rect::from_min_max(
                pos2(left, rect.top()),
                pos2(right.min(rect.right()), rect.bottom()),
            );
            paint(frame);
        }
        column += length.max(1);
    }
}

/// The slots one by one if there is room for them, else with equal neighbours drawn as one.
fn blocks_that_fit(lane: &Lane, lines: &[&[Mark]], width: f32) -> Vec<Block> {
    let mut blocks: Vec<Block> = lane
        .slots
        .iter()
        .enumerate()
        .map(|(slot, known)| Block {
            slots: slot..slot + 1,
            marks: lines
                .iter()
                .map(|line| line.get(slot).copied().unwrap_or(Mark::NotStated))
                .collect(),
            outlined: known.outlined,
        })
        .collect();
    if blocks.len() as f32 * (LEAST_WIDTH + 1.0) > width {
        blocks.dedup_by(|next, block| {
            let is_equal = next.marks == block.marks && next.outlined == block.outlined;
            if is_equal {
                block.slots.end = next.slots.end;
            }
            is_equal
        });
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Slot;

    #[test]
    fn equal_neighbours_are_drawn_as_one_only_where_there_is_no_room() {
        let slot = |outlined| Slot {
            label: String::new(),
            outlined,
        };
        let lane = Lane {
            slots: vec![slot(false), slot(false), slot(true)],
            lines: vec![vec![Mark::Asked, Mark::Asked, Mark::Refused]],
            is_ordered: true,
            is_room: false,
        };
        let lines: Vec<&[Mark]> = lane.lines.iter().map(Vec::as_slice).collect();
        assert_eq!(blocks_that_fit(&lane, &lines, 100.0).len(), 3);
        assert_eq!(blocks_that_fit(&lane, &lines, 8.0).len(), 2);
        let rect = Rect::from_min_size(Pos2::ZERO, egui::vec2(8.0, 8.0));
        assert_eq!(slots_at(rect, &lane, pos2(1.0, 4.0)), Some(0..2));
        assert_eq!(slots_at(rect, &lane, pos2(6.0, 4.0)), Some(2..3));
        assert_eq!(slots_at(rect, &lane, pos2(60.0, 4.0)), None);
    }
}
