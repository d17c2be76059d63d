//! The table: themes, issues and parts as lines, the parties and the verdict as columns.

mod cells;
pub(super) mod columns;
mod lines;
pub(super) mod proposal_cell;
mod verdict_cell;

use std::ops::Range;
use std::sync::Arc;

use egui::{Align, Context, Id, Rect, Role, Sense, Ui, WidgetInfo, vec2};
use egui_table::{CellInfo, HeaderCellInfo, HeaderRow, Table, TableDelegate};

use super::text::{self, Marker, Run};
use super::theme::Palette;
use crate::app::command::Action;
use crate::app::folds::Folds;
use crate::app::state::State;
use crate::app::view::{View, Visible};
use crate::model::Row;
use crate::sheet::{Line, Outline, ProposalColumn, RowHead};
use columns::ColumnKind;
use lines::Tops;

/// Height of the heads of the columns.
const HEAD_HEIGHT: f32 = 44.0;
/// Width of the bar at the left of the row that has the focus.
const FOCUS_BAR_WIDTH: f32 = 3.0;
/// Room between the edge of a cell and what stands in it.
const PADDING: egui::Vec2 = vec2(10.0, 7.0);

/// How the table is shown.
#[derive(Clone, Copy)]
pub(super) struct Options<'a> {
    /// The colours.
    pub palette: &'a Palette,
    /// What is marked in the rows.
    pub marker: Option<Marker<'a>>,
    /// Whether rows have one line.
    pub is_compact: bool,
    /// Whether the rows stand in one list, without themes and parents.
    pub is_flat: bool,
    /// Where the table ends on the right.
    pub right: f32,
}

/// What the table is drawn from, for one frame.
struct Drawing<'a> {
    state: &'a State,
    sheet: &'a Outline,
    proposals: &'a [ProposalColumn],
    selected: Option<Row>,
    /// The one row that the Tab key reaches; from there on the arrow keys lead.
    reached_by_tab: Option<Row>,
    /// The row that is to have the focus as soon as it is drawn.
    focus_on: Option<Row>,
    folds: &'a Folds,
    options: Options<'a>,
    columns: Vec<ColumnKind>,
    visible: Arc<Visible>,
    tops: Arc<Tops>,
    actions: &'a mut Vec<Action>,
}

/// Shows the table.
pub(super) fn table_ui(
    ui: &mut Ui,
    state: &State,
    options: Options<'_>,
    view: &mut View,
    actions: &mut Vec<Action>,
) {
    let (sheet, proposals) = (state.sheet(), state.proposals());
    let columns = columns::kinds(sheet, proposals, &view.columns);
    let n_sticky = columns::n_sticky(sheet.parties.len(), &columns);
    let visible = view.visible(state);
    let tops = tops(ui, &visible, sheet, options.is_compact);
    view.rows_on_page =
        lines::rows_on_page(ui.available_height() - HEAD_HEIGHT, options.is_compact);
    let mut table = Table::new()
        .id_salt(("sheet", sheet.parties.len().min(columns::MANY)))
        .num_rows(visible.lines.len() as u64)
        .num_sticky_cols(n_sticky)
        .headers(vec![HeaderRow::new(HEAD_HEIGHT)]);
    let id = table.get_id(ui);
    table = table.columns(columns::widths(ui, id, &columns));
    if let Some(wanted) = view.scroll_to.take() {
        let is_wanted = |index: &usize| matches!(sheet.lines.get(*index), Some(Line::Row(row)) if row.row == wanted);
        if let Some(place) = visible.lines.iter().position(is_wanted) {
            table = table.scroll_to_row(place as u64, None::<Align>);
        }
    }
    let selected = state.selected.as_ref().map(|(row, _)| *row);
    let mut drawing = Drawing {
        state,
        sheet,
        proposals,
        selected,
        reached_by_tab: selected.or_else(|| state.rows().next().map(|row| row.row)),
        focus_on: view.focus_on,
        folds: &view.folds,
        options,
        columns,
        visible,
        tops,
        actions,
    };
    table.show(ui, &mut drawing);
    view.focus_on = drawing.focus_on;
}

/// Where the lines begin, kept from frame to frame as long as they stay the same.
fn tops(ui: &Ui, visible: &Arc<Visible>, sheet: &Outline, is_compact: bool) -> Arc<Tops> {
    type Known = (Arc<Visible>, bool, Arc<Tops>);
    let id = Id::unique("tops-of-lines");
    let known: Option<Known> = ui.data(|data| data.get_temp(id));
    if let Some((of, was_compact, tops)) = known
        && Arc::ptr_eq(&of, visible)
        && was_compact == is_compact
    {
        return tops;
    }
    let tops = Arc::new(Tops::of(&sheet.lines, &visible.lines, is_compact));
    let known: Known = (Arc::clone(visible), is_compact, Arc::clone(&tops));
    ui.data_mut(|data| data.insert_temp(id, known));
    tops
}

/// Whether a row of the table has the focus, rather than a control that wants keys for itself.
pub fn row_has_focus(context: &Context) -> bool {
    let row: Option<Id> = context.data(|data| data.get_temp(focused_row_key()));
    row.is_some() && context.memory(egui::Memory::focused) == row
}

/// Under which the id of the row that has the focus is kept.
fn focused_row_key() -> Id {
    Id::unique("focused-row")
}

impl<'a> Drawing<'a> {
    fn line(&self, row_nr: u64) -> Option<&'a Line<RowHead>> {
        let place = usize::try_from(row_nr).ok()?;
        self.sheet.lines.get(*self.visible.lines.get(place)?)
    }

    /// The ground of a line, and the hairline under it.
    fn paint_ground(&self, ui: &Ui, rect: Rect, line: &Line<RowHead>) {
        let palette = self.options.palette;
        let fill = match line {
            Line::Theme(_) => Some(palette.band),
            Line::Row(row) if Some(row.row) == self.selected => Some(palette.selected),
            Line::Parent(_) | Line::Row(_) => is_pointed_at(ui, rect).then_some(palette.hover),
        };
        if let Some(fill) = fill {
            ui.painter().rect_filled(rect, 0.0, fill);
        }
        ui.painter().hline(
            rect.x_range(),
            rect.bottom() - 0.5,
            egui::Stroke::new(1.0, palette.line),
        );
    }

    fn clicked_line(&mut self, row_nr: u64) {
        let action = match self.line(row_nr) {
            Some(Line::Theme(theme)) => {
                Action::FoldTheme(theme.title.clone(), !self.folds.hide_theme(&theme.title))
            }
            Some(Line::Parent(parent)) => {
                Action::FoldParts(parent.issue, !self.folds.hide_parts(parent))
            }
            Some(Line::Row(row)) => Action::Inspect(row.row),
            None => return,
        };
        self.actions.push(action);
    }
}

impl TableDelegate for Drawing<'_> {
    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let palette = self.options.palette;
        let rect = ui.max_rect();
        ui.painter().rect_filled(rect, 0.0, palette.panel);
        ui.painter().hline(
            rect.x_range(),
            rect.bottom() - 0.5,
            egui::Stroke::new(1.0, palette.edge),
        );
        let Range { start, .. } = cell.col_range;
        let Some(kind) = self.columns.get(start) else {
            return;
        };
        let (head, below) = columns::head(*kind, self.sheet, self.proposals);
        let inner = rect.shrink2(vec2(PADDING.x, 5.0));
        let height = text::paint_line(ui, inner, &[Run::strong(&head, palette.text)]);
        let lower = inner.with_min_y(inner.top() + height);
        text::paint_line(ui, lower, &[Run::small(&below, palette)]);
        let response = ui.interact(rect, ui.scope_id().with("head"), Sense::hover());
        response.widget_info(|| {
            let name = if below.is_empty() {
                head.clone()
            } else {
                format!("{head}, {below}")
            };
            WidgetInfo::labeled(Role::ColumnHeader, true, name)
        });
        response.on_hover_ui(|ui| {
            ui.label(text::strong(head.as_str()));
            if !below.is_empty() {
                ui.label(text::small(below.as_str(), palette));
            }
        });
    }

    fn row_ui(&mut self, ui: &mut Ui, row_nr: u64) {
        if let Some(line) = self.line(row_nr) {
            self.paint_ground(ui, ui.max_rect(), line);
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let (Some(line), Some(kind)) = (self.line(cell.row_nr), self.columns.get(cell.col_nr))
        else {
            return;
        };
        let response = match line {
            Line::Theme(theme) => {
                let is_folded = self.folds.hide_theme(&theme.title);
                Some(cells::theme_ui(ui, theme, *kind, is_folded, self.options))
            }
            Line::Parent(parent) => {
                let is_folded = self.folds.hide_parts(parent);
                Some(cells::parent_ui(ui, parent, *kind, is_folded, self.options))
            }
            Line::Row(row) if let ColumnKind::Proposal(proposal) = kind => self
                .proposals
                .get(*proposal)
                .map(|column| proposal_cell::proposal_ui(ui, column, row.row, self.options)),
            Line::Row(row) => {
                let takes_focus = self.reached_by_tab == Some(row.row);
                cells::row_ui(ui, (self.state, row), *kind, takes_focus, self.options)
            }
        };
        if let (Line::Row(row), ColumnKind::Issue, Some(response)) = (line, *kind, &response)
            && self.reached_by_tab == Some(row.row)
        {
            let is_wanted = self.focus_on == Some(row.row);
            focus_ui(ui, response, is_wanted, self.options.palette);
            if is_wanted {
                self.focus_on = None;
            }
        }
        if response.is_some_and(|response| response.clicked()) {
            self.clicked_line(cell.row_nr);
        }
    }

    fn row_top_offset(&self, _context: &Context, _table_id: Id, row_nr: u64) -> f32 {
        self.tops.top(row_nr)
    }
}

/// Gives a row the focus if that is wanted, and keeps the arrow keys from leading out of the table.
fn focus_ui(ui: &Ui, response: &egui::Response, is_wanted: bool, palette: &Palette) {
    if is_wanted {
        response.request_focus();
    }
    if !response.has_focus() {
        return;
    }
    ui.data_mut(|data| data.insert_temp(focused_row_key(), response.id));
    let filter = egui::EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..egui::EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let rect = ui.max_rect();
    let bar = rect.with_max_x(rect.left() + FOCUS_BAR_WIDTH);
    ui.painter().rect_filled(bar, 0.0, palette.accent);
}

/// Whether the pointer is on a line, in whichever column, with nothing above it.
fn is_pointed_at(ui: &Ui, rect: Rect) -> bool {
    ui.input(|input| input.pointer.hover_pos())
        .is_some_and(|pointer| {
            rect.contains(pointer) && ui.ctx().layer_id_at(pointer) == Some(ui.layer_id())
        })
}
