//! The parties against each other: for every two, on how many rows they have something in common.

use std::ops::Range;

use egui::{Id, Pos2, Rangef, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};
use egui_table::{CellInfo, Column, HeaderCellInfo, HeaderRow, Table, TableDelegate, TableState};

use super::marks;
use super::text::{self, Run};
use super::theme::Palette;
use crate::app::command::Action;
use crate::app::state::State;
use crate::sheet::{PairCell, pair_cell};

/// Size of the cell of two parties.
const CELL: Vec2 = vec2(158.0, 64.0);
/// Width of the column with the names.
const NAMES_WIDTH: f32 = 170.0;
/// No cell is wider at first, and no column ever.
const WIDEST: f32 = 300.0;
const WIDEST_MOVED: f32 = 400.0;
/// Room for the bar that scrolls the table.
const SCROLL_BAR: f32 = 16.0;
/// Height of the row with the names.
const HEAD_HEIGHT: f32 = 34.0;
/// Room between the edge of a cell and what stands in it.
const PADDING: Vec2 = vec2(10.0, 7.0);
/// Height of the bar at the foot of a cell.
const BAR_HEIGHT: f32 = 5.0;

struct Drawing<'a> {
    state: &'a State,
    palette: &'a Palette,
    actions: &'a mut Vec<Action>,
}

/// Shows the matrix.
pub(super) fn matrix_ui(ui: &mut Ui, state: &State, palette: &Palette, actions: &mut Vec<Action>) {
    let n_parties = state.sheet().parties.len();
    let table = Table::new().id_salt(("matrix", n_parties));
    let columns = columns(ui, table.get_id(ui), n_parties);
    let mut drawing = Drawing {
        state,
        palette,
        actions,
    };
    table
        .num_rows(n_parties as u64)
        .num_sticky_cols(1)
        .columns(columns)
        .headers(vec![HeaderRow::new(HEAD_HEIGHT)])
        .show(ui, &mut drawing);
}

/// The column with the names and one for each party, which share the width of the window until the user moves an edge.
fn columns(ui: &Ui, table: Id, n_parties: usize) -> Vec<Column> {
    let room = ui.available_width() - NAMES_WIDTH - SCROLL_BAR;
    let width = (room / n_parties.max(1) as f32).clamp(CELL.x, WIDEST);
    let least = |place: usize| if place == 0 { NAMES_WIDTH } else { CELL.x };
    let seen_id = table.with("stretched-to");
    let seen: Option<f32> = ui.data(|data| data.get_temp(seen_id));
    if seen.is_none_or(|seen| (seen - room).abs() > 0.5) {
        let mut state = TableState::load(ui.ctx(), table).unwrap_or_default();
        let widths = (0..=n_parties).map(|place| {
            (
                column_id(place),
                if place == 0 { NAMES_WIDTH } else { width },
            )
        });
        state.col_widths.extend(widths);
        state.store(ui.ctx(), table);
        ui.data_mut(|data| data.insert_temp(seen_id, room));
    }
    let column = |place| {
        let range = Rangef::new(least(place), WIDEST_MOVED);
        Column::new(width).range(range).id(column_id(place))
    };
    (0..=n_parties).map(column).collect()
}

fn column_id(place: usize) -> Id {
    Id::unique(("matrix", place))
}

impl Drawing<'_> {
    fn name(&self, place: usize) -> &str {
        let parties = &self.state.sheet().parties;
        parties.get(place).map_or("", |party| &party.name)
    }

    fn name_ui(&self, ui: &Ui, name: &str) {
        let rect = ui.max_rect();
        ui.painter().rect_filled(rect, 0.0, self.palette.panel);
        let inner = rect.shrink2(vec2(PADDING.x, 0.0));
        text::paint_line_centred(ui, inner, &[Run::strong(name, self.palette.text)]);
        paint_edges(ui, rect, self.palette);
        let response = ui.interact(rect, ui.scope_id().with("name"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, name));
        response.on_hover_text(name);
    }

    fn pair_ui(&mut self, ui: &Ui, pair: &PairCell, first: usize, second: usize) {
        let rect = ui.max_rect();
        // Each pair stands in two places; the Tab key reaches one of them.
        let sense = if first < second {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let response = ui.interact(rect, ui.scope_id().with("pair"), sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &pair.spoken));
        if response.hovered() {
            ui.painter().rect_filled(rect, 0.0, self.palette.hover);
        }
        paint_pair(ui, rect.shrink2(PADDING), pair, self.palette);
        paint_edges(ui, rect, self.palette);
        if response.has_focus() {
            let stroke = Stroke::new(2.0, self.palette.accent);
            ui.painter()
                .rect_stroke(rect, 0.0, stroke, StrokeKind::Inside);
        }
        if response.clicked() {
            self.actions.push(Action::CompareTwo(first, second));
        }
        response.on_hover_ui(|ui| {
            ui.label(text::strong(&pair.names));
            ui.label(pair.spoken.as_str());
            ui.label(text::small(
                "A click compares these two alone.",
                self.palette,
            ));
        });
    }
}

impl TableDelegate for Drawing<'_> {
    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let Range { start, .. } = cell.col_range;
        match start.checked_sub(1) {
            Some(place) => self.name_ui(ui, self.name(place)),
            None => self.name_ui(ui, "Every two parties"),
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let Ok(first) = usize::try_from(cell.row_nr) else {
            return;
        };
        let Some(second) = cell.col_nr.checked_sub(1) else {
            self.name_ui(ui, self.name(first));
            return;
        };
        let parties = &self.state.sheet().parties;
        match pair_cell(&self.state.answer.pairs, parties, first, second) {
            Some(pair) => self.pair_ui(ui, &pair, first, second),
            None => {
                let rect = ui.max_rect();
                ui.painter().rect_filled(rect, 0.0, self.palette.band);
                paint_edges(ui, rect, self.palette);
                if first != second {
                    pending_ui(ui, self.palette);
                }
            }
        }
    }

    fn default_row_height(&self) -> f32 {
        CELL.y
    }
}

/// In place of what is still being worked out.
fn pending_ui(ui: &Ui, palette: &Palette) {
    let rect = ui.max_rect();
    text::paint_line_centred(ui, rect.shrink2(PADDING), &[Run::absent("…", palette)]);
    let response = ui.interact(rect, ui.scope_id().with("pending"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, "Being worked out"));
}

fn paint_edges(ui: &Ui, rect: Rect, palette: &Palette) {
    let stroke = Stroke::new(1.0, palette.line);
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom() - 0.5, stroke);
    painter.vline(rect.right() - 0.5, rect.y_range(), stroke);
}

/// What they have in common, how many rows have which verdict, and the same as a bar.
fn paint_pair(ui: &Ui, inner: Rect, pair: &PairCell, palette: &Palette) {
    let height = text::paint_line(ui, inner, &[Run::strong(&pair.common, palette.text)]);
    let middle = inner.top() + height + 10.0;
    let mut left = inner.left();
    for total in pair.totals.iter().filter(|total| total.count > 0) {
        let square = Rect::from_center_size(Pos2::new(left + 6.0, middle), Vec2::splat(12.0));
        let colour = palette.verdict(total.verdict);
        marks::paint_verdict(ui.painter(), square, total.verdict, colour);
        let number = total.count.to_string();
        let galley = text::layout(ui, &[Run::small(&number, palette)], 60.0, 1);
        let at = Pos2::new(square.right() + 3.0, middle - galley.size().y / 2.0);
        left = at.x + galley.size().x + 8.0;
        ui.painter().galley(at, galley, palette.text.into());
    }
    let all: usize = pair.totals.iter().map(|total| total.count).sum();
    let mut left = inner.left();
    for total in pair.totals.iter().filter(|total| total.count > 0) {
        let width = inner.width() * total.count as f32 / all as f32;
        let size = vec2((width - 1.0).max(1.0), BAR_HEIGHT);
        let bar = Rect::from_min_size(Pos2::new(left, inner.bottom() - BAR_HEIGHT), size);
        ui.painter()
            .rect_filled(bar, 1.0, palette.verdict(total.verdict));
        left += width;
    }
}
