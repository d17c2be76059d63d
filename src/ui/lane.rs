//! The small picture of a row's outcomes: one line of marks a party, from left to right.

use egui::{Color32, Painter, Rect, Stroke, StrokeKind, pos2};

use super::marks;
use super::theme::Palette;
use crate::sheet::{Lane, Mark};

/// With more parties than this, each party's cell shows its own line instead.
pub(super) const MOST_LINES: usize = 4;

/// No mark is narrower, or it could not be told from its neighbours.
const LEAST_WIDTH: f32 = 3.0;
/// No mark is wider, or few outcomes would look heavier than many.
const MOST_WIDTH: f32 = 52.0;
/// Room between two lines.
const LINE_GAP: f32 = 3.0;

/// Slots that are drawn as one because every party's answer is the same on them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    marks: Vec<Mark>,
    outlined: bool,
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
    let blocks = blocks_that_fit(lane, lines, rect.width());
    let gap = if lane.is_ordered { 1.0 } else { 4.0 };
    let pitch = (rect.width() / blocks.len() as f32).clamp(LEAST_WIDTH + 1.0, MOST_WIDTH);
    let gap = if pitch < 4.0 * gap { 1.0 } else { gap };
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
    paint_outlines(painter, rect, &blocks, (pitch, gap), outline);
}

/// Paints a frame around each run of outlined blocks.
fn paint_outlines(
    painter: &Painter,
    rect: Rect,
    blocks: &[Block],
    (pitch, gap): (f32, f32),
    colour: Color32,
) {
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
            painter.rect_stroke(frame, 2.0, Stroke::new(1.5, colour), StrokeKind::Outside);
        }
        column += length.max(1);
    }
}

/// The slots one by one if there is room for them, else with equal neighbours drawn as one.
fn blocks_that_fit(lane: &Lane, lines: &[&[Mark]], width: f32) -> Vec<Block> {
    let blocks: Vec<Block> = lane
        .slots
        .iter()
        .enumerate()
        .map(|(slot, known)| Block {
            marks: lines
                .iter()
                .map(|line| line.get(slot).copied().unwrap_or(Mark::NotStated))
                .collect(),
            outlined: known.outlined,
        })
        .collect();
    if blocks.len() as f32 * (LEAST_WIDTH + 1.0) <= width {
        return blocks;
    }
    let mut merged = blocks;
    merged.dedup();
    merged
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
        };
        let lines: Vec<&[Mark]> = lane.lines.iter().map(Vec::as_slice).collect();
        assert_eq!(blocks_that_fit(&lane, &lines, 100.0).len(), 3);
        assert_eq!(blocks_that_fit(&lane, &lines, 8.0).len(), 2);
    }
}
