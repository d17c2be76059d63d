//! Verdicts as shapes, and the outcomes of a row as marks.

use std::fmt::Write as _;

use super::words::in_one_line;
use crate::compare::Verdict;
use crate::sheet::{Lane, Mark};

const WIDTH: usize = 220;
const WIDEST_SLOT: usize = 30;
const HEIGHT: usize = 9;
const BETWEEN_LINES: usize = 3;
/// Room for the outline.
const EDGE: usize = 3;

/// A slot is at least a pixel or two wide.
const MOST_SLOTS: usize = 120;

/// The shape of a verdict; its word stands beside it.
pub(super) fn verdict_shape(verdict: Verdict) -> String {
    let name = verdict.name();
    format!(
        "<svg class=\"shape\" width=\"16\" height=\"16\" aria-hidden=\"true\"><use href=\"#{name}\"/></svg>"
    )
}

/// A mark for the key; its word stands beside it.
pub(super) fn key_mark(mark: Mark) -> String {
    key(class(mark))
}

/// The outlines for the key: of the zone, and of the room.
pub(super) fn key_outlines() -> String {
    format!("{} {}", key("outline"), key("outline room"))
}

fn key(class: &str) -> String {
    format!(
        "<svg width=\"22\" height=\"{HEIGHT}\" aria-hidden=\"true\"><rect class=\"{class}\" width=\"22\" height=\"{HEIGHT}\"/></svg>"
    )
}

fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Asked => "asked",
        Mark::Acceptable => "acceptable",
        Mark::Refused => "refused",
        Mark::Contradicted => "contradicted",
        Mark::NotStated => "not-stated",
    }
}

/// These lines of the lane, with the outcomes in words for who cannot see or points at it.
pub(super) fn drawn(lane: &Lane, lines: &[Vec<Mark>]) -> String {
    let count = lane.slots.len();
    if count == 0 || lines.is_empty() {
        return String::new();
    }
    if count > MOST_SLOTS {
        return format!("<p>{count} outcomes, too many to draw</p>");
    }
    let between = if lane.is_ordered || count > 12 {
        0.0
    } else {
        2.0
    };
    let slot =
        ((WIDTH as f64 - between * (count - 1) as f64) / count as f64).min(WIDEST_SLOT as f64);
    let step = slot + between;
    let tall = lines.len() * (HEIGHT + BETWEEN_LINES) - BETWEEN_LINES;
    let (width, height) = (
        (step * count as f64 - between + 2.0 * EDGE as f64).ceil(),
        tall + 2 * EDGE,
    );
    let labels: Vec<&str> = lane.slots.iter().map(|slot| slot.label.as_str()).collect();
    let mut svg = format!(
        "<svg class=\"lane\" role=\"img\" width=\"{width:.0}\" height=\"{height}\" viewBox=\"0 0 {width:.0} {height}\" \
         aria-label=\"Outcomes, left to right: {}\">",
        in_one_line(&labels.join("; "))
    );
    for (line, marks) in lines.iter().enumerate() {
        for (place, (mark, slot_of)) in marks.iter().zip(&lane.slots).enumerate() {
            let _ = write!(
                svg,
                "<rect class=\"{}\" x=\"{:.1}\" y=\"{}\" width=\"{slot:.1}\" height=\"{HEIGHT}\"><title>{}</title></rect>",
                class(*mark),
                EDGE as f64 + step * place as f64,
                EDGE + line * (HEIGHT + BETWEEN_LINES),
                in_one_line(&slot_of.label),
            );
        }
    }
    let class = if lane.is_room {
        "outline room"
    } else {
        "outline"
    };
    for (first, last) in outlined_runs(lane) {
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{:.1}\" y=\"1\" width=\"{:.1}\" height=\"{}\" rx=\"1.5\"/>",
            EDGE as f64 + step * first as f64 - 2.0,
            step * (last - first) as f64 + slot + 4.0,
            tall + 4,
        );
    }
    svg.push_str("</svg>");
    svg
}

/// The runs of neighbouring outcomes that are outlined, as pairs of first and last.
fn outlined_runs(lane: &Lane) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (place, slot) in lane.slots.iter().enumerate() {
        if !slot.outlined {
            continue;
        }
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == place => *last = place,
            _ => runs.push((place, place)),
        }
    }
    runs
}
