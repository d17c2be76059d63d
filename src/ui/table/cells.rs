//! What stands in the cells of the table.

use egui::{Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, vec2};

use super::columns::ColumnKind;
use super::verdict_cell::{self, LANE_LINE};
use super::{Options, PADDING};
use crate::app::state::State;
use crate::compare::Move;
use crate::sheet::{Cell, CellState, ParentLine, RowHead, RowLine, ThemeLine, move_meaning};
use crate::ui::text::{self, Run};
use crate::ui::theme::Palette;
use crate::ui::{lane, phrase};

/// How far parts stand in under their issue.
const PART_INDENT: f32 = 16.0;
/// Half the width of the clock that marks old answers.
const MARK_RADIUS: f32 = 6.0;
/// Room for the triangle that folds.
const FOLD_WIDTH: f32 = 16.0;
/// As many phrases as a roomy row has lines for.
const MOST_PHRASES: usize = 3;
/// Room for as many phrases.
const FULL_HEIGHT: f32 = 54.0;
/// Room between two phrases.
const PHRASE_GAP: f32 = 2.0;
/// Width from which a compact cell has room for its date.
const DATE_FROM_WIDTH: f32 = 200.0;

/// Shows a theme in one column; nothing in those of the parties.
pub(super) fn theme_ui(
    ui: &mut Ui,
    theme: &ThemeLine,
    kind: ColumnKind,
    is_folded: bool,
    options: Options<'_>,
) -> Response {
    let palette = options.palette;
    let rect = ui.max_rect();
    match kind {
        ColumnKind::Issue => paint_folding(
            ui,
            rect,
            is_folded,
            &Run::strong(&theme.title, palette.text),
            palette,
        ),
        ColumnKind::Verdict => {
            let inner = rect.shrink2(vec2(PADDING.x, 0.0)).with_max_x(options.right);
            paint_beyond(ui, inner, &[Run::small(&theme.counts, palette)]);
        }
        ColumnKind::Party(_) | ColumnKind::Proposal(_) => {}
    }
    let name = format!("{}: {}", theme.title, theme.counts);
    fold_response(ui, kind, is_folded, &name, palette).on_hover_ui(|ui| {
        ui.label(text::strong(&theme.title));
        ui.label(text::small(&theme.counts, palette));
    })
}

/// Shows an issue that is decided part by part in one column; nothing in those of the parties.
pub(super) fn parent_ui(
    ui: &mut Ui,
    parent: &ParentLine,
    kind: ColumnKind,
    is_folded: bool,
    options: Options<'_>,
) -> Response {
    let palette = options.palette;
    let rect = ui.max_rect();
    match kind {
        ColumnKind::Issue => paint_folding(
            ui,
            rect,
            is_folded,
            &Run::body(&parent.title, palette),
            palette,
        ),
        ColumnKind::Verdict => {
            verdict_cell::paint_totals(ui, rect.shrink2(vec2(PADDING.x, 0.0)), parent, palette);
        }
        ColumnKind::Party(_) | ColumnKind::Proposal(_) => {}
    }
    let name = format!("{}: {}", parent.title, parent.counts);
    fold_response(ui, kind, is_folded, &name, palette).on_hover_ui(|ui| {
        ui.label(text::strong(&parent.title));
        if let Some(question) = &parent.question {
            ui.label(question);
        }
        ui.label(text::small(&parent.counts, palette));
    })
}

/// Shows one cell of a row.
pub(super) fn row_ui(
    ui: &mut Ui,
    (state, head): (&State, &RowHead),
    kind: ColumnKind,
    takes_focus: bool,
    options: Options<'_>,
) -> Option<Response> {
    let (sheet, row) = (state.sheet(), state.row_line(head)?);
    let row = row.as_ref();
    match kind {
        ColumnKind::Issue => Some(issue_ui(ui, row, takes_focus, options)),
        ColumnKind::Verdict => Some(verdict_cell::verdict_ui(ui, row, sheet, options)),
        // Proposals have cells of their own.
        ColumnKind::Proposal(_) => None,
        ColumnKind::Party(party) => {
            let name = sheet.parties.get(party).map_or("", |head| &head.name);
            let cell = state.row_cell(head, party)?;
            Some(party_ui(ui, row, (party, name), &cell, options))
        }
    }
}

fn issue_ui(ui: &mut Ui, row: &RowLine, takes_focus: bool, options: Options<'_>) -> Response {
    let palette = options.palette;
    let mut inner = ui.max_rect().shrink2(PADDING);
    if row.is_part && !options.is_flat {
        inner.min.x += PART_INDENT;
    }
    // In a list without parents, a part has to say what it is a part of.
    let title = if options.is_flat {
        &row.full_title
    } else {
        &row.title
    };
    let title = [Run::body(title, palette).marked(options.marker)];
    let warning = row.unread.as_ref().map(|_| paint_warning as PaintMark);
    let clock = row.age.as_ref().map(|_| paint_clock as PaintMark);
    for paint in warning.into_iter().chain(clock) {
        let centre = if options.is_compact {
            Pos2::new(inner.right() - MARK_RADIUS, inner.center().y)
        } else {
            Pos2::new(inner.right() - MARK_RADIUS, inner.top() + MARK_RADIUS + 3.0)
        };
        paint(ui, centre, palette);
        inner.max.x -= MARK_RADIUS * 2.0 + 6.0;
    }
    if options.is_compact {
        text::paint_line_centred(ui, inner, &title);
    } else {
        text::paint_lines(ui, inner, &title, 3);
    }
    let sense = if takes_focus {
        Sense::click()
    } else {
        Sense::CLICK
    };
    // The id is that of the row, so that the focus stays on it when lines above are folded away.
    let id = egui::Id::unique(("row", row.row));
    let response = ui.interact(ui.max_rect(), id, sense);
    response.widget_info(|| {
        let words = std::iter::once(&row.spoken)
            .chain(&row.unread)
            .chain(&row.age);
        let name = words.map(String::as_str).collect::<Vec<_>>().join(" ");
        WidgetInfo::labeled(Role::Cell, true, name)
    });
    response.on_hover_ui(|ui| {
        ui.label(text::strong(&row.full_title));
        if let Some(question) = &row.question {
            ui.label(question.as_str());
        }
        for remark in &row.remarks {
            ui.label(text::small(remark, palette));
        }
    })
}

/// Paints a mark with its centre here.
type PaintMark = fn(&Ui, Pos2, &Palette);

/// A small clock: the answers are old, or far apart in time. The tooltip and the name of the cell say which.
fn paint_clock(ui: &Ui, centre: Pos2, palette: &Palette) {
    let stroke = Stroke::new(1.25, palette.muted);
    let painter = ui.painter();
    painter.circle_stroke(centre, MARK_RADIUS, stroke);
    let hands = [
        centre - vec2(0.0, MARK_RADIUS - 2.0),
        centre,
        centre + vec2(MARK_RADIUS - 2.5, 0.0),
    ];
    painter.add(Shape::line(hands.to_vec(), stroke));
}

/// A triangle with an exclamation mark: a statement could not be read, so the row may be wrong.
fn paint_warning(ui: &Ui, centre: Pos2, palette: &Palette) {
    let stroke = Stroke::new(1.5, palette.error);
    let corner = |x: f32, y: f32| centre + vec2(x, y) * MARK_RADIUS;
    let painter = ui.painter();
    let corners = vec![corner(0.0, -1.0), corner(1.05, 0.9), corner(-1.05, 0.9)];
    painter.add(Shape::closed_line(corners, stroke));
    painter.line_segment([corner(0.0, -0.3), corner(0.0, 0.25)], stroke);
    painter.circle_filled(corner(0.0, 0.58), 0.9, palette.error);
}

fn party_ui(
    ui: &mut Ui,
    row: &RowLine,
    (party, name): (usize, &str),
    cell: &Cell,
    options: Options<'_>,
) -> Response {
    let palette = options.palette;
    let mut inner = ui.max_rect().shrink2(PADDING);
    if row.lane.lines.len() > lane::MOST_LINES && !options.is_compact {
        let strip = inner.with_min_y(inner.bottom() - LANE_LINE);
        lane::paint_party(
            ui.painter(),
            strip,
            &row.lane,
            party,
            palette.verdict(row.verdict),
            palette,
        );
        inner.max.y -= LANE_LINE + 2.0;
    }
    if options.is_compact {
        paint_compact(ui, inner, cell, options);
    } else {
        paint_roomy(ui, inner, cell, options);
    }
    let meaning = cell.movement_meaning();
    let spoken = match cell.step {
        Some(step) => format!("{} {}", cell.spoken, move_meaning(step)),
        None => cell.spoken.clone(),
    };
    cell_response(ui, &spoken).on_hover_ui(|ui| {
        ui.label(text::strong(name));
        if cell.phrases.is_empty() {
            ui.label(text::absent(&cell.short, palette));
        }
        for known in &cell.phrases {
            phrase::phrase_ui(ui, known, palette, options.marker);
        }
        if let Some(summary) = &cell.summary {
            text::marked_ui(ui, Run::body(summary, palette), options.marker);
        }
        let foot = foot_of(cell, 0);
        if !foot.is_empty() {
            ui.label(text::small(foot, palette));
        }
        if let Some(meaning) = &meaning {
            ui.label(text::small(meaning, palette));
        }
    })
}

/// One line: the answer, and its date where there is room.
fn paint_compact(ui: &Ui, inner: Rect, cell: &Cell, options: Options<'_>) {
    let palette = options.palette;
    let mut place = inner;
    if let Some(date) = &cell.date
        && inner.width() > DATE_FROM_WIDTH
    {
        let galley = text::layout(ui, &[Run::small(date, palette)], inner.width() / 2.0, 1);
        place.max.x -= galley.size().x + 10.0;
        let at = Pos2::new(
            place.right() + 10.0,
            inner.center().y - galley.size().y / 2.0,
        );
        ui.painter().galley(at, galley, palette.muted.into());
    }
    text::paint_line_centred(ui, place, &[answer(cell, options)]);
}

/// The answer phrase by phrase, as far as there is room, with its date at the foot: on a line of its own, or at the
/// end of the last one.
fn paint_roomy(ui: &Ui, inner: Rect, cell: &Cell, options: Options<'_>) {
    let palette = options.palette;
    // A strip below takes the room of one phrase.
    let most = if inner.height() < FULL_HEIGHT {
        MOST_PHRASES - 1
    } else {
        MOST_PHRASES
    };
    let foot = foot_of(cell, cell.phrases.len().saturating_sub(most));
    // Where the foot leaves too little of the last phrase, it takes that line for itself.
    let is_beside = cell.phrases.len() >= most && fits_at_right(ui, inner, &foot, palette);
    let n_shown = match cell.phrases.len() {
        n_phrases if is_beside || n_phrases < most => n_phrases.min(most),
        _ => most - 1,
    };
    let mut foot = foot_of(cell, cell.phrases.len() - n_shown);
    let mut top = inner.top();
    if cell.phrases.is_empty() {
        top += text::paint_lines(ui, inner, &[answer(cell, options)], 2);
    }
    // A phrase alone has the room of two.
    let rows = if n_shown == 1 && most == MOST_PHRASES {
        2
    } else {
        1
    };
    for (index, known) in cell.phrases.iter().take(n_shown).enumerate() {
        let mut place = inner.with_min_y(top);
        if is_beside && index + 1 == most {
            place.max.x = paint_at_right(ui, place, &foot, palette);
            foot.clear();
        }
        let runs = phrase::runs(known, palette, options.marker);
        top += text::paint_lines(ui, place, &runs, rows) + PHRASE_GAP;
    }
    text::paint_line(ui, inner.with_min_y(top), &[Run::small(&foot, palette)]);
}

/// When it was said, how it has changed, and how much of it is not shown.
fn foot_of(cell: &Cell, n_hidden: usize) -> String {
    let hidden = (n_hidden > 0).then(|| format!("{n_hidden} more"));
    let movement = cell
        .step
        .filter(|step| *step != Move::Unchanged)
        .zip(cell.movement)
        .map(|(step, word)| format!("{}{}", arrow(step), word.to_lowercase()));
    let parts: Vec<String> = [cell.date.clone(), movement, hidden]
        .into_iter()
        .flatten()
        .collect();
    parts.join(" · ")
}

/// How an answer has moved, as a sign before the word: down is softened, up is hardened.
fn arrow(step: Move) -> &'static str {
    match step {
        Move::Softened => "↓ ",
        Move::Hardened => "↑ ",
        Move::Shifted => "↔ ",
        Move::New => "+ ",
        Move::Withdrawn | Move::NotRepeated => "− ",
        Move::Unchanged => "",
    }
}

/// How much of a line small words at its end may take.
const SHARE_AT_RIGHT: f32 = 0.6;

/// Whether small words at the right end of a line leave enough of it.
fn fits_at_right(ui: &Ui, line: Rect, words: &str, palette: &Palette) -> bool {
    let galley = text::layout(ui, &[Run::small(words, palette)], f32::INFINITY, 1);
    galley.size().x <= line.width() * SHARE_AT_RIGHT
}

/// Paints small words at the right end of a line, and says where the room before them ends.
fn paint_at_right(ui: &Ui, line: Rect, words: &str, palette: &Palette) -> f32 {
    let room = line.width() * SHARE_AT_RIGHT;
    let galley = text::layout(ui, &[Run::small(words, palette)], room, 1);
    let left = line.right() - galley.size().x;
    let at = Pos2::new(left, line.top() + 2.0);
    ui.painter().galley(at, galley, palette.muted.into());
    left - 10.0
}

fn answer<'a>(cell: &'a Cell, options: Options<'a>) -> Run<'a> {
    let palette = options.palette;
    match cell.state {
        CellState::Stated | CellState::Open => {
            Run::body(&cell.short, palette).marked(options.marker)
        }
        CellState::NotStated | CellState::Withdrawn | CellState::Contradicted => {
            Run::absent(&cell.short, palette)
        }
    }
}

/// A triangle that points down, or to the right when folded, with words after it.
fn paint_folding(ui: &Ui, rect: Rect, is_folded: bool, words: &Run<'_>, palette: &Palette) {
    let inner = rect.shrink2(vec2(PADDING.x, 0.0));
    let centre = Pos2::new(inner.left() + 5.0, inner.center().y);
    let corners = if is_folded {
        [vec2(-3.0, -4.5), vec2(4.0, 0.0), vec2(-3.0, 4.5)]
    } else {
        [vec2(-4.5, -3.0), vec2(4.5, -3.0), vec2(0.0, 4.0)]
    };
    let corners = corners.map(|corner| centre + corner).to_vec();
    ui.painter()
        .add(Shape::convex_polygon(corners, palette.muted, Stroke::NONE));
    let words = std::slice::from_ref(words);
    text::paint_line_centred(ui, inner.with_min_x(inner.left() + FOLD_WIDTH), words);
}

/// Paints a line that may go on into the next columns, which have nothing of their own on the lines of groups.
fn paint_beyond(ui: &Ui, inner: Rect, runs: &[Run<'_>]) {
    let galley = text::layout(ui, runs, inner.width(), 1);
    let clip = Rect::from_x_y_ranges(inner.x_range(), ui.clip_rect().y_range());
    let at = Pos2::new(
        inner.left(),
        (inner.center().y - galley.size().y / 2.0).round(),
    );
    let colour = ui.visuals().text_color();
    let mut painter = ui.painter().clone();
    painter.set_clip_rect(clip);
    painter.galley(at, galley, colour);
}

/// Makes a folding line react, the cells without words too; the first cell alone has a name.
fn fold_response(
    ui: &Ui,
    kind: ColumnKind,
    is_folded: bool,
    name: &str,
    palette: &Palette,
) -> Response {
    if kind != ColumnKind::Issue {
        return ui.interact(ui.max_rect(), ui.scope_id().with("line"), Sense::CLICK);
    }
    let response = ui.interact(ui.max_rect(), ui.scope_id().with("fold"), Sense::click());
    response.widget_info(|| {
        let state = if is_folded { "folded" } else { "unfolded" };
        WidgetInfo::labeled(Role::DisclosureTriangle, true, format!("{name}, {state}"))
    });
    paint_focus(ui, &response, palette);
    response
}

/// Makes a cell react to clicks and gives it its name.
pub(super) fn cell_response(ui: &Ui, name: &str) -> Response {
    // No focus of its own: the arrow keys lead from row to row, not from cell to cell.
    let response = ui.interact(ui.max_rect(), ui.scope_id().with("cell"), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, name));
    response
}

fn paint_focus(ui: &Ui, response: &Response, palette: &Palette) {
    if response.has_focus() {
        let stroke = Stroke::new(1.5, palette.accent);
        ui.painter()
            .rect_stroke(ui.max_rect(), 0.0, stroke, egui::StrokeKind::Inside);
    }
}
