//! How answers relate: the word with its shape, and the lane below or beside it.

use egui::{Pos2, Rect, Response, Ui, Vec2, vec2};

use super::cells::cell_response;
use super::{Options, PADDING};
use crate::compare::Trend;
use crate::sheet::{Outline, ParentLine, RowLine, TrendWords, VerdictCount};
use crate::ui::text::{self, Run};
use crate::ui::theme::Palette;
use crate::ui::{lane, marks};

/// Height of one party's line in a lane.
pub(super) const LANE_LINE: f32 = 8.0;
/// Room between two lines of a lane.
const LANE_GAP: f32 = 3.0;
/// From the top of a roomy cell to its lane.
const WORD_HEIGHT: f32 = 25.0;
/// The same where there is a line below the lane, and the height of that line.
const WORD_HEIGHT_ABOVE_FOOT: f32 = 22.0;
const FOOT_HEIGHT: f32 = 17.0;
/// More lines of a lane leave no room for that line.
const MOST_LINES_ABOVE_FOOT: usize = 2;
/// The share of a compact cell that the word has, and its least width.
const WORD_SHARE: f32 = 0.42;
const LEAST_WORD_WIDTH: f32 = 70.0;
/// Room between the shape and the word.
const WORD_INDENT: f32 = 7.0;
/// Room between the word and the trend.
const TREND_GAP: f32 = 12.0;
/// Side of the shape before a count, and the room around the words of it.
const TOTAL_SIDE: f32 = 12.0;
const TOTAL_INDENT: f32 = 5.0;
const TOTAL_GAP: f32 = 12.0;

/// Shows the cell.
pub(super) fn verdict_ui(
    ui: &mut Ui,
    row: &RowLine,
    sheet: &Outline,
    options: Options<'_>,
) -> Response {
    let palette = options.palette;
    let inner = ui.max_rect().shrink2(PADDING);
    let foot = foot(ui, inner, row, options);
    let lane_place = lane_place(inner, row, foot, options.is_compact);
    paint_word(ui, inner, (lane_place, foot), row, options);
    if let Some(place) = lane_place {
        let outline = palette.verdict(row.verdict);
        lane::paint(ui.painter(), place, &row.lane, outline, palette);
    }
    let mut name = match &row.verdict_detail {
        Some(detail) => format!("{}, {detail}. {}", row.verdict_word, row.reason),
        None => format!("{}. {}", row.verdict_word, row.reason),
    };
    if let Some(movement) = &row.movement {
        name = format!("{name} {movement}");
    }
    for meaning in row.trend.iter().flat_map(TrendWords::meanings) {
        name = format!("{name} {meaning}");
    }
    cell_response(ui, &name).on_hover_ui(|ui| hover_ui(ui, row, sheet, lane_place, palette))
}

/// Paints the shape and the word, with what the word leaves out where there is room.
fn paint_word(
    ui: &Ui,
    inner: Rect,
    (lane, foot): (Option<Rect>, Option<Foot>),
    row: &RowLine,
    options: Options<'_>,
) {
    let palette = options.palette;
    let colour = palette.verdict(row.verdict);
    let top = if options.is_compact {
        inner.center().y - marks::VERDICT_SIDE / 2.0
    } else {
        inner.top() + 2.0
    };
    let square = Rect::from_min_size(
        Pos2::new(inner.left(), top),
        Vec2::splat(marks::VERDICT_SIDE),
    );
    marks::paint_verdict(ui.painter(), square, row.verdict, colour);
    let mut line = inner.with_min_x(square.right() + WORD_INDENT);
    if let Some(lane) = lane
        && options.is_compact
    {
        line.max.x = lane.left() - 6.0;
    }
    let has_lane_beside = lane.is_some() && options.is_compact;
    let has_word_alone = has_lane_beside || foot == Some(Foot::Detail);
    let mut runs = word_and_detail(row, palette);
    runs.truncate(if has_word_alone { 1 } else { runs.len() });
    let below = match lane {
        Some(_) => inner.with_min_y(inner.bottom() - FOOT_HEIGHT),
        // Nothing stands between.
        None => inner
            .with_min_y(inner.top() + WORD_HEIGHT)
            .with_max_y(inner.top() + WORD_HEIGHT + FOOT_HEIGHT),
    };
    match foot {
        Some(Foot::Trend) => {
            paint_trend(ui, below, TrendPlace::Foot, row, options);
        }
        Some(Foot::Detail) => {
            let detail = row.verdict_detail.as_deref().unwrap_or_default();
            text::paint_line(ui, below, &[Run::small(detail, palette)]);
        }
        None => {
            let taken = text::layout(ui, &runs, f32::INFINITY, 1).size().x;
            line.max.x = paint_trend(ui, line, TrendPlace::After(taken), row, options);
        }
    }
    if options.is_compact {
        text::paint_line_centred(ui, line, &runs);
    } else {
        text::paint_line(ui, line, &runs);
    }
}

/// The word, and what it leaves out.
fn word_and_detail<'a>(row: &'a RowLine, palette: &Palette) -> Vec<Run<'a>> {
    let detail = row.verdict_detail.as_deref().unwrap_or_default();
    vec![
        Run::strong(row.verdict_word, palette.verdict(row.verdict)),
        Run::body("  ", palette),
        Run::small(detail, palette),
    ]
}

/// What stands on a line of its own below the lane.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Foot {
    /// Whether the answers came closer.
    Trend,
    /// What the word leaves out, where there is no room for it beside the word.
    Detail,
}

/// What stands below the lane, if that leaves room.
fn foot(ui: &Ui, inner: Rect, row: &RowLine, options: Options<'_>) -> Option<Foot> {
    let n_lines = row.lane.lines.len();
    let has_lane = !row.lane.slots.is_empty() && n_lines <= lane::MOST_LINES;
    let has_room = !has_lane || n_lines <= MOST_LINES_ABOVE_FOOT;
    if options.is_compact || !has_room {
        return None;
    }
    if row.trend.is_some() {
        return Some(Foot::Trend);
    }
    let runs = word_and_detail(row, options.palette);
    let width = text::layout(ui, &runs, f32::INFINITY, 1).size().x;
    let is_cut = width > inner.width() - marks::VERDICT_SIDE - WORD_INDENT;
    is_cut.then_some(Foot::Detail)
}

/// Where a cell says whether the answers came closer.
#[derive(Clone, Copy)]
enum TrendPlace {
    /// On a line of its own.
    Foot,
    /// At the right end of a line of which so much is taken.
    After(f32),
}

/// Paints whether the answers came closer: arrows towards each other, or away from each other, with the word and the
/// verdict before where there is room. Gives where the room before them ends.
fn paint_trend(ui: &Ui, line: Rect, place: TrendPlace, row: &RowLine, options: Options<'_>) -> f32 {
    let Some(known) = &row.trend else {
        return line.right();
    };
    let palette = options.palette;
    let arrows = match known.trend {
        Trend::Closer => "→← ",
        Trend::Farther => "←→ ",
        Trend::Same => "",
    };
    let was = known.was.as_deref().unwrap_or_default();
    let comma = if known.word.is_empty() || was.is_empty() {
        ""
    } else {
        ", "
    };
    let words = format!("{}{comma}{was}", known.word);
    let arrows = Run::strong(arrows, palette.text);
    let runs = [arrows.clone(), Run::small(&words, palette)];
    let colour = palette.muted.into();
    let taken = match place {
        TrendPlace::Foot => {
            let galley = text::layout(ui, &runs, line.width(), 1);
            let top = line.bottom() - galley.size().y;
            ui.painter()
                .galley(Pos2::new(line.left(), top), galley, colour);
            return line.right();
        }
        TrendPlace::After(taken) => taken,
    };
    let mut galley = text::layout(ui, &runs, f32::INFINITY, 1);
    if options.is_compact || galley.size().x > line.width() - taken - TREND_GAP {
        // What is cut off says little; the arrows alone say most, and the rest is in the tooltip.
        galley = text::layout(ui, &[arrows], f32::INFINITY, 1);
    }
    let left = line.right() - galley.size().x;
    let top = if options.is_compact {
        line.center().y - galley.size().y / 2.0
    } else {
        line.top()
    };
    ui.painter().galley(Pos2::new(left, top), galley, colour);
    left - 6.0
}

/// Where the lane goes, if this cell has one. Its lines are as high in every row, so that they can be compared down
/// the column.
fn lane_place(inner: Rect, row: &RowLine, foot: Option<Foot>, is_compact: bool) -> Option<Rect> {
    let n_lines = row.lane.lines.len();
    if row.lane.slots.is_empty() || n_lines == 0 || n_lines > lane::MOST_LINES {
        return None;
    }
    let place = if is_compact {
        let word = (inner.width() * WORD_SHARE).max(LEAST_WORD_WIDTH);
        inner.with_min_x(inner.left() + marks::VERDICT_SIDE + word + 13.0)
    } else if foot.is_some() {
        inner
            .with_min_y(inner.top() + WORD_HEIGHT_ABOVE_FOOT)
            .with_max_y(inner.bottom() - FOOT_HEIGHT)
    } else {
        inner.with_min_y(inner.top() + WORD_HEIGHT)
    };
    let n_lines = n_lines as f32;
    let wanted = n_lines * LANE_LINE + (n_lines - 1.0) * LANE_GAP;
    let height = wanted.min(place.height());
    let top = (place.center().y - height / 2.0).round();
    let size = vec2(place.width(), height);
    Some(Rect::from_min_size(Pos2::new(place.left(), top), size))
}

fn hover_ui(ui: &mut Ui, row: &RowLine, sheet: &Outline, lane: Option<Rect>, palette: &Palette) {
    let colour = palette.verdict(row.verdict);
    ui.label(text::strong(row.verdict_word).color(colour));
    if let Some(detail) = &row.verdict_detail {
        ui.label(text::small(detail, palette));
    }
    ui.label(row.reason.as_str());
    if let Some(movement) = &row.movement {
        ui.label(text::strong(movement));
    }
    for meaning in row.trend.iter().flat_map(TrendWords::meanings) {
        ui.label(text::small(meaning, palette));
    }
    let pointer = ui.ctx().pointer_hover_pos();
    if let (Some(lane), Some(pointer)) = (lane, pointer)
        && let Some(slots) = lane::slots_at(lane, &row.lane, pointer)
    {
        ui.separator();
        outcomes_under_pointer_ui(ui, row, sheet, slots, palette);
    }
}

/// Names the outcomes of the lane that the pointer is on, with each party's answer.
fn outcomes_under_pointer_ui(
    ui: &mut Ui,
    row: &RowLine,
    sheet: &Outline,
    slots: std::ops::Range<usize>,
    palette: &Palette,
) {
    let outcomes = row.lane.slots.get(slots.clone()).unwrap_or_default();
    let label = match outcomes {
        [] => return,
        [only] => only.label.clone(),
        [first, .., last] => format!("{} … {}", first.label, last.label),
    };
    ui.label(text::strong(label));
    for (party, line) in sheet.parties.iter().zip(&row.lane.lines) {
        let Some(mark) = line.get(slots.start) else {
            continue;
        };
        ui.horizontal(|ui| {
            marks::answer_ui(ui, *mark, palette);
            ui.label(format!("{}: {}", party.name, marks::word(*mark, sheet)));
        });
    }
}

/// Counts by verdict, each with its shape and, where there is room for all of them, its word.
pub(super) fn paint_totals(ui: &Ui, inner: Rect, parent: &ParentLine, palette: &Palette) {
    let words = |total: &VerdictCount| format!("{} {}", total.count, total.word.to_lowercase());
    let width = |total: &VerdictCount| {
        let words = words(total);
        let galley = text::layout(ui, &[Run::small(&words, palette)], f32::INFINITY, 1);
        TOTAL_SIDE + TOTAL_INDENT + galley.size().x + TOTAL_GAP
    };
    let has_words = parent.totals.iter().map(width).sum::<f32>() <= inner.width() + TOTAL_GAP;
    let mut left = inner.left();
    for total in &parent.totals {
        let square = Rect::from_center_size(
            Pos2::new(left + TOTAL_SIDE / 2.0, inner.center().y),
            Vec2::splat(TOTAL_SIDE),
        );
        if square.right() > inner.right() {
            break;
        }
        let colour = palette.verdict(total.verdict);
        marks::paint_verdict(ui.painter(), square, total.verdict, colour);
        left = square.right() + TOTAL_INDENT;
        let words = if has_words {
            words(total)
        } else {
            total.count.to_string()
        };
        let galley = text::layout(ui, &[Run::small(&words, palette)], inner.right() - left, 1);
        let width = galley.size().x;
        let top = inner.center().y - galley.size().y / 2.0;
        ui.painter()
            .galley(Pos2::new(left, top), galley, palette.muted.into());
        left += width + TOTAL_GAP;
    }
}
